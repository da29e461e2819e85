"""Facts as people make them: the machine's fact with corrections, or a new one from the text."""

from __future__ import annotations

from dataclasses import replace

from ingest.errors import SettingsError
from ingest.fact_edits.fields import Fields, check, label, read_field
from ingest.fact_edits.times import corrected_time
from ingest.fact_edits.values import corrected_value
from ingest.records import Deadline, Fact, FactTime, Span, Target


def apply(fact: Fact, typed: Fields) -> Fact:
    """The fact with a person's corrections. Quote and place stay: they are the document's.

    Raises:
        SettingsError: the values do not go together (a range without ends, a value that is missing).
    """
    if not typed:
        return fact
    given = {field: read_field(fact.kind, field, value) for field, value in typed.items()}
    time = corrected_time(fact, given)
    if isinstance(fact, Deadline):
        if time is None:
            raise SettingsError("时间节点必须有时间（time）。", "请填写时间，或改为添加指标。")
        told = {name: given[name] for name in ("action", "owner") if name in given}
        span = fact.span if time is fact.time else Span(time.start, time.end)
        return replace(fact, **told, time=time, span=span)
    plain = {name: given[name] for name in ("indicator", "scope", "owner", "unit") if name in given}
    return corrected_value(replace(fact, **plain, time=time), given)


def new_fact(
    kind: str, document_id: str, section: tuple[str, ...], quote: str, start: int, typed: Fields
) -> Fact:
    """A fact that a person found in a stretch of the text; it has no id yet.

    Raises:
        SettingsError: a field is missing or the values do not go together.
    """
    clean = check(kind, typed)
    needed = "indicator" if kind == "target" else "action"
    if not clean.get(needed):
        name = label(kind, needed)
        raise SettingsError(f"{name}（{needed}）没有填。", "请写明这一条说的是什么。")
    end = start + len(quote)
    whole = Span(start, end)
    nothing = FactTime("", start, end, None, None, "in", "day")
    if kind == "deadline":
        blank: Fact = Deadline("", document_id, section, quote, start, end, whole, "", "", nothing)
    else:
        blank = Target(
            "", document_id, section, quote, start, end, whole, "", "", "eq", None, "", ""
        )
        clean.setdefault("value", "")
    made = apply(
        blank, {field: value for field, value in clean.items() if value or field == "value"}
    )
    if isinstance(made, Deadline) and not made.time.raw:
        raise SettingsError("时间节点必须有时间（time）。", "请填写时间，或改为添加指标。")
    return made
