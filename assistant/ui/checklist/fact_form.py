"""The form of a fact: one box a field, for correcting a row and for adding one; values are read in ingest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import gradio as gr

from assistant.ui.strings.words import Words
from ingest import fact_edits
from ingest.errors import PolicyError

ROWS: tuple[tuple[tuple[str, int], ...], ...] = (
    (("action", 1), ("indicator", 3), ("scope", 2)),
    (("comparator", 2), ("value", 2), ("value_from", 2), ("lo", 2), ("hi", 2), ("unit", 1)),
    (("time", 2), ("time_lo", 2), ("time_hi", 2), ("owner", 3)),
)
"""The fields of each row of the form with their share of the width."""
FIELDS = tuple(field for row in ROWS for field, _ in row)
ONLY_FOR = {"value_from": ("from_to",), "lo": ("range",), "hi": ("range",)}
"""Boxes that are shown for some comparators only."""
HINTS = {"time_lo": "2025-09-01", "time_hi": "2025-09-30", "value": "950", "time": "9月底前"}
"""What a value looks like."""


def build(words: Words, name: str) -> dict[str, Any]:
    """Lays the form out; gives its boxes by field. ``name`` goes before their element ids."""
    boxes: dict[str, Any] = {}
    for row in ROWS:
        with gr.Row():
            for field, share in row:
                boxes[field] = _box(field, share, words, f"{name}-{field.replace('_', '-')}")
    boxes["comparator"].change(
        by_comparator, boxes["comparator"], [boxes[f] for f in ("value", *ONLY_FOR)],
        api_visibility="private", show_progress="hidden",
    )  # fmt: skip
    return boxes


def _box(field: str, share: int, words: Words, identity: str) -> Any:
    label = words(f"fact_{field}")
    if field == "comparator":
        choices = [(words(f"comparator_{key}"), key) for key in fact_edits.COMPARATORS]
        return gr.Dropdown(
            choices, value="eq", label=label, scale=share, min_width=170, elem_id=identity
        )
    return gr.Textbox(
        label=label, scale=share, min_width=170, max_lines=3, elem_id=identity,
        placeholder=words("such_as", value=HINTS[field]) if field in HINTS else "",
    )  # fmt: skip


def by_comparator(comparator: str) -> tuple[Any, ...]:
    """Which of the number boxes a comparator needs."""
    value = gr.update(visible=comparator != "range")
    return (value, *(gr.update(visible=comparator in needed) for needed in ONLY_FOR.values()))


def filled(kind: str, fields: Mapping[str, str]) -> list[Any]:
    """The boxes with these values, those of the other kind hidden."""
    comparator = fields.get("comparator", "eq")
    updates = []
    for field in FIELDS:
        shown = field in fact_edits.FORM.get(kind, ())
        if field in ONLY_FOR:
            shown = shown and comparator in ONLY_FOR[field]
        if field == "value":
            shown = shown and comparator != "range"
        empty = "eq" if field == "comparator" else ""
        updates.append(gr.update(value=fields.get(field) or empty, visible=shown))
    return updates


def typed(kind: str, values: Sequence[str | None]) -> dict[str, str]:
    """What stands in the boxes of a kind."""
    given = dict(zip(FIELDS, values, strict=True))
    return {field: (given[field] or "").strip() for field in fact_edits.FORM[kind]}


def changed(kind: str, shown: Mapping[str, str], values: Sequence[str | None]) -> dict[str, str]:
    """What a person has changed of what the form showed."""
    now = typed(kind, values)
    return {field: value for field, value in now.items() if value != shown.get(field, "").strip()}


def in_words(error: PolicyError) -> Any:
    """An error of the form as the page shows it."""
    return gr.Error(str(error), print_exception=False)
