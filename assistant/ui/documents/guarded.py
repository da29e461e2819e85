"""What the rooms of the documents tab share: whose they are, the check of the password, errors as sentences."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.strings.words import Words
from ingest.errors import PolicyError

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.ui.page import Workshop


class Guarded:
    """A room whose handlers change the library: each of them checks the password itself."""

    def __init__(self, assistant: PolicyAssistant, workshop: Workshop, words: Words) -> None:
        self.assistant = assistant
        self.workshop = workshop
        self.words = words

    def check(self, password: str | None) -> None:
        """Raises the error that the page shows where the password is missing or wrong."""
        if not self.workshop.may_edit(password or ""):
            raise gr.Error(self.words("password_needed"), print_exception=False)


def refusal(sentence: str) -> gr.Error:
    """An error that the page shows as it stands."""
    return gr.Error(escape(sentence), print_exception=False)


def said(work: Any) -> Any:
    """The same function, with a library error shown as a sentence on the page."""

    def run(*args: Any, **named: Any) -> Any:
        try:
            return work(*args, **named)
        except PolicyError as error:
            raise refusal(str(error)) from error

    return run
