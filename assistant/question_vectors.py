"""Embeds questions; a model server that fails leaves a question without a direction, never without an answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.resting import Resting
from ingest.embedding import hurried

if TYPE_CHECKING:
    from ingest.embedding import Embedder


class QuestionEmbedder:
    """The library's model for whoever waits for an answer: quick to give up, then zero vectors."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = hurried(embedder)
        self._resting = Resting("向量模型暂时用不了，只按字面检索")
        self.name = embedder.name
        self.dimension = embedder.dimension

    @property
    def failed(self) -> str:
        """Why there were no vectors the last time; empty while there are."""
        return self._resting.failed

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """Unit vectors [len(texts), dimension]; zeros for all where the model cannot be used."""
        vectors = self._resting.ask(lambda: self._embedder.embed(texts, query=query))
        return np.zeros((len(texts), self.dimension), np.float32) if vectors is None else vectors
