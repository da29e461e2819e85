"""Can two values of one indicator both hold? 1200元 and 不低于1200元 can, 3200 and 3500 cannot."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ingest.records import Target

INFINITE = Decimal("Infinity")
ABOUT = Decimal("0.1")
"""How far 约 may be off."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The values that a target allows, both ends included."""

    lo: Decimal
    hi: Decimal

    @property
    def is_floor(self) -> bool:
        """At least so much."""
        return self.hi == INFINITE and self.lo != -INFINITE

    @property
    def is_ceiling(self) -> bool:
        """At most so much."""
        return self.lo == -INFINITE and self.hi != INFINITE

    def meets(self, other: Reach) -> bool:
        """Is there a value that both allow?"""
        return self.lo <= other.hi and other.lo <= self.hi


def contradict(one: Target, other: Target, *, lower: bool = False) -> bool:
    """Do two targets for the same thing and time ask for different values?

    Two floors, or two ceilings, of one place contradict each other where they differ: an aim of 95%
    and one of 98%. Everything else contradicts where no value satisfies both.

    With ``lower`` the second is set by a place below the first: it may be stricter but not laxer than
    a floor or ceiling. Sums and rates of the whole are no rule for a part.
    """
    first, second = reach(one), reach(other)
    if first is None or second is None or (lower and not (first.is_floor or first.is_ceiling)):
        return False
    if first.is_floor and second.is_floor:
        return second.lo < first.lo if lower else first.lo != second.lo
    if first.is_ceiling and second.is_ceiling:
        return second.hi > first.hi if lower else first.hi != second.hi
    return not first.meets(second)


def reach(fact: Target) -> Reach | None:
    """The values a target allows; None where it has none that can be compared."""
    value, kind = fact.value, fact.comparator
    if kind in ("ge", "gt"):
        low = fact.lo if value is None else value
        return None if low is None else Reach(low, INFINITE)
    if kind in ("le", "lt"):
        high = fact.hi if value is None else value
        return None if high is None else Reach(-INFINITE, high)
    if kind == "range" or value is None:
        return None if fact.lo is None or fact.hi is None else Reach(fact.lo, fact.hi)
    if kind == "approx":
        return Reach(value - abs(value) * ABOUT, value + abs(value) * ABOUT)
    return Reach(value, value)
