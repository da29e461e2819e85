"""Shares and ratios without a unit of their own: 1:15, 一半以上, 1/3以上, 翻一番."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.grammar.comparators import POST, comparator_of, prefix_before
from ingest.grammar.numerals import parse_numeral
from ingest.grammar.quantity import Quantity, bounded

RATIO = re.compile(
    rf"(?P<a>\d{{1,6}}(?:\.\d{{1,6}})?)\s{{0,2}}[:：∶]\s{{0,2}}"
    rf"(?P<b>\d{{1,6}}(?:\.\d{{1,6}})?)(?![\d.:：∶])(?P<post>{POST})?"
)
"""师生比1:15"""
_HAN = r"[一二两三四五六七八九十百千]{1,5}"
HAN_RATIO = re.compile(rf"(?P<a>{_HAN})比(?P<b>{_HAN})(?=的(?:比例|标准)|配[备置])")
"""按六百比一的比例配备"""
STUCK = re.compile(r"[\d./／:：∶-]$")
"""A number stuck to one of these is a part of a longer one."""
OF_RATIO = re.compile(r"比|比例|配备|配置|按")
"""One of these stands before a ratio; 8:30 is a time of day."""
HALF = re.compile(
    rf"(?:一半|半数)(?P<post>{POST})?|(?P<more>(?<!超)过半数(?!的?(?:通过|同意|赞成|票|选举))|(?<=[比率例])过半(?=[，。；、,;]|$))"
)
"""一半以上; 过半数 but for votes, 占比过半 (时间过半 says nothing)."""
HALF_OF = re.compile(r"(?:占|达到?|减少|降低|压减|缩减|缩小)$")
"""占一半, 减少一半: without a comparator one of these must stand before it."""
SLASH = re.compile(rf"(?P<a>\d{{1,2}})\s?[/／]\s?(?P<b>\d{{1,3}})(?![\d./／月])(?P<post>{POST})?")
DOUBLING = re.compile(rf"翻了?(?:(?P<times>[一两二三四1-4])番|番)(?P<post>{POST})?")
"""翻一番 is twice as much, 翻两番 four times."""


def find_ratios(text: str) -> Iterator[Quantity]:
    """Everything of this page in ``text``, pattern by pattern."""
    if ":" in text or "：" in text or "∶" in text:
        yield from _ratios(text)
    if "比" in text:
        yield from _han_ratios(text)
    if "半" in text:
        yield from _halves(text)
    if "/" in text or "／" in text:
        yield from _slashes(text)
    if "番" in text:
        yield from _doublings(text)


def _ratios(text: str) -> Iterator[Quantity]:
    for match in RATIO.finditer(text):
        b = Decimal(match["b"])
        if not b or STUCK.search(text, max(0, match.start() - 1), match.start()):
            continue
        found = _share(text, match, Decimal(match["a"]) / b, "ratio")
        if OF_RATIO.search(text, max(0, found.start - 24), found.start):
            yield found


def _han_ratios(text: str) -> Iterator[Quantity]:
    for match in HAN_RATIO.finditer(text):
        a, b = parse_numeral(match["a"]), parse_numeral(match["b"])
        if a and b:
            yield Quantity(*match.span(), match.group(), a / b, "比", "eq", kind="ratio")


def _halves(text: str) -> Iterator[Quantity]:
    half = Decimal("0.5")
    for match in HALF.finditer(text):
        if match["more"]:
            found = Quantity(*match.span(), match.group(), half, "比", "eq", kind="percent")
            yield bounded(found, "gt")
        elif _said(text, match):
            yield _share(text, match, half, "percent")


def _slashes(text: str) -> Iterator[Quantity]:
    for match in SLASH.finditer(text):
        a, b = Decimal(match["a"]), Decimal(match["b"])
        if (
            0 < a < b
            and not STUCK.search(text, max(0, match.start() - 1), match.start())
            and _said(text, match)
        ):
            yield _share(text, match, a / b, "percent")


def _said(text: str, match: re.Match[str]) -> bool:
    """Whether a comparator or a verb shows that a share is meant: 1/3以上, 占一半."""
    before = (max(0, match.start() - 3), match.start())
    return bool(
        match["post"] or prefix_before(text, match.start())[0] or HALF_OF.search(text, *before)
    )


def _doublings(text: str) -> Iterator[Quantity]:
    for match in DOUBLING.finditer(text):
        times = parse_numeral(match["times"] or "一") or Decimal(1)
        found = Quantity(*match.span(), match.group(), 2**times, "倍", "eq", kind="multiple")
        yield bounded(found, comparator_of(text, match.start(), None, match["post"]))


def _share(text: str, match: re.Match[str], value: Decimal, kind: str) -> Quantity:
    pre, start = prefix_before(text, match.start())
    found = Quantity(start, match.end(), text[start : match.end()], value, "比", "eq", kind=kind)
    return bounded(found, comparator_of(text, start, pre, match["post"]))
