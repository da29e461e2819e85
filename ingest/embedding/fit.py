"""Learns one vector a piece of the vocabulary from batches of texts that belong together.

A contrastive loss over the batch in both directions, at several lengths of the vector (Matryoshka). The
loop is our own and not sentence-transformers' trainer: rows here know which others are no negatives of
theirs, batches are cut out of flat arrays, and a checkpoint continues to the same weights.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.bags import Bags
from ingest.embedding.pairs import Batch, Mix, Sampler

Progress = Callable[[str], None]

AHEAD = 8
"""Batches that are drawn before they are needed."""
CHECKPOINT = 250
"""Steps between two checkpoints."""


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


def fit(
    sampler: Sampler, vocabulary: int, recipe: Recipe, *, say: Progress,
    checkpoint: Path | None = None, start: NDArray[np.float32] | None = None,
) -> NDArray[np.float32]:  # fmt: skip
    """The trained vectors [vocabulary, dimension]; the unknown piece (row 0) has the zero vector.

    Args:
        checkpoint: File that the state is kept in while training goes on; where it holds a state of the
            same recipe, training goes on from there.
        start: First vectors, in the place of chance.
    """
    import torch

    torch.manual_seed(recipe.seed)
    bag = torch.nn.EmbeddingBag(vocabulary, recipe.dimension, mode="mean")
    torch.nn.init.normal_(bag.weight, std=recipe.spread)
    if start is not None:
        bag.weight.data.copy_(torch.from_numpy(start))
    bag = bag.to(recipe.device)
    optimiser = torch.optim.Adam(bag.parameters(), lr=recipe.rate, fused=True)
    first = _resume(checkpoint, bag, optimiser, recipe)
    mean, started = 0.0, time.monotonic()
    for step, batch in _batches(sampler, recipe, first):
        for group in optimiser.param_groups:
            group["lr"] = recipe.rate * pace(step - 1, recipe)
        loss = contrast(_embed(bag, batch.questions), _embed(bag, batch.passages), batch, recipe)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        if step % 50 == 0 or step == recipe.steps:
            mean = float(loss.detach())
            pace_now = (time.monotonic() - started) / (step - first)
            say(f"step {step}/{recipe.steps} loss {mean:.3f} {pace_now:.3f} s/step")
        if checkpoint is not None and step % CHECKPOINT == 0:
            _keep(checkpoint, bag, optimiser, recipe, step)
    vectors: NDArray[np.float32] = bag.weight.detach().cpu().numpy().astype(np.float32)
    vectors[0] = 0.0
    return vectors


def pace(step: int, recipe: Recipe) -> float:
    """Linear warm-up, then a cosine down to nothing."""
    warm = max(1, int(recipe.steps * recipe.warm_up))
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, recipe.steps - warm)))


def contrast(questions: Any, passages: Any, batch: Batch, recipe: Recipe) -> Any:
    """In-batch softmax in both directions, averaged over the lengths of the vector."""
    import torch
    from torch.nn.functional import cross_entropy, normalize

    same = _no_negatives(batch, questions.device)
    target = torch.arange(len(same), device=questions.device)
    total = questions.new_zeros(())
    for length in recipe.lengths:
        left = normalize(questions[:, :length], dim=1)
        right = normalize(passages[:, :length], dim=1)
        scores = (left @ right.T / recipe.temperature).masked_fill(same, -1e4)
        total = total + cross_entropy(scores, target) + cross_entropy(scores.T, target)
    return total / (2 * len(recipe.lengths))


def _no_negatives(batch: Batch, device: Any) -> Any:
    """True where a column is another right passage of the row's question."""
    import torch

    items = torch.from_numpy(batch.items).to(device)
    groups = torch.from_numpy(batch.groups).to(device)
    titled = torch.from_numpy(batch.titled).to(device)
    same = items[:, None] == items[None, :]
    same |= (groups[:, None] == groups[None, :]) & (titled[:, None] | titled[None, :])
    return same.fill_diagonal_(False)


def _batches(sampler: Sampler, recipe: Recipe, first: int) -> Iterator[tuple[int, Batch]]:
    """(step, batch) from the step after ``first`` on; each step has a generator of its own, so that a
    resumed training draws what it would have drawn."""

    def draw(step: int) -> Batch:
        return sampler.draw(recipe.batch, np.random.default_rng([recipe.seed, step]))

    with ThreadPoolExecutor(AHEAD) as threads:
        coming = {
            s: threads.submit(draw, s)
            for s in range(first + 1, min(first + AHEAD, recipe.steps) + 1)
        }
        for step in range(first + 1, recipe.steps + 1):
            batch = coming.pop(step).result()
            if step + AHEAD <= recipe.steps:
                coming[step + AHEAD] = threads.submit(draw, step + AHEAD)
            yield step, batch


def _embed(bag: Any, bags: Bags) -> Any:
    import torch

    tokens = torch.from_numpy(bags.tokens).to(bag.weight.device)
    offsets = torch.from_numpy(bags.offsets[:-1].astype(np.int32)).to(bag.weight.device)
    return bag(tokens, offsets)


def _keep(checkpoint: Path, bag: Any, optimiser: Any, recipe: Recipe, step: int) -> None:
    """Writes beside and renames: a crash leaves the checkpoint before."""
    import torch

    state = {
        "recipe": repr(asdict(recipe)), "step": step, "weight": bag.weight.detach(),
        "optimiser": optimiser.state_dict(),
    }  # fmt: skip
    checkpoint.parent.mkdir(parents=True, exist_ok=True)
    fresh = checkpoint.with_suffix(".new")
    torch.save(state, fresh)
    fresh.replace(checkpoint)


def _resume(checkpoint: Path | None, bag: Any, optimiser: Any, recipe: Recipe) -> int:
    """The step that a checkpoint of the same recipe has reached; 0 without one."""
    import torch

    if checkpoint is None or not checkpoint.is_file():
        return 0
    state = torch.load(checkpoint, map_location=recipe.device, weights_only=True)
    if state["recipe"] != repr(asdict(recipe)) or state["weight"].shape != bag.weight.shape:
        return 0
    bag.weight.data.copy_(state["weight"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"])
