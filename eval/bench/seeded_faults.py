"""Faults put into saved outcomes, each with the metric of ours that must show it; for any set of questions."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from eval.metrics import chosen
from eval.outcomes import Outcome
from eval.questions import Question

REFUSAL = "库中的文件没有写到这个问题的答案。"
INVENTED = "按规定，标准为每人每年87654元。[1]"
NUMBER = re.compile(r"(?<![\[\d.])(\d)(\d*)(?![\d.]*\])")
"""A number that is no citation mark: its first digit, the rest."""
MARK = re.compile(r"\[\d{1,3}\]")
QUOTE_LENGTH = 24
"""Characters of a document that an invented quote is mixed of."""

Pair = tuple[Question, Outcome]


@dataclass(frozen=True, slots=True)
class Fault:
    """``of`` says which questions it can be put into, ``put`` puts it in; ``metric`` is ours that must fall.
    ``others`` are all outcomes, of which a fault may take something foreign."""

    name: str
    metric: str
    of: Callable[[Question, Outcome], bool]
    put: Callable[[Outcome, Sequence[Outcome]], Outcome]


def wrong_digit(outcome: Outcome, others: Sequence[Outcome]) -> Outcome:
    """The first digit of every number is another: 900 is 100."""
    text = NUMBER.sub(lambda m: f"{int(m[1]) % 9 + 1}{m[2]}", outcome.text)
    return replace(outcome, text=text, rows=())


def lost_citation(outcome: Outcome, others: Sequence[Outcome]) -> Outcome:
    """Nothing is cited any more."""
    return replace(outcome, text=MARK.sub("", outcome.text), citations=())


def dropped_row(outcome: Outcome, others: Sequence[Outcome]) -> Outcome:
    """The last lines of a list are gone: a third of them, at least one."""
    lines = outcome.text.splitlines()
    kept = lines[: len(lines) - max(1, len(lines) // 3)]
    return replace(outcome, text="\n".join(kept), rows=())


def refusal(outcome: Outcome, others: Sequence[Outcome]) -> Outcome:
    """Refused, though it was answered."""
    return replace(outcome, mode="refused", text=REFUSAL, citations=(), rows=())


def invention(outcome: Outcome, others: Sequence[Outcome]) -> Outcome:
    """Answered, though nothing is held."""
    return replace(outcome, mode="extractive", text=INVENTED, rows=(), options=(), citations=outcome.hits[:1])  # fmt: skip


def foreign_passages(outcome: Outcome, others: Sequence[Outcome]) -> Outcome:
    """What was found for another question."""
    at = next((n for n, one in enumerate(others) if one.question_id == outcome.question_id), 0)
    return replace(outcome, hits=others[(at + len(others) // 2) % len(others)].hits)


def invented_quote(outcome: Outcome, others: Sequence[Outcome]) -> Outcome:
    """A quote in quotation marks that no document holds: a cited passage's words backwards."""
    words = "".join(outcome.citations[0].text.split())[:QUOTE_LENGTH][::-1]
    mark = f"[{outcome.citations[0].marker or 1}]"
    return replace(outcome, text=f"{outcome.text}\n文件写道“{words}”。{mark}", rows=())


def _types(question: Question) -> set[str]:
    return {value.type for value in question.values} if chosen(question) else set()


def _answered(question: Question, outcome: Outcome) -> bool:
    return question.answerable and outcome.mode not in ("refused", "clarify") and not outcome.error


FAULTS: tuple[Fault, ...] = (
    Fault("wrong digit", "numbers_right", lambda q, o: _answered(q, o) and "number" in _types(q), wrong_digit),
    Fault("lost citation", "citation_recall", lambda q, o: _answered(q, o) and bool(q.gold and o.citations), lost_citation),
    Fault("dropped row", "list_recall", lambda q, o: _answered(q, o) and "list" in _types(q) and "\n" in o.text, dropped_row),
    Fault("needless refusal", "answered", _answered, refusal),
    Fault("invented answer", "refused_right", lambda q, o: not q.answerable and o.mode == "refused", invention),
    Fault("foreign passages", "recall@5", lambda q, o: bool(q.gold and o.hits), foreign_passages),
    Fault("invented quote", "citation_support", lambda q, o: _answered(q, o) and bool(o.citations), invented_quote),
)  # fmt: skip
"""In the order of the table."""
