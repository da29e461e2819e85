"""The door to the evidence behind answers: every sentence that was weighed, with its signals. For those who measure
and fit (``python -m eval calibrate``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.library import Library


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, half-open code points of its document, and what was measured of it for one question."""

    document_id: str
    source: str
    start: int
    end: int
    signals: Mapping[str, float]


class EvidenceDoor:
    """What PolicyAssistant shows of how it chooses."""

    library: Library

    def sentences(
        self,
        question: str,
        history: Sequence[tuple[str, str]] = (),
        today: dt.date | None = None,
        without: Sequence[str] = (),
    ) -> tuple[Told, ...]:
        """The sentences of the passages found for a question, in the order of the passages; ``without`` are ids
        of documents that are left out, as if the library did not hold them. Empty where the question names what
        the library does not hold."""
        from assistant.candidates import candidates
        from assistant.case import make_case
        from assistant.question import read_question
        from assistant.signals import Signals

        scope = {i: d for i, d in self.library.in_scope(None).items() if i not in without}
        day = today or dt.date.today()
        known = self.library.known(scope.values())
        query = read_question(question, history=history, today=day, library=known)
        if query.missing or not scope:
            return ()
        case = make_case(self.library, query, scope, day)
        lines = candidates(self.library, case.found)
        told = Signals(self.library, case.query, case.wanted).of(lines)
        return tuple(
            Told(
                line.document_id,
                scope[line.document_id].source,
                line.span.start,
                line.span.end,
                signals,
            )
            for line, signals in zip(lines, told, strict=True)
        )
