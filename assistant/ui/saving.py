"""Buttons that take something away: the file is made on a click, outside the data folder, then downloaded.

A download button of Gradio gives the file of the click before; this one makes the file first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr

from assistant.ui.strings.words import Words

TRANSCRIPTS = ("docx", "md")
"""Forms of a conversation: Word and Markdown."""
FETCH = "() => { const link = document.querySelector('#fetch-%s'); if (link) link.click(); }"
"""Starts the download of a file that is ready."""


class Save:
    """A visible button of a form (xlsx, docx …), and the hidden one that holds the finished file."""

    def __init__(self, words: Words, form: str) -> None:
        self.form = form
        self.button = gr.Button(
            words(f"export_{form}"), size="sm", min_width=120, elem_id=f"export-{form}"
        )
        self.file = gr.DownloadButton(visible="hidden", elem_id=f"fetch-{form}")

    def wire(self, make: Callable[..., str], inputs: Any) -> None:
        """``make`` writes the file and returns its path; an error it raises is shown, and nothing is downloaded."""
        self.button.click(
            make, inputs, self.file, show_progress="hidden", api_visibility="private"
        ).success(None, None, None, js=FETCH % self.form)
