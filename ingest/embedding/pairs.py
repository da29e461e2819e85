"""Draws training batches: pieces of sentences with the rest of their passage, titles with texts, pairs.

All text is tokenized once into flat arrays; a batch is drawn by arithmetic on offsets alone, so that
drawing costs a few milliseconds beside a training step.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.texts import TrainingText

Ints = NDArray[np.int64]
Tokens = NDArray[np.int32]

SENTENCE_END = re.compile(r"(?<=[。！？；!?;\n])")
SPAN = (4, 12)
"""Tokens of a piece of a sentence that plays the question."""
WINDOW = 128
"""Tokens of a passage that are seen at once."""
SHORTEST = 24
"""Tokens that a passage needs to give both a piece and a rest."""
SHARES = {"span": 0.55, "title": 0.20, "pair": 0.25}
HIDE_SENTENCE, HIDE_SPAN = 0.4, 0.4
"""How often the whole sentence, or only the piece, is taken out of the passage; else nothing is."""
WEIGHTS: Mapping[str, float] = {
    "xinwenlianbo": 3.0,  # news in the register of policy
    "uhgeval": 3.0,  # the same
    "crud_news": 1.5,  # everyday news
    "laws": 1.0,
    "lctt": 0.5,  # computing
    "docs-cn": 0.3,  # computing
    "oi-wiki": 0.3,  # computing and mathematics
    "classical-modern": 0.2,  # classical Chinese
    "gaokao": 0.5,
    "terms": 8.0,  # our own table of terms and everyday wordings
}
"""How much likelier a text of a source is drawn than one of a source that is not named."""


@dataclass(frozen=True, slots=True)
class Bags:
    """Rows of tokens laid end to end: row i is ``tokens[offsets[i]:offsets[i + 1]]``."""

    tokens: Tokens
    offsets: Ints

    @property
    def lengths(self) -> Ints:
        """Tokens of each row."""
        return np.diff(self.offsets)


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions and their passages, row by row; rows of one group are no negatives of each other."""

    questions: Bags
    passages: Bags
    groups: Ints


class Sampler:
    """Draws batches from a training text; the same seed draws the same batches."""

    def __init__(self, text: TrainingText, tokenize: Callable[[Sequence[str]], Bags]) -> None:
        """``tokenize`` gives one row of tokens a line."""
        sentences: list[str] = []
        firsts = [0]
        for passage in text.passages:
            sentences += [part for part in SENTENCE_END.split(passage.text) if part.strip()]
            firsts.append(len(sentences))
        self._sentences = tokenize(sentences)
        self._starts = self._sentences.offsets[np.asarray(firsts, dtype=np.int64)]
        self._titles = tokenize([p.title.replace(">", "\n") for p in text.passages])
        self._a = tokenize([pair.a for pair in text.pairs])
        self._b = tokenize([pair.b for pair in text.pairs])
        self._groups = _ids(p.document + p.title for p in text.passages)
        self._pair_groups = _ids(pair.source + pair.a for pair in text.pairs)
        weights = np.array([WEIGHTS.get(p.source, 1.0) for p in text.passages])
        lengths = np.diff(self._starts)
        self._span_odds = _odds(weights * (lengths >= SHORTEST))
        self._title_odds = _odds(weights * (self._titles.lengths > 0) * (lengths >= SPAN[0]))
        pair_weights = np.array([WEIGHTS.get(pair.source, 1.0) for pair in text.pairs])
        self._pair_odds = _odds(pair_weights * (self._a.lengths > 0) * (self._b.lengths > 0))

    def draw(self, size: int, random: np.random.Generator) -> Batch:
        """A batch of at most ``size`` rows, mixed by ``SHARES``; a kind without text gives none."""
        parts = []
        if self._span_odds.size:
            parts.append(self._spans(int(size * SHARES["span"]), random))
        if self._title_odds.size:
            parts.append(self._headings(int(size * SHARES["title"]), random))
        if self._pair_odds.size:
            parts.append(self._pairs(int(size * SHARES["pair"]), random))
        return Batch(
            stack([part.questions for part in parts]),
            stack([part.passages for part in parts]),
            np.concatenate([part.groups for part in parts]),
        )

    def _spans(self, size: int, random: np.random.Generator) -> Batch:
        rows = _pick(self._span_odds, size, random)
        start, end = self._starts[rows], self._starts[rows + 1]
        here = start + (random.random(size) * (end - start)).astype(np.int64)
        sentence = np.searchsorted(self._sentences.offsets, here, side="right") - 1
        first, last = self._sentences.offsets[sentence], self._sentences.offsets[sentence + 1]
        length = np.minimum(random.integers(SPAN[0], SPAN[1] + 1, size), last - first)
        begin = first + (random.random(size) * (last - first - length + 1)).astype(np.int64)
        left, right = _window(start, end, random)
        dice = random.random(size)
        whole = (dice < HIDE_SENTENCE) & (last - first < (end - start) // 2)
        none = dice >= HIDE_SENTENCE + HIDE_SPAN
        cut_from = np.where(whole, first, begin)
        cut_to = np.where(whole, last, begin + length)
        cut_from, cut_to = np.where(none, right, cut_from), np.where(none, right, cut_to)
        cut_from, cut_to = np.clip(cut_from, left, right), np.clip(cut_to, left, right)
        tokens = self._sentences.tokens
        questions = gather(tokens, begin, length)
        passages = gather_two(tokens, (left, cut_from - left), (cut_to, right - cut_to))
        return _useful(Batch(questions, passages, self._groups[rows]))

    def _headings(self, size: int, random: np.random.Generator) -> Batch:
        rows = _pick(self._title_odds, size, random)
        titles = self._titles
        questions = gather(titles.tokens, titles.offsets[rows], titles.lengths[rows])
        left, right = _window(self._starts[rows], self._starts[rows + 1], random)
        passages = gather(self._sentences.tokens, left, right - left)
        return Batch(questions, passages, self._groups[rows])

    def _pairs(self, size: int, random: np.random.Generator) -> Batch:
        rows = _pick(self._pair_odds, size, random)
        bags = []
        for side in (self._a, self._b):
            length = np.minimum(side.lengths[rows], WINDOW)
            bags.append(gather(side.tokens, side.offsets[rows], length))
        return Batch(bags[0], bags[1], self._pair_groups[rows])


def tokenizer_bags(tokenizer: Any, *, batch: int = 20_000) -> Callable[[Sequence[str]], Bags]:
    """A function from lines to rows of token ids."""

    def tokenize(lines: Sequence[str]) -> Bags:
        parts: list[Tokens] = [np.zeros(0, np.int32)]
        lengths: list[int] = [0]
        for first in range(0, len(lines), batch):
            some = list(lines[first : first + batch])
            encodings = tokenizer.encode_batch_fast(some, add_special_tokens=False)
            lengths += [len(encoding.ids) for encoding in encodings]
            parts.append(np.array([i for e in encodings for i in e.ids], dtype=np.int32))
        return Bags(np.concatenate(parts), np.cumsum(lengths, dtype=np.int64))

    return tokenize


def gather(tokens: Tokens, starts: Ints, lengths: Ints) -> Bags:
    """Rows cut out of a long array of tokens."""
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    where = np.arange(offsets[-1]) + np.repeat(starts - offsets[:-1], lengths)
    return Bags(tokens[where], offsets)


def gather_two(tokens: Tokens, first: tuple[Ints, Ints], second: tuple[Ints, Ints]) -> Bags:
    """Rows made of two cuts each, given as (starts, lengths)."""
    starts = np.stack([first[0], second[0]], axis=1).ravel()
    lengths = np.stack([first[1], second[1]], axis=1).ravel()
    pieces = gather(tokens, starts, lengths)
    return Bags(pieces.tokens, pieces.offsets[::2])


def stack(bags: Sequence[Bags]) -> Bags:
    """Rows of several bags under one another."""
    lengths = np.concatenate([bag.lengths for bag in bags])
    offsets = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    return Bags(np.concatenate([bag.tokens for bag in bags]), offsets)


def _window(start: Ints, end: Ints, random: np.random.Generator) -> tuple[Ints, Ints]:
    room = np.maximum(end - start - WINDOW, 0)
    left = start + (random.random(len(start)) * (room + 1)).astype(np.int64)
    return left, np.minimum(left + WINDOW, end)


def _useful(batch: Batch) -> Batch:
    """Without rows that have too little left on either side."""
    keep = (batch.questions.lengths >= SPAN[0]) & (batch.passages.lengths >= SPAN[0])
    rows = np.flatnonzero(keep)
    sides = (batch.questions, batch.passages)
    cut = [gather(side.tokens, side.offsets[rows], side.lengths[rows]) for side in sides]
    return Batch(cut[0], cut[1], batch.groups[rows])


def _ids(keys: Iterable[str]) -> Ints:
    return np.array([zlib.crc32(key.encode("utf-8")) for key in keys], dtype=np.int64)


def _odds(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cumulated chances; empty where nothing can be drawn."""
    total = np.cumsum(weights)
    return total / total[-1] if total.size and total[-1] > 0 else np.zeros(0)


def _pick(odds: NDArray[np.float64], size: int, random: np.random.Generator) -> Ints:
    return np.searchsorted(odds, random.random(size), side="right").astype(np.int64)
