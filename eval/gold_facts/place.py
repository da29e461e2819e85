"""Finds gold facts again in a document's text: by their words, or by the hash of as many characters."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from eval.gold_facts.records import GoldFact, Piece, Pieces, PlacedFact
from ingest.records import Span


class FlatText:
    """A text without its white space, and where each of its characters stands in the text.

    ``learn`` hashes every window of the lengths that are asked for once; ``hits`` is a look-up then.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.places = [i for i, character in enumerate(text) if not character.isspace()]
        self.flat = "".join(text[i] for i in self.places)
        self._bytes = self.flat.encode("utf-8", "surrogatepass")
        self._found: dict[Piece, list[int]] = {}

    def learn(self, pieces: Iterable[Piece]) -> None:
        """Looks for all hidden pieces, each length in one pass."""
        wanted: dict[int, dict[bytes, Piece]] = defaultdict(dict)
        for piece in pieces:
            if piece.sha256 and piece not in self._found:
                self._found[piece] = []
                wanted[piece.length][bytes.fromhex(piece.sha256)] = piece
        for length, digests in wanted.items():
            for start, digest in self._windows(length):
                if digest in digests:
                    self._found[digests[digest]].append(start)

    def hits(self, piece: Piece, start: int = 0, end: int | None = None) -> list[int]:
        """Where a piece begins, in ``flat``, within the bounds; hits do not overlap each other."""
        end = len(self.flat) if end is None else end
        if not piece.sha256:
            return list(self._spelled(piece.words, start, end))
        self.learn([piece])
        found = self._found[piece]
        apart: list[int] = []
        for hit in found[bisect_left(found, start) :]:
            if hit + piece.length > end:
                break
            if not apart or hit >= apart[-1] + piece.length:
                apart.append(hit)
        return apart

    def span(self, start: int, length: int) -> Span:
        """A stretch of ``flat`` as a span of the text, white space inside included."""
        return Span(self.places[start], self.places[start + length - 1] + 1)

    def words(self, pieces: Pieces) -> str | None:
        """The text's words for the pieces, without white space; None where one is not in the text.

        Every place where a piece stands has the same words, so the first one will do.
        """
        found = []
        for piece in pieces:
            hits = self.hits(piece)
            if not hits:
                return None
            found.append(self.flat[hits[0] : hits[0] + piece.length])
        return "".join(found)

    def _spelled(self, words: str, start: int, end: int) -> Iterator[int]:
        at = self.flat.find(words, start, end) if words else -1
        while at >= 0:
            yield at
            at = self.flat.find(words, at + len(words), end)

    def _windows(self, length: int) -> Iterator[tuple[int, bytes]]:
        """Start and SHA-256 of every window of so many characters."""
        offsets = [0]
        for character in self.flat:
            offsets.append(offsets[-1] + _width(character))
        sha256, raw = hashlib.sha256, self._bytes
        ends = zip(offsets, offsets[length:], strict=False)
        for start, (first, last) in enumerate(ends):
            yield start, sha256(raw[first:last]).digest()


def _width(character: str) -> int:
    """Bytes of a character in UTF-8."""
    code = ord(character)
    return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4


def place(facts: Iterable[GoldFact], text: FlatText) -> tuple[list[PlacedFact], list[GoldFact]]:
    """The facts that are found in the text, and those whose quote or value no longer is."""
    facts = list(facts)
    text.learn(piece for fact in facts for piece in pieces_of(fact))
    placed: list[PlacedFact] = []
    lost: list[GoldFact] = []
    for fact in facts:
        found = _place(fact, text)
        if found is None:
            lost.append(fact)
        else:
            placed.append(found)
    return placed, lost


def pieces_of(fact: GoldFact) -> Iterator[Piece]:
    """Every piece of a fact's text fields."""
    yield fact.quote
    yield from fact.at
    fields = [*fact.names.values(), *(time.at for time in fact.times if time)]
    yield from (piece for readings in fields for pieces in readings for piece in pieces)


def _place(fact: GoldFact, text: FlatText) -> PlacedFact | None:
    quotes = text.hits(fact.quote)
    if len(quotes) < fact.n:
        return None
    start = quotes[fact.n - 1]
    end = start + fact.quote.length
    spans = []
    for at in fact.at:
        hits = text.hits(at, start, end)
        if len(hits) >= fact.at_n:
            spans.append(text.span(hits[fact.at_n - 1], at.length))
    if not spans:
        return None
    span = text.span(start, fact.quote.length)
    return PlacedFact(
        gold=fact,
        quote=text.text[span.start : span.end],
        span=span,
        spans=tuple(spans),
        names={name: _words(readings, text) for name, readings in fact.names.items()},
        time_words=tuple(w for time in fact.times if time for w in _words(time.at, text)),
    )


def _words(readings: tuple[Pieces, ...], text: FlatText) -> tuple[str, ...]:
    return tuple(words for pieces in readings if (words := text.words(pieces)) is not None)
