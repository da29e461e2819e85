"""Embeds texts with any sentence-transformers model, where a setting asks for one.

The only module that imports sentence_transformers (and with it torch): seconds and hundreds of MB,
so ``open_embedder`` imports it only when the setting names such a model.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ingest.embedding.static import Vectors, normalise
from ingest.errors import EmbeddingError
from ingest.sendable import sendable

BACK = "或把 EMBEDDING_MODEL 改回 bundled 使用自带模型。"


class SentenceEmbedder:
    """A sentence-transformers model behind the same door, with its own prompts or those of the settings."""

    def __init__(self, model: str, *, query_prompt: str = "", document_prompt: str = "") -> None:
        """Loads a model by folder, or by name from the local cache or hub.

        The prompts are used where the model has none of its own.

        Raises:
            EmbeddingError: torch or sentence-transformers is missing, or the model cannot be had.
        """
        self._model = _load(model)
        self._lock = threading.Lock()
        self._query = _missing(self._model, "query", query_prompt)
        self._document = _missing(self._model, "document", document_prompt)
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.name = f"{_label(model)}-{self.dimension}"
        if self._document:  # other words before a passage, another vector
            self.name += f"-{hashlib.blake2b(self._document.encode(), digest_size=4).hexdigest()}"

    def embed(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Unit vectors [len(texts), dimension]; blank texts have the zero vector."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        rows = [row for row, text in enumerate(texts) if text.strip()]
        if not rows:
            return vectors
        encode = self._model.encode_query if query else self._model.encode_document
        prompt = (self._query if query else self._document) or None
        with self._lock:
            vectors[rows] = encode(
                [sendable(texts[row]) for row in rows], prompt=prompt, convert_to_numpy=True,
                show_progress_bar=False,
            )  # fmt: skip
        return normalise(vectors)


def _missing(model: Any, name: str, prompt: str) -> str:
    """The prompt of the settings where the model has none of this name."""
    own = model.prompts.get(name) or (name == "document" and model.prompts.get("passage"))
    return "" if own else prompt.replace("\\n", "\n")


def _load(model: str) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise EmbeddingError(
            f"使用向量模型 {model} 需要 sentence-transformers 和 torch，当前环境没有：{error}。",
            f"请安装 sentence-transformers，{BACK}",
        ) from error
    looks_like_folder = model.startswith((".", "~", "/", "\\")) or ":" in model
    if looks_like_folder and not Path(model).expanduser().is_dir():
        raise EmbeddingError(f"没有向量模型文件夹 {model}。", f"请改正 EMBEDDING_MODEL，{BACK}")
    try:
        return SentenceTransformer(str(Path(model).expanduser())).float()
    except (OSError, ValueError, RuntimeError, KeyError, ImportError) as error:
        raise EmbeddingError(
            f"无法打开向量模型 {model}：{type(error).__name__}: {error}。",
            f"没有网络时请先把模型下载到本地文件夹再写入 EMBEDDING_MODEL，{BACK}",
        ) from error


def _label(model: str) -> str:
    """The hub name, or a folder's name with a hash of what lies in it (paths and sizes)."""
    folder = Path(model).expanduser()
    if not folder.is_dir():
        return model
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    listing = "\n".join(f"{p.relative_to(folder).as_posix()} {p.stat().st_size}" for p in files)
    configs = b"".join(path.read_bytes() for path in files if path.name == "config.json")
    digest = hashlib.blake2b(listing.encode("utf-8") + configs, digest_size=4).hexdigest()
    return f"{folder.resolve().name}-{digest}"
