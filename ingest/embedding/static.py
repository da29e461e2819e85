"""Embeds texts with a static model (one vector a word, averaged), without torch: the default path.

A folder in the format of sentence-transformers' ``StaticEmbedding`` is read with tokenizers and
safetensors; the vectors equal those of sentence-transformers with the weights read as float32.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.errors import EmbeddingError
from ingest.sendable import sendable

Vectors = NDArray[np.float32]

BATCH = 512
"""Texts that are tokenized at once: bounds memory, keeps every core busy."""
CHECK = "请检查该文件夹，或把 EMBEDDING_MODEL 改回 bundled。"


class StaticEmbedder:
    """Mean of word vectors, L2-normalised; an empty text has the zero vector. Thread-safe."""

    def __init__(self, folder: Path, *, label: str = "static") -> None:
        """Reads ``tokenizer.json`` and ``model.safetensors`` of ``folder``.

        Raises:
            EmbeddingError: a file is missing or damaged, or the two do not belong together.
        """
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            weights = load_file(folder / "model.safetensors")["embedding.weight"]
        except Exception as error:  # tokenizers raises bare Exception
            raise EmbeddingError(f"无法读取向量模型 {folder}：{error}。", CHECK) from error
        if weights.ndim != 2 or self._tokenizer.get_vocab_size() != weights.shape[0]:
            raise EmbeddingError(f"向量模型 {folder} 的词表与权重大小不一致。", CHECK)
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._weights: Vectors = weights.astype(np.float32)
        self._names: dict[int, str] = {n: w for w, n in self._tokenizer.get_vocab().items()}
        self._lock = threading.Lock()
        self.dimension: int = int(weights.shape[1])
        self.name = f"{label}-{self.dimension}-{fingerprint(folder)}"

    def words(self, text: str) -> list[str]:
        """The words that a text is cut into, in order."""
        with self._lock:
            return list(self._tokenizer.encode(sendable(text), add_special_tokens=False).tokens)

    def words_of(self, texts: Iterable[str]) -> list[list[str]]:
        """The words of each text, as ``words`` gives them."""
        ready = [sendable(text) for text in texts]
        with self._lock:
            encodings = self._tokenizer.encode_batch_fast(ready, add_special_tokens=False)
        return [[self._names[i] for i in encoding.ids] for encoding in encodings]

    def word_vectors(self, texts: Sequence[str]) -> list[Vectors]:
        """The vectors of each text's words [words, dimension], not normalised: a vector's length says how much
        its word tells."""
        with self._lock:
            encodings = self._tokenizer.encode_batch_fast(
                [sendable(str(text)) for text in texts], add_special_tokens=False
            )
        return [self._weights[encoding.ids] for encoding in encodings]

    def embed(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Unit vectors [len(texts), dimension]; questions and passages are embedded alike."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for first in range(0, len(texts), BATCH):
            batch = [sendable(str(text)) for text in texts[first : first + BATCH]]
            with self._lock:  # a tokenizer must not be borrowed by two threads at once
                encodings = self._tokenizer.encode_batch_fast(batch, add_special_tokens=False)
            for row, encoding in enumerate(encodings, start=first):
                if encoding.ids:
                    vectors[row] = self._weights[encoding.ids].mean(axis=0)
        return normalise(vectors)


def normalise(vectors: Vectors) -> Vectors:
    """Rows of length 1; rows of zeros stay zeros."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(length, 1e-12), dtype=np.float32)


def fingerprint(folder: Path) -> str:
    """Eight hex digits of both files' content: retrained weights never share a name with old ones."""
    digest = hashlib.blake2b(digest_size=4)
    for name in ("tokenizer.json", "model.safetensors"):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()


def is_static(folder: Path) -> bool:
    """Whether a model folder holds nothing but a static embedding (and a normalising step)."""
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        kinds = [str(module["type"]).rsplit(".", 1)[-1] for module in modules]
    except (OSError, ValueError, TypeError, KeyError):
        return False
    known = {"StaticEmbedding", "Normalize"}
    return kinds[:1] == ["StaticEmbedding"] and set(kinds) <= known and _at_root(folder, modules)


def _at_root(folder: Path, modules: Sequence[dict[str, str]]) -> bool:
    """Whether the files lie in the folder itself, as everything that reads static models expects."""
    return not modules[0].get("path") and (folder / "model.safetensors").is_file()
