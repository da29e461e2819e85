"""Quantities in running text: value, unit, comparator and range, each a span of the untouched text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.grammar.changes import joined
from ingest.grammar.comparators import INCLUDED, POST, PRE, PREFIXES, any_of, comparator_of
from ingest.grammar.lookalikes import NOT_COUNTED
from ingest.grammar.money import spoken_amounts, with_unit, without_unit
from ingest.grammar.numerals import FULL_WIDTH, NUMERAL, approximate, parse_numeral
from ingest.grammar.quantity import Quantity, bounded, within
from ingest.grammar.ratios import find_ratios
from ingest.grammar.units import PER, UNITS, Unit

_UNIT = any_of(UNITS)
_PER_WORD = any_of(PER)
_OFTEN = r"一(?:年|学年|学期|个?月|周|天)(?=(?:不少于|不低于|不超过|至少|最多)?[一两二三四五六七八九十\d]{1,3}[次场])"
"""一年两次: a rate without 每."""
_RATE = rf"(?:每{_PER_WORD}){{1,2}}"
_AFTER_RATE = rf"(?:\s{{0,2}}[/／]{_PER_WORD}(?:[·.、/／・]{_PER_WORD})?|(?:每{_PER_WORD}){{1,2}})"
_DASH = r"\s{0,3}(?:[-—–―－~～]{1,2}|至|到)\s{0,3}"

QUANTITY = re.compile(
    rf"(?P<rate>{_RATE}|{_OFTEN})?\s{{0,3}}"
    rf"(?P<pre>(?:{PRE})[在为占]?)?\s{{0,3}}(?P<rate2>{_RATE})?"
    rf"(?P<percent>[百千万]分之)?"
    rf"(?:(?P<low>{NUMERAL})\s{{0,3}}(?P<lowbig>[kKwW])?(?P<lowunit>{_UNIT})?(?:{INCLUDED})?{_DASH}(?:[百千万]分之)?)?"
    rf"(?P<number>(?:(?:数|好几|几)(?=[十百千]))?{NUMERAL}(?:分之{NUMERAL})?)"
    rf"\s{{0,3}}(?P<more>多|余|几|来)?(?P<big>[十百千]?[万亿]|[kKwW](?=元|块))?(?P<more2>多|余)?\s{{0,3}}"
    rf"(?P<unit>{_UNIT})?(?P<more3>多|余)?(?P<after>{_AFTER_RATE})?"
    rf"(?:{INCLUDED})?(?P<post>{POST})?"
)
"""One quantity: 不低于95%, 7000多万元, 每生每年1000元, 2—3所, 百分之九十以上."""
DIGIT = re.compile(r"[0-9０-９零〇○一二三四五六七八九十百千两壹贰叁肆伍陆柒捌玖拾佰仟廿卅]")
"""What a numeral begins with; a text is read from one to the next."""
LEADS = frozenset(
    {word[-1] for words, _ in PREFIXES for word in words.split("|")}
    | {word[-1] for word in PER}
    | set("在为占数几之 \t\n\r　")
)
"""What may stand right before the numeral within a quantity: ends of prefixes and rates."""
LONGEST_LEAD = 40
"""Code points that rate and prefix take at most."""
GLUED = re.compile(r"[A-Za-z0-9.\-+＋第〔每]$")
"""A number stuck to one of these belongs to a name, a longer number or a base (每100名学生)."""
ONE_IN_WORDS = re.compile(r"[统同唯惟万进专第单逐之有任某每另这那哪下上]$")
"""统一, 唯一, 万一, 同一个, 另一种: this 一 counts nothing."""
ASCII_BIG = {"k": Decimal(1000), "w": Decimal(10000)}
"""15k元, 30w元"""


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities in order, not overlapping; spans are code points of ``text``."""
    taken = [(m.start(), m.end()) for m in NOT_COUNTED.finditer(text)]
    special = list(_apart([*spoken_amounts(text), *find_ratios(text)], taken))
    spans = [(q.start, q.end) for q in special]
    plain = _outside(_plain(text, sorted([*taken, *spans])), spans)
    return tuple(joined(text, sorted([*special, *plain], key=lambda q: q.start)))


def parse_amount(text: str) -> Quantity | None:
    """A whole string that is known to be an amount of money, its 元 said or not: 三百万, 小于40万.

    In running text a bare number is never money; ``find_quantities`` leaves it alone.
    """
    if found := find_quantities(text):
        return found[0] if len(found) == 1 else None
    bare = with_unit(text)
    found = find_quantities(bare[0]) if bare else ()
    return without_unit(text, found[0], bare[1]) if bare and len(found) == 1 else None


def _apart(special: list[Quantity], taken: list[tuple[int, int]]) -> Iterator[Quantity]:
    """Those that do not overlap and lie in nothing that only looks like a quantity."""
    end, covers = 0, iter([*taken])
    cover = next(covers, None)
    for quantity in sorted(special, key=lambda q: (q.start, -q.end)):
        while cover and cover[1] <= quantity.start:
            cover = next(covers, None)
        inside = cover and cover[0] <= quantity.start and quantity.end <= cover[1]
        if quantity.start >= end and not inside:
            yield quantity
            end = quantity.end


def _outside(found: Iterator[Quantity], spans: list[tuple[int, int]]) -> Iterator[Quantity]:
    """Those that overlap none of the spans; both are in order."""
    covers = iter(spans)
    cover = next(covers, None)
    for quantity in found:
        while cover and cover[1] <= quantity.start:
            cover = next(covers, None)
        if not cover or cover[0] >= quantity.end:
            yield quantity


def _plain(text: str, taken: list[tuple[int, int]]) -> Iterator[Quantity]:
    position, blocked = 0, iter([*taken, (len(text) + 1, len(text) + 1)])
    start, end = next(blocked)
    while digit := DIGIT.search(text, position):
        while end <= digit.start():
            start, end = next(blocked)
        if start <= digit.start():
            position = end
            continue
        match = _match(text, position, digit.start())
        if match is None:
            position = digit.start() + 1
            continue
        number = match.start("low") if match["low"] else match.start("number")
        while end <= number:
            start, end = next(blocked)
        if start < match.end("number") and number < end and start <= number:
            position = max(end, match.start() + 1)
            continue
        if start < match.end() and number < start < match.end("number"):
            position = start
            continue
        quantity = _read(text, match, number)
        if quantity is None:
            first = "low" if match["low"] and text[number - 1] != "每" else "number"
            position = max(match.end(first), match.start() + 1)
            continue
        yield quantity
        position = quantity.end


def _match(text: str, position: int, digit: int) -> re.Match[str] | None:
    """The quantity around a digit; what may lead up to it is looked at only where it may be one."""
    if digit > position and text[digit - 1] in LEADS:
        return QUANTITY.search(text, max(position, digit - LONGEST_LEAD))
    return QUANTITY.match(text, digit)


def _read(text: str, match: re.Match[str], number: int) -> Quantity | None:
    if GLUED.search(text, max(0, number - 1), number) and not match["percent"]:
        return None
    percent = {"百": "%", "千": "‰", "万": "‱"}.get((match["percent"] or " ")[0], "")
    fraction = "分之" in match["number"] and match["number"][0] not in "百千万"
    if not match["unit"] and not percent and not fraction:
        return None
    if match["number"] == "一" and ONE_IN_WORDS.search(text, max(0, number - 1), number):
        return None
    value = _value(match["number"], match["big"])
    unit = _unit(text, match) if match["unit"] and not percent else None
    if value is None or (unit is None and not percent and not fraction):
        return None
    factor = unit.factor if unit else Decimal(1)
    begin = _begin(match, number)
    quantity = Quantity(
        begin, match.end(), text[begin : match.end()], value * factor,
        _base(match, unit, percent), "eq", kind=unit.kind if unit else "percent",
    )  # fmt: skip
    if not _plausible(text, match, quantity):
        return None
    return _bounded(text, match, quantity, factor)


def _begin(match: re.Match[str], number: int) -> int:
    groups = ("rate", "pre", "rate2", "percent")
    return next((match.start(group) for group in groups if match[group]), number)


def _base(match: re.Match[str], unit: Unit | None, percent: str) -> str:
    """The unit with what it is counted by: 元/生·年."""
    base = unit.base if unit else percent or "比"
    rates = _rates(match["rate"], match["rate2"], match["after"])
    if rates and unit and unit.kind in ("money", "count", "duration", "lessons", "area"):
        return f"{base}/{'·'.join(rates)}"
    return base


def _unit(text: str, match: re.Match[str]) -> Unit | None:
    """The unit as written; 块 counts pieces where a noun follows, 角 is money only after figures."""
    word, after = match["unit"], text[match.end("unit") : match.end("unit") + 1]
    if word == "块" and "一" <= after <= "鿿" and after not in "钱左上下以之或及至到起内每":
        return Unit("块", Decimal(1), "count")
    if word == "角" and (not match["number"][-1].isdecimal() or "一" <= after <= "鿿"):
        return None
    return UNITS[word]


def _value(number: str, big: str | None) -> Decimal | None:
    words = number.lstrip("数几好")
    if "分之" in words and words[0] in "百千万":
        words = words.split("分之", 1)[1]
    if big and big.lower() in ASCII_BIG:
        value = parse_numeral(words)
        return None if value is None else value * ASCII_BIG[big.lower()]
    return parse_numeral(words + (big or ""))


def _rates(*parts: str | None) -> list[str]:
    words: list[str] = []
    for part in parts:
        if part:
            words += [PER[name] for name in re.findall(_PER_WORD, part)]
    return list(dict.fromkeys(words))


NO_UNIT_BEFORE = frozenset("年日天周点分度级部期科条对份组项类班节门位名")
"""Before 级, 度, 之 or 限 these are parts of a word: 三年级, 两类之间."""


def _plausible(text: str, match: re.Match[str], quantity: Quantity) -> bool:
    """Guards that need the words after the unit."""
    word = match["unit"] or ""
    after = text[match.end("unit") : match.end("unit") + 1] if word else ""
    if word == "成" and (
        (after and after in "立为员绩果功长人熟效本就都品型")
        or (match["number"][-1].isdigit() and not after)
    ):
        return False
    if word in NO_UNIT_BEFORE and after in ("级", "度", "之", "限"):
        return False
    if word == "日" and text[max(0, match.start() - 1) : match.start()] == "月":
        return False
    if word == "年" and quantity.value is not None and quantity.value > 100:
        return False
    return not (word == "分" and after and after in "之别为享层配类析散布解数级段校行百")


def _bounded(
    text: str, match: re.Match[str], quantity: Quantity, factor: Decimal
) -> Quantity | None:
    """Comparator, bounds and inclusion from the words around the number."""
    value = quantity.value
    assert value is not None
    if match["low"]:
        low = _low(match, factor)
        return None if low is None or low > value else within(quantity, None, "range", low, value)
    if match["more"] or match["more2"] or match["more3"]:
        bare = _value(match["number"], None) or Decimal(1)
        step = _step(bare) * (value / bare if bare else 1)
        return within(quantity, value, "gt", value, value + step)
    if match["number"][0] in "数几好":  # 数百名: between one and ten times what is said
        return within(quantity, value, "approx", value, value * 10)
    if about := approximate(match["number"] + (match["big"] or "")):
        return within(quantity, None, "range", about[0] * factor, about[1] * factor)
    return bounded(quantity, comparator_of(text, quantity.start, match["pre"], match["post"]))


def _low(match: re.Match[str], factor: Decimal) -> Decimal | None:
    """The lower end; without a big unit of its own it shares that of the upper end (500-800万)."""
    words, big = match["low"], match["big"] or ""
    if match["lowbig"]:
        return _value(words, match["lowbig"])
    upper_big = big or "".join(c for c in match["number"] if c in "万亿")[-1:]
    own = any(c in "万亿" for c in words) or match["lowunit"]
    low = _value(words, None if own else upper_big)
    if low is None:
        return None
    return low * (UNITS[match["lowunit"]].factor if match["lowunit"] else factor)


def _step(value: Decimal) -> Decimal:
    """One of the last digit that is not zero: 7000 → 1000, 350 → 10; at least one."""
    digits = str(value.to_integral_value())
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** zeros


__all__ = ["FULL_WIDTH", "Quantity", "find_quantities", "parse_amount"]
