"""The answer as a whole: right in everything that is asked of it, short enough, in time."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from eval.matching import MARK
from eval.metrics.cited import citation_recall
from eval.metrics.refusals import refusal, refused
from eval.metrics.said import ambiguous_right, key_facts, said_nothing_wrong
from eval.outcomes import Outcome
from eval.questions import Question

WALL = 400
"""An answer of more characters than this is a wall of text."""
LATE = 3.0
"""Seconds after which an answer comes too late."""
RETRIEVAL = "retrieval"
"""Kind of question whose gold is passages alone: right where one of them is cited."""


def correct(question: Question, outcome: Outcome) -> float:
    """Everything that is asked of the answer holds: refusal, values, nothing forbidden; where the gold
    is passages alone (kind ``retrieval``), one of them is cited."""
    parts = (
        refusal(question, outcome),
        ambiguous_right(question, outcome),
        key_facts(question, outcome),
        said_nothing_wrong(question, outcome),
        _passage_cited(question, outcome),
    )
    return float(all(part == 1.0 for part in parts if part is not None))


def _passage_cited(question: Question, outcome: Outcome) -> float | None:
    recall = citation_recall(question, outcome) if question.kind == RETRIEVAL else None
    return None if recall is None else float(recall > 0)


def length(question: Question, outcome: Outcome) -> int | None:
    """Characters of an answer without its marks; None where nothing was answered."""
    if not question.answerable or not outcome.text or refused(outcome):
        return None
    return len(MARK.sub("", outcome.text))


def wall(question: Question, outcome: Outcome) -> float | None:
    """Is the answer a wall of text (1 is bad)?"""
    characters = length(question, outcome)
    return None if characters is None else float(characters > WALL)


def late(question: Question, outcome: Outcome) -> float:
    """Did the answer take more than ``LATE`` seconds, or never come (1 is bad)?"""
    return float(bool(outcome.error) or outcome.seconds > LATE)


def mean(values: Iterable[float | None]) -> Decimal | None:
    """The mean of those that say something, to three places; None where none does."""
    known = [v for v in values if v is not None]
    return Decimal(sum(known) / len(known)).quantize(Decimal("0.001")) if known else None
