"""Answers made of the documents' own sentences: the shortest set that answers, or the items of a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.case import Case
from assistant.fusion import Fused
from assistant.library import Library
from assistant.question_words import LISTING
from assistant.records import Answer
from assistant.says import says_value, scope_held
from assistant.sentences import bare, sentences
from assistant.terms import contradicts, coverage, lacks_matter
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
ON_THE_MATTER = 0.4
"""Share of the question's weight that a sentence under its heading must hold for its number or date to be the one asked for."""
MAY = re.compile(r"能不能|能否|可以|可不可以|是否|能[^，。]{0,14}吗|让不让|允许|行不行|违规|违法")
"""A question whether something is allowed."""
SAYS_MAY = re.compile(r"可以|不得|应当|禁止|严禁|不准|允许|有权|必须|不能")
"""Words that allow, forbid or oblige."""


@dataclass(frozen=True, slots=True)
class _Line:
    document_id: str
    span: Span
    text: str
    score: float
    held: float
    chunk: Chunk


class Extractive:
    """Chooses sentences for one question from the chunks that retrieval found."""

    def __init__(self, library: Library, case: Case) -> None:
        self.library = library
        self.case = case
        self.query = case.query
        self.wanted = case.wanted
        self.found = case.found
        self.citer = case.citer

    def passage(self) -> Answer | None:
        """One to three sentences; for a number or a date such that hold one."""
        lines = [line for line in self._ranked(self.found[:5]) if self._may_answer(line)]
        if not lines:
            return None
        best = lines[0]
        chosen = [best]
        held = best.text
        for line in lines[1:6]:
            gain = coverage(self.wanted, held + line.text, self.query.text) - coverage(
                self.wanted, held, self.query.text
            )
            if gain > 0.18 and line.document_id == best.document_id and len(chosen) < 3:
                chosen.append(line)
                held += line.text
        chosen.sort(key=lambda line: line.span.start)
        text = "\n".join(
            f"{self._said(line)}{self.citer.span(line.document_id, line.span)}" for line in chosen
        )
        return Answer(text, "extractive", self.citer.citations)

    def nearest(self, count: int) -> list[tuple[str, Span]]:
        """The sentences nearest to the question, whether or not they answer it."""
        return [(line.document_id, line.span) for line in self._ranked(self.found[:4])[:count]]

    def items(self) -> Answer | None:
        """The numbered items of the section that answers, in order; else the passage."""
        if not self.found:
            return None
        for chunk, _ in self.found[:2]:
            for section in (self._headed(chunk), self._section(chunk)):
                spans = self._item_spans(chunk, section)
                if len(spans) < 2:
                    continue
                if self._asks_for_all(chunk, section, spans):
                    return self._listed(chunk.document_id, section, spans)
                return self.passage()
        return self.passage()

    def _asks_for_all(self, chunk: Chunk, section: Section | None, spans: Sequence[Span]) -> bool:
        """Is the section as a whole asked for, not one sentence that stands in it?"""
        if section is None or section.kind == "title":
            return False
        if LISTING.search(self.query.text):
            return True
        heading = " ".join((*section.path[1:], section.title))
        if coverage(self.wanted, heading, self.query.text) >= ABOUT:
            return True
        text = self.library.document(chunk.document_id).text
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

    # --- sentences ---

    def _ranked(self, found: Sequence[tuple[Chunk, Fused]]) -> list[_Line]:
        lines = [line for chunk, _ in found for line in self._lines(chunk)]
        if not lines:
            return []
        vectors = self.library.embedder.embed([line.text for line in lines])
        asked = self.library.embedder.embed([self.query.text], query=True)[0]
        near = np.clip(vectors @ asked, 0, 1)
        ranks = {chunk.id: rank for rank, (chunk, _) in enumerate(found)}
        scored = [
            _Line(line.document_id, line.span, line.text,
                  line.score + 0.6 * float(near[i]) + 0.25 / (1 + ranks[line.chunk.id]), line.held,
                  line.chunk)
            for i, line in enumerate(lines)
        ]  # fmt: skip
        return sorted(scored, key=lambda line: -line.score)

    def _lines(self, chunk: Chunk) -> list[_Line]:
        text = self.library.document(chunk.document_id).text
        heading = bare(" ".join(chunk.section[-1:]))
        lines = []
        for span in sentences(text, chunk.start, chunk.end):
            words = text[span.start : span.end]
            if bare(words) in ("", heading) or (len(words) < 40 and words[-1] not in "。；;！？" and any(
                bare(words) and bare(words) in part for part in chunk.section
            )):  # fmt: skip
                continue
            held = coverage(self.wanted, f"{words} {heading}", self.query.text)
            own = coverage(self.wanted, words, self.query.text)
            score = 0.4 * held + 0.6 * own + self._fit(words)
            lines.append(_Line(chunk.document_id, span, words, score, held, chunk))
        return lines

    def _may_answer(self, line: _Line) -> bool:
        """A sentence may answer a question for a number or a date only where it says one on the matter."""
        if self.query.kind not in ("number", "date"):
            return True
        around = " ".join((line.text, *line.chunk.section))
        if line.held < ON_THE_MATTER or lacks_matter(self.wanted, around):
            return False
        if contradicts(self.wanted, line.text) or not self._is_for_scope(line):
            return False
        return says_value(self.query, self.wanted, line.text, line.chunk.section)

    def _is_for_scope(self, line: _Line) -> bool:
        """A document that never names who is asked about says nothing of them."""
        asked = self.query.scope
        return not asked or scope_held(asked, self.library.document(line.document_id).text)

    def _fit(self, words: str) -> float:
        """What the question's kind asks of a sentence beside its words."""
        if self.query.kind == "open" and MAY.search(self.query.text):
            return 0.12 if SAYS_MAY.search(words) else 0.0
        if self.query.kind == "who":
            return 0.15 if any(w in words for w in ("负责", "牵头", "责任", "主管", "由")) else -0.1
        return 0.0

    @staticmethod
    def _said(line: _Line) -> str:
        words = bare(line.text) if numbering(line.text) else line.text
        return words.replace("\t", " ")

    # --- lists ---

    def _headed(self, chunk: Chunk) -> Section | None:
        """The section within a chunk whose heading the question names."""
        sections = self.library.store.sections(chunk.document_id)
        within = [s for s in sections if chunk.start <= s.start and s.end <= chunk.end and s.title]
        shares = [coverage(self.wanted, s.title, self.query.text) for s in within]
        best = max(shares, default=0.0)
        return within[shares.index(best)] if best >= HEADED else self._section(chunk)

    def _section(self, chunk: Chunk) -> Section | None:
        """The innermost section that holds the chunk's start and has its path."""
        sections = self.library.store.sections(chunk.document_id)
        fitting = [s for s in sections if s.path == chunk.section and s.start <= chunk.end]
        held = [s for s in fitting if s.start < chunk.end and chunk.start < s.end]
        return held[-1] if held else (fitting[-1] if fitting else None)

    def _item_spans(self, chunk: Chunk, section: Section | None) -> list[Span]:
        """Items of the chunk's section, or the chunk's sentences."""
        if section is None:
            text = self.library.document(chunk.document_id).text
            return list(sentences(text, chunk.start, chunk.end))
        return self._within(chunk.document_id, section)

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

    def _listed(self, document_id: str, section: Section | None, spans: Sequence[Span]) -> Answer:
        text = self.library.document(document_id).text
        head = f"{section.number}{section.title}：" if section and section.title else ""
        lines = [head] if head else []
        for number, span in enumerate(spans[:SHOWN_ITEMS], 1):
            words = shortened(bare(text[span.start : span.end]).replace("\t", " "))
            lines.append(f"{number}. {words}{self.citer.span(document_id, span)}")
        notes: tuple[str, ...] = ()
        if len(spans) > SHOWN_ITEMS:
            notes = (f"共 {len(spans)} 条，这里列前 {SHOWN_ITEMS} 条，其余见出处所在章节。",)
        return Answer("\n".join(lines), "extractive", self.citer.citations, notes=notes)


def shortened(words: str) -> str:
    """An item of bounded length, cut at a comma with an ellipsis."""
    if len(words) <= ITEM_LENGTH:
        return words
    cut = max(words.rfind(mark, 0, ITEM_LENGTH) for mark in "，,、；; ")
    return f"{words[: cut if cut > 30 else ITEM_LENGTH]}……"


def _trim_end(text: str, start: int, end: int) -> int:
    return start + len(text[start:end].rstrip())
