"""Of values given to several groups one after another (管理人员…；技术工人…) the one of the group that the question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.candidates import Candidate
from assistant.parallel_values import asks_for_all
from assistant.terms import folded

RUN = re.compile(r"[一-鿿]+")
SHORTEST = 3
"""Characters of a name in the words of the question."""
APART = 1
"""Code points between two clauses side by side."""


def named_alone(question: str, lines: Sequence[Candidate]) -> Candidate | None:
    """The only one of clauses side by side that holds a name of the question; None where none or several do, or the
    question asks for all."""
    in_order = sorted(lines, key=lambda line: line.span.start)
    beside = all(
        a.chunk.id == b.chunk.id and b.span.start - a.span.end <= APART
        for a, b in pairwise(in_order)
    )
    if len(lines) < 2 or not beside or asks_for_all(question):
        return None
    names = _names(folded(question))
    held = [{name for name in names if name in folded(line.text)} for line in lines]
    own = [
        line for n, line in enumerate(lines)
        if held[n] - set().union(*(other for m, other in enumerate(held) if m != n))
    ]  # fmt: skip
    return own[0] if len(own) == 1 else None


def _names(question: str) -> set[str]:
    """All stretches of the question that may be a name."""
    return {
        run[at : at + SHORTEST]
        for run in RUN.findall(question)
        for at in range(len(run) - SHORTEST + 1)
    }
