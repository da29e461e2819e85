"""The checklist's list as laid out on the page: quick views, filters, table, card, bulk bar, exports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.checklist import adding, bulk_bar, correcting, list_script, sheet_import
from assistant.ui.checklist.handlers import Rows
from assistant.ui.checklist.view import View
from assistant.ui.refresh import Refresh
from assistant.ui.saving import Save
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

QUIET = {"api_visibility": "private", "show_progress": "hidden"}
SWIFT = {**QUIET, "queue": False}
EACH = {**QUIET, "trigger_mode": "multiple"}
"""What only reads and answers at once; what must not be dropped while the one before it still runs."""


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

    heads = [bar, said]
    shown = [view, *heads, table]
    fresh = [view, filters, *heads, table]
    picked = [chosen, card, side, *panel.outputs]
    known = [view, chosen]
    for part in (bar, filters, said, table):
        outputs = [*shown, filters] if part in (bar, said, table) else shown
        part.ask(
            tab.asker(with_form=part is not filters),
            known,
            outputs,
            trigger_mode="always_last",
            **SWIFT,
        )
    table.open(tab.open, None, picked, trigger_mode="always_last", **SWIFT)
    table.tick(tab.tick, [*known, by, password], [snack, *heads, card], **EACH).failure(
        tab.show, known, shown, **SWIFT
    )
    who = [*known, by, password]
    changed = [snack, *shown, card]
    card.close(tab.close, None, [chosen, side], **SWIFT)
    for event, change in (
        (card.mark, tab.save), (card.save, tab.save), (card.undo, tab.undo), (snack.undo, tab.undo),
        (bulk.apply, tab.change_all),
    ):  # fmt: skip
        event(change, who, changed, **EACH).failure(tab.show, known, shown, **SWIFT)
    edits: tuple[tuple[Any, Any, list[Any]], ...] = (
        (panel.save, tab.correcting.save, [by, panel.note, password, *panel.boxes.values()]),
        (panel.reject, tab.correcting.reject, [by, panel.reason, password]),
        (panel.withdraw, tab.correcting.withdraw, [by, password]),
    )
    for button, run, inputs in edits:
        button.click(run, [panel.shown, *inputs], None, **QUIET).success(
            tab.again, known, [*shown, *picked], **QUIET
        )
    for saving in saves:
        saving.wire(tab.exporter(saving.form), view)
    _wire_sheet(tab, sheet, by, password, [view, chosen], [snack, *shown])
    _wire_hand(tab, hand, by, password, [view, chosen], shown, snack)

    def anew(*given: Any) -> tuple[Any, ...]:
        return (*tab.refresh(*given), adding.choices(assistant))

    refresh = Refresh(anew, [*known, handed], [*fresh, hand.document])
    handed.change(refresh.run, refresh.inputs, refresh.outputs, **SWIFT)
    return refresh


def _wire_sheet(
    tab: Rows, part: sheet_import.Part, by: Any, password: Any, known: list[Any], changed: list[Any]
) -> None:
    importing = sheet_import.Importing(tab.marking, tab.words)
    part.file.change(importing.read, [part.file, password], part.outputs, **QUIET)
    part.apply.click(
        importing.apply, [part.sheet, part.overwrite, by, password], changed[0], **QUIET
    ).success(tab.show, known, changed[1:], **SWIFT).then(lambda: None, None, part.file, **SWIFT)


def _wire_hand(
    tab: Rows, part: adding.Part, by: Any, password: Any, known: list[Any], shown: list[Any],
    snack: Any,
) -> None:  # fmt: skip
    hand = adding.Adding(tab.assistant, tab.marking, tab.words)
    for event in (part.find.click, part.words.submit):
        event(hand.find, [part.document, part.words], [part.places, part.kind, part.whole], **QUIET)
    for choice in (part.places, part.kind):
        choice.change(hand.offer, [part.document, part.places, part.kind], part.form, **QUIET)
    part.save.click(
        hand.save, [part.document, part.places, part.kind, by, password, *part.boxes.values()],
        [snack, part.words, part.places, part.kind, part.whole], **QUIET,
    ).success(tab.show, known, shown, **SWIFT)  # fmt: skip


def _html(name: str, script: str, value: str = "") -> Any:
    """Our own HTML with our own look: Gradio's typography does not touch it."""
    return gr.HTML(value, elem_id=name, js_on_load=script, apply_default_css=False)
