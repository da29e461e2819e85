"""Learns one vector a piece of the vocabulary from batches of texts that belong together.

A contrastive loss over the batch in both directions, at several lengths of the vector (Matryoshka). The
loop is our own and not sentence-transformers' trainer: rows here know which others are no negatives of
theirs, batches are cut out of flat arrays, and a checkpoint continues to the same weights.
"""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.bags import Bags
from ingest.embedding.pairs import Batch, Sampler
from ingest.embedding.recipe import Recipe
from ingest.embedding.unfinished import Checkpoint, of_any_device

Progress = Callable[[str], None]

AHEAD = 8
"""Batches that are drawn before they are needed."""
CHECKPOINT = 250
"""Steps between two checkpoints."""


def fit(
    sampler: Sampler, vocabulary: int, recipe: Recipe, *, say: Progress,
    checkpoint: Path | None = None, start: NDArray[np.float32] | None = None,
) -> NDArray[np.float32]:  # fmt: skip
    """The trained vectors [vocabulary, dimension]; the unknown piece (row 0) has the zero vector.

    Args:
        checkpoint: File that the state is kept in while training goes on; where it holds a state of the
            same recipe and the same text, training goes on from there, on another device too.
        start: First vectors, in the place of chance.
    """
    import torch

    bag = _first_vectors(vocabulary, recipe, start)
    optimiser = torch.optim.Adam(bag.parameters(), lr=recipe.rate, fused=True)
    state = Checkpoint(checkpoint, _key(sampler, recipe, start), say)
    first, started = state.resume(bag, optimiser), time.monotonic()
    for step, batch in _batches(sampler, recipe, first):
        loss = _learn(bag, optimiser, batch, recipe, step)
        if step % 50 == 0 or step == recipe.steps:
            pace_now = (time.monotonic() - started) / (step - first)
            say(f"step {step}/{recipe.steps} loss {float(loss):.3f} {pace_now:.3f} s/step")
        if step % CHECKPOINT == 0:
            state.keep(bag, optimiser, step)
    vectors: NDArray[np.float32] = bag.weight.detach().cpu().numpy().astype(np.float32)
    vectors[0] = 0.0
    return vectors


def _first_vectors(vocabulary: int, recipe: Recipe, start: NDArray[np.float32] | None) -> Any:
    import torch

    torch.manual_seed(recipe.seed)
    bag = torch.nn.EmbeddingBag(vocabulary, recipe.dimension, mode="mean")
    torch.nn.init.normal_(bag.weight, std=recipe.spread)
    if start is not None:
        bag.weight.data.copy_(torch.from_numpy(start))
    return bag.to(recipe.device)


def _key(sampler: Sampler, recipe: Recipe, start: NDArray[np.float32] | None) -> str:
    """What a checkpoint may be gone on with."""
    given = "" if start is None else hashlib.sha256(start.tobytes()).hexdigest()
    return f"{of_any_device(recipe)} {sampler.fingerprint()} {given}"


def _learn(bag: Any, optimiser: Any, batch: Batch, recipe: Recipe, step: int) -> Any:
    """One step; its loss."""
    for group in optimiser.param_groups:
        group["lr"] = recipe.rate * pace(step - 1, recipe)
    loss = contrast(_embed(bag, batch.questions), _embed(bag, batch.passages), batch, recipe)
    optimiser.zero_grad(set_to_none=True)
    loss.backward()
    optimiser.step()
    return loss.detach()


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
