"""Lines that speak for those above them: who answers, and by when, on a line of its own below an item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.extract import guards, owners
from ingest.extract.reading import Line

# How deep the printed number of a line stands; lines without one are deepest.
RANKS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"^\s*第[一二三四五六七八九十]+(?:部分|章|节|编)"), 0),
    (re.compile(r"^\s*[一二三四五六七八九十]{1,3}、"), 1),
    (re.compile(r"^\s*[（(][一二三四五六七八九十]{1,3}[)）]"), 2),
    (re.compile(r"^\s*\d{1,3}(?:[.．、](?!\d)|\s(?=[\u4e00-\u9fff]))"), 3),
    (re.compile(r"^\s*(?:[（(]\d{1,3}[)）]|\d{1,3}[)）])"), 4),
    (re.compile(rf"^\s*(?:[①-⑳]|{guards.BULLET}|[一二三四五六七八九十]{{1,2}}是)"), 5),
)
UNMARKED = 6
PART = 2
"""A number of this rank or a lower one opens a part of its own."""


def rank(text: str) -> int:
    """How deep the number at the head of a line stands: 一、 is 1, （一） 2, 1. 3, none 6."""
    return next((deep for pattern, deep in RANKS if pattern.match(text)), UNMARKED)


def spoken_for(lines: Sequence[Line], index: int, own: Sequence[bool]) -> Iterator[int]:
    """The lines above ``index`` that it speaks for: those of its item, or of all items of its part.

    Args:
        own: Whether a line says itself what the line at ``index`` says.
    """
    for above in range(index - 1, -1, -1):
        if own[above]:
            return
        yield above
        if rank(lines[above].text) <= PART:
            return


def answering(lines: Sequence[Line]) -> list[str]:
    """Who answers for each line: named in it, or in a line below it of the same item."""
    named = [owners.labelled(line.text) for line in lines]
    only = [owners.only_owner(line.text) for line in lines]
    own = [bool(owner) for owner in named]
    spoken: set[int] = set()
    for index in range(len(lines) - 2, -1, -1):
        below = index + 1
        if named[index] or not named[below]:
            continue
        same = bool(lines[index].section) and lines[index].section == lines[below].section
        if only[below] or (same and not _starts_item(lines[below]) and below in spoken):
            named[index] = named[below]
            spoken.add(index)
    for index in range(1, len(lines)):
        if own[index] and only[index] and owners.LABELLED.search(lines[index].text):
            for above in spoken_for(lines, index, own):
                named[above] = named[above] or named[index]
    return named


def _starts_item(line: Line) -> bool:
    """Whether a line opens an item of its own, for which the lines above do not answer."""
    return bool(guards.NUMBERING.match(line.text))
