"""The review queue as laid out on the page: sentences and table rows that gave no row, what a language model proposed
for them, changed and vanished rows; a person settles or adds.

What the program is not sure of comes first; the rest is one click away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.checklist import fact_form
from assistant.ui.checklist.marking import sent
from assistant.ui.refresh import Refresh
from assistant.ui.review import bulk as review_bulk
from assistant.ui.review import filters as review_filters
from assistant.ui.review import list_html
from assistant.ui.review import propose as review_propose
from assistant.ui.review.handlers import CLOSED, Reviewing
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

Handler = Callable[..., tuple[Any, ...]]
QUIET = {"api_visibility": "private", "show_progress": "hidden"}


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

    shown = [page, table, counts, verdict, reason, bulk.ask, bulk.question]
    asked = [page, *filters]
    draw = _Drawn(words)
    buttons = [target, deadline, settle, undo, withdraw, accept]
    picked = [chosen, card, side, *buttons, who, note, form, adding]
    for control in (document, settled):
        control.change(draw.first(tab.show), filters, shown, **QUIET)
    for control in (verdict, reason):
        control.input(draw.first(tab.show), filters, shown, **QUIET)
    table.open(tab.pick, None, picked, trigger_mode="always_last", **QUIET)
    table.turn(draw.turn(tab.show), filters, shown, **QUIET)
    card.close(lambda: ("", gr.update(visible=False)), None, [chosen, side], **QUIET)
    for button, kind in ((target, "target"), (deadline, "deadline")):
        button.click(tab.opener(kind), chosen, [form, title, adding, *boxes.values()], **QUIET)
    cancel.click(lambda: (gr.update(visible=False), CLOSED), None, [form, adding], **QUIET)
    wrote = {
        "fn": draw.same(tab.again), "inputs": [page, chosen, *filters], "outputs": [*shown, *picked], **QUIET,
    }  # fmt: skip
    for button, run in (
        (settle, tab.settle), (undo, tab.unsettle), (withdraw, tab.withdraw), (accept, tab.accept),
    ):  # fmt: skip
        button.click(run, [chosen, by, note, password], None, **QUIET).success(**wrote)
    save.click(tab.save, [adding, by, note, password, *boxes.values()], None, **QUIET).success(
        **wrote
    )
    show = {"fn": draw.same(tab.show), "inputs": asked, "outputs": shown, **QUIET}
    _wire_bulk(tab, bulk, (by, password), filters, show)
    review_propose.wire(proposals, tab.propose, [password, *filters], show, words)
    return Refresh(draw.behind(tab.refresh), asked, [document, *shown, proposals.whole])


class _Drawn:
    """Handlers whose first value is drawn as a page of the table: the first page, the one shown, or one turned to."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def _page(self, page: int, values: tuple[Any, ...]) -> tuple[Any, ...]:
        cells, *rest = values
        return (page, list_html.table(cells, page, self.words), *rest)

    def first(self, run: Handler) -> Handler:
        """Something else is shown: page 1."""
        return lambda *given: self._page(1, run(*given))

    def same(self, run: Handler) -> Handler:
        """Takes the page before the other values."""
        return lambda page, *given: self._page(page, run(*given))

    def behind(self, run: Handler) -> Handler:
        """The same where one value stands before the cells."""

        def refresh(page: int, *given: Any) -> tuple[Any, ...]:
            head, *values = run(*given)
            return (head, *self._page(page, tuple(values)))

        return refresh

    def turn(self, run: Handler) -> Handler:
        """The page that the browser asks for."""

        def turned(
            document: str, verdict: str, reason: str, settled: bool, event: gr.EventData
        ) -> tuple[Any, ...]:
            page = sent(event).get("page", 1)
            page = page if isinstance(page, int) and page > 0 else 1
            return self._page(page, run(document, verdict, reason, settled))

        return turned


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
