"""Which words of a text belong to which facts: overlapping spans cut into pieces that do not overlap.

One sweep over the borders of all spans, so that a text of 10 MB with every sentence marked is cut in
seconds; a piece remembers every fact that it belongs to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from ingest.records import Fact, Span, Uncovered

Role = Literal["q", "v", "c", "u"]
"""What a fact has to do with a word: its quote, its value or time, its context; u: not listed."""
ROLES: tuple[Role, ...] = ("q", "v", "c", "u")
ATTRIBUTES: dict[Role, str] = {"q": "data-q", "v": "data-v", "c": "data-c", "u": "data-u"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text whose every character has the same marks: (role, index of the fact)."""

    start: int
    end: int
    marks: tuple[tuple[Role, int], ...]

    def of(self, role: Role) -> list[int]:
        """The facts (for u: the sentences) that stand to this piece in that role."""
        return [index for found, index in self.marks if found == role]


def spans_of(fact: Fact) -> list[tuple[Role, Span]]:
    """Every span that a fact points to; its own words are the value and the time."""
    found: list[tuple[Role, Span]] = [("q", Span(fact.start, fact.end)), ("v", fact.span)]
    if fact.time is not None:
        found.append(("v", Span(fact.time.start, fact.time.end)))
    return found + [("c", span) for span in fact.context]


def cut(facts: Sequence[Fact], uncovered: Sequence[Uncovered]) -> list[Piece]:
    """The marked stretches of the text, in order, without overlaps."""
    spans = [
        (span, (role, index)) for index, fact in enumerate(facts) for role, span in spans_of(fact)
    ]
    spans += [(Span(u.start, u.end), ("u", index)) for index, u in enumerate(uncovered)]
    return list(_sweep(spans))


def _sweep(spans: Iterable[tuple[Span, tuple[Role, int]]]) -> Iterable[Piece]:
    borders: list[tuple[int, int, tuple[Role, int]]] = []
    for span, mark in spans:
        if len(span):
            borders += [(span.start, 1, mark), (span.end, -1, mark)]
    borders.sort()
    open_marks: dict[tuple[Role, int], int] = {}
    position = 0
    for at, step, mark in borders:
        if at > position and open_marks:
            yield Piece(position, at, tuple(sorted(open_marks, key=_order)))
        position = at
        count = open_marks.get(mark, 0) + step
        if count:
            open_marks[mark] = count
        else:
            open_marks.pop(mark, None)


def _order(mark: tuple[Role, int]) -> tuple[int, int]:
    return ROLES.index(mark[0]), mark[1]


class MarkedWords:
    """Writes stretches of the text, escaped, each piece a ``<mark>`` with the facts it belongs to.

    A fact's own words begin at an element with an id; several facts may begin at one. The ids are
    known once everything has been written.
    """

    def __init__(self, text: str, facts: Sequence[Fact], uncovered: Sequence[Uncovered]) -> None:
        self._text = text
        self._kinds = [fact.kind for fact in facts]
        self._pieces = cut(facts, uncovered)
        self._starts = [piece.start for piece in self._pieces]
        self._here: dict[int, list[int]] = {}
        for index, fact in enumerate(facts):
            self._here.setdefault(fact.span.start, []).append(index)
        self._sentences = {u.start: index for index, u in enumerate(uncovered)}
        self._begins = [u.start for u in uncovered]
        self._placed: set[str] = set()

    def __call__(self, start: int, end: int) -> str:
        """The text from start to end as HTML."""
        parts: list[str] = []
        position = start
        for at in range(max(bisect_right(self._starts, start) - 1, 0), len(self._pieces)):
            piece = self._pieces[at]
            first, last = max(piece.start, start), min(piece.end, end)
            if piece.start >= end:
                break
            if first >= last:
                continue
            parts.append(escape(self._text[position:first]))
            parts.append(self._mark(piece, first, last))
            position = last
        parts.append(escape(self._text[position:end]))
        return "".join(parts)

    def _mark(self, piece: Piece, start: int, end: int) -> str:
        words = escape(self._text[start:end])
        if not words.strip():
            return words
        told = "".join(
            f' {ATTRIBUTES[role]}="{" ".join(map(str, found))}"'
            for role in ROLES
            if (found := piece.of(role))
        )
        here = self._here.get(start, []) if start == piece.start else []
        if here:
            self._placed.add(f"w{here[0]}")
            numbers = ",".join(str(index + 1) for index in here)
            told += f' id="w{here[0]}" data-n="{numbers}" tabindex="0" role="button"'
        elif start in self._sentences and piece.of("u"):
            name = f"u{self._sentences[start]}"
            self._placed.add(name)
            told += f' id="{name}"'
        kinds = self._classes(piece)
        if not kinds:
            return f"<span{told}>{words}</span>"
        return f'<mark class="{kinds}"{told}>{words}</mark>'

    def _classes(self, piece: Piece) -> str:
        """t and d: in a target's or deadline's clause; tv and dv: its own words; u: not listed."""
        names = {self._kinds[index][0] for index in piece.of("q")}
        names |= {f"{self._kinds[index][0]}v" for index in piece.of("v")}
        names |= {"u"} if piece.of("u") else set()
        return " ".join(sorted(names))

    def fact_anchor(self, fact: Fact) -> str:
        """The id of the place where a fact's own words begin; empty where they were not written."""
        name = f"w{self._here[fact.span.start][0]}"
        return name if name in self._placed else ""

    def sentence_anchor(self, index: int) -> str:
        """The same for a sentence that is not listed; it may begin with the words of a fact, or with
        those of another sentence."""
        start = self._begins[index]
        names = (f"u{self._sentences[start]}", *(f"w{i}" for i in self._here.get(start, ())[:1]))
        return next((name for name in names if name in self._placed), "")
