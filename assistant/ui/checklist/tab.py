"""The checklist tab: the list of rows, the queue of what waits for a person, and indicators side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.checklist import compare, month, progress, rows
from assistant.ui.refresh import Refresh
from assistant.ui.review import tab as review
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

QUIET = {"api_visibility": "private", "show_progress": "hidden"}
REMEMBER = "(name) => { localStorage.setItem('edu-policy-by', name || ''); }"
RECALL = "() => localStorage.getItem('edu-policy-by') || ''"
"""Who works at this browser: it is kept there and nowhere else."""


def build(
    page: Any, assistant: PolicyAssistant, workshop: Any, words: Words, handed: Any = None
) -> Refresh:
    """Lays out the tab and wires its events; returns the refresh for when the tab is opened. ``handed`` is the box
    in which another tab hands over what the list shall show."""
    if handed is None:
        handed = gr.Textbox(visible="hidden", show_label=False)
    if workshop.needs_password:
        gr.Markdown(words("password_needed"))
    with gr.Row(elem_id="checklist-who"):
        password = gr.Textbox(
            label=words("password"), type="password", visible=workshop.needs_password, min_width=160
        )
        by = gr.Textbox(
            label=words("by"), placeholder=words("by_hint"), max_lines=1, min_width=160, elem_id="by",
            container=False, show_label=False,
        )  # fmt: skip
    by.change(None, by, None, js=REMEMBER, api_visibility="private")
    page.load(None, None, by, js=RECALL, api_visibility="private")
    with gr.Tabs() as views:
        elsewhere = (handed, views)
        with gr.Tab(words("tab_rows"), id="rows") as rows_tab:
            listing = rows.build(assistant, workshop, password, by, handed, words)
        with gr.Tab(words("tab_month"), id="month") as month_tab:
            calendar = month.build(assistant, workshop, (password, by), elsewhere, words)
        with gr.Tab(words("tab_progress"), id="progress") as progress_tab:
            bars = progress.build(assistant, workshop, (password, by), elsewhere, words)
        with gr.Tab(words("tab_queue"), id="queue") as queue_tab:
            queue = review.build(assistant, workshop, password, by, words)
        with gr.Tab(words("tab_compare"), id="compare") as compare_tab:
            aligned = compare.build(assistant, words)
    opened = (
        (rows_tab, listing), (month_tab, calendar), (progress_tab, bars), (queue_tab, queue),
        (compare_tab, aligned),
    )  # fmt: skip
    for tab, view in opened:
        tab.select(view.run, view.inputs, view.outputs, **QUIET)
    for view in (listing, queue):
        page.load(view.run, view.inputs, view.outputs, **QUIET)
    return listing
