"""Answers of several documents to one question, compared: which are as good as the best, which say the same."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.cite import MARK
from assistant.effect import tight
from assistant.measure import asked_measure
from assistant.names import bare
from assistant.place_names import ranks
from assistant.records import Answer, Query
from assistant.terms import pairs
from ingest.grammar import find_quantities, find_times

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

LESS, LESS_OF_KIND = 0.12, 0.25
"""How much less of the question than the best another answer may hold, and one of a document of the same kind."""
LESS_LATER = 0.4
"""And a later document where the question asks for what holds now."""
READ_SURE, READ_NOT = 0.3, 0.0
"""Where the reader is so sure of one document's sentence, others that it takes to be of something else are none."""
NOW = re.compile(r"现在|目前|如今|眼下|最新|现行|今年")
ALIKE = 0.6
"""Share of a title's character pairs, places apart, that make two documents of one kind parallel."""


LONGEST_NAME = 60
"""Characters of an answer that names an office; a longer one tells a story, not who."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document with its own answer; ``values`` are what two answers must share to say the same, ``held`` and
    ``own`` the shares of the question that the answer holds with its headings and alone, ``read`` how surely the reader
    takes its best sentence to answer, -1 to 1."""

    document: StoredDocument
    answer: Answer
    values: frozenset[object]
    held: float
    own: float
    read: float = 0.0


@dataclass(frozen=True, slots=True)
class Same:
    """Documents that say the same."""

    members: tuple[Candidate, ...]


def values_of(query: Query, answer: Answer) -> frozenset[object]:
    """The numbers of the kind asked for, or the times; of an office its name."""
    words = MARK.sub("", answer.text)
    if query.kind == "who":
        return frozenset({bare(words)} if len(words) <= LONGEST_NAME else ())
    if query.kind == "date":
        times = find_times(words, reference=dt.date(2000, 1, 1))
        return frozenset((str(t.lo), str(t.hi)) for t in times if t.lo or t.hi)
    measure = asked_measure(query.text)
    return frozenset(
        ((q.lo, q.hi) if q.value is None else q.value, q.unit.split("/")[0])
        for q in find_quantities(words)
        if measure is None or measure.fits(q.unit)
    )


def as_good(found: list[Candidate], question: str = "") -> list[Candidate]:
    """Those that hold about as much of the question as the best one; of what holds now a newer one may hold less."""
    if not found:
        return []
    now = bool(NOW.search(question))
    if max(c.read for c in found) >= READ_SURE:
        found = [c for c in found if c.read >= READ_NOT]
    best = max(found, key=lambda c: (c.held + c.own, c.own))
    kept = []
    for one in found:
        later = now and _year(one.document) > _year(best.document)
        less = (
            LESS_LATER
            if later
            else LESS_OF_KIND
            if _parallel(best.document, one.document)
            else LESS
        )
        if best.held - one.held <= less and best.own - one.own <= less:
            kept.append(one)
    return kept


def _year(document: StoredDocument) -> int:
    """How new a document is: the year it plans for, was issued in or took effect in; 0 where none is known."""
    m = document.metadata
    days = (day.year for day in (m.issued, m.effective) if day is not None and day.year)
    return m.plan_year or max(days, default=0)


def _parallel(one: StoredDocument, other: StoredDocument) -> bool:
    """Are two documents of one kind, and called alike apart from their places?"""
    if one.metadata.kind != other.metadata.kind:
        return False
    first, second = (set(pairs(tight(d.metadata.title))) for d in (one, other))
    return len(first & second) >= ALIKE * min(len(first), len(second), 30)


def newest(found: list[Candidate], query: Query) -> list[Candidate]:
    """Without plans and reports of another year than the one asked for, or of an earlier one than another
    document of the place that answers."""
    if query.years:
        of_year = [c for c in found if c.document.metadata.plan_year in query.years]
        return (
            [c for c in found if c in of_year or not c.document.metadata.plan_year]
            if of_year
            else found
        )
    return [c for c in found if not any(is_later(o.document, c.document) for o in found)]


def is_later(one: StoredDocument, other: StoredDocument) -> bool:
    """Is one of the same place and a later year than the plan or report that the other is?"""
    m, n = one.metadata, other.metadata
    year = m.plan_year or (m.issued.year if m.issued else None)
    same = bool(m.place and n.place) and ranks(m.place)[-1] == ranks(n.place)[-1]
    return same and n.plan_year is not None and year is not None and year > n.plan_year


def grouped(found: list[Candidate]) -> list[Same]:
    """Documents that say the same together, in the order of the first of each."""
    groups: dict[frozenset[object], list[Candidate]] = {}
    for one in found:
        groups.setdefault(one.values, []).append(one)
    return [Same(tuple(members)) for members in groups.values()]
