"""Spans of the text → boxes on the pages they were read from."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.records import Box, Document, Place, Span


@dataclass(frozen=True, slots=True)
class PageBox:
    """A rectangle of a page, in points from its top left corner."""

    page: int
    box: Box


def page_boxes(document: Document, spans: Iterable[Span]) -> tuple[PageBox, ...]:
    """Where spans stand on their pages, in reading order; () where no place is known.

    A box covers the part of a printed line that belongs to the span, by the widths of its characters
    (a wide one counts two); of a table it covers the whole cell.
    """
    cells = {(c.start, c.end) for table in document.tables for c in table.cells}
    ends = [place.end for place in document.places]
    found: dict[PageBox, None] = {}
    for span in sorted(spans, key=lambda s: s.start):
        for place in document.places[bisect_left(ends, span.start + 1) :]:
            if place.start >= span.end:
                break
            if (place.start, place.end) in cells:
                found[PageBox(place.page, place.box)] = None
            elif (box := _part(document.text, place, span)) is not None:
                found[PageBox(place.page, box)] = None
    return tuple(found)


def _part(text: str, place: Place, span: Span) -> Box | None:
    """The share of a line's box that the span covers."""
    start, end = max(place.start, span.start), min(place.end, span.end)
    words = text[start:end]
    if not words.strip():
        return None
    whole = _width(text[place.start : place.end]) or 1.0
    before = _width(text[place.start : start])
    left, top, right, bottom = place.box
    step = (right - left) / whole
    return (left + before * step, top, left + (before + _width(words)) * step, bottom)


def _width(text: str) -> float:
    return sum(2.0 if unicodedata.east_asian_width(c) in "WFA" else 1.0 for c in text)
