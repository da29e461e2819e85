"""What somebody reached, as people and tables of points write it: 3分44秒, 3′44″, 150下, 一百五十个, 2米15, 205厘米."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ingest.grammar import parse_numeral

D = Decimal
N = r"\d{1,4}(?:\.\d{1,2})?"
TIME = re.compile(
    r"(?P<minutes>\d{1,2})(?:分钟?|[′'’:：])(?P<seconds>\d{1,2}(?:\.\d{1,2})?|半)(?:秒|[″\"”]|''|’’)?(?![次个下米分])"
    rf"|(?P<point>\d{{1,2}})秒(?P<tenths>\d{{1,2}})(?!\d)|(?P<only>{N})秒|(?P<whole>\d{{1,2}})分钟?整"
)
LENGTH = re.compile(
    rf"(?P<metres>\d{{1,2}})米(?P<more>\d{{1,2}})(?!\d)|(?P<m>\d{{1,2}}\.\d{{1,2}})米|(?P<cm>{N})(?:厘米|公分|cm)|(?<!\d)(?P<round>(?!25|50|60)\d{{1,2}})米(?!\d|[跑游短折往蛙自仰])"
)
"""Lengths; 50米 names a race."""
COUNT = re.compile(
    r"(?P<count>\d{1,3}|[一二两三四五六七八九十百零]{2,})(?:次|个|下|只|圈)(?!人|月|小时|星期|工作日)"
)
BARE = re.compile(rf"^{N}$")
OF_UNIT = {
    "次": "count",
    "个": "count",
    "下": "count",
    "秒": "time",
    "米": "length",
    "厘米": "length",
    "cm": "length",
}
"""What a bare number of a table measures by the unit of its column or caption."""
METRE = D(100)


@dataclass(frozen=True, slots=True)
class Performance:
    """``kind`` is time (in seconds), length (in centimetres) or count; offsets in the text it was read from."""

    kind: str
    value: Decimal
    start: int
    end: int


def performances(text: str) -> tuple[Performance, ...]:
    """All that some words tell, in their order."""
    return tuple(sorted((*_times(text), *_lengths(text), *_counts(text)), key=lambda p: p.start))


def of_cell(words: str, unit: str) -> Performance | None:
    """What a cell of a table tells, a bare number in the unit of its column; None where it tells nothing else alone."""
    if BARE.match(words):
        scale = METRE if unit == "米" else D(1)
        return Performance(OF_UNIT.get(unit, ""), D(words) * scale, 0, len(words))
    found = performances(words)
    return found[0] if len(found) == 1 and found[0].end - found[0].start == len(words) else None


def _times(text: str) -> Iterator[Performance]:
    for match in TIME.finditer(text):
        if match["point"]:
            value = D(f"{match['point']}.{match['tenths']}")
        elif match["only"] or match["whole"]:
            value = D(match["only"]) if match["only"] else D(match["whole"]) * 60
        else:
            seconds = D(30) if match["seconds"] == "半" else D(match["seconds"])
            value = D(match["minutes"]) * 60 + seconds
        yield Performance("time", value, *match.span())


def _lengths(text: str) -> Iterator[Performance]:
    for match in LENGTH.finditer(text):
        if match["metres"]:
            more = match["more"]
            value = D(match["metres"]) * METRE + D(more) * (10 if len(more) == 1 else 1)
        else:
            value = D(match["cm"]) if match["cm"] else D(match["m"] or match["round"]) * METRE
        yield Performance("length", value, *match.span())


def _counts(text: str) -> Iterator[Performance]:
    for match in COUNT.finditer(text):
        if (value := parse_numeral(match["count"])) is not None:
            yield Performance("count", D(value), *match.span())
