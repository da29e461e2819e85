"""The line that says what was removed, with the button that brings it back."""

from __future__ import annotations

from html import escape
from typing import Any

import gradio as gr

from assistant.ui.strings.words import Words


class UndoLine:
    """``outputs`` are filled by ``said`` or ``hushed``; ``undo`` is the button. It stays until somebody acts."""

    def __init__(self, words: Words) -> None:
        with gr.Row(
            visible=False, elem_id="removed-line", elem_classes="snack", equal_height=True
        ) as line:
            told = gr.HTML()
            self.undo = gr.Button(
                words("undo_removing"), size="sm", min_width=80, elem_id="undo-removing"
            )
            close = gr.Button(
                words("run_close"), size="sm", min_width=60, elem_classes="quiet-button"
            )
        self.outputs = [line, told, self.undo]
        close.click(
            self.hushed, None, self.outputs, api_visibility="private", show_progress="hidden"
        )

    @staticmethod
    def said(sentence: str, *, undo: bool = True) -> tuple[Any, ...]:
        """Shows the sentence, with the button where it can be taken back."""
        told = f'<p role="status">{escape(sentence)}</p>'
        return gr.update(visible=True), told, gr.update(visible=undo)

    @staticmethod
    def hushed() -> tuple[Any, ...]:
        """The line is gone."""
        return gr.update(visible=False), "", gr.update(visible=True)
