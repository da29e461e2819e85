"""What the page runs when a tab or a view is opened, and how a part is drawn by one event alone.

Gradio 6.31 orders nothing between two events that fill the same parts: the answer that comes last stays, were its
question the older one. Its ``always_last`` runs one event no second time while it runs, and once more after it; but
then with the data of the *first* call. So whatever changes what is to be shown only says so (``Drawing.whole``), and
one event without data of its own draws what then holds.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

QUIET = {"api_visibility": "private", "show_progress": "hidden"}
SOON = {**QUIET, "trigger_mode": "multiple"}
"""For what asks for a drawing. It must go through Gradio's queue: only there a changed state is told to the page."""


@dataclass(frozen=True, slots=True)
class Refresh:
    """A handler with the parts it reads and fills."""

    run: Callable[..., Any]
    inputs: list[Any]
    outputs: list[Any]


def in_turn(name: str) -> dict[str, Any]:
    """For events that read what they change: one after the other, in the order in which they were asked; their work
    must be short, as those of all browsers wait for each other."""
    return {**SOON, "concurrency_id": name, "concurrency_limit": 1}


class Drawing:
    """Parts of the page that one event fills. A new value of ``whole`` draws all of them, one of ``part`` those that
    need not stay as they are; a handler gives either, never both. ``seen`` is the ``whole`` drawn last: while it
    differs a drawing is on its way."""

    def __init__(self) -> None:
        self.whole, self.part, self.seen = gr.State(""), gr.State(""), gr.State("")

    def wire(
        self, run: Callable[..., tuple[Any, ...]], inputs: list[Any], outputs: list[Any]
    ) -> None:
        """``run`` takes whether all is drawn, then the inputs."""

        def draw(whole: str, seen: str, *given: Any) -> tuple[Any, ...]:
            return (whole, *run(whole != seen, *given))

        gr.on(
            [self.whole.change, self.part.change], draw, [self.whole, self.seen, *inputs],
            [self.seen, *outputs], trigger_mode="always_last", queue=False, **QUIET,
        )  # fmt: skip

    def refresh(self) -> Refresh:
        """What draws all anew when a tab is opened."""
        return Refresh(again, [], [self.whole])


def stamp() -> str:
    """A value that no drawing has seen."""
    return secrets.token_hex(8)


async def again() -> str:
    """The same as a handler, on Gradio's own loop: it waits for no thread."""
    return stamp()


async def both_again() -> tuple[str, str]:
    """The same for two drawings."""
    return stamp(), stamp()
