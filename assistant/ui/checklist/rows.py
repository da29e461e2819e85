"""The checklist's list as laid out on the page: quick views, filters, table, card, bulk bar, exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.checklist import adding, bulk_bar, correcting, list_script, sheet_import
from assistant.ui.checklist.handlers import Rows
from assistant.ui.checklist.view import View
from assistant.ui.refresh import SOON, Drawing, Refresh, again, both_again, in_turn
from assistant.ui.saving import Save
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

QUIET = {"api_visibility": "private", "show_progress": "hidden"}
VIEWED = in_turn("checklist-view")


def build(
    assistant: PolicyAssistant, workshop: Any, password: Any, by: Any, handed: Any, words: Words
) -> Refresh:
    """Lays out the list and wires its events; returns what shows it anew. ``handed`` is the box in which another
    tab hands a view over (view.View.took)."""
    tab = Rows(assistant, workshop, words)
    view, chosen = gr.State(View()), gr.State("")
    bar = _html("checklist-bar", list_script.BAR)
    filters = _html("checklist-filters", list_script.FILTERS)
    said = _html("checklist-said", list_script.BAR)
    with gr.Row(elem_id="checklist-body"):
        with gr.Column(scale=5, min_width=280):
            bulk = _html("bulk", bulk_bar.SCRIPT, bulk_bar.html(words))
            table = _html("checklist", list_script.LIST)
            with gr.Row(elem_id="checklist-exports"):
                saves = [Save(words, form) for form in ("xlsx", "ics", "csv")]
            sheet, hand = sheet_import.build(words), adding.build(words)
        with gr.Column(
            scale=3, min_width=280, visible=False, elem_id="checklist-side", elem_classes="row-side"
        ) as side:
            card = _html("details", list_script.CARD)
            panel = correcting.build(words)
    snack = _html("checklist-snack", list_script.SNACK)

    listing, opened = Drawing(), Drawing()
    listing.wire(tab.draw, [view, chosen], [filters, bar, said, table, hand.document])
    opened.wire(tab.opened, [chosen], [card, side, *panel.outputs])
    on_its_way = [listing.whole, listing.seen]
    both = [listing.whole, opened.whole]
    for part in (bar, filters, said, table):
        part.ask(
            tab.asker(by_form=part is filters),
            [*on_its_way, view],
            [view, listing.whole],
            **VIEWED,
        )
    table.open(tab.open, None, [chosen, opened.whole], **SOON)
    card.close(tab.close, None, [chosen, opened.whole], **SOON)
    who = [by, password]
    table.tick(
        tab.tick,
        [*on_its_way, *who],
        [snack, listing.whole, listing.part, opened.part],
        **SOON,
    ).failure(again, None, listing.whole, **SOON)
    for event, change, inputs in (
        (card.mark, tab.save, who), (card.save, tab.save, who), (card.undo, tab.undo, who),
        (snack.undo, tab.undo, who), (bulk.apply, tab.change_all, [view, *who]),
    ):  # fmt: skip
        event(change, inputs, [snack, listing.whole, opened.part], **SOON).failure(
            again, None, listing.whole, **SOON
        )
    edits: tuple[tuple[Any, Any, list[Any]], ...] = (
        (panel.save, tab.correcting.save, [by, panel.note, password, *panel.boxes.values()]),
        (panel.reject, tab.correcting.reject, [by, panel.reason, password]),
        (panel.withdraw, tab.correcting.withdraw, [by, password]),
    )
    for button, run, inputs in edits:
        button.click(run, [panel.shown, *inputs], None, **QUIET).success(
            both_again, None, both, **SOON
        )
    for saving in saves:
        saving.wire(tab.exporter(saving.form), view)
    _wire_sheet(tab, sheet, by, password, snack, listing.whole)
    _wire_hand(tab, hand, by, password, snack, listing.whole)
    handed.change(tab.take, [handed, view], [view, listing.whole], **VIEWED)
    return Refresh(tab.take, [handed, view], [view, listing.whole])


def _wire_sheet(
    tab: Rows, part: sheet_import.Part, by: Any, password: Any, snack: Any, whole: Any
) -> None:
    importing = sheet_import.Importing(tab.marking, tab.words)
    part.file.change(importing.read, [part.file, password], part.outputs, **QUIET)
    part.apply.click(
        importing.apply, [part.sheet, part.overwrite, by, password], snack, **QUIET
    ).success(again, None, whole, **SOON).then(lambda: None, None, part.file, **QUIET)


def _wire_hand(
    tab: Rows, part: adding.Part, by: Any, password: Any, snack: Any, whole: Any
) -> None:
    hand = adding.Adding(tab.assistant, tab.marking, tab.words)
    for event in (part.find.click, part.words.submit):
        event(hand.find, [part.document, part.words], [part.places, part.kind, part.whole], **QUIET)
    for choice in (part.places, part.kind):
        choice.change(hand.offer, [part.document, part.places, part.kind], part.form, **QUIET)
    part.save.click(
        hand.save, [part.document, part.places, part.kind, by, password, *part.boxes.values()],
        [snack, part.words, part.places, part.kind, part.whole], **QUIET,
    ).success(again, None, whole, **SOON)  # fmt: skip


def _html(name: str, script: str, value: str = "") -> Any:
    """Our own HTML with our own look: Gradio's typography does not touch it."""
    return gr.HTML(value, elem_id=name, js_on_load=script, apply_default_css=False)
