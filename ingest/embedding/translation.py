"""Everyday words ↔ the words of documents, learnt from the written questions: how probably a passage that holds one
word (资助) is asked about with another (领钱).

The probabilities are those of IBM model 1 (Brown et al. 1993, expectation maximisation over word pairs), with the
bundled model's words, trained by ``python -m ingest.embedding.translation`` in some seconds on one core and kept
beside the code in ``translation.npz``.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.written import written
from ingest.errors import EmbeddingError

if TYPE_CHECKING:
    from ingest.embedding.static import StaticEmbedder

FILE = Path(__file__).with_name("translation.npz")
ROUNDS, RARE = 6, 2.0
"""Rounds of training; what is added to the count of a passage's word, so that a rare one translates little."""
LEAST, SEEN = 0.01, 0.3
"""Pairs that are kept: their probability, and how often they were seen."""
STRANGE = 1e-5
"""How often a word is asked that no written question holds."""

Pairs = tuple[Sequence[str], Sequence[str]]
"""Words of a question, words of its passage."""


class Translation:
    """``of(word)``: passage word → probability that it is asked about with this word of a question."""

    def __init__(
        self, asked: Sequence[str], said: Sequence[str], share: NDArray[np.float32],
        starts: NDArray[np.int32], words: NDArray[np.int32], chances: NDArray[np.float32],
    ) -> None:  # fmt: skip
        """``asked`` and ``said`` are the words of questions and passages, ``share`` [asked] how often each is asked;
        the pairs of the n-th word asked are ``words`` and ``chances`` from ``starts[n]`` to ``starts[n + 1]``."""
        self._place = {word: n for n, word in enumerate(asked)}
        self._said, self._share = said, share
        self._starts, self._words, self._chances = starts, words, chances

    def of(self, word: str) -> Mapping[str, float]:
        """The words of passages that this word of a question asks for."""
        n = self._place.get(word)
        if n is None:
            return {}
        at = slice(self._starts[n], self._starts[n + 1])
        pairs = zip(self._words[at].tolist(), self._chances[at].tolist(), strict=True)
        return {self._said[said]: chance for said, chance in pairs}

    def share(self, word: str) -> float:
        """How often a word is asked, among all words of the written questions."""
        n = self._place.get(word)
        return STRANGE if n is None else max(STRANGE, float(self._share[n]))


@functools.cache
def translation() -> Translation:
    """The table beside the code.

    Raises:
        EmbeddingError: it is missing or damaged.
    """
    try:
        with np.load(FILE) as held:
            asked, said = (str(held[name]).split("\n") for name in ("asked", "said"))
            numbers = (held[name] for name in ("share", "starts", "words", "chances"))
            return Translation(asked, said, *numbers)
    except (OSError, ValueError, KeyError) as error:
        raise EmbeddingError(f"无法读取 {FILE}：{error}。", "请重新安装。") from error


def train(pairs: Iterable[Pairs]) -> Translation:
    """Learns the table; every pair of words of a question and its passage may be one, and so may a word of none."""
    asked: dict[str, int] = {}
    said: dict[str, int] = {"": 0}
    left, right, slots = [], [], 0
    of: list[NDArray[np.int64]] = []
    for question, passage in pairs:
        own = np.array([0, *(said.setdefault(word, len(said)) for word in dict.fromkeys(passage))])
        for word in dict.fromkeys(question):
            left.append(np.full(len(own), asked.setdefault(word, len(asked))))
            right.append(own)
            of.append(np.full(len(own), slots))
            slots += 1
    kinds, kind = np.unique(
        np.concatenate(left) * len(said) + np.concatenate(right), return_inverse=True
    )
    slot = np.concatenate(of)
    chances, seen = _expect(kind, slot, kinds % len(said), len(said))
    return _kept(list(asked), list(said), kinds, chances, seen)


Numbers = NDArray[np.float64]


def _expect(
    kind: NDArray[np.int64], slot: NDArray[np.int64], said: NDArray[np.int64], size: int
) -> tuple[Numbers, Numbers]:
    """Probability and expected count of each kind of pair; ``kind`` and ``slot`` are of every possible pair."""
    chances: Numbers = np.ones(len(said))
    seen: Numbers = chances
    for _ in range(ROUNDS):
        weight = chances[kind]
        total = np.bincount(slot, weights=weight)
        seen = np.asarray(
            np.bincount(kind, weights=weight / total[slot], minlength=len(said)), np.float64
        )
        chances = seen / (np.bincount(said, weights=seen, minlength=size)[said] + RARE)
    return chances, seen


def _kept(
    asked: list[str], said: list[str], kinds: NDArray[np.int64], chances: Numbers, seen: Numbers
) -> Translation:
    """The table of the pairs that are sure enough, sorted by the word asked."""
    of, words = kinds // len(said), kinds % len(said)
    share = np.bincount(of, weights=seen, minlength=len(asked))
    keep = (chances >= LEAST) & (seen >= SEEN) & (words > 0)
    counts = np.bincount(of[keep], minlength=len(asked))
    return Translation(
        asked, said, (share / share.sum()).astype(np.float32),
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        words[keep].astype(np.int32), chances[keep].astype(np.float32),
    )  # fmt: skip


def written_words(model: StaticEmbedder) -> Iterable[Pairs]:
    """Every written question with its passage, in the model's words."""
    for one in written():
        passage = model.words(one.passage)
        for question in one.questions:
            yield model.words(question), passage


def save(table: Translation, path: Path) -> None:
    """Writes a table as ``translation`` reads it."""
    np.savez_compressed(
        path, asked=np.array("\n".join(table._place)), said=np.array("\n".join(table._said)),
        share=table._share, starts=table._starts, words=table._words.astype(np.uint16),
        chances=table._chances.astype(np.float16),
    )  # fmt: skip


if __name__ == "__main__":
    from ingest.embedding.static import StaticEmbedder

    save(train(written_words(StaticEmbedder(FILE.with_name("model")))), FILE)
