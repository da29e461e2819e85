"""What stands around a sentence of the review queue: headings, the head of its table, the text before and after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.records import Document

BEFORE, AFTER, LONGEST = 160, 80, 500
"""Code points before and after a sentence that are shown; its own line is, up to so many."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the model is shown beside the sentence; ``head`` is the caption and head of its table, empty in running
    text; ``line`` are the whole lines that the sentence stands on."""

    headings: tuple[str, ...]
    head: str
    before: str
    after: str
    line: str

    @property
    def words(self) -> str:
        """All of it, parted by line breaks."""
        return "\n".join((*self.headings, self.head, self.before, self.after))


def context(
    document: Document, title: str, section: Sequence[str], start: int, end: int
) -> Context:
    """Around ``document.text[start:end]``."""
    text = document.text
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    last = len(text) if last < 0 else last
    begins = max(min(first, start - BEFORE), start - LONGEST, 0)
    ends = min(max(last, end + AFTER), end + LONGEST)
    headings = tuple(dict.fromkeys((title, *section)))
    return Context(
        headings, _head(document, start), text[begins:start], text[end:ends], text[first:last]
    )


def _head(document: Document, start: int) -> str:
    """Caption and head cells of the table around a place."""
    table = next((t for t in document.tables if t.start <= start < t.end), None)
    if table is None:
        return ""
    caption = [document.text[table.caption.start : table.caption.end]] if table.caption else []
    cells = [document.text[c.start : c.end] for c in table.cells if c.row < table.header_rows]
    return "｜".join(part for part in (*caption, *cells) if part.strip())
