"""What a comparison comes to: which side is earlier, more or stricter, that both are the same, and by how much they
differ, worked out in the open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.apart_values import Value
from assistant.apart_words import Wanted
from assistant.cite import MARK
from assistant.day_count import day_said, days_between
from assistant.reckoning import HEDGES, NO_SCALE, SHARES, amount, base
from ingest.grammar import find_quantities

LOOSE = re.compile(r"松|宽|容易|门槛低|要求低|划算|方便")
STRICT = re.compile(r"严|紧|(?<!困)难(?!学生|补)|苛|门槛高|要求高")
LATE = re.compile(r"晚(?!餐|自习|托)|迟|后(?=开|报|公|截|放|出|启)|最后")
LESS = re.compile(r"(?<!多)少(?!年|儿|先|数)|低(?!保)|便宜|短|小(?!学|区|班|时|升|孩)")
BOUND = re.compile(r"满|不[少低]于|以上|连续|至少|须")
"""A span of time that must be reached: the longer the stricter."""
MANY = frozenset(
    {
        "人",
        "个",
        "所",
        "家",
        "班",
        "次",
        "学位",
        "个班",
        "间",
        "套",
        "项",
        "场",
        "节",
        "门",
        "台",
        "名",
        "位",
        "园",
    }
)
FREE = re.compile(
    r"不限(?!于)|不作(?:要求|限制)|不受[^，。；]{0,8}限制|不实行|不设(?:限|门槛)|无需|不需要?"
)
"""What says that a side sets no bound."""
WITHIN = re.compile(r"(?:之内|以内|内|之前|前)$")
SAME, UNLIKE = "相同", "不同"


@dataclass(frozen=True, slots=True)
class Said:
    """A side with the line that is told of it and the value that is compared."""

    name: str
    text: str
    value: Value | None


def head(said: Sequence[Said], text: str, wanted: Wanted) -> str:
    """The line above the sides, with its colon: 甲区较早; 两者相同; only the names where nothing can be ordered."""
    values = [one.value for one in said]
    known = [value for value in values if value is not None]
    if looser := _free(said, text):
        return f"{looser}较宽松："
    if (
        wanted.several
        or len(known) < len(values)
        or len({v.unit for v in known}) > 1
        or len(bounds(said)) > 1
    ):
        return only_told([one.name for one in said])
    both = "两者" if len(said) == 2 else "各方"
    if len({v.size for v in known}) == 1:
        return f"{both}{SAME}："
    low = bool((LATE if wanted_time(known) else LESS).search(text)) != wanted_time(known)
    word = _word(known[0], low, said, text, wanted)
    if word in ("较宽松", "较严"):
        low = _low_is(word, known, said)
    sizes = [v.size for v in known]
    best = min(sizes) if low else max(sizes)
    names = [one.name for one, value in zip(said, known, strict=True) if value.size == best]
    return f"{'、'.join(names)}{word if len(said) == 2 else word.replace('较', '最')}："


def _free(said: Sequence[Said], text: str) -> str:
    """The one side that sets no bound where the other sets one, asked which is the looser or the stricter."""
    if len(said) != 2 or not (LOOSE.search(text) or STRICT.search(text)):
        return ""
    free = [one.name for one in said if FREE.search(one.text)]
    bound = [one for one in said if one.value is not None and not FREE.search(one.text)]
    return free[0] if len(free) == 1 and len(bound) == 1 else ""


def only_told(names: Sequence[str]) -> str:
    """The line above sides that are only told."""
    return f"{'、'.join(names)}的规定如下："


def wanted_time(values: Sequence[Value]) -> bool:
    """Are days or hours compared?"""
    return values[0].unit in ("日", "时刻")


def _word(value: Value, low: bool, said: Sequence[Said], text: str, wanted: Wanted) -> str:
    """How the side named in the head is: 较早, 较长, 较多, 较高, 较宽松."""
    of_rules = value.unit in ("日", "时刻", "时长")
    if of_rules and LOOSE.search(text) and not STRICT.search(text):
        return "较宽松"
    if of_rules and STRICT.search(text) and not LOOSE.search(text):
        return "较严"
    if value.unit in ("日", "时刻"):
        return "较早" if low else "较晚"
    if value.unit == "时长":
        return "较短" if low else "较长"
    if value.unit in MANY:
        return "较少" if low else "较多"
    return "较低" if low else "较高"


def _low_is(word: str, values: Sequence[Value], said: Sequence[Said]) -> bool:
    """Is the smaller value the looser one, or the stricter one? A day is a limit to be kept, a span one to be reached."""
    looser_is_low = values[0].unit == "时长" and any(BOUND.search(one.text) for one in said)
    return looser_is_low if word == "较宽松" else not looser_is_low


def bounds(said: Sequence[Said]) -> set[bool]:
    """Is what one side tells a share of something, and what the other tells not?"""
    return {
        bool(re.search(r"占(?![地用])", MARK.sub("", one.text).split(one.value.words)[0][-12:]))
        for one in said
        if one.value
    }


def worked(said: Sequence[Said], wanted: Wanted) -> str:
    """计算：380元 − 300元 = 80元 with the marks of both; empty where the two cannot be subtracted."""
    values = [one.value for one in said]
    if wanted.several or len(values) != 2 or values[0] is None or values[1] is None:
        return ""
    large, small = sorted((v for v in values if v), key=lambda v: v.size, reverse=True)
    if large.unit != small.unit or large.size == small.size or len(bounds(said)) > 1:
        return ""
    line = _days(large, small) if large.day else _numbers(large, small)
    marks = "".join(dict.fromkeys(mark for one in said for mark in _marks(one.text)))
    return f"计算：{line}{marks}" if line else ""


def _marks(text: str) -> list[str]:
    return [m.group() for m in MARK.finditer(text)]


def _days(later: Value, earlier: Value) -> str:
    if later.day is None or earlier.day is None:
        return ""
    count = days_between(later.day, earlier.day)
    if count is None or count <= 0:
        return ""
    years = later.day.year != earlier.day.year and None not in (later.day.year, earlier.day.year)
    one, other = (day_said(v.day, with_year=years) for v in (later, earlier) if v.day)
    return f"{one} − {other} = {count}天"


def _numbers(large: Value, small: Value) -> str:
    terms = [term_of(value) for value in (large, small)]
    read = [find_quantities(term)[0] for term in terms if term]
    if len(read) < 2 or len({base(q.unit) for q in read}) > 1 or large.number is None:
        return ""
    if small.number is None:
        return ""
    units = {q.unit.split("/")[0] for q in read}
    unit = units.pop() if len(units) == 1 else base(read[0].unit)
    result = amount(large.number - small.number, SHARES.get(unit, unit))
    return f"{terms[0]} − {terms[1]} = {result}"


def added(said: Sequence[Said]) -> str:
    """计算：380元 + 300元 = 680元 with the marks of all; empty where the values are not of one unit."""
    values = [one.value for one in said]
    terms = [term_of(value) for value in values if value is not None and value.number is not None]
    if len(terms) < len(said) or not all(terms):
        return ""
    read = [find_quantities(term)[0] for term in terms]
    if len({base(q.unit) for q in read}) > 1 or base(read[0].unit) in NO_SCALE:
        return ""
    units = {q.unit.split("/")[0] for q in read}
    total = sum((value.number for value in values if value and value.number), Decimal(0))
    marks = "".join(dict.fromkeys(mark for one in said for mark in _marks(one.text)))
    unit = units.pop() if len(units) == 1 else base(read[0].unit)
    return f"计算：{' + '.join(terms)} = {amount(total, unit)}{marks}"


def term_of(value: Value) -> str:
    """A value's own digits with its unit; empty where they do not read as that value."""
    words = WITHIN.sub("", HEDGES.sub("", HEDGES.sub("", value.words))).strip()
    read = find_quantities(words)
    alone = len(read) == 1 and read[0].value == value.number
    return words[read[0].start : read[0].end].replace(" ", "") if alone else ""
