"""Does the answer cite the right words? Whether they bear it out: eval/support.py."""

from __future__ import annotations

from eval.matching import supports
from eval.outcomes import Outcome
from eval.questions import Question


def citation_recall(question: Question, outcome: Outcome) -> float | None:
    """Share of the best gold alternative's quotes that some citation covers; of a question that can be
    answered."""
    if not question.gold or not question.answerable:
        return None
    return max(
        sum(any(supports(c, gold) for c in outcome.citations) for gold in group) / len(group)
        for group in question.gold
    )


def citation_precision(question: Question, outcome: Outcome) -> float | None:
    """Share of the citations that cover a gold quote; no citation scores zero."""
    if not question.gold or not question.answerable:
        return None
    quotes = [gold for group in question.gold for gold in group]
    if not outcome.citations:
        return 0.0
    good = sum(any(supports(c, gold) for gold in quotes) for c in outcome.citations)
    return good / len(outcome.citations)
