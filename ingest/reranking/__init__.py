"""(question, passage) → how well the one answers the other: a cross-encoder, here or on a server, if any is named."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.errors import RerankerError, SettingsError
from ingest.settings import Settings


class Reranker(Protocol):
    """What the search needs of a model that reads question and passage together."""

    name: str

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One number a text, larger is better; their scale is the model's own.

        Raises:
            RerankerError: the model cannot be used.
        """
        ...


def open_reranker(settings: Settings) -> Reranker | None:
    """The reranker that the settings name; None where they name none.

    Raises:
        RerankerError: the model, or a package that it needs, is missing.
        SettingsError: the address of a server, or its key, cannot be used.
    """
    model = settings.reranker
    if settings.reranker_base_url:
        from ingest.reranking.endpoint import EndpointReranker

        if not model:
            raise SettingsError(
                "设置了 RERANKER_BASE_URL，但没有写用哪个模型。",
                "请把 RERANKER 设为该服务里的模型名。",
            )
        return EndpointReranker(settings.reranker_base_url, settings.reranker_api_key, model)
    if not model:
        return None
    from ingest.reranking.onnx import OnnxReranker, graph_of

    folder = Path(model).expanduser()
    if graph_of(folder) is not None:
        return OnnxReranker(folder)
    from ingest.reranking.sentence import SentenceReranker

    return SentenceReranker(model)


__all__ = ["Reranker", "RerankerError", "open_reranker"]
