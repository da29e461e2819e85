"""The form's handlers: what it is filled with, what is read from it, what is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import gradio as gr

from assistant.records import Answer
from eval.gold_check import Texts, problems
from eval.outcomes import Outcome
from eval.page.cases import cut
from eval.question_fields import FieldError, question_of, row_of
from eval.question_records import Question
from eval.reasons import gold_words
from eval.workbench import people, shown, typed
from eval.workbench.desk import Desk, scored_lines
from eval.workbench.shelf import OWN_LIBRARY
from ingest.errors import PolicyError

PASSAGES = 5
"""Passages of a search that are offered beside what an answer cites."""
LABEL = 90
LONGEST = 400
"""Characters of a passage that is offered whole; of a longer one its beginning."""

Offer = list[dict[str, str]]
"""Words that may be ticked, each with its source."""


class Writing:
    """Every handler checks the password itself."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.words = desk.words

    # --- beside the form ---

    def show(self, password: str) -> tuple[Any, ...]:
        """Questions people asked, documents to quote, the questions written here."""
        if not self.desk.may(password):
            none = gr.update(choices=[], value=None)
            return none, none, "", gr.update(visible=False), none
        told = ""
        asked: list[tuple[str, str]] = []
        own: tuple[Question, ...] = ()
        try:
            asked, own = people.asked(self.desk), self.desk.shelf.own()
        except PolicyError as error:  # a file that somebody edited
            told = shown.said("problem", str(error))
        sources = sorted(self.desk.sources())
        choices = [(f"{q.id}  {q.question}", q.id) for q in own]
        return (
            gr.update(choices=asked, value=None, info=None if asked else self.words("eval_from_none")),
            gr.update(choices=sources, value=None),
            shown.shell(told + self._own(own), self.words), gr.update(visible=bool(own)),
            gr.update(choices=choices, value=None),
        )  # fmt: skip

    def _own(self, own: Sequence[Question]) -> str:
        if not own:
            return shown.said("hint", self.words("eval_own_none"))
        head = self.words("eval_own_count", count=len(own), path=self.desk.shelf.own_path)
        rows = "".join(
            f"<tr><td><code>{escape(q.id)}</code></td><td>{escape(q.question)}</td>"
            f'<td class="more">{escape(self._what(q))}</td></tr>'
            for q in reversed(own)
        )
        return f"<h2>{escape(head)}</h2><table><tbody>{rows}</tbody></table>"

    def _what(self, question: Question) -> str:
        """What a right answer must hold, in a line."""
        if not question.answerable:
            return self.words("eval_what_refuse")
        quotes = sum(len(group) for group in question.gold)
        said = [gold_words(value) for value in question.values]
        return "；".join([*said, self.words("eval_what_gold", count=quotes)])

    def remove(self, identity: str | None, password: str) -> tuple[Any, ...]:
        """Takes one of our own questions out."""
        self.desk.check(password)
        if identity:
            try:
                self.desk.shelf.remove_own(identity)
            except PolicyError as error:
                raise gr.Error(escape(str(error)), print_exception=False) from error
            gr.Info(self.words("eval_own_removed", id=identity))
        return self.show(password)

    # --- filling the form ---

    def of_person(self, question: str | None, password: str) -> tuple[Any, ...]:
        """A question somebody asked, with passages to choose from."""
        self.desk.check(password)
        if not question:
            return (gr.skip(),) * 17
        return self._filled(Question("new", question, ""), self._found(question), ())

    def of_answer(self, answered: tuple[str, Answer] | None, password: str) -> tuple[Any, ...]:
        """The question that was tried, with what its answer cites."""
        self.desk.check(password)
        if answered is None:
            raise gr.Error(self.words("eval_try_first"), print_exception=False)
        question, answer = answered
        return self._filled(Question("new", question, ""), self._offer(question, answer), ())

    def of_wrong(self, run: str | None, identity: str | None, password: str) -> tuple[Any, ...]:
        """A question that went wrong, with its gold ticked and what the wrong answer cites beside it."""
        self.desk.check(password)
        try:
            rows = scored_lines(self.desk.shelf.run_path(run or "")).by_id()
        except PolicyError as error:
            raise gr.Error(escape(str(error)), print_exception=False) from error
        row = rows.get(identity or "")
        if row is None or row.of is None:
            raise gr.Error(self.words("eval_no_runs"), print_exception=False)
        question = row.of.question
        gold = [_one(g.source, g.quote) for group in question.gold[:1] for g in group if g.quote]
        return self._filled(question, _unlike([*gold, *_of_outcome(row.of.outcome)]), gold)

    def seek(
        self, question: str, offered: Offer, ticked: list[str], password: str
    ) -> tuple[Offer, Any]:
        """Passages for the question as it stands; what is ticked stays."""
        self.desk.check(password)
        if not (question or "").strip():
            raise gr.Error(self.words("eval_needs_question"), print_exception=False)
        kept = [offered[int(n)] for n in ticked]
        found = _unlike([*kept, *self._found(question.strip())])
        return found, self._choices(found, kept)

    def hint(self, offered: Offer, ticked: list[str], password: str) -> tuple[Any, Any]:
        """Shows in the empty boxes which numbers and dates the ticked words hold."""
        self.desk.check(password)
        numbers, dates = typed.hints(offered[int(n)]["quote"] for n in ticked)
        return gr.update(placeholder=numbers), gr.update(placeholder=dates)

    def _found(self, question: str) -> Offer:
        return self._offer(question, self.desk.assistant.ask(question, log=False))

    def _offer(self, question: str, answer: Answer) -> Offer:
        hits = self.desk.assistant.search(question, k=PASSAGES)
        cited = [_one(c.source, c.quote) for c in answer.citations]
        return _unlike([*cited, *(_one(h.source, h.chunk.text[:LONGEST].strip()) for h in hits)])

    def _choices(self, offered: Offer, ticked: Iterable[Mapping[str, str]]) -> Any:
        chosen = list(ticked)
        choices = [
            (f"{one['source'].rsplit('/', 1)[-1]}：{cut(' '.join(one['quote'].split()), LABEL)}", str(n))
            for n, one in enumerate(offered)
        ]  # fmt: skip
        value = [str(n) for n, one in enumerate(offered) if one in chosen]
        return gr.update(choices=choices, value=value)

    def _filled(self, question: Question, offered: Offer, ticked: Iterable[Mapping[str, str]]) -> tuple[Any, ...]:  # fmt: skip
        row = row_of(question)
        base = {name: row[name] for name in ("history", "today", "ambiguous") if name in row}
        numbers, dates, items, complete, texts = typed.as_typed(question.values)
        return (
            question.question, offered, self._choices(offered, ticked), base, question.kind or None,
            question.asker, "dev", question.answerable, None, "",
            numbers, dates, items, complete, texts, "\n".join(question.must_not_say), "",
        )  # fmt: skip

    # --- keeping ---

    def save(self, password: str, question: str, offered: Offer, ticked: list[str], base: dict[str, Any], *rest: Any) -> tuple[Any, ...]:  # fmt: skip
        """Reads the form, holds its quotes against the library, keeps the question; the form is emptied."""
        self.desk.check(password)
        kind, asker, half, answerable, source, quote, *said = rest
        golds = [offered[int(n)] for n in ticked]
        if (quote or "").strip() and source:
            golds.append(_one(source, quote.strip()))
        try:
            made = self._made(question, golds, base, kind, asker, half, bool(answerable), said)
            self._hold(made)
            self.desk.shelf.add_own(made)
        except typed.Unread as error:
            self._refuse(f"eval_unread_{error.what}", line=error.line, words=error.words)
        except FieldError as error:
            raise gr.Error(escape(f"{error}。{error.remedy}"), print_exception=False) from error
        except PolicyError as error:
            raise gr.Error(escape(str(error)), print_exception=False) from error
        gr.Info(escape(self.words("eval_saved", id=made.id, what=self._what(made))))
        return (*self._filled(Question("new", "", ""), [], ()), *self.show(password))

    def _made(
        self, question: str, golds: Offer, base: Mapping[str, Any], kind: str | None, asker: str,
        half: str, answerable: bool, said: Sequence[Any],
    ) -> Question:  # fmt: skip
        """The question as its file will have it.

        Raises:
            FieldError, Unread, gr.Error: something is missing or cannot be read.
        """
        if not (question or "").strip():
            self._refuse("eval_needs_question")
        numbers, dates, items, complete, texts, must_not, notes = said
        values = typed.values(numbers, dates, items, complete, texts) if answerable else []
        if answerable and not (values or golds):
            self._refuse("eval_needs")
        row: dict[str, Any] = {
            **base, "id": self.desk.shelf.next_id(), "question": question.strip(),
            "kind": (kind or "").strip() or _kind(values, answerable), "asker": asker,
            "library": OWN_LIBRARY, "answerable": answerable, "split": half, "values": values,
            "gold": [golds] if golds and answerable else [],
            "must_not_say": [words for _, words in typed.lines(must_not)], "notes": (notes or "").strip(),
        }  # fmt: skip
        return question_of(row)

    def _hold(self, made: Question) -> None:
        """Every quote must stand in its document."""
        texts = Texts(self.desk.assistant)
        for gold in (g for group in made.gold for g in group):
            alone = Question(made.id, "", "", gold=((gold,),))
            if any(problems(alone, texts)):
                self._refuse("eval_gold_gone", source=gold.source)

    def _refuse(self, key: str, **places: Any) -> None:
        raise gr.Error(escape(self.words(key, **places)), print_exception=False)


def _one(source: str, quote: str) -> dict[str, str]:
    return {"source": source, "quote": quote}


def _of_outcome(outcome: Outcome) -> Offer:
    cited = [_one(c.source, c.text) for c in outcome.citations]
    hits = [_one(h.source, h.text[:LONGEST].strip()) for h in outcome.hits[:PASSAGES]]
    return [*cited, *hits]


def _unlike(offered: Iterable[dict[str, str]]) -> Offer:
    """Each once."""
    found: Offer = []
    for one in offered:
        if one["quote"] and one not in found:
            found.append(one)
    return found


def _kind(values: Sequence[Mapping[str, Any]], answerable: bool) -> str:
    """The kind where nobody chose one: that of the first value."""
    if not answerable:
        return "unanswerable"
    first = values[0]["type"] if values else "text"
    return str(first) if first != "text" else "open"
