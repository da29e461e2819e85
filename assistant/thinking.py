"""Takes the reasoning out of a model's text, also where it streams in pieces that cut its tags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

TAG = re.compile(r"<(/?)(?:think|thinking|thought|reasoning|reflection)>", re.I)
"""What models put around their reasoning when a server does not part it from the answer."""
BEGUN = re.compile(r"</?[a-z]{0,10}$", re.I)
"""A tag that the next piece may end."""


def without_thinking(pieces: Iterable[str]) -> Iterator[str]:
    """The pieces without what stands between the tags. Text that is never closed is all reasoning."""
    held, depth = "", 0
    for piece in pieces:
        held += piece
        told, held, depth = _split(held, depth)
        yield told
    if depth == 0 and held:
        yield held


def spoken(text: str) -> str:
    """A whole text without its reasoning, also where only the closing tag is there."""
    last = list(re.finditer(r"</(?:think|thinking|thought|reasoning|reflection)>", text, re.I))
    if last and not TAG.search(text[: last[0].start()]):
        text = text[last[0].end() :]
    return "".join(without_thinking([text])).strip()


def _split(text: str, depth: int) -> tuple[str, str, int]:
    """What may be told of the text, what must wait for more, and how deep in reasoning it ends."""
    told, at = "", 0
    for tag in TAG.finditer(text):
        told += text[at : tag.start()] if depth == 0 else ""
        depth = max(0, depth - 1) if tag[1] else depth + 1
        at = tag.end()
    rest = text[at:]
    begun = BEGUN.search(rest)
    cut = begun.start() if begun else len(rest)
    return told + (rest[:cut] if depth == 0 else ""), rest[cut:], depth
