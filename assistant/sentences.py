"""Sentences, clauses and numbered items of a stretch of text, as spans of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.grammar import numbering
from ingest.records import Span

SENTENCE = re.compile(
    r"(?:[（(][^（）()\n]{1,80}[）)]|[^。！？!?；;\n])+[。！？!?；;]?[”’）)]?(?:（[^（）\n：]{1,12}：[^（）\n]{1,80}）[。；]?)?"
)
"""A sentence ends with 。！？ or a semicolon or at a line's end, not within brackets; a label behind it is its own:
（牵头：基础教育科；责任人：林某）."""
CLAUSE = re.compile(r"[^，,。！？!?；;\n]+[，,。！？!?；;]?")


def sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences of ``text[start:end]`` without white space around them."""
    for match in SENTENCE.finditer(text, start, end):
        span = trimmed(text, match.start(), match.end())
        if len(span) > 1:
            yield span


def clauses(text: str, start: int, end: int) -> Iterator[Span]:
    """Clauses of ``text[start:end]``, commas included."""
    for match in CLAUSE.finditer(text, start, end):
        span = trimmed(text, match.start(), match.end())
        if len(span) > 0:
            yield span


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    piece = text[start:end]
    if not piece.strip():
        return Span(start, start)
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def sentence_at(text: str, offset: int) -> Span:
    """The sentence that holds an offset; nothing between two."""
    begin = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    for span in sentences(text, begin, end if end >= 0 else len(text)):
        if offset < span.end:
            return span
    return Span(offset, offset)


def bare(sentence: str) -> str:
    """A sentence as it is read aloud in a list: without its own number and closing mark."""
    number = numbering(sentence)
    words = sentence[number.end :] if number else sentence
    return words.strip().rstrip("。；;，,")
