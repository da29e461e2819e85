"""The documents tab: take files in, see what became of each, correct what is known of it, remove and bring back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.documents import (
    drop,
    language_model,
    one,
    progress,
    removing,
    table,
    unanswered,
)  # fmt: skip
from assistant.ui.documents.handlers import FILTERS, NO_RUNS, Documents
from assistant.ui.refresh import Refresh
from assistant.ui.snack import Snack
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.ui.page import Workshop

LOOK_SECONDS = 2.0
"""How often the list is read again while scans are being recognised."""
RUN_SECONDS = 1.0
"""How often a run of files is looked at."""
TO_TOP = "() => window.scrollTo({top: 0})"
TO_PANEL = """
() => {
  window.scrollTo({top: 0});
  const back = document.querySelector('#back-to-list');
  if (back) back.focus({preventScroll: true});
}
"""
TO_ROW = """
() => {
  const rows = [...document.querySelectorAll('#documents-list tr[data-source]')];
  const row = rows.find((one) => one.dataset.source === window.documentOpened);
  if (!row) return;
  row.scrollIntoView({block: 'center'});
  row.querySelector('.title').focus({preventScroll: true});
}
"""
"""Whoever works by keyboard goes on where the eyes are: at the panel's head, and back at the row."""
QUIET: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build(
    page: Any, assistant: PolicyAssistant, workshop: Workshop, words: Words, handed: Any, tabs: Any
) -> Refresh:
    """Lays out the tab and wires its events; returns the refresh for when the tab is opened.

    ``handed`` is the box into which rows for the checklist are put, ``tabs`` the tabs of the page.
    """
    tab = Documents(assistant, workshop, words)
    if workshop.needs_password:
        gr.Markdown(words("password_needed"))
    password = gr.Textbox(label=words("password"), type="password", visible=workshop.needs_password)
    with gr.Column(elem_id="documents-all") as everything:
        upload = drop.place(words, assistant.settings.max_file_mb)
        run_panel = gr.HTML(js_on_load=progress.SCRIPT, elem_id="run")
        with gr.Row(elem_id="library-line"):
            counts = gr.Markdown(elem_id="library-counts")
            samples = gr.Button(
                words("remove_samples"), size="sm", visible=False, elem_id="remove-samples"
            )
        search, filters = _filters(words)
        files = gr.HTML(js_on_load=table.script(words), elem_id="documents-list")
        with gr.Accordion(words("folder_fold"), open=False, elem_id="folder-fold"):
            gr.Markdown(words("folder_about"))
            folder = gr.Textbox(
                label=words("folder_path"), placeholder=words("folder_such_as"), max_lines=1,
                elem_id="folder-path",
            )  # fmt: skip
            read_folder = gr.Button(words("folder_read"), elem_id="read-folder")
        removed_fold, removed = removing.build(words)
        unanswered.build(assistant, workshop, password, words)
        with gr.Accordion(words("settings_fold"), open=False, elem_id="documents-settings"):
            gr.Markdown(words("read_again_about"))
            all_again = gr.Button(words("read_again_all"), elem_id="read-again-all")
            language_model.build(assistant, workshop, password, words)
    seen = gr.State(one.NOTHING)
    with gr.Column(visible=False, elem_id="document") as alone:
        back = gr.Button(words("back_to_list"), size="sm", elem_id="back-to-list")
        parts, buttons = one.lay_out(words, seen)
    tab.one.boxes = parts.boxes
    line = Snack(words, "documents")
    undone, last, runs = gr.State(()), gr.State(one.NO_CHANGE), gr.State(NO_RUNS)
    look = gr.State({"sort": "attention", "down": False, "page": 1})
    timer, stamp = gr.Timer(LOOK_SECONDS, active=False), gr.State("")
    ticker = gr.Timer(RUN_SECONDS, active=False)

    boxes = list(parts.boxes.values())
    asked = [look, search, *filters.values()]
    listing = [counts, files, *[filters[n] for n in FILTERS[:-1]], samples, timer, stamp]
    run = [runs, run_panel, ticker]
    views, panel = [everything, alone], parts.outputs
    writes = {"api_visibility": "private", "show_progress": "minimal", "show_progress_on": counts}

    # --- the list ---
    # Gradio 6.31 tells of ``input`` in a text box only when it is left; ``change`` comes with each letter.
    search.change(
        tab.first_page,
        asked,
        [look, *listing],
        trigger_mode="multiple",
        concurrency_limit=1,
        **QUIET,
    )
    for box in filters.values():
        box.input(tab.first_page, asked, [look, *listing], trigger_mode="multiple", **QUIET)
    files.click(tab.turn, asked, asked, **QUIET).then(tab.show, asked, listing, **QUIET)
    page.load(tab.show, asked, listing, api_visibility="private")
    timer.tick(tab.tick, [seen, stamp, *asked], [*listing, *panel], **QUIET)

    # --- files come in ---
    upload.upload(tab.upload, [runs, password], run, trigger_mode="multiple", **QUIET)
    for sent in (read_folder.click, folder.submit):
        sent(tab.folder, [runs, folder, password], run, **QUIET)
    all_again.click(tab.again_all, [runs, password], run, **QUIET).then(None, None, None, js=TO_TOP)
    run_panel.click(tab.run_clicked, [runs, password], run, **QUIET)
    ticker.tick(tab.run_tick, [runs, *asked], [*run, *listing], **QUIET)
    page.load(tab.run_at_work, None, run, **QUIET)

    # --- one document ---
    for opened in (files.select, run_panel.select):
        opened(tab.open, None, [*views, *panel], **QUIET).then(None, None, None, js=TO_PANEL)
    back.click(tab.back, None, views, **QUIET).then(tab.show, asked, listing, **QUIET).then(
        None, None, None, js=TO_ROW
    )
    buttons["save"].click(tab.one.save, [password, seen, *boxes], [last, *panel], **writes)
    buttons["undo"].click(tab.one.take_back, [password, last], [last, *panel], **writes)
    buttons["again"].click(tab.again, [runs, seen, password], [*run, *views], **QUIET).then(
        None, None, None, js=TO_TOP
    )

    # --- going and coming back ---
    after = [undone, *line.outputs, *views, removed]
    for gone, takes in ((files.delete, [password]), (buttons["remove"].click, [seen, password])):
        handler = tab.remove_one if seen in takes else tab.remove_many
        gone(handler, takes, after, **writes).success(tab.show, asked, listing, **QUIET)
    samples.click(tab.remove_samples, password, after, **writes).success(
        tab.show, asked, listing, **QUIET
    )
    line.undo.click(tab.restore_last, [undone, password], after, **writes).success(
        tab.show, asked, listing, **QUIET
    )
    removed.click(tab.restore_one, password, after, **writes).success(
        tab.show, asked, listing, **QUIET
    )
    removed_fold.expand(tab.removing.listing, password, removed, **QUIET)

    buttons["facts"].click(tab.hand_over_seen, seen, [handed, tabs], **QUIET)
    files.submit(tab.hand_over, None, [handed, tabs], **QUIET)
    return Refresh(tab.show, asked, listing)


def _filters(words: Words) -> tuple[Any, dict[str, Any]]:
    """The search, always in sight, and the filters, folded."""
    search = gr.Textbox(
        label=words("list_search"), placeholder=words("list_search_hint"), max_lines=1,
        elem_id="documents-search",
    )  # fmt: skip
    boxes: dict[str, Any] = {}
    with (
        gr.Accordion(words("list_filters"), open=False, elem_id="documents-filters"),
        gr.Row(),
    ):
        for name in FILTERS[:-1]:
            boxes[name] = gr.Dropdown(
                [(words("filter_all"), "")], value="", label=words(f"filter_{name}"),
                min_width=160, elem_id=f"documents-{name}",
            )  # fmt: skip
        boxes["problem"] = gr.Checkbox(
            label=words("filter_problem"), min_width=160, elem_id="documents-problem"
        )
    return search, boxes
