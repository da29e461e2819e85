"""A number of a spreadsheet → the words that a person sees in the cell: 0.95 as 0% is 95%.

The number format language of ECMA-376 part 1, §18.8.31, as Chinese offices use it. Two liberties make
dates unambiguous: a year always has four digits, and an order other than year, month, day is written
as 2025-09-01.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from ingest.load.sheet_dates import date_words, is_date
from ingest.load.sheet_formats import literal, sections

# Formats that a file names by number only; those of dates as Chinese Office shows them.
BUILT_IN: dict[int, str] = {
    **{1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%"},
    **dict.fromkeys((37, 38), "#,##0"),
    **dict.fromkeys((39, 40, 43, 44), "#,##0.00"),
    **dict.fromkeys((41, 42), "#,##0"),
    **dict.fromkeys((14, 30), "yyyy/m/d"),
    **dict.fromkeys((15, 31), 'yyyy"年"m"月"d"日"'),
    **dict.fromkeys((16, 28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((17, 27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **{18: "上午/下午h:mm", 19: "上午/下午h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm"},
    **{32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0"},
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}  # fmt: skip
_CONDITION = re.compile(r"^\[\s*(?:[<>=]+)\s*-?[\d.]+\s*\]$")
_GENERAL = re.compile(r"^(?:general|g/通用格式)$", re.I)
_MINUS = re.compile(r"[-−—(（▲△负减]")
_EXACT = 4
"""Decimals up to which a number is shown as it is; more are mostly noise of binary fractions."""


def number_words(raw: str, code: str, *, from_1904: bool = False) -> str:
    """The words of a number (as the file writes it) under a format; ``""`` is the general format.

    A number that cannot be read, or has no such date, is given as it stands.
    """
    try:
        value = Decimal(repr(float(raw)))
    except (ValueError, InvalidOperation):
        return raw
    if not value.is_finite():
        return raw
    tokens = _section(code, value)
    if is_date(tokens):
        return date_words(tokens, value, from_1904=from_1904) or general(value)
    if not tokens or not any(t in "0#?@" or _GENERAL.match(t) for t in tokens):
        return general(value) if not tokens else _literals(tokens) or general(value)
    if any(t == "/" or t.upper() in ("E+", "E-") for t in tokens):  # fractions, powers of ten
        return general(value)
    return _signed(tokens, code, value)


def general(value: Decimal) -> str:
    """A number without a format: all its digits, no noise, no power of ten."""
    exact = f"{value:.15g}"
    shown = format(Decimal(exact), "f")
    if len(shown.partition(".")[2].rstrip("0")) > _EXACT:
        shown = format(Decimal(f"{value:.10g}"), "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _signed(tokens: tuple[str, ...], code: str, value: Decimal) -> str:
    """A negative number always shows that it is one: a section of its own may only make it red."""
    own = len(sections(code)) > 1 and not any(_CONDITION.match(t) for t in sections(code)[0])
    words = _number(tokens, abs(value))
    if value >= 0 or not re.search(r"[1-9]", words) or (own and _MINUS.search(words)):
        return words
    return f"-{words}"


def _section(code: str, value: Decimal) -> tuple[str, ...]:
    parts = sections(code)
    if len(parts) == 1 or any(_CONDITION.match(t) for t in parts[0]):
        return parts[0]
    if value < 0:
        return parts[1]
    return parts[2] if value == 0 and len(parts) > 2 else parts[0]


def _literals(tokens: tuple[str, ...]) -> str:
    return "".join(token if (said := literal(token)) is None else said for token in tokens).strip()


def _number(tokens: tuple[str, ...], value: Decimal) -> str:
    """Digits in their places: thousands, decimals, percent, scale by commas, words between digits."""
    marks = [t for t in tokens if literal(t) is None]
    if any(_GENERAL.match(t) or t == "@" for t in marks):
        return "".join(
            general(value) if _GENERAL.match(t) or t == "@" else _said(t) for t in tokens
        )
    places = [i for i, t in enumerate(tokens) if t in "0#?"]
    point = next((i for i, t in enumerate(tokens) if t == "."), len(tokens))
    scale = 0
    while tokens[places[-1] + 1 + scale : places[-1] + 2 + scale] == (",",):
        scale += 1
    value = value.scaleb(2 * tokens.count("%") - 3 * scale)
    grouped = any(t == "," and places[0] < i < min(point, places[-1]) for i, t in enumerate(tokens))
    after = [tokens[i] for i in places if i > point]
    rounded = value.quantize(Decimal(1).scaleb(-len(after)), rounding=ROUND_HALF_UP)
    whole, _, rest = format(rounded, "f").partition(".")
    return _laid_out(tokens, places, point, _digits(whole, tokens, places, point, grouped), rest)


def _digits(
    whole: str, tokens: tuple[str, ...], places: list[int], point: int, grouped: bool
) -> dict[int, str]:
    """Which digits of the whole part each place before the point prints; the first takes what is left."""
    before = [i for i in places if i < point]
    least = sum(tokens[i] == "0" for i in before)
    digits = whole.lstrip("0").rjust(least, "0")
    groups = [
        ("," if grouped and k and k % 3 == 0 else "", d) for k, d in enumerate(reversed(digits))
    ]
    printed = [digit + comma for comma, digit in groups]  # from the right
    found: dict[int, str] = {}
    for k, i in enumerate(reversed(before)):
        own = printed[k:] if i == before[0] else printed[k : k + 1]
        found[i] = "".join(reversed(own))
    return found


def _laid_out(
    tokens: tuple[str, ...], places: list[int], point: int, whole: dict[int, str], rest: str
) -> str:
    out: list[str] = []
    decimals = [i for i in places if i > point]
    least = max((k + 1 for k, i in enumerate(decimals) if tokens[i] == "0"), default=0)
    kept = rest if len(rest) <= least else rest[:least] + rest[least:].rstrip("0")
    for i, token in enumerate(tokens):
        if i in whole:
            out.append(whole[i])
        elif i in decimals:
            k = decimals.index(i)
            out.append(kept[k : k + 1])
        elif token == ".":
            out.append("." if kept else "")
        elif token != ",":
            out.append(_said(token))
    return "".join(out).strip()


def _said(token: str) -> str:
    said = literal(token)
    return token if said is None else said
