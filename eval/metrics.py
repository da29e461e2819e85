"""Exact metrics, no model: each a pure function of a question and its outcome, between 0 and 1.

``None`` means the metric says nothing about this question. A crashed question scores zero wherever its
metric applies: silence costs points.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from decimal import Decimal

from eval.outcomes import Outcome, Passage
from eval.questions import Gold, Question, Value
from ingest.grammar import find_quantities, find_times
from ingest.records import PartialDate

SPACE = re.compile(r"\s+")
MARK = re.compile(r"\[\d{1,3}\]")
"""Citation marks, which are not part of what an answer says."""
NOT_WORDS = re.compile(r"[\s，。；：、“”\"'（）()《》,.;:!?！？\-—]+")
OVERLAP = 0.5
"""A citation supports a gold quote when they share at least half of the shorter one."""


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


def key_facts(question: Question, outcome: Outcome) -> float | None:
    """Share of the typed gold values that the answer says; a list counts by its recall."""
    if not question.values:
        return None
    said = answer_words(outcome)
    return sum(value_said(value, said) for value in question.values) / len(question.values)


def said_nothing_wrong(question: Question, outcome: Outcome) -> float | None:
    """Does the answer avoid everything the question forbids?"""
    if not question.must_not_say:
        return None
    said = normal(MARK.sub("", outcome.text))
    return float(not outcome.error and not any(normal(w) in said for w in question.must_not_say))


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


def refusal(question: Question, outcome: Outcome) -> float:
    """Answered where it can be answered, refused (or asked back) where it cannot."""
    if outcome.error:
        return 0.0
    refused = outcome.mode in ("refused", "clarify")
    return float(refused != question.answerable)


def correct(question: Question, outcome: Outcome) -> float:
    """Everything that is asked of the answer holds: refusal, values, nothing forbidden."""
    parts = (
        refusal(question, outcome),
        key_facts(question, outcome) if question.answerable else None,
        said_nothing_wrong(question, outcome),
    )
    return float(all(part == 1.0 for part in parts if part is not None))


# --- matching ---------------------------------------------------------------------------------


def normal(text: str) -> str:
    """Text for comparison: full-width folded, no white space, no punctuation."""
    return NOT_WORDS.sub("", unicodedata.normalize("NFKC", text)).lower()


def bare(text: str) -> str:
    """Text without white space, as gold quotes are hashed."""
    return SPACE.sub("", text)


def same_source(passage: Passage, gold: Gold) -> bool:
    """The passage is of the gold's file (folders above it do not matter)."""
    return passage.source.rsplit("/", 1)[-1] == gold.source.rsplit("/", 1)[-1]


def holds(passage: Passage, gold: Gold) -> bool:
    """The passage holds the gold quote, or most of it where the passage is the shorter one."""
    if not same_source(passage, gold):
        return False
    if gold.sha256:
        return _holds_hash(bare(passage.text), gold)
    wanted, text = normal(gold.quote), normal(passage.text)
    return wanted in text or (len(text) >= OVERLAP * len(wanted) and text in wanted)


def supports(passage: Passage, gold: Gold) -> bool:
    """The citation and the gold quote share at least half of the shorter one, in one piece."""
    if holds(passage, gold):
        return True
    if not same_source(passage, gold) or gold.sha256:
        return False
    wanted, text = normal(gold.quote), normal(passage.text)
    need = max(4, int(OVERLAP * min(len(wanted), len(text))))
    return any(text[i : i + need] in wanted for i in range(max(0, len(text) - need) + 1))


def _holds_hash(text: str, gold: Gold) -> bool:
    pieces = (text[i : i + gold.length] for i in range(len(text) - gold.length + 1))
    return any(hashlib.sha256(piece.encode()).hexdigest() == gold.sha256 for piece in pieces)


def _holds_all(group: Iterable[Gold], hits: tuple[Passage, ...]) -> bool:
    return all(any(holds(hit, gold) for hit in hits) for gold in group)


def answer_words(outcome: Outcome) -> str:
    """All that a reader of the answer reads: text and table rows, without marks."""
    return "\n".join([MARK.sub("", outcome.text), *outcome.rows])


def value_said(value: Value, said: str) -> float:
    """1 where the words hold the value, for a list the share of its rows."""
    if value.type == "number":
        return float(_number_said(value, said))
    if value.type == "date":
        return float(_date_said(value, said))
    words = normal(said)
    found = sum(any(normal(w) in words for w in row) for row in value.items)
    return found / len(value.items)


def _number_said(value: Value, said: str) -> bool:
    for quantity in find_quantities(said):
        numbers = {quantity.value, quantity.lo, quantity.hi, getattr(quantity, "value_from", None)}
        if value.number in numbers and _same_unit(value.unit, quantity.unit):
            return True
    return False


def _same_unit(wanted: str, found: str) -> bool:
    return not wanted or wanted[:1] == found[:1] or wanted in found or found in wanted


def _date_said(value: Value, said: str) -> bool:
    for time in find_times(said):
        if all(
            wanted is None or (found is not None and _same_day(wanted, found))
            for wanted, found in ((value.lo, time.lo), (value.hi, time.hi))
        ):
            return True
    return False


def _same_day(wanted: PartialDate, found: PartialDate) -> bool:
    """Month and day agree, and the year where both know it."""
    years = wanted.year is None or found.year is None or wanted.year == found.year
    return years and (wanted.month, wanted.day) == (found.month, found.day)


def mean(values: Iterable[float | None]) -> Decimal | None:
    """The mean of those that say something, to three places; None where none does."""
    known = [v for v in values if v is not None]
    return Decimal(sum(known) / len(known)).quantize(Decimal("0.001")) if known else None
