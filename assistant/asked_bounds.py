"""Bounds that a question sets to what it asks for: 超过400万元的, 五千块以内, 不到80辆的, 500到800之间.

People leave the unit out where the column says it (学费5500以上的), and say units that no grammar knows (80辆); a bound
keeps the words behind its number as its unit then. Inclusion follows 民法典 art. 1259.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from ingest.grammar import find_quantities, parse_numeral

NUMBER = (
    r"(?:\d[\d,]*(?:\.\d+)?|[零〇一二两三四五六七八九十百千]+)(?:[万亿][一二两三四五六七八九\d]?)?"
)
UNIT = r"(?:[%％]|(?![以及或之的到至在和与里内外都就])[一-鿿])"
PRE = (
    ("le", r"(?:不(?:能|得|应|要)?|没有?|别)(?:超过|超|高于|多于|大于|高过|大过)|至多|最多|顶多"),
    ("ge", r"(?:不(?:能|得|应)?)(?:低于|少于|小于)|不下于|至少|起码|最少"),
    ("gt", r"超过|超出|超|高于|多于|大于|高过|大过|多过|不止|突破"),
    ("lt", r"低于|少于|小于|不到|不足|不满|没到|没有?达到"),
)
POST = (
    ("ge", r"(?:[及或]|和)?(?:以上|之上|往上|起步)"),
    ("le", r"(?:[及或]|和)?(?:以下|之下|以内|之内|往下|内)"),
    ("gt", r"(?:以外|之外|开外|多(?=的))"),
)
"""Words before a number and behind it, by what they make of it."""
BEFORE = re.compile(
    rf"(?:{'|'.join(f'(?P<{how}>{words})' for how, words in PRE)})(?:了|过)?"
    rf"(?P<number>{NUMBER})(?P<unit>{UNIT}{{0,3}})"
)
BEHIND = re.compile(
    rf"(?P<number>{NUMBER})(?P<unit>{UNIT}{{0,3}}?)(?:{'|'.join(f'(?P<{how}>{words})' for how, words in POST)})"
)
THAN = re.compile(
    rf"比(?P<number>{NUMBER})(?P<unit>{UNIT}{{0,3}}?)(?:还|要|更)?(?:(?P<gt>[多高大贵长早])|(?P<lt>[少低小短]|便宜))"
)
"""比200人多."""
THAN_WAYS = (("gt", ""), ("lt", ""))
BETWEEN = re.compile(
    rf"(?P<number>{NUMBER})(?P<first>{UNIT}{{0,3}}?)(?:到|至|和|-|—|~)(?P<other>{NUMBER})(?P<unit>{UNIT}{{0,3}}?)(?:之间|这个?(?:区间|范围))"
)
OF_DAY = re.compile(r"[月日号点时:：]")
DAY_BEFORE = re.compile(r"(?:\d|(?<!个)[一二三四五六七八九十])[月日号点时:：]$")
"""What makes a number one of the calendar or the clock: 5月15以内, not 一个月1000以下."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A value's bounds; ``unit`` in its base where the grammar knows it, else the words behind the number."""

    start: int
    end: int
    unit: str
    lo: Decimal | None = None
    hi: Decimal | None = None
    lo_inclusive: bool = True
    hi_inclusive: bool = True

    def holds(self, value: Decimal) -> bool:
        """Does a value lie within?"""
        low = self.lo is None or value > self.lo or (self.lo_inclusive and value == self.lo)
        high = self.hi is None or value < self.hi or (self.hi_inclusive and value == self.hi)
        return low and high


def bounds_of(text: str) -> tuple[Bound, ...]:
    """The bounds that some words set, in their order."""
    found: list[Bound] = []
    for match in BETWEEN.finditer(text):
        if (two := _between(match)) is not None:
            found.append(two)
    for pattern, ways in ((THAN, THAN_WAYS), (BEHIND, POST), (BEFORE, PRE)):
        for match in pattern.finditer(text):
            free = all(match.end() <= b.start or match.start() >= b.end for b in found)
            how = next(way for way, _ in ways if match[way])
            if free and (one := _one(match, how)) is not None:
                found.append(one)
    return tuple(sorted(found, key=lambda b: b.start))


def _one(match: re.Match[str], how: str) -> Bound | None:
    value, unit = _value(match["number"], match["unit"])
    if value is None or DAY_BEFORE.search(match.string[: match.start()]):
        return None
    if OF_DAY.match(match["unit"] or " "):
        return None
    spare = _spare(match) if match.re is BEFORE else 0
    ends = (match.start(), match.end() - spare)
    if how in ("ge", "gt"):
        return Bound(*ends, unit, lo=value, lo_inclusive=how == "ge")
    return Bound(*ends, unit, hi=value, hi_inclusive=how == "le")


def _between(match: re.Match[str]) -> Bound | None:
    lo, unit = _value(match["number"], match["first"] or match["unit"])
    hi, unit = _value(match["other"], match["unit"] or match["first"])
    if lo is None or hi is None or lo > hi:
        return None
    return Bound(match.start(), match.end(), unit, lo, hi)


def _value(number: str, unit: str) -> tuple[Decimal | None, str]:
    """A number in its base unit: 1.2万元 is 12000 元; one whose unit is unknown with the words behind it."""
    for size in range(len(unit), 0, -1):
        read = find_quantities(f"{number}{unit[:size]}")
        if len(read) == 1 and read[0].value is not None and read[0].end == len(number) + size:
            return read[0].value, read[0].unit
    return parse_numeral(number.replace(",", "")), unit


def _spare(match: re.Match[str]) -> int:
    """How many characters behind the number are none of its unit: 的专业 of 超过5500的专业."""
    said = match["unit"]
    for size in range(len(said), 0, -1):
        read = find_quantities(f"{match['number']}{said[:size]}")
        if len(read) == 1 and read[0].end == len(match["number"]) + size:
            return len(said) - size
    return len(said)
