"""Sides of a comparison that no two facts tell: each answered from the documents as if it were asked for alone, and
where each says one value of one unit, the difference worked out."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.case import Case, make_case
from assistant.computed_words import AGAINST, DIFFERENCE, MUCH_ASKED, WHICH_IS_MORE
from assistant.joined import said
from assistant.library import Library
from assistant.measure import asked_measure
from assistant.question import kind_of
from assistant.question_words import SCOPES
from assistant.reckoning import HEDGES, SHARES, amount, base
from assistant.records import Answer
from assistant.sides import Side, in_force, sides_of
from ingest.grammar import Quantity, find_quantities

MOST = 4
"""Sides that are answered one by one."""
MARK = re.compile(r"\[\d+\]")
SAYS_NUMBER = "是多少"
"""What a side asks for where the question asks for a difference."""
HEDGED = "原文的数带有“左右”“以上”“以内”一类的话，差额只按写出的数字算。"


@dataclass(frozen=True, slots=True)
class Told:
    """What the documents answer for one side; ``value`` is the one number of it, where there is one."""

    side: Side
    text: str
    value: Quantity | None = None


def each_side(library: Library, case: Case, read: Callable[[Case], Answer]) -> Answer | None:
    """Every side under its name with its own citations; None where one side has no answer.

    Args:
        read: Answers a case of one side.
    """
    sides = sides_of(case.query, case.documents)[:MOST]
    told: list[Told] = []
    for side in sides:
        answer = read(_case(library, case, side))
        if answer.mode in ("refused", "clarify"):
            return None
        told.append(_told(side, said(answer, case.citer), case.query.text))
    if len(told) < 2:
        return None
    lines = [f"{one.side.name}：{one.text}" for one in told]
    notes: tuple[str, ...] = ()
    if len(told) == 2 and (worked := _difference(told)):
        lines.append(worked)
        notes = (HEDGED,) if any(HEDGES.search(one.text) for one in told) else ()
    return Answer("\n".join(lines), "extractive", case.citer.citations, notes=notes)


def _case(library: Library, case: Case, side: Side) -> Case:
    """One side as a case of its own; where a difference is asked for it asks for a number."""
    words = side.query.text.strip(" ，,、？?。")
    if asks_difference(case.query.text) and not MUCH_ASKED.search(words):
        words = f"{words}{SAYS_NUMBER}"
    query = replace(side.query, text=words, kind=kind_of(words, computing=False))
    own = make_case(library, query, in_force(side.documents, case.query.text), case.today)
    return replace(own, citer=case.citer, scope=case.scope)


def asks_difference(text: str) -> bool:
    """Does a question ask by how much two things differ, or which is more?"""
    return any(p.search(text) for p in (DIFFERENCE, AGAINST, WHICH_IS_MORE))


def _told(side: Side, text: str, question: str) -> Told:
    """An answer with its one number; where its first line has it alone, that line."""
    if not asks_difference(question):
        return Told(side, text)
    first = text.split("\n")[0]
    for words in (first, text):
        values = _values(words, side)
        if len({(v.value, base(v.unit)) for v in values}) == 1 and MARK.search(words):
            return Told(side, words, values[0])
    return Told(side, text)


def _values(words: str, side: Side) -> list[Quantity]:
    """The single numbers of the kind asked for that some words say."""
    measure = asked_measure(side.query.text + SAYS_NUMBER)
    bare = MARK.sub("", words)
    return [
        q for q in find_quantities(bare)
        if q.value is not None and q.comparator != "range" and (measure is None or measure.fits(q.unit))
    ]  # fmt: skip


def _difference(told: Sequence[Told]) -> str:
    """计算：600元 − 550元 = 50元, with the marks of both sides; empty where they cannot be subtracted."""
    values = [one.value for one in told]
    first, second = values
    if first is None or second is None or base(first.unit) != base(second.unit):
        return ""
    if first.value is None or second.value is None or first.value == second.value:
        return ""
    if _scopes(told[0]) != _scopes(told[1]):
        return ""
    larger, smaller = (first, second) if first.value > second.value else (second, first)
    terms = [_term(q) for q in (larger, smaller)]
    unit = base(first.unit)
    result = amount(abs(first.value - second.value), SHARES.get(unit, unit))
    marks = "".join(dict.fromkeys(m for one in told for m in MARK.findall(one.text)))
    return f"计算：{terms[0]} − {terms[1]} = {result}{marks}" if all(terms) else ""


def _scopes(told: Told) -> set[str]:
    """Whom a side's words are of, apart from what the side itself is: 初中 and 小学 are not to be subtracted."""
    return {s for s in SCOPES if s in told.text and s != told.side.name}


def _term(value: Quantity) -> str:
    """A value's own digits with its unit; empty where they do not read as that value."""
    words = HEDGES.sub("", value.text).strip()
    read = find_quantities(words)
    alone = len(read) == 1 and read[0].value == value.value
    return words[read[0].start : read[0].end].replace(" ", "") if alone else ""
