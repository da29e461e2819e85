"""A document as our own HTML: headings, paragraphs, tables with merged cells, marked words.

Every word of the document is escaped, no attribute carries document text, and there is no script: a
document cannot do anything in the reader's browser but be read.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from ingest.records import Document, Paragraph, Section, Span, Table, TableCell

DEEPEST = 6
"""Heading levels that HTML knows."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark: the quoted words, and the words they need beside them (header, heading)."""

    quotes: tuple[Span, ...] = ()
    context: tuple[Span, ...] = ()


def document_html(
    document: Document, sections: Sequence[Section], marks: Marks, page_words: str = "第 {page} 页"
) -> str:
    """The body of the page. The first marked quote has the id ``here``.

    Args:
        document: the document.
        sections: its sections; they say which paragraphs are headings.
        marks: spans of its text.
        page_words: how a new page of a pdf is announced; ``{page}`` is its printed or counted number.
    """
    words = _MarkedWords(document.text, marks)
    return "\n".join(Layout(document, sections, words, page_words).blocks())


class Layout:
    """Paragraphs, headings and tables of a document; ``words`` writes the text between two offsets."""

    def __init__(
        self,
        document: Document,
        sections: Sequence[Section],
        words: Callable[[int, int], str],
        page_words: str,
    ) -> None:
        self._document = document
        self._words = words
        self._headings = {s.heading.start: s for s in sections}
        self._page_words = page_words
        starts = {
            page.start: page.label or str(page.number)
            for page in document.pages
            if page.end > page.start
        }
        self._page_starts = deque(sorted(starts.items()))

    def blocks(self) -> Iterator[str]:
        """One piece of HTML a paragraph, table or page break, in reading order."""
        tables = {table.start: table for table in self._document.tables}
        table_end = -1
        for paragraph in self._document.paragraphs:
            if paragraph.start < table_end:
                continue
            yield from self._page_break(paragraph)
            table = _table_at(tables, paragraph)
            if table is not None:
                table_end = table.end
                yield self._table(table)
            else:
                yield self._paragraph(paragraph)

    def _page_break(self, paragraph: Paragraph) -> Iterator[str]:
        while self._page_starts and self._page_starts[0][0] <= paragraph.start:
            _, label = self._page_starts.popleft()
            yield f'<div class="page">{escape(self._page_words.format(page=label))}</div>'

    def _paragraph(self, paragraph: Paragraph) -> str:
        words = self._words(paragraph.start, paragraph.end)
        section = self._headings.get(paragraph.start)
        if section is not None and _heads(section, paragraph):
            level = 1 if section.kind == "title" else min(section.level + 1, DEEPEST)
            centred = ' class="centred"' if section.kind == "title" or paragraph.centred else ""
            return f"<h{level}{centred}>{words}</h{level}>"
        kinds = [
            name
            for name, wanted in (
                ("centred", paragraph.centred),
                ("bold", paragraph.bold),
                ("row", paragraph.kind == "row"),
            )
            if wanted
        ]
        return f'<p class="{" ".join(kinds)}">{words}</p>' if kinds else f"<p>{words}</p>"

    def _table(self, table: Table) -> str:
        rows: dict[int, list[TableCell]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell)
        lines = [
            "<tr>" + "".join(self._cell(cell, row < table.header_rows) for cell in cells) + "</tr>"
            for row, cells in sorted(rows.items())
        ]
        return f'<div class="table"><table>{"".join(lines)}</table></div>'

    def _cell(self, cell: TableCell, head: bool) -> str:
        tag = "th" if head else "td"
        spans = "".join(
            f' {name}="{count}"'
            for name, count in (("rowspan", cell.row_span), ("colspan", cell.column_span))
            if count > 1
        )
        return f"<{tag}{spans}>{self._words(cell.start, cell.end)}</{tag}>"


class _MarkedWords:
    """Writes the text with the quotes and their context marked."""

    def __init__(self, text: str, marks: Marks) -> None:
        self._text = text
        self._marks = _cut(marks)
        self._placed = False

    def __call__(self, start: int, end: int) -> str:
        """The text from start to end, escaped, with its marks."""
        text = self._text
        parts: list[str] = []
        position = start
        for span, kind in self._marks:
            first, last = max(span.start, start), min(span.end, end)
            if first >= last:
                continue
            parts.append(escape(text[position:first]))
            here = ' id="here"' if kind == "quote" and not self._placed else ""
            self._placed = self._placed or kind == "quote"
            parts.append(f'<mark class="{kind}"{here}>{escape(text[first:last])}</mark>')
            position = last
        parts.append(escape(text[position:end]))
        return "".join(parts)


def _heads(section: Section, paragraph: Paragraph) -> bool:
    """Is the paragraph a heading and nothing else? An item that is its own section is not."""
    whole = section.heading.end >= paragraph.end - 1
    return whole and (section.end > paragraph.end + 1 or section.kind != "heading")


def _table_at(tables: dict[int, Table], paragraph: Paragraph) -> Table | None:
    if paragraph.kind != "row":
        return None
    return tables.get(paragraph.start)


def _cut(marks: Marks) -> list[tuple[Span, str]]:
    """All marks in order without overlaps; a quote wins over its context."""
    quotes = _merged(marks.quotes)
    rest: list[Span] = []
    for span in _merged(marks.context):
        pieces = [span]
        for quote in quotes:
            pieces = [p for piece in pieces for p in _without(piece, quote)]
        rest += pieces
    found = [(q, "quote") for q in quotes] + [(c, "with") for c in rest]
    return sorted(found, key=lambda item: item[0].start)


def _merged(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted((s for s in spans if len(s)), key=lambda s: s.start):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _without(span: Span, other: Span) -> list[Span]:
    if not span.overlaps(other):
        return [span]
    ends = [(span.start, other.start), (other.end, span.end)]
    return [Span(a, b) for a, b in ends if a < b]
