"""Everyday questions in the words of documents, without a language model.

The questions written for the bundled model (``ingest.embedding.written``) stand beside the policy passages
that answer them. The written questions nearest to the one asked lend it their passages' words: whoever asks
whether school ends late enough to come after work is then also looked for under 课后服务. What is
lent only ranks passages; no word of it is ever shown or cited.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from sys import intern

import numpy as np
from numpy.typing import NDArray

from assistant.lately import Lately
from assistant.terms import Vocabulary
from ingest.embedding import bundled
from ingest.embedding.written import written
from ingest.store.tokens import tokenize

NEAREST = 6
"""Passages that lend their words: fewer miss the matter, more blur it (measured on the dev questions)."""
STRANGE, NEAR = 0.42, 0.55
"""Cosine of the nearest written question below which nothing is lent, and from which what is lent counts in
full: ten everyday questions of education lay at 0.56 to 0.80, twenty of other fields at 0.30 to 0.65 (median
0.50), held-out titles and sentences of news and laws at 0.25 to 0.45."""

KEPT = 64
"""Questions whose lent words are remembered."""


@dataclass(frozen=True, slots=True)
class Lent:
    """Tokens of the lexical index with their weights, and how far they can be trusted, 0 to 1."""

    tokens: Mapping[str, float]
    trust: float


@dataclass(frozen=True, slots=True)
class _Lenders:
    """Vectors of all written questions, the passage each belongs to, each passage's character pairs; how many
    passages and how many questions hold each pair."""

    questions: NDArray[np.float32]
    passages: NDArray[np.int64]
    words: tuple[frozenset[str], ...]
    written: Counter[str]
    asked: Counter[str]


class Rewording:
    """Reads the written questions at first use (about a second), then looks through them in milliseconds."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lenders: _Lenders | None = None
        self._lent = Lately(KEPT)

    def warm(self) -> None:
        """Reads the written questions now."""
        self._read()

    def words(self, question: str) -> Lent:
        """What the written questions nearest to this one lend it; no trust where none is near."""
        return self._lent.get(question, lambda: self._words(question))

    def _words(self, question: str) -> Lent:
        lenders = self._read()
        near = lenders.questions @ bundled().embed([question], query=True)[0]
        lent: dict[int, float] = {}
        best = np.argpartition(-near, 5 * NEAREST)[: 5 * NEAREST]
        order = best[np.argsort(-near[best], kind="stable")]
        for row in order:
            if len(lent) < NEAREST and near[row] > 0:
                lent.setdefault(int(lenders.passages[row]), float(near[row]))
        weights: Counter[str] = Counter()
        for passage, nearness in lent.items():
            weights.update(dict.fromkeys(lenders.words[passage], nearness))
        trust = np.clip((near[order[0]] - STRANGE) / (NEAR - STRANGE), 0, 1)
        return Lent(weights, float(trust))

    def of_policy(self, pair: str, vocabulary: Vocabulary) -> float:
        """How far a pair of characters is one of documents, 0 to 1: by how many written passages and texts of the
        library hold it, against the written questions; in full from as many on. 退休 is one of documents, 咋办 is not."""
        lenders = self._read()
        written = lenders.written[pair] + len(lenders.words) / 2 * vocabulary.share(pair)
        return min(1.0, 2 * written / (written + lenders.asked[pair] + 1))

    def _read(self) -> _Lenders:
        with self._lock:
            if self._lenders is None:
                rows = written()
                questions = [question for row in rows for question in row.questions]
                owners = [n for n, row in enumerate(rows) for _ in row.questions]
                pairs = tuple(frozenset(map(intern, _pairs(row.passage))) for row in rows)
                self._lenders = _Lenders(
                    bundled().embed(questions, query=True),
                    np.array(owners),
                    pairs,
                    Counter(pair for some in pairs for pair in some),
                    Counter(pair for q in questions for pair in set(_pairs(q))),
                )
            return self._lenders


def _pairs(passage: str) -> Iterator[str]:
    return (token for token in tokenize(passage) if len(token) == 2)
