"""A line at the foot of the window: what was just done, and a button that takes it back.

A tab makes one, gives ``outputs`` to the handler that does the thing, returns ``said(…)`` for them, and wires ``undo``.
It stays until it is taken back, closed, or the next thing is said: nobody has to be quick.
"""

from __future__ import annotations

from html import escape
from typing import Any

import gradio as gr

from assistant.ui.strings.words import Words


class Snack:
    """One line of a tab; ``undo`` is its button, ``outputs`` what a handler fills by ``said`` or ``hushed``."""

    def __init__(self, words: Words, name: str) -> None:
        with gr.Row(
            visible=False, elem_id=f"snack-{name}", elem_classes="snack", equal_height=True
        ) as self.line:
            self.told = gr.HTML()
            self.undo = gr.Button(words("undo"), size="sm", min_width=60, elem_id=f"undo-{name}")
            self.dismiss = gr.Button(words("close_line"), size="sm", min_width=44, elem_classes="quiet-button")  # fmt: skip
        self.outputs = [self.line, self.told, self.undo]
        self.dismiss.click(
            self.hushed, None, self.outputs, api_visibility="private", show_progress="hidden"
        )

    @staticmethod
    def said(sentence: str, *, undo: bool = True) -> tuple[Any, ...]:
        """Values for ``outputs``: shows the sentence, with the button where it can be taken back."""
        told = f'<p role="status">{escape(sentence)}</p>'
        return gr.update(visible=True), told, gr.update(visible=undo)

    @staticmethod
    def hushed() -> tuple[Any, ...]:
        """Values for ``outputs``: the line is gone."""
        return gr.update(visible=False), "", gr.update(visible=True)
