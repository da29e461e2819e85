"""Weighs the signals of sentences: which of them answers best, and how probably the best ones answer at all.

Three linear models whose weights lie beside the code (``sufficiency.json``), fitted on the dev questions by
``python -m eval calibrate``: ``first`` ranks the sentences of one question that are then read again
(``reading_again``), ``line`` ranks them with what the reader says; ``answer`` is a logistic regression over the
signals of the best one and the greatest values among the best three.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.signals import matrix

FILE = Path(__file__).with_name("sufficiency.json")
GREATEST = ("near", "near_led", "around", "says", "read")
"""Signals of which the greatest among the best sentences counts too."""
BEST = 3
"""Sentences that are the best."""


OF_ANOTHER = ("contradicts", "other_time", "other_scope")
"""Signals of a sentence whose value is certainly another than the one asked for."""


SURE = 0.05
"""How sure the reader must be of a sentence that seems to lack the kind of value or name asked for."""


def may_answer(row: Mapping[str, float]) -> bool:
    """A certain rule before all weights: what asks itself does not answer, nor does a value of another year, scope or
    number than the one asked for; a sentence that seems to hold no value where one is asked for, or none of the
    names asked for (a telephone, a place), answers only where the reader is sure that it does."""
    if _of_another(row):
        return False
    seems = (
        row["value"] >= 0 and row["kind"] >= 0 and not (row["value"] > 0 and row["number_absent"])
    )
    return seems or row.get("read", -1.0) >= SURE


def _of_another(row: Mapping[str, float]) -> bool:
    asks = row["contradicts"] or row["asks"]
    return bool(asks or (row["value"] > 0 and any(row[name] for name in OF_ANOTHER)))


@dataclass(frozen=True, slots=True)
class Weights:
    """``first``, ``line`` and ``answer`` by signal; an answer is given from ``threshold`` on."""

    line: Mapping[str, float]
    answer: Mapping[str, float]
    bias: float
    threshold: float
    first: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Weights:
        """The weights of a file that ``python -m eval calibrate`` wrote."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        bias, threshold = float(raw["bias"]), float(raw["threshold"])
        return cls(raw["line"], raw["answer"], bias, threshold, raw.get("first", {}))


@functools.cache
def weights() -> Weights:
    """The weights beside the code."""
    return Weights.read(FILE)


def first_order(signals: Sequence[Mapping[str, float]], of: Weights) -> list[int]:
    """The places of the sentences, best first as far as can be said before they are read: those that may answer, then
    the others."""
    scores = _scores(signals, of.first)
    last = [_of_another(row) for row in signals]
    return sorted(range(len(signals)), key=lambda n: (last[n], -scores[n]))


def line_scores(signals: Sequence[Mapping[str, float]], of: Weights) -> NDArray[np.float64]:
    """One score a sentence; a difference of 1 is e times the odds of being the right one."""
    return _scores(signals, of.line)


def _scores(
    signals: Sequence[Mapping[str, float]], weights: Mapping[str, float]
) -> NDArray[np.float64]:
    return np.asarray(matrix(signals, tuple(weights)) @ np.array(tuple(weights.values())))


def answer_signals(
    signals: Sequence[Mapping[str, float]], scores: NDArray[np.float64]
) -> dict[str, float]:
    """What ``answer`` weighs, of the sentences that may answer (one at least): the best one's signals, the greatest
    of the best, how far the best one stands above the next five and below the best of all."""
    order = [i for i in np.argsort(-scores, kind="stable") if may_answer(signals[i])]
    best = [signals[i] for i in order[:BEST]]
    ahead = scores[order[0]] - scores[order[1:6]].mean() if len(order) > 1 else 3.0
    greatest = {f"best_{name}": max(row[name] for row in best) for name in GREATEST}
    below = min(float(scores.max() - scores[order[0]]), 3.0) / 3
    return {**best[0], **greatest, "ahead": min(float(ahead), 3.0) / 3, "below": below}


def probability(told: Mapping[str, float], of: Weights) -> float:
    """That the best sentences answer the question, 0 to 1; ``told`` as ``answer_signals`` gives it."""
    score = of.bias + sum(weight * told[name] for name, weight in of.answer.items())
    return float(1 / (1 + np.exp(-np.clip(score, -30, 30))))
