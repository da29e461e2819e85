"""Ways to make a true sentence wrong, one small change each: a digit, a unit, a date, a bound, a negation, a name."""

from __future__ import annotations

from eval.bench.guard_splicing import Change
from eval.bench.guard_value_changes import (
    before_after,
    bound,
    bound_dropped,
    dates_swapped,
    day,
    digit,
    han_digit,
    month,
    percent,
    swapped,
    unit,
    year,
)
from eval.bench.guard_word_changes import (
    article,
    body,
    document_number,
    modal,
    negation_dropped,
    negation_inserted,
    place,
)

CHANGES: dict[str, Change] = {
    "digit": digit, "han digit": han_digit, "unit": unit, "percent": percent, "year": year, "month": month, "day": day,
    "comparator": bound, "comparator dropped": bound_dropped, "before/after": before_after,
    "negation dropped": negation_dropped, "negation inserted": negation_inserted, "modal": modal,
    "article": article, "document number": document_number, "place": place, "body": body,
    "values swapped": swapped, "dates swapped": dates_swapped,
}  # fmt: skip
"""Kind of change → the function that makes one, or None where the sentence offers none."""
