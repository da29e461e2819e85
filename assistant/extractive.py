"""Answers made of the documents' own sentences: the shortest set that answers, or the items of a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.case import Case
from assistant.fusion import Fused
from assistant.library import Library
from assistant.records import Answer
from assistant.says import says_value, scope_held
from assistant.section_items import SectionItems
from assistant.sentences import bare, sentences
from assistant.terms import contradicts, coverage, lacks_matter
from ingest.grammar import numbering
from ingest.records import Chunk, Span

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
        listed = SectionItems(self.library, self.case).asked()
        return self.passage() if listed is None else listed

    def goals(self) -> Answer | None:
        """The section of goals of a document that the question names, or that retrieval found."""
        return SectionItems(self.library, self.case).goals()

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
        if self.query.kind in ("open", "yesno") and MAY.search(self.query.text):
            return 0.12 if SAYS_MAY.search(words) else 0.0
        if self.query.kind == "who":
            return 0.15 if any(w in words for w in ("负责", "牵头", "责任", "主管", "由")) else -0.1
        return 0.0

    @staticmethod
    def _said(line: _Line) -> str:
        words = bare(line.text) if numbering(line.text) else line.text
        return words.replace("\t", " ")
