"""Times in running text: days, months, quarters, halves, years, terms, plans; with relation and precision.

A precision is never sharpened and a year never guessed: an explicit year wins, then the year of a date
earlier in the sentence, then ``plan_year``, else the year stays unknown. X日前 includes X (DESIGN §3).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.grammar.festivals import festivals
from ingest.grammar.points import lost_years, points
from ingest.grammar.rawtime import RawTime, rolled
from ingest.grammar.recurring import durations, recurrences
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


NOT_TIME = re.compile(
    r"《[^《》\n]{0,80}》|[〔\[﹝]\s{0,3}(?:19|20)\d{2}\s{0,3}[〕\]﹞]\s{0,3}\d*号?"
)
"""Titles and document numbers hold years that are no times."""

BEFORE = re.compile(
    r"(?:(?P<by>截至|截止[至到]?|(?<![提收得达直回送做感看遇受])[到至])|(?P<from>[自从]))\s{0,3}$"
)
"""Words before a time → relation: 截至2025年底, 到2027年; 自9月1日起."""
LEADS = frozenset("至到止自从 \t\n　")
"""The last letter of such words; without one nothing needs to be looked for."""
AFTER = re.compile(
    r"\s{0,3}及?(?:(?P<by>(?:以前|之前|前)(?![后期沿往来途三半述几言]|提(?![交出供请报送醒升名取])))"
    r"|(?P<from>(?:起|开始|以来|之后|以后|往后|后)(?!半|勤|勁|劲|草))|(?P<until>止)"
    r"|(?P<within>期间|之内|以内|内(?=[，。；,;、完建实])|间))"
)
"""Words after a time → relation; they belong to its span. 期间 and 内 change nothing.

前 is no “before” in 前期, 前往 and 前提条件, but it is in 9月10日前提交."""
RELATIONS: dict[str, Relation] = {"by": "by", "from": "from", "until": "until"}
RANGE = re.compile(r"\s{0,3}起?\s{0,3}(?:[-—–―─－~～]{1,2}|至|到)\s{0,3}")
"""Between two times: one stretch from the first to the second."""
_HOUR = r"\s{0,3}(?:上午|中午|下午|早上|晚上?)?\s{0,3}\d{1,2}(?:[:：]\d{2}(?!\d)|[时点](?!间|评|名|位)(?:整|半|\d{1,2}分)?)"
HOURS = re.compile(
    rf"(?:\s{{0,3}}[（(](?:星期|周).[）)])?{_HOUR}(?:\s{{0,3}}(?:[-—–―─－~～]{{1,2}}|至|到){_HOUR})?"
)
"""The hour behind a day belongs to its span: 6月15日9:00至6月19日17:00, 6月20日（周六）上午8时至11时30分."""
LISTED = re.compile(r"(?:以前|之前|前)?\s{0,3}(?:[、和及与]|以及)\s{0,3}")
"""Between a recurring time and the next of its list: 每年6月、12月, 每年3月底前、9月底前."""
EXACT_END = re.compile(r"(?:[底末日号]|[上中下]旬)$")
"""6月底、9月底前: 前 holds for a time before it in the list that ends with one of these."""


def find_times(
    text: str,
    *,
    reference: dt.date | None = None,
    plan_year: int | None = None,
    school_year: bool = False,
) -> tuple[TimeSpan, ...]:
    """All times in order, not overlapping; spans are code points of ``text``.

    Args:
        reference: Today; resolves 今年, 本月 and the like. Without it 今年 is the plan's year, and
            words that need a day are left out.
        plan_year: Fills a missing year; without it the year stays unknown.
        school_year: ``plan_year`` is the first of a school year (2026—2027学年): January to August
            without a year are then the year after it.
    """
    blocked = [m.span() for m in NOT_TIME.finditer(text)]
    raw = [
        *durations(text, reference),
        *recurrences(text),
        *lost_years(text, plan_year),
        *festivals(text, plan_year),
        *points(text, reference, plan_year, school_year),
    ]
    raw.sort(key=lambda t: (t.span[0], -t.span[1]))
    apart = _apart(_outside(raw, blocked))
    return _by_list(
        text, list(_finished(text, _recurring(text, _timed(text, _ranged(text, apart)))))
    )


# --- joining ----------------------------------------------------------------------------------


def _outside(raw: list[RawTime], blocked: list[tuple[int, int]]) -> Iterator[RawTime]:
    """The times in no title and no number of a document; both lists are in order."""
    covers = iter(blocked)
    cover = next(covers, None)
    for time in raw:
        while cover and cover[1] <= time.span[0]:
            cover = next(covers, None)
        if not cover or cover[0] >= time.span[1]:
            yield time


def _apart(raw: Iterator[RawTime]) -> Iterator[RawTime]:
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
        if both := _stretch(text, held, time):
            held = both
            continue
        yield held
        held = time
    if held is not None:
        yield held


def _stretch(text: str, first: RawTime, last: RawTime) -> RawTime | None:
    """From the first to the last where 至 or a dash stands between them, and both have days in order."""
    if not first.lo or not last.hi or last.recurring or (first.recurring and last.own_year):
        return None
    if not RANGE.fullmatch(text, first.span[1], last.span[0]):
        return None
    hi, year = last.hi, first.lo.year
    if last.next_year:
        hi = hi.with_year(None if year is None else year + 1)
    elif not last.own_year:
        hi = hi.with_year(rolled(year, first.lo.month, hi.month))
    if year is not None and hi.year is not None and str(hi) < str(first.lo):
        return None
    span = (first.span[0], last.span[1])
    return RawTime(
        span, first.lo, hi, last.precision, first.own_year, recurring=first.recurring, stretch=True
    )


def _timed(text: str, times: Iterator[RawTime]) -> Iterator[RawTime]:
    """Days with the hours behind them."""
    for time in times:
        match = HOURS.match(text, time.span[1]) if time.precision == "day" else None
        yield replace(time, span=(time.span[0], match.end())) if match else time


def _recurring(text: str, times: Iterator[RawTime]) -> Iterator[RawTime]:
    """每年6月、12月: what is listed after a recurring time recurs as well."""
    held: RawTime | None = None
    for time in times:
        listed = (
            held is not None and held.recurring and held.lo and time.lo and time.hi
            and not time.own_year and LISTED.fullmatch(text, held.span[1], time.span[0])
        )  # fmt: skip
        if listed and time.lo and time.hi:
            time = replace(
                time, lo=time.lo.with_year(None), hi=time.hi.with_year(None), recurring=True
            )
        yield time
        held = time


def _opened(
    text: str, time: RawTime, before: int, start: int, relation: Relation
) -> tuple[int, Relation]:
    """Where the words before a time that belong to it begin, and the relation they give it."""
    match = BEFORE.search(text, max(before, start - 4), start)
    if match is None:
        return start, relation
    if match["by"]:
        return match.start(), "by" if relation == "in" else relation
    if relation in ("in", "from") or time.stretch:
        return match.start(), "from" if relation == "in" else relation
    return start, relation


def _finished(text: str, times: Iterator[RawTime]) -> Iterator[TimeSpan]:
    """Relation from the words around; 前 and 起 join the span, an end that is open is None."""
    found = list(times)
    end = 0
    starts = [*(time.span[0] for time in found[1:]), len(text)]
    for time, until in zip(found, starts, strict=False):
        before, (start, end) = end, time.span
        relation = time.relation
        if relation == "in" and (match := AFTER.match(text, end, max(end, until))):
            relation, end = RELATIONS.get(match.lastgroup or "", "in"), match.end()
        if text[start - 1 : start] in LEADS and not time.recurring:
            start, relation = _opened(text, time, before, start, relation)
        if time.stretch and relation in ("from", "until"):  # 自3月1日至6月30日止 has both ends
            relation = "in"
        lo, hi = time.lo, time.hi
        if relation in ("by", "until") and hi is not None:
            lo = None
        if relation == "from" and lo is not None:
            hi = None
        yield TimeSpan(
            start, end, text[start:end], lo, hi, relation, time.precision, time.recurring
        )


def _by_list(text: str, found: list[TimeSpan]) -> tuple[TimeSpan, ...]:
    """6月底、12月底前: the 前 of the last holds for the whole list."""
    for i in range(len(found) - 2, -1, -1):
        time, after = found[i], found[i + 1]
        if (
            time.relation == "in" and after.relation == "by" and time.hi and after.hi
            and EXACT_END.search(time.text) and LISTED.fullmatch(text, time.end, after.start)
        ):  # fmt: skip
            found[i] = replace(time, lo=None, relation="by")
    return tuple(found)
