"""What a loader gives: the blocks, cells and pages of one file before anything is cleaned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ingest.records.spans import Box


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell as the file has it: merged cells stand once, with their spans.

    ``page`` and ``box`` (its rectangle) are known in a pdf.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, printed line (pdf) or table as a loader found it, in reading order.

    ``level`` is a heading level 1-9 where the file itself says so (Word style or outline level, html
    h1-h6, Markdown #). ``number`` is an automatic list number rendered as printed and not part of
    ``text``. ``anchor`` names the place inside the file for a later viewer (``p12``, ``t3``).
    ``column`` is 1 or 2 on a page set in two columns, 0 otherwise.
    """

    kind: Literal["paragraph", "line", "table"]
    text: str
    page: int | None = None
    box: Box | None = None
    level: int | None = None
    number: str = ""
    font_size: float | None = None
    bold: bool = False
    centred: bool = False
    style: str = ""
    cells: tuple[Cell, ...] = ()
    anchor: str = ""
    column: int = 0


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as the file has it; width and height in points; ``label`` is the printed number.

    ``ocr``: its words were read from a picture.
    """

    number: int
    label: str = ""
    width: float = 0.0
    height: float = 0.0
    has_text: bool = True
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a loader reads from the bytes of one file, before anything is cleaned.

    ``furniture`` holds blocks the format itself keeps apart (Word headers and footers); ``info`` the
    file's own metadata (title, author, created …), never trusted over the text. ``unread`` are pages
    (in a Word file: pictures) whose words stand in a picture that has not been read.
    """

    source: str
    format: str
    blocks: tuple[Block, ...]
    pages: tuple[RawPage, ...] = ()
    furniture: tuple[Block, ...] = ()
    info: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()
