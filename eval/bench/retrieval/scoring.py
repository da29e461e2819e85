"""From found passages to figures: ranks a question, means with bootstrap intervals, paired differences."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval import matching
from eval.bench.retrieval.records import DEPTH, Asked, Found, Spot, Wanted
from eval.resampling import Values, interval, resamples, rounded

SINGLE = ("lexical", "dense")
"""The sides that the fusion is measured against."""
BUDGET = 1_500
"""Code points of found text that stand for what fits beside a question."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """Where a list of hits holds what is asked, counted from 1; None where it does not."""

    whole: int | None
    """The first rank by which one gold alternative is there with all its parts."""
    first: int | None
    """The first hit that holds any part."""
    document: int | None = None
    """The first hit of a document that holds any part."""
    read: int = 0
    """Code points of the hits down to ``whole``: what a reader, or a model, has read by then."""


METRICS: dict[str, Callable[[Ranks], float]] = {
    "R@1": lambda ranks: _within(ranks, 1),
    "R@5": lambda ranks: _within(ranks, 5),
    "R@10": lambda ranks: _within(ranks, DEPTH),
    "MRR": lambda ranks: 1 / ranks.first if ranks.first else 0.0,
    "nDCG@10": lambda ranks: 1 / math.log2(1 + ranks.whole) if ranks.whole else 0.0,
    "doc@1": lambda ranks: float(ranks.document == 1),
    f"R@{BUDGET}c": lambda ranks: float(ranks.whole is not None and ranks.read <= BUDGET),
}
"""Per question, between 0 and 1. nDCG is binary: one alternative, gained where it is complete. The last
counts code points instead of passages, so that longer passages are no advantage."""


def _within(ranks: Ranks, k: int) -> float:
    return float(ranks.whole is not None and ranks.whole <= k)


def ranks(asked: Asked, hits: Sequence[Found]) -> Ranks:
    """Where the first ``DEPTH`` hits hold the question's gold."""
    places = [[_rank(wanted, hits[:DEPTH]) for wanted in group] for group in asked.gold]
    wholes = [max(r for r in group if r) for group in places if group and all(group)]
    firsts = [rank for group in places for rank in group if rank]
    whole = min(wholes, default=None)
    read = sum(hit.end - hit.start for hit in hits[:whole]) if whole else 0
    return Ranks(whole, min(firsts, default=None), _document(asked, hits), read)


def _rank(wanted: Wanted, hits: Sequence[Found]) -> int | None:
    return next((n for n, hit in enumerate(hits, 1) if holds(hit, wanted)), None)


def _document(asked: Asked, hits: Sequence[Found]) -> int | None:
    parts = [wanted for group in asked.gold for wanted in group]
    return next((n for n, hit in enumerate(hits, 1) if any(_same(hit, w) for w in parts)), None)


def _same(hit: Found, wanted: Wanted) -> bool:
    """They are of one document."""
    if isinstance(wanted, Spot):
        return hit.document_id == wanted.document_id
    return matching.same_source(hit.passage, wanted)


def holds(hit: Found, wanted: Wanted) -> bool:
    """The hit holds the quote; of a spot, they share at least half of the shorter one."""
    if not isinstance(wanted, Spot):
        return matching.holds(hit.passage, wanted)
    shared = min(hit.end, wanted.end) - max(hit.start, wanted.start)
    shorter = min(hit.end - hit.start, wanted.end - wanted.start)
    return _same(hit, wanted) and shared >= max(1, matching.OVERLAP * shorter)


def figures(by_system: Mapping[str, Sequence[Ranks]]) -> dict[str, Any]:
    """Every metric of every system with its interval; ``fused_minus_best`` where both are there."""
    values = {
        system: {name: np.array([of(r) for r in found]) for name, of in METRICS.items()}
        for system, found in by_system.items()
    }
    draw = resamples(len(next(iter(by_system.values()), ())))
    result: dict[str, Any] = {
        "systems": {
            system: {name: interval(one, draw) for name, one in row.items()}
            for system, row in values.items()
        }
    }
    best = _against_best(values, draw)
    return result | ({"fused_minus_best": best} if best else {})


def _against_best(values: dict[str, dict[str, Values]], draw: NDArray[np.int64]) -> dict[str, Any]:
    """Per metric: the better single side and how far the fusion is above it, question by question."""
    singles = [name for name in SINGLE if name in values]
    if "fused" not in values or not singles:
        return {}
    rows: dict[str, Any] = {}
    for name, ours in values["fused"].items():
        best = max(singles, key=lambda single: float(values[single][name].sum()))
        rows[name] = {"best": best, "difference": interval(ours - values[best][name], draw)}
    return rows


def median(values: Iterable[float]) -> float:
    """The median, rounded; 0 of nothing."""
    known = list(values)
    return rounded(np.median(known)) if known else 0.0
