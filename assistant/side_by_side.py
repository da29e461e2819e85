"""Series and conflicts on the command line: as words, and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from assistant.alignment import Conflict, Series
from assistant.points import Point
from ingest.records import fact_to_json, quoted


def lines(series: Iterable[Series], conflicts: Iterable[Conflict]) -> Iterator[str]:
    """A heading for each, under it a line a value with the document that says it."""
    for conflict in conflicts:
        yield f"说法不一：{conflict.name}（{conflict.unit}，{conflict.years}）"
        yield from map(_line, conflict.points)
    for one in series:
        yield f"{one.name}（{'，'.join(filter(None, (one.unit, one.place)))}）"
        yield from map(_line, one.points)


def _line(point: Point) -> str:
    known = (point.issuer, point.number, str(point.issued or ""), point.status)
    said = " ".join(filter(None, known))
    title = quoted(point.document_title) if point.document_title else point.source
    years = "年份未写明" if point.years is None else str(point.years)
    return f"  {years}  {point.value}  ← {title} {said}：{' '.join(point.fact.quote.split())}"


def to_json(series: Iterable[Series], conflicts: Iterable[Conflict]) -> dict[str, Any]:
    """Both as one object; facts in the form of ``python -m ingest facts --json``."""
    return {
        "conflicts": [
            {"name": c.name, "unit": c.unit, "years": str(c.years), "points": _points(c.points)}
            for c in conflicts
        ],
        "series": [
            {"name": s.name, "unit": s.unit, "place": s.place, "points": _points(s.points)}
            for s in series
        ],
    }


def _points(points: Iterable[Point]) -> list[dict[str, Any]]:
    return [
        {
            "years": None if point.years is None else str(point.years),
            "value": point.value,
            "issuer": point.issuer,
            "number": point.number,
            "issued": None if point.issued is None else str(point.issued),
            "status": point.status,
            "place": point.place,
            "sample": point.sample,
            "fact": fact_to_json(point.fact, document=point.document_title, source=point.source),
        }
        for point in points
    ]
