"""Was the passage found? Recall, reciprocal rank and nDCG of the hits, by the gold's own words."""

from __future__ import annotations

from collections.abc import Iterable
from math import log2

from eval.matching import holds
from eval.outcomes import Outcome, Passage
from eval.questions import Gold, Question

DEPTHS = (1, 3, 5, 10)
"""How many of the first hits are looked at: the points of the retrieval curve."""
DEEPEST = DEPTHS[-1]


def hit_at(question: Question, outcome: Outcome, k: int) -> float | None:
    """Do the first k hits hold every quote of one gold alternative?"""
    if not question.gold:
        return None
    return float(any(_held(group, outcome.hits[:k]) == len(group) for group in question.gold))


def recall_at(question: Question, outcome: Outcome, k: int) -> float | None:
    """Share of the best gold alternative's quotes that the first k hits hold."""
    if not question.gold:
        return None
    return max(_held(group, outcome.hits[:k]) / len(group) for group in question.gold)


def reciprocal_rank(question: Question, outcome: Outcome) -> float | None:
    """1 / rank of the first hit that holds any gold quote; 0 where none does."""
    if not question.gold:
        return None
    quotes = _quotes(question)
    for rank, hit in enumerate(outcome.hits, 1):
        if any(holds(hit, gold) for gold in quotes):
            return 1.0 / rank
    return 0.0


def ndcg_at(question: Question, outcome: Outcome, k: int = DEEPEST) -> float | None:
    """nDCG of the first k hits with every gold quote, of whichever alternative, as one relevant thing.

    A hit gains one for each quote that no hit before it held, over log2(1 + rank); the ideal holds one
    new quote at each rank (Järvelin and Kekäläinen 2002, binary grades). One passage may hold several
    quotes, so the ratio is cut at 1.
    """
    if not question.gold:
        return None
    left = _quotes(question)
    ideal = sum(1 / log2(1 + rank) for rank in range(1, min(k, len(left)) + 1))
    gained = 0.0
    for rank, hit in enumerate(outcome.hits[:k], 1):
        new = [gold for gold in left if holds(hit, gold)]
        gained += len(new) / log2(1 + rank)
        left = [gold for gold in left if gold not in new]
    return min(1.0, gained / ideal)


def _quotes(question: Question) -> list[Gold]:
    return list(dict.fromkeys(gold for group in question.gold for gold in group))


def _held(group: Iterable[Gold], hits: tuple[Passage, ...]) -> int:
    return sum(any(holds(hit, gold) for hit in hits) for gold in group)
