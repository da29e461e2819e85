"""Texts → vectors: the bundled static model without torch; by one setting any sentence-transformers model,
or one of an OpenAI-compatible server."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.errors import EmbeddingError
from ingest.settings import BUNDLED, Settings

if TYPE_CHECKING:
    from ingest.embedding.static import StaticEmbedder

MODEL_FOLDER = Path(__file__).parent / "model"
"""The bundled model, in the folder layout of sentence-transformers."""


class Embedder(Protocol):
    """What the store and the retriever need of a model."""

    name: str
    """Tells models apart, retrained ones too: vectors of two names are never mixed."""
    dimension: int

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        """One unit vector a text [n, dimension]; the zero vector for an empty text.

        Raises:
            EmbeddingError: the model's server cannot be used.
        """
        ...


def open_embedder(settings: Settings) -> Embedder:
    """The model that ``settings.embedding_model`` names; no torch unless that model needs it.

    Raises:
        EmbeddingError: the model, or a package that it needs, is missing.
        SettingsError: the address of a model server, or its key, cannot be used.
    """
    if settings.embedding_base_url:
        from ingest.embedding.endpoint import open_endpoint

        return open_endpoint(settings)
    from ingest.embedding.static import StaticEmbedder, is_static

    if settings.embedding_model == BUNDLED:
        return bundled()
    folder = Path(settings.embedding_model).expanduser()
    if is_static(folder):
        return StaticEmbedder(folder, label=folder.resolve().name)
    from ingest.embedding.sentence import SentenceEmbedder

    return SentenceEmbedder(
        settings.embedding_model,
        query_prompt=settings.embedding_query_prompt,
        document_prompt=settings.embedding_document_prompt,
    )


@functools.cache
def bundled() -> StaticEmbedder:
    """The bundled model, read once in a process.

    Raises:
        EmbeddingError: it is missing or damaged.
    """
    from ingest.embedding.static import StaticEmbedder, is_static

    if not is_static(MODEL_FOLDER):
        raise EmbeddingError(
            f"自带的向量模型不在 {MODEL_FOLDER}。",
            "请重新安装，或用 python -m ingest.embedding.train 训练。",
        )
    return StaticEmbedder(MODEL_FOLDER, label="bundled")


def hurried(embedder: Embedder) -> Embedder:
    """The same model for somebody who is waiting: a server is given seconds, not minutes."""
    hurry: Callable[[], Embedder] | None = getattr(embedder, "hurried", None)
    return embedder if hurry is None else hurry()


__all__ = ["MODEL_FOLDER", "Embedder", "EmbeddingError", "bundled", "hurried", "open_embedder"]
