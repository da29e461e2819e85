"""Embeds questions and the sentences that may answer them: what was embedded lately is remembered, and a model
server that fails leaves a question without a direction, never without an answer."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.resting import Resting
from ingest.embedding import hurried

if TYPE_CHECKING:
    from ingest.embedding import Embedder

Vectors = NDArray[np.float32]

KEPT = 2_000
"""Vectors held in memory: an answer embeds its question twice, and questions meet the same sentences."""


class QuestionEmbedder:
    """The library's model for whoever waits for an answer: quick to give up, then zero vectors."""

    def __init__(self, embedder: Embedder) -> None:
        self.plain = embedder
        """The model itself: remembers nothing, and raises where it fails."""
        self._embedder = hurried(embedder)
        self._resting = Resting("向量模型暂时用不了，只按字面检索")
        self._kept: OrderedDict[tuple[bool, str], Vectors] = OrderedDict()
        self._lock = threading.Lock()
        self.name = embedder.name
        self.dimension = embedder.dimension

    @property
    def failed(self) -> str:
        """Why there were no vectors the last time; empty while there are."""
        return self._resting.failed

    def embed(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Unit vectors [len(texts), dimension]; zeros for all where the model cannot be used."""
        known = self._known(texts, query)
        fresh = [text for text, vector in known.items() if vector is None]
        if fresh:
            made = self._resting.ask(lambda: self._embedder.embed(fresh, query=query))
            if made is None:
                return np.zeros((len(texts), self.dimension), np.float32)
            known |= dict(zip(fresh, made, strict=True))
            self._keep(fresh, made, query)
        rows = [known[text] for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), self.dimension)

    def forget(self) -> None:
        """Forgets every vector: whoever takes the time of a search takes that of its model too."""
        with self._lock:
            self._kept.clear()

    def _known(self, texts: Sequence[str], query: bool) -> dict[str, Vectors | None]:
        """What is remembered of these texts, and stays so: what is asked for is forgotten last."""
        with self._lock:
            for key in ((query, text) for text in texts):
                if key in self._kept:
                    self._kept.move_to_end(key)
            return {text: self._kept.get((query, text)) for text in texts}

    def _keep(self, texts: Sequence[str], vectors: Vectors, query: bool) -> None:
        with self._lock:
            for text, vector in zip(texts, vectors, strict=True):
                self._kept[query, text] = vector
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
