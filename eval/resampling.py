"""How sure a figure is: bootstrap intervals, drawn the same way in every run."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 1_000
SEED = 20261127
"""The same resamples in every run: two runs differ only by what was found."""
PLACES = 4
"""Decimal places of every figure."""
KEPT = 8
"""Draws that are kept: the figures of one group are drawn for the same few numbers of questions."""

Values = NDArray[np.float64]
Interval = tuple[float, float, float]
"""A mean and the 95% interval of its bootstrap (percentiles)."""


@lru_cache(maxsize=KEPT)
def resamples(count: int) -> NDArray[np.int64]:
    """``RESAMPLES`` rows of ``count`` places, drawn with replacement. Not to be written to."""
    generator = np.random.default_rng(SEED)
    drawn = generator.integers(0, max(count, 1), (RESAMPLES, count))
    drawn.flags.writeable = False
    return drawn


def interval(values: Values, draw: NDArray[np.int64]) -> Interval:
    """The mean, and the 2.5th and 97.5th percentile of the resampled means."""
    if not len(values):
        return (0.0, 0.0, 0.0)
    lo, hi = np.percentile(values[draw].mean(axis=1), [2.5, 97.5])
    return rounded(values.mean()), rounded(lo), rounded(hi)


def quantile_interval(values: Values, share: float) -> tuple[float, float]:
    """The 95% interval of a quantile (0.5 is the median), by bootstrap."""
    drawn = np.quantile(values[resamples(len(values))], share, axis=1)
    lo, hi = np.percentile(drawn, [2.5, 97.5])
    return rounded(lo), rounded(hi)


def rounded(value: Any) -> float:
    """To the places of every figure."""
    return round(float(value), PLACES)
