"""One value of an indicator with the document that says it, the years it holds for and the place it is for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.indicator_names import is_yearly_mean
from assistant.regions import PROVINCES
from ingest.grammar import find_times
from ingest.records import PartialDate, Target

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

BARE = re.compile(r"[\d.,，]+")
"""A number without its unit."""
NATIONAL = "全国"
"""The place of central bodies."""
FIVE_YEARS = re.compile(
    r"十[一二三四五六七]?五[”\"’]?(?:期|时|规|末)|[“\"]十[一二三四五六七]?五[”\"]"
)
"""A heading that speaks of a five-year plan."""


@dataclass(frozen=True, slots=True)
class Years:
    """The years that a value holds for; ``last`` None: until further notice."""

    first: int
    last: int | None

    def __str__(self) -> str:
        if self.last is None:
            return f"{self.first}—"
        return str(self.first) if self.first == self.last else f"{self.first}—{self.last}"


@dataclass(frozen=True, slots=True)
class Point:
    """One value of an indicator with the document that says it. ``years`` None: not known."""

    fact: Target
    years: Years | None
    document_title: str
    source: str
    issuer: str
    number: str
    issued: PartialDate | None
    status: str
    place: str
    sample: bool = False

    @property
    def value(self) -> str:
        """The value in the document's words, with the unit that a table has in its head, and the value
        it goes up from where the sentence names it elsewhere."""
        fact = self.fact
        words = fact.raw + (fact.unit if BARE.fullmatch(fact.raw.strip()) else "")
        if fact.value_from is None or "由" in words or "从" in words:
            return words
        return f"{format(fact.value_from.normalize(), 'f')} → {words}"


def make_point(fact: Target, document: StoredDocument) -> Point:
    """A target with what its document says of itself."""
    known = document.metadata
    return Point(
        fact, _years(fact, document), known.title, document.source, known.issuer, known.number,
        known.issued, known.status, known.place, document.sample,
    )  # fmt: skip


def with_full_places(documents: Mapping[str, StoredDocument]) -> dict[str, StoredDocument]:
    """Documents with their places written one way: 青禾区 as 澄州市青禾区 where the library says so.

    Central bodies have no place in the metadata; they speak for 全国.
    """
    places = {d.metadata.place for d in documents.values() if d.metadata.place}
    result = {}
    for identity, document in documents.items():
        known = document.metadata
        full = [p for p in places if p.endswith(known.place)] if known.place else []
        place = max(full, key=len, default="")
        if len({p for p in full if p != known.place}) > 1:
            place = known.place  # two towns have a district of this name
        if not place and _is_central(known.issuer):
            place = NATIONAL
        place = place or place_in_title(known.title)
        result[identity] = replace(document, metadata=replace(known, place=place))
    return result


def place_in_title(title: str) -> str:
    """The one province that a title names, with its rank where the title has it; empty where none or several."""
    names = [name for name in PROVINCES if name in title]
    if len(names) != 1:
        return ""
    ranked = re.search(rf"{names[0]}(?:省|市|(?:[一-鿿]族){{0,2}}自治区)?", title)
    return ranked.group() if ranked else names[0]


def _is_central(issuer: str) -> bool:
    return issuer.startswith(("国务院", "教育部", "中共中央", "全国人民代表大会", "财政部"))


def _years(fact: Target, document: StoredDocument) -> Years | None:
    """From the fact's own time, else its heading's five years, else the document's, else since it holds."""
    time, known = fact.time, document.metadata
    if time is not None and time.year_known:
        lo = time.lo.year if time.lo is not None else None
        hi = time.hi.year if time.hi is not None else None
        if time.relation in ("by", "until") or lo is None:
            return Years(hi, hi) if hi is not None else None
        return Years(lo, hi)
    if (period := _period(fact)) is not None:
        return period.years
    if known.plan_year is not None:
        return Years(known.plan_year, known.plan_until or known.plan_year)
    since = known.effective or known.issued
    return None if since is None or since.year is None else Years(since.year, None)


@dataclass(frozen=True, slots=True)
class _Period:
    """What a heading says of the years of all below it; ``years`` None: more than one thing."""

    years: Years | None


def _period(fact: Target) -> _Period | None:
    """“十五五”时期的主要目标 is a heading of aims for five years, not for the year of the report.

    Growth by the year (年均) is that of some years, and which ones is not said.
    """
    for heading in reversed(fact.section):
        times = find_times(heading) if FIVE_YEARS.search(heading) else ()
        spans = {(t.lo.year, t.hi.year) for t in times if t.lo and t.hi and t.lo.year and t.hi.year}
        if len(spans) == 1 and not any(t.precision == "year" for t in times):
            return _Period(Years(*next(iter(spans))))
        if times:
            return _Period(None)
    return _Period(None) if is_yearly_mean(fact) else None


def place_of(point: Point) -> str:
    """The place that a value is for; of a document without one, nobody else's."""
    return point.place or f"?{point.source}"


def order(point: Point) -> tuple[object, ...]:
    """By year, then by date of issue and place in the document; unknown years last."""
    years = point.years
    last = (0, 0) if years is None else (years.first, years.last or 9999)
    return (years is None, *last, str(point.issued or ""), point.source, point.fact.start)


def distinct(points: Iterable[Point]) -> tuple[Point, ...]:
    """Points without those that say the same value for the same time again in the same document.

    Two files with one title and one date of issue are one document.
    """
    seen: dict[tuple[object, ...], Point] = {}
    for point in points:
        fact = point.fact
        known = point.document_title and point.issued
        document = (point.document_title, point.issued) if known else fact.document_id
        seen.setdefault((document, point.years, fact.value, fact.lo, fact.hi), point)
    return tuple(seen.values())
