"""Asking the language model for proposals from the review queue: one button, how far it is, and a way to stop."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.ui.checklist import fact_form
from assistant.ui.review.filters import UNSURE, Shown
from assistant.ui.strings.words import Words
from ingest.errors import PolicyError

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.proposal_door import Proposing

QUIET = {"api_visibility": "private", "show_progress": "hidden"}


@dataclass(frozen=True, slots=True)
class Panel:
    """The parts of the page; ``whole`` is hidden where no language model is set."""

    whole: Any
    ask: Any
    stop: Any
    said: Any


def build(words: Words) -> Panel:
    """Lays the parts out, hidden until it is known that there is a model."""
    with gr.Column(visible=False, elem_id="propose-panel") as whole:
        gr.Markdown(words("propose_hint"))
        with gr.Row():
            ask = gr.Button(words("propose"), size="md", min_width=170, elem_id="propose")
            stop = gr.Button(
                words("propose_stop"), visible=False, size="md", min_width=120,
                elem_id="propose-stop",
            )  # fmt: skip
        said = gr.Markdown(elem_id="propose-said")
    return Panel(whole, ask, stop, said)


def wire(
    panel: Panel, run: Callable[..., Iterator[Any]], inputs: list[Any], show: dict[str, Any],
    words: Words,
) -> None:  # fmt: skip
    """``run`` proposes, ``show`` fills the queue anew afterwards."""
    outputs = [panel.said, panel.ask, panel.stop]
    going = panel.ask.click(run, inputs, outputs, **QUIET)
    going.then(**show)
    panel.stop.click(
        lambda: (words("propose_stopped"), *_buttons(False)), None, outputs, cancels=[going],
        **QUIET,
    ).then(**show)  # fmt: skip


def proposing(
    assistant: PolicyAssistant, asked: Shown, words: Words
) -> Iterator[tuple[str, Any, Any]]:
    """What is said and which button is shown, after each sentence; the sentences are those of the filters."""
    documents = (asked.document,) if asked.document else None
    last = None
    try:
        with closing(assistant.propose(documents, every=asked.verdict != UNSURE)) as run:
            for last in run:
                yield going(last, words), *_buttons(True)
    except PolicyError as error:
        raise fact_form.in_words(error) from error
    yield done(last, words) if last else "", *_buttons(False)


def _buttons(running: bool) -> tuple[Any, Any]:
    return gr.update(visible=not running), gr.update(visible=running)


def going(state: Proposing, words: Words) -> str:
    """How far it is."""
    return words(
        "propose_going", model=state.model, done=state.done, total=state.total,
        proposed=state.proposed,
    )  # fmt: skip


def done(state: Proposing, words: Words) -> str:
    """How it ended: what came of it, what was dropped and why, and what went wrong."""
    count = sum(number for _, number in state.dropped)
    reasons = words("comma").join(reason for reason, _ in state.dropped)
    dropped = words("propose_dropped", count=count, reasons=reasons) if count else ""
    parts = [
        words(
            "propose_done", model=state.model, done=state.done, total=state.total,
            proposed=state.proposed, dropped=dropped,
        )
    ]  # fmt: skip
    if state.unreadable:
        parts.append(words("propose_unreadable", count=state.unreadable))
    if state.error:
        parts.append(words("propose_broken", why=state.error))
    return " ".join(parts)
