"""The nouns of the bench: what is asked, what was found, where the right words stand."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from eval.outcomes import Passage
from eval.questions import Gold

DEPTH = 10
"""Passages looked at per question."""


@dataclass(frozen=True, slots=True)
class Found:
    """A passage that a system found: a half-open span of its document's text."""

    document_id: str
    source: str
    text: str
    start: int
    end: int

    @property
    def passage(self) -> Passage:
        """The same for the metrics of whole runs."""
        return Passage(self.source, self.text)


Search = Callable[[str, int], Sequence[Found]]
"""(question, k) → at most k passages, best first."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the right words stand, in sets made from the library itself."""

    document_id: str
    start: int
    end: int


Wanted = Gold | Spot


@dataclass(frozen=True, slots=True)
class Asked:
    """One question; ``gold`` is an OR-list of AND-lists, as in the question files."""

    id: str
    text: str
    gold: tuple[tuple[Wanted, ...], ...]
    split: str
    tag: str = ""
    """A group to be reported by itself."""


@dataclass(frozen=True, slots=True)
class AskedSet:
    """Questions that are scored together."""

    name: str
    asked: tuple[Asked, ...]

    def of_split(self, split: str) -> AskedSet:
        """Only that half; ``all`` is the whole set."""
        kept = tuple(a for a in self.asked if split in ("all", a.split))
        return AskedSet(self.name, kept)


def split_of(source: str) -> str:
    """The half a document belongs to, the same for ever: nothing is tuned on held-out documents."""
    return "held-out" if zlib.crc32(source.encode("utf-8")) % 2 else "dev"


def file_name(source: str) -> str:
    """A source without the folders above it, as gold is compared."""
    return source.rsplit("/", 1)[-1]
