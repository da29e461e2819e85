"""Fits the weights of ``assistant.sufficiency`` to examples, with numpy alone: a listwise ranking of sentences and a
logistic regression whose weights keep the sign that their meaning has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

RIDGE_LINE, RIDGE_ANSWER = 3.0, 10.0
"""How strongly weights are held near zero, chosen by cross-validation over documents."""
STEPS, RATE = 400, 0.3
SPEAKS_FOR = frozenset(
    [
        "own",
        "led",
        "around",
        "soft",
        "soft_led",
        "soft_around",
        "near",
        "near_led",
        "near_passage",
        "lent",
        "lent_around",
        "says",
        "value",
        "may",
        "who",
        "which",
        "how",
        "kind",
        "first",
        "read",
        "best_read",
        "ahead",
        "best_near",
        "best_near_led",
        "best_around",
        "best_says",
    ]
)
SPEAKS_AGAINST = frozenset(
    [
        "below",
        "behind",
        "lack_all",
        "lack_worst",
        "lack_focus",
        "lack_focus_all",
        "untold_all",
        "untold_worst",
        "absent_known",
        "absent_strange",
        "contradicts",
        "other_scope",
        "other_time",
        "other_matter",
        "scope_absent",
        "number_absent",
        "lack_before",
        "lack_after",
        "unit_absent",
        "matter",
        "long",
        "unended",
    ]
)
"""Signals that can only make an answer more, or less, probable. One whose fitted weight has the other sign is left
out: with few questions it has learnt their accidents. The others do not enter."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The sentences of one question: signals [sentences, names] and which of them are right."""

    signals: Array
    right: NDArray[np.bool_]


def fit_line(rankings: Sequence[Ranking]) -> Array:
    """Weights [names] that make the right sentences of each question probable among all of it (softmax)."""
    size = rankings[0].signals.shape[1]
    weights, mean, square = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        slope = (RIDGE_LINE * weights + sum(_slope(one, weights) for one in rankings)) / len(
            rankings
        )
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        ahead = mean / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-8)
        weights = weights - RATE * (1 - 0.9 * step / STEPS) * ahead
    return weights


def _slope(one: Ranking, weights: Array) -> Array:
    scores = one.signals @ weights
    all_ = np.exp(scores - scores.max())
    all_ /= all_.sum()
    right = all_ * one.right
    return np.asarray((all_ - right / right.sum()) @ one.signals)


def fit_answer(
    rows: Sequence[Mapping[str, float]], answered: Array, weight: Array
) -> tuple[dict[str, float], float]:
    """Weights by signal and the bias of a logistic regression.

    Args:
        rows: One mapping a question, as ``sufficiency.answer_signals`` makes them.
        answered: [rows] 1 where the question should be answered, 0 where refused.
        weight: [rows] how much each counts.
    """
    names = [name for name in rows[0] if name in SPEAKS_FOR | SPEAKS_AGAINST]
    while True:
        table = np.array([[row[name] for name in names] for row in rows])
        fitted, bias = logistic(table, answered, weight)
        wrong = {
            name for name, value in zip(names, fitted, strict=True)
            if (value < 0 if name in SPEAKS_FOR else value > 0)
        }  # fmt: skip
        if not wrong:
            return dict(zip(names, map(float, fitted), strict=True)), bias
        names = [name for name in names if name not in wrong]


def logistic(table: Array, answered: Array, weight: Array) -> tuple[Array, float]:
    """Newton's method on standardised columns; the weights are given for the columns as they are."""
    centre, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    columns = np.c_[np.ones(len(table)), (table - centre) / spread]
    ridge = np.r_[1e-6, np.full(table.shape[1], RIDGE_ANSWER)]
    fitted = np.zeros(columns.shape[1])
    for _ in range(40):
        chance = 1 / (1 + np.exp(-np.clip(columns @ fitted, -30, 30)))
        slope = columns.T @ (weight * (chance - answered)) + ridge * fitted
        curve = (columns * (weight * chance * (1 - chance))[:, None]).T @ columns + np.diag(ridge)
        fitted = fitted - np.linalg.solve(curve, slope)
    return fitted[1:] / spread, float(fitted[0] - (fitted[1:] * centre / spread).sum())
