"""The sentences of the passages found, each with what it needs to be understood: headings and lead-in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.fusion import Fused
from assistant.library import Library
from assistant.sentences import bare, sentences
from ingest.grammar import numbering
from ingest.records import Chunk, Span

LEADS = re.compile(r"[：:]\s*$")
"""A sentence that leads a list ends so: 有下列情形之一的，不予录用："""
HEADING_LENGTH = 40
"""A longer line without a closing mark is a sentence."""
LEAD_BACK = 2500
"""Code points before an item that are looked through for what leads its list."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence of a chunk that retrieval ranked ``rank`` (0 is best). ``lead`` is the sentence that leads
    the list it is an item of."""

    document_id: str
    span: Span
    text: str
    lead: Span | None
    lead_text: str
    chunk: Chunk
    fused: Fused
    rank: int

    @property
    def headings(self) -> str:
        """The headings it stands under, the document's title among them."""
        return " ".join(self.chunk.section)

    @property
    def led(self) -> str:
        """The sentence with its innermost heading and what leads it."""
        return " ".join((*self.chunk.section[1:][-1:], self.lead_text, self.text))


def candidates(library: Library, found: Sequence[tuple[Chunk, Fused]]) -> list[Candidate]:
    """The sentences of all passages found, in order; headings and titles are none."""
    return [
        candidate
        for rank, (chunk, fused) in enumerate(found)
        for candidate in _of_chunk(library, chunk, fused, rank)
    ]


def _of_chunk(library: Library, chunk: Chunk, fused: Fused, rank: int) -> Iterator[Candidate]:
    text = library.document(chunk.document_id).text
    lead: Span | None = None
    for span in sentences(text, chunk.start, chunk.end):
        words = text[span.start : span.end]
        number = numbering(words)
        if LEADS.search(words):
            lead = span
        elif number is None or number.family in ("article", "chapter"):
            lead = lead if _goes_on(text, lead, span) else None
        elif lead is None:
            lead = _lead_before(text, span.start)
        if not _is_heading(words, chunk):
            own = lead if lead is not None and lead != span else None
            led = text[own.start : own.end] if own else ""
            yield Candidate(chunk.document_id, span, words, own, led, chunk, fused, rank)


def _goes_on(text: str, lead: Span | None, span: Span) -> bool:
    """Does an unnumbered sentence follow on the lead's own line, or on a line that still lists?"""
    return lead is not None and "\n" not in text[lead.end : span.start].strip(" ")


def _lead_before(text: str, start: int) -> Span | None:
    """The sentence that leads the list whose items began in the chunk before."""
    begin = max(0, start - LEAD_BACK)
    for span in reversed(list(sentences(text, begin, start))):
        words = text[span.start : span.end]
        if LEADS.search(words):
            return span
        if numbering(words) is None:
            return None
    return None


def _is_heading(words: str, chunk: Chunk) -> bool:
    """A heading, or a title's line, says nothing by itself."""
    plain = bare(words)
    if not plain or any(plain == bare(part) for part in chunk.section):
        return True
    ends = words[-1] in "。；;！？：:"
    return not ends and len(words) < HEADING_LENGTH and any(plain in p for p in chunk.section)
