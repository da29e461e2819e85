"""Sums and differences of values as a line that the guard can work out again: 计算：950元 − 900元 = 50元."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.records import said_value
from ingest.grammar import find_quantities
from ingest.records import Target

HEDGES = re.compile(
    r"(?:每[一-鿿]{1,2})+(?=\d)|以上|以下|以内|左右|上下|(?<=[\d亿万千百])余|(?<=[\d亿万千百])多(?=[^少])|大约|约|超过|突破|超|不低于|不少于|不超过|不高于|至少|最多|最低|最高|达到|控制在|提高到|增加到|力争|确保|近"
)
"""Words around a value that make it a bound or a guess."""
CHANGED_TO = re.compile(
    r"(?:提高|增加|增长|上调|调整|减少|降低|降|增|调)?(?:到|至|为)(?=\D{0,6}\d)"
)
"""由1000元提高到1250元: the value behind it holds."""
FLOORS, CEILINGS, GUESSES = frozenset({"ge", "gt"}), frozenset({"le", "lt"}), frozenset({"approx"})
SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
SHARES = {"%": "个百分点"}
NO_SCALE = frozenset({"%", "‰", "个百分点", "倍", "岁", "比"})
LARGE = Decimal(10) ** 4
HEADS = {"名": "人", "位": "人"}


def base(unit: str) -> str:
    """What is counted, without what it is counted by; heads are heads."""
    unit = unit.split("/")[0]
    return HEADS.get(unit, unit)


def operand(fact: Target) -> str | None:
    """A value's own digits and unit; None where it is no single number that can be reckoned with."""
    if fact.value is None or fact.comparator in ("range",):
        return None
    words = HEDGES.sub("", CHANGED_TO.split(said_value(fact))[-1]).strip()
    read = find_quantities(words)
    if len(read) != 1 or read[0].value != fact.value or base(read[0].unit) != base(fact.unit):
        return None
    return words[read[0].start : read[0].end].replace(" ", "")


def difference(one: Target, other: Target) -> str | None:
    """“计算：A − B = C”, the larger first; None where the two cannot be subtracted."""
    larger, smaller = sorted((one, other), key=lambda f: f.value or Decimal(0), reverse=True)
    return _computed((larger, smaller), "−")


def rise(fact: Target, context: Sequence[str] = ()) -> str | None:
    """“计算：900元 − 850元 = 50元” of a value that the document gives with the one before it, in its own words;
    ``context`` are the words that its citation holds beside the quote."""
    before, after = fact.value_from, fact.value
    if before is None or after is None:
        return None
    pieces = [piece for text in (*context, fact.quote) for piece in CHANGED_TO.split(text)]
    said = {
        q.value: piece[q.start : q.end]
        for piece in pieces for q in find_quantities(piece) if base(q.unit) == base(fact.unit)
    }  # fmt: skip
    words = [HEDGES.sub("", said.get(v, "")).strip() for v in (after, before)]
    if not all(words) or before == after:
        return None
    unit = base(fact.unit)
    larger, smaller = words if after > before else reversed(words)
    return f"计算：{larger} − {smaller} = {amount(abs(after - before), SHARES.get(unit, unit))}"


def total(facts: Sequence[Target]) -> str | None:
    """“计算：A + B + C = D”; None where they cannot be added."""
    return _computed(facts, "+")


def _computed(facts: Sequence[Target], sign: str) -> str | None:
    terms = [operand(fact) for fact in facts]
    if None in terms or len({base(fact.unit) for fact in facts}) != 1:
        return None
    values = [fact.value or Decimal(0) for fact in facts]
    result = values[0] - sum(values[1:]) if sign == "−" else sum(values, Decimal(0))
    unit = base(facts[0].unit)
    if sign == "−":
        unit = SHARES.get(unit, unit)
    return f"计算：{f' {sign} '.join(map(str, terms))} = {amount(result, unit)}"


def amount(value: Decimal, unit: str) -> str:
    """A number in base units as people write it: 25000000元 is 2500万元."""
    if unit not in NO_SCALE and abs(value) >= LARGE:
        for scale, word in SCALES:
            if abs(value) >= scale:
                return f"{_plain(value / scale)}{word}{unit}"
    return f"{_plain(value)}{unit}"


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def bound(facts: Sequence[Target]) -> str:
    """What the total of values is that are bounds themselves: 至少, 至多, 约; empty where all are exact."""
    kinds = {fact.comparator for fact in facts}
    if kinds & FLOORS and kinds & CEILINGS:
        return "约"
    if kinds & GUESSES:
        return "约"
    return "至少" if kinds & FLOORS else "至多" if kinds & CEILINGS else ""
