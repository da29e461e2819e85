"""``python -m eval calibrate --passages QUESTIONS=LIBRARY …``: fits the weights by which passages are put in order, on
dev questions alone, and says what they are worth for libraries that the fit has not seen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.ordering import FILE
from eval.calibrate import Span, spans
from eval.fitting import Ranking, fit_line
from eval.questions import load_questions
from ingest.settings import Settings

if TYPE_CHECKING:
    pass

DEPTHS = (1, 3, 5, 8)
"""Ranks up to which the passage asked for is looked for."""
FUSED = "fused"
"""The signal that is the score before."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the signals of its passages [passages, names] and which of them hold words of the gold."""

    library: str
    signals: NDArray[np.float64]
    right: NDArray[np.bool_]


def command(pairs: Sequence[str], *, write: bool) -> dict[str, Any]:
    """Fits on all pairs; the figures as ``calibrate`` prints them. ``write`` puts the weights beside the code."""
    names: list[str] = []
    examples = [e for pair in pairs for e in _of_pair(pair, names)]
    fitted = fit(examples, names)
    if write:
        FILE.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    libraries = sorted({e.library for e in examples})
    return {
        "questions": len(examples),
        "by library": {i: _left_out(examples, names, i) for i in libraries},
    }


def fit(examples: Sequence[Example], names: Sequence[str]) -> dict[str, float]:
    """Weights by signal, in the unit of the score before: passages lie as far apart as they did."""
    every = np.concatenate([e.signals for e in examples])
    spread = every.std(axis=0) + 1e-6
    found = [e for e in examples if e.right.any()]
    weights = fit_line([Ranking(e.signals / spread, e.right) for e in found]) / spread
    before = np.mean([e.signals[:, names.index(FUSED)].std() for e in examples])
    unit = before / np.mean([(e.signals @ weights).std() for e in examples])
    return {name: round(float(unit * w), 3) for name, w in zip(names, weights, strict=True)}


def _left_out(examples: Sequence[Example], names: Sequence[str], library: str) -> dict[str, Any]:
    """Shares of one library's questions with a right passage among the first, before and by the others' weights."""
    own = [e for e in examples if e.library == library]
    others = [e for e in examples if e.library != library]
    before = {name: float(name == FUSED) for name in names}
    fitted = fit(others, names) if others else before
    return {
        word: {f"@{k}": f"{np.mean([_rank(e, names, w) < k for e in own]):.3f}" for k in DEPTHS}
        for word, w in (("before", before), ("fitted on the others", fitted))
    }


def _rank(example: Example, names: Sequence[str], weights: dict[str, float]) -> int:
    scores = example.signals @ np.array([weights[name] for name in names])
    right = example.right[np.argsort(-scores, kind="stable")]
    return int(right.argmax()) if right.any() else len(right) + max(DEPTHS)


def _of_pair(pair: str, names: list[str]) -> Iterator[Example]:
    from assistant import PolicyAssistant

    file, _, library = pair.partition("=")
    questions = [
        q for q in load_questions(Path(file)) if q.split == "dev" and q.answerable and q.gold
    ]
    with PolicyAssistant.open(Settings.from_env(data_dir=library)) as assistant:
        held = {d.source.rsplit("/", 1)[-1]: d.id for d in assistant.documents()}
        for question in questions:
            golds = [gold for group in question.gold for gold in group]
            where = [span for gold in golds for span in spans(assistant, gold, held)]
            told = assistant.passages(question.question, question.history, question.today)
            if len(told) > 1:
                names[:] = list(told[0].signals)
                rows = np.array([list(one.signals.values()) for one in told])
                right = [_holds((one.document_id, one.start, one.end), where) for one in told]
                yield Example(library, rows, np.array(right))


def _holds(passage: Span, golds: Sequence[Span]) -> bool:
    """Does a passage hold half of a gold quote or more?"""
    document, start, end = passage
    return any(
        document == gold and min(end, last) - max(start, first) >= (last - first) / 2
        for gold, first, last in golds
    )
