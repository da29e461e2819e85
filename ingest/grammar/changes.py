"""Quantities that belong together: 由800元提高到1050元 is one change, 不低于95%、98% share a comparator."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.grammar.numerals import BIG_UNITS, NUMERAL, parse_numeral
from ingest.grammar.quantity import Quantity, bounded
from ingest.grammar.units import UNITS

_VERB = r"(?:提高|增加|提升|上升|增长|扩大|上调|调整|降低|下降|减少|压减|缩减|下调|降|增|升|扩充|扩)\s{0,2}(?:到|至|为)"
_OF_YEAR = r"(?:(?:19|20)\d\d年[底末]?的?)?"
CHANGE = re.compile(
    rf"\s{{0,3}}[^，。；,;\d]{{0,3}}{_VERB}\s{{0,3}}{_OF_YEAR}[^，。；,;\d]{{0,4}}$"
)
"""What stands between the two ends of a change: 800元[提高到]1050元."""
LISTED = re.compile(r"[、和及,，]\s{0,3}[^，,。；;、\d]{0,8}")
"""What stands between the items of a list of values: 小学650元[、初中]850元."""
FROM = re.compile(rf"(?:由|从|自){_OF_YEAR}[^，。；,;\d由从自]{{0,8}}$")
"""What stands before its first end: [由]800元."""
FROM_BARE = re.compile(
    rf"(?:由|从)[^，。；,;\d由从自]{{0,8}}?(?P<value>{NUMERAL})\s{{0,2}}{_VERB}\s{{0,2}}$"
)
"""从85提高到90%: the first end leaves its unit to the second."""
SCALE = re.compile(r"([万亿])\D*$")
TOUCHING = re.compile(r"\s{0,2}[、和及]\s{0,2}")
MOST_LISTED = 12
"""A change pairs lists no longer than this."""


def joined(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Changes joined, one to one in lists (由小学650元、初中850元提高到小学700元、初中900元)."""
    index, end = 0, 0
    held: Quantity | None = None
    while index < len(found):
        count = _changed_from(text, found, index)
        if not count:
            held = _shared(text, held, found[index])
            yield _from_bare(text, held, end)
            index, end = index + 1, held.end
            continue
        for first, second in zip(
            found[index : index + count], found[index + count : index + 2 * count], strict=True
        ):
            start = second.start
            if count == 1:
                opened = FROM.search(text, max(end, first.start - 16), first.start)
                start = opened.start() if opened else first.start
            yield _change(text, second, start, first)
            end = second.end
        index += 2 * count
        held = None


def _change(text: str, second: Quantity, start: int, first: Quantity) -> Quantity:
    return replace(
        second, start=start, text=text[start : second.end], comparator="from_to",
        value_from=first.value, lo=None, hi=None,
    )  # fmt: skip


def _changed_from(text: str, found: list[Quantity], index: int) -> int:
    """How many quantities from ``index`` on change into as many after them; 0 where none do."""
    count = 1
    while (
        count < MOST_LISTED
        and index + count < len(found)
        and LISTED.fullmatch(text, found[index + count - 1].end, found[index + count].start)
    ):
        count += 1
    after = found[index + count : index + 2 * count]
    if len(after) < count or not _is_change(text, found[index + count - 1], after[0]):
        return 0
    listed = all(LISTED.fullmatch(text, a.end, b.start) for a, b in itertools.pairwise(after))
    return count if listed else 0


def _is_change(text: str, first: Quantity, second: Quantity) -> bool:
    if first.unit.split("/")[0] != second.unit.split("/")[0] or first.value is None:
        return False
    return second.value is not None and bool(CHANGE.fullmatch(text, first.end, second.start))


def _from_bare(text: str, second: Quantity, end: int) -> Quantity:
    """A change whose first end has no unit of its own shares that of the second, 万 and 亿 too."""
    opened = FROM_BARE.search(text, max(end, second.start - 30), second.start)
    if not opened or second.value is None or second.comparator == "from_to":
        return second
    words, scale = opened["value"], SCALE.search(second.text)
    if scale and not any(unit in words for unit in BIG_UNITS):
        words += scale[1]
    value = parse_numeral(words)
    unit = UNITS.get(second.unit)
    if value is None or unit is None:
        return second
    first = replace(second, value=value * unit.factor)
    return _change(text, second, opened.start(), first)


def _shared(text: str, before: Quantity | None, quantity: Quantity) -> Quantity:
    """不低于95%、98%和100%: what bounds the first of a list bounds the others."""
    if (
        before is None
        or quantity.comparator != "eq"
        or before.comparator not in ("ge", "gt", "le", "lt", "approx")
        or before.unit != quantity.unit
        or before.text[-1:] in "上下内右"  # 90%以上、95%: a suffix bounds its own number only
        or not TOUCHING.fullmatch(text, before.end, quantity.start)
    ):
        return quantity
    return bounded(quantity, before.comparator)
