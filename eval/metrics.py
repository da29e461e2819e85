"""Exact metrics, no model: each a pure function of a question and its outcome, between 0 and 1.

``None`` means the metric says nothing about this question. A crashed question scores zero wherever its
metric applies: silence costs points. Where the answer's lines are held against what they cite: eval/support.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from eval.matching import (
    MARK,
    answer_words,
    date_said,
    holds,
    lines,
    normal,
    number_said,
    row_said,
    supports,
    value_said,
)
from eval.outcomes import Outcome, Passage
from eval.questions import Gold, Question, Value

LIST_NUMBER = re.compile(r"\s*(?:\d{1,3}(?:\.(?!\d)|、)|（\d{1,3}）|[-•·])\s*")
"""What a row of an answer's list begins with; 149.5 is none."""
WALL = 400
"""An answer of more characters than this is a wall of text."""
SEVERAL = 2
"""Documents that an answer to an ambiguous question must speak of."""

# --- found ------------------------------------------------------------------------------------


def hit_at(question: Question, outcome: Outcome, k: int) -> float | None:
    """Do the first k hits hold every quote of one gold alternative?"""
    if not question.gold:
        return None
    return float(any(_holds_all(group, outcome.hits[:k]) for group in question.gold))


def reciprocal_rank(question: Question, outcome: Outcome) -> float | None:
    """1 / rank of the first hit that holds any gold quote."""
    if not question.gold:
        return None
    quotes = [gold for group in question.gold for gold in group]
    for rank, hit in enumerate(outcome.hits, 1):
        if any(holds(hit, gold) for gold in quotes):
            return 1.0 / rank
    return 0.0


def _holds_all(group: Iterable[Gold], hits: tuple[Passage, ...]) -> bool:
    return all(any(holds(hit, gold) for hit in hits) for gold in group)


# --- said -------------------------------------------------------------------------------------


def key_facts(question: Question, outcome: Outcome) -> float | None:
    """Share of the typed gold values that the answer says; a list counts by its recall."""
    if not question.values or not chosen(question):
        return None
    said = answer_words(outcome)
    return sum(value_said(value, said) for value in question.values) / len(question.values)


def numbers_right(question: Question, outcome: Outcome) -> float | None:
    """Share of the gold numbers that the answer states, in the gold's unit."""
    said = answer_words(outcome)
    return _share(number_said(v, said, exactly=True) for v in _values(question, "number"))


def dates_right(question: Question, outcome: Outcome) -> float | None:
    """Share of the gold dates that the answer states, no end sharpened."""
    said = answer_words(outcome)
    return _share(date_said(v, said, exactly=True) for v in _values(question, "date"))


def texts_right(question: Question, outcome: Outcome) -> float | None:
    """Share of the deciding words (may, must not, a condition) that the answer says."""
    said = answer_words(outcome)
    return _share(value_said(v, said) for v in _values(question, "text"))


def list_recall(question: Question, outcome: Outcome) -> float | None:
    """Share of the gold rows that the answer says."""
    said = answer_words(outcome)
    return _share(value_said(v, said) for v in _values(question, "list"))


def rows_whole(question: Question, outcome: Outcome) -> float | None:
    """Does the answer say every gold row?"""
    recall = list_recall(question, outcome)
    return None if recall is None else float(recall == 1.0)


def list_precision(question: Question, outcome: Outcome) -> float | None:
    """Share of the answer's rows that are rows of the gold, or may stand beside them.

    Says nothing where no gold list is whole, or where the answer has no rows.
    """
    lists = _values(question, "list")
    if not lists or not all(value.complete for value in lists):
        return None
    if outcome.error:
        return 0.0
    allowed = [row for value in lists for row in (*value.items, *value.also)]
    return _share(
        any(row_said(wordings, normal(row)) for wordings in allowed) for row in rows_of(outcome)
    )


def rows_of(outcome: Outcome) -> tuple[str, ...]:
    """The rows of an answer as a reader sees them: its numbered lines; without such, its table's rows."""
    numbered = [line for line in lines(MARK.sub("", outcome.text)) if LIST_NUMBER.match(line)]
    return tuple(numbered) or outcome.rows


def said_nothing_wrong(question: Question, outcome: Outcome) -> float | None:
    """Does the answer avoid everything the question forbids?"""
    if not question.must_not_say:
        return None
    said = normal(MARK.sub("", outcome.text))
    return float(not outcome.error and not any(normal(w) in said for w in question.must_not_say))


def ambiguous_right(question: Question, outcome: Outcome) -> float | None:
    """Where several documents fit: asked back with options, or answered for at least two of them."""
    if not question.ambiguous:
        return None
    if outcome.mode == "clarify":
        return float(bool(outcome.options))
    if outcome.error or outcome.mode == "refused":
        return 0.0
    said = answer_words(outcome)
    values = sum(value_said(value, said) == 1.0 for value in question.values)
    quotes = sum(
        all(any(supports(c, gold) for c in outcome.citations) for gold in group)
        for group in question.gold
    )
    return float(max(values, quotes) >= SEVERAL)


def _values(question: Question, kind: str) -> list[Value]:
    """The values of one type of a question that can be answered in one way."""
    return [v for v in question.values if v.type == kind] if chosen(question) else []


def chosen(question: Question) -> bool:
    """Can it be answered, and is it clear from which document?"""
    return question.answerable and not question.ambiguous


def _share(scores: Iterable[float]) -> float | None:
    known = [float(score) for score in scores]
    return sum(known) / len(known) if known else None


# --- cited ------------------------------------------------------------------------------------


def citation_recall(question: Question, outcome: Outcome) -> float | None:
    """Share of the best gold alternative's quotes that some citation covers."""
    if not question.gold:
        return None
    return max(
        sum(any(supports(c, gold) for c in outcome.citations) for gold in group) / len(group)
        for group in question.gold
    )


def citation_precision(question: Question, outcome: Outcome) -> float | None:
    """Share of the citations that cover a gold quote; no citation scores zero."""
    if not question.gold:
        return None
    quotes = [gold for group in question.gold for gold in group]
    if not outcome.citations:
        return 0.0
    good = sum(any(supports(c, gold) for gold in quotes) for c in outcome.citations)
    return good / len(outcome.citations)


# --- refused ----------------------------------------------------------------------------------


def refused(outcome: Outcome) -> bool:
    """It gave no answer: refused, or asked back."""
    return outcome.mode in ("refused", "clarify")


def refusal(question: Question, outcome: Outcome) -> float | None:
    """Answered where it can be answered, refused (or asked back) where it cannot; an ambiguous question
    may be asked back as well as answered."""
    if question.ambiguous:
        return None
    return 0.0 if outcome.error else float(refused(outcome) != question.answerable)


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


# --- together ---------------------------------------------------------------------------------


def correct(question: Question, outcome: Outcome) -> float:
    """Everything that is asked of the answer holds: refusal, values, nothing forbidden."""
    parts = (
        refusal(question, outcome),
        ambiguous_right(question, outcome),
        key_facts(question, outcome),
        said_nothing_wrong(question, outcome),
    )
    return float(all(part == 1.0 for part in parts if part is not None))


def length(question: Question, outcome: Outcome) -> int | None:
    """Characters of an answer without its marks; None where nothing was answered."""
    if not question.answerable or not outcome.text or refused(outcome):
        return None
    return len(MARK.sub("", outcome.text))


def wall(question: Question, outcome: Outcome) -> float | None:
    """Is the answer a wall of text (1 is bad)?"""
    characters = length(question, outcome)
    return None if characters is None else float(characters > WALL)


def mean(values: Iterable[float | None]) -> Decimal | None:
    """The mean of those that say something, to three places; None where none does."""
    known = [v for v in values if v is not None]
    return Decimal(sum(known) / len(known)).quantize(Decimal("0.001")) if known else None
