"""Is one run better than another? Question by question: bootstrap of the differences, exact tests for p."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import comb
from typing import Any

import numpy as np

from eval.resampling import SEED, Values, interval, resamples, rounded

FLIPS = 10_000
"""Random assignments of the two runs that the sign test draws."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Means of the same questions in two runs; ``delta`` = now − before with its 95% interval; ``p`` is
    two-sided."""

    questions: int
    before: float
    now: float
    delta: float
    lo: float
    hi: float
    p: float

    def as_row(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def paired(before: Sequence[float], now: Sequence[float]) -> Difference:
    """Holds two runs against each other; both lists in the same order of questions.

    The interval is the percentile bootstrap of the mean difference, resampled by question. p is McNemar's
    exact test where all scores are 0 or 1 (Dietterich 1998), else a sign-flip permutation test.
    """
    old, new = np.asarray(before, float), np.asarray(now, float)
    if not len(old):
        return Difference(0, 0.0, 0.0, 0.0, 0.0, 0.0, 1.0)
    delta, lo, hi = interval(new - old, resamples(len(old)))
    binary = bool(np.isin(np.concatenate([old, new]), (0.0, 1.0)).all())
    fixed, broken = int((new > old).sum()), int((new < old).sum())
    p = mcnemar(fixed, broken) if binary else sign_flip(new - old)
    return Difference(len(old), rounded(old.mean()), rounded(new.mean()), delta, lo, hi, rounded(p))


def mcnemar(fixed: int, broken: int) -> float:
    """Two-sided exact p of as many questions fixed and broken, were both as likely."""
    changed = fixed + broken
    tail = sum(comb(changed, k) for k in range(min(fixed, broken) + 1))
    return float(min(1.0, 2 * tail / 2**changed))


def sign_flip(differences: Values) -> float:
    """Two-sided p of a mean as far from 0, were every question as likely to differ the other way.

    Drawn the same way in every run; the observed assignment counts as one draw (Phipson and Smyth 2010).
    """
    changed = differences[differences != 0]
    if not len(changed):
        return 1.0
    generator = np.random.default_rng(SEED)
    signs = generator.integers(0, 2, (FLIPS, len(changed)), dtype=np.int8) * 2 - 1
    reached = np.abs(signs @ changed) >= abs(changed.sum()) - 1e-9
    return float((reached.sum() + 1) / (FLIPS + 1))
