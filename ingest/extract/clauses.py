"""Cuts a paragraph into sentences and clauses with offsets: the ground on which facts are bound."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from ingest.extract.guards import NUMBERING

# What stands in brackets or quotes is one piece: no cut inside.
CLOSED = re.compile(
    r"（[^（）()]{0,400}[）)]|\([^（）()]{0,400}[)）]|《[^《》]{0,200}》|“[^“”]{0,200}”|〔[^〔〕]{0,20}〕"
)
# A full stop of any width; a half-width stop ends nothing here (numbering, decimals, web addresses).
STOP = re.compile(r"[。！？!?]+[”’」]?")
# Commas, semicolons and colons of any width, not inside a number or a clock time.
CUT = re.compile(
    r"(?<![0-9０-９])[，,：:]|[，,：:](?![0-9０-９])|；|(?<!&quot)(?<!&nbsp)(?<!&amp);"
)
# 、 joins the items of a list; 和, 及 and 与 join the last one.
LIST_JOIN = re.compile(r"、|以及|(?<!以)及(?!时|其|格|以)|和(?!谐)")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch between two commas, white space trimmed. Offsets are the document's."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch between two full stops, closing punctuation not included."""

    start: int
    end: int
    text: str
    clauses: tuple[Clause, ...]

    def clause_at(self, offset: int) -> int:
        """Index of the clause that holds ``offset`` (the last one that begins before it)."""
        found = 0
        for index, clause in enumerate(self.clauses):
            if clause.start <= offset:
                found = index
        return found


def sentences(text: str, start: int) -> tuple[Sentence, ...]:
    """Cuts ``text``, which begins at ``start`` of its document, into sentences.

    The printed number at its head belongs to no sentence.
    """
    found = []
    closed = [match.span() for match in CLOSED.finditer(text)]
    number = NUMBERING.match(text)
    head = number.end() if number else 0
    for left, right in _pieces(text, STOP, closed, head, len(text)):
        clauses = tuple(
            Clause(start + a, start + b, text[a:b])
            for a, b in _pieces(text, CUT, closed, left, right)
        )
        found.append(Sentence(start + left, start + right, text[left:right], clauses))
    return tuple(found)


def items(clause: Clause, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cuts a clause that holds several values into one stretch per value.

    The cut lies at the first list mark after the value before; values without one share a stretch.
    """
    left, stretches, shared = clause.start, [], 1
    for (_, end), (begin, _) in pairwise(spans):
        marks = list(LIST_JOIN.finditer(clause.text, end - clause.start, begin - clause.start))
        # 100所省、市特色学校、10所…: where the number comes first, its item begins at the last mark
        first = bool(marks) and not clause.text[marks[-1].end() : begin - clause.start].strip()
        mark = None if not marks else marks[-1] if first else marks[0]
        if mark is None:
            shared += 1
            continue
        cut = _trim(clause.text, left - clause.start, mark.start(), clause.start)
        stretches += [cut] * shared
        left, shared = clause.start + mark.end(), 1
    cut = _trim(clause.text, left - clause.start, len(clause.text), clause.start)
    return stretches + [cut] * shared


def _pieces(
    text: str, mark: re.Pattern[str], closed: list[tuple[int, int]], start: int, end: int
) -> list[tuple[int, int]]:
    pieces, left, shield = [], start, 0
    for match in mark.finditer(text, start, end):
        while shield < len(closed) and closed[shield][1] <= match.start():
            shield += 1
        if shield < len(closed) and closed[shield][0] <= match.start():
            continue
        pieces.append((left, match.start()))
        left = match.end()
    pieces.append((left, end))
    trimmed = [_trim(text, a, b, 0) for a, b in pieces]
    return [(a, b) for a, b in trimmed if a < b]


def _trim(text: str, start: int, end: int, shift: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] == "、"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] == "、"):
        end -= 1
    return shift + start, shift + end
