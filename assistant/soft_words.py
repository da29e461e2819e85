"""The question's words as the bundled model cuts them, and how far a text holds each: by itself, by a synonym, or
by a word of near meaning, or by one that people ask about with it. A word's vector is the longer the more it tells."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.grades import spelled
from assistant.terms import BY_SYNONYM, Vocabulary, folded, pairs
from assistant.wording import ASKING, FILLER, SYNONYMS
from ingest.embedding import bundled
from ingest.embedding.translation import translation
from ingest.errors import EmbeddingError

Vectors = NDArray[np.float32]

HAS_WORD = re.compile(r"[0-9a-z一-鿿]", re.I)
LEAST, FULL = 0.15, 0.65
"""Cosine of two words up to which they say nothing of each other, and from which one stands for the other."""
BY_ASKING, LIFT = 0.9, 100.0
"""What it counts that a text's words are asked about with a word, and how many times likelier than by chance that
must be to count in full."""
SAYS_LITTLE = frozenset(
    [
        "最近",
        "近期",
        "近年",
        "近几年",
        "简单",
        "开始",
        "正在",
        "已经",
        "期间",
        "以后",
        "之后",
        "以前",
        "之前",
        "在内",
        "如果",
        "其他",
        "其中",
        "一起",
        "一样",
        "不同",
        "情形",
        "相应",
        "有效",
        "进行",
        "做好",
        "开展",
        "有关",
        "这次",
        "那次",
        "上次",
        "下次",
        "每次",
        "部分",
        "同时",
        "另外",
        "或者",
        "还是",
        "需要",
        "必须",
        "应当",
        "可能",
        "直接",
        "具备",
        "发现",
        "流程",
        "步骤",
        "手续",
        "程序",
    ]
)
"""Words of documents that say nothing of what is asked about."""
TELLS = 0.3
"""How rare and how far of documents a word must be to tell what is asked after."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the question. ``weight`` is its share of what the question tells; ``policy`` how far it is a word
    of documents (退休年龄) and not of everyday talk (咋办), 0 to 1."""

    text: str
    weight: float
    policy: float


class SoftWords:
    """The words of one question, without those that only ask and without ``left_out`` (names, places).

    Args:
        of_policy: How far a pair of characters is one of documents, 0 to 1, in this library.
    """

    def __init__(
        self, question: str, vocabulary: Vocabulary,
        of_policy: Callable[[str, Vocabulary], float], left_out: Sequence[str] = (),
    ) -> None:  # fmt: skip
        text = folded(question)
        for name in sorted(left_out, key=len, reverse=True):
            text = text.replace(folded(name), " ")
        text = ASKING.sub(lambda m: " " * len(m.group()), text)
        cut, vectors = _cut(text)
        kept = [i for i, word in enumerate(cut) if HAS_WORD.search(FILLER.sub("", word))]
        lengths = np.linalg.norm(vectors[kept], axis=1)
        self._shares = lengths / max(float(lengths.sum()), 1e-6)
        self._vectors = vectors[kept] / np.maximum(lengths, 1e-6)[:, None]
        self.words = tuple(
            Word(
                cut[i], float(self._shares[n]),
                0.0 if cut[i] in SAYS_LITTLE
                else _mean([of_policy(pair, vocabulary) for pair in pairs(cut[i])]),
            )
            for n, i in enumerate(kept)
        )  # fmt: skip
        self._policy = np.array([word.policy for word in self.words], np.float32)
        self._forms = [_Forms.of(word.text) for word in self.words]
        self._asked_with = [_asked_with(word.text) for word in self.words]
        beside = _pairs_of_single(text, [word.text for word in self.words])
        self._telling = self._shares * np.array(
            [
                min(map(vocabulary.weight, pairs(word.text)), default=1.0)
                * max([word.policy, *(of_policy(pair, vocabulary) for pair in own)])
                for word, own in zip(self.words, beside, strict=True)
            ],
            np.float32,
        )

    def held(self, texts: Sequence[str]) -> Vectors:
        """[texts, words]: how far each text holds each word, 0 to 1."""
        rows = np.zeros((len(texts), len(self.words)), np.float32)
        if not self.words:
            return rows
        for row, text, vectors in zip(rows, texts, bundled().word_vectors(texts), strict=True):
            if len(vectors):
                lengths = np.maximum(np.linalg.norm(vectors, axis=1), 1e-6)
                near = (self._vectors @ vectors.T / lengths).max(1)
                row[:] = np.clip((near - LEAST) / (FULL - LEAST), 0, 1)
            said = spelled(folded(text))
            for n, forms in enumerate(self._forms):
                row[n] = max(row[n], forms.held(said))
        return rows

    @property
    def tells(self) -> list[bool]:
        """Which of the words are rare words of documents: they tell what is asked after."""
        return [
            bool(t > TELLS * max(s, 1e-6)) for t, s in zip(self._telling, self._shares, strict=True)
        ]

    def explained(self, texts: Sequence[str], held: Vectors) -> Vectors:
        """[texts, words]: ``held``, or how far the words of each text are asked about with each word."""
        rows = held.copy()
        for row, text in zip(rows, texts, strict=True):
            said = frozenset(bundled().words(spelled(folded(text)))) if self.words else frozenset()
            for n, lift in enumerate(self._asked_with):
                if row[n] < BY_ASKING:
                    best = max((lift[word] for word in said & lift.keys()), default=0.0)
                    row[n] = max(row[n], BY_ASKING * best)
        return rows

    def untold(self, explained: Vectors) -> Vectors:
        """[words]: what the question tells by rare words of documents that one row of ``explained`` lacks."""
        return np.asarray((1 - explained) * self._telling, np.float32)

    def share(self, held: Vectors) -> float:
        """The share of what the question tells that one row of ``held`` holds."""
        return float(held @ self._shares) if self.words else 0.0

    def lacking(self, held: Vectors) -> Vectors:
        """[words]: what the question tells by words of documents that one row of ``held`` lacks."""
        return np.asarray((1 - held) * self._shares * self._policy, np.float32)


@dataclass(frozen=True, slots=True)
class _Forms:
    """A word with its pairs of characters and the words that documents write for it."""

    word: str
    pairs: tuple[str, ...]
    written: tuple[str, ...]

    @classmethod
    def of(cls, word: str) -> _Forms:
        others = [
            w for asked, written in SYNONYMS if any(a in word for a in asked) for w in written
        ]
        return cls(word, tuple(pairs(word)) if len(word) > 2 else (), tuple(others))

    def held(self, text: str) -> float:
        """1 by itself, a little less by a synonym, else the share of its pairs."""
        if self.word in text:
            return 1.0
        by_pairs = sum(p in text for p in self.pairs) / len(self.pairs) if self.pairs else 0.0
        return max(by_pairs, BY_SYNONYM * any(other in text for other in self.written))


def _asked_with(word: str) -> Mapping[str, float]:
    """Words of documents that people ask about with this one, each with how much likelier than by chance, 0 to 1."""
    table = translation()
    chance, full = table.share(word), math.log1p(LIFT)
    return {
        said: min(1.0, math.log1p(share / chance) / full) for said, share in table.of(word).items()
    }


def _pairs_of_single(text: str, words: Sequence[str]) -> list[list[str]]:
    """For each word of one character the pairs that it makes with those beside it: 差 旅 费 are one word."""
    found, at = [], 0
    for word in words:
        begin = text.find(word, at)
        at = begin + len(word) if begin >= 0 else at
        alone = len(word) == 1 and begin >= 0
        found.append(pairs(text[max(0, begin - 1) : begin + 2]) if alone else [])
    return found


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.5


def _cut(text: str) -> tuple[list[str], Vectors]:
    """The words with their vectors; none where the bundled model is damaged and another one is in use."""
    try:
        return bundled().words(text), bundled().word_vectors([text])[0]
    except EmbeddingError:
        return [], np.zeros((0, 1), np.float32)
