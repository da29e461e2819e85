"""A part of a document's panel that unfolds."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.ui.strings.words import Words


def fold(name: str, items: Sequence[str], count: int, words: Words) -> str:
    """A part that unfolds; ``count`` of all items, of which ``items`` are shown."""
    more = count - len(items)
    rest = f"<li>{escape(words('and_more', count=more))}</li>" if more else ""
    return (
        f'<details class="fold"><summary>{escape(name)}</summary>'
        f'<ul tabindex="0">'
        f"{''.join(items)}{rest}</ul></details>"
    )
