"""Draws training batches: pieces of sentences with the rest of their passage, titles with texts, pairs.

All text is tokenized once into flat arrays; a batch is drawn by arithmetic on offsets alone, so that
drawing costs a few milliseconds beside a training step. The same generator draws the same batch.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.bags import Bags, Ints, Tokenize, gather, gather_two, stack
from ingest.embedding.noise import Splits, cut, drop
from ingest.embedding.texts import Pair, TrainingText

SENTENCE_END = re.compile(r"(?<=[。！？；!?;\n])")
SPAN = (4, 12)
"""Tokens of a piece of a sentence that plays the question."""
WINDOW = 128
"""Tokens of a passage that are seen at once."""
SHORTEST = 24
"""Tokens that a passage needs to give both a piece and a rest."""
HIDE_SENTENCE, HIDE_SPAN = 0.4, 0.4
"""How often the whole sentence, or only the piece, is taken out of the passage; else nothing is."""
WEIGHTS: Mapping[str, float] = {
    "xinwenlianbo": 3.0,  # news in the register of policy
    "uhgeval": 3.0,  # the same
    "crud_news": 1.5,  # everyday news
    "laws": 1.0,
    "gaokao": 0.5,
    "terms": 8.0,  # our own table of terms and everyday wordings
    "written": 4.0,  # our own questions with policy passages
}
"""How much likelier a text of a source is drawn than one of a source that is not named."""


@dataclass(frozen=True, slots=True)
class Mix:
    """How batches are made up. Shares need not add up to one: a kind without text gives no rows."""

    span: float = 0.50
    title: float = 0.20
    pair: float = 0.30
    cut: float = 0.15
    """Share of a question's words that are cut into smaller pieces."""
    drop: float = 0.10
    """Share of a question's tokens that are lost."""
    near: float = 0.30
    """Share of the spans whose passage has a neighbour from the same document in the batch: a hard negative."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Questions and their passages, row by row. Two rows with the same item, or with the same group where one
    of them is a title, are no negatives of each other."""

    questions: Bags
    passages: Bags
    items: Ints
    groups: Ints
    titled: NDArray[np.bool_]


class Sampler:
    """Draws batches from a training text; the same seed draws the same batches."""

    def __init__(
        self, text: TrainingText, tokenize: Tokenize, *, mix: Mix | None = None,
        pieces: Splits | None = None,
    ) -> None:  # fmt: skip
        """``tokenize`` gives one row of tokens a line; ``pieces`` are needed where the mix cuts words."""
        self._mix = mix or Mix()
        self._pieces = pieces
        sentences: list[str] = []
        firsts = [0]
        for passage in text.passages:
            sentences += [part for part in SENTENCE_END.split(passage.text) if part.strip()]
            firsts.append(len(sentences))
        self._sentences = tokenize(sentences)
        self._starts = self._sentences.offsets[np.asarray(firsts, dtype=np.int64)]
        self._titles = tokenize([p.title.replace(">", "\n") for p in text.passages])
        self._groups = _ids(p.document + p.title for p in text.passages)
        self._documents = _ids(p.document for p in text.passages)
        weights = np.array([WEIGHTS.get(p.source, 1.0) for p in text.passages])
        lengths = np.diff(self._starts)
        self._span_odds = _odds(weights * (lengths >= SHORTEST))
        self._title_odds = _odds(weights * (self._titles.lengths > 0) * (lengths >= SPAN[0]))
        self._read_pairs(text.pairs, tokenize)

    def _read_pairs(self, pairs: Sequence[Pair], tokenize: Tokenize) -> None:
        self._a = tokenize([pair.a for pair in pairs])
        self._b = tokenize([pair.b for pair in pairs])
        self._keys = _ids(pair.source + (pair.key or pair.a) for pair in pairs)
        weights = np.array([WEIGHTS.get(pair.source, 1.0) for pair in pairs])
        self._pair_odds = _odds(weights * (self._a.lengths > 0) * (self._b.lengths > 0))

    def with_mix(self, mix: Mix) -> Sampler:
        """The same text drawn by another mix; nothing is tokenized again."""
        other = object.__new__(Sampler)
        other.__dict__.update(self.__dict__, _mix=mix)
        return other

    def fingerprint(self) -> str:
        """Hex digits of everything that is drawn from: another text, tokenizer or mix gives others."""
        digest = hashlib.blake2b(repr(self._mix).encode(), digest_size=16)
        pieces = self._pieces and (self._pieces.left, self._pieces.right)
        for bags in (self._sentences, self._titles, self._a, self._b):
            digest.update(_bytes(bags.tokens) + _bytes(bags.offsets))
        for array in (
            self._starts, self._groups, self._documents, self._keys, self._span_odds,
            self._title_odds, self._pair_odds, *(pieces or ()),
        ):  # fmt: skip
            digest.update(_bytes(array))
        return digest.hexdigest()

    def draw(self, size: int, random: np.random.Generator) -> Batch:
        """A batch of at most ``size`` rows, made up by the mix."""
        mix, parts = self._mix, []
        if self._span_odds.size:
            parts.append(self._spans(int(size * mix.span), random))
        if self._title_odds.size:
            parts.append(self._headings(int(size * mix.title), random))
        if self._pair_odds.size:
            parts.append(self._pairs(int(size * mix.pair), random))
        batch = Batch(
            stack([part.questions for part in parts]),
            stack([part.passages for part in parts]),
            np.concatenate([part.items for part in parts]),
            np.concatenate([part.groups for part in parts]),
            np.concatenate([part.titled for part in parts]),
        )
        return replace(batch, questions=self._uneven(batch.questions, random))

    def _uneven(self, questions: Bags, random: np.random.Generator) -> Bags:
        if self._pieces is not None and self._mix.cut:
            questions = cut(questions, self._pieces, self._mix.cut, random)
        return drop(questions, self._mix.drop, random) if self._mix.drop else questions

    def _spans(self, size: int, random: np.random.Generator) -> Batch:
        rows = self._near(_pick(self._span_odds, size, random), random)
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
        return _useful(
            Batch(questions, passages, rows, self._groups[rows], np.zeros(size, np.bool_))
        )

    def _near(self, rows: Ints, random: np.random.Generator) -> Ints:
        """Every second row becomes the neighbour of the one before it, where the mix wants it so."""
        first, second = rows[: len(rows) // 2 * 2 : 2], rows[1 : len(rows) // 2 * 2 : 2]
        step = np.where(random.random(len(first)) < 0.5, -1, 1)
        other = np.clip(first + step, 0, len(self._starts) - 2)
        long = self._starts[other + 1] - self._starts[other] >= SHORTEST
        same = self._documents[other] == self._documents[first]
        take = long & same & (random.random(len(first)) < self._mix.near)
        rows = rows.copy()
        rows[1 : len(rows) // 2 * 2 : 2] = np.where(take, other, second)
        return rows

    def _headings(self, size: int, random: np.random.Generator) -> Batch:
        rows = _pick(self._title_odds, size, random)
        left, right = _window(self._starts[rows], self._starts[rows + 1], random)
        passages = gather(self._sentences.tokens, left, right - left)
        titles = self._titles.rows(rows)
        return Batch(titles, passages, rows, self._groups[rows], np.ones(size, np.bool_))

    def _pairs(self, size: int, random: np.random.Generator) -> Batch:
        rows = _pick(self._pair_odds, size, random)
        bags = []
        for side in (self._a, self._b):
            length = np.minimum(side.lengths[rows], WINDOW)
            bags.append(gather(side.tokens, side.offsets[rows], length))
        items = -1 - self._keys[rows]  # never a passage's
        return Batch(bags[0], bags[1], items, items, np.zeros(size, np.bool_))


def _window(start: Ints, end: Ints, random: np.random.Generator) -> tuple[Ints, Ints]:
    room = np.maximum(end - start - WINDOW, 0)
    left = start + (random.random(len(start)) * (room + 1)).astype(np.int64)
    return left, np.minimum(left + WINDOW, end)


def _useful(batch: Batch) -> Batch:
    """Without rows that have too little left on either side."""
    keep = (batch.questions.lengths >= SPAN[0]) & (batch.passages.lengths >= SPAN[0])
    rows = np.flatnonzero(keep)
    return Batch(
        batch.questions.rows(rows), batch.passages.rows(rows),
        batch.items[rows], batch.groups[rows], batch.titled[rows],
    )  # fmt: skip


def _bytes(array: NDArray[Any]) -> bytes:
    """An array with its length, so that two arrays never run into one."""
    return len(array).to_bytes(8) + np.ascontiguousarray(array).tobytes()


def _ids(keys: Iterable[str]) -> Ints:
    return np.array([zlib.crc32(key.encode("utf-8")) for key in keys], dtype=np.int64)


def _odds(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cumulated chances; empty where nothing can be drawn."""
    total = np.cumsum(weights)
    return total / total[-1] if total.size and total[-1] > 0 else np.zeros(0)


def _pick(odds: NDArray[np.float64], size: int, random: np.random.Generator) -> Ints:
    return np.searchsorted(odds, random.random(size), side="right").astype(np.int64)
