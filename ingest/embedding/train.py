"""Trains the bundled model: ``python -m ingest.embedding.train DATA OUT``, under an hour on two cores.

Words are found in the text, a Unigram tokenizer is built from them, and one vector a word is learnt
from texts that belong together (contrastive loss over the batch, at several lengths of the vector).
Interrupted, the same command goes on where it was, on another device too; with other data or another
recipe it begins anew. The same seed, data and versions give the same model on the same machine; on a GPU
sums come in no fixed order, and the model is the same but for rounding.
"""

from __future__ import annotations

import argparse
import json
import random as python_random
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ingest.embedding.bags import tokenizer_bags
from ingest.embedding.evaluate import evaluate, held_out_sets, table
from ingest.embedding.fit import Progress, fit
from ingest.embedding.noise import Splits, splits
from ingest.embedding.pairs import Sampler
from ingest.embedding.recipe import Recipe
from ingest.embedding.save import save_model, save_scores
from ingest.embedding.static import StaticEmbedder
from ingest.embedding.terms import term_pairs, term_words
from ingest.embedding.texts import TIERS, TrainingText, read_training_text
from ingest.embedding.tokenizer import build_tokenizer
from ingest.embedding.unfinished import training_key, unfinished_folder
from ingest.embedding.words import join
from ingest.embedding.written import written_pairs


def train(folder: Path, out: Path, recipe: Recipe, *, say: Progress | None = None) -> None:
    """Trains on the files of ``folder`` and writes the model folder ``out``."""
    say = say or _say
    started = time.monotonic()
    text, _ = read_training_text(folder, recipe.tier)
    text = TrainingText(text.passages, text.pairs + term_pairs() + written_pairs())
    say(f"read {len(text.passages)} passages, {len(text.pairs)} pairs")
    unfinished = unfinished_folder(out, training_key(text, term_words(), recipe), say)
    tokenizer = _tokenizer(text, recipe, unfinished / "tokenizer.json")
    say(f"vocabulary of {tokenizer.get_vocab_size()} pieces")
    sampler = Sampler(text, tokenizer_bags(tokenizer), mix=recipe.mix, pieces=pieces(tokenizer))
    say("text tokenized")
    weights = fit(
        sampler, tokenizer.get_vocab_size(), recipe, say=say,
        checkpoint=unfinished / "state.pt",
    )  # fmt: skip
    seconds = time.monotonic() - started
    save_model(out, tokenizer, weights, text=text, recipe=recipe, seconds=seconds)
    shutil.rmtree(unfinished)
    say(f"saved to {out}")


def pieces(tokenizer: Any) -> Splits:
    """How the tokenizer's words are cut into smaller pieces of its vocabulary."""
    vocabulary = json.loads(tokenizer.to_str())["model"]["vocab"]
    scores = dict(vocabulary[1:])  # without the unknown piece
    return splits(scores, {piece: i for i, (piece, _) in enumerate(vocabulary)})


def _tokenizer(text: TrainingText, recipe: Recipe, kept: Path) -> Any:
    """Built once, then read from where an interrupted training left it."""
    from tokenizers import Tokenizer

    if kept.is_file():
        return Tokenizer.from_file(str(kept))
    texts = list(dict.fromkeys(text.texts()))
    python_random.Random(recipe.seed).shuffle(texts)
    sample = join(texts, characters=recipe.vocabulary_characters)
    least = 20 if len(sample) > 1_000_000 else 2
    tokenizer = build_tokenizer(sample, size=recipe.vocabulary, terms=term_words(), min_count=least)
    fresh = kept.with_suffix(".new")
    tokenizer.save(str(fresh))
    fresh.replace(kept)
    return tokenizer


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
        recipe = replace(
            Recipe(), tier=given.tier, steps=given.steps, seed=given.seed, batch=given.batch,
            device=given.device,
        )  # fmt: skip
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
