"""How a question is read in its conversation: a follow-up with and without the words of the question before."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.aim import Documents
from assistant.case import Case, make_case
from assistant.extractive import Extractive
from assistant.follow_up import History, last_user
from assistant.library import Library
from assistant.question import kind_of, read_by_itself, read_question
from assistant.records import Query
from assistant.refusing import absent
from assistant.store_answers import COMPUTED

LIKELIER = 0.1
"""By how much more probable an answer must be to a follow-up without the words of the question before; a later
question of one message, which seldom needs them, may be so much less."""


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
        """What is asked. With ``both`` a follow-up that says enough by itself is read in both ways, with the words of
        the question before and without, and the reading that the documents answer more probably holds."""
        known = self.library.known(self.scope.values())
        turns = tuple((role, text) for role, text in self.history)
        before = functools.cache(self._documents_of)

        def answered(earlier: str, earlier_turns: History) -> Sequence[str]:
            return before(earlier, tuple(earlier_turns))

        query = read_question(
            question, history=turns, today=self.today, library=known, answered=answered
        )
        if not query.follow_up or not both or not self.scope:
            return query
        other = read_by_itself(
            question, history=turns, today=self.today, library=known, answered=answered
        )
        if other is None or other.text == query.text:
            return query
        margin = LIKELIER if other.follow_up and self.told is None else -LIKELIER
        return other if self._chance(other) >= self._chance(query) + margin else query

    def _documents_of(self, earlier: str, turns: tuple[tuple[str, str], ...]) -> Sequence[str]:
        if self.told is not None and earlier == self.history[last_user(self.history)][1]:
            return self.told
        return self.answered(earlier, turns)

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
