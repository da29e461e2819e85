"""Takes marked stretches out of a text in one pass, however many of the marks are never closed."""

from __future__ import annotations


def cut_pairs(text: str, opening: str, closing: str) -> tuple[str, list[str]]:
    """The text without what stands between the marks, and what stood there.

    An opening mark that is never closed stays. A regular expression would look for its end from
    every such mark again: a page of 300,000 of them would take hours.
    """
    kept: list[str] = []
    taken: list[str] = []
    at = 0
    while (start := text.find(opening, at)) >= 0:
        end = text.find(closing, start + len(opening))
        if end < 0:
            break
        kept.append(text[at:start])
        taken.append(text[start + len(opening) : end])
        at = end + len(closing)
    kept.append(text[at:])
    return "".join(kept), taken
