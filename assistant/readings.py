"""How a question is read in its conversation: a follow-up with and without the words of the question before."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.aim import Documents
from assistant.case import Case, make_case
from assistant.earlier import documents_of, until, user_turns
from assistant.extractive import Extractive
from assistant.follow_up import History
from assistant.follow_up_text import own_words
from assistant.library import Library
from assistant.names import Known
from assistant.question import kind_of, read_by_itself, read_question
from assistant.records import Query, QuestionKind
from assistant.refusing import absent
from assistant.store_answers import COMPUTED
from assistant.sufficiency import weights

LIKELIER = 0.1
"""By how much more probable an answer must be to a follow-up without the words of the question before; a later
question of one message, which seldom needs them, may be so much less."""
SAME_MATTER = 0.25
"""By how much less probable an answer from the documents talked about may be than one from all."""
TALKED_ABOUT = 3
"""Documents of one answer that a conversation is about at most; a list over many is about none."""
OF_ALL: frozenset[QuestionKind] = frozenset(
    {*COMPUTED, "tasks", "status", "documents", "overview", "targets", "greeting", "article"}
)
"""Kinds of questions that are asked of the whole library unless they say otherwise."""


@dataclass(frozen=True)
class Reading:
    """Reads the questions of one conversation. ``answered`` gives the documents that an earlier question was answered
    from; ``told`` are those of the question before, where the caller knows them."""

    library: Library
    history: History
    today: dt.date
    scope: Documents
    answered: Callable[[str, History], Sequence[str]]
    told: Sequence[str] | None = None

    def query(self, question: str, *, both: bool) -> Query:
        """What is asked. With ``both`` a question is read in several ways, with the words of the questions before and
        without, of the documents talked about and of all, and the first that the documents answer probably enough
        holds."""
        own = self._read(question, ())
        turns = user_turns(self.history)
        if not turns or own.kind == "greeting":
            return own
        before = self._leaning_on(own, turns)
        query = self._read(question, before)
        if not both or not self.scope:
            return query
        if query.follow_up:
            return self._likeliest(query, own, before)
        return self._of_same_matter(own, before)

    # --- ways to read ---

    def _leaning_on(self, own: Query, turns: Sequence[int]) -> History:
        """The conversation up to the turn that a question leans on: 10月呢 on the last that was asked of a time."""
        if own.time and not own_words(own) and not own.documents:
            for turn in turns:
                if self._read(self.history[turn][1], ()).time:
                    return until(self.history, turn)
        return self.history

    def _likeliest(self, query: Query, own: Query, before: History) -> Query:
        """Of a follow-up read on from the question before it, by itself, or read on from earlier ones."""
        other = self._by_itself(own.question, before)
        chance = self._chance(query)
        if other is not None and other.text != query.text:
            margin = LIKELIER if other.follow_up and self.told is None else -LIKELIER
            if (likely := self._chance(other)) >= chance + margin:
                query, chance = other, likely
        if chance >= weights().threshold or query.kind in OF_ALL:
            return query
        more = (self._read(own.question, earlier) for earlier in self._earlier(before))
        held = (q for q in more if q.follow_up and self._chance(q) >= weights().threshold)
        return next(held, query)

    def _of_same_matter(self, own: Query, before: History) -> Query:
        """A whole question that names no document is asked of those that the conversation is about, where they
        answer it nearly as probably as all."""
        named = own.places or own.documents or own.missing or own.issuers
        if own.kind in OF_ALL or named:
            return own
        about = tuple(self._about(before))
        if not 0 < len(about) <= TALKED_ABOUT:
            return own
        there = replace(own, documents=about, follow_up=True)
        chance, likely = self._chance(own), self._chance(there)
        if likely >= weights().threshold and likely >= chance - SAME_MATTER:
            return there
        return own

    def _earlier(self, before: History) -> Iterator[History]:
        """The conversation up to the questions before the last one, the later first."""
        for turn in user_turns(before)[1 : 1 + TALKED_ABOUT]:
            yield until(before, turn)

    # --- what was said ---

    def _read(self, question: str, history: History) -> Query:
        return read_question(
            question, history=tuple(history), today=self.today, library=self._known, answered=self._from
        )

    def _by_itself(self, question: str, history: History) -> Query | None:
        return read_by_itself(
            question, history=tuple(history), today=self.today, library=self._known, answered=self._from
        )

    @functools.cached_property
    def _known(self) -> Sequence[Known]:
        return self.library.known(self.scope.values())

    @functools.cached_property
    def _asked_before(self) -> dict[tuple[str, int], Sequence[str]]:
        return {}

    def _from(self, earlier: str, turns: History) -> Sequence[str]:
        """The documents that an earlier question was answered from: as the caller knows them, by the words of the
        answer, or by asking it again."""
        at = len(turns)
        if self.told is not None and at == user_turns(self.history)[0]:
            return self.told
        key = (earlier, at)
        if key not in self._asked_before:
            said = "\n".join(t for role, t in until(self.history, at)[at:] if role == "assistant")
            found = documents_of(self.library, self.scope, said)
            self._asked_before[key] = found or self.answered(earlier, tuple(turns))
        return self._asked_before[key]

    def _about(self, before: History) -> Sequence[str]:
        """The documents that the last answer was taken from."""
        turn = user_turns(before)[0]
        return self._from(before[turn][1], before[:turn])

    def _chance(self, query: Query) -> float:
        """How probably the documents' sentences answer one reading of a question."""
        case = plainly(make_case(self.library, query, self.scope, self.today))
        if absent(self.library, case):
            return 0.0
        return Extractive(self.library, case).weighed.probability


def plainly(case: Case) -> Case:
    """The case with the kind that its question has where nothing can be computed."""
    if case.query.kind not in COMPUTED:
        return case
    kind = kind_of(case.query.text, computing=False)
    if case.query.kind == "count" and kind in ("tasks", "targets", "list"):
        kind = "number"  # nothing of the store to count: the number stands in a text
    return replace(case, query=replace(case.query, kind=kind))
