"""Was an answer given where there is one, and none where there is none?"""

from __future__ import annotations

from eval.outcomes import Outcome
from eval.questions import Question


def refused(outcome: Outcome) -> bool:
    """It gave no answer: refused, or asked back."""
    return outcome.mode in ("refused", "clarify")


def refusal(question: Question, outcome: Outcome) -> float | None:
    """Answered where it can be answered, refused (or asked back) where it cannot; an ambiguous question
    may be asked back as well as answered."""
    if question.ambiguous:
        return None
    return 0.0 if outcome.error else float(refused(outcome) != question.answerable)


def answered(question: Question, outcome: Outcome) -> float | None:
    """Answered, what the library holds."""
    return refusal(question, outcome) if question.answerable else None


def refused_right(question: Question, outcome: Outcome) -> float | None:
    """Refused, what the library does not hold."""
    return None if question.answerable else refusal(question, outcome)


def near_miss_refused(question: Question, outcome: Outcome) -> float | None:
    """Refused, what the library almost holds: another year, place, article."""
    return refused_right(question, outcome) if question.notes == "near-miss" else None


def wrongly_refused(question: Question, outcome: Outcome) -> float | None:
    """Refused, what the library holds (1 is bad); to ask back is wrong where the question is clear."""
    if not question.answerable:
        return None
    gave_none = outcome.mode == "refused" if question.ambiguous else refused(outcome)
    return float(gave_none and not outcome.error)
