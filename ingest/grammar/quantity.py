"""What a quantity is: a number with its unit, a span of the untouched text."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ingest.records import Comparator


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit. ``value`` is in the unit's base and None for a range.

    ``lo`` and ``hi`` bound the value where the words bound it; ``kind`` is the unit's kind.
    """

    start: int
    end: int
    text: str
    value: Decimal | None
    unit: str
    comparator: Comparator
    lo: Decimal | None = None
    hi: Decimal | None = None
    lo_inclusive: bool = True
    hi_inclusive: bool = True
    value_from: Decimal | None = None
    kind: str = ""


def bounded(quantity: Quantity, comparator: Comparator) -> Quantity:
    """The same quantity with the bounds and the inclusion that a comparator gives its value."""
    value = quantity.value
    return Quantity(
        quantity.start, quantity.end, quantity.text, value, quantity.unit, comparator,
        value if comparator in ("ge", "gt") else None, value if comparator in ("le", "lt") else None,
        comparator != "gt", comparator != "lt", kind=quantity.kind,
    )  # fmt: skip


def within(
    quantity: Quantity, value: Decimal | None, comparator: Comparator, lo: Decimal, hi: Decimal
) -> Quantity:
    """The same quantity between two ends; a range (2—3所) has no value of its own, 7000多万元 has."""
    return Quantity(
        quantity.start, quantity.end, quantity.text, value, quantity.unit, comparator, lo, hi,
        comparator != "gt", kind=quantity.kind,
    )  # fmt: skip
