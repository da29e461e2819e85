"""Reranks with a model on a server that speaks ``/rerank``, where ``RERANKER_BASE_URL`` names one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import SecretStr

from ingest.address import Names
from ingest.errors import EndpointError, RerankerError
from ingest.remote import QUESTION, Endpoint, Patience
from ingest.sendable import sendable

NAMES = Names("RERANKER_BASE_URL", "RERANKER_API_KEY", "RERANKER")
BACK = "或删去 RERANKER_BASE_URL 和 RERANKER 不用重排。"


class EndpointReranker:
    """One model of one server. Thread-safe."""

    def __init__(
        self, base: str, key: SecretStr, model: str, *, patience: Patience = QUESTION
    ) -> None:
        """Nothing is asked yet.

        Raises:
            SettingsError: the address or the key cannot be used.
        """
        self.name = model
        self._endpoint = Endpoint(base, "/rerank", key, NAMES)
        self._patience = patience
        self._texts = False
        """The server calls the passages ``texts`` (TEI), not ``documents``."""

    def score(self, query: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """One number a text; a passage that the server leaves out gets the lowest.

        Raises:
            RerankerError: the server cannot be reached, refuses, or answers something else.
        """
        if not texts:
            return np.zeros(0, np.float32)
        try:
            reply = self._ask(sendable(query), [sendable(text) for text in texts])
        except EndpointError as error:
            raise RerankerError(error.reason, f"{error.remedy.rstrip('。')}，{BACK}") from error
        try:
            return read_scores(reply, len(texts))
        except ValueError as error:
            raise RerankerError(
                f"{self._endpoint.shown} 的回答不是重排结果：{error}。",
                f"请检查 RERANKER_BASE_URL 和 RERANKER，{BACK}",
            ) from error

    def _ask(self, query: str, texts: list[str]) -> Any:
        """The reply; a server that asks for ``texts`` is told so from then on."""
        if not self._texts:
            body = {"model": self.name, "query": query, "documents": texts, "top_n": len(texts)}
            try:
                return self._endpoint.post(body, self._patience)
            except EndpointError as error:
                if error.status not in (400, 422) or "texts" not in error.reason:
                    raise
            self._texts = True
        return self._endpoint.post(
            {"query": query, "texts": texts, "truncate": True}, self._patience
        )

    def __repr__(self) -> str:
        return f"EndpointReranker({self.name!r})"


def read_scores(reply: Any, count: int) -> NDArray[np.float32]:
    """The scores in the order of the texts, from ``{results: [{index, relevance_score}]}`` (Jina, Cohere,
    vLLM), ``{data: […]}`` (Voyage) or ``[{index, score}]`` (TEI).

    Raises:
        ValueError: the reply has another shape; the message says which, in Chinese.
    """
    rows = reply
    if isinstance(reply, dict):
        rows = reply.get("results", reply.get("data"))
    if not isinstance(rows, list) or not rows:
        raise ValueError("没有 results 列表")
    scores = np.full(count, np.nan, np.float32)
    for row in rows:
        place, score = _row(row)
        if not 0 <= place < count or not np.isnan(scores[place]):
            raise ValueError(f"index {place} 超出范围或有重复")
        scores[place] = score
    return np.where(np.isnan(scores), np.nanmin(scores), scores)


def _row(row: Any) -> tuple[int, float]:
    try:
        place, score = row["index"], row.get("relevance_score", row.get("score"))
        number = float(score)
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise ValueError("缺少 index 或 relevance_score") from error
    if not isinstance(place, int) or not np.isfinite(number):
        raise ValueError("index 或分数不是数")
    return place, number
