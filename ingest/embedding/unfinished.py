"""What an interrupted training leaves, and whether the next one may go on from it.

The folder is named by a key of everything that the tokenizer and the weights rest on: what was left by
a training on other texts or by another recipe is thrown away, and that is said.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from ingest.embedding.recipe import Recipe
from ingest.embedding.texts import TrainingText

FOLDER = ".unfinished"
"""Folder in OUT that keeps the tokenizer and the last checkpoint until the model is saved."""
KEY = "key"

Say = Callable[[str], None]


def training_key(text: TrainingText, words: Iterable[str], recipe: Recipe) -> str:
    """Hex digits of a recipe (on any device), of all texts and pairs, and of the words that enter the
    vocabulary whatever the texts say."""
    digest = hashlib.blake2b(repr(of_any_device(recipe)).encode(), digest_size=16)
    for p in text.passages:
        _add(digest, p.source, p.title, p.text, p.document)
    for pair in text.pairs:
        _add(digest, pair.source, pair.a, pair.b, pair.key)
    _add(digest, *words)
    return digest.hexdigest()


def _add(digest: Any, *texts: str) -> None:
    # The length before each text: no two lists of texts give the same bytes.
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(b"%d " % len(data) + data)
    digest.update(b"\n")


def of_any_device(recipe: Recipe) -> dict[str, Any]:
    """What decides the weights: they may be learnt on one device and go on on another."""
    plain = asdict(replace(recipe, device=""))
    del plain["device"]
    return plain


def unfinished_folder(out: Path, key: str, say: Say) -> Path:
    """The folder for what is unfinished; emptied where a training of another key left it."""
    folder = out / FOLDER
    kept = folder / KEY
    if folder.is_dir() and (not kept.is_file() or kept.read_text("ascii", "replace") != key):
        shutil.rmtree(folder)
        say("an interrupted training on other data or by another recipe is thrown away")
    if not folder.is_dir():
        folder.mkdir(parents=True)
        kept.write_text(key, "ascii")
    return folder


class Checkpoint:
    """The state of a training in a file; none where the file is None."""

    def __init__(self, path: Path | None, key: str, say: Say) -> None:
        """``key`` names what the state may be gone on with: the recipe, and what is drawn."""
        self._path = path
        self._key = key
        self._say = say

    def keep(self, bag: Any, optimiser: Any, step: int) -> None:
        """Writes beside and renames: a crash leaves the checkpoint before."""
        import torch

        if self._path is None:
            return
        state = {
            "key": self._key, "step": step, "weight": bag.weight.detach(),
            "optimiser": optimiser.state_dict(),
        }  # fmt: skip
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        torch.save(state, fresh)
        fresh.replace(self._path)

    def resume(self, bag: Any, optimiser: Any) -> int:
        """The step that a state of the same key has reached; 0 without one."""
        import torch

        if self._path is None or not self._path.is_file():
            return 0
        state = torch.load(self._path, map_location=bag.weight.device, weights_only=True)
        if state.get("key") != self._key or state["weight"].shape != bag.weight.shape:
            self._say("the checkpoint is of other data or another recipe: training begins anew")
            return 0
        bag.weight.data.copy_(state["weight"])
        optimiser.load_state_dict(state["optimiser"])
        self._say(f"goes on from step {state['step']}")
        return int(state["step"])
