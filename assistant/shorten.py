"""Says a sentence no longer than the question needs: the clauses that hold the value asked for with their subject,
their condition and their exception; what is left out is marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.sentences import CLAUSE

PROPORTIONATE = 60
"""Code points from which a sentence that answers with a value is shortened."""
BOUND_ON = re.compile(r"^(?:但|除|不含|不包括|其中|并且?应当|否则|逾期|最[高低多少]|[到至]\d)")
"""A clause that changes what the one before it says, or ends the span of time that it begins."""
KEPT = 0.92
"""Share of what the whole sentence says of the matter that the clauses kept must say."""
ALIKE = 0.02
"""Difference up to which clauses say as much of the matter: the question does not choose between them."""
ELLIPSIS = "……"


def shortened_to_value(
    sentence: str,
    has_value: Callable[[str], bool],
    told: Callable[[str], float],
    *,
    every: bool = False,
) -> str:
    """The clauses that hold the value, from the nearest one on that says whose it is.

    Args:
        has_value: Does a clause hold a value of the kind asked for?
        told: How much of the matter some words say, 0 to 1.
        every: Are all values asked for that stand side by side?
    """
    if len(sentence) <= PROPORTIONATE:
        return sentence
    clauses = [m.group() for m in CLAUSE.finditer(sentence)]
    holding = [i for i, clause in enumerate(clauses) if has_value(clause)]
    if not holding or len(clauses) < 2:
        return sentence
    whole = told(sentence)
    spans = [_span(clauses, i, whole, told) for i in holding]
    says = [told("".join(clauses[first:last])) for first, last in spans]
    alike = [span for span, said in zip(spans, says, strict=True) if max(says) - said <= ALIKE]
    first, last = min(first for first, _ in alike), max(last for _, last in alike)
    while every and last in holding:
        last += 1
    while every and first - 1 in holding:
        first -= 1
    words = "".join(clauses[first:last])
    if len(words) > 0.8 * len(sentence):
        return sentence
    head = ELLIPSIS if first > 0 else ""
    tail = ELLIPSIS if last < len(clauses) else ""
    return f"{head}{words.rstrip('，,；;') if tail else words}{tail}"


def _span(
    clauses: Sequence[str], at: int, whole: float, told: Callable[[str], float]
) -> tuple[int, int]:
    """Clauses from the one that says whose the value is to the exception that follows it."""
    first, last = at, at + 1
    while last < len(clauses) and BOUND_ON.search(clauses[last]):
        last += 1
    while first > 0 and told("".join(clauses[first:last])) < KEPT * whole:
        first -= 1
    return first, last
