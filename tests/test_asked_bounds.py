"""Bounds that a question sets, with and without a unit; days and clocks set none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.asked_bounds import bounds_of


@pytest.mark.parametrize(
    ("text", "lo", "hi", "unit"),
    [
        ("学费超过5500的专业", 5500, None, ""),
        ("一个月八百块以内的园", None, 800, "元"),
        ("投资不到1.2亿元的工程", None, 120000000, "元"),
        ("校车比60辆多的县", 60, None, "辆"),
        ("招300到500人之间的学校", 300, 500, "人"),
        ("学费不超过一万二", None, 12000, ""),
    ],
)
def test_bounds(text: str, lo: int | None, hi: int | None, unit: str) -> None:
    (bound,) = bounds_of(text)
    assert (bound.lo, bound.hi, bound.unit) == (lo, hi, unit)


def test_inclusion_follows_the_civil_code() -> None:
    (over,), (upward,) = bounds_of("超过90人的"), bounds_of("90人以上的")
    assert not over.holds(Decimal(90)) and upward.holds(Decimal(90))


def test_days_and_clocks_are_no_bounds() -> None:
    assert bounds_of("5月15日以内报名的") == ()
    assert bounds_of("17:30以后接的") == ()
