"""What the chat hands to the checklist: the rows of an answer, and the words that say which they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import gradio as gr

ELEMENT = "checklist-filter"
"""The hidden box's id on the page."""


@dataclass(frozen=True, slots=True)
class Handed:
    """Fact ids in the order of the answer, and the filter in words."""

    ids: tuple[str, ...] = ()
    said: str = ""


def box() -> Any:
    """The hidden box; whoever takes from it listens to its ``change``. Laid out before the tabs."""
    return gr.Textbox(visible="hidden", elem_id=ELEMENT, show_label=False)


def write(ids: Iterable[str], said: str, stamp: str = "") -> str:
    """What goes into the box; ``stamp`` makes the same rows handed over twice a change."""
    return json.dumps({"ids": list(ids), "said": said, "stamp": stamp}, ensure_ascii=False)


def read(text: str) -> Handed:
    """What lies in the box; nothing where it is empty or was tampered with."""
    try:
        raw = json.loads(text or "{}")
        return Handed(tuple(str(one) for one in raw.get("ids", ())), str(raw.get("said", "")))
    except (ValueError, AttributeError, TypeError):
        return Handed()
