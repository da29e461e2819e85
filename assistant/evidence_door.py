"""The door to the evidence behind answers: every sentence that was weighed, with its signals. For those who measure
and fit (``python -m eval calibrate``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.aim import Documents
    from assistant.case import Case
    from assistant.library import Library
    from assistant.records import Query


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence or a passage, half-open code points of its document, and what was measured of it for one question;
    ``pair`` is what the reader gets of a sentence: what stands around it, and its words."""

    document_id: str
    source: str
    start: int
    end: int
    signals: Mapping[str, float]
    pair: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class ListTold:
    """A list with the words that would be said, row by row, and what was measured of it; ``head`` leads it. ``naming``:
    one sentence, told as it stands."""

    head: str
    rows: tuple[str, ...]
    naming: bool
    signals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class ListsTold:
    """The lists that were weighed for one question, and what is the same for all of them."""

    lists: tuple[ListTold, ...]
    around: Mapping[str, float]


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
        from assistant.evidence import measure
        from assistant.reading_again import pair
        from assistant.signals import Signals

        case = self._case(question, history, today, without)
        if case is None:
            return ()
        scope = case.scope
        lines = candidates(self.library, case.found)
        told = measure(Signals(self.library, case.query, case.wanted), lines)
        return tuple(
            Told(
                line.document_id,
                scope[line.document_id].source,
                line.span.start,
                line.span.end,
                signals,
                pair(line),
            )
            for line, signals in zip(lines, told, strict=True)
        )

    def lists(
        self,
        question: str,
        history: Sequence[tuple[str, str]] = (),
        today: dt.date | None = None,
        without: Sequence[str] = (),
    ) -> ListsTold | None:
        """The lists that may answer a question; None where it asks for none. ``without`` as for ``sentences``."""
        from assistant.extractive import Extractive
        from assistant.list_form import asks_for_list

        case = self._case(question, history, today, without)
        if case is None or not asks_for_list(case.query):
            return None
        sections = Extractive(self.library, case).sections()
        told = [
            ListTold(
                one.head,
                one.said or tuple(sections.words(one)),
                one.kind == "enumeration",
                row,
            )
            for one, row in sections.measured()
        ]
        return ListsTold(tuple(told), sections.signals.around())

    def _case(
        self, question: str, history: Sequence[tuple[str, str]], today: dt.date | None,
        without: Sequence[str],
    ) -> Case | None:  # fmt: skip
        from assistant.case import make_case

        scope = {i: d for i, d in self.library.in_scope(None).items() if i not in without}
        day = today or dt.date.today()
        query = self._read(question, history, day, scope)
        return None if query.missing or not scope else make_case(self.library, query, scope, day)

    def passages(
        self, question: str, history: Sequence[tuple[str, str]] = (), today: dt.date | None = None
    ) -> tuple[Told, ...]:
        """The best passages of a search for a question with what ``ordering`` measures of them, in the order before
        it; empty where nothing is found."""
        from assistant.case import documents_for
        from assistant.finding import fused_for
        from assistant.ordering import signals

        scope = self.library.in_scope(None)
        day = today or dt.date.today()
        query = self._read(question, history, day, scope)
        found = fused_for(self.library, query, documents_for(self.library, query, scope, day))
        if not found.fused:
            return ()
        rows = signals(self.library, query, found.aim.words, found.fused, found.chunks)
        chunks = [found.chunks[f.chunk_id] for f in found.fused[: len(rows)]]
        return tuple(
            Told(c.document_id, scope[c.document_id].source, c.start, c.end, row)
            for c, row in zip(chunks, rows, strict=True)
        )

    def _read(
        self, question: str, history: Sequence[tuple[str, str]], today: dt.date, scope: Documents
    ) -> Query:
        from assistant.question import read_question

        known = self.library.known(scope.values())
        return read_question(question, history=history, today=today, library=known)
