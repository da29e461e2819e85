"""An answer looked at again before it is told: does it tell what is asked, of the place that is talked about? And what
the documents of another place tell where it is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.above import ruled
from assistant.case import Case
from assistant.follow_up import History
from assistant.near_misses import elsewhere, is_near_miss, lies_around, names_lacking
from assistant.readings import plainly
from assistant.records import Answer
from assistant.refusing import SHOWN, not_said, of_another_place
from assistant.rooms import Rooms
from assistant.told_of_place import says_of_it, told_of

OF_THEMSELVES = frozenset({"article", "version", "overview"})
"""Kinds of questions that a text answers whatever their other words are."""


class SecondLook:
    """Judges the answers of the rooms of one library; holds nothing between questions."""

    def __init__(self, rooms: Rooms) -> None:
        self.rooms = rooms
        self.library = rooms.library

    def near_miss(
        self, case: Case, answer: Answer, history: History, talk: History
    ) -> Answer | None:
        """A refusal in place of an answer in the documents' own words that does not tell what is asked."""
        if answer.mode != "extractive" or case.query.kind in OF_THEMSELVES:
            return None
        names = names_lacking(self.library, case, answer)
        if names or is_near_miss(self.library, case, answer, history):
            lacking = f"相近的内容没有写到“{'”、“'.join(names)}”。" if names else ""
            reason = lacking or not_said(case.query.kind)
            return self.rooms.above(case, case.query.places) or self.rooms.refused(case, reason)
        if found := elsewhere(self.library, case, answer, talk):
            talked = found[0]
            of_city = ruled(self.library, case, answer, talked[0]) if len(talked) == 1 else None
            around = lies_around(self.library, case, answer, talked)
            return of_city if of_city or around else self._refused_here(case, *found)
        return None

    def told_of_place(self, case: Case, history: History, talk: History) -> Answer | None:
        """What the documents of another place tell of the place of a question that its own do not answer."""
        narrower = told_of(self.library, case)
        if narrower is None:
            return None
        plain = plainly(narrower)
        for answer in (self.rooms.computed(narrower), self.rooms.read(plain)):
            if answer is None or answer.mode not in ("extractive", "structured"):
                continue
            told = says_of_it(self.library, case, answer)
            if told and not self.near_miss(plain, answer, history, talk):
                return answer
        return None

    def _refused_here(self, case: Case, talked: Sequence[str], of: Sequence[str]) -> Answer:
        """A refusal where only another place answers than was talked about; a whole question can be asked of that one."""
        reason = of_another_place(talked, of)
        refused = self.rooms.refused(case, reason)
        whole = () if case.query.follow_up else of[:SHOWN]
        return replace(
            refused,
            text="\n".join((reason, *refused.text.split("\n")[1:])),
            options=tuple(f"{place}{case.query.question}" for place in whole),
        )
