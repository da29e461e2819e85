"""Lexical and dense scores added as z-scores over the union of candidates, the weight decided by the question.

Measured beginnings (DESIGN §5): added z-scores beat rank fusion, and no fixed weight fits all questions.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from assistant.terms import expanded

if TYPE_CHECKING:
    from ingest.embedding import Embedder
    from ingest.store.store import Store

CANDIDATES = 80
"""Chunks taken from each side before exact scores are compared."""
LEXICAL_FULL = 0.75
"""Share of the question's matchable pairs from which the lexical side is fully trusted."""


@dataclass(frozen=True, slots=True)
class Fused:
    """A candidate chunk with both raw scores and their fusion."""

    chunk_id: str
    score: float
    lexical: float
    dense: float


def fuse(
    store: Store,
    embedder: Embedder,
    text: str,
    *,
    matched: float = 1.0,
    documents: Collection[str] | None = None,
    narrower: Collection[str] = (),
    more: Collection[str] = (),
    candidates: int = CANDIDATES,
) -> list[Fused]:
    """All candidates of both sides, best first.

    Args:
        narrower: Documents whose own best chunks are candidates too, however many others are better.
        more: Chunks that are candidates in any case.
        matched: The share of the question's weight that its best evidence can match word for word;
            everyday wording matches little, and then the dense side weighs more.
    """
    query = expanded(text)
    vector = embedder.embed([text], query=True)[0]
    found: list[str] = list(more)
    for some in (documents, *([narrower] if narrower else [])):
        found += [i for i, _ in store.search_lexical(query, candidates, documents=some)]
        found += [i for i, _ in store.search_dense(vector, candidates, documents=some)]
    ids = list(dict.fromkeys(found))
    if not ids:
        return []
    lexical, dense = store.lexical_scores(query, ids), store.dense_scores(vector, ids)
    weight = 0.5 + 0.9 * max(0.0, 1 - matched / LEXICAL_FULL)
    fused = z_scores([lexical.get(i, 0.0) for i in ids]) + weight * z_scores(
        [dense.get(i, 0.0) for i in ids]
    )
    order = np.argsort(-fused, kind="stable")
    return [
        Fused(ids[n], float(fused[n]), lexical.get(ids[n], 0.0), dense.get(ids[n], 0.0))
        for n in order
    ]


def z_scores(values: list[float]) -> np.ndarray:
    """Values as standard deviations from their mean; all zero where they do not differ."""
    array = np.asarray(values, dtype=np.float64)
    spread = array.std()
    return (array - array.mean()) / spread if spread > 0 else np.zeros_like(array)
