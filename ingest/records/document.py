"""A cleaned document: its text, and paragraphs, tables, pages and sections as spans of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.records.spans import Box, Span


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or table row of ``Document.text`` with what the file said about its looks.

    Paragraphs are in order, do not overlap and leave out only white space between them.
    """

    start: int
    end: int
    kind: Literal["text", "row"] = "text"
    level: int | None = None
    font_size: float | None = None
    bold: bool = False
    centred: bool = False
    style: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table as a span of the text; empty cells have an empty span."""

    row: int
    column: int
    start: int
    end: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table inside the text: one row a line, cells separated by tabs, every cell once."""

    start: int
    end: int
    cells: tuple[TableCell, ...]
    header_rows: int = 1
    caption: Span | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page lies in the text. ``number`` is 1-based; ``label`` the printed page number.

    ``width`` and ``height`` in points; 0 where the format has none. ``ocr``: read from a picture.
    """

    number: int
    label: str
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a printed line of the text stands on its page; for highlighting."""

    start: int
    end: int
    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class Removed:
    """Words of the file that cleaning took out, and why. Nothing is dropped without a line here."""

    text: str
    reason: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One version of one document. ``id`` is a hash of source and content."""

    id: str
    source: str
    sha256: str
    format: str
    text: str
    paragraphs: tuple[Paragraph, ...] = ()
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    places: tuple[Place, ...] = ()
    removed: tuple[Removed, ...] = ()

    def page_at(self, offset: int) -> Page | None:
        """The page that holds the code point at ``offset``; None where the format has no pages."""
        return next((p for p in self.pages if p.start <= offset < p.end), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and all it governs, sub-sections included.

    ``path`` is the chain of headings from the outermost to this one; ``number`` the printed number
    (一, （二）, 3, 第四条); ``heading`` the span of the heading's own words.
    """

    start: int
    end: int
    level: int
    number: str
    title: str
    path: tuple[str, ...]
    heading: Span
    kind: Literal["title", "heading", "article", "attachment"] = "heading"
