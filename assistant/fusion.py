"""Lexical and dense scores added as z-scores over the union of candidates, the weights decided by the question.

Measured beginnings (DESIGN §5): added z-scores beat rank fusion, and no fixed weight fits all questions. How
much of a question the library says in the same words (``matched``) tells everyday questions (a tenth to a
quarter) from those that name a thing as documents do (half and more); the less it is, the more the
dense side counts, and the words that ``rewording`` lends.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.terms import expanded

if TYPE_CHECKING:
    from assistant.rewording import Lent
    from ingest.store.store import Store

CANDIDATES = 80
"""Chunks taken from each side before exact scores are compared."""
LEXICAL_FULL = 0.8
"""Share of the question's weight from which the lexical side is fully trusted."""
DENSE, DENSE_MORE = 0.6, 2.5
"""Weight of the dense side where everything is matched, and what is added where nothing is."""
SURE, SURE_FROM, SURE_TO = 0.3, 1.2, 3.2
"""How much more the dense side counts where its best stands out: per standard deviation between these two."""
BEST_OF = 10
"""The best is compared with the mean of the next ones up to this."""
LENT = 1.5
"""Weight of the lent words where nothing is matched and they are to be trusted; none where everything is."""


class Embeds(Protocol):
    """What turns a question into a vector."""

    def embed(self, texts: list[str], *, query: bool = False) -> NDArray[np.float32]:
        """One unit vector a text."""
        ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: ``words``, the share of them ``matched`` by the best lexical evidence, and the
    tokens ``lent`` by rewording."""

    words: str
    matched: float = 1.0
    lent: Lent | None = None

    @property
    def unmatched(self) -> float:
        """0 where the lexical side can be trusted, 1 where it has nothing."""
        return max(0.0, 1 - self.matched / LEXICAL_FULL)


@dataclass(frozen=True, slots=True)
class Fused:
    """A candidate chunk with both raw scores and their fusion."""

    chunk_id: str
    score: float
    lexical: float
    dense: float


def fuse(
    store: Store,
    embedder: Embeds,
    wanted: Wanted,
    *,
    documents: Collection[str] | None = None,
    narrower: Collection[str] = (),
    more: Collection[str] = (),
    candidates: int = CANDIDATES,
) -> list[Fused]:
    """All candidates of both sides, best first.

    Args:
        documents: Where to look; None for the whole library.
        narrower: Documents whose own best chunks are candidates too, however many others are better.
        more: Chunks that are candidates in any case.
    """
    query = expanded(wanted.words)
    vector = embedder.embed([wanted.words], query=True)[0]
    found: list[str] = list(more)
    for some in (documents, *([narrower] if narrower else [])):
        found += [i for i, _ in store.search_lexical(query, candidates, documents=some)]
        found += [i for i, _ in store.search_dense(vector, candidates, documents=some)]
    lent = wanted.lent.tokens if wanted.lent else {}
    found += [i for i, _ in store.search_lexical(lent, candidates, documents=documents)]
    ids = list(dict.fromkeys(found))
    if not ids:
        return []
    lexical, dense = store.lexical_scores(query, ids), store.dense_scores(vector, ids)
    sides = [store.lexical_scores(lent, ids) if lent else {}, lexical, dense]
    score = _weighed(wanted, *(z_scores([side.get(i, 0.0) for i in ids]) for side in sides))
    order = np.argsort(-score, kind="stable")
    return [Fused(ids[n], float(score[n]), lexical[ids[n]], dense[ids[n]]) for n in order]


def _weighed(
    wanted: Wanted,
    lent: NDArray[np.float64],
    lexical: NDArray[np.float64],
    dense: NDArray[np.float64],
) -> NDArray[np.float64]:
    """The weighted sum of z-scores, on one scale for every question: that of one which is fully matched."""
    of_dense = (DENSE + DENSE_MORE * wanted.unmatched) * _sureness(dense)
    of_lent = LENT * wanted.unmatched * (wanted.lent.trust if wanted.lent else 0.0)
    scale = (1 + DENSE) / (1 + of_dense + of_lent)
    return scale * (lexical + of_dense * dense + of_lent * lent)


def _sureness(scores: NDArray[np.float64]) -> float:
    """A factor of 1 and more: how far the best z-score stands above the next ones."""
    best = np.sort(scores)[::-1][:BEST_OF]
    ahead = best[0] - best[1:].mean() if len(best) > 1 else 0.0
    return float(np.exp(SURE * np.clip(ahead - SURE_FROM, 0, SURE_TO - SURE_FROM)))


def z_scores(values: list[float]) -> NDArray[np.float64]:
    """Values as standard deviations from their mean; all zero where they do not differ."""
    array = np.asarray(values, dtype=np.float64)
    spread = array.std()
    return (array - array.mean()) / spread if spread > 0 else np.zeros_like(array)
