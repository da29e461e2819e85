"""Whether the number a person tells of their case meets the one condition that a rule sets: 8 months of 满1年."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from assistant.rungs import MARKS, Rung, Told, rungs, told

MONTHS, DAYS = Decimal(12), Decimal(30)
CONDITION = re.compile(r"满|须|应|要|不[少低]于|至少|以[上下内]|不足|不满|未满|不超过|不[得能]")
"""What makes a number a condition, and no amount that somebody gets."""
ASKS_WHETHER = re.compile(r"吗|[不没]$|[能可算行够符]不|能否|可否|是否|还能|有没有")


def unmet(question: str, words: str) -> str:
    """“不符合这一条件：备案满1年”, where a question whether something is so tells a number and the words set just one
    condition of its measure, which the number does not meet; else empty."""
    own = told(question) if ASKS_WHETHER.search(question.rstrip("？?。！! ")) else None
    if own is None:
        return ""
    for of in _as_measured(own):
        cases = rungs(words, of.measure)
        if len(cases) == 1 and not cases[0].holds(of.value):
            clause = _clause(words, cases[0])
            return f"不符合这一条件：{clause}" if CONDITION.search(clause) else ""
    return ""


def _as_measured(own: Told) -> Iterator[Told]:
    """The number as told, and months as the part of a year that they are, or years in months."""
    yield own
    if own.measure == "days" and own.text.endswith("月"):
        yield Told("years", own.value / DAYS / MONTHS, own.text)
    if own.measure == "years":
        yield Told("days", own.value * MONTHS * DAYS, own.text)


def _clause(words: str, case: Rung) -> str:
    """The clause that sets a condition."""
    start = max(words.rfind(mark, 0, case.start) for mark in MARKS) + 1
    ends = [at for mark in MARKS if (at := words.find(mark, case.end)) >= 0]
    return words[start : min(ends, default=len(words))].strip()
