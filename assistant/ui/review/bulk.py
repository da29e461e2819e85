"""Settling all rows that one document shows under one reason: asked for, confirmed, and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.review.filters import Shown
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from ingest.store.rows import ReviewItem


@dataclass(frozen=True, slots=True)
class Bulk:
    """The parts of the page: the button, the question with its answers, and the way back."""

    ask: Any
    question: Any
    said: Any
    yes: Any
    no: Any
    undo: Any
    asked: Any
    """State: the ids that were asked about."""
    done: Any
    """State: the ids that were settled last."""


def build(words: Words) -> Bulk:
    """Lays the parts out; all are hidden until one reason of one document is shown."""
    with gr.Row():
        ask = gr.Button(
            words("bulk_settle"), visible=False, size="md", min_width=170, elem_id="bulk-settle"
        )
        undo = gr.Button(
            words("bulk_undo"), visible=False, size="md", min_width=170, elem_id="bulk-undo"
        )
    with gr.Column(visible=False, elem_id="bulk-question") as question:
        said = gr.Markdown()
        with gr.Row():
            yes = gr.Button(
                words("bulk_yes"), variant="primary", size="md", min_width=120, elem_id="bulk-yes"
            )
            no = gr.Button(words("cancel"), size="md", min_width=120, elem_id="bulk-no")
    return Bulk(ask, question, said, yes, no, undo, gr.State(()), gr.State(()))


def waiting(shown: Shown, items: Sequence[ReviewItem]) -> tuple[str, ...]:
    """The ids that one click would settle: rows that wait, of one document and one reason."""
    if not (shown.document and shown.reason):
        return ()
    rows = (i for i in shown.of(items) if i.kind in ("sentence", "proposed") and not i.settled_at)
    return tuple(dict.fromkeys(item.id for item in rows))
