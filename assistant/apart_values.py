"""The days and numbers that some words say, and which of them is asked for: the one whose clause says most of the
matter, and no other school stage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assistant.apart_words import Wanted, stages_in
from assistant.reckoning import base
from ingest.grammar import find_quantities, find_times
from ingest.records import PartialDate

OPENS = re.compile(r"[，,。；;：:\t\n|]")
CLOSES = re.compile(r"[，,。；;\t\n|]")
"""What parts the clauses around a value."""
CLOCK = re.compile(r"(?<!\d)(\d{1,2})[:：](\d{2})(?!\d)")
DAYS = {
    unit: Decimal(days)
    for unit, days in (
        ("天", 1), ("个工作日", 1), ("周", 7), ("个月", 30), ("月", 30), ("个学期", 180), ("年", 365),
    )
} | {"小时": Decimal(1) / 24, "分钟": Decimal(1) / 1440}  # fmt: skip
"""How long units last, to tell which is longer."""
LED, ONE, OF_STAGE, OF_CHANGE = 0.3, 0.05, 2.0, 3.0
"""What words of the matter count that stand earlier in the sentence, single characters, the stage asked for, and what a
value loses that says only how much something changed."""
CHANGE = re.compile(
    r"(?:增加|增长|减少|下降|提高|降低|[多少][招增减收])(?:了|约)?$|其中[^，。；]{0,8}$"
)
CHANGED_BEFORE = 14
BORN = re.compile(r"(?:（含）|以前|及以前|之前|前|\s)*(?:及以后)?出生")
BORN_ASKED = re.compile(r"出生|年龄|[几多]大|岁")
"""The day by which a child is born is no day of what is done."""


@dataclass(frozen=True, slots=True)
class Value:
    """A day or number at ``words[start:end]``. ``size`` orders values of one ``unit``: days count from year 0, durations
    by how long they last; ``day`` and ``number`` are the value itself."""

    start: int
    end: int
    words: str
    unit: str
    size: Decimal
    day: PartialDate | None = None
    number: Decimal | None = None


def values_in(words: str, wanted: Wanted) -> list[Value]:
    """The values of the kind asked for, in order; numbers of any unit where the question does not tell."""
    if wanted.kind == "time":
        return [*_days(words, wanted), *_clocks(words)]
    found = list(_numbers(words, wanted))
    return found or ([] if wanted.measure else [*_days(words, wanted), *_clocks(words)])


def asked_values(words: str, wanted: Wanted, scope: str) -> list[tuple[Value, float]]:
    """Of every unit the value whose clause says most of the matter, the best first with how far it stands behind; none
    of another stage."""
    found = values_in(words, wanted)
    weighed = [(_weight(words, found, n, wanted, scope), -n) for n in range(len(found))]
    ordered = sorted(((w, n) for w, n in weighed if w is not None), reverse=True)
    best: dict[str, tuple[Value, float]] = {}
    for weight, n in ordered:
        best.setdefault(found[-n].unit, (found[-n], ordered[0][0] - weight))
    return list(best.values())


def _weight(
    words: str, found: Sequence[Value], at: int, wanted: Wanted, scope: str
) -> float | None:
    """How much the words around a value say of the matter; None where it is of another stage."""
    clause, before = _around(words, found, at)
    asked, said, led = (_pairs(text) for text in (wanted.matter, clause, before))
    weight = len(said & asked) + LED * len((led - said) & asked)
    weight += ONE * len(set(clause) & set(wanted.matter))
    if CHANGE.search(words[: found[at].start][-CHANGED_BEFORE:]):
        weight -= OF_CHANGE
    stages = stages_in(clause) or stages_in(before)[-1:]
    if scope and stages:
        if not any(scope in stage or stage in scope for stage in stages):
            return None
        weight += OF_STAGE
    return weight


def _pairs(text: str) -> set[str]:
    return {a + b for a, b in pairwise(text)}


def _around(words: str, found: Sequence[Value], at: int) -> tuple[str, str]:
    """The clause of a value without those of its neighbours, and its sentence up to there."""
    value = found[at]
    begins = [m.end() for m in OPENS.finditer(words, 0, value.start)]
    begin = max([*begins[-1:], *(v.end for v in found[:at][-1:])], default=0)
    closes = CLOSES.search(words, value.end)
    end = min([closes.start() if closes else len(words), *(v.start for v in found[at + 1 :][:1])])
    sentence = max(words.rfind(mark, 0, begin) for mark in "。；\n") + 1
    return words[begin:end], words[sentence:begin]


def _days(words: str, wanted: Wanted) -> Iterator[Value]:
    for time in find_times(words):
        day = (time.hi or time.lo) if wanted.end else (time.lo or time.hi)
        if day is None or day.month is None or time.recurring:
            continue
        if BORN.match(words, time.end) and not BORN_ASKED.search(wanted.matter):
            continue
        size = Decimal((day.year or 0) * 372 + day.month * 31 + (day.day or 0))
        yield Value(time.start, time.end, time.text, "日", size, day=day)


def _clocks(words: str) -> Iterator[Value]:
    for match in CLOCK.finditer(words):
        size = Decimal(int(match[1]) * 60 + int(match[2]))
        yield Value(*match.span(), match.group(), "时刻", size)


def _numbers(words: str, wanted: Wanted) -> Iterator[Value]:
    times = [(t.start, t.end) for t in find_times(words) if t.lo or t.hi]
    for found in find_quantities(words):
        if found.value is None or (wanted.measure and not wanted.measure.fits(found.unit)):
            continue
        if any(a < found.end and found.start < b for a, b in times):
            continue
        unit = base(found.unit)
        length = DAYS.get(unit)
        size = found.value * length if length else found.value
        yield Value(
            found.start, found.end, found.text, "时长" if length else unit, Decimal(size),
            number=found.value,
        )  # fmt: skip
