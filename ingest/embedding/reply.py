"""Reads what an OpenAI-compatible ``/embeddings`` answers: lists of numbers or base64, in any order."""

from __future__ import annotations

import base64
import binascii
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


def read_vectors(reply: Any, count: int) -> Vectors:
    """``count`` vectors in the order of the texts, float32 [count, dimension], as they were sent.

    Raises:
        ValueError: the reply has another shape; the message says which, in Chinese.
    """
    items = reply.get("data") if isinstance(reply, dict) else None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise ValueError("没有 data 列表")
    if len(items) != count:
        raise ValueError(f"送去 {count} 段文字，回来 {len(items)} 个向量")
    rows = [_vector(item.get("embedding")) for item in _in_order(items)]
    if len({row.size for row in rows}) > 1:
        raise ValueError("向量长短不一")
    vectors = np.stack(rows)
    if not vectors.size or not np.isfinite(vectors).all():
        raise ValueError("向量是空的，或含有不是数的值")
    return vectors


def _in_order(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By ``index``; a server that gives none keeps the order of the texts."""
    places = [item.get("index") for item in items]
    if all(place is None for place in places):
        return items
    if sorted(map(str, places)) != sorted(map(str, range(len(items)))):
        raise ValueError("index 不完整或有重复")
    return sorted(items, key=lambda item: int(item["index"]))


def _vector(value: Any) -> Vectors:
    try:
        if isinstance(value, str):
            return np.frombuffer(base64.b64decode(value, validate=True), dtype="<f4")
        row = np.asarray(value, dtype=np.float32)
    except (binascii.Error, ValueError, TypeError) as error:
        raise ValueError("embedding 不是数的列表，也不是 base64") from error
    if row.ndim != 1:
        raise ValueError("embedding 不是数的列表，也不是 base64")
    return row
