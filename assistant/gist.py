"""What a part of a document says, in few of its own sentences: the first, and the one with the most figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.sentences import clauses, sentences, trimmed
from ingest.grammar import find_quantities, find_times, numbering
from ingest.records import Document, Span

WHOLE = 900
"""Code points that all parts of a document may take together."""
LEAST, MOST = 36, 110
"""Code points of one part, however many or few there are."""
SHORTEST = 8
"""Code points of a sentence that says something."""
ROW = re.compile(r"\t|^[^，。；]*\S[ \u3000]+[^，。；\s]+[ \u3000]+\S[^，。；]*$")
"""A row of a table, also of one that a text writes with blanks."""
LEADS = ("：", ":")
FIGURES = 3
"""So many figures of a sentence count."""


def room(parts: int) -> int:
    """Code points for each of some parts."""
    return max(LEAST, min(MOST, WHOLE // max(1, parts)))


def said_between(
    document: Document, start: int, end: int, passed: Iterable[Span], most: int
) -> list[Span]:
    """One or two sentences of a stretch of a document in their order, together hardly longer than ``most`` code
    points; none of one that is only headings.

    Args:
        passed: What is left out, such as headings inside.
    """
    text, passed = document.text, tuple(passed)
    lines = [_own(text, s) for s in sentences(text, start, end) if not _in(s, passed)]
    found = [s for s in lines if _says_something(text[s.start : s.end])]
    if not found:
        return []
    first = clipped(text, found[0], most)
    left = most - len(first)
    if text[found[0].start : found[0].end].endswith(LEADS) and (row := _row(text, lines, first)):
        return [first, row]
    best = max(found, key=lambda s: _figures(text[s.start : s.end]))
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
    words = text[found.start : found.end]
    return Span(found.start, found.start + len(words.rstrip("，,；;、：:")))


def _in(span: Span, others: Sequence[Span]) -> bool:
    return any(other.contains(span) for other in others)


def _own(text: str, span: Span) -> Span:
    """A sentence without its printed number."""
    number = numbering(text[span.start : span.end])
    return trimmed(text, span.start + number.end, span.end) if number else span


def _row(text: str, lines: Sequence[Span], lead: Span) -> Span | None:
    """The first row with a number of the table that stands right behind its lead."""
    behind = [s for s in lines if s.start > lead.start][:3]
    rows = [s for s in behind if ROW.search(text[s.start : s.end])]
    return next((s for s in rows[1:] if re.search(r"\d", text[s.start : s.end])), None)


def _says_something(words: str) -> bool:
    """No row of a table and no day alone."""
    rest = len(words) - sum(day.end - day.start for day in find_times(words))
    return rest >= SHORTEST and not ROW.search(words)


def _figures(words: str) -> int:
    return min(FIGURES, len(find_quantities(words)) + len(find_times(words)))
