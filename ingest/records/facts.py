"""What is found in a document: targets, deadlines, and sentences that gave neither."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ingest.records.days import PartialDate
from ingest.records.spans import Span

Relation = Literal["in", "by", "from", "until"]
Precision = Literal["day", "month", "quarter", "half", "year", "term", "plan"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "range", "from_to"]
Origin = Literal["machine", "corrected", "added"]
"""Whose reading a fact is: the program's, corrected by a person, or added by one."""


@dataclass(frozen=True, slots=True)
class FactTime:
    """A time bound to a fact. ``lo`` and ``hi`` are inclusive; an open end is None."""

    raw: str
    start: int
    end: int
    lo: PartialDate | None
    hi: PartialDate | None
    relation: Relation
    precision: Precision
    recurring: bool = False

    @property
    def year_known(self) -> bool:
        """Can its ends be compared with a day of the calendar?"""
        ends = [d for d in (self.lo, self.hi) if d is not None]
        return bool(ends) and all(d.year is not None for d in ends)


@dataclass(frozen=True, slots=True)
class Target:
    """One indicator with one value (指标). ``quote`` is the clause, ``span`` the value's own words.

    Values are in the unit's base (元, 平方米, %, 人 …): 95% is ``Decimal(95)`` with unit ``%``.
    ``raw`` are the value's own words; in a corrected or added one they may be a person's.
    ``context`` holds further spans that the reading rests on (header cell, governing clause).
    """

    id: str
    document_id: str
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    span: Span
    indicator: str
    scope: str
    comparator: Comparator
    value: Decimal | None
    unit: str
    raw: str
    value_from: Decimal | None = None
    lo: Decimal | None = None
    hi: Decimal | None = None
    time: FactTime | None = None
    owner: str = ""
    context: tuple[Span, ...] = ()
    kind: Literal["target"] = field(default="target", init=False)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One action with one time (时间节点); ``span`` is the time's own words."""

    id: str
    document_id: str
    section: tuple[str, ...]
    quote: str
    start: int
    end: int
    span: Span
    action: str
    owner: str
    time: FactTime
    context: tuple[Span, ...] = ()
    kind: Literal["deadline"] = field(default="deadline", init=False)


Fact = Target | Deadline


@dataclass(frozen=True, slots=True)
class Uncovered:
    """A sentence with a number or a date word that gave no fact, with the reason where known."""

    document_id: str
    start: int
    end: int
    quote: str
    section: tuple[str, ...]
    reason: str
