"""The fold with the questions that were refused, under the documents: what to add next."""

from __future__ import annotations

import datetime as dt
from html import escape
from typing import TYPE_CHECKING

import gradio as gr

from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.ui.page import Workshop
    from assistant.unanswered import Unanswered

SHOWN = 100
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
    """The questions as a table: the question with the reason below it, how often, asked last."""
    if not questions:
        return f'<p class="empty">{escape(words("unanswered_none"))}</p>'
    keys = ("unanswered_question", "unanswered_times", "unanswered_last")
    head = "".join(f'<th scope="col">{escape(words(key))}</th>' for key in keys)
    rows = "".join(_row(one) for one in questions[:SHOWN])
    return (
        f'<div class="asked" role="region" tabindex="0" aria-label="{escape(words("unanswered"), quote=True)}">'
        f'<table class="plain"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def _row(one: Unanswered) -> str:
    return (
        f'<tr><td><strong>{escape(one.question)}</strong><span class="small">{escape(one.reason)}</span></td>'
        f'<td class="num">{one.times}</td><td class="num">{escape(_when(one.last))}</td></tr>'
    )


def _when(last: str) -> str:
    """The day on this machine."""
    try:
        at = dt.datetime.fromisoformat(last)
    except ValueError:
        return last
    return f"{(at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone():%Y-%m-%d}"
