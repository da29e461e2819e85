"""The chat tab: one box, cited answers with their sources beside them, the conversations of this browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.chat import look, script
from assistant.ui.chat.keeping import Keeping
from assistant.ui.chat.shelf import shelf_html
from assistant.ui.chat.talking import Talking
from assistant.ui.chat.welcome import welcome
from assistant.ui.refresh import Refresh, in_turn
from assistant.ui.saving import FETCH, TRANSCRIPTS, Save
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
"""Of every handler: no public API, no overlay over what is being read."""
SHELVED = in_turn("chat-shelf")
"""Of what fills the list of conversations and the one that is open: the last one asked for stays."""
PLAIN: dict[str, Any] = {"apply_default_css": False}
"""Of every part that is ours: Gradio's style of running text would draw borders round tables."""
TURNS: dict[str, Any] = {**PLAIN, "css_template": look.NARROW}


@dataclass(slots=True)
class _Parts:
    """What stands on the tab."""

    browser: Any
    conversation: Any
    running: Any
    shelf: Any
    hello: Any
    past: Any
    live: Any
    following: Any
    chip: Any
    documents: Any
    year: Any
    box: Any
    ask: Any
    stop: Any
    saves: list[Save]
    rows_file: Any


def build(
    page: Any, assistant: PolicyAssistant, words: Words, secret: str, handed: Any, tabs: Any
) -> Refresh:
    """Lays out the tab and wires its events; returns the refresh for when the tab is opened.

    ``handed`` is the box of assistant.ui.handover, ``tabs`` the tabs of the page.
    """
    parts = _lay_out(assistant, words, secret)
    talking = Talking(assistant, words)
    keeping = Keeping(assistant, words, talking)
    runs = _wire_asking(parts, talking)
    _wire_answers(parts, talking, keeping, handed, tabs)
    _wire_shelf(parts, keeping, runs)
    for save in parts.saves:
        save.wire(keeping.exporter(save.form), [parts.browser, parts.conversation])
    chosen = [parts.documents, parts.year]
    for picker in chosen:
        picker.change(keeping.chip, chosen, parts.chip, **PRIVATE)
    parts.chip.off(lambda: ([], ""), None, chosen, **PRIVATE)
    page.load(
        keeping.restore, [parts.browser, parts.conversation],
        [parts.past, parts.live, parts.shelf, parts.conversation], **SHELVED,
    )  # fmt: skip
    page.load(keeping.offer, None, parts.hello, **PRIVATE)
    page.load(keeping.choices, chosen, chosen, **PRIVATE)

    def again(documents: list[str], year: str) -> Iterator[tuple[Any, ...]]:
        yield gr.skip(), *keeping.choices(documents, year)
        for hello in keeping.offer():
            yield hello, gr.skip(), gr.skip()

    return Refresh(again, chosen, [parts.hello, *chosen])


def _lay_out(assistant: PolicyAssistant, words: Words, secret: str) -> _Parts:
    browser = gr.BrowserState("", storage_key="edu-policy-conversation", secret=secret)
    conversation = gr.BrowserState("", storage_key="edu-policy-open", secret=secret)
    running = gr.State(None)
    with gr.Row(elem_id="chat-room", equal_height=False):
        with gr.Column(scale=0, min_width=220, elem_id="chat-shelf"):
            shelf = gr.HTML(
                shelf_html((), "", words), js_on_load=script.SHELF, elem_id="chat-talks", **PLAIN
            )
            with gr.Row(elem_id="chat-export"):
                saves = [Save(words, form) for form in TRANSCRIPTS]
        with gr.Column(scale=1, min_width=300, elem_id="chat-main"):
            gr.HTML(_bar(words), elem_id="chat-bar", **PLAIN)
            with gr.Column(elem_id="chat"):
                hello = gr.HTML(
                    welcome(assistant, words, None),
                    js_on_load=script.TALK,
                    elem_id="chat-hello",
                    **PLAIN,
                )
                past = gr.HTML("", js_on_load=script.TALK, elem_id="chat-past", **TURNS)
                live = gr.HTML(
                    "",
                    js_on_load=script.TALK + script.SHOW + script.TIPS,
                    elem_id="chat-live",
                    **TURNS,
                )
                following = gr.HTML("", js_on_load=script.NEXT, elem_id="chat-next", **PLAIN)
            with gr.Column(elem_id="chat-ask"):
                chip = gr.HTML("", js_on_load=script.CHIP, elem_id="chat-chip", **PLAIN)
                documents, year = _filters(words)
                with gr.Row(elem_id="chat-line"):
                    box = gr.Textbox(
                        placeholder=words("ask_placeholder"), label=words("ask_placeholder"),
                        container=False, scale=1, elem_id="question", autofocus=True, lines=1,
                        max_lines=5, min_width=120, max_length=2000,
                    )  # fmt: skip
                    ask = gr.Button(
                        words("ask_button"), variant="primary", scale=0, min_width=88, elem_id="ask-question"
                    )  # fmt: skip
                    stop = gr.Button(
                        words("stop_button"), scale=0, min_width=88, elem_id="stop-answer"
                    )  # fmt: skip
    rows_file = gr.DownloadButton(visible="hidden", elem_id="fetch-rows")
    return _Parts(
        browser, conversation, running, shelf, hello, past, live, following, chip, documents, year, box, ask, stop,
        saves, rows_file,
    )  # fmt: skip


def _filters(words: Words) -> tuple[Any, Any]:
    """Which documents are asked: folded until somebody wants it."""
    with (
        gr.Accordion(words("only_panel"), open=False, elem_id="chat-only"),
        gr.Row(equal_height=False),
    ):
        documents = gr.Dropdown(
            [], label=words("only_documents"), multiselect=True, value=[], scale=3, min_width=200,
            elem_id="only-documents",
        )  # fmt: skip
        year = gr.Dropdown(
            [(words("any_year"), "")], value="", label=words("only_year"), scale=1, min_width=120,
            elem_id="only-year",
        )  # fmt: skip
    return documents, year


def _bar(words: Words) -> str:
    """The two buttons that stand in for the list where there is no room for it."""
    return (
        f'<div class="bar"><button type="button" id="shelf-button" aria-expanded="false" aria-controls="chat-shelf">'
        f"☰ {escape(words('talks'))}</button>"
        f'<button type="button" id="fresh-button">＋ {escape(words("new_chat"))}</button></div>'
    )


def _wire_asking(parts: _Parts, talking: Talking) -> list[Any]:
    """Questions typed and clicked, and the button that stops; returns what can be stopped."""
    held = [parts.browser, parts.conversation, parts.documents, parts.year]
    outputs = [
        parts.past, parts.live, parts.shelf, parts.box, parts.browser, parts.conversation, parts.running,
    ]  # fmt: skip
    typed: dict[str, Any] = {**PRIVATE, "concurrency_limit": 8}
    runs = [
        trigger(talking.answer, [parts.box, *held], outputs, **typed)
        for trigger in (parts.ask.click, parts.box.submit)
    ]
    runs += [
        part.ask(talking.picked, held, outputs, **typed)
        for part in (parts.hello, parts.past, parts.live)
    ]
    for run in runs:
        run.then(None, None, None, js=script.FOCUS_BOX)
        run.then(talking.follow, [parts.browser, parts.conversation], parts.following, **typed)
    parts.stop.click(
        talking.stop, [parts.running, parts.browser, parts.conversation],
        [parts.live, parts.shelf, parts.running], cancels=runs, **PRIVATE,
    )  # fmt: skip
    return runs


def _wire_answers(
    parts: _Parts, talking: Talking, keeping: Keeping, handed: Any, tabs: Any
) -> None:
    """What can be done with an answer: rate it, take its rows to the checklist or as a file. Ratings are kept one at a
    time, in the order in which they were given: the newest counts."""
    parts.hello.documents(lambda: gr.Tabs(selected="documents"), None, tabs, **PRIVATE)
    where = [parts.browser, parts.conversation]
    for part in (parts.past, parts.live):
        part.rate(
            talking.rate, where, None, trigger_mode="multiple", concurrency_limit=1, **PRIVATE
        ).then(None, None, None, js=script.RATED)
        part.list(keeping.hand_over, where, [handed, tabs], **PRIVATE)
        part.rows(keeping.rows_file, where, parts.rows_file, **PRIVATE).success(
            None, None, None, js=FETCH % "rows"
        )


def _wire_shelf(parts: _Parts, keeping: Keeping, runs: list[Any]) -> None:
    """The list of conversations. Whoever leaves a conversation stops what is being answered in it."""
    moved = [
        parts.past, parts.live, parts.shelf, parts.conversation, parts.running,
    ]  # fmt: skip
    left = [parts.browser, parts.running]
    here = [parts.browser, parts.conversation, parts.running]
    leaving: dict[str, Any] = {**SHELVED, "cancels": runs}
    parts.shelf.fresh(keeping.fresh, left, moved, **leaving).then(
        None, None, None, js=script.FOCUS_BOX
    )
    parts.shelf.open(keeping.open, left, moved, **leaving)
    parts.shelf.drop(keeping.drop, here, moved, **SHELVED)
    parts.shelf.restore(keeping.bring_back, left, moved, **leaving)
    parts.shelf.rename(keeping.rename, here[:2], parts.shelf, **SHELVED)
