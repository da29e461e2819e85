"""Sections → chunks that tile the text; what is embedded also carries title, heading path and table header."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Chunk, Document, Section, Table, TableCell

TARGET = 360
"""Code points a chunk aims at: two or three paragraphs, one screen of a phone."""
LIMIT = 600
"""Code points no chunk exceeds unless one table row does."""
LONGEST_ROW = 4000
"""A longer table row is cut like a paragraph: no reader and no model takes it whole."""
LONGEST_HEAD = 1000
"""Code points of a table's header beside each chunk; of 10,000 columns nobody is helped by all."""
SHORT = 120
"""Sibling items under this length are read together."""
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+[”’）)]?|[^。！？；\n]+$")
"""A sentence with the mark that ends it."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text that is not split further, and the section it stands in."""

    start: int
    end: int
    section: int
    row: bool = False

    def __len__(self) -> int:
        return self.end - self.start


def chunk(document: Document, sections: Sequence[Section]) -> tuple[Chunk, ...]:
    """Chunks in order; ``"".join(c.text for c in chunks) == document.text``."""
    title = next((s.title for s in sections if s.kind == "title"), "")
    groups = list(_group(document, sections))
    pages = [page.start for page in document.pages]
    heads = [_Heads(table) for table in document.tables]
    return tuple(_make(document, sections, group, title, pages, heads) for group in groups)


class _Heads:
    """What the rows of one table are read with, looked up without going over the table each time:
    a spreadsheet has tens of thousands of rows."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._starts = [cell.start for cell in table.cells]
        top = table.header_rows
        self.header = [c for c in table.cells if c.row < top and c.end > c.start]
        self._tall = [c for c in table.cells if c.row >= top and c.row_span > 1 and c.end > c.start]

    def from_above(self, start: int, end: int) -> list[TableCell]:
        """Merged cells that begin above the text from ``start`` to ``end`` and reach into its first row."""
        cells = self.table.cells
        first = bisect_left(self._starts, start)
        row = cells[first].row if first < len(cells) and cells[first].start < end else 0
        return [c for c in self._tall if c.row < row < c.row + c.row_span]


def _make(
    document: Document,
    sections: Sequence[Section],
    group: Sequence[_Piece],
    title: str,
    pages: Sequence[int],
    heads: Sequence[_Heads],
) -> Chunk:
    start, end = group[0].start, group[-1].end
    path = _common_path(sections, group)
    text = document.text[start:end]
    place = bisect_right(pages, start + len(text) - len(text.lstrip())) - 1
    return Chunk(
        id=hashlib.sha256(f"{document.id}\0{start}\0{end}".encode()).hexdigest()[:16],
        document_id=document.id,
        text=text,
        start=start,
        end=end,
        section=path,
        page=document.pages[place].number if place >= 0 else None,
        embed_text=_embed_text(document, group, title, path, heads),
    )


def _embed_text(
    document: Document,
    group: Sequence[_Piece],
    title: str,
    path: tuple[str, ...],
    tables: Sequence[_Heads],
) -> str:
    start, end = group[0].start, group[-1].end
    heads = [title, *(p for p in path if p != title)]
    if any(piece.row for piece in group):
        table = next((t for t in tables if t.table.start < end and start < t.table.end), None)
        heads += _table_heads(document, table, start, end) if table else []
    return "\n".join(h for h in [*heads, document.text[start:end].strip()] if h)


def _table_heads(document: Document, heads: _Heads, start: int, end: int) -> list[str]:
    """Caption and header rows, unless the chunk begins with them, and merged cells from above."""
    header, caption = heads.header, heads.table.caption
    found = []
    if caption:
        found.append(document.text[caption.start : caption.end])
    if header and header[-1].end <= start:
        words = " ".join(document.text[c.start : c.end] for c in header[:LONGEST_HEAD])
        found.append(words[:LONGEST_HEAD])
    return found + [document.text[c.start : c.end] for c in heads.from_above(start, end)]


def _common_path(sections: Sequence[Section], group: Sequence[_Piece]) -> tuple[str, ...]:
    """The path all pieces share; a lone heading line before its first child does not count."""
    paths = [sections[p.section].path if p.section >= 0 else () for p in group]
    longest = max(paths, key=len)
    paths = [p for p in paths if p != longest[: len(p)] or p == longest] or [longest]
    common = []
    for names in zip(*paths, strict=False):
        if len(set(names)) > 1:
            break
        common.append(names[0])
    return tuple(common)


# --- grouping ---------------------------------------------------------------------------------


def _group(document: Document, sections: Sequence[Section]) -> Iterator[list[_Piece]]:
    """Pieces gathered into chunks: within a section up to the target, short siblings together."""
    group: list[_Piece] = []
    for piece in _pieces(document, sections):
        if group and not _belongs(sections, group, piece):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _belongs(sections: Sequence[Section], group: Sequence[_Piece], piece: _Piece) -> bool:
    size = piece.end - group[0].start
    last = group[-1]
    if size > LIMIT:
        return False
    if piece.section == last.section:
        return size <= TARGET or len(piece) < SHORT // 2
    before, after = sections[last.section] if last.section >= 0 else None, sections[piece.section]
    inside = before is not None and after.path[: len(before.path)] == before.path
    if _only_headings(sections, group) and (inside or not _is_item(before)):
        return True
    if inside and len(last) <= SHORT and _only_headings(sections, group[:-1]):
        return size <= TARGET  # an article's lead-in (…职责：) with its items
    if before is None or "article" in (before.kind, after.kind) or after.kind == "title":
        return False
    siblings = before.path[:-1] == after.path[:-1] and len(before.path) > 1
    return siblings and size <= TARGET and before.end - before.start <= SHORT


def _is_item(section: Section | None) -> bool:
    """Is a section an item of a list, all of it in its heading, and no heading of what follows?"""
    if section is None or section.end > section.heading.end + 1:
        return False
    # A heading's span keeps the mark at its end, its title does not.
    words = section.heading.end - section.heading.start
    return words > len(section.number) + len(section.title)


def _only_headings(sections: Sequence[Section], group: Sequence[_Piece]) -> bool:
    """Nothing but heading lines so far: they belong to what follows."""
    return all(
        p.section >= 0 and p.end <= sections[p.section].heading.end + 1 and not p.row for p in group
    )


def _pieces(document: Document, sections: Sequence[Section]) -> Iterator[_Piece]:
    """Paragraphs with the white space after them, long ones cut at sentence ends; they tile the text."""
    starts = [s.start for s in sections]
    bounds = [*(p.start for p in document.paragraphs), len(document.text)][1:]
    position = 0
    for paragraph, end in zip(document.paragraphs, bounds, strict=True):
        index = _innermost(sections, starts, paragraph.start)
        row = paragraph.kind == "row"
        for cut in _cuts(document.text, position, end, row):
            yield _Piece(position, cut, index, row)
            position = cut
    if position < len(document.text):
        yield _Piece(position, len(document.text), -1)


def _innermost(sections: Sequence[Section], starts: Sequence[int], offset: int) -> int:
    """Sections nest and run to the next heading, so the last one begun is the innermost."""
    return bisect_right(starts, offset) - 1


def _cuts(text: str, start: int, end: int, row: bool) -> Iterator[int]:
    """Where to cut a paragraph: nowhere if it fits or is a row, else at sentence ends, else at the limit."""
    if end - start <= (LONGEST_ROW if row else LIMIT):
        yield end
        return
    begun = start
    for sentence in SENTENCE.finditer(text, start, end):
        if sentence.end() - begun > TARGET and sentence.start() > begun:
            yield sentence.start()
            begun = sentence.start()
        while sentence.end() - begun > LIMIT:
            begun += LIMIT
            yield begun
    yield end
