"""Reranks with a cross-encoder as an ONNX graph, on onnxruntime: no torch, ready in a fraction of a second."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import RerankerError

GRAPHS = ("model.onnx", "onnx/model.onnx")
"""Where a folder has its graph, the first that is there."""
INPUTS = frozenset({"input_ids", "attention_mask", "token_type_ids"})
LONGEST = 512
"""Tokens of question and passage together, where the folder names no other limit."""
BATCH = 16
"""Pairs that are read at once; sorted by length, so that little of them is padding."""
BACK = "请检查该文件夹，或删去 RERANKER 不用重排。"


class OnnxReranker:
    """``model.onnx`` and ``tokenizer.json`` of a folder. Thread-safe."""

    def __init__(self, folder: Path, *, label: str = "") -> None:
        """Reads both files; ``label`` stands for the folder's name.

        Raises:
            RerankerError: a file is missing or damaged, or the graph wants other inputs.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        graph = graph_of(folder)
        if graph is None:
            raise RerankerError(f"{folder} 里没有 model.onnx 和 tokenizer.json。", BACK)
        quiet = onnxruntime.SessionOptions()
        quiet.log_severity_level = 3
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(
                str(graph), quiet, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both throw what is no common class
            raise RerankerError(f"无法读取重排模型 {folder}：{error}。", BACK) from error
        self._inputs = {node.name: _kind(node.type) for node in self._session.get_inputs()}
        if not {"input_ids"} <= set(self._inputs) <= INPUTS:
            named = "、".join(self._inputs)
            raise RerankerError(f"重排模型 {folder} 的输入是 {named}，不是词的编号和掩码。", BACK)
        self._prepare(folder)
        self._lock = threading.Lock()
        self.name = f"{label or folder.resolve().name}-{_fingerprint(graph)}"

    def _prepare(self, folder: Path) -> None:
        """The longer of question and passage is cut where both are too long; short ones are filled up."""
        known = self._tokenizer.padding or {}
        self._tokenizer.enable_padding(
            pad_id=known.get("pad_id", _pad(self._tokenizer)),
            pad_token=known.get("pad_token", "[PAD]"),
        )
        self._tokenizer.enable_truncation(_limit(folder), strategy="longest_first")

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One logit a text.

        Raises:
            RerankerError: the graph fails, or gives no number a pair.
        """
        scores = np.zeros(len(texts), np.float32)
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        for first in range(0, len(order), BATCH):
            rows = order[first : first + BATCH]
            scores[rows] = self._batch(query, [texts[row] for row in rows])
        return scores

    def _batch(self, query: str, texts: list[str]) -> NDArray[np.float32]:
        try:
            with self._lock:  # a tokenizer must not be borrowed by two threads at once
                made = self._tokenizer.encode_batch([(query, text) for text in texts])
            columns = {
                "input_ids": [e.ids for e in made],
                "attention_mask": [e.attention_mask for e in made],
                "token_type_ids": [e.type_ids for e in made],
            }
            feed = {n: np.array(columns[n], kind) for n, kind in self._inputs.items()}
            output = self._session.run(None, feed)[0]
        except (
            Exception
        ) as error:  # whatever a foreign graph stumbles over; search goes on without it
            raise RerankerError(f"重排模型 {self.name} 计算失败：{error}。", BACK) from error
        return self._logits(np.asarray(output, np.float32), len(texts))

    def _logits(self, output: NDArray[np.float32], count: int) -> NDArray[np.float32]:
        """One number a pair; of two classes, how far the second is ahead of the first."""
        if output.shape == (count, 2):
            output = output[:, 1] - output[:, 0]
        if output.size != count or not np.isfinite(output).all():
            raise RerankerError(f"重排模型 {self.name} 没有给每段文字一个分数。", BACK)
        return output.reshape(count)


def graph_of(folder: Path) -> Path | None:
    """The graph of a folder that has one and a tokenizer; else None."""
    if not (folder / "tokenizer.json").is_file():
        return None
    return next((folder / name for name in GRAPHS if (folder / name).is_file()), None)


def _kind(type_name: str) -> type[np.int64] | type[np.int32]:
    return np.int32 if "int32" in type_name else np.int64


def _pad(tokenizer: Any) -> int:
    """The number of the token that fills up; masked anyway."""
    for token in ("[PAD]", "<pad>"):
        number = tokenizer.token_to_id(token)
        if number is not None:
            return int(number)
    return 0


def _limit(folder: Path) -> int:
    """Tokens that the model reads, from the files that say so; at most ``LONGEST``, for speed."""
    limits = [LONGEST]
    for name, key in (
        ("tokenizer_config.json", "model_max_length"), ("config.json", "max_position_embeddings"),
    ):  # fmt: skip
        try:
            value = json.loads((folder / name).read_text(encoding="utf-8")).get(key)
        except (OSError, ValueError, AttributeError):
            continue
        if isinstance(value, int | float) and value > 8:
            # RoBERTa's table of positions begins two places late (514 for 512 tokens).
            limits.append(int(value) - 2 * (name == "config.json" and int(value) % 8 == 2))
    return min(limits)


def _fingerprint(graph: Path) -> str:
    """Eight hex digits of the graph's content."""
    digest = hashlib.blake2b(digest_size=4)
    with graph.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
