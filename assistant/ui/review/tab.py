"""The review queue as laid out on the page: sentences and table rows that gave no row, what a language model proposed
for them, changed and vanished rows; a person settles or adds.

What the program is not sure of comes first; the rest is one click away.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.checklist import fact_form
from assistant.ui.refresh import Refresh
from assistant.ui.review import bulk as review_bulk
from assistant.ui.review import filters as review_filters
from assistant.ui.review import propose as review_propose
from assistant.ui.review import table
from assistant.ui.review.handlers import CLOSED, Reviewing
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

QUIET = {"api_visibility": "private", "show_progress": "hidden"}


def build(assistant: PolicyAssistant, workshop: Any, password: Any, words: Words) -> Refresh:
    """Lays out the queue and wires its events; returns what shows it anew."""
    tab = Reviewing(assistant, workshop, words)
    gr.Markdown(words("review_hint"))
    proposals = review_propose.build(words)
    filters = review_filters.build(words)
    document, verdict, reason, settled = filters
    counts = gr.Markdown(elem_id="review-counts")
    bulk = review_bulk.build(words)
    listing = gr.HTML(elem_id="review", js_on_load=table.SCRIPT, apply_default_css=False)
    chosen, adding = gr.State(""), gr.State(CLOSED)
    card = gr.HTML(f"<p>{escape(words('pick_sentence'))}</p>", elem_id="review-card")
    with gr.Row(visible=False) as actions:
        accept = gr.Button(
            words("accept"), variant="primary", min_width=170, elem_id="accept-proposal"
        )
        target = gr.Button(words("add_target"), min_width=170, elem_id="add-target")
        deadline = gr.Button(words("add_deadline"), min_width=170, elem_id="add-deadline")
        settle = gr.Button(words("settle"), min_width=170, elem_id="settle")
        undo = gr.Button(words("unsettle"), min_width=170, elem_id="unsettle")
        withdraw = gr.Button(words("withdraw_any"), min_width=170, elem_id="review-withdraw")
    with gr.Row(visible=False) as who:
        by = gr.Textbox(label=words("by"), scale=1, min_width=170, max_lines=1)
        note = gr.Textbox(label=words("edit_note"), scale=3, min_width=240, max_lines=3)
    with gr.Column(visible=False, elem_id="add-row") as form:
        title = gr.Markdown()
        boxes = fact_form.build(words, "add")
        with gr.Row():
            save = gr.Button(words("save_added"), variant="primary", elem_id="save-added")
            cancel = gr.Button(words("cancel"), elem_id="cancel-added")

    shown = [listing, counts, verdict, reason, bulk.ask, bulk.question]
    buttons = [target, deadline, settle, undo, withdraw, accept]
    picked = [chosen, card, actions, *buttons, who, note, form, adding]
    for control in (document, settled):
        control.change(tab.show, filters, shown, **QUIET)
    for control in (verdict, reason):
        control.input(tab.show, filters, shown, **QUIET)
    listing.click(tab.pick, None, picked, **QUIET)
    for button, kind in ((target, "target"), (deadline, "deadline")):
        button.click(tab.opener(kind), chosen, [form, title, adding, *boxes.values()], **QUIET)
    cancel.click(lambda: (gr.update(visible=False), CLOSED), None, [form, adding], **QUIET)
    wrote = {"fn": tab.again, "inputs": [chosen, *filters], "outputs": [*shown, *picked], **QUIET}
    for button, run in (
        (settle, tab.settle), (undo, tab.unsettle), (withdraw, tab.withdraw), (accept, tab.accept),
    ):  # fmt: skip
        button.click(run, [chosen, by, note, password], None, **QUIET).success(**wrote)
    save.click(tab.save, [adding, by, note, password, *boxes.values()], None, **QUIET).success(
        **wrote
    )
    _wire_bulk(tab, bulk, password, filters, shown)
    show = {"fn": tab.show, "inputs": filters, "outputs": shown, **QUIET}
    review_propose.wire(proposals, tab.propose, [password, *filters], show, words)
    return Refresh(tab.refresh, filters, [document, *shown, proposals.whole])


def _wire_bulk(
    tab: Reviewing, bulk: review_bulk.Bulk, password: Any, filters: list[Any], shown: list[Any]
) -> None:
    asked = [bulk.question, bulk.said, bulk.asked]
    bulk.ask.click(tab.ask_bulk, filters, asked, **QUIET)
    bulk.no.click(lambda: gr.update(visible=False), None, bulk.question, **QUIET)
    show = {"fn": tab.show, "inputs": filters, "outputs": shown, **QUIET}
    for button, run, items in (
        (bulk.yes, tab.settle_bulk, bulk.asked), (bulk.undo, tab.unsettle_bulk, bulk.done),
    ):  # fmt: skip
        button.click(run, [items, bulk.by, password], [bulk.done, bulk.undo], **QUIET).success(
            **show
        )
