"""A bare number of a table with its unit, which stands before the words that make it a bound: 47%以下."""

from __future__ import annotations

import re

BOUNDED = re.compile(
    r"(?P<number>[≥≤<>＞＜约]?\s*\d[\d,，.]*)(?P<bound>以[上下内]|左右|及以[上下])"
)


COUNTED = re.compile(
    r"(?:多少|几)(?P<word>[个名人位所家辆台间套门项张册本份节场处班])(?!月|半|小时|百分|工作日)"
)
PLACES_GIVEN = re.compile(r"名额|学位|岗位数|指标数")
"""What is counted by 个 wherever it is given out."""


def counted_by(question: str) -> str:
    """The measure word by which a question counts, for numbers that their table writes without one; empty where it
    tells none."""
    if said := COUNTED.search(question):
        return said["word"]
    return "个" if PLACES_GIVEN.search(question) else ""


def bounded(words: str, unit: str) -> str:
    """The number of a bound with its unit; empty where the words are no such thing."""
    match = BOUNDED.fullmatch(words)
    return f"{match['number']}{unit}{match['bound']}" if match and unit else ""
