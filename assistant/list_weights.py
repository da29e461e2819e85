"""Weighs the signals of lists: which list of those found is the one asked for, and how probably it answers.

Two linear models whose weights lie beside the code (``list_weights.json``), fitted on the dev questions by
``python -m eval calibrate --lists``: ``line`` ranks the lists of one question; ``answer`` is a logistic regression
over the signals of the best one.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from assistant.sufficiency import Weights

FILE = Path(__file__).with_name("list_weights.json")


@functools.cache
def weights() -> Weights:
    """The weights beside the code."""
    return Weights.read(FILE)


def score(signals: Mapping[str, float], of: Weights) -> float:
    """A list's score; a difference of 1 is e times the odds of being the right one."""
    return float(sum(weight * signals[name] for name, weight in of.line.items()))


def probability(told: Mapping[str, float], of: Weights) -> float:
    """That the best list answers, 0 to 1; ``told`` as ``list_signals.answer_signals`` gives it."""
    total = of.bias + sum(weight * told[name] for name, weight in of.answer.items())
    return float(1 / (1 + np.exp(-np.clip(total, -30, 30))))
