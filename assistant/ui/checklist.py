"""The checklist tab: a switch between the list of rows and the queue of what waits for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui import review, rows
from assistant.ui.refresh import Refresh
from assistant.ui.strings import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

LIST, QUEUE = "list", "queue"
"""The two views."""


def build(page: Any, assistant: PolicyAssistant, workshop: Any, words: Words) -> Refresh:
    """Lays out the tab and wires its events; returns the refresh for when the tab is opened."""
    choices = [(words("view_list"), LIST), (words("view_queue"), QUEUE)]
    view = gr.Radio(choices, value=LIST, show_label=False, container=False, elem_id="view")
    if workshop.needs_password:
        gr.Markdown(words("password_needed"))
    password = gr.Textbox(label=words("password"), type="password", visible=workshop.needs_password)
    with gr.Column() as list_view:
        listing = rows.build(assistant, workshop, password, words)
    with gr.Column(visible=False) as queue_view:
        queue = review.build(assistant, workshop, password, words)

    def switch(chosen: str) -> tuple[Any, Any]:
        return gr.update(visible=chosen == LIST), gr.update(visible=chosen == QUEUE)

    quiet = {"api_visibility": "private", "show_progress": "hidden"}
    changed = view.change(switch, view, [list_view, queue_view], **quiet)
    changed.then(listing.run, listing.inputs, listing.outputs, **quiet)
    changed.then(queue.run, queue.inputs, queue.outputs, **quiet)
    page.load(listing.run, listing.inputs, listing.outputs, api_visibility="private")
    page.load(queue.run, queue.inputs, queue.outputs, api_visibility="private")
    return listing
