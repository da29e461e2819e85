"""What became of the facts of one version in another: added, changed, vanished. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ingest.records import Fact, FactTime, PartialDate
from ingest.store.matching import match

ChangeKind = Literal["added", "changed", "vanished"]
KINDS: tuple[ChangeKind, ...] = ("changed", "added", "vanished")
"""In the order in which people read them: what they relied on and is another first."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact that is not the same in both. ``words`` says in what (值已变化：900元→950元).

    An added fact has no ``before``, a vanished one no ``after``.
    """

    kind: ChangeKind
    before: Fact | None
    after: Fact | None
    words: str = ""

    @property
    def fact(self) -> Fact:
        """The newer of the two."""
        fact = self.after or self.before
        assert fact is not None
        return fact


def compare(old: Sequence[Fact], new: Sequence[Fact], *, years: int = 0) -> tuple[FactChange, ...]:
    """The facts that differ, by kind of change (``KINDS``), each kind in document order.

    ``years`` is how much later the new document plans: 9月 of this year's plan is 9月 of last year's,
    and no change. A fact of equal id is the same words of the same text and never a change.
    """
    same = {fact.id for fact in old} & {fact.id for fact in new}
    earlier = {fact.id: fact for fact in old if fact.id not in same}
    later = [fact for fact in new if fact.id not in same]
    found = match([_in_year(fact, years) for fact in earlier.values()], later)
    rows = [_changed(earlier[i], m.fact, m.change) for i, m in found.items()]
    rows = [row for row in rows if row.words]
    matched = {m.fact.id for m in found.values()}
    rows += [FactChange("added", None, fact) for fact in later if fact.id not in matched]
    rows += [FactChange("vanished", fact, None) for i, fact in earlier.items() if i not in found]
    return tuple(sorted(rows, key=lambda r: (KINDS.index(r.kind), r.fact.start, r.fact.span.start)))


def count(rows: Sequence[FactChange]) -> tuple[int, int, int]:
    """How many were added, changed, vanished."""
    kinds = [row.kind for row in rows]
    return kinds.count("added"), kinds.count("changed"), kinds.count("vanished")


def _changed(before: Fact, after: Fact, words: str) -> FactChange:
    """Another unit that answers is a change too, though it makes no other fact."""
    if not words and before.owner != after.owner:
        words = f"责任单位已变化：{before.owner or '无'}→{after.owner or '无'}"
    return FactChange("changed", before, after, words)


def _in_year(fact: Fact, years: int) -> Fact:
    """A fact as it would stand in a plan of so many years later."""
    if not years or fact.time is None:
        return fact
    time = fact.time
    moved = replace(time, lo=_later(time.lo, years), hi=_later(time.hi, years))
    return _at(fact, moved)


def _at(fact: Fact, time: FactTime) -> Fact:
    return replace(fact, time=time)


def _later(day: PartialDate | None, years: int) -> PartialDate | None:
    return day if day is None or day.year is None else day.with_year(day.year + years)
