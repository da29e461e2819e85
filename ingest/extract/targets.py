"""Binds each value of a sentence that is a goal to its indicator, scope, time and owner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.extract.clauses import Clause, Sentence, items
from ingest.extract.comparing import compared
from ingest.extract.counting import plain
from ingest.extract.governing import Governed
from ingest.extract.headed import of_label, of_list
from ingest.extract.naming import (
    listed_name,
    name_in,
    own_stage,
    tier,
    under_label,
)
from ingest.extract.reading import Line, Years, fact_time, words_of
from ingest.extract.refusals import refuse, refuse_named
from ingest.extract.said_before import Previous
from ingest.extract.scopes import same_place, settled
from ingest.extract.spending import spent_on
from ingest.extract.timing import brought_to, governing, rate_of_money, repeated, without_time
from ingest.extract.verb_phrases import Name
from ingest.grammar.quantities import Quantity
from ingest.records import FactTime, Span, Target


@dataclass(frozen=True, slots=True)
class Rejected:
    """A value or time that became no fact, with the reason a person reads."""

    start: int
    end: int
    reason: str


@dataclass(slots=True)
class Found:
    """What one sentence gave."""

    targets: list[Target]
    rejected: list[Rejected]
    clauses: set[int]
    """Clauses that hold a target: a time there belongs to it and makes no deadline of its own."""


def find_targets(
    line: Line,
    sentence: Sentence,
    times: list[Governed],
    years: Years,
    *,
    law: bool,
    owner: str,
    standing: FactTime | None = None,
) -> Found:
    """All targets of one sentence, in order, and what was refused.

    ``law``: only what obliges counts. ``standing``: the time of the heading or sentence above.
    """
    found = Found([], [], set())
    kept: list[tuple[Quantity, int]] = []
    for quantity in _inside(line, sentence):
        number = sentence.clause_at(quantity.start)
        if _part_of_time(line, quantity):
            continue
        time = governing(sentence, number, quantity, times)
        reason = refuse(line, sentence, sentence.clauses[number], quantity, law)
        if not reason and time is not None and years.over(time):
            reason = "时间早于文件的年份"
        if reason:
            found.rejected.append(Rejected(quantity.start, quantity.end, reason))
        else:
            after = words_of(line, quantity.end, min(line.end, quantity.end + 4))
            kept.append((plain(quantity, after), number))
    for target, number in _named(line, sentence, kept, times, found, standing, owner):
        found.targets.append(target)
        if not _in_brackets(sentence.clauses[number], target.span.start):
            found.clauses.add(number)
    return found


def _named(
    line: Line,
    sentence: Sentence,
    kept: list[tuple[Quantity, int]],
    times: list[Governed],
    found: Found,
    standing: FactTime | None,
    owner: str,
) -> Iterator[tuple[Target, int]]:
    """The targets of the values that are goals; those without a name are refused."""
    previous: Previous | None = None
    for number in sorted({number for _, number in kept}):
        values = [quantity for quantity, at in kept if at == number]
        clause = sentence.clauses[number]
        for index, quantity in enumerate(values):
            name, stretch, context = _name(line, sentence, number, values, index, previous)
            time = _time(line, sentence, number, quantity, times, standing)
            if previous is not None and name.borrowed and time in (None, standing):
                time = previous.time if _repeats(previous.time) else time
            reason = "" if name.indicator else "未找到数值所指的指标"
            reason = reason or refuse_named(quantity, clause, name.indicator, time)
            if reason:
                found.rejected.append(Rejected(quantity.start, quantity.end, reason))
                continue
            quantity = _compared(clause, quantity, values[:index], name, previous)
            previous = Previous(name, Span(*stretch), quantity, time)
            yield _target(line, quantity, stretch, name, context, time, owner), number


def _name(
    line: Line,
    sentence: Sentence,
    number: int,
    values: list[Quantity],
    index: int,
    previous: Previous | None,
) -> tuple[Name, tuple[int, int], tuple[Span, ...]]:
    """The name of a value of clause ``number``, its stretch of words, and what it owes to other words."""
    clause, quantity = sentence.clauses[number], values[index]
    stretches = items(clause, [(q.start, q.end) for q in values])
    read = name_in(line, sentence, number, values, index, stretches, previous)
    read = under_label(sentence, quantity, *read)
    name, stretch, context = own_stage(line, quantity, stretches[index], *read)
    name, context = spent_on(line, sentence, number, quantity, name, context)
    name = settled(tier(name, previous), quantity, line, sentence, number)
    following = index > 0 and stretches[index] != stretches[index - 1]
    name, owed = listed_name(name, previous, quantity, clause, following)
    if previous is not None:
        counts = [q.kind == "count" and q.unit[:1] != "字" for q in (quantity, previous.quantity)]
        name = same_place(name, previous.name, listed=all(counts))
    name = of_label(of_list(name, quantity, line), quantity, line)
    return name, stretch, (*context, *owed)


def _compared(
    clause: Clause,
    quantity: Quantity,
    earlier: list[Quantity],
    name: Name,
    previous: Previous | None,
) -> Quantity:
    """The comparator of a value; a list that goes on behind a comma goes on with its comparator."""
    before = clause.text[: quantity.start - clause.start]
    alike = [q.unit for q in earlier[-1:]] == [quantity.unit]
    told = compared(quantity, before, listed=alike)
    if told.comparator != "eq" or previous is None or earlier or told.value is None:
        return told
    same = previous.name.indicator == name.indicator and previous.quantity.unit == quantity.unit
    if same and name.borrowed and previous.quantity.comparator in ("ge", "le"):
        return replace(told, comparator=previous.quantity.comparator)
    return told


def _in_brackets(clause: Clause, at: int) -> bool:
    """Whether a value stands in a remark: 完成评审和公示（公示期不少于7天）."""
    before = clause.text[: at - clause.start]
    return len(re.findall(r"[（(]", before)) > len(re.findall(r"[）)]", before))


def _repeats(time: FactTime | None) -> bool:
    return time is not None and time.recurring


def _inside(line: Line, sentence: Sentence) -> list[Quantity]:
    return [q for q in line.quantities if sentence.start <= q.start and q.end <= sentence.end]


def _part_of_time(line: Line, quantity: Quantity) -> bool:
    """Whether a quantity is, or overlaps, a time that is not merely its rate (每学期|2次)."""
    for time in line.times:
        if time.start < quantity.end and quantity.start < time.end:
            if not (quantity.start <= time.start and time.end <= quantity.end):
                return True
            if time.start == quantity.start and time.end == quantity.end:
                return True
    return False


def _time(
    line: Line,
    sentence: Sentence,
    number: int,
    quantity: Quantity,
    times: list[Governed],
    standing: FactTime | None,
) -> FactTime | None:
    if (rate := repeated(line, quantity)) is not None:
        return rate
    if (reached := brought_to(line, quantity)) is not None:
        return reached
    own = governing(sentence, number, quantity, times)
    if own is None or rate_of_money(line, quantity, own):
        return standing
    return fact_time(own)


def _target(
    line: Line,
    quantity: Quantity,
    stretch: tuple[int, int],
    name: Name,
    context: tuple[Span, ...],
    time: FactTime | None,
    owner: str,
) -> Target:
    start, end = min(stretch[0], quantity.start), max(stretch[1], quantity.end)
    if time is not None and not start <= time.start < end:
        context = (*context, Span(time.start, time.end))
    return Target(
        id="",
        document_id="",
        section=line.section,
        quote=words_of(line, start, end),
        start=start,
        end=end,
        span=Span(quantity.start, quantity.end),
        indicator=name.indicator,
        scope=name.scope,
        comparator=quantity.comparator,
        value=quantity.value,
        unit=without_time(quantity.unit) if time is not None and time.recurring else quantity.unit,
        raw=quantity.text,
        value_from=quantity.value_from,
        lo=quantity.lo,
        hi=quantity.hi,
        time=time,
        owner=owner,
        context=context,
    )
