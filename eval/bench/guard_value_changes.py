"""Changes of what is counted and when: a digit, a unit, a date, a bound, two values that change places."""

from __future__ import annotations

import random
import re

from eval.bench.guard_splicing import HAN, Pool, exchanged, near, one_of, spliced
from ingest.grammar import find_quantities, find_times, parse_numeral

DIGITS = re.compile(r"\d+(?:\.\d+)?")
HAN_NUMBER = re.compile(r"[二三四五六七八九十百]+")
DATE = re.compile(r"(?:(?P<year>20\d{2})年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?")
YEAR = re.compile(r"(?<!\d)20\d{2}(?=年)")
UNITS: tuple[tuple[str, str], ...] = (
    # what is written → what it becomes
    ("万元", "元"), ("亿元", "万元"), ("元", "万元"), ("个工作日", "天"), ("工作日", "日"), ("小时", "分钟"), ("分钟", "小时"),
    ("个月", "周"), ("周岁", "个月"), ("平方米", "亩"), ("亩", "平方米"), ("人次", "人"), ("万人", "人"), ("人", "所"), ("名", "所"), ("所", "人"),
    ("课时", "天"), ("学时", "天"), ("公里", "米"), ("天", "周"), ("日", "周"), ("年", "个月"), ("周", "天"), ("次", "天"), ("年", "天"),
)  # fmt: skip
BOUNDS: tuple[tuple[str, str], ...] = (
    ("不低于", "不超过"), ("不少于", "不超过"), ("不得低于", "不得超过"), ("不得少于", "不得超过"), ("不超过", "不低于"), ("不得超过", "不得低于"),
    ("不高于", "不低于"), ("以上", "以下"), ("以下", "以上"), ("以内", "以上"), ("至少", "最多"), ("不足", "超过"), ("超过", "不足"),
    ("左右", "以上"), ("高于", "低于"), ("低于", "高于"), ("提高到", "降低到"), ("提高到", "提高了"), ("达到", "低于"), ("控制在", "超过"),
)  # fmt: skip
DROPS = (
    "不低于",
    "不少于",
    "不得低于",
    "不得少于",
    "不超过",
    "不得超过",
    "不高于",
    "以上",
    "以下",
    "以内",
    "至少",
    "左右",
)
RELATIONS: tuple[tuple[str, str], ...] = (
    ("前", "后"), ("以前", "以后"), ("之前", "之后"), ("起", "止"), ("底前", "底后"), ("前", ""),
)  # fmt: skip


def _other(number: str, chance: random.Random) -> str:
    """Another number of the same shape: one digit is another."""
    at = chance.choice([i for i, c in enumerate(number) if c.isdigit()])
    digits = "0123456789" if at else "123456789"
    return spliced(number, at, at + 1, chance.choice([d for d in digits if d != number[at]]))


def digit(text: str, chance: random.Random, _: Pool) -> str | None:
    """A digit of a quantity."""
    spots = [
        (q.start + m.start(), q.start + m.end())
        for q in find_quantities(text) for m in DIGITS.finditer(q.text)
    ]  # fmt: skip
    if not spots:
        return None
    start, end = chance.choice(spots)
    return spliced(text, start, end, _other(text[start:end], chance))


def han_digit(text: str, chance: random.Random, _: Pool) -> str | None:
    """A quantity written in Han."""
    spots = [
        (q.start + m.start(), q.start + m.end())
        for q in find_quantities(text) for m in HAN_NUMBER.finditer(q.text) if q.value and q.value > 1
        if "分之" not in q.text
    ]  # fmt: skip
    if not spots:
        return None
    start, end = chance.choice(spots)
    new = chance.choice([c for c in HAN[1:] if c not in text[start:end]])
    return spliced(text, start, end, new)


def unit(text: str, chance: random.Random, _: Pool) -> str | None:
    """The unit of a quantity."""
    found = []
    for q in find_quantities(text):
        for old, new in UNITS:
            at = q.text.rfind(old)
            if at > 0 and (q.text[at - 1].isdigit() or parse_numeral(q.text[at - 1]) is not None):
                found.append((q.start + at, q.start + at + len(old), new))
                break
    return spliced(text, *chance.choice(found)) if found else None


def percent(text: str, chance: random.Random, _: Pool) -> str | None:
    """% for 个百分点, and the other way."""
    return one_of(text, (("个百分点", "%"), ("%", "个百分点"), ("％", "个百分点")), chance)


def _date(text: str, part: str, most: int, chance: random.Random) -> str | None:
    spots = [m for m in DATE.finditer(text) if m[part]]
    if not spots:
        return None
    match = chance.choice(spots)
    others = [str(n) for n in range(1, most + 1) if n != int(match[part])]
    return spliced(text, *match.span(part), chance.choice(others))


def year(text: str, chance: random.Random, _: Pool) -> str | None:
    """The year."""
    spots = list(YEAR.finditer(text))
    if not spots:
        return None
    match = chance.choice(spots)
    return spliced(text, *match.span(), str(int(match.group()) + chance.choice((-2, -1, 1, 2, 3))))


def month(text: str, chance: random.Random, _: Pool) -> str | None:
    """The month."""
    return _date(text, "month", 12, chance)


def day(text: str, chance: random.Random, _: Pool) -> str | None:
    """The day."""
    return _date(text, "day", 28, chance)


def bound(text: str, chance: random.Random, _: Pool) -> str | None:
    """What bounds a quantity, turned."""
    spans = [(q.start - 4, q.end + 2) for q in find_quantities(text)]
    return near(text, BOUNDS, spans, chance)


def bound_dropped(text: str, chance: random.Random, _: Pool) -> str | None:
    """What bounds a quantity, left out."""
    spans = [(q.start - 4, q.end) for q in find_quantities(text)]
    return near(text, tuple((word, "") for word in DROPS), spans, chance)


def before_after(text: str, chance: random.Random, _: Pool) -> str | None:
    """前 and 后, 起 and 止 of a date."""
    spans = [(t.start, t.end) for t in find_times(text) if t.lo or t.hi]
    spots = [
        (end - len(old), end, new) for _, end in spans for old, new in RELATIONS
        if text.endswith(old, 0, end)
    ]  # fmt: skip
    return spliced(text, *chance.choice(spots)) if spots else None


def swapped(text: str, chance: random.Random, _: Pool) -> str | None:
    """Two values of one unit change places."""
    found = [
        q for q in find_quantities(text) if DIGITS.search(q.text) and q.comparator != "from_to"
    ]
    spots = [
        (a, b) for i, a in enumerate(found) for b in found[i + 1 :]
        if a.unit == b.unit and a.value != b.value and a.comparator == b.comparator
    ]  # fmt: skip
    if not spots:
        return None
    a, b = chance.choice(spots)
    return exchanged(text, (a.start, a.end), (b.start, b.end))


def dates_swapped(text: str, chance: random.Random, _: Pool) -> str | None:
    """Two dates change places."""
    found = [t for t in find_times(text) if t.lo or t.hi]
    spots = [
        (a, b) for i, a in enumerate(found) for b in found[i + 1 :]
        if (a.lo, a.hi) != (b.lo, b.hi) and a.relation == b.relation and a.precision == b.precision
    ]  # fmt: skip
    if not spots:
        return None
    a, b = chance.choice(spots)
    return exchanged(text, (a.start, a.end), (b.start, b.end))
