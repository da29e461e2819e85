"""The nouns: a gold document with its facts as annotated, and a fact found again in the text.

Fields that hold several equally good readings are tuples of them; most have one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from ingest.records import Comparator, PartialDate, Precision, Relation, Span

DocumentKind = Literal["plan", "notice", "law", "rules", "opinion", "report", "office", "summary"]
Split = Literal["dev", "held-out"]
FactKind = Literal["target", "deadline"]

NAMES: Mapping[str, tuple[str, ...]] = {
    "target": ("indicator", "scope", "owner"),
    "deadline": ("action", "owner"),
}
"""Text fields of each kind of fact."""
NUMBERS = ("value", "value_from", "lo", "hi")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand in the text in one stretch, or their SHA-256 where the text is not ours.

    Words and ``length`` (code points) are without white space.
    """

    words: str = ""
    sha256: str = ""
    length: int = 0

    @classmethod
    def of(cls, words: str) -> Piece:
        """A piece that keeps its words; white space goes."""
        bare = "".join(words.split())
        return cls(words=bare, length=len(bare))

    def hidden(self) -> Piece:
        """The same piece without its words."""
        return self if self.sha256 else Piece(sha256=digest(self.words).hex(), length=self.length)


def digest(words: str) -> bytes:
    """SHA-256 of words in UTF-8."""
    return hashlib.sha256(words.encode()).digest()


Pieces = tuple[Piece, ...]
"""One reading of a text field, its pieces in reading order; none: the field is empty."""


@dataclass(frozen=True, slots=True)
class GoldTime:
    """A time as annotated; ``lo`` and ``hi`` inclusive, an open end None."""

    at: tuple[Pieces, ...]
    lo: PartialDate | None
    hi: PartialDate | None
    relation: Relation
    precision: Precision
    recurring: bool = False


@dataclass(frozen=True, slots=True)
class GoldFact:
    """A fact as annotated. ``line`` is its line in the file; ``n`` and ``at_n`` count from 1.

    ``names`` and ``numbers`` map a field to its readings.
    """

    line: int
    kind: FactKind
    quote: Piece
    at: tuple[Piece, ...]
    n: int = 1
    at_n: int = 1
    names: Mapping[str, tuple[Pieces, ...]] = field(default_factory=dict)
    comparators: tuple[Comparator, ...] = ()
    numbers: Mapping[str, tuple[Decimal | None, ...]] = field(default_factory=dict)
    units: tuple[str, ...] = ()
    times: tuple[GoldTime | None, ...] = (None,)


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """What one annotator marked in one document. ``document`` is the file's name as ingested."""

    document: str
    kind: DocumentKind
    split: Split
    annotator: int
    facts: tuple[GoldFact, ...]
    file: str = ""

    @property
    def name(self) -> str:
        """The file's name without the folders above it."""
        return self.document.rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class PlacedFact:
    """A gold fact found again in a text: spans of code points, and its names in the text's words.

    ``spans`` are the readings of the value's or time's own words. A reading whose words are no
    longer in the text is left out of ``names``; a field may so be left without any.
    """

    gold: GoldFact
    quote: str
    span: Span
    spans: tuple[Span, ...]
    names: Mapping[str, tuple[str, ...]]
    time_words: tuple[str, ...] = ()
