"""The sentences of the passages found, each with what it needs to be understood: headings and lead-in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.fusion import Fused
from assistant.library import Library
from assistant.sentences import bare, sentences
from assistant.unheaded_parts import FEWEST, QUESTION, named_by_first
from assistant.worded_rows import NO_ROW, RowWords, TableLines
from ingest.grammar import numbering
from ingest.records import Chunk, Span

LEADS = re.compile(r"[：:]\s*$")
"""A sentence that leads a list ends so: 有下列情形之一的，不予录用："""
ENDS = "。；;！？：:"
"""Marks that end a sentence or what leads a list."""
ENDS_SENTENCE = "。；;"
STAGES = (("高等学校", "高校"), ("高级中学", "高中"), ("初级中学", "初中"))
"""Stages of schools as laws write them, and as they are asked for."""
SUBJECT = 14
"""Code points in which a paragraph says whom it is about: 第十六条 高级中学应当…。"""
HEADING_LENGTH = 40
"""A longer line without a closing mark is a sentence."""
LEAD_BACK = 2500
"""Code points before an item that are looked through for what leads its list."""


ABOVE_ITEMS = ("article", "chapter")
"""Numbers of what holds items and is none of another's."""
OPENS = re.compile(r"[^（(：:]{4,}[：:](?=\s*[（(][一1１][）)])")
"""What leads a list whose first item stands on its own line: 有下列情形之一的，不得转学：（一）…"""
OPENS_CLAUSES = re.compile(
    r"[^；;。：:]*(?:下列|以下|如下)[^；;。：:]{0,24}[：:](?=[^；;。]+[；;]$)"
)
"""What leads clauses on its own line that semicolons part: 有下列情形之一的，不予受理：材料不全的；…"""
CLOSED = re.compile(r"[；;][^。]*。$")
"""A list of clauses parted by semicolons ends with its full stop: what stands behind is none of it."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One sentence of a chunk that retrieval ranked ``rank`` (0 is best). ``lead`` is the sentence that leads
    the list it is an item of; ``path`` are the headings of the innermost section it stands in, which a chunk of
    several short sections does not carry; ``row`` is what it says as a row of a table."""

    document_id: str
    span: Span
    text: str
    lead: Span | None
    lead_text: str
    path: tuple[str, ...]
    chunk: Chunk
    fused: Fused
    rank: int
    row: RowWords = NO_ROW
    opening: str = ""

    @property
    def read(self) -> str:
        """Its words as they are read: of a row of a table each cell with its header."""
        return self.row.worded or self.text

    @property
    def headings(self) -> str:
        """The headings it stands under, the document's title among them."""
        return " ".join(self.path)

    @property
    def led(self) -> str:
        """The sentence with its innermost heading and what leads it."""
        return " ".join((*self.path[1:][-1:], self.lead_text, self.text))


def candidates(library: Library, found: Sequence[tuple[Chunk, Fused]]) -> list[Candidate]:
    """The sentences of all passages found, in order; headings and titles are none."""
    titles = {d.id: d.metadata.title for d in library.documents()}
    return [
        Candidate(chunk.document_id, *line[:5], chunk, fused, rank, *line[5:])
        for rank, (chunk, fused) in enumerate(found)
        for line in _of_chunk(library, chunk, titles.get(chunk.document_id, ""))
    ]


Line = tuple[Span, str, Span | None, str, tuple[str, ...], RowWords, str]
"""Span and words of a sentence, span and words of what leads it, its headings, what it is as a row, and how its
paragraph begins."""


def _of_chunk(library: Library, chunk: Chunk, title: str) -> tuple[Line, ...]:
    """The sentences of a passage; one passage answers many questions."""
    key = (chunk.id, chunk.section)
    return library.passages.get(key, lambda: tuple(_lines(library, chunk, title)))


def _lines(library: Library, chunk: Chunk, title: str) -> Iterator[Line]:
    document = library.document(chunk.document_id)
    text = document.text
    tables = TableLines(document, chunk.start, chunk.end)
    sections = library.store.sections(chunk.document_id)
    starts = [section.start for section in sections]
    lead: Span | None = None
    asked = _asked(text) if "？" in text or "?" in text else []
    named = named_by_first(text)
    for span in sentences(text, chunk.start, chunk.end):
        words = text[span.start : span.end]
        number = numbering(words)
        if LEADS.search(words):
            lead = span
        elif opens := OPENS.match(words) or OPENS_CLAUSES.match(words):
            lead = Span(span.start, span.start + opens.end())
        elif number is None or number.family in ABOVE_ITEMS:
            lead = lead if _goes_on(text, lead, span) else None
        elif lead is None:
            lead = _lead_before(text, span.start)
        place = bisect_right(starts, span.start) - 1
        path = sections[place].path if place >= 0 else chunk.section
        if words[-1] in ENDS and path and bare(words).startswith(bare(path[-1])):
            path = path[:-1]  # an item is a section of its own
        if title and not any(bare(title) == bare(part) for part in path[:1]):
            path = (title, *path)
        if asked and (before := bisect_right(asked, (span.start, "～"))):
            path = (*path, asked[before - 1][1])
            if _is_asked(words, asked[before - 1][1]):
                continue  # what a document asks says nothing
        path = (*path, *(n for of, n in named if of.start <= span.start < of.end))
        row = tables.of(span)
        if not row.header and not _is_heading(words, path):
            own = lead if lead is not None and lead.start != span.start else None
            led = text[own.start : own.end] if own else ""
            yield span, words, own, led, path, row, _opening(text, span)


def _opening(text: str, span: Span) -> str:
    """Whom the paragraph of a sentence is about, by its first words, where the sentence is not the first of it."""
    line = text.rfind("\n", 0, span.start) + 1
    before = text[line : span.start]
    if not any(mark in before for mark in ENDS_SENTENCE):
        return ""
    number = numbering(before)
    words = before[number.end if number else 0 :].strip()[:SUBJECT]
    for long, short in STAGES:
        words = words.replace(long, short)
    return words


def _asked(text: str) -> list[tuple[int, str]]:
    """Where the lines of questions of a document of questions and answers begin, and what they ask."""
    found = [(m.start(), m["asked"].rstrip("？?")) for m in QUESTION.finditer(text)]
    return found if len(found) >= FEWEST else []


def _is_asked(words: str, asked: str) -> bool:
    """Is a sentence the question of a list of questions above it, or one of two that stand on its line?"""
    bare_words = words.rstrip("？? ")
    return bare_words != words and (bare_words.endswith(asked) or bare_words in asked)


def _goes_on(text: str, lead: Span | None, span: Span) -> bool:
    """Does an unnumbered sentence follow on the lead's own line, before the full stop behind its semicolons that ends
    what it leads?"""
    between = "" if lead is None else text[lead.end : span.start].strip(" ")
    return lead is not None and "\n" not in between and not CLOSED.search(between)


def _lead_before(text: str, start: int) -> Span | None:
    """The sentence that leads the list whose items began in the chunk before."""
    for span in _back_from(text, start, max(0, start - LEAD_BACK)):
        words = text[span.start : span.end]
        if LEADS.search(words):
            return span
        if opens := OPENS.match(words):
            return Span(span.start, span.start + opens.end())
        number = numbering(words)
        if number is None or number.family in ABOVE_ITEMS:
            return None
    return None


def _back_from(text: str, end: int, begin: int) -> Iterator[Span]:
    """The sentences of ``text[begin:end]``, the last one first; no more lines are read than are asked for."""
    while end > begin:
        line = max(text.rfind("\n", begin, end) + 1, begin)
        yield from reversed(list(sentences(text, line, end)))
        end = line - 1


def _is_heading(words: str, path: Sequence[str]) -> bool:
    """A heading, or a title's line, says nothing by itself."""
    plain = bare(words)
    if not plain or any(plain == bare(part) for part in path):
        return True
    if words[-1] in ENDS:
        return False
    return len(words) < HEADING_LENGTH and any(plain in part for part in path)
