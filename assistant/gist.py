"""What a part of a document says, in few of its own sentences: the first, and the one with the most figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.sentences import clauses, sentences, trimmed
from ingest.grammar import find_quantities, find_times, numbering
from ingest.records import Document, Section, Span

WHOLE = 900
"""Code points that all parts of a document may take together."""
LEAST, MOST = 36, 110
"""Code points of one part, however many or few there are."""
SHORTEST = 8
LEAD = 14
"""Code points of a lead of a list that says something itself."""
ROW = re.compile(r"\t|^[^，。；]*\S[ \u3000]+[^，。；\s]+[ \u3000]+\S[^，。；]*$")
"""A row of a table, also of one that a text writes with blanks."""
FIGURES = 3
"""So many figures of a sentence count."""


def room(parts: int) -> int:
    """Code points for each of some parts."""
    return max(LEAST, min(MOST, WHOLE // max(1, parts)))


def gist(document: Document, part: Section, below: Sequence[Section], most: int) -> list[Span]:
    """One or two sentences of a part in their order, together hardly longer than ``most`` code points; none of a
    part that is only headings and rows of tables.

    Args:
        below: Sections inside the part; their headings are no sentences.
    """
    text = document.text
    passed = [*(s.heading for s in below), *(Span(t.start, t.end) for t in document.tables)]
    found = [
        _own(text, s) for s in sentences(text, part.heading.end, part.end)
        if not any(p.contains(s) for p in passed)
    ]  # fmt: skip
    found = [s for s in found if _says_something(text[s.start : s.end])]
    if not found:
        return []
    first = clipped(text, found[0], most)
    best = max(found, key=lambda s: _figures(text[s.start : s.end]))
    left = most - len(first)
    if best is found[0] or not _figures(text[best.start : best.end]) or left < LEAST // 2:
        return [first]
    return [first, clipped(text, best, max(left, LEAST))]


def clipped(text: str, span: Span, most: int) -> Span:
    """The first clauses of a sentence, as many as there is room for, and one at least."""
    end = span.start
    for clause in clauses(text, span.start, span.end):
        if end > span.start and clause.end - span.start > most:
            break
        end = clause.end
    found = trimmed(text, span.start, end)
    stops = len(text[found.start : found.end]) - len(
        text[found.start : found.end].rstrip("，,；;、：:")
    )
    return Span(found.start, found.end - stops)


def _own(text: str, span: Span) -> Span:
    """A sentence without its printed number."""
    number = numbering(text[span.start : span.end])
    return trimmed(text, span.start + number.end, span.end) if number else span


def _says_something(words: str) -> bool:
    """No row of a table, no short lead of a list, no day alone."""
    days = find_times(words)
    rest = len(words) - sum(day.end - day.start for day in days)
    return (
        rest >= SHORTEST
        and not ROW.search(words)
        and not (words.endswith(("：", ":")) and len(words) < LEAD)
    )


def _figures(words: str) -> int:
    return min(FIGURES, len(find_quantities(words)) + len(find_times(words)))
