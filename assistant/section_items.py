"""Answers made of a section: its numbered items in order, or the goals of a plan."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.candidates import Candidate
from assistant.case import Case
from assistant.library import Library
from assistant.question_words import LISTING
from assistant.records import Answer
from assistant.sentences import bare, sentence_at, sentences
from assistant.terms import coverage
from ingest.grammar import numbering
from ingest.records import Chunk, Section, Span

SHOWN_ITEMS = 10
"""Items of a list before the rest is only counted."""
ITEM_LENGTH = 90
"""Code points of one item; a longer one is cut at a comma."""
HEADED = 0.6
"""Share of the question's weight that a heading must hold for its section to be the one asked for."""
ABOUT = 0.5
"""Share that the headings must hold for all items to be wanted."""
LISTED = 0.3
"""The same where the question's words ask for a list."""
APART = 0.25
"""How far one sentence must stand out to be the answer by itself."""
FEW_ITEMS = 12
"""Items of a section that its heading does not name and that may still be given whole."""
GOALS = re.compile(r"目标")
"""Headings of what a plan wants to reach."""
TITLE_LENGTH = 16
"""A longer heading is a sentence, not the name of a section."""
FEW = 3
"""Documents looked through for their goals."""


class SectionItems:
    """Lists the items of the section that a question asks for."""

    def __init__(self, library: Library, case: Case, best: Sequence[Candidate]) -> None:
        """``best`` are the sentences that answer best, the best first."""
        self.best = best
        self.library = library
        self.query = case.query
        self.case = case
        self.wanted = case.wanted
        self.found = case.found
        self.citer = case.citer

    def asked(self) -> Answer | None:
        """The items, in order, of the section that answers; None where a sentence of it is asked for."""
        for line in self.best:
            for section in (self._headed(line.chunk), *self._around(line)):
                spans = self._within(line.document_id, section) if section else []
                if len(spans) > 1 and self._asks_for_all(line.document_id, section, spans):
                    return self._listed(line.document_id, section, spans)
        return None

    def _around(self, line: Candidate) -> list[Section]:
        """The innermost section that holds a sentence, and the one above it."""
        sections = self.library.store.sections(line.document_id)
        held = [s for s in sections if s.start <= line.span.start < s.end and s.kind != "title"]
        return sorted(held, key=lambda s: -s.level)[:2]

    def _asks_for_all(
        self, document_id: str, section: Section | None, spans: Sequence[Span]
    ) -> bool:
        """Is the section as a whole asked for, not one sentence that stands in it?"""
        if section is None or section.kind == "title":
            return False
        text = self.library.document(document_id).text
        lead = self._lead(text, section, spans)
        heading = " ".join((*section.path[1:], section.title, text[lead.start : lead.end]))
        named = coverage(self.wanted, heading, self.query.text)
        if named >= (LISTED if LISTING.search(self.query.text) else ABOUT):
            return True
        words = [text[s.start : s.end] for s in spans]
        shares = sorted((coverage(self.wanted, w, self.query.text) for w in words), reverse=True)
        if shares[0] >= HEADED and shares[0] - shares[1] >= APART:
            return False
        return len(spans) <= FEW_ITEMS and coverage(self.wanted, " ".join(words)) >= HEADED

    def goals(self) -> Answer | None:
        """The section of goals of a document that the question names, or that retrieval found."""
        named = list(self.case.documents) if len(self.case.documents) <= FEW else []
        for document_id in named or dict.fromkeys(c.document_id for c, _ in self.found[:FEW]):
            sections = [
                s for s in self.library.store.sections(document_id)
                if GOALS.search(s.title) and len(s.title) <= TITLE_LENGTH and s.kind != "title"
            ]  # fmt: skip
            text = self.library.document(document_id).text
            years = [str(year) for year in self.query.years]
            for section in sections:
                words = text[section.start : section.end]
                if all(year in words for year in years) and len(words.strip()) > len(
                    section.heading
                ):
                    return self._listed(document_id, section, self._within(document_id, section))
        return None

    def _headed(self, chunk: Chunk) -> Section | None:
        """The section within a chunk whose heading the question names."""
        sections = self.library.store.sections(chunk.document_id)
        within = [s for s in sections if chunk.start <= s.start and s.end <= chunk.end and s.title]
        shares = [coverage(self.wanted, s.title, self.query.text) for s in within]
        best = max(shares, default=0.0)
        return within[shares.index(best)] if best >= HEADED else None

    def _within(self, document_id: str, section: Section) -> list[Span]:
        """Sub-sections of a section, or its sentences."""
        text = self.library.document(document_id).text
        sections = self.library.store.sections(document_id)
        children = [
            s for s in sections
            if s.level == section.level + 1 and section.start <= s.start < section.end
        ]  # fmt: skip
        if len(children) >= 2 and section.kind != "title":
            return [self._first(text, s) for s in children]
        start = section.heading.end if section.kind != "article" else section.start
        return list(sentences(text, start, min(section.end, start + 1500)))

    @staticmethod
    def _first(text: str, section: Section) -> Span:
        """An item's heading, with its first sentence where the heading is only a number."""
        end = _trim_end(text, section.start, section.end)
        if len(section.heading) > 6:
            return Span(section.heading.start, section.heading.end)
        first = next(sentences(text, section.start, end), Span(section.start, end))
        return first

    @staticmethod
    def _lead(text: str, section: Section | None, spans: Sequence[Span]) -> Span:
        """What leads the items: 有下列情形之一的，不予录用：; an empty span where nothing does."""
        if section is None or not spans or spans[0].start <= section.start:
            return Span(0, 0)
        lead = sentence_at(text, max(section.start, len(text[: spans[0].start].rstrip()) - 1))
        words = text[lead.start : lead.end]
        if lead.start < section.start or not words.endswith(("：", ":")):
            return Span(0, 0)
        return lead

    def _listed(self, document_id: str, section: Section | None, spans: Sequence[Span]) -> Answer:
        text = self.library.document(document_id).text
        lead = self._lead(text, section, spans)
        title = f"{section.number}{section.title}：" if section and section.title else ""
        head = shortened(bare_lead(text[lead.start : lead.end])) or title
        lines = [head] if head else []
        context = (lead,) if len(lead) else ()
        for number, span in enumerate(spans[:SHOWN_ITEMS], 1):
            words = shortened(bare(text[span.start : span.end]).replace("\t", " "))
            lines.append(f"{number}. {words}{self.citer.span(document_id, span, context=context)}")
        notes: tuple[str, ...] = ()
        if len(spans) > SHOWN_ITEMS:
            notes = (f"共 {len(spans)} 条，这里列前 {SHOWN_ITEMS} 条，其余见出处所在章节。",)
        return Answer("\n".join(lines), "extractive", self.citer.citations, notes=notes)


def bare_lead(words: str) -> str:
    """What leads a list, without its own number."""
    number = numbering(words)
    return words[number.end :].strip() if number else words.strip()


def shortened(words: str, length: int = ITEM_LENGTH) -> str:
    """An item of bounded length, cut at a comma with an ellipsis."""
    if len(words) <= length:
        return words
    cut = max(words.rfind(mark, 0, length) for mark in "，,、；; ")
    return f"{words[: cut if cut > 30 else length]}……"


def _trim_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
