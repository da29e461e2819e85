"""Trains the bundled model: ``python -m ingest.embedding.train DATA OUT``, minutes on two cores.

Words are found in the text, a Unigram tokenizer is built from them, and one vector a word is learnt
from texts that belong together (contrastive loss over the batch, at several lengths of the vector).
The same seed, data and versions give the same model on the same machine.
"""

from __future__ import annotations

import argparse
import math
import random as python_random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.evaluate import evaluate, held_out_sets, table
from ingest.embedding.pairs import Bags, Batch, Sampler, tokenizer_bags
from ingest.embedding.save import save_model, save_scores
from ingest.embedding.static import StaticEmbedder
from ingest.embedding.terms import term_pairs, term_words
from ingest.embedding.texts import TIERS, TrainingText, read_training_text
from ingest.embedding.tokenizer import build_tokenizer
from ingest.embedding.words import join

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides the weights, besides the data."""

    tier: str = "all"
    steps: int = 2_000
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


def train(folder: Path, out: Path, recipe: Recipe, *, say: Progress | None = None) -> None:
    """Trains on the files of ``folder`` and writes the model folder ``out``."""
    say = say or _say
    started = time.monotonic()
    text, _ = read_training_text(folder, recipe.tier)
    text = TrainingText(text.passages, text.pairs + term_pairs())
    say(f"read {len(text.passages)} passages, {len(text.pairs)} pairs")
    tokenizer = _tokenizer(text, recipe)
    say(f"vocabulary of {tokenizer.get_vocab_size()} pieces")
    sampler = Sampler(text, tokenizer_bags(tokenizer))
    say("text tokenized")
    weights = fit(sampler, tokenizer.get_vocab_size(), recipe, say=say)
    seconds = time.monotonic() - started
    save_model(out, tokenizer, weights, text=text, recipe=recipe, seconds=seconds)
    say(f"saved to {out}")


def fit(sampler: Sampler, vocabulary: int, recipe: Recipe, *, say: Progress) -> NDArray[np.float32]:
    """The trained vectors [vocabulary, dimension]; the unknown piece (row 0) has the zero vector."""
    import torch

    torch.manual_seed(recipe.seed)
    device = torch.device(recipe.device)
    bag = torch.nn.EmbeddingBag(vocabulary, recipe.dimension, mode="mean").to(device)
    torch.nn.init.normal_(bag.weight, std=recipe.spread)
    optimiser = torch.optim.Adam(bag.parameters(), lr=recipe.rate, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: pace(step, recipe))
    mean, started = 0.0, time.monotonic()
    for step, batch in enumerate(_batches(sampler, recipe), start=1):
        loss = _loss(_embed(bag, batch.questions), _embed(bag, batch.passages), batch, recipe)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        optimiser.step()
        schedule.step()
        mean += (float(loss.detach()) - mean) * max(0.02, 1 / step)
        if step % 50 == 0 or step == recipe.steps:
            pace_now = (time.monotonic() - started) / step
            say(f"step {step}/{recipe.steps} loss {mean:.3f} {pace_now:.2f} s/step")
    vectors: NDArray[np.float32] = bag.weight.detach().cpu().numpy().astype(np.float32)
    vectors[0] = 0.0
    return vectors


def pace(step: int, recipe: Recipe) -> float:
    """Linear warm-up, then a cosine down to nothing."""
    warm = max(1, int(recipe.steps * recipe.warm_up))
    if step < warm:
        return (step + 1) / warm
    return 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, recipe.steps - warm)))


def _tokenizer(text: TrainingText, recipe: Recipe) -> Any:
    texts = list(dict.fromkeys(text.texts()))
    python_random.Random(recipe.seed).shuffle(texts)
    sample = join(texts, characters=recipe.vocabulary_characters)
    least = 20 if len(sample) > 1_000_000 else 2
    return build_tokenizer(sample, size=recipe.vocabulary, terms=term_words(), min_count=least)


def _batches(sampler: Sampler, recipe: Recipe) -> Iterator[Batch]:
    random = np.random.default_rng(recipe.seed)
    for _ in range(recipe.steps):
        yield sampler.draw(recipe.batch, random)


def _embed(bag: Any, bags: Bags) -> Any:
    import torch

    tokens = torch.from_numpy(bags.tokens).to(bag.weight.device)
    offsets = torch.from_numpy(bags.offsets[:-1].astype(np.int32)).to(bag.weight.device)
    return bag(tokens, offsets)


def _loss(questions: Any, passages: Any, batch: Batch, recipe: Recipe) -> Any:
    """In-batch softmax in both directions, averaged over the lengths of the vector."""
    import torch
    from torch.nn.functional import cross_entropy, normalize

    groups = torch.from_numpy(batch.groups).to(questions.device)
    same = groups[:, None] == groups[None, :]
    same.fill_diagonal_(False)
    target = torch.arange(len(groups), device=questions.device)
    total = questions.new_zeros(())
    for length in recipe.lengths:
        left = normalize(questions[:, :length], dim=1)
        right = normalize(passages[:, :length], dim=1)
        scores = (left @ right.T / recipe.temperature).masked_fill(same, -1e4)
        total = total + cross_entropy(scores, target) + cross_entropy(scores.T, target)
    return total / (2 * len(recipe.lengths))


def _say(message: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {message}", file=sys.stderr, flush=True)


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    usual = Recipe()
    parser = argparse.ArgumentParser(prog="python -m ingest.embedding.train", description=__doc__)
    parser.add_argument("data", type=Path, help="folder with passages.jsonl.xz and pairs.jsonl.xz")
    parser.add_argument(
        "out", type=Path, help="model folder to write (or, with --evaluate, to measure)"
    )
    parser.add_argument("--tier", choices=sorted(TIERS), default=usual.tier)
    parser.add_argument("--steps", type=int, default=usual.steps)
    parser.add_argument("--seed", type=int, default=usual.seed)
    parser.add_argument("--batch", type=int, default=usual.batch)
    parser.add_argument("--device", default=usual.device, help="cpu or cuda")
    parser.add_argument(
        "--evaluate", action="store_true", help="measure on held-out text, do not train"
    )
    parser.add_argument("--card", action="store_true", help="write the scores into the model card")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """The command line. Progress goes to stderr, scores to stdout."""
    given = _arguments(argv)
    if not given.evaluate:
        recipe = Recipe(given.tier, given.steps, given.seed, batch=given.batch, device=given.device)
        train(given.data, given.out, recipe)
        return 0
    _, held = read_training_text(given.data, "all")
    rows = evaluate(StaticEmbedder(given.out), held_out_sets(held))
    print(table(rows))
    if given.card:
        save_scores(given.out, table(rows))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
