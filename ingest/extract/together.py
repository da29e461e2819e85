"""Times of a sentence that are told together: in a row, within a season, on a day of every year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.extract.clauses import Sentence
from ingest.extract.reading import Line
from ingest.grammar.times import TimeSpan

# A frame around a recurring time: 5月至9月|每月, “十四五”期间，|每年.
FRAME = re.compile(r"(?:期间|间|内)?[，,]?")
# A day of the school year that is itself what is done: 9月1日|开学.
HAPPENS = re.compile(r"(?:开学|放假)$")
# 每年组织自评|并于9月底前: the first time has a task of its own.
COORDINATED = re.compile(r"[并且]|[^，,]{4,}后")
# What a period is counted from: 开学|四周内.
SINCE = re.compile(r"(?:开学|放假)后?$")
# A year written out: its month needs no other.
OWN_YEAR = re.compile(r"\d{2,4}\s*年|[今明后]年|本年")
# What joins times that share one task: 9月、11月各举办1期; 9月底前、次年3月底前分别完成.
JOINS = re.compile(r"^\s*(?:[、和及与]|以及|或者?)\s*(?:次年|翌年|当年|每年)?\s*$")


def runs(line: Line, sentence: Sentence) -> list[list[TimeSpan]]:
    """The times of a sentence that no name covers; those that only list marks part, together."""
    times = [
        t
        for t in line.times
        if sentence.start <= t.start and t.end <= sentence.end and not _masked(line, t)
    ]
    return [[_alike(time, run[0]) for time in run] for run in _runs(line, _told_once(line, times))]


def _masked(line: Line, time: TimeSpan) -> bool:
    """Whether a name covers a time; what lies inside it (第四|季度) is its own wording.

    The year of 同一学年内 or 每两年内 is no year of the calendar.
    """
    before = line.text[max(0, time.start - 1 - line.start) : time.start - line.start]
    stage = re.search(r"[小中大]学$", line.text[: time.start - line.start])
    if (
        time.text.startswith("年")
        and before
        and not stage
        and before in "学半每两0123456789０一二三四五六七八九十"
    ):
        return True
    return any(
        mask.start < time.end
        and time.start < mask.end
        and not (
            time.start <= mask.start
            and mask.end <= time.end
            and mask.end - mask.start < time.end - time.start
        )
        for mask in line.masks
    )


def _told_once(line: Line, times: list[TimeSpan]) -> list[TimeSpan]:
    """Times that only frame or date another are told with it: 5月至9月每月, 每学期…4月30日前."""
    told: list[TimeSpan] = []
    for time in times:
        last = told[-1] if told else None
        between = line.text[last.end - line.start : time.start - line.start] if last else ""
        if last is not None and not between and HAPPENS.match(time.text):
            continue
        if last is not None and not between and SINCE.match(last.text) and _open(time):
            told[-1] = time
            continue
        if last is not None and _frames(last, time) and FRAME.fullmatch(between):
            told[-1] = replace(time, lo=last.lo, hi=last.hi)
            continue
        if last is not None and _season(last, time) and not between.strip("于在 "):
            words = line.text[last.start - line.start : time.end - line.start]
            told[-1] = replace(time, start=last.start, text=words)
            continue
        if last is not None and _repeats(last, time) and not re.search(r"[，,；;：:]", between):
            time = _yearly(time)
            if not COORDINATED.search(between):
                told[-1] = time
                continue
        told.append(time)
    return told


def _open(time: TimeSpan) -> bool:
    return time.lo is None and time.hi is None and time.relation == "by"


def _frames(outer: TimeSpan, inner: TimeSpan) -> bool:
    opened = outer.lo is not None and (outer.hi is not None or outer.relation == "from")
    bounded = opened and not outer.recurring
    return bounded and inner.recurring and inner.lo is None and inner.hi is None


def _season(outer: TimeSpan, inner: TimeSpan) -> bool:
    """Only names the part of the year in which the day behind it lies: 秋季学期|10月25日前."""
    named = outer.precision in ("term", "half") and outer.relation == "in" and not outer.recurring
    dated = inner.hi is not None and inner.precision in ("month", "day") and not inner.recurring
    return named and dated


def _repeats(outer: TimeSpan, inner: TimeSpan) -> bool:
    if (
        not outer.recurring
        or outer.hi is not None
        or outer.precision not in ("year", "term", "half")
    ):
        return False
    dated = inner.hi is not None and inner.precision in ("month", "day", "quarter")
    return dated and not inner.recurring and not OWN_YEAR.search(inner.text)


def _runs(line: Line, times: list[TimeSpan]) -> Iterator[list[TimeSpan]]:
    """Times that only list marks part, together."""
    run: list[TimeSpan] = []
    for time in times:
        between = line.text[run[-1].end - line.start : time.start - line.start] if run else ""
        if run and not JOINS.match(between):
            yield run
            run = []
        run.append(time)
    if run:
        yield run


def _alike(time: TimeSpan, first: TimeSpan) -> TimeSpan:
    """每年3月、9月: what the first time says of every year holds for the others too."""
    if time is first or not first.recurring or time.recurring:
        return time
    return _yearly(time)


def _yearly(time: TimeSpan) -> TimeSpan:
    lo = time.lo.with_year(None) if time.lo else None
    hi = time.hi.with_year(None) if time.hi else None
    return replace(time, lo=lo, hi=hi, recurring=True)
