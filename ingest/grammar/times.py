"""Times in running text: days, months, quarters, halves, years, terms, plans; with relation and precision.

A precision is never sharpened and a year never guessed: an explicit year wins, then the year of a date
earlier in the sentence, then ``plan_year``, else the year stays unknown. X日前 includes X (DESIGN §3).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.grammar.points import RawTime, raw_times, rolled
from ingest.records import PartialDate, Precision, Relation


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """One time: ``lo`` and ``hi`` inclusive, an open end None; a duration (30日内) has neither."""

    start: int
    end: int
    text: str
    lo: PartialDate | None
    hi: PartialDate | None
    relation: Relation
    precision: Precision
    recurring: bool = False


NOT_TIME = re.compile(r"《[^《》\n]{0,80}》|[〔\[﹝]\s*(?:19|20)\d{2}\s*[〕\]﹞]\s*\d*号?")
"""Titles and document numbers hold years that are no times."""

BEFORE: tuple[tuple[re.Pattern[str], Relation], ...] = (
    # 截至2025年底, 到2027年, 至年底: by; 自9月1日起: from
    (re.compile(r"(?:截至|截止至|截止到|截止)\s*$"), "by"),
    (re.compile(r"(?:自|从)\s*$"), "from"),
    (re.compile(r"(?<![提收得达直回送做感看遇受])(?:到|至)\s*$"), "by"),
)
"""Words before a time → relation."""
AFTER: tuple[tuple[re.Pattern[str], Relation], ...] = (
    (re.compile(r"\s*(?:以前|之前|前)(?![后期沿提往来途三半述几言])"), "by"),
    (re.compile(r"\s*(?:起|开始|以来|之后|以后|后)(?!半|勤|勁|劲|草)"), "from"),
    (re.compile(r"\s*止"), "until"),
)
"""Words after a time → relation; they belong to its span."""
WITHIN = re.compile(r"\s*(?:期间|之内|以内|内(?=[，。；,;、完建实])|间)")
"""Words after a time that belong to its span and change nothing."""
RANGE = re.compile(r"\s*(?:[-—–―－~～]{1,2}|至|到)\s*(?P<next>次年|翌年)?\s*$")
"""Between two times: one stretch from the first to the second."""


def find_times(
    text: str, *, reference: dt.date | None = None, plan_year: int | None = None
) -> tuple[TimeSpan, ...]:
    """All times in order, not overlapping; spans are code points of ``text``.

    Args:
        reference: Today; resolves 今年, 本月 and the like, which are left out without it.
        plan_year: Fills a missing year; without it the year stays unknown.
    """
    blocked = [(m.start(), m.end()) for m in NOT_TIME.finditer(text)]
    raw = [t for t in raw_times(text, reference, plan_year) if not _inside(t.span, blocked)]
    raw.sort(key=lambda t: (t.span[0], -t.span[1]))
    return tuple(_finished(text, _ranged(text, _apart(raw)), reference))


# --- joining ----------------------------------------------------------------------------------


def _inside(span: tuple[int, int], blocked: list[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in blocked)


def _apart(raw: list[RawTime]) -> Iterator[RawTime]:
    """Of overlapping readings the one that begins first and reaches furthest."""
    end = -1
    for time in raw:
        if time.span[0] >= end:
            yield time
            end = time.span[1]


def _ranged(text: str, times: Iterator[RawTime]) -> Iterator[RawTime]:
    """2024年9月 至 2025年6月 is one stretch."""
    held: RawTime | None = None
    for time in times:
        if held is None:
            held = time
            continue
        between = (
            RANGE.fullmatch(text[held.span[1] : time.span[0]])
            if time.span[0] - held.span[1] < 8
            else None
        )
        if between and held.lo and time.hi and not (held.recurring or time.recurring):
            held = _stretch(held, time, bool(between["next"]))
            continue
        yield held
        held = time
    if held is not None:
        yield held


def _stretch(first: RawTime, last: RawTime, next_year: bool) -> RawTime:
    assert first.lo and last.hi
    hi = last.hi
    if not last.own_year or next_year:
        year = None if first.lo.year is None else first.lo.year + next_year
        hi = hi.with_year(year if next_year else rolled(first.lo.year, first.lo.month, hi.month))
    span = (first.span[0], last.span[1])
    return RawTime(span, first.lo, hi, last.precision, first.own_year, recurring=first.recurring)


def _finished(text: str, times: Iterator[RawTime], reference: dt.date | None) -> Iterator[TimeSpan]:
    """Relation from the words around; 前 and 起 join the span, an end that is open is None."""
    for time in times:
        start, end = time.span
        relation, closed = time.relation, time.relation != "in"
        for pattern, meaning in AFTER if not closed else ():
            if match := pattern.match(text, end):
                relation, end, closed = meaning, match.end(), True
                break
        if not closed and (within := WITHIN.match(text, end)):
            end = within.end()
        for pattern, meaning in BEFORE:
            match = pattern.search(text, max(0, start - 3), start)
            if match and not time.recurring:
                if relation == "in" or (relation == "from" and meaning == "from"):
                    relation = meaning
                start = match.start() if meaning != "from" or relation == "from" else start
                break
        lo, hi = time.lo, time.hi
        if relation in ("by", "until") and hi is not None:
            lo = None
        if relation == "from" and lo is not None:
            hi = None
        yield TimeSpan(
            start, end, text[start:end], lo, hi, relation, time.precision, time.recurring
        )
