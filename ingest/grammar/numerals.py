"""Chinese and Arabic numerals as exact decimals: 12万3千, 三点五亿, 二〇二五, 百分之五, 三分之二."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

DIGIT_VALUES = (
    {c: i for i, c in enumerate("零一二三四五六七八九")}
    | {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")}
    | {"○": 0, "Ｏ": 0, "两": 2, "俩": 2, "幺": 1, "貳": 2, "兩": 2, "參": 3, "陸": 6}
)
"""Han digits, capital forms (大写) and the forms dates use."""
SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "廿": 20, "卅": 30}
BIG_UNITS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12}

ARABIC = (
    r"[0-9]{1,3}(?:[,，][0-9]{3}){1,6}\.[0-9]{1,3}(?![0-9])"
    r"|[0-9０-９]{1,3}(?:,[0-9]{3}){1,6}(?:[.．][0-9０-９]{1,12})?"
    r"|[0-9０-９]{1,20}(?:[.．][0-9０-９]{1,12})?"
)
"""1,234.5 and ９００; a comma only between groups of three, a full-width one only before decimals: 100，200元 is a list."""
HAN = r"(?:[零〇○一二三四五六七八九十百两壹贰叁肆伍陆柒捌玖拾佰仟廿卅]|千(?!瓦)){1,24}+"
"""Han digits; 千 of 千瓦 belongs to the unit, 一千米 is a thousand metres."""
NUMERAL = (
    rf"(?>(?:{ARABIC}|{HAN})(?:[点點][零〇一二三四五六七八九0-9]{{1,20}})?"
    rf"(?:\s{{0,2}}(?:[十百万亿]|千(?![瓦米克])){{1,3}}(?:零?(?:{ARABIC}|{HAN})(?:[十百万]|千(?![瓦米克])){{0,3}}){{0,4}})?)"
)
"""A numeral in running text, units of ten thousand included (3.5亿, 1亿2000万, 十二万三千)."""

FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－％", "0123456789.,-%")
SIGN = re.compile(r"^[负負\-−－]\s*")
PERCENT = re.compile(r"^(百|千|万)分之(.+)$")
FRACTION = re.compile(r"^(?:(.+)又)?(.+)分之(.+)$")
SHORT_FRACTION = re.compile(r"^(.+)又(.+)分(.+)$")
"""一又十分一, as it is said"""
SLASH = re.compile(r"^(\d+)\s*/\s*(\d+)$")
TOKEN = re.compile(r"(?:\d+(?:\.\d+)?|\.\d+)|.")
ABOUT = re.compile(
    r"^(.*[十百千万])?(?P<a>[一二三四五六七八])(?P<b>[二三四五六七八九])([十百千]?万?亿?)$"
)
"""三五百, 十七八, 四五千万: two digits side by side are the ends of a range."""
LONGEST = 80
"""Longer words are no numeral that anybody writes."""
DIVISOR = {"百": 100, "千": 1000, "万": 10000}


def parse_numeral(text: str) -> Decimal | None:
    """The exact value of a whole string, or None where it is not a numeral.

    A trailing digit after a unit counts in the next lower unit (三万五 is 35000); 半 is one half.
    """
    if text.isascii() and text.isdecimal():
        return Decimal(text)
    words = text.strip().translate(FULL_WIDTH).replace(",", "").replace(" ", "")
    if not words or len(words) > LONGEST:
        return None
    if sign := SIGN.match(words):
        rest = parse_numeral(words[sign.end() :])
        return None if rest is None else -rest
    if rate := PERCENT.match(words):
        part = parse_numeral(rate.group(2))
        return None if part is None else part / DIVISOR[rate.group(1)]
    if fraction := FRACTION.match(words) or SHORT_FRACTION.match(words) or SLASH.match(words):
        return _fraction(*fraction.groups())
    if words == "半":
        return Decimal("0.5")
    return _with_point(words)


def approximate(text: str) -> tuple[Decimal, Decimal] | None:
    """The two ends that a numeral of neighbouring digits names (三五百: 300 and 500), else None."""
    match = None if text.isascii() else ABOUT.match(text)
    if match is None:
        return None
    head, a, b, unit = match[1] or "", match["a"], match["b"], match[4]
    if DIGIT_VALUES[b] - DIGIT_VALUES[a] != 1 and (a, b) != ("三", "五"):
        return None
    lo, hi = parse_numeral(head + a + unit), parse_numeral(head + b + unit)
    return None if lo is None or hi is None else (lo, hi)


def _fraction(*parts: str | None) -> Decimal | None:
    if len(parts) == 2:  # 2/3
        return _divide(parse_numeral(parts[0] or ""), parse_numeral(parts[1] or ""))
    whole, below, above = parts
    value = _divide(parse_numeral(above or ""), parse_numeral(below or ""))
    extra = parse_numeral(whole) if whole else Decimal(0)
    return None if value is None or extra is None else value + extra


def _divide(above: Decimal | None, below: Decimal | None) -> Decimal | None:
    return None if above is None or not below else above / below


def _with_point(words: str) -> Decimal | None:
    head, point, tail = re.sub("點", "点", words).partition("点")
    if not point:
        return _whole(words)
    decimals = re.match(r"^[零〇一二三四五六七八九0-9]+", tail)
    whole = _whole(head) if head else Decimal(0)
    if decimals is None or whole is None:
        return None
    digits = "".join(str(DIGIT_VALUES.get(c, c)) for c in decimals.group())
    value = whole + Decimal(f"0.{digits}")
    for unit in tail[decimals.end() :]:  # 三点五亿
        factor = BIG_UNITS.get(unit) or SMALL_UNITS.get(unit)
        if factor is None:
            return None
        value *= factor
    return value


def _whole(words: str) -> Decimal | None:
    """A numeral without a spoken point: positional digits, small units, big units."""
    total, section, current = Decimal(0), Decimal(0), Decimal(0)
    last_unit, seen, zero = 0, False, False
    for token in TOKEN.findall(words):
        if token[-1].isdigit() and token[-1].isascii():
            try:
                current, seen, zero = Decimal(token), True, False
            except InvalidOperation:
                return None
            last_unit = 0
        elif token in DIGIT_VALUES:
            zero = zero or DIGIT_VALUES[token] == 0
            current = (
                current * 10 + DIGIT_VALUES[token]
                if not last_unit
                else Decimal(DIGIT_VALUES[token])
            )
            seen = True
            if last_unit and DIGIT_VALUES[token]:
                last_unit = -abs(last_unit) if not zero else 0
        elif token in SMALL_UNITS:
            section += (current or 1) * SMALL_UNITS[token]
            current, last_unit, seen, zero = Decimal(0), SMALL_UNITS[token], True, False
        elif token in BIG_UNITS:
            if not seen:
                return None
            total, section = _raise(total, section + current, BIG_UNITS[token])
            current, last_unit, zero = Decimal(0), BIG_UNITS[token], False
        else:
            return None
    if last_unit <= -100:
        current *= abs(last_unit) // 10
    return total + section + current if seen else None


def _raise(total: Decimal, section: Decimal, unit: int) -> tuple[Decimal, Decimal]:
    """Multiplies by a big unit what stands below it: 一万亿 multiplies all, 3亿2000万 the last part."""
    if total and total < unit:
        return (total + section) * unit, Decimal(0)
    return total + section * unit, Decimal(0)
