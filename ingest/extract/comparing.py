"""How a value is to be compared, by words of its clause that do not touch it: 至少配备|1名, 达到初中|850元."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.grammar.quantities import Quantity
from ingest.records import Comparator

# Words of comparing that may stand apart from their value; the nearest one rules.
APART: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    # at most: 每校限报1个, 不宜超过20个, 不超出6个, 至多推荐2名
    (
        re.compile(
            r"不(?:得|宜|应|可|能|要|允许)?(?:超过|超出|高于|多于|大于|突破)|至多|最多|最高|限[报推招额选每]|限(?=$)|上限"
        ),
        "le",
    ),
    # at least: 至少配备1名, 最低修满2个, 不得少于每班1名
    (
        re.compile(r"不(?:得|应|可|能|宜)?(?:少于|低于|小于|短于)|至少|最少|最低|起码|下限|不下于"),
        "ge",
    ),
    # 高于经费总额的60%
    (re.compile(r"(?<!不)(?<!不得)(?:高于|多于|大于)|(?<!不)(?<!不得)(?<!不宜)超过"), "gt"),
    # 达到初中850元、小学650元; 占比达52%; 不超过… stands above and wins
    (re.compile(r"达到?(?![标成])"), "ge"),
)
# 达到国家标准的学校8所: what is reached is not the value.
REACHED_ELSE = re.compile(r"标准|要求|水平|目标|条件|程度|等级|[“《]")
# Between a word of comparing and the value it rules, other values stand only in a list.
LIST_BETWEEN = re.compile(r"[、和及与,，]|以及")
OVER = re.compile(r"(?<![赶名])(?:超|逾)\s*$")
APPROX_END = re.compile(r"(?:左右|上下)$")
NEGATED = re.compile(r"不(?:得|宜|应|可|能|要|允许)?\s*$")
FURTHEST = 40
"""Code points between a word of comparing and its value."""


def compared(quantity: Quantity, before: str, listed: bool) -> Quantity:
    """The value with the comparator that its clause gives it.

    Args:
        quantity: The value with the comparator of its own words.
        before: The clause's words before it, from the clause's beginning.
        listed: Whether values that stand between are items of one list with this one.
    """
    if quantity.value is None or quantity.comparator in ("from_to", "range"):
        return quantity
    if quantity.comparator == "le" and APPROX_END.search(quantity.text):
        return _as(quantity, "approx")
    if quantity.comparator == "gt" and NEGATED.search(before):
        return _as(quantity, "le")
    if quantity.comparator != "eq":
        return quantity
    if OVER.search(before):
        return _as(quantity, "gt")
    nearest: tuple[int, Comparator] | None = None
    for pattern, comparator in APART:
        for match in pattern.finditer(before, max(0, len(before) - FURTHEST)):
            rules = _rules(before[match.end() :], comparator, match.group(), listed)
            if rules and (nearest is None or match.start() > nearest[0]):
                nearest = match.start(), comparator
    return quantity if nearest is None else _as(quantity, nearest[1])


def _rules(between: str, comparator: Comparator, word: str, listed: bool) -> bool:
    """Whether a word of comparing reaches over ``between`` to the value."""
    if re.search(r"\d|[，,；;：:]", between) and not listed:
        return False
    if word.startswith("达") and comparator == "ge":
        inner = between.rstrip("的")
        return not REACHED_ELSE.search(inner) and (listed or "的" not in inner)
    return True


def _as(quantity: Quantity, comparator: Comparator) -> Quantity:
    value = quantity.value
    return replace(
        quantity,
        comparator=comparator,
        lo=value if comparator in ("ge", "gt") else None,
        hi=value if comparator in ("le", "lt") else None,
        lo_inclusive=comparator != "gt",
        hi_inclusive=comparator != "lt",
    )
