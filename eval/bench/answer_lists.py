"""List questions made from the facts of a library, each with the rows that a right answer must and may hold.

The rows come from the checklist, not from the answering rooms; which of them a window must hold is said here anew:
what begins, ends or is due in it. What only runs through it, is said of a whole year, or names no year where the
question does, may stand there.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.records import FactTime, PartialDate, Target

if TYPE_CHECKING:
    from assistant import ChecklistRow, PolicyAssistant

YEARS = 2
"""Years whose windows are asked for: those with most days and months in the library."""
OWNERS, TOPICS = 40, 40
"""Offices and indicators that are asked for, those with most rows first."""
LONGEST_NAME = 16
"""Longer names of an office or indicator nobody types; names joined by these are of several."""
JOINED = frozenset("，、；和及（）() ")
PRECISE = frozenset({"day", "month", "quarter"})
"""A stretch said so belongs to the windows in which it begins and ends, however long it is."""
WIDE = frozenset({"year", "plan"})
"""What is said of these belongs to no month."""
ON_TOPIC = 0.5
"""Share of a topic's pairs of characters that a row's words and headings hold."""

Key = tuple[str, str, int, int, str]


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """A question, the day it is asked on, and the rows: ``must`` ⊆ ``may``."""

    group: str
    question: str
    today: dt.date
    must: frozenset[Key]
    may: frozenset[Key]


def key(row: ChecklistRow) -> Key:
    """The same words of the same place are the same row."""
    fact = row.fact
    named = f"{fact.scope}{fact.indicator}" if isinstance(fact, Target) else fact.action
    return fact.document_id, fact.kind, fact.span.start, fact.span.end, named


def list_questions(assistant: PolicyAssistant) -> Iterator[ListQuestion]:
    """Windows of the years that matter most, then offices, then indicators."""
    rows = assistant.checklist()
    years = _years(rows)
    for year in years:
        yield from _windows(assistant, year)
    if years:
        yield from _windows(assistant, years[0], rows)
    today = dt.date(years[0] if years else dt.date.today().year, 6, 1)
    yield from _owners(assistant, rows, today)
    yield from _topics(rows, today)


def _years(rows: Sequence[ChecklistRow]) -> list[int]:
    counts = Counter(
        day.year
        for row in rows
        if row.fact.kind == "deadline" and row.fact.time and row.fact.time.precision not in WIDE
        for day in {row.fact.time.lo, row.fact.time.hi}
        if day is not None and day.year is not None
    )
    return [year for year, _ in sorted(counts.items(), key=lambda item: (-item[1], -item[0]))][
        :YEARS
    ]


# --- windows of time --------------------------------------------------------------------------


def _windows(
    assistant: PolicyAssistant, year: int, of_any_year: Sequence[ChecklistRow] = ()
) -> Iterator[ListQuestion]:
    """Months, quarters and halves of a year. Given rows, the question leaves the year open, and those of
    them that fall in the window in any year may stand in the answer."""
    named = "" if of_any_year else f"{year}年"
    today = dt.date(year, 6, 1)
    spans = [("month", f"{m}月份", m, m) for m in range(1, 13)]
    spans += [("quarter", f"第{'一二三四'[q]}季度", 3 * q + 1, 3 * q + 3) for q in range(4)]
    spans += [("half", "上半年", 1, 6), ("half", "下半年", 7, 12)]
    for group, words, first, last in spans:
        since = dt.date(year, first, 1)
        until = dt.date(year, last, calendar.monthrange(year, last)[1])
        touching = assistant.checklist(since=since, until=until, today=today)
        must = [
            row for row in touching
            if row.fact.kind == "deadline"
            and (row.year_known or of_any_year)
            and _belongs(row.fact.time, since, until)
        ]  # fmt: skip
        others = [r for r in of_any_year if _months(r.fact.time) & set(range(first, last + 1))]
        yield _asked(group, f"{named}{words}有哪些工作？", today, must, [*touching, *others])


def _months(time: FactTime | None) -> set[int]:
    """The months of the calendar that a time touches, whatever the year."""
    lo, hi = (time.lo or time.hi, time.hi or time.lo) if time else (None, None)
    if lo is None or hi is None:
        return set()
    years = hi.year - lo.year if hi.year and lo.year else 0
    count = 12 * years + hi.month - lo.month
    return {
        (lo.month - 1 + i) % 12 + 1 for i in range(min(count if count >= 0 else count + 12, 11) + 1)
    }


def _belongs(time: FactTime | None, since: dt.date, until: dt.date) -> bool:
    """Does it begin, end or fall due in the window, and is it said of no longer stretch than this?"""
    if time is None or time.precision in WIDE:
        return False
    lo, hi = (_day(day, since.year) for day in (time.lo, time.hi))
    ends = [day for day in (lo, hi) if day is not None]
    if not any(since <= day <= until for day in ends):
        return False
    length = (max(ends) - min(ends)).days
    return time.precision in PRECISE or length <= (until - since).days


def _day(day: PartialDate | None, year: int) -> dt.date | None:
    return None if day is None else day.with_year(day.year or year).to_date()


# --- offices and indicators -------------------------------------------------------------------


def _owners(
    assistant: PolicyAssistant, rows: Sequence[ChecklistRow], today: dt.date
) -> Iterator[ListQuestion]:
    names = _frequent((r.fact.owner for r in rows if r.fact.kind == "deadline"), OWNERS)
    for name in names:
        may = assistant.checklist(owner=name, today=today)
        must = [row for row in may if row.fact.kind == "deadline"]
        yield _asked("owner", f"{name}负责哪些工作？", today, must, may)


def _topics(rows: Sequence[ChecklistRow], today: dt.date) -> Iterator[ListQuestion]:
    targets = [row for row in rows if isinstance(row.fact, Target)]
    for name in _frequent(
        (r.fact.indicator for r in targets if isinstance(r.fact, Target)), TOPICS
    ):
        must = [r for r in targets if isinstance(r.fact, Target) and r.fact.indicator == name]
        may = [row for row in rows if _on_topic(row, name)]
        yield _asked("topic", f"有哪些关于{name}的指标？", today, must, [*must, *may])


def _on_topic(row: ChecklistRow, topic: str) -> bool:
    fact = row.fact
    words = "".join((row.headline, fact.quote, *fact.section, row.document_title))
    pairs = [topic[i : i + 2] for i in range(len(topic) - 1)]
    return sum(pair in words for pair in pairs) >= ON_TOPIC * len(pairs)


def _frequent(names: Iterable[str], most: int) -> list[str]:
    counts = Counter(n for n in names if 1 < len(n) <= LONGEST_NAME and not JOINED & set(n))
    return [name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))][:most]


def _asked(
    group: str,
    question: str,
    today: dt.date,
    must: Iterable[ChecklistRow],
    may: Iterable[ChecklistRow],
) -> ListQuestion:
    return ListQuestion(group, question, today, frozenset(map(key, must)), frozenset(map(key, may)))
