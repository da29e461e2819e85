"""The facts of a library by document and by character pairs: which can fit some words is known without reading all.

What is left out is certain not to hold enough; what is kept is weighed word by word as if there were no index.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.checklist import what
from assistant.grades import spelled
from assistant.terms import BY_SYNONYM, Term, folded, is_han, said_as, synonyms
from ingest.records import Fact

Flags = NDArray[np.bool_]

SLACK = 1e-9
"""Shares are summed in another order here than where they are weighed."""
KEPT = 32
"""Questions whose facts are remembered: one question is asked of a dozen documents."""
LOW = np.uint64(21)
"""Bits of a code point."""


class Pairs:
    """Which of many texts hold some characters."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.count = len(texts)
        words = [f"{text}\n" for text in texts]
        points = np.frombuffer("".join(words).encode("utf-32-le", "surrogatepass"), np.uint32)
        owners = np.repeat(np.arange(self.count, dtype=np.int32), [len(w) for w in words])
        codes = _codes(points)
        order = np.argsort(codes, kind="stable")
        self._codes, self._starts = np.unique(codes[order], return_index=True)
        self._starts = np.append(self._starts, len(codes))
        self._owners = owners[order]

    def holding(self, words: str) -> Flags:
        """[texts]: those that hold a character or a pair; of longer words all their pairs, in whatever order."""
        if len(words) == 1:
            first = np.uint64(ord(words)) << LOW
            return self._between(first, first + (np.uint64(1) << LOW))
        found = np.ones(self.count, np.bool_)
        points = np.frombuffer(words.encode("utf-32-le", "surrogatepass"), np.uint32)
        for code in _codes(points)[:-1]:
            found &= self._between(code, code + np.uint64(1))
        return found

    def _between(self, first: np.uint64, last: np.uint64) -> Flags:
        low, high = np.searchsorted(self._codes, np.array([first, last], np.uint64))
        flags = np.zeros(self.count, np.bool_)
        flags[self._owners[self._starts[low] : self._starts[high]]] = True
        return flags


def _codes(points: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Each character with the next one, the last with none, as one number; those of one first character are neighbours."""
    following = np.append(points[1:], np.uint32(0)).astype(np.uint64)
    return (points.astype(np.uint64) << LOW) | following


@dataclass(frozen=True, slots=True)
class Years:
    """The years that the facts of a document speak of, and whether one has a time of an unknown year."""

    named: frozenset[int]
    unknown: bool


class FactIndex:
    """The facts of one state of a library; ``titles`` are those of its documents, by id. Thread-safe."""

    def __init__(self, facts: Sequence[Fact], titles: Mapping[str, str]) -> None:
        self.facts = facts
        self._titles = titles
        self._of: dict[str, list[Fact]] = {}
        for fact in facts:
            self._of.setdefault(fact.document_id, []).append(fact)
        self.fitting = functools.lru_cache(KEPT)(self._fitting)

    def of(self, documents: Collection[str]) -> list[Fact]:
        """The facts of some documents, in the library's order."""
        return [fact for i, some in self._of.items() if i in documents for fact in some]

    @functools.cached_property
    def years(self) -> Mapping[str, Years]:
        """The years of each document that has facts with a time."""
        return {i: years for i, some in self._of.items() if (years := _years(some)) is not None}

    def _fitting(self, wanted: tuple[Term, ...], own: float, around: float) -> tuple[Fact, ...]:
        """Facts that may hold these shares of the words' weight, ``own`` in their own words and ``around``
        with their headings and their document's title; none that do is left out."""
        total = sum(sum(term.weights) for term in wanted)
        if not total or not self.facts:
            return ()
        inside, beside = self._own, self._around
        enough = np.ones(inside.count, np.bool_)
        if own > 0:
            enough = _held(wanted, inside.holding, inside.count) >= (own - SLACK) * total

        @functools.cache
        def near(words: str) -> Flags:
            return inside.holding(words) | beside.holding(words)[self._group]

        if around > own and enough.any():
            enough &= _held(wanted, near, inside.count) >= (around - SLACK) * total
        return tuple(self.facts[i] for i in np.flatnonzero(enough).tolist())

    @functools.cached_property
    def _own(self) -> Pairs:
        return Pairs([spelled(folded(f"{what(fact)} {fact.quote}")) for fact in self.facts])

    @functools.cached_property
    def _groups(self) -> tuple[dict[tuple[str, tuple[str, ...]], int], NDArray[np.int32]]:
        """Headings that facts stand under, and which of them each fact stands under."""
        known: dict[tuple[str, tuple[str, ...]], int] = {}
        places = [known.setdefault((f.document_id, f.section), len(known)) for f in self.facts]
        return known, np.array(places, np.int32)

    @property
    def _group(self) -> NDArray[np.int32]:
        return self._groups[1]

    @functools.cached_property
    def _around(self) -> Pairs:
        return Pairs(
            [folded(" ".join((*path, self._titles.get(i, "")))) for i, path in self._groups[0]]
        )


def _held(
    wanted: Iterable[Term], holding: Callable[[str], Flags], count: int
) -> NDArray[np.float64]:
    """[texts]: the weight of the words that each text may hold, as ``terms.coverage`` counts it and never less."""
    held = np.zeros(count)
    for term in wanted:
        whole, written = (
            _of_han(term, holding, count) if is_han(term.text) else _of_latin(term, holding, count)
        )
        for weight, said, other in zip(term.weights, whole, written, strict=True):
            held += weight * np.where(said, 1.0, BY_SYNONYM * other)
    return held


def _of_han(
    term: Term, holding: Callable[[str], Flags], count: int
) -> tuple[list[Flags], list[Flags]]:
    """For each character which texts hold a pair it stands in, and which a synonym of its word."""
    word = term.text
    whole = [np.zeros(count, np.bool_) for _ in word]
    written = [np.zeros(count, np.bool_) for _ in word]
    if len(word) == 1:
        whole[0] |= holding(word)
    for i in range(len(word) - 1):
        found = holding(word[i : i + 2])
        whole[i] |= found
        whole[i + 1] |= found
    for start, end, others in synonyms(word):
        found = _any(others, holding, count)
        for i in range(start, end):
            written[i] |= found
    return whole, written


def _of_latin(
    term: Term, holding: Callable[[str], Flags], count: int
) -> tuple[list[Flags], list[Flags]]:
    """Which texts hold a word of letters or a number, and which what documents write for it."""
    return [holding(term.text)], [_any(said_as(term.text), holding, count)]


def _any(words: Iterable[str], holding: Callable[[str], Flags], count: int) -> Flags:
    found = np.zeros(count, np.bool_)
    for word in words:
        found |= holding(word)
    return found


def _years(facts: Iterable[Fact]) -> Years | None:
    times = [fact.time for fact in facts if fact.time is not None]
    if not times:
        return None
    named = {d.year for time in times for d in (time.lo, time.hi) if d is not None and d.year}
    return Years(frozenset(named), any(not t.year_known for t in times if t.lo or t.hi))
