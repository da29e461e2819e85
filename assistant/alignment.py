"""Targets side by side: one indicator through the years, and values that contradict each other. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from assistant.agreement import contradict
from assistant.indicator_names import Measure, asked, measure, name
from assistant.points import NATIONAL, Point, Years, distinct, make_point, order, place_of
from ingest.records import Fact, Target

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

ENDED = frozenset({"废止", "被替代"})
"""States of documents whose values bind nobody any more: shown in a series, no party to a conflict."""
MANY = 60
"""More values of one name than this in one document are a table whose rows are told apart elsewhere."""
LIKE = 0.6
"""Share of the character pairs of what is asked that name and unit must hold where no name holds it whole:
教师培训人次 is 培训教师, counted in 人次."""


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator and scope through years and documents; points by year, then by date of issue."""

    name: str
    unit: str
    place: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values for one indicator, scope and time of which not all can hold; nothing says which one does."""

    name: str
    unit: str
    years: Years
    points: tuple[Point, ...]


Key = tuple[str, Measure]


def align(
    facts: Iterable[Fact], documents: Mapping[str, StoredDocument]
) -> dict[Key, tuple[Point, ...]]:
    """All targets that can be compared with others, by what they speak of and how it is measured."""
    groups: dict[Key, list[Point]] = {}
    for fact in facts:
        if not isinstance(fact, Target) or fact.document_id not in documents:
            continue
        point = make_point(fact, documents[fact.document_id])
        words = name(fact, point.place)
        if words:
            groups.setdefault((words, measure(fact, words)), []).append(point)
    return {key: tuple(sorted(points, key=order)) for key, points in groups.items()}


def find_series(
    groups: Mapping[Key, Sequence[Point]], indicator: str | None = None
) -> tuple[Series, ...]:
    """Indicators of one place that have values of two known years, or in two documents.

    ``indicator``: those whose name holds these words, or, where none does, those most like them; then
    nothing is left out, not even a single value, or one that may be of something else.
    """
    found = []
    asked_for = bool(asked(indicator or ""))
    for words, kind in _matching(groups, indicator):
        points = distinct(groups[words, kind])
        if not asked_for:
            points = tuple(p for p in _clear(points) if p.years is not None)
        for place in dict.fromkeys(map(place_of, points)):
            here = tuple(p for p in points if place_of(p) == place)
            if asked_for or len({(p.years, p.source) for p in here}) > 1:
                found.append(Series(_shown(words, here), _unit(kind), here[0].place, here))
    return tuple(sorted(found, key=lambda s: (-len(s.points), s.name, s.place)))


def find_conflicts(
    groups: Mapping[Key, Sequence[Point]], indicator: str | None = None
) -> tuple[Conflict, ...]:
    """Values in force for one thing and one time that contradict each other."""
    found = []
    for words, kind in _matching(groups, indicator):
        for quarrel in _quarrels(_clear(distinct(groups[words, kind]))):
            years = quarrel[0].years
            assert years is not None
            found.append(Conflict(_shown(words, quarrel), _unit(kind), years, quarrel))
    return tuple(sorted(found, key=lambda c: (c.years.first, c.name)))


def _clear(points: Sequence[Point]) -> tuple[Point, ...]:
    """Points of places where the name tells one thing.

    Where one document has several values for one time it does not: the rest of what is meant stands in
    a heading or the sentence before.
    """
    by_document: dict[tuple[str, str], list[Point]] = {}
    for point in points:
        by_document.setdefault((place_of(point), point.fact.document_id), []).append(point)
    vague = {place for (place, _), mine in by_document.items() if _is_ambiguous(mine)}
    return tuple(p for p in points if place_of(p) not in vague)


def _is_ambiguous(mine: Sequence[Point]) -> bool:
    """Only where a document dates each value itself, in two sections, does it contradict itself."""
    return len(mine) > MANY or any(
        _same_time(one, other) and _differ(one.fact, other.fact) and not _own_quarrel(one, other)
        for one, other in combinations(mine, 2)
    )


def _differ(one: Target, other: Target) -> bool:
    """Do they name different numbers? 38%以下 and 38% do not."""
    if one.value is not None and other.value is not None:
        return one.value != other.value
    return (one.value, one.lo, one.hi) != (other.value, other.lo, other.hi)


def _quarrels(points: Sequence[Point]) -> list[tuple[Point, ...]]:
    """Groups of points in which each contradicts another one."""
    group = list(range(len(points)))  # point → the first of those it contradicts, however remotely
    for one, other in combinations(range(len(points)), 2):
        first, second = sorted((_first(group, one), _first(group, other)))
        if first != second and _disagree(points[one], points[other]):
            group[second] = first
    found: dict[int, list[Point]] = {}
    for index, point in enumerate(points):
        found.setdefault(_first(group, index), []).append(point)
    return [tuple(some) for some in found.values() if len(some) > 1]


def _first(group: list[int], index: int) -> int:
    while group[index] != index:
        index = group[index]
    return index


def _disagree(one: Point, other: Point) -> bool:
    if {one.status, other.status} & ENDED or not _same_time(one, other):
        return False
    if one.fact.document_id == other.fact.document_id:
        return _own_quarrel(one, other) and contradict(one.fact, other.fact)
    if place_of(one) == place_of(other):
        return contradict(one.fact, other.fact)
    for upper, lower in ((one, other), (other, one)):
        if _governs(upper.place, lower.place):
            return contradict(upper.fact, lower.fact, lower=True)
    return False


def _own_quarrel(one: Point, other: Point) -> bool:
    """Does a document give each of the two its own, equal time, in two sections?"""
    times = [fact.time for fact in (one.fact, other.fact)]
    dated = all(time is not None and time.year_known for time in times)
    return dated and one.fact.section != other.fact.section


def _same_time(one: Point, other: Point) -> bool:
    """The same years; the same last day where both name one, since milestones of a year differ."""
    a, b = one.years, other.years
    if a is None or b is None or a.first != b.first:
        return False
    if a.last != b.last and None not in (a.last, b.last):
        return False
    ends = [t.hi for t in (one.fact.time, other.fact.time) if t is not None and t.year_known]
    return len(ends) < 2 or ends[0] == ends[1]


def _governs(upper: str, lower: str) -> bool:
    """Is one place a part of the other?"""
    if not upper or not lower or upper == lower:
        return False
    return upper == NATIONAL or lower.startswith(upper)


def _shown(words: str, points: Sequence[Point]) -> str:
    """The documents' own words where all of them say it in one way."""
    said = {f"{point.fact.scope}{point.fact.indicator}" for point in points}
    return said.pop() if len(said) == 1 else words


def _unit(kind: Measure) -> str:
    return "/".join(filter(None, (kind.base, "·".join(sorted(kind.per)))))


# --- what is asked ----------------------------------------------------------------------------


def _matching(groups: Mapping[Key, Sequence[Point]], indicator: str | None) -> list[Key]:
    """The groups whose name holds what is asked, else those that share most of its character pairs."""
    wanted = asked(indicator or "")
    if not wanted:
        return list(groups)
    whole = [key for key in groups if wanted in key[0]]
    if whole:
        return whole
    pairs = {wanted[i : i + 2] for i in range(len(wanted) - 1)}
    shares = {key: sum(p in key[0] + _unit(key[1]) for p in pairs) for key in groups}
    return [key for key, held in shares.items() if held and held >= LIKE * len(pairs)]
