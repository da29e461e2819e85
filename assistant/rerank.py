"""The best candidates looked at again by a reranker, which reads question and passage together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.fusion import Fused, z_scores
from assistant.resting import Resting

if TYPE_CHECKING:
    from ingest.records import Chunk
    from ingest.reranking import Reranker

TOP = 30
"""Candidates that are looked at again: what stands below is rarely the answer, and each costs time."""
WEIGHT = 1.0
"""Of the reranker's standard scores beside those of the fusion. A beginning, not yet measured."""

Candidate = tuple[str, str, float]
"""(chunk id, text, fused score)."""


def rerank(
    reranker: Reranker, question: str, candidates: Sequence[Candidate]
) -> list[tuple[str, float]]:
    """Chunk ids with their combined scores, best first.

    Both scores are added as z-scores over these candidates, since a reranker's may be probabilities or
    logits. Equal ones keep their order.

    Raises:
        RerankerError: the model cannot be used.
    """
    again = reranker.score(question, [text for _, text, _ in candidates])
    scores = z_scores([score for _, _, score in candidates]) + WEIGHT * z_scores(
        [float(score) for score in again]
    )
    order = np.argsort(-scores, kind="stable")
    return [(candidates[n][0], float(scores[n])) for n in order]


class Reranking:
    """Sorts what a search found, where there is a reranker that works; else leaves it as it is."""

    def __init__(self, reranker: Reranker | None) -> None:
        self._reranker = reranker
        self._resting = Resting("重排模型暂时用不了，按原来的顺序")

    def sort(self, question: str, fused: list[Fused], chunks: Mapping[str, Chunk]) -> list[Fused]:
        """The same candidates, the best ``TOP`` of them in a new order with their combined scores; the scores
        of those below are lowered together, so that scores fall all through."""
        reranker, top = self._reranker, [f for f in fused[:TOP] if f.chunk_id in chunks]
        if reranker is None or len(top) < 2:
            return fused
        read = [(f.chunk_id, _text(chunks[f.chunk_id]), f.score) for f in top]
        found = self._resting.ask(lambda: rerank(reranker, question, read))
        if found is None:
            return fused
        known = {f.chunk_id: f for f in top}
        best = [replace(known[i], score=score) for i, score in found]
        rest = [f for f in fused if f.chunk_id not in known]
        lower = max(0.0, rest[0].score - best[-1].score) if rest else 0.0
        return best + [replace(f, score=f.score - lower) for f in rest]


def _text(chunk: Chunk) -> str:
    """What of a chunk is read: with its headings, without which many a clause says little."""
    return chunk.embed_text or chunk.text
