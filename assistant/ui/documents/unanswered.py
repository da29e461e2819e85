"""The fold with the questions that were refused, under the documents: what to add next."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import gradio as gr

from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.ui.page import Workshop
    from assistant.unanswered import Unanswered

SHOWN = 200
"""Questions listed; the command line gives all."""


def build(
    assistant: PolicyAssistant, workshop: Workshop, password: gr.Textbox, words: Words
) -> None:
    """Lays out the fold; it is read again each time it is opened, by those who may edit: what others asked
    is not for everybody."""
    with gr.Accordion(words("unanswered"), open=False, elem_id="unanswered") as fold:
        listing = gr.HTML()

    def read(typed: str | None) -> str:
        if not workshop.may_edit(typed or ""):
            return f"<p>{escape(words('password_needed'))}</p>"
        return table(assistant.unanswered(), words)

    fold.expand(read, password, listing, api_visibility="private")


def table(questions: tuple[Unanswered, ...], words: Words) -> str:
    """The questions as a table: asked last, how often, the question, why."""
    if not questions:
        return f"<p>{escape(words('unanswered_none'))}</p>"
    keys = ("unanswered_last", "unanswered_times", "unanswered_question", "unanswered_reason")
    head = "".join(f"<th>{escape(words(key))}</th>" for key in keys)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in _cells(one)) + "</tr>"
        for one in questions[:SHOWN]
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cells(one: Unanswered) -> tuple[str, ...]:
    return one.last[:16].replace("T", " "), str(one.times), one.question, one.reason
