"""One question from query to guarded answer: which room answers, is the evidence enough, what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from assistant import evidence, vouched
from assistant.above import from_above, holds_around, led, ruled
from assistant.also import with_also
from assistant.answer_notes import cited_words, plan_note, version_notes
from assistant.articles import article
from assistant.asker_role import of_role
from assistant.beside import beside_each_other, of_all_places
from assistant.case import Case, make_case
from assistant.choosing import Choosing, place_note
from assistant.cite import in_order
from assistant.counted_rows import counted, in_word_of
from assistant.each_side import each_side
from assistant.earlier import user_turns
from assistant.effect import of_titles
from assistant.follow_up import History, last_said
from assistant.from_words import from_words
from assistant.greeting import greeted
from assistant.guard import guarded
from assistant.library import Library
from assistant.like_statements import like_statements, plans_of_both_years
from assistant.near_misses import elsewhere, is_near_miss, lies_around, names_lacking
from assistant.own_data import own_data
from assistant.pointed import points, with_office
from assistant.pointed_places import with_places
from assistant.question import read_question
from assistant.readings import Reading, plainly
from assistant.records import Answer
from assistant.refusing import (
    SHOWN,
    absent,
    absent_places,
    no_article,
    not_said,
    of_another_place,
    refuse,
)
from assistant.same_passage import from_same_passage, says_little, told_by
from assistant.side_question import lists_things
from assistant.sides_apart import added_apart, compared_apart
from assistant.store_answers import COMPUTED, from_store
from assistant.table_answer import TableAnswers
from assistant.table_compare import compared
from assistant.table_reading import TableReading
from assistant.told_of_place import says_of_it, told_of
from assistant.topic_change import stands_alone
from assistant.whole_library import all_documents
from assistant.whole_table import WholeTable

if TYPE_CHECKING:
    from ingest.store.rows import Edit

EMPTY = "库里还没有文件。请先在“文件”页添加，或运行 python -m ingest add。"
OF_THEMSELVES = frozenset({"article", "version", "overview"})
"""Kinds of questions that a text answers whatever their other words are."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The answer to one question without a model, and what a model needs to write it.

    ``case`` is None where the answer stays as it is: exact, complete, or refused by name. ``finish`` adds
    to an answer of this question what is noted beside it; ``unanswered`` is the question to log if it stays refused.
    """

    answer: Answer
    case: Case | None = None
    finish: Callable[[Answer], Answer] = lambda answer: answer
    unanswered: str = ""


class Answering:
    """Answers from one library; holds nothing between questions."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def answer(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None,
        *, silent: bool = False, told: Sequence[str] | None = None,
    ) -> Answer:  # fmt: skip
        """The guarded answer to one question; what is refused is logged unless ``silent``. ``told`` are the documents
        that the question before was answered from, where the caller knows them."""
        draft = self.draft(question, history, today, asked, silent=silent, told=told)
        self.log(draft, draft.answer)
        return draft.answer

    def draft(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None,
        *, silent: bool = False, told: Sequence[str] | None = None,
    ) -> Draft:  # fmt: skip
        """The same, with what a model needs to write it; nothing is logged yet."""
        with self.library.store.standing_still():
            question = self._named_office(question, history, today, asked)
            question = self._named_places(question, history, today, asked)
            draft = self._draft(question, history, today, asked, silent, told)
            if draft.answer.mode != "refused" or not stands_alone(question, history):
                return draft
            alone = self._draft(question, (), today, asked, silent, None, history)
            return alone if alone.answer.mode in ("extractive", "structured") else draft

    def _named_office(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None
    ) -> str:
        """The question with the office that it points to by its name."""
        turns = user_turns(history)
        if not turns or not points(question):
            return question
        earlier, before = history[turns[0]][1], history[: turns[0]]
        said = last_said(history) or self.answer(earlier, before, today, asked, silent=True).text
        return with_office(question, said)

    def _named_places(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None
    ) -> str:
        """The question with the two places that it points to by their names."""

        def places(turn: str) -> tuple[str, ...]:
            known = self.library.known(self.library.in_scope(asked).values())
            read = read_question(turn, today=today, library=known)
            return (*read.places, *read.missing)

        turns = [text for role, text in history if role == "user"]
        return with_places(question, turns, places)

    def log(self, draft: Draft, answer: Answer) -> None:
        """Keeps a question that stays without an answer."""
        if draft.unanswered and answer.mode == "refused":
            self.library.store.log_unanswered(draft.unanswered, answer.text.split("\n")[0])

    def _draft(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None,
        silent: bool, told: Sequence[str] | None, talk: History = (),
    ) -> Draft:  # fmt: skip
        """``talk`` is the conversation of a question that is asked without it."""
        scope = self.library.in_scope(asked)
        query = Reading(
            self.library, history, today, scope,
            lambda earlier, before: self._answered_from(earlier, before, today, asked), told,
        ).query(question, both=not silent or told is not None)  # fmt: skip
        if query.kind == "greeting":
            return Draft(Answer(greeted(query.text), "extractive"))
        if not scope:
            return Draft(Answer(EMPTY, "refused"))
        case = of_role(of_titles(self.library, make_case(self.library, query, scope, today)))
        titles = [d.metadata.title or d.source for d in scope.values()]
        whole = all_documents(query.text, titles)
        plain = plainly(case)
        answer = whole or own_data(self.library, case) or self._computed(case) or self._exact(plain)
        free = answer is None
        if answer is None:
            answer, free = self._chosen(plain)
        if counting := counted(query.text, answer, partial(self._asked_for_list, case)):
            answer, free = counting, False
        answer = in_word_of(query.text, answer)
        if missed := self._near_miss(plain, answer, history, history or talk):
            answer, free = missed, True
        if answer.mode == "refused" and query.follow_up:
            answer = self._of_same_passage(plain, history, asked) or answer
        if answer.mode == "refused" and (
            found := self._told_of_place(case, history, history or talk)
        ):
            answer, free = found, True
        edits = self.library.store.edits()
        people = vouched.by_place(self.library.facts(scope) if edits else (), edits)
        finish = partial(_noted, case, edits, people)
        if answer.mode == "refused":
            return Draft(answer, plain if free else None, finish, "" if silent else question)
        answer = in_order(
            guarded(
                with_also(self.library, case, answer),
                lambda c: f"{cited_words(self.library, c, case)}\n{vouched.words_for(c, people)}",
            )
        )
        return Draft(finish(answer), plain if free else None, finish)

    def _answered_from(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None
    ) -> tuple[str, ...]:
        """The documents that an earlier question was answered from, in the order of its citations."""
        answer = self.answer(question, history, today, asked, silent=True)
        told = answer.mode not in ("refused", "clarify")
        return tuple(dict.fromkeys(c.document_id for c in answer.citations)) if told else ()

    # --- rooms ---

    def _from_tables(self, case: Case) -> Answer | None:
        """A cell of a table, unless the question names one of a series that nothing holds."""
        if evidence.absent_ordinals(case.query, case.found):
            return None
        if told := compared(self.library, case):
            return told
        store = partial(from_store, self.library, case)
        if told := WholeTable(self.library, case).answer(store):
            return told
        reading = TableReading(self.library, case)
        cell = reading.of_several() or TableAnswers(self.library, case).answer()
        return cell or reading.answer()

    def _computed(self, case: Case) -> Answer | None:
        """What the store adds, counts or compares; a table of the documents is not asked for it."""
        computing = case.query.kind in COMPUTED
        rows = beside_each_other(self.library, case) if computing else None
        if told := rows or compared_apart(self.library, case, self._read):
            return told
        if not computing:
            return None
        listed = case.query.kind == "version" and lists_things(case.query.text)
        if listed and (told := each_side(self.library, case, self._read)):
            return told
        rows = compared(self.library, case) if case.query.kind == "comparison" else None
        rows = rows or TableReading(self.library, case).answer()
        rows = rows or WholeTable(self.library, case).answer()
        if rows is None and plans_of_both_years(case):
            rows = like_statements(self.library, case)
        summed = case.query.kind == "sum"
        whole = bool(rows and of_all_places(case, rows))
        if summed and not whole and (sides := added_apart(self.library, case, self._read)):
            return sides
        told = rows or self._absent(case) or from_store(self.library, case)
        if told and summed and not of_all_places(case, told):
            return each_side(self.library, case, self._read) or told
        if told := told or like_statements(self.library, case):
            return told
        two = case.query.kind in ("comparison", "sum", "version")
        return each_side(self.library, case, self._read) if two else None

    def _asked_for_list(self, case: Case, question: str) -> Answer:
        """The answer to a question of the same documents that asks for what this one counts."""
        known = self.library.known(case.scope.values())
        query = read_question(question, today=case.today, library=known)
        query = replace(query, documents=query.documents or case.query.documents)
        case = make_case(self.library, query, case.scope, case.today)
        return self._computed(case) or self._read(plainly(case))

    def _read(self, case: Case) -> Answer:
        return self._exact(case) or self._chosen(case)[0]

    def _exact(self, case: Case) -> Answer | None:
        """A cell, a refusal by name, or rows of the store: what nobody can say better."""
        return self._from_tables(case) or self._absent(case) or from_store(self.library, case)

    def _absent(self, case: Case) -> Answer | None:
        """What the question names and the library does not hold is refused by name."""
        query = case.query
        if reason := absent(self.library, case):
            places = absent_places(self.library, case)
            return self._above(case, places) or self._refused(case, reason)
        if query.kind == "article":
            answer = article(self.library, case)
            return answer or self._refused(case, no_article(self.library, case))
        return None

    def _above(self, case: Case, places: Sequence[str]) -> Answer | None:
        """What holds in a place that has no answer of its own: the rule of its province or of the country."""
        for narrower, lead in from_above(self.library, case, places):
            answer = self._from_words(narrower)
            missed = answer.mode != "extractive" or not holds_around(
                self.library, narrower, answer, places[0]
            )
            if not missed and not names_lacking(self.library, narrower, answer):
                return led(answer, lead)
        return None

    def _of_same_passage(
        self, case: Case, history: History, asked: Sequence[str] | None
    ) -> Answer | None:
        """What the paragraph that the question before was answered from says of this one."""
        turns = user_turns(history)
        if not turns or not says_little(case.query.question):
            return None
        earlier, before = history[turns[0]][1], history[: turns[0]]
        told = told_by(self.answer(earlier, before, case.today, asked, silent=True))
        return from_same_passage(self.library, case, told)

    def _told_of_place(self, case: Case, history: History, talk: History) -> Answer | None:
        """What the documents of another place tell of the place of a question that its own do not answer."""
        narrower = told_of(self.library, case)
        if narrower is None:
            return None
        plain = plainly(narrower)
        answer = self._read(plain)
        told = answer.mode in ("extractive", "structured") and says_of_it(
            self.library, case, answer
        )
        missed = told and self._near_miss(plain, answer, history, talk)
        return answer if told and not missed else None

    def _chosen(self, case: Case) -> tuple[Answer, bool]:
        """From words; where several documents may be meant their answers compared, or the question given back. And
        whether it may be written in other words: not what holds from above."""

        def again(question: str) -> Answer:
            known = self.library.known(case.scope.values())
            query = read_question(question, today=case.today, library=known)
            narrower = of_titles(
                self.library, make_case(self.library, query, case.scope, case.today)
            )
            return self._absent(narrower) or self._from_words(narrower)

        answer = Choosing(self.library, case, self._from_words, again).answer()
        if answer.mode == "refused" and len(case.query.places) == 1:
            above = self._above(case, case.query.places)
            return above or answer, above is None
        return answer, True

    def _from_words(self, case: Case) -> Answer:
        return from_words(self.library, case)

    # --- refusal ---

    def _near_miss(
        self, case: Case, answer: Answer, history: History, talk: History
    ) -> Answer | None:
        """A refusal in place of an answer in the documents' own words that does not tell what is asked."""
        if answer.mode != "extractive" or case.query.kind in OF_THEMSELVES:
            return None
        names = names_lacking(self.library, case, answer)
        if names or is_near_miss(self.library, case, answer, history):
            lacking = f"相近的内容没有写到“{'”、“'.join(names)}”。" if names else ""
            reason = lacking or not_said(case.query.kind)
            return self._above(case, case.query.places) or self._refused(case, reason)
        if found := elsewhere(self.library, case, answer, talk):
            talked = found[0]
            of_city = ruled(self.library, case, answer, talked[0]) if len(talked) == 1 else None
            around = lies_around(self.library, case, answer, talked)
            return of_city if of_city or around else self._refused_here(case, *found)
        return None

    def _refused_here(self, case: Case, talked: Sequence[str], of: Sequence[str]) -> Answer:
        """A refusal where only another place answers than was talked about; a whole question can be asked of that one."""
        reason = of_another_place(talked, of)
        refused = self._refused(case, reason)
        whole = () if case.query.follow_up else of[:SHOWN]
        return replace(
            refused,
            text="\n".join((reason, *refused.text.split("\n")[1:])),
            options=tuple(f"{place}{case.query.question}" for place in whole),
        )

    def _refused(self, case: Case, reason: str) -> Answer:
        """A refusal that says what was searched and shows the nearest passages."""
        return refuse(self.library, case, reason)


def _noted(
    case: Case, edits: Mapping[str, Edit], people: Mapping[vouched.Place, list[vouched.Vouched]],
    answer: Answer,
) -> Answer:  # fmt: skip
    """The answer with what is noted beside it: people's edits, ended versions, samples, the place."""
    return replace(
        answer,
        notes=(
            *answer.notes,
            *plan_note(case, answer),
            *vouched.with_notes(answer, people),
            *vouched.rejections(answer, edits.values()),
            *version_notes(answer, case),
            *place_note(case, answer),
        ),
    )
