"""Is a figure of a sentence said in its sources: the value, its unit, what bounds it, up or down?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from assistant.guard_figures import LOOSE_UNITS, Figure, figures
from assistant.guard_text import Kind, Lack

EARLIER = re.compile(r"原|从|由|此前|之前|以前|过去|上年|去年|上一|调整前|旧")
"""Words of the value before a change."""
ONE = Decimal(1)
BOUNDS_OF: dict[str, frozenset[str]] = {
    # what a sentence says → what a source may say for it
    "eq": frozenset({"eq", "soft", "from_to", "range", "full"}),
    "soft": frozenset({"eq", "soft", "from_to", "full"}),
    "from_to": frozenset({"from_to", "eq", "soft"}),
    "range": frozenset({"range", "eq", "approx"}),
    "ge": frozenset({"ge", "soft", "full"}),
    "full": frozenset({"full", "ge", "eq", "soft"}),
    "gt": frozenset({"gt"}),
    "le": frozenset({"le"}),
    "lt": frozenset({"lt"}),
    "approx": frozenset({"approx", "range"}),
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
    if not near and _was(figure, written, text):
        return None
    if not near:
        return None if _is_one(figure) or _bare(figure, written, words) else "number"
    same = [w for w in near if _unit(figure, w)]
    if not same:
        return None if _is_one(figure) or _bare(figure, near, words) else "unit"
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


def _is_one(figure: Figure) -> bool:
    """一个, 一项: an article rather than a count; 1名 is a count."""
    plain = figure.low == ONE and figure.bound == "eq" and figure.unit in LOOSE_UNITS
    return plain and "一" in figure.words


def _was(figure: Figure, written: Sequence[Figure], text: str) -> bool:
    """The value before a change, said as that."""
    before = text[max(0, figure.start - 12) : figure.start + 1]
    return bool(EARLIER.search(before)) and any(
        w.value_from == figure.low and _unit(figure, w) for w in written
    )


def _unit(figure: Figure, other: Figure) -> bool:
    if figure.unit == other.unit or not figure.unit:
        return True
    if figure.unit in LOOSE_UNITS and other.unit in LOOSE_UNITS:
        return True
    return {figure.unit, other.unit} == {"天", "日"}


def _bare(figure: Figure, written: Sequence[Figure], words: str) -> bool:
    """A cell's number without a unit, whose unit stands in a header, or a figure that says no unit."""
    number = re.search(r"[\d.,]+", figure.words)
    unit = re.sub(r"^[^\d]*[\d.,]+\s*|(?:以[上下内]|左右)$", "", figure.words).strip()
    first = unit.split("/")[0]
    for other in written:
        if other.unit or other.glued:
            continue
        if number and other.words.strip() == number.group() and first and first in words:
            return True
        if (other.low, other.high) == (figure.low, figure.high) and figure.unit in words:
            return True
    return False


def _rated(figure: Figure, other: Figure, words: str) -> bool:
    """Is what a sentence counts by said of the source's figure, or of none of its own?"""
    if figure.own_rates <= other.rates or not other.unit:
        return True
    more = figure.own_rates - other.rates
    return not other.own_rates and all(rate in words for rate in more)


def _turned(figure: Figure, other: Figure) -> bool:
    """提高到 is borne out by 提高到 or by a plain value, never by 提高了 or 降到."""
    if figure.turn is None or other.turn is None:
        return True
    return figure.turn == other.turn
