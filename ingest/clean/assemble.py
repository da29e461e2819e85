"""RawDocument → Document: order of the cleaning steps, and the one text with all its spans."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby

from ingest.clean.boilerplate import strip_boilerplate
from ingest.clean.furniture import strip_furniture
from ingest.clean.lines import join_lines
from ingest.clean.pieces import Piece, cell_line, paragraphs, plain, prepared
from ingest.clean.table_heads import header_rows
from ingest.clean.table_joins import join_tables
from ingest.clean.walls import walled
from ingest.records import (
    Block,
    Cell,
    Document,
    Page,
    Paragraph,
    Place,
    RawDocument,
    RawPage,
    Removed,
    Span,
    Table,
    TableCell,
)

# Block.style of raw furniture → the reason written beside what was left out.
_REASONS: dict[str, str] = {
    "header": "页眉",
    "footer": "页脚",
    "comments": "批注",
    "hidden": "隐藏文字",
    "comment": "注释标记",
    "front matter": "文件头信息",
    "nav": "网站导航",
    "outside": "印在页面之外",
    "watermark": "水印",
    "part": "网页中正文之外的部分",
    "sheet": "工作表名称",
    "hidden sheet": "隐藏的工作表",
    "hidden row": "隐藏或被筛选掉的行",
    "hidden column": "隐藏的列",
    "covered": "被合并单元格遮住的内容",
}
# The line above a table that names it.
_CAPTION = re.compile(r"^[（(]?(?:附?表|附件|表格)\s*[\d一二三四五六七八九十]*")
_CAPTION_LENGTH = 40


def clean(raw: RawDocument, *, document_id: str, sha256: str) -> Document:
    """Cleans what a loader read.

    Paragraphs are joined by line feeds; a table row is one line with tabs between cells, and every
    cell stands once. Whatever is left out of the text is listed in ``Document.removed``.
    """
    blocks = prepared(raw)
    removed = [_aside(block) for block in raw.furniture if plain(_words(block)).strip()]
    labels: dict[int, str] = {}
    if raw.format in ("pdf", "ofd") or any(block.kind == "line" for block in blocks):
        stripped = strip_furniture(blocks, raw.pages)
        removed += stripped.removed
        labels = stripped.labels
        joined, repeated = join_tables(stripped.lines)
        removed += repeated
        pieces = join_lines(joined)
    else:
        pieces = paragraphs(walled(blocks))
    pieces, taken = strip_boilerplate(pieces, raw.format)
    text = _Text()
    for piece in pieces:
        text.add(piece)
    return Document(
        id=document_id,
        source=raw.source,
        sha256=sha256,
        format=raw.format,
        text=text.value(),
        paragraphs=tuple(text.paragraphs),
        pages=_pages(raw.pages, text, labels),
        tables=tuple(text.tables),
        places=tuple(text.places),
        removed=(*removed, *taken),
    )


def _words(block: Block) -> str:
    return block.text or "\t".join(cell.text for cell in block.cells)


def _aside(block: Block) -> Removed:
    return Removed(plain(_words(block)), _REASONS.get(block.style, "页面附属内容"), block.page)


class _Text:
    """The text as it grows, with everything that points into it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self.paragraphs: list[Paragraph] = []
        self.tables: list[Table] = []
        self.places: list[Place] = []
        self.page_starts: dict[int, int] = {}

    def value(self) -> str:
        return "".join(self._parts)

    def add(self, piece: Piece) -> None:
        if piece.is_table:
            self._add_table(piece.block)
        else:
            self._add_paragraph(piece)

    def _write(self, text: str) -> int:
        """Appends a line; gives the offset where it begins."""
        if self._size:
            self._parts.append("\n")
            self._size += 1
        start = self._size
        self._parts.append(text)
        self._size += len(text)
        return start

    def _add_paragraph(self, piece: Piece) -> None:
        start = self._write(piece.text)
        for mark in piece.marks:
            self.page_starts.setdefault(mark.page, start + mark.start)
            if mark.box is not None:
                self.places.append(Place(start + mark.start, start + mark.end, mark.page, mark.box))
        is_row = piece.block.kind == "line" and "\t" in piece.text
        self.paragraphs.append(_paragraph(piece.block, start, self._size, is_row))

    def _add_table(self, block: Block) -> None:
        caption = self._caption()
        cells: list[TableCell] = []
        begins = self._size + 1 if self._size else 0
        for _, row in groupby(sorted(block.cells, key=lambda c: (c.row, c.column)), _row_of):
            line: list[str] = []
            spans: list[tuple[Cell, int, int]] = []
            offset = 0
            for cell in row:
                words = cell_line(cell)
                spans.append((cell, offset, offset + len(words)))
                line.append(words)
                offset += len(words) + 1
            if not any(line):
                continue
            start = self._write("\t".join(line))
            self._place_cells(spans, start)
            cells += [
                TableCell(c.row, c.column, start + a, start + b, c.row_span, c.column_span)
                for c, a, b in spans
            ]
            self.paragraphs.append(_paragraph(block, start, self._size, True))
        if cells:
            self.tables.append(
                Table(begins, self._size, tuple(cells), header_rows(block.cells), caption)
            )

    def _place_cells(self, spans: list[tuple[Cell, int, int]], start: int) -> None:
        for cell, a, b in spans:
            if cell.page is None:
                continue
            self.page_starts.setdefault(cell.page, start + a)
            if cell.box is not None and b > a:
                self.places.append(Place(start + a, start + b, cell.page, cell.box))

    def _caption(self) -> Span | None:
        """The paragraph just above, when it is short or says that it names a table."""
        if not self.paragraphs or self.paragraphs[-1].kind == "row":
            return None
        above = self.paragraphs[-1]
        words = "".join(self._parts[-1:])
        short = above.end - above.start <= _CAPTION_LENGTH and not words.endswith(("。", "；"))
        return Span(above.start, above.end) if short or _CAPTION.match(words) else None


def _row_of(cell: Cell) -> int:
    return cell.row


def _paragraph(block: Block, start: int, end: int, is_row: bool) -> Paragraph:
    return Paragraph(
        start,
        end,
        "row" if is_row else "text",
        block.level,
        block.font_size,
        block.bold,
        block.centred,
        block.style,
        block.anchor,
    )


def _pages(pages: tuple[RawPage, ...], text: _Text, labels: dict[int, str]) -> tuple[Page, ...]:
    """Pages tile the text; one without words has an empty span."""
    end = text._size
    found: list[Page] = []
    for page in reversed(pages):
        start = text.page_starts.get(page.number, end)
        label = page.label or labels.get(page.number, "")
        found.append(
            Page(page.number, label, min(start, end), end, page.width, page.height, page.ocr)
        )
        end = min(start, end)
    if found:
        found[-1] = replace(found[-1], start=0)
    return tuple(reversed(found))
