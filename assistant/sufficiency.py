"""Weighs the signals of sentences: which of them answers best, and how probably the best ones answer at all.

Two linear models whose weights lie beside the code (``sufficiency.json``), fitted on the dev questions by
``python -m eval calibrate``: ``line`` ranks the sentences of one question; ``answer`` is a logistic regression over
the signals of the best one and the greatest values among the best three.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.signals import matrix

FILE = Path(__file__).with_name("sufficiency.json")
GREATEST = ("near", "near_led", "around", "says")
"""Signals of which the greatest among the best sentences counts too."""
BEST = 3
"""Sentences that are the best."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``line`` and ``answer`` by signal; an answer is given from ``threshold`` on."""

    line: Mapping[str, float]
    answer: Mapping[str, float]
    bias: float
    threshold: float

    @classmethod
    def read(cls, path: Path) -> Weights:
        """The weights of a file that ``python -m eval calibrate`` wrote."""
        raw = json.loads(path.read_text(encoding="utf-8"))
        return cls(raw["line"], raw["answer"], float(raw["bias"]), float(raw["threshold"]))


@functools.cache
def weights() -> Weights:
    """The weights beside the code."""
    return Weights.read(FILE)


def line_scores(signals: Sequence[Mapping[str, float]], of: Weights) -> NDArray[np.float64]:
    """One score a sentence; a difference of 1 is e times the odds of being the right one."""
    return matrix(signals, tuple(of.line)) @ np.array(tuple(of.line.values()))


def answer_signals(
    signals: Sequence[Mapping[str, float]], scores: NDArray[np.float64]
) -> dict[str, float]:
    """What ``answer`` weighs: the best sentence's signals, the greatest of the best, and how far the best one
    stands above the next five."""
    order = np.argsort(-scores, kind="stable")
    best = [signals[i] for i in order[:BEST]]
    ahead = scores[order[0]] - scores[order[1:6]].mean() if len(order) > 1 else 3.0
    greatest = {f"best_{name}": max(row[name] for row in best) for name in GREATEST}
    return {**best[0], **greatest, "ahead": min(float(ahead), 3.0) / 3}


def probability(told: Mapping[str, float], of: Weights) -> float:
    """That the best sentences answer the question, 0 to 1; ``told`` as ``answer_signals`` gives it."""
    score = of.bias + sum(weight * told[name] for name, weight in of.answer.items())
    return float(1 / (1 + np.exp(-np.clip(score, -30, 30))))
