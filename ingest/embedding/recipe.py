"""Everything that decides the weights of a model, besides the data."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.embedding.pairs import Mix


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the weights, besides the data."""

    tier: str = "all"
    steps: int = 5_000
    seed: int = 2025
    vocabulary: int = 47_000
    dimension: int = 256
    batch: int = 2_048
    rate: float = 0.02
    warm_up: float = 0.05
    spread: float = 0.05
    """Standard deviation of the first vectors: small, so that what is learnt soon outweighs chance."""
    temperature: float = 0.05
    lengths: tuple[int, ...] = (256, 128, 64)
    vocabulary_characters: int = 40_000_000
    device: str = "cpu"
    mix: Mix = field(default_factory=Mix)
