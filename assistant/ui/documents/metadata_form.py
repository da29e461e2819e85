"""The form in which the metadata of a document is corrected; typed values are read in ingest.edits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.strings.words import Words
from ingest import edits

if TYPE_CHECKING:
    from ingest.records import Metadata

ROWS: tuple[tuple[tuple[str, int], ...], ...] = (
    (("title", 1),),
    (("issuer", 2), ("number", 2), ("kind", 1)),
    (("issued", 1), ("plan_year", 1), ("status", 1)),
)
"""The fields of each row of the form with their share of the width: what is mostly looked for."""
MORE: tuple[tuple[tuple[str, int], ...], ...] = (
    (("place", 1), ("effective", 1), ("expires", 1), ("plan_until", 1)),
    (("parent", 1),),
    (("replaces", 1), ("repeals", 1)),
)
"""The rows that are folded away at first."""
HINTS = {
    **dict.fromkeys(("issued", "effective", "expires"), "2025-09-01"),
    **dict.fromkeys(("plan_year", "plan_until"), "2025"),
}
LONG = frozenset({"replaces", "repeals"})
"""Fields of several lines."""
"""What a value looks like."""


def fields(words: Words) -> dict[str, Any]:
    """Lays the form out; gives its boxes by field."""
    boxes = _rows(ROWS, words)
    with gr.Accordion(words("edit_more"), open=False, elem_id="edit-more"):
        boxes |= _rows(MORE, words)
    return boxes


def _rows(rows: tuple[tuple[tuple[str, int], ...], ...], words: Words) -> dict[str, Any]:
    boxes: dict[str, Any] = {}
    for row in rows:
        with gr.Row():
            for field, share in row:
                boxes[field] = _box(field, share, words)
    return boxes


def _box(field: str, share: int, words: Words) -> Any:
    label, id_ = words(f"field_{field}"), f"field-{field.replace('_', '-')}"
    if field == "status":
        choices = list(edits.STATUSES)
        return gr.Dropdown(choices, label=label, scale=share, min_width=130, elem_id=id_)
    lines = 2 if field in LONG else 1
    return gr.Textbox(
        label=label, scale=share, min_width=130, elem_id=id_, lines=lines,
        max_lines=6 if field in LONG else 3, placeholder=_hint(field, words),
    )  # fmt: skip


def _hint(field: str, words: Words) -> str:
    return words("such_as", value=HINTS[field]) if field in HINTS else ""


def values(metadata: Metadata | None, boxes: dict[str, Any]) -> list[Any]:
    """What the boxes show of a document; empty where there is none."""
    if metadata is None:
        return ["未知" if field == "status" else "" for field in boxes]
    return [edits.written(metadata, field) for field in boxes]


def changes(
    metadata: Metadata, boxes: dict[str, Any], shown: Sequence[str], typed: Sequence[str]
) -> dict[str, object]:
    """What a person has changed of what the form showed, where the document does not say so already.

    Raises:
        SettingsError: a value cannot be read; the message names the field.
    """
    wanted = {
        field: now or ""
        for field, was, now in zip(boxes, shown, typed, strict=True)
        if (now or "") != was
    }
    return edits.changed(metadata, edits.read_edits(wanted))


def before(metadata: Metadata, fields: Iterable[str]) -> dict[str, str]:
    """What to type to take a change of these fields back: the old value, or auto where the text spoke."""
    return {f: edits.written(metadata, f) if f in metadata.edited else "auto" for f in fields}
