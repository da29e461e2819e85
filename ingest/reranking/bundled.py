"""The reader that comes with the program: question and sentence read together by a small network, one logit a pair.

``model/`` holds its graph and its words (see the card there); it runs on onnxruntime, without torch or a network.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.errors import RerankerError
from ingest.sendable import sendable

FOLDER = Path(__file__).with_name("model")
AGAIN = "请重新安装。"
QUESTION, AROUND, SENTENCE = 40, 28, 58
"""Tokens that are read: the first of the question, the last of what stands around, the first of the sentence."""
BEGINS, FILLS, ENDS = 0, 1, 2
"""Numbers of <s>, <pad> and </s>."""
BATCH = 16
"""Pairs read at once; sorted by length, so that little of them is padding."""

Pair = tuple[str, str]
"""What stands around a sentence (title, heading, what leads it), and the sentence."""
Ids = list[int]


class BundledReader:
    """``model.onnx`` and ``tokenizer.json`` of a folder. Thread-safe."""

    def __init__(self, folder: Path) -> None:
        """Reads both files.

        Raises:
            RerankerError: one is missing or damaged.
        """
        import onnxruntime
        from tokenizers import Tokenizer

        quiet = onnxruntime.SessionOptions()
        quiet.log_severity_level = 3
        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session = onnxruntime.InferenceSession(
                str(folder / "model.onnx"), quiet, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # both throw what is no common class
            raise RerankerError(
                f"无法读取随程序安装的阅读模型 {folder}：{error}。", AGAIN
            ) from error
        self._lock = threading.Lock()

    def score(self, question: str, pairs: Sequence[Pair]) -> NDArray[np.float32]:
        """One logit a pair; above 0 the sentence probably answers.

        Raises:
            RerankerError: the graph fails.
        """
        asked = self._words([question])[0][:QUESTION]
        around = self._words([before for before, _ in pairs])
        said = self._words([sentence for _, sentence in pairs])
        rows = [row(asked, before, own) for before, own in zip(around, said, strict=True)]
        scores = np.zeros(len(rows), np.float32)
        order = sorted(range(len(rows)), key=lambda n: len(rows[n]))
        for first in range(0, len(order), BATCH):
            some = order[first : first + BATCH]
            scores[some] = self._batch([rows[n] for n in some])
        return scores

    def _words(self, texts: Sequence[str]) -> list[Ids]:
        ready = [sendable(text) for text in texts]
        with self._lock:  # a tokenizer must not be borrowed by two threads at once
            made = self._tokenizer.encode_batch(ready, add_special_tokens=False)
        return [list(one.ids) for one in made]

    def _batch(self, rows: Sequence[Ids]) -> NDArray[np.float32]:
        ids, mask = filled(rows)
        try:
            logits = self._session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
        except Exception as error:  # whatever onnxruntime throws
            raise RerankerError(f"阅读模型计算失败：{error}。", AGAIN) from error
        return np.asarray(logits, np.float32)


def row(asked: Ids, around: Ids, said: Ids) -> Ids:
    """The tokens of one pair: the question, what stands around, the sentence, each with its end."""
    before, own = around[-AROUND:], said[:SENTENCE]
    return [BEGINS, *asked[:QUESTION], ENDS, ENDS, *before, ENDS, *own, ENDS]


def filled(rows: Sequence[Ids]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Tokens and mask, both [pairs, tokens], short rows filled up."""
    longest = max(len(one) for one in rows)
    ids = np.full((len(rows), longest), FILLS, np.int64)
    mask = np.zeros_like(ids)
    for n, one in enumerate(rows):
        ids[n, : len(one)] = one
        mask[n, : len(one)] = 1
    return ids, mask


@functools.cache
def bundled_reader() -> BundledReader:
    """The reader beside the code, read once.

    Raises:
        RerankerError: it is missing or damaged.
    """
    return BundledReader(FOLDER)
