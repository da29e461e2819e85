"""Is a figure of a sentence said in its sources: the value, its unit, what bounds it, up or down?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.guard_figures import LOOSE_UNITS, Figure, figures, rates
from assistant.guard_text import Kind, Lack

EARLIER = re.compile(r"原|从|由|此前|之前|以前|过去|上年|去年|上一|调整前|旧")
"""Words of the value before a change."""
THAN = re.compile(r"比[^，。；]{1,16}(?:多|少|高|低)(?:出|了)?\s*$")
ONE = Decimal(1)
CORE = re.compile(
    r"[\d.,]+\s*[^\d\s以左上下内不至最每/]{1,4}|[一二三四五六七八九十百千万两]+[^\d\s以左上下内不至最每/]{1,3}"
)
NOUNS = frozenset({"学位", "床位", "座位", "车位", "餐位", "班", "村", "标段", "行政村", "学分"})
"""Units that are things: 3000个学位, 学位3000个."""
BY_TIME = frozenset({"年", "学期", "季度", "月", "周", "天"})
"""每月 and 每季度 exclude each other, 每生 and 每年 do not."""
LISTED_UNITS = LOOSE_UNITS | {"档", "步", "部", "节"}
MOST_LISTED = 12
BOUNDS_OF: dict[str, frozenset[str]] = {
    # what a sentence says → what a source may say for it
    "eq": frozenset({"eq", "soft", "from_to", "range", "full"}),
    "soft": frozenset({"eq", "soft", "from_to", "full"}),
    "from_to": frozenset({"from_to", "eq", "soft", "ge", "gt", "le", "lt", "approx"}),
    "range": frozenset({"range", "eq", "approx"}),
    "ge": frozenset({"ge", "soft", "full"}),
    "full": frozenset({"full", "ge", "eq", "soft"}),
    "gt": frozenset({"gt"}),
    "le": frozenset({"le"}),
    "lt": frozenset({"lt"}),
    "approx": frozenset({"approx", "range", "eq", "soft"}),
}


def number_faults(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    """A lack for each figure that no source says."""
    said = figures(text)
    if not said:
        return
    written = [f for source in sources for f in figures(source)]
    words = "\n".join(sources)
    for figure in said:
        if kind := _fault(figure, written, words, text):
            yield Lack(kind, figure.words.strip(), figure.start, figure.end)


def same_value(figure: Figure, other: Figure) -> bool:
    """One value, in units that may stand for each other."""
    return (figure.low, figure.high) == (other.low, other.high) and _unit(figure, other)


def _fault(figure: Figure, written: Sequence[Figure], words: str, text: str) -> Kind | None:
    near = [w for w in written if (w.low, w.high) == (figure.low, figure.high)]
    if not near and any(was(figure, w, text) for w in written):
        return None
    if not near:
        known = _is_one(figure, words) or _bare(figure, written, words) or _literal(figure, words)
        known = known or _grown(figure, written) or _more(figure, text, written)
        return None if known or _listed(figure, text) else "number"
    same = [w for w in near if _unit(figure, w) or _counted(figure, w, words)]
    if not same:
        known = _is_one(figure, words) or _bare(figure, near, words) or _literal(figure, words)
        return None if known or _listed(figure, text) else "unit"
    rated = [w for w in same if _rated(figure, w, words)]
    if not rated:
        return "unit"
    bounded = [
        w for w in rated if w.bound in BOUNDS_OF[figure.bound] or not w.unit or not figure.unit
    ]
    if not bounded:
        return "comparator"
    turned = [w for w in bounded if _turned(figure, w)]
    if not turned:
        return "comparator"
    return None if figure.value_from is None or _from(figure, turned, written) else "number"


def _from(figure: Figure, turned: Sequence[Figure], written: Sequence[Figure]) -> bool:
    """由800元提高到900元: the earlier value of the same change, or one said by itself."""
    if any(w.value_from is not None for w in turned):
        return any(w.value_from == figure.value_from for w in turned)
    return any(w.low == figure.value_from for w in written)


def _is_one(figure: Figure, words: str) -> bool:
    """一个, 一项: an article rather than a count; 一年 for 每年. 1名 is a count."""
    if figure.low != ONE or figure.bound != "eq" or "一" not in figure.words:
        return False
    loose = figure.unit in LOOSE_UNITS or (figure.kind == "count" and "一个" in figure.words)
    return loose or figure.unit.lstrip("个") in rates(words)


def was(figure: Figure, other: Figure, text: str) -> bool:
    """Is it the value before the source's change, and said as that?"""
    before = text[max(0, figure.start - 12) : figure.start + 1]
    earlier = figure.value_from is None and EARLIER.search(before) is not None
    return earlier and other.value_from == figure.low and _unit(figure, other)


def _unit(figure: Figure, other: Figure) -> bool:
    if figure.unit == other.unit or not figure.unit:
        return True
    return bool(figure.unit in LOOSE_UNITS and other.unit in LOOSE_UNITS)


def _counted(figure: Figure, other: Figure, words: str) -> bool:
    """3000个学位 for 学位3000个: the noun may be the unit, where the source says the noun."""
    units = {figure.unit, other.unit}
    return "个" in units and bool(units & NOUNS) and bool((units & NOUNS).pop() in words)


def _literal(figure: Figure, words: str) -> bool:
    """The number with its unit as the source writes it, where the grammar counts it there by no unit: 每三年."""
    core = CORE.search(figure.words)
    if core is None or figure.bound not in ("eq", "soft"):
        return False
    return (
        re.search(rf"(?<![\d.一二三四五六七八九十百千]){re.escape(core.group())}", words)
        is not None
    )


def _listed(figure: Figure, text: str) -> bool:
    """分三档：一档、二档、三档: a count of what the sentence itself lists."""
    if figure.unit not in LISTED_UNITS or not 2 <= figure.low <= MOST_LISTED:
        return False
    before = re.split(r"[，。；：]", text[: figure.start])[-1]
    _, colon, items = text[figure.end :].partition("：")
    behind = items if colon else re.split(r"[，。；]", text[figure.end :])[0]
    return any(
        len(re.split(r"[、；和及]|以及", listed.rstrip("。；"))) == figure.low
        for listed in (before, behind)
    )


BOUNDS = re.compile(r"[不低高多少超]于|不[足满]|超过|以[上下内]|最[高低多少]|[上下]限|限额")
"""Words of a header or beside a cell that make a bound of its bare number."""


def _bare(figure: Figure, written: Sequence[Figure], words: str) -> bool:
    """A cell's number without a unit, whose unit stands in a header, or a figure that says no unit."""
    number = re.search(r"[\d.,]+", figure.words)
    unit = re.sub(r"^[^\d]*[\d.,]+\s*|(?:以[上下内]|左右)$", "", figure.words).strip()
    first = unit.split("/")[0]
    plain = figure.bound in ("eq", "soft") or bool(BOUNDS.search(words))
    for other in written if plain else ():
        if other.unit or other.glued:
            continue
        if number and other.words.strip() == number.group() and first and first in words:
            return True
        if (other.low, other.high) == (figure.low, figure.high) and figure.unit in words:
            return True
    return False


def _rated(figure: Figure, other: Figure, words: str) -> bool:
    """Is what a sentence counts by said of the source's figure, or of none of its own?"""
    mine, theirs = figure.rates & BY_TIME, other.rates & BY_TIME
    if mine and theirs and not mine & theirs:
        return False
    if figure.own_rates <= other.rates or not other.unit:
        return True
    return not other.own_rates and figure.own_rates <= other.rates | rates(words)


def _grown(figure: Figure, written: Sequence[Figure]) -> bool:
    """增加了250元 where the source says from 1000 to 1250: the difference, in the right direction."""
    if figure.turn is None or figure.turn[1] != "by":
        return False
    sign = 1 if figure.turn[0] == "up" else -1
    return any(
        w.value_from is not None
        and _unit(figure, w)
        and (w.low - w.value_from) * sign == figure.low
        for w in written
    )


def _more(figure: Figure, text: str, written: Sequence[Figure]) -> bool:
    """比小班多5人: the difference of two values of the sources, one of them said in the sentence."""
    if not THAN.search(text, 0, figure.start):
        return False
    said = {f.low for f in figures(text)} - {figure.low}
    values = {w.low for w in written if _unit(figure, w) and w.unit}
    return any(abs(a - b) == figure.low for a in values & said for b in values)


def _turned(figure: Figure, other: Figure) -> bool:
    """提高到 is borne out by 提高到 or by a plain value, never by 提高了 or 降到."""
    if figure.turn is None or other.turn is None:
        return True
    return figure.turn == other.turn
