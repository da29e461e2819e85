"""What a person types of a fact, completed from the document's own words: where a value stands, what a
time means; and what a sentence offers for a new row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from ingest import fact_edits
from ingest.grammar import find_quantities, find_times
from ingest.records import Fact, Metadata, PartialDate, Target

if TYPE_CHECKING:
    from ingest.grammar.quantities import Quantity
    from ingest.grammar.times import TimeSpan

LONG_PLAN = 2
"""Years between first and last from which a plan gives its dates no year (as ingest reads them)."""
NUMBERING = re.compile(
    r"^\s*(?:[（(]?[\d一二三四五六七八九十]+[）)、.．]|第[\d一二三四五六七八九十]+条)\s*"
)
"""The printed number of an item at the head of a sentence."""
EDGES = " \t\n　，,、。；;：:"
VERBS = re.compile(r"(?:力争|确保|实现|达到|提高到|控制在|不低于|不少于|不超过|至少|为|是|共|约)+$")
"""Words between an indicator and its value that belong to neither."""


def as_typed(fields: Mapping[str, object]) -> dict[str, str]:
    """Fields as text: decimals in digits, days in EDTF, None as nothing."""
    return {name: _text(value) for name, value in fields.items()}


def _text(value: object) -> str:
    if value is None:
        return ""
    return fact_edits.plain_number(value) if isinstance(value, Decimal) else str(value)


def completed(fact: Fact, typed: Mapping[str, str], metadata: Metadata) -> dict[str, str]:
    """Corrections with what follows from them: days from the words of a time, the place of a value.

    Raises:
        SettingsError: a field or value cannot be used.
    """
    full = _timed(fact_edits.check(fact.kind, typed), metadata)
    given_back = any(value in fact_edits.GIVE_BACK for value in full.values())
    if isinstance(fact, Target) and "span" not in full and not given_back:
        after = fact_edits.apply(fact, full)
        if isinstance(after, Target) and any(n in full for n in (*fact_edits.NUMBERS, "unit")):
            full |= _placed(after)
    return full


def _timed(typed: dict[str, str], metadata: Metadata) -> dict[str, str]:
    """The days that the words of a time mean, where a person typed no days."""
    if "time_lo" in typed or "time_hi" in typed:
        return {"time_relation": "auto", "time_precision": "auto", **typed}
    if "time" not in typed or typed["time"] in fact_edits.GIVE_BACK:
        return typed
    found = _first_time(typed["time"], metadata)
    if found is None:
        return {**typed, "time_lo": "", "time_hi": "", "time_relation": "auto"}
    return {
        **typed, **_days(found), "time_relation": found.relation,
        "time_precision": found.precision, "time_recurring": "true" if found.recurring else "",
    }  # fmt: skip


def times(text: str, metadata: Metadata) -> tuple[TimeSpan, ...]:
    """The times of some words as those of a document with this metadata."""
    issued = metadata.issued.to_date() if metadata.issued else None
    return find_times(text, reference=issued, plan_year=_plan_year(metadata))


def _first_time(text: str, metadata: Metadata) -> TimeSpan | None:
    return next(iter(times(text, metadata)), None)


def _plan_year(metadata: Metadata) -> int | None:
    first, last = metadata.plan_year, metadata.plan_until
    long = first is not None and last is not None and last - first > LONG_PLAN
    return None if long and "plan_year" not in metadata.edited else first


def _days(time: TimeSpan) -> dict[str, str]:
    def say(day: PartialDate | None) -> str:
        return "" if day is None else str(day)

    return {"time_lo": say(time.lo), "time_hi": say(time.hi)}


def _placed(after: Target) -> dict[str, str]:
    """Where the quote says this value itself; nothing where it does not."""
    saying = [q for q in find_quantities(after.quote) if _says(q, after)]
    if not saying:
        return {}
    old = after.span.start - after.start
    best = min(saying, key=lambda q: abs(q.start - old))
    return {"span": f"{best.start}-{best.end}"}


def _says(quantity: Quantity, target: Target) -> bool:
    if quantity.unit.split("/")[0] != target.unit.split("/")[0]:
        return False
    if target.comparator == "range":
        return (quantity.lo, quantity.hi) == (target.lo, target.hi)
    return quantity.value == target.value


# --- a new row --------------------------------------------------------------------------------


def offered(kind: str, quote: str, metadata: Metadata) -> dict[str, str]:
    """What a sentence offers for a new row of a kind: its first value or time; the rest is empty.

    Raises:
        SettingsError: no such kind.
    """
    fact_edits.fields_of(kind)
    fields = dict.fromkeys(fact_edits.FORM[kind], "")
    time = _first_time(quote, metadata)
    if time is not None:
        fields |= {"time": time.text, **_days(time)}
    words = NUMBERING.sub("", quote)
    if kind == "deadline":
        left = words.replace(time.text, "", 1) if time is not None else words
        fields["action"] = left.strip(EDGES)
        return fields
    quantity = next(iter(find_quantities(quote)), None)
    fields["comparator"] = "eq"
    if quantity is not None:
        numbers = {name: getattr(quantity, name) for name in ("value", "lo", "hi")}
        fields |= as_typed({**numbers, "comparator": quantity.comparator, "unit": quantity.unit})
        clause = re.split(r"[，,；;：:]", quote[: quantity.start])[-1]
        fields["indicator"] = VERBS.sub("", NUMBERING.sub("", clause).strip(EDGES)).strip(EDGES)
    return fields


def filled(kind: str, quote: str, typed: Mapping[str, str], metadata: Metadata) -> dict[str, str]:
    """The fields of a new row, completed like corrections.

    Raises:
        SettingsError: a field is missing or cannot be used.
    """
    full = _timed(fact_edits.check(kind, typed), metadata)
    full = {name: value for name, value in full.items() if value not in fact_edits.GIVE_BACK}
    made = fact_edits.new_fact(kind, "", (), quote, 0, full)
    return {**full, **_placed(made)} if isinstance(made, Target) and "span" not in full else full
