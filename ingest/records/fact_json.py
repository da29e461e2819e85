"""Facts as JSON: what ``python -m ingest facts --json`` prints."""

from __future__ import annotations

from decimal import Decimal

from ingest.records.facts import Deadline, Fact, FactTime, Origin


def fact_to_json(
    fact: Fact, *, document: str, source: str, origin: Origin = "machine", edited_by: str = ""
) -> dict[str, object]:
    """A fact as ``python -m ingest facts --json`` prints it: decimals as strings, days as EDTF."""
    common: dict[str, object] = {
        "id": fact.id,
        "kind": fact.kind,
        "document_id": fact.document_id,
        "document": document,
        "source": source,
        "section": list(fact.section),
        "quote": fact.quote,
        "start": fact.start,
        "end": fact.end,
        "span_start": fact.span.start,
        "span_end": fact.span.end,
        "context": [[span.start, span.end] for span in fact.context],
        "owner": fact.owner,
        "time": None if fact.time is None else time_to_json(fact.time),
        "origin": origin,
        "edited_by": edited_by,
    }
    if isinstance(fact, Deadline):
        return common | {"action": fact.action}
    return common | {
        "indicator": fact.indicator,
        "scope": fact.scope,
        "comparator": fact.comparator,
        "value": _decimal(fact.value),
        "value_from": _decimal(fact.value_from),
        "lo": _decimal(fact.lo),
        "hi": _decimal(fact.hi),
        "unit": fact.unit,
        "raw": fact.raw,
    }


def time_to_json(time: FactTime) -> dict[str, object]:
    """A time with its ends in EDTF; ``year_known`` tells whether they can be compared with a day."""
    return {
        "raw": time.raw,
        "lo": None if time.lo is None else str(time.lo),
        "hi": None if time.hi is None else str(time.hi),
        "relation": time.relation,
        "precision": time.precision,
        "recurring": time.recurring,
        "year_known": time.year_known,
    }


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")
