"""A bare number of a table with its unit, which stands before the words that make it a bound: 47%以下."""

from __future__ import annotations

import re

BOUNDED = re.compile(
    r"(?P<number>[≥≤<>＞＜约]?\s*\d[\d,，.]*)(?P<bound>以[上下内]|左右|及以[上下])"
)


def bounded(words: str, unit: str) -> str:
    """The number of a bound with its unit; empty where the words are no such thing."""
    match = BOUNDED.fullmatch(words)
    return f"{match['number']}{unit}{match['bound']}" if match and unit else ""
