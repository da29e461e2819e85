"""Evidence for a language model: numbered spans of documents within a budget of tokens.

First what the answer without a model cites, then the passages that retrieval found. The model sees the words and
cites the numbers; which sentence of a span is quoted is decided here and in vetting.py, never by the model.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from assistant.aim import ENDED, OF_OLD
from assistant.candidates import ENDS, Candidate
from assistant.case import Case
from assistant.library import Library
from assistant.place_names import overlap
from assistant.prompts import is_command
from assistant.records import Citation
from assistant.sentences import sentences
from ingest.records import Document, Section, Span, quoted

PASSAGE = 420
"""Tokens of one passage; of a longer one the sentences around its best are sent."""
HAN = re.compile(r"[⺀-鿿豈-﫿＀-￯　-〿]")
HEAD_TOKENS = 12
"""What the marks around a piece of evidence cost."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence that may be quoted, with the spans it needs beside it."""

    document_id: str
    span: Span
    context: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """One numbered piece of evidence: the words sent, and the sentences of it that may be quoted."""

    number: int
    head: str
    text: str
    pieces: tuple[Piece, ...]


def tokens(text: str) -> int:
    """About how many tokens a text has, rather more than less: one a Chinese character, one per three others."""
    han = len(HAN.findall(text))
    return han + (len(text) - han + 2) // 3


def gather(
    library: Library, case: Case, cited: Sequence[Citation], lines: Sequence[Candidate], budget: int
) -> tuple[Numbered, ...]:
    """The evidence for one question.

    Args:
        cited: What the answer without a model rests on.
        lines: Sentences found, best first; they choose which part of a long passage is sent.
        budget: Tokens of all evidence together; the first piece is sent whatever it costs.
    """
    found: list[Numbered] = []
    spent = 0
    for document_id, span, context in _spans(library, case, cited, lines):
        if document_id not in case.scope:
            continue
        document = library.document(document_id)
        pieces = tuple(_pieces(document, span, context, library.store.sections(document_id)))
        if not pieces:
            continue
        head = _head(library, case, document_id, span)
        said = [document.text[c.start : c.end] for c in pieces[0].context]
        text = "\n".join((*said, document.text[span.start : span.end].strip()))
        cost = tokens(head) + tokens(text) + HEAD_TOKENS
        if found and spent + cost > budget:
            continue
        spent += cost
        found.append(Numbered(len(found) + 1, head, text, pieces))
    return tuple(found)


Place = tuple[str, Span, tuple[Span, ...]]


def _spans(
    library: Library, case: Case, cited: Sequence[Citation], lines: Sequence[Candidate]
) -> Iterator[Place]:
    for citation in cited:
        yield citation.document_id, Span(citation.start, citation.end), citation.context
    held = {c.document_id for c in cited}
    places = {case.scope[i].metadata.place for i in held if i in case.scope} - {""}
    for chunk, _ in case.found:
        if chunk.document_id in case.scope.keys() - held and _strays(
            case, chunk.document_id, places
        ):
            continue
        own = [line for line in lines if line.chunk.id == chunk.id]
        yield chunk.document_id, _window(library, Span(chunk.start, chunk.end), own), ()


def _strays(case: Case, document_id: str, places: Collection[str]) -> bool:
    """Is a document no longer in force, or of another place than those that answer?"""
    known = case.scope[document_id].metadata
    if known.status in ENDED and not OF_OLD.search(case.query.text):
        return True
    return bool(places and known.place) and not any(overlap(known.place, p) for p in places)


def _window(library: Library, span: Span, lines: Sequence[Candidate]) -> Span:
    """The passage, or where it is long the sentences around the best one that fit."""
    if not lines or len(span) <= PASSAGE:
        return span
    text = library.document(lines[0].document_id).text
    every = list(sentences(text, span.start, span.end))
    first = last = next((n for n, s in enumerate(every) if s.end >= lines[0].span.end), 0)
    while True:
        grown = False
        for low, high in ((first - 1, last), (first, last + 1)):
            if low >= 0 and high < len(every) and every[high].end - every[low].start <= PASSAGE:
                first, last, grown = low, high, True
        if not grown:
            return Span(every[first].start, every[last].end)


def _pieces(
    document: Document, span: Span, context: tuple[Span, ...], sections: Sequence[Section]
) -> Iterator[Piece]:
    """The sentences of a span, no heading and none that speaks to the program; rows of a table with their header."""
    heads = [s.heading for s in sections if s.start < span.end and s.heading.end > span.start]
    for one in sentences(document.text, span.start, span.end):
        if is_command(_line(document.text, one)) or _is_heading(document.text, one, heads):
            continue
        head = _header(document, one)
        yield Piece(document.id, one, (*context, *head))


def _is_heading(text: str, span: Span, heads: Sequence[Span]) -> bool:
    """A heading states nothing by itself; an item that is a section of its own ends like a sentence."""
    within = any(h.start <= span.start and span.end <= h.end for h in heads)
    return within and text[span.end - 1] not in ENDS


def _line(text: str, span: Span) -> str:
    """The whole line that a sentence stands in."""
    begin = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    return text[begin : end if end >= 0 else len(text)]


def _header(document: Document, span: Span) -> tuple[Span, ...]:
    """Caption and header rows of the table that a row stands in; nothing for running text."""
    table = next((t for t in document.tables if t.start <= span.start < t.end), None)
    if table is None:
        return ()
    heads = [c for c in table.cells if c.row < table.header_rows and c.end > c.start]
    if not heads or span.start <= max(c.end for c in heads):
        return ()
    head = Span(min(c.start for c in heads), max(c.end for c in heads))
    return (head,) if table.caption is None else (table.caption, head)


def _head(library: Library, case: Case, document_id: str, span: Span) -> str:
    """Title, day of issue and headings in one line."""
    stored = case.scope[document_id]
    known = stored.metadata
    told = [quoted(known.title or stored.source)]
    if known.issued and known.issued.year:
        told.append(
            f"{known.issued.year}年{known.issued.month or ''}{'月' if known.issued.month else ''}印发"
        )
    if known.place and known.place not in known.title:
        told.append(known.place)
    return " · ".join((*told, *_path(library, document_id, span.start)[1:]))


def _path(library: Library, document_id: str, offset: int) -> tuple[str, ...]:
    within: tuple[str, ...] = ()
    for section in library.store.sections(document_id):
        if section.start > offset:
            break
        within = section.path
    return within
