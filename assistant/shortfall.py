"""Items that tell what was planned and what was reached: those that fell short."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.grammar import find_quantities

ASKS = re.compile(
    r"(?:没有?|未|不)(?:能|曾)?(?:干|做|办|建|完|达|兑现|落实|到位)[^，。？]{0,3}(?:完|成|到|标|好|位)?"
)
"""A question for what was not done: 哪些没干完, 未达标的."""
REACHED = re.compile(r"完成|到位|实际|达到|建成|落实|兑现")
"""Words before what was reached."""
NOT_DONE = re.compile(r"未(?:能)?(?:完成|达|实现|落实|到位)|没有?(?:完成|达到)|尚未|差\d")


def fell_short(question: str, items: Sequence[str]) -> list[int]:
    """Which items say that less was reached than planned; none where the question does not ask for that, or
    where all or none do."""
    if not ASKS.search(question):
        return []
    short = [n for n, words in enumerate(items) if _is_short(words)]
    return short if len(short) < len(items) else []


def _is_short(words: str) -> bool:
    if NOT_DONE.search(words):
        return True
    planned = None
    for quantity in find_quantities(words):
        value, unit = quantity.value, quantity.unit
        if value is None:
            continue
        if planned is None:
            planned = (value, unit)
        elif unit == planned[1] and REACHED.search(
            words[max(0, quantity.start - 8) : quantity.start]
        ):
            return value < planned[0]
    return False
