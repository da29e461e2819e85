"""Amounts of money as people say them: 五块六, 123元1角1分; and whole strings known to be an amount."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from ingest.grammar.comparators import POST, PRE, comparator_of
from ingest.grammar.numerals import NUMERAL, parse_numeral
from ingest.grammar.quantity import Quantity, bounded, within

_DIGIT = r"[0-9０-９零〇一二三四五六七八九两]"
_OVER = r"(?=钱|左右|上下|以[上下内]|[至到]|[^一-鿿0-9a-zA-Z]|$)"
_TAIL = rf"(?<=块)[零〇]?[一二三四五六七八九]{_OVER}"
"""五块六: the digit after 块 counts the tenths, 三块零四 the hundredths; never where a noun follows."""
_SMALL = (
    rf"{NUMERAL}\s?(?:元|块|圆)"
    rf"(?:{_DIGIT}[角毛](?:{_DIGIT}(?:分|{_OVER}))?|[零〇]?{_DIGIT}分|{_TAIL})钱?"
)
SPOKEN = re.compile(
    rf"(?P<pre>{PRE})?(?:(?P<low>{_SMALL})\s?(?:[-—–―－~～]{{1,2}}|至|到)\s?)?(?P<amount>{_SMALL})(?P<post>{POST})?"
)
"""An amount in 元, 角 and 分, or a range of such amounts."""
PARTS = re.compile(
    rf"(?P<yuan>.+?)\s?[元块圆](?:(?P<jiao>{_DIGIT})(?:[角毛]|钱?$))?(?:[零〇]?(?P<fen>{_DIGIT})分?)?钱?$"
)
HINT = re.compile(rf"[元块圆][零〇]?{_DIGIT}")
"""Without this a text holds no such amount."""
SMALL_CHANGE = {"角": Decimal("0.1"), "毛": Decimal("0.1"), "分": Decimal("0.01")}
UNSAID = re.compile(
    rf"\s{{0,3}}(?:{PRE})?\s{{0,3}}(?:{NUMERAL}\s{{0,3}}[kKwW]?\s{{0,3}}(?:[-—–―－~～]|至|到)\s{{0,3}})?"
    rf"{NUMERAL}[kKwW]?(?=\s{{0,3}}(?:{POST})?\s{{0,3}}$)"
)
"""A number alone, as in a column of amounts: 三百万, 小于40万, 15k左右."""


def spoken_amounts(text: str) -> Iterator[Quantity]:
    """Amounts of more than one unit in running text; a plain 900元 is none of them."""
    if not HINT.search(text):
        return
    for match in SPOKEN.finditer(text):
        value = _amount(match["amount"])
        low = _amount(match["low"]) if match["low"] else None
        if value is None or (match["low"] and (low is None or low > value)):
            continue
        found = Quantity(*match.span(), match.group(), value, "元", "eq", kind="money")
        if low is not None:
            yield within(found, None, "range", low, value)
        else:
            yield bounded(found, comparator_of(text, match.start(), match["pre"], match["post"]))


def _amount(words: str) -> Decimal | None:
    parts = PARTS.match(words)
    whole = parse_numeral(parts["yuan"]) if parts else None
    if parts is None or whole is None:
        return None
    tenths = parse_numeral(parts["jiao"] or "零") or Decimal(0)
    hundredths = parse_numeral(parts["fen"] or "零") or Decimal(0)
    return whole + tenths * SMALL_CHANGE["角"] + hundredths * SMALL_CHANGE["分"]


def with_unit(text: str) -> tuple[str, int] | None:
    """A bare number with 元 put after it, and where; None where the text is more than a number."""
    match = UNSAID.match(text)
    if match is None:
        return None
    return text[: match.end()] + "元" + text[match.end() :], match.end()


def without_unit(text: str, found: Quantity, at: int) -> Quantity:
    """The reading of ``with_unit`` as a span of the text as written, which lacks the 元."""
    end = found.end - 1 if found.end > at else found.end
    return replace(found, end=end, text=text[found.start : end])
