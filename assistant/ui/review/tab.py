"""The review queue as laid out on the page: sentences and table rows that gave no row, what a language model proposed
for them, changed and vanished rows; a person settles or adds.

What the program is not sure of comes first; the rest is one click away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.checklist import fact_form
from assistant.ui.checklist.marking import sent
from assistant.ui.refresh import SOON, Drawing, Refresh, again, both_again, in_turn, stamp
from assistant.ui.review import bulk as review_bulk
from assistant.ui.review import filters as review_filters
from assistant.ui.review import list_html
from assistant.ui.review import propose as review_propose
from assistant.ui.review.handlers import CLOSED, Reviewing
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

QUIET = {"api_visibility": "private", "show_progress": "hidden"}
TURNED = in_turn("review-page")


def build(
    assistant: PolicyAssistant, workshop: Any, password: Any, by: Any, words: Words
) -> Refresh:
    """Lays out the queue and wires its events; returns what shows it anew. ``by`` is who works here."""
    tab = Reviewing(assistant, workshop, words)
    gr.Markdown(words("review_hint"))
    proposals = review_propose.build(words)
    filters = review_filters.build(words)
    document, verdict, reason, settled = filters
    counts = gr.Markdown(elem_id="review-counts")
    bulk = review_bulk.build(words)
    page, chosen, adding = gr.State(1), gr.State(""), gr.State(CLOSED)
    with gr.Row(elem_id="review-body"):
        with gr.Column(scale=5, min_width=280):
            table = gr.HTML(elem_id="review", js_on_load=list_html.SCRIPT, apply_default_css=False)
        with gr.Column(
            scale=3, min_width=280, visible=False, elem_id="review-side", elem_classes="row-side"
        ) as side:
            card = gr.HTML(
                elem_id="review-card", js_on_load=list_html.CARD, apply_default_css=False
            )
            with gr.Row():
                accept = gr.Button(
                    words("accept"), variant="primary", min_width=150, elem_id="accept-proposal"
                )
                target = gr.Button(words("add_target"), min_width=150, elem_id="add-target")
                deadline = gr.Button(words("add_deadline"), min_width=150, elem_id="add-deadline")
                settle = gr.Button(words("settle"), min_width=150, elem_id="settle")
                undo = gr.Button(words("unsettle"), min_width=150, elem_id="unsettle")
                withdraw = gr.Button(
                    words("withdraw_any"), min_width=150, elem_id="review-withdraw"
                )
            with gr.Row(visible=False) as who:
                note = gr.Textbox(label=words("edit_note"), scale=3, min_width=200, max_lines=3)
            with gr.Column(visible=False, elem_id="add-row") as form:
                title = gr.Markdown()
                boxes = fact_form.build(words, "add")
                with gr.Row():
                    save = gr.Button(words("save_added"), variant="primary", elem_id="save-added")
                    cancel = gr.Button(words("cancel"), elem_id="cancel-added")

    listing, opened = Drawing(), Drawing()
    listing.wire(
        _drawn(tab, words), [page, *filters],
        [document, table, counts, verdict, reason, bulk.ask, bulk.question, proposals.whole],
    )  # fmt: skip
    buttons = [target, deadline, settle, undo, withdraw, accept]
    opened.wire(
        lambda whole, chosen: tab.open(chosen), [chosen],
        [card, side, *buttons, who, note, form, adding],
    )  # fmt: skip
    for filtered in (document.change, settled.change, verdict.input, reason.input):
        filtered(_first, None, [page, listing.part], **TURNED)
    table.turn(_turned, None, [page, listing.part], **TURNED)
    table.open(_picked, None, [chosen, opened.whole], **TURNED)
    card.close(_closed, None, [chosen, opened.whole], **TURNED)
    for button, kind in ((target, "target"), (deadline, "deadline")):
        button.click(tab.opener(kind), chosen, [form, title, adding, *boxes.values()], **QUIET)
    cancel.click(lambda: (gr.update(visible=False), CLOSED), None, [form, adding], **QUIET)
    wrote = {"fn": both_again, "inputs": None, "outputs": [listing.part, opened.whole], **SOON}
    for button, run in (
        (settle, tab.settle), (undo, tab.unsettle), (withdraw, tab.withdraw), (accept, tab.accept),
    ):  # fmt: skip
        button.click(run, [chosen, by, note, password], None, **QUIET).success(**wrote)
    save.click(tab.save, [adding, by, note, password, *boxes.values()], None, **QUIET).success(
        **wrote
    )
    show = {"fn": again, "inputs": None, "outputs": listing.part, **SOON}
    _wire_bulk(tab, bulk, (by, password), filters, show)
    review_propose.wire(proposals, tab.propose, [password, *filters], show, words)
    return listing.refresh()


def _drawn(tab: Reviewing, words: Words) -> Any:
    """A handler that draws a page of the queue, and what depends on the library only where ``whole``."""

    def draw(whole: bool, page: int, *filters: Any) -> tuple[Any, ...]:
        documents, cells, *values, model = tab.refresh(*filters)
        if not whole:
            documents = model = gr.skip()
        return (documents, list_html.table(cells, page, words), *values, model)

    return draw


async def _first() -> tuple[int, str]:
    """Something else is shown: page 1."""
    return 1, stamp()


async def _turned(event: gr.EventData) -> tuple[int, str]:
    """The page that the browser asks for."""
    page = sent(event).get("page", 1)
    return (page if isinstance(page, int) and page > 0 else 1), stamp()


async def _picked(event: gr.EventData) -> tuple[str, str]:
    """The item that was clicked."""
    return str(sent(event).get("id", "")), stamp()


async def _closed() -> tuple[str, str]:
    """No item is open."""
    return "", stamp()


def _wire_bulk(
    tab: Reviewing,
    bulk: review_bulk.Bulk,
    who: tuple[Any, Any],
    filters: list[Any],
    show: dict[str, Any],
) -> None:
    asked = [bulk.question, bulk.said, bulk.asked]
    bulk.ask.click(tab.ask_bulk, filters, asked, **QUIET)
    bulk.no.click(lambda: gr.update(visible=False), None, bulk.question, **QUIET)
    for button, run, items in (
        (bulk.yes, tab.settle_bulk, bulk.asked), (bulk.undo, tab.unsettle_bulk, bulk.done),
    ):  # fmt: skip
        button.click(run, [items, *who], [bulk.done, bulk.undo], **QUIET).success(**show)
