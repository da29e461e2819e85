"""The checklist tab: the list of rows, the queue of what waits for a person, and indicators side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.checklist import compare, rows
from assistant.ui.refresh import Refresh
from assistant.ui.review import tab as review
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant


def build(
    page: Any, assistant: PolicyAssistant, workshop: Any, words: Words, handed: Any = None
) -> Refresh:
    """Lays out the tab and wires its events; returns the refresh for when the tab is opened.

    ``handed`` is the box into which the chat puts the rows of an answer (assistant.ui.handover)."""
    if workshop.needs_password:
        gr.Markdown(words("password_needed"))
    password = gr.Textbox(label=words("password"), type="password", visible=workshop.needs_password)
    with gr.Tabs():
        with gr.Tab(words("tab_rows"), id="rows") as rows_tab:
            listing = rows.build(assistant, workshop, password, words)
        with gr.Tab(words("tab_queue"), id="queue") as queue_tab:
            queue = review.build(assistant, workshop, password, words)
        with gr.Tab(words("tab_compare"), id="compare") as compare_tab:
            aligned = compare.build(assistant, words)
    for tab, view in ((rows_tab, listing), (queue_tab, queue), (compare_tab, aligned)):
        tab.select(view.run, view.inputs, view.outputs, api_visibility="private")
    for view in (listing, queue):
        page.load(view.run, view.inputs, view.outputs, api_visibility="private")
    return listing
