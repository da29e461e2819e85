"""Reranks with a CrossEncoder of sentence-transformers, where a setting asks for one.

Torch costs seconds and hundreds of MB, so the model is loaded with the first question, not with the library.
"""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import RerankerError

BACK = "或删去 RERANKER 不用重排。"
BATCH = 16
"""Pairs that are read at once."""


class SentenceReranker:
    """A cross-encoder by folder, or by name from the local cache or hub. Thread-safe."""

    def __init__(self, model: str) -> None:
        """Looks whether folder and package are there; loads nothing.

        Raises:
            RerankerError: one of them is missing.
        """
        self.name = model
        self._lock = threading.Lock()
        self._model: Any = None
        if importlib.util.find_spec("sentence_transformers") is None:
            raise RerankerError(
                f"使用重排模型 {model} 需要 sentence-transformers 和 torch，当前环境没有。",
                f"请安装 sentence-transformers，{BACK}",
            )
        looks_like_folder = model.startswith((".", "~", "/", "\\")) or ":" in model
        if looks_like_folder and not Path(model).expanduser().is_dir():
            raise RerankerError(f"没有重排模型文件夹 {model}。", f"请改正 RERANKER，{BACK}")

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One logit a text.

        Raises:
            RerankerError: the model cannot be loaded, or is no cross-encoder with one output.
        """
        if not texts:
            return np.zeros(0, np.float32)
        with self._lock:
            if self._model is None:
                self._model = _load(self.name)
            scores = self._predict([(query, text) for text in texts])
        if scores.shape != (len(texts),) or not np.isfinite(scores).all():
            raise RerankerError(
                f"重排模型 {self.name} 没有给每段文字一个分数。", f"请换一个交叉编码模型，{BACK}"
            )
        return scores

    def _predict(self, pairs: list[tuple[str, str]]) -> NDArray[np.float32]:
        import torch

        try:
            scores = self._model.predict(
                pairs, batch_size=BATCH, show_progress_bar=False, convert_to_numpy=True,
                activation_fn=torch.nn.Identity(),
            )  # fmt: skip
        except (RuntimeError, ValueError, IndexError) as error:
            raise RerankerError(f"重排模型 {self.name} 计算失败：{error}。", BACK) from error
        return np.asarray(scores, np.float32)


def _load(model: str) -> Any:
    try:
        from sentence_transformers import CrossEncoder

        return CrossEncoder(str(Path(model).expanduser()))
    except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
        raise RerankerError(
            f"无法打开重排模型 {model}：{type(error).__name__}: {error}。",
            f"没有网络时请先把模型下载到本地文件夹再写入 RERANKER，{BACK}",
        ) from error
