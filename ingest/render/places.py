"""Spans of the text → boxes on the pages they were read from."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.records import Box, Document, Place, Span

USUAL = 0.5
"""Ems that a digit measures where nothing better is known."""


@dataclass(frozen=True, slots=True)
class PageBox:
    """A rectangle of a page, in points from its top left corner."""

    page: int
    box: Box


def page_boxes(document: Document, spans: Iterable[Span]) -> tuple[PageBox, ...]:
    """Where spans stand on their pages, in reading order; () where no place is known.

    A box covers the part of a printed line that belongs to the span, by the widths of its characters;
    of a table it covers the whole cell.
    """
    cells = {(c.start, c.end) for table in document.tables for c in table.cells}
    ends = [place.end for place in document.places]
    paragraphs = [paragraph.end for paragraph in document.paragraphs]
    found: dict[PageBox, None] = {}
    for span in sorted(spans, key=lambda s: s.start):
        for place in document.places[bisect_left(ends, span.start + 1) :]:
            if place.start >= span.end:
                break
            if (place.start, place.end) in cells:
                found[PageBox(place.page, place.box)] = None
                continue
            at = document.paragraphs[bisect_left(paragraphs, place.end) :][:1]
            box = _part(document.text, place, span, at[0].font_size if at else None)
            if box is not None:
                found[PageBox(place.page, box)] = None
    return tuple(found)


def _part(text: str, place: Place, span: Span, size: float | None) -> Box | None:
    """The share of a line's box that the span covers; ``size`` of its letters in points."""
    start, end = max(place.start, span.start), min(place.end, span.end)
    words = text[start:end]
    if not words.strip():
        return None
    left, top, right, bottom = place.box
    line = text[place.start : place.end]
    narrow = _narrow(line, right - left, size)
    step = (right - left) / (_width(line, narrow) or 1.0)
    before = _width(text[place.start : start], narrow)
    return (left + before * step, top, left + (before + _width(words, narrow)) * step, bottom)


def _narrow(line: str, length: float, size: float | None) -> float:
    """How wide digits and Latin letters are on this line, in ems; fonts differ from .45 to .65."""
    wide = sum(_is_wide(c) for c in line)
    others = len(line) - wide
    if not size or not others:
        return USUAL
    return min(max((length / size - wide) / others, 0.45), 0.65)


def _width(text: str, narrow: float) -> float:
    """Of a text in ems."""
    return sum(1.0 if _is_wide(c) else narrow for c in text)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"
