"""``python -m eval calibrate QUESTIONS=LIBRARY …``: fits the weights by which answers are chosen and refused, on dev
questions alone, and says by cross-validation over documents what they are worth.

Unanswerable questions are few. More are made of answerable ones: the documents that answer are left out, and what
the library still holds is a near miss. Such a question counts half, for another document may well answer it.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from assistant.sufficiency import (
    BEST,
    FILE,
    Weights,
    answer_signals,
    line_scores,
    may_answer,
    probability,
)
from eval.fitting import Ranking, fit_answer, fit_line
from eval.questions import Gold, Question, load_questions
from ingest.errors import SettingsError
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant import PolicyAssistant

FOLDS = 5
MADE, REAL = 0.5, 1.5
"""What an unanswerable question counts that was made by leaving documents out, and one that people wrote."""
THRESHOLDS = (0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)
Span = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Example:
    """A question with the signals of its sentences and which of them are right; ``fold`` by its first document."""

    question: str
    signals: tuple[dict[str, float], ...]
    right: tuple[bool, ...]
    answerable: bool
    made: bool
    fold: int


def command(pairs: Sequence[str], *, threshold: float | None, write: bool) -> dict[str, Any]:
    """Fits on all pairs; the figures as ``calibrate`` prints them. ``write`` puts the weights beside the code."""
    examples = [example for pair in pairs for example in _of_pair(pair)]
    at = Weights.read(FILE).threshold if threshold is None else threshold
    fitted = fit(examples, at)
    if write:
        raw = {
            "first": fitted.first, "line": fitted.line, "answer": fitted.answer,
            "bias": fitted.bias, "threshold": at,
        }  # fmt: skip
        FILE.write_text(json.dumps(raw, indent=1) + "\n", encoding="utf-8")
    return {"questions": len(examples), "cross-validated": curve(examples, at)}


def fit(examples: Sequence[Example], threshold: float) -> Weights:
    """Both models on these examples."""
    groups = [e for e in examples if e.answerable and any(e.right)]
    names = tuple(groups[0].signals[0])
    first = _fit_line(groups, tuple(name for name in names if name != "read"))
    line = _fit_line(groups, names)
    half = Weights(line, {}, 0.0, threshold)
    told = [
        (e, row)
        for e in examples
        if (row := _told(e, half)) and (_found(e, half) or not e.answerable)
    ]
    answer, bias = fit_answer(
        [row for _, row in told],
        np.array([float(e.answerable) for e, _ in told]),
        np.array([1.0 if e.answerable else MADE if e.made else REAL for e, _ in told]),
    )
    rounded = {n: round(w, 3) for n, w in answer.items()}
    return Weights(line, rounded, round(bias, 3), threshold, first)


def _fit_line(groups: Sequence[Example], names: tuple[str, ...]) -> dict[str, float]:
    """One weight a signal."""
    ranked = fit_line([_ranking(e, names) for e in groups])
    return {name: round(float(w), 3) for name, w in zip(names, ranked, strict=True)}


def curve(examples: Sequence[Example], threshold: float) -> dict[str, Any]:
    """Shares refused at each threshold, every question judged by weights that have not seen its document."""
    chances: list[tuple[Example, float, bool]] = []
    for fold in range(FOLDS):
        fitted = fit([e for e in examples if e.fold != fold], threshold)
        for example in (e for e in examples if e.fold == fold):
            row = _told(example, fitted)
            chance = probability(row, fitted) if row else 0.0
            chances.append((example, chance, _found(example, fitted)))

    def refused(at: float, holds: Callable[[Example], bool]) -> str:
        some = [chance < at for example, chance, _ in chances if holds(example)]
        return f"{np.mean(some):.3f}" if some else "-"

    right = [found for example, _, found in chances if example.answerable]
    return {
        f"right among the best {BEST}": f"{np.mean(right):.3f}",
        "refused": {
            str(at): {
                "answerable": refused(at, lambda e: e.answerable),
                "unanswerable": refused(at, lambda e: not e.answerable and not e.made),
                "documents left out": refused(at, lambda e: e.made),
            }
            for at in THRESHOLDS
        },
    }


def _ranking(example: Example, names: Sequence[str]) -> Ranking:
    rows = [[row[name] for name in names] for row in example.signals]
    return Ranking(np.array(rows), np.array(example.right))


def _told(example: Example, of: Weights) -> dict[str, float] | None:
    if not any(may_answer(row) for row in example.signals):
        return None
    return answer_signals(example.signals, line_scores(example.signals, of))


def _found(example: Example, of: Weights) -> bool:
    """Is a right sentence among the best of those that may answer?"""
    if not example.signals:
        return False
    order = np.argsort(-line_scores(example.signals, of), kind="stable")
    may = [i for i in order if may_answer(example.signals[i])]
    return any(example.right[i] for i in may[:BEST])


# --- examples ---


def _of_pair(pair: str) -> Iterator[Example]:
    from assistant import PolicyAssistant

    file, found, library = pair.partition("=")
    if not found:
        raise SettingsError(f"{pair} 不是“题库=资料夹”。", "例如 eval/questions/corpus.yaml=data。")
    questions = [q for q in load_questions(Path(file)) if q.split == "dev"]
    with PolicyAssistant.open(Settings.from_env(data_dir=library)) as assistant:
        held = {d.source.rsplit("/", 1)[-1]: d.id for d in assistant.documents()}
        for question in questions:
            yield from _examples(assistant, question, held)


def _examples(
    assistant: PolicyAssistant, question: Question, held: dict[str, str]
) -> Iterator[Example]:
    """The question, and where it can be answered the same without the documents that do."""
    golds = [gold for group in question.gold for gold in group]
    where = [span for gold in golds for span in spans(assistant, gold, held)]
    fold = zlib.crc32((golds[0].source if golds else question.id).encode()) % FOLDS
    answering = tuple({document for document, _, _ in where})
    for without in [(), answering] if answering and not question.history else [()]:
        told = assistant.sentences(question.question, question.history, question.today, without)
        if told:
            right = tuple(
                any(overlap((t.document_id, t.start, t.end), s) for s in where) for t in told
            )
            signals = tuple(dict(t.signals) for t in told)
            answerable = question.answerable and not without
            yield Example(question.question, signals, right, answerable, bool(without), fold)


def spans(assistant: PolicyAssistant, gold: Gold, held: dict[str, str]) -> Iterator[Span]:
    """Where a gold quote stands in its document, white space apart."""
    document = held.get(gold.source.rsplit("/", 1)[-1])
    if document is None:
        return
    text = assistant.document_text(document)
    places = [i for i, character in enumerate(text) if not character.isspace()]
    bare = "".join(text[i] for i in places)
    quote = "".join(gold.quote.split())
    size = len(quote) or gold.length
    for at in range(len(bare) - size + 1 if size else 0):
        piece = bare[at : at + size]
        if piece == quote or (
            not quote and hashlib.sha256(piece.encode()).hexdigest() == gold.sha256
        ):
            yield document, places[at], places[at + size - 1] + 1


def overlap(one: Span, other: Span) -> bool:
    """Do two spans share at least half of the shorter one?"""
    if one[0] != other[0]:
        return False
    shared = min(one[2], other[2]) - max(one[1], other[1])
    return shared > 0 and shared >= 0.5 * min(one[2] - one[1], other[2] - other[1])
