"""Does the answer say what it should? Numbers, dates, words and rows held against the typed gold."""

from __future__ import annotations

from collections.abc import Iterable

from eval.matching import (
    LIST_NUMBER,
    MARK,
    answer_words,
    date_said,
    lines,
    normal,
    number_said,
    row_said,
    supports,
    value_said,
)
from eval.outcomes import Outcome
from eval.questions import Question, Value

SEVERAL = 2
"""Documents that an answer to an ambiguous question must speak of."""


def key_facts(question: Question, outcome: Outcome) -> float | None:
    """Share of the typed gold values that the answer says; a list counts by its recall."""
    if not question.values or not chosen(question):
        return None
    said = answer_words(outcome)
    days = _spans(question)
    return sum(_said(value, said, days) for value in question.values) / len(question.values)


def _said(value: Value, said: str, spans: list[Value]) -> float:
    """A day that is one end of a span is also said by the whole span."""
    whole = any(value.lo in (one.lo, one.hi) and date_said(one, said) for one in spans)
    return 1.0 if whole else value_said(value, said)


def _spans(question: Question) -> list[Value]:
    """The span between two days of a question, each given as a value of its own: 6月15日 and 21日."""
    days = [v.lo for v in _values(question, "date") if v.lo is not None and v.lo == v.hi]
    return [
        Value("date", lo=one, hi=other) for one in days for other in days if str(one) < str(other)
    ]


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
