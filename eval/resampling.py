"""How sure a mean is: bootstrap intervals, drawn the same way in every run."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1_000
SEED = 20261127
"""The same resamples in every run: two runs differ only by what was found."""
PLACES = 4
"""Decimal places of every figure."""

Values = NDArray[np.float64]
Interval = tuple[float, float, float]
"""A mean and the 95% interval of its bootstrap (percentiles)."""


def resamples(count: int) -> NDArray[np.int64]:
    """``RESAMPLES`` rows of ``count`` places, drawn with replacement."""
    generator = np.random.default_rng(SEED)
    return generator.integers(0, max(count, 1), (RESAMPLES, count))


def interval(values: Values, draw: NDArray[np.int64]) -> Interval:
    """The mean, and the 2.5th and 97.5th percentile of the resampled means."""
    if not len(values):
        return (0.0, 0.0, 0.0)
    lo, hi = np.percentile(values[draw].mean(axis=1), [2.5, 97.5])
    return rounded(values.mean()), rounded(lo), rounded(hi)


def rounded(value: Any) -> float:
    """To the places of every figure."""
    return round(float(value), PLACES)
