"""Quantities in running text: value, unit, comparator and range, each a span of the untouched text.

Inclusion follows 民法典 art. 1259: 以上, 以下, 以内 include the number; 超过, 不满, 以外 do not.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.grammar.numerals import FULL_WIDTH, NUMERAL, parse_numeral
from ingest.grammar.units import PER, UNITS
from ingest.records import Comparator


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. ``value`` is in the unit's base and None for a range.

    ``lo`` and ``hi`` bound the value where the words bound it; ``kind`` is the unit's kind.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    unit: str
    comparator: Comparator
    lo: Decimal | None = None
    hi: Decimal | None = None
    lo_inclusive: bool = True
    hi_inclusive: bool = True
    value_from: Decimal | None = None
    kind: str = ""


PREFIXES: tuple[tuple[str, Comparator], ...] = (
    # at least
    ("不得低于|不得少于|不应低于|不应少于|不能低于|不能少于|不低于|不少于|不小于|不下于|至少|起码|最低|最少", "ge"),
    # at most
    ("不得超过|不得高于|不得多于|不应超过|不能超过|不超过|不高于|不多于|不大于|至多|最多|最高|控制在", "le"),
    # more than, less than
    ("超过|高于|多于|大于|突破", "gt"),
    ("低于|少于|小于|不足|不满|不到", "lt"),
    # about
    ("大约|大概|将近|接近|约|近", "approx"),
)  # fmt: skip
"""Words before a number; the longer ones stand first within the alternation."""
VERBS = re.compile(r"(?:力争|确保)?(?:达到|达|保持在|稳定在)\s*$")
"""In a plan 达到90% means at least 90%: the verb stays outside the span."""
FAR = re.compile(
    r"(" + "|".join(words for words, _ in PREFIXES[:2]) + r")[^，,。；;、\d]{1,14}的\s*$"
)
"""不超过教学总时长的30%: the comparator stands before what is measured."""
SUFFIXES: tuple[tuple[str, Comparator], ...] = (
    ("及以上|或以上|以上|起步|起", "ge"),
    ("及以下|或以下|以下|以内|之内|内", "le"),
    ("以外|之外", "gt"),
    ("左右|上下", "approx"),
)  # fmt: skip
"""Words after a unit."""

_PRE = "|".join(words for words, _ in PREFIXES)
_POST = "|".join(words for words, _ in SUFFIXES)
_UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_PER_WORD = "|".join(sorted(PER, key=len, reverse=True))
_RATE = rf"(?:每(?:{_PER_WORD})){{1,2}}"
_AFTER_RATE = (
    rf"(?:\s*[/／](?:{_PER_WORD})(?:[·.、/／・](?:{_PER_WORD}))?|(?:每(?:{_PER_WORD})){{1,2}})"
)
_DASH = r"\s*(?:[-—–―－~～]{1,2}|至|到)\s*"

QUANTITY = re.compile(
    rf"(?P<rate>{_RATE})?\s*"
    rf"(?P<pre>(?:{_PRE})(?:在|为)?)?\s*(?P<rate2>{_RATE})?"
    rf"(?P<percent>[百千万]分之)?"
    rf"(?:(?P<low>{NUMERAL})\s*(?P<lowunit>{_UNIT})?(?:[（(]含[）)])?{_DASH}(?:[百千万]分之)?)?"
    rf"(?P<number>(?:数|好几|几)?{NUMERAL}(?:分之{NUMERAL})?)"
    rf"\s*(?P<more>多|余|几|来)?(?P<big>[十百千]?[万亿])?(?P<more2>多|余)?\s*"
    rf"(?P<unit>{_UNIT})?(?P<more3>多|余)?(?P<after>{_AFTER_RATE})?"
    rf"(?:[（(]含[）)])?(?P<post>{_POST})?"
)
"""One quantity: 不低于95%, 7000多万元, 每生每年1000元, 2—3所, 百分之九十以上."""
RATIO = re.compile(
    r"(?P<pre>(?:" + _PRE + r"))?\s*(?<![\d.:：])(?P<a>\d+(?:\.\d+)?)\s*[:：∶]\s*(?P<b>\d+(?:\.\d+)?)(?![\d.:：])(?P<post>"
    + _POST + r")?"
)  # fmt: skip
"""师生比1:15"""
CHANGE = re.compile(
    r"\s*[^，。；,;\d]{0,3}(?:提高|增加|提升|上升|增长|扩大|上调|调整|降低|下降|减少|压减|缩减|下调|降|增|升|扩充|扩)\s*(?:到|至|为)\s*[^，。；,;\d]{0,4}$"
)
"""What stands between the two ends of a change: 800元[提高到]1050元."""
LISTED = re.compile(r"[、和及,，]\s*[^，,。；;、\d]{0,8}")
"""What stands between the items of a list of values: 小学650元[、初中]850元."""
FROM = re.compile(r"(?:由|从|自)[^，。；,;\d由从自]{0,8}$")
"""What stands before its first end: [由]800元."""

NOT_COUNTED = re.compile(
    r"《[^《》\n]{0,80}》"  # titles
    r"|[〔\[﹝（(]\s*(?:19|20)\d{2}\s*[〕\]﹞）)]\s*\d*号?"  # 文号
    r"|(?:19|20)\d{2}\s*[-—–~～至/]\s*(?:(?:19|20)\d{2}|\d{2})?\s*(?:学年|年)度?"  # 2024—2025学年
    r"|(?:19|20)\d{2}\s*年(?!制)|[一二][九〇○零][〇○零一二三四五六七八九]{2}年"  # years
    r"|(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*[-—–~～至、]\s*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*(?:月份?|日|号|季度)"
    r"|(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*月(?:份|\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s*[日号])?"
    r"|第\s*[零〇一二三四五六七八九十百千\d]{1,8}\s*[-—至、]?\s*[\d一二三四五六七八九十]*\s*[一-鿿]"  # ordinals
    r"|[“\"‘][\d零一二三四五六七八九十+＋]{1,6}[”\"’]"  # “211”, “1+1”
    r"|\d{3,4}[-—]\d{7,8}|\d{11,}"  # telephone and long numbers
    r"|[一二三四五六七八九十两][个人校生家园班县区村师科课年月日季企企户岗事馆厂镇][一二三四五六七八九十][一-鿿]"  # 一校一案
    r"|[一二三四五六七八九十两\d]{1,4}\s*(?:年级|周年|年制|年行动|年规划|年计划|年期|年一贯|年来|年教育|年毛入|年义务|日游|点半|中心组|分制|年一体)"
    r"|(?m:^)\s*(?:[（(]?\d{1,3}[）)]|\d{1,3}[.、．](?!\d)|[（(]?[一二三四五六七八九十]{1,4}[）)、])"  # list numbers
)
"""What holds a number and is no quantity."""
GLUED = re.compile(r"[A-Za-z0-9.\-+＋第〔]$")
"""A number stuck to one of these belongs to a name or a longer number."""
ONE_IN_WORDS = re.compile(r"[统同唯惟万进专第单逐之有任某每另这那哪下上]$")
"""统一, 唯一, 万一, 同一个, 另一种: this 一 counts nothing."""


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities in order, not overlapping; spans are code points of ``text``."""
    taken = [(m.start(), m.end()) for m in NOT_COUNTED.finditer(text)]
    found = sorted([*_ratios(text), *_plain(text, taken)], key=lambda q: q.start)
    return tuple(_joined(text, found))


def _plain(text: str, taken: list[tuple[int, int]]) -> Iterator[Quantity]:
    position, blocked = 0, iter([*taken, (len(text) + 1, len(text) + 1)])
    start, end = next(blocked)
    while match := QUANTITY.search(text, position):
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
            position = max(
                match.end("low") if match["low"] else match.end("number"), match.start() + 1
            )
            continue
        yield quantity
        position = quantity.end


def _read(text: str, match: re.Match[str], number: int) -> Quantity | None:
    if GLUED.search(text, max(0, number - 1), number) and not match["percent"]:
        return None
    unit_name = match["unit"] or ""
    percent = {"百": "%", "千": "‰", "万": "‱"}.get((match["percent"] or " ")[0], "")
    fraction = "分之" in match["number"] and match["number"][0] not in "百千万"
    if not unit_name and not percent and not fraction:
        return None
    if match["number"] == "一" and ONE_IN_WORDS.search(text[max(0, number - 1) : number]):
        return None
    value = _value(match["number"], match["big"])
    if value is None:
        return None
    unit = UNITS[unit_name] if unit_name and not percent else None
    factor = unit.factor if unit else Decimal(1)
    base = unit.base if unit else percent or "比"
    rates = _rates(match["rate"], match["rate2"], match["after"])
    if rates and unit and unit.kind in ("money", "count", "duration", "lessons", "area"):
        base = f"{base}/{'·'.join(rates)}"
    begin = match.start("rate") if rates and match["rate"] else (
        match.start("pre") if match["pre"] else match.start("rate2") if match["rate2"]
        else match.start("percent") if match["percent"] else number)  # fmt: skip
    quantity = Quantity(
        begin, match.end(), text[begin : match.end()], value * factor, base, "eq",
        kind=unit.kind if unit else "percent",
    )  # fmt: skip
    if not _plausible(text, match, quantity):
        return None
    return _bounded(text, match, quantity, factor)


def _value(number: str, big: str | None) -> Decimal | None:
    words = number.lstrip("数几好")
    if "分之" in words and words[0] in "百千万":
        words = words.split("分之", 1)[1]
    value = parse_numeral(words + (big or ""))
    return value


def _rates(*parts: str | None) -> list[str]:
    words: list[str] = []
    for part in parts:
        if part:
            names = re.findall("|".join(sorted(PER, key=len, reverse=True)), part)
            words += [PER[name] for name in names]
    return list(dict.fromkeys(words))


def _plausible(text: str, match: re.Match[str], quantity: Quantity) -> bool:
    """Guards that need the words after the unit."""
    after = text[match.end("unit") : match.end("unit") + 2] if match["unit"] else ""
    word = match["unit"] or ""
    if word == "成" and (
        (after[:1] and after[0] in "立为员绩果功长人熟效本就都品型")
        or (match["number"][-1].isdigit() and not after)
    ):
        return False
    if word in (
        "年",
        "日",
        "天",
        "周",
        "点",
        "分",
        "度",
        "级",
        "部",
        "期",
        "科",
        "条",
        "对",
        "份",
        "组",
        "项",
        "类",
        "班",
        "节",
        "门",
        "位",
        "名",
    ) and after[:1] in ("级", "度", "之", "限"):
        return False
    if word == "日" and text[max(0, match.start() - 1) : match.start()] == "月":
        return False
    if word == "年" and quantity.value is not None and quantity.value > 100:
        return False
    return not (word == "分" and after[:1] and after[0] in "之别为享层配类析散布解数级段校行")


def _bounded(
    text: str, match: re.Match[str], quantity: Quantity, factor: Decimal
) -> Quantity | None:
    """Comparator, bounds and inclusion from the words around the number."""
    value = quantity.value
    assert value is not None
    if match["low"]:
        low = _low(match, factor)
        if low is None or low > value:
            return None
        return replace(quantity, value=None, comparator="range", lo=low, hi=value)
    comparator = _comparator(text, match, quantity)
    if match["more"] or match["more2"] or match["more3"]:
        bare = _value(match["number"], None) or Decimal(1)
        step = _step(bare) * (value / bare if bare else 1)
        return replace(quantity, comparator="gt", lo=value, hi=value + step, lo_inclusive=False)
    if match["number"][0] in "数几好":
        return replace(quantity, comparator="approx", lo=value, hi=value * 10)
    return replace(
        quantity,
        comparator=comparator,
        lo=value if comparator in ("ge", "gt") else None,
        hi=value if comparator in ("le", "lt") else None,
        lo_inclusive=comparator != "gt",
        hi_inclusive=comparator != "lt",
    )


def _low(match: re.Match[str], factor: Decimal) -> Decimal | None:
    """The lower end; without a big unit of its own it shares that of the upper end (500-800万)."""
    words = match["low"]
    big = match["big"] or ""
    upper_big = big or "".join(c for c in match["number"] if c in "万亿")[-1:]
    own = any(c in "万亿" for c in words) or match["lowunit"]
    low = parse_numeral(words + ("" if own else upper_big))
    if low is None:
        return None
    return low * (UNITS[match["lowunit"]].factor if match["lowunit"] else factor)


def _comparator(text: str, match: re.Match[str], quantity: Quantity) -> Comparator:
    for words, comparator in PREFIXES:
        if match["pre"] and re.match(f"(?:{words})", match["pre"]):
            return comparator
    for words, comparator in SUFFIXES:
        if match["post"] and re.fullmatch(words, match["post"]):
            return comparator
    if far := FAR.search(text, max(0, quantity.start - 24), quantity.start):
        return next(c for words, c in PREFIXES if re.fullmatch(words, far.group(1)))
    return "ge" if VERBS.search(text, max(0, quantity.start - 8), quantity.start) else "eq"


def _step(value: Decimal) -> Decimal:
    """One of the last digit that is not zero: 7000 → 1000, 350 → 10; at least one."""
    digits = str(value.to_integral_value())
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(10) ** zeros


def _ratios(text: str) -> Iterator[Quantity]:
    for match in RATIO.finditer(text):
        a, b = Decimal(match["a"]), Decimal(match["b"])
        before = text[max(0, match.start() - 12) : match.start()]
        if not b or not re.search(r"比|比例|配备|配置|按", before):  # 8:30 is a time of day
            continue
        start = match.start("pre") if match["pre"] else match.start("a")
        quantity = Quantity(
            start, match.end(), text[start : match.end()], a / b, "比", "eq", kind="ratio"
        )
        yield replace(quantity, comparator=_comparator(text, match, quantity))


def _joined(text: str, found: list[Quantity]) -> Iterator[Quantity]:
    """Quantities with 提高到 between them are one change: 由800元提高到1050元; and pair by pair
    由小学650元、初中850元提高到小学700元、初中900元."""
    index = 0
    while index < len(found):
        count = _changed_from(text, found, index)
        if not count:
            yield found[index]
            index += 1
            continue
        for first, second in zip(
            found[index : index + count], found[index + count : index + 2 * count], strict=True
        ):
            start = second.start
            if count == 1:
                opened = FROM.search(text, max(0, first.start - 10), first.start)
                start = opened.start() if opened else first.start
            yield replace(
                second, start=start, text=text[start : second.end], comparator="from_to",
                value_from=first.value, lo=None, hi=None,
            )  # fmt: skip
        index += 2 * count


def _changed_from(text: str, found: list[Quantity], index: int) -> int:
    """How many quantities from ``index`` on change into as many after them; 0 where none do."""
    count = 1
    while index + count < len(found) and LISTED.fullmatch(
        text[found[index + count - 1].end : found[index + count].start]
    ):
        count += 1
    after = found[index + count : index + 2 * count]
    if len(after) < count or not _is_change(text, found[index + count - 1], after[0]):
        return 0
    listed = all(LISTED.fullmatch(text[a.end : b.start]) for a, b in itertools.pairwise(after))
    return count if listed else 0


def _is_change(text: str, first: Quantity, second: Quantity) -> bool:
    if first.unit.split("/")[0] != second.unit.split("/")[0] or first.value is None:
        return False
    return second.value is not None and bool(CHANGE.fullmatch(text[first.end : second.start]))


__all__ = ["FULL_WIDTH", "Quantity", "find_quantities"]
