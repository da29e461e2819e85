"""Facts as a person would type them, and what differs between two of them."""

from __future__ import annotations

from ingest.fact_edits.fields import FORM, NUMBERS
from ingest.fact_edits.numbers import plain_number
from ingest.records import Fact, Target


def written(fact: Fact) -> dict[str, str]:
    """The fields of a fact that a person sees, as typed."""
    time = fact.time
    said = {
        "time": time.raw if time else "",
        "time_lo": str(time.lo) if time and time.lo else "",
        "time_hi": str(time.hi) if time and time.hi else "",
    }
    if isinstance(fact, Target):
        said |= {name: plain_number(getattr(fact, name)) for name in NUMBERS}
    return {name: said[name] if name in said else getattr(fact, name) for name in FORM[fact.kind]}


def differences(before: Fact, after: Fact) -> tuple[tuple[str, str, str], ...]:
    """(field, before, after) for every field that a person can see changed."""
    old, new = written(before), written(after)
    return tuple((name, old[name], new[name]) for name in old if old[name] != new[name])
