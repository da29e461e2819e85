"""The fold in which an administrator sets the language model, and the line that says which mode is on."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.strings.words import Words
from ingest.errors import PolicyError

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.ui.page import Workshop


def mode_line(assistant: PolicyAssistant, words: Words) -> str:
    """Which mode is on, as HTML."""
    state = assistant.model_state()
    if not state.model:
        return escape(words("mode_none"))
    return escape(words("mode_failed" if state.failed else "mode_model", name=state.model))


def build(
    assistant: PolicyAssistant, workshop: Workshop, password: gr.Textbox, words: Words
) -> None:
    """Lays out the fold; its boxes are filled each time it is opened, never with the key."""
    panel = _Panel(assistant, workshop, words)
    with gr.Accordion(words("model_panel"), open=False, elem_id="language-model") as fold:
        gr.Markdown(words("model_about"))
        model = gr.Textbox(label=words("model_name"), elem_id="model-name", max_lines=1)
        address = gr.Textbox(
            label=words("model_address"), placeholder="http://127.0.0.1:11434/v1",
            elem_id="model-address", max_lines=1,
        )  # fmt: skip
        key = gr.Textbox(label=words("model_key"), type="password", elem_id="model-key")
        said = gr.HTML(elem_id="model-said")
        with gr.Row():
            test = gr.Button(words("model_test"), size="sm")
            save = gr.Button(words("model_save"), size="sm", variant="primary")
    boxes = [model, address, key]
    fold.expand(panel.show, password, [*boxes, said, test, save], api_visibility="private")
    test.click(panel.test, [*boxes, password], said, api_visibility="private")
    save.click(panel.save, [*boxes, password], [key, said], api_visibility="private")


class _Panel:
    """The fold's handlers. Every one checks the password itself."""

    def __init__(self, assistant: PolicyAssistant, workshop: Workshop, words: Words) -> None:
        self.assistant = assistant
        self.workshop = workshop
        self.words = words

    def show(self, password: str | None) -> tuple[Any, ...]:
        """Name and address as they are set; whether there is a key is said, the key is not."""
        if not self.workshop.may_edit(password or ""):
            locked = gr.update(value="", interactive=False)
            off = gr.update(interactive=False)
            return (locked, locked, locked, self._html(self.words("password_needed")), off, off)
        state = self.assistant.model_state()
        free = gr.update(interactive=not state.fixed)
        hint = self.words("model_key_kept" if state.has_key else "model_key_none")
        told = [self.words("model_fixed")] if state.fixed else []
        if state.failed:
            told.append(self.words("model_last_failure", reason=state.failed))
        return (
            gr.update(value=state.model, interactive=not state.fixed),
            gr.update(value=state.base_url, interactive=not state.fixed),
            gr.update(value="", placeholder=hint, interactive=not state.fixed),
            self._html(" ".join(told)), gr.update(interactive=bool(state.model) or not state.fixed), free,
        )  # fmt: skip

    def test(self, model: str, address: str, key: str, password: str | None) -> str:
        """One question to the model as typed, and what came of it in a sentence."""
        self._check(password)
        try:
            name = self.assistant.try_model(model or "", address or "", key or "")
        except PolicyError as error:
            return self._html(self.words("model_failed", reason=error))
        return self._html(self.words("model_works", name=name))

    def save(self, model: str, address: str, key: str, password: str | None) -> tuple[Any, str]:
        """Keeps what was typed; the box of the key is emptied."""
        self._check(password)
        try:
            self.assistant.set_model(model or "", address or "", key or "")
        except PolicyError as error:
            return gr.skip(), self._html(str(error))
        state = self.assistant.model_state()
        hint = self.words("model_key_kept" if state.has_key else "model_key_none")
        done = (
            self.words("model_saved", name=state.model) if state.model else self.words("model_off")
        )
        return gr.update(value="", placeholder=hint), self._html(done)

    def _check(self, password: str | None) -> None:
        if not self.workshop.may_edit(password or ""):
            raise gr.Error(self.words("password_needed"), print_exception=False)

    def _html(self, text: str) -> str:
        return f"<p>{escape(text)}</p>" if text else ""
