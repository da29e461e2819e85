"""Fits the weights of ``assistant.list_weights``: which list of those found is right, and whether it answers. A list
is right where it says every value of the gold, and of a whole list little else."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.list_signals import answer_signals
from assistant.list_weights import FILE, probability, score
from assistant.sufficiency import Weights
from eval.fitting import Array, Ranking, fit_line, logistic
from eval.matching import normal, row_said, value_said
from eval.questions import Question, load_questions
from ingest.errors import SettingsError
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.evidence_door import ListTold

FOLDS = 5
PRECISE = 0.7
"""Share of a list's rows that a whole gold list must hold."""
THRESHOLDS = (0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.7)


GATE = (
    "score", "ahead", "probable", "absent", "lacks", "count", "other_count", "led", "few", "chapter",
    "names", "not_forbidden", "other_kind", "soft_whole", "top", "steps", "told",
)  # fmt: skip
"""What tells whether the best list answers; more signals learn the accidents of few questions."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the signals of its lists and which of them are right."""

    question: str
    signals: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    around: Mapping[str, float]
    answerable: bool
    fold: int


def command(pairs: Sequence[str], *, threshold: float | None, write: bool) -> dict[str, Any]:
    """Fits on all pairs; the figures as ``calibrate --lists`` prints them."""
    examples = [example for pair in pairs for example in _of_pair(pair)]
    at = threshold if threshold is not None else Weights.read(FILE).threshold
    fitted = fit(examples, at)
    if write:
        raw = {"line": fitted.line, "answer": fitted.answer, "bias": fitted.bias, "threshold": at}
        FILE.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    return {"questions": len(examples), "cross-validated": curve(examples, at)}


def fit(examples: Sequence[Example], threshold: float) -> Weights:
    """Both models on these examples."""
    groups = [e for e in examples if any(e.right)]
    names = tuple(groups[0].signals[0])
    ranked = fit_line([_ranking(e, names) for e in groups])
    line = {name: round(float(w), 3) for name, w in zip(names, ranked, strict=True)}
    half = Weights(line, {}, 0.0, threshold)
    told = [told_of(e, half) for e in examples]
    table = np.array([[row[name] for name in GATE] for row, _ in told])
    answered: Array = np.array([float(right) for _, right in told])
    weights, bias = logistic(table, answered, np.ones(len(told)))
    answer = {name: round(float(w), 3) for name, w in zip(GATE, weights, strict=True)}
    return Weights(line, answer, round(bias, 3), threshold)


def told_of(example: Example, of: Weights) -> tuple[dict[str, float], bool]:
    """What the gate weighs of the best list, and whether that list is right."""
    ranked = sorted(((score(row, of), n) for n, row in enumerate(example.signals)), reverse=True)
    best = ranked[0][1]
    row = answer_signals(example.signals[best], [one for one, _ in ranked], example.around)
    return row, example.right[best]


def curve(examples: Sequence[Example], threshold: float) -> dict[str, Any]:
    """Of every question by weights that have not seen its fold: is the best list right, and what each threshold
    lets pass."""
    judged: list[tuple[Example, float, bool]] = []
    for fold in sorted({e.fold for e in examples}):
        fitted = fit([e for e in examples if e.fold != fold], threshold)
        for example in (e for e in examples if e.fold == fold):
            row, right = told_of(example, fitted)
            judged.append((example, probability(row, fitted), right))
    held = [right for example, _, right in judged if any(example.right)]
    return {
        "a right list among those found": len(held),
        "ranked first": sum(held),
        "told": {
            str(at): {
                "right": sum(c >= at and r for _, c, r in judged),
                "wrong": sum(c >= at and not r for e, c, r in judged if e.answerable),
                "unanswerable": sum(c >= at for e, c, _ in judged if not e.answerable),
            }
            for at in THRESHOLDS
        },
    }


def _ranking(example: Example, names: Sequence[str]) -> Ranking:
    rows = [[row[name] for name in names] for row in example.signals]
    return Ranking(np.array(rows), np.array(example.right))


# --- examples ---


def _of_pair(pair: str) -> Iterator[Example]:
    from assistant import PolicyAssistant

    file, found, library = pair.partition("=")
    if not found:
        raise SettingsError(f"{pair} 不是“题库=资料夹”。", "例如 eval/questions/corpus.yaml=data。")
    questions = [q for q in load_questions(Path(file)) if q.split == "dev"]
    with PolicyAssistant.open(Settings.from_env(data_dir=library)) as assistant:
        for question in questions:
            if example := _example(assistant, question):
                yield example


def _example(assistant: PolicyAssistant, question: Question) -> Example | None:
    told = assistant.lists(question.question, question.history, question.today)
    if told is None or not told.lists or question.ambiguous:
        return None
    source = question.gold[0][0].source if question.gold else question.id
    return Example(
        question.question, tuple(one.signals for one in told.lists),
        tuple(question.answerable and is_right(question, one) for one in told.lists),
        told.around, question.answerable, zlib.crc32(source.encode()) % FOLDS,
    )  # fmt: skip


def is_right(question: Question, told: ListTold) -> bool:
    """Does a list say every value, and of a whole gold list little else?"""
    said = "\n".join((told.head, *told.rows))
    lists = [value for value in question.values if value.type == "list"]
    if told.naming and not lists:  # told as well by sentences
        return False
    if not question.values or any(value_said(value, said) < 1 for value in question.values):
        return False
    if told.naming or not lists or not all(value.complete for value in lists):
        return True
    allowed = [row for value in lists for row in (*value.items, *value.also)]
    good = sum(any(row_said(w, normal(row)) for w in allowed) for row in told.rows)
    return good >= PRECISE * len(told.rows)
