"""How well a passage explains the words of a question: by themselves, or as everyday words for its own, as learnt
from the written questions (``ingest.embedding.translation``)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from assistant.terms import folded
from assistant.wording import ASKING
from ingest.embedding import bundled
from ingest.embedding.translation import translation

AS_ITSELF, ITSELF_OR = 0.3, 0.5
"""What a word held by itself adds to what explains it; the least by which it is then explained."""
BY_CHANCE = 0.3
"""How much the share of a word among all questions counts beside what the passage says of it."""
FULL, NONE = 0.15, 0.02
"""Probability from which a word is explained in full, and below which not at all."""
COMMON = 5.0
"""Logarithm of the rarity up to which a word tells nothing: 的, 吗, 学校."""


class Explained:
    """The words of one question.

    Raises:
        EmbeddingError: the bundled model or the table cannot be read.
    """

    def __init__(self, words: str) -> None:
        table = translation()
        cut = bundled().words(ASKING.sub(" ", folded(words)))
        self._words = [word for word in dict.fromkeys(cut) if word.strip()]
        self._of = [table.of(word) for word in self._words]
        self._chance = [table.share(word) for word in self._words]
        self._tells = [max(0.0, -math.log(chance) - COMMON) for chance in self._chance]
        self._total = sum(self._tells) or 1.0

    def of(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """One mapping a text: ``likely``, how much likelier the question is beside this text than alone (mean
        logarithm a word); ``explained`` and ``strange``, the shares of what it tells that the text explains, and
        that it does not explain at all."""
        return [self._one(frozenset(said)) for said in bundled().words_of(map(folded, texts))]

    def _one(self, said: frozenset[str]) -> dict[str, float]:
        likely = explained = strange = 0.0
        for word, of, chance, tells in zip(
            self._words, self._of, self._chance, self._tells, strict=True
        ):
            total, best = _by(of, said, word)
            likely += math.log(1 + total / (max(len(said), 1) * BY_CHANCE * chance))
            explained += tells * min(1.0, best / FULL)
            strange += tells * (best < NONE)
        return {
            "likely": likely / max(len(self._words), 1),
            "explained": explained / self._total,
            "strange": strange / self._total,
        }


def _by(of: Mapping[str, float], said: frozenset[str], word: str) -> tuple[float, float]:
    """The sum and the greatest of the probabilities that the words of a text have of being asked about so."""
    chances = [chance for one, chance in of.items() if one in said]
    total, best = sum(chances), max(chances, default=0.0)
    return (total + AS_ITSELF, max(best, ITSELF_OR)) if word in said else (total, best)
