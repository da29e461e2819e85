"""Is a time of a sentence said in its sources: the day, the month, the year, before or after, the hour?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.guard_text import Kind, Lack
from ingest.grammar import TimeSpan, find_times, parse_numeral

CLOCK = re.compile(
    r"(?P<pm>下午|(?<!最)晚上?|傍晚|中午)?(?P<h>\d{1,2})(?:[:：](?P<m>\d{2})(?!\d)|[点时](?:(?P<half>半)|(?P<m2>\d{1,2})分?|整)?(?!间|长|段|限|数|刻|期|候|代|常|效|量|政|事|装|空|评|滴))"
)
"""An hour of the day: 17:30, 下午5点30分, 17时."""
HAN_CLOCK = re.compile(
    r"(?P<pm>下午|(?<!最)晚上?|傍晚|中午)(?P<h>[一二三四五六七八九十]{1,2})[点时](?:(?P<half>半)|(?P<m>[一二三四五六七八九十]{1,3})分)?"
)
YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
YEAR_LONG = re.compile(r"年内|全年|年底|年末|年度")
BEFORE = re.compile(
    r"(?:不[得应能]?[晚迟]于|赶在|截至到?|(?:截止|最后|最[迟晚])[^，。；、\d]{0,8})\s*$"
)
"""Words before a day that make it the last one."""
AFTER = re.compile(r"不[得应能]?早于\s*$")
TWO_ENDS = re.compile(r"(?<=.)[-—–―─－~～至到]")
WIDE = frozenset({"year", "plan", "term", "half"})
"""到2027年 and 2027年 may stand for each other; 9月20日前 and 9月20日 may not."""


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the day and how it bounds: at, by or from."""

    start: int
    end: int
    minutes: int
    relation: str


@lru_cache(maxsize=512)
def times(text: str) -> tuple[TimeSpan, ...]:
    """The times of a text that have days."""
    return tuple(t for t in find_times(text) if t.lo or t.hi)


@lru_cache(maxsize=512)
def years(text: str) -> frozenset[int]:
    """Every year a text names, in a date, a title or a number."""
    named = {int(y) for y in YEAR.findall(text)}
    for t in times(text):
        ends = [d.year for d in (t.lo, t.hi) if d and d.year]
        named |= set(range(min(ends), max(ends) + 1)) if ends else set()
    return frozenset(named)


@lru_cache(maxsize=512)
def hours(text: str) -> tuple[Hour, ...]:
    """The hours of the day that a text names."""
    found = []
    for match in (*CLOCK.finditer(text), *HAN_CLOCK.finditer(text)):
        part = match.groupdict()
        hour = int(parse_numeral(part["h"]) or 0)
        minute = (
            30
            if part.get("half")
            else int(parse_numeral(part.get("m") or part.get("m2") or "0") or 0)
        )
        if hour > 24 or minute > 59:
            continue
        if part["pm"] and hour < 12 and not (part["pm"] == "中午" and hour > 10):
            hour += 12
        found.append(
            Hour(match.start(), match.end(), hour * 60 + minute, _around(text, *match.span()))
        )
    return tuple(found)


def _around(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - 12) : start], text[end : end + 3]
    if BEFORE.search(before) or re.match(r"(?:以前|之前|前)", after):
        return "by"
    if AFTER.search(before) or re.match(r"(?:以后|之后|后|起)", after):
        return "from"
    return "in"


def time_faults(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    """A lack for each time that no source says."""
    written = [(t, source) for source in sources for t in times(source)]
    for said in times(text):
        if kind := _fault(said, text, written, sources):
            yield Lack(kind, said.text.strip(), said.start, said.end)
    known = [h for source in sources for h in hours(source)]
    for hour in hours(text):
        same = [h for h in known if h.minutes == hour.minutes]
        if not any(h.relation == hour.relation for h in same):
            yield Lack(
                "comparator" if same else "date", text[hour.start : hour.end], hour.start, hour.end
            )


def relation(time: TimeSpan, text: str) -> str:
    """The relation of a time, with what words around it say that the grammar leaves alone."""
    before, after = text[max(0, time.start - 12) : time.start], text[time.end : time.end + 6]
    if time.relation == "in" and BEFORE.search(before):
        return "by"
    if time.relation == "in" and AFTER.search(before):
        return "from"
    if time.relation == "in" and re.match(r"[^，,。；;、]{0,4}(?:截止|结束|为止)", after):
        return "until"
    if time.relation == "in" and re.match(r"(?:正式)?(?:开始|启动)", after):
        return "from"
    return time.relation


def same_time(said: TimeSpan, text: str, other: TimeSpan, source: str) -> bool:
    """Is it the same time, or one that the source's time makes true?"""
    if not _years_agree(said, other, source):
        return False
    return _bears(said, relation(said, text), other, relation(other, source))


def _fault(
    said: TimeSpan, text: str, written: Sequence[tuple[TimeSpan, str]], sources: Sequence[str]
) -> Kind | None:
    if _only_season(said, sources) or _within_year(said, sources):
        return None
    if any(same_time(said, text, t, source) for t, source in written):
        return None
    if said.precision in ("year", "plan") and _only_years(said, sources):
        return None
    if any(_days(said) <= _days(t) and _years_agree(said, t, source) for t, source in written):
        return "comparator"
    return "date"


def _only_season(said: TimeSpan, sources: Sequence[str]) -> bool:
    """开学, 暑假, 2026年秋季: the word stands in the source, and the year where one is said."""
    word = re.sub(r"(?:19|20)\d{2}\s*(?:学年|年)?度?|[之以]?[前后]$|[起中]$|期间$", "", said.text)
    if not word or re.search(r"[\d年月日号旬季一二三四五六七八九十]", word):
        return False
    other = {"前": "后", "后": "前"}.get(said.text.rstrip()[-1:], "")
    return any(
        word in source
        and not (other and re.search(f"{word}[之以]?{other}", source))
        and {int(y) for y in YEAR.findall(said.text)} <= years(source)
        for source in sources
    )


def _within_year(said: TimeSpan, sources: Sequence[str]) -> bool:
    """到2026年底 for 年内 of a paper of 2026."""
    if said.relation != "by" or said.hi is None or (said.hi.month, said.hi.day) != (12, 31):
        return False
    return any(YEAR_LONG.search(source) and _years(said) <= years(source) for source in sources)


def _only_years(said: TimeSpan, sources: Sequence[str]) -> bool:
    """2025年 where the source names the year without a time of it: in a title, a number, a date of issue."""
    if said.relation != "in" or not (ends := _years(said)):
        return False
    return any(ends <= years(source) for source in sources)


def _years(time: TimeSpan) -> set[int]:
    return {d.year for d in (time.lo, time.hi) if d and d.year}


def _days(time: TimeSpan) -> set[tuple[int, int]]:
    return {(d.month, d.day) for d in (time.lo, time.hi) if d}


def _years_agree(said: TimeSpan, other: TimeSpan, source: str) -> bool:
    mine, theirs = _years(said), _years(other)
    if not mine or mine <= theirs or (mine & theirs and said.relation != "in"):
        return True
    return not theirs and mine <= years(source)


def _bears(said: TimeSpan, how: str, other: TimeSpan, theirs: str) -> bool:
    """The ends as (month, day); what the source leaves open the sentence leaves open."""
    a, b = _ends(said, how), _ends(other, theirs)
    year = said.precision in ("year", "plan")
    if how in ("in",):
        if b == a and (theirs == "in" or year):
            return True
        if theirs == "in" and _coarser(said, other):
            return True
        if theirs == "by" and other.text[0] in "到至" and b[1] == a[1]:
            return True  # 年底 for 到年底
        return year and (b[1] == a[1] or b[0] == a[0]) and said.precision in WIDE
    if how in ("by", "until"):
        return b[1] == a[1] and (
            theirs in ("by", "until") or _stretch(other) or year or _loose(other)
        )
    return b[0] == a[0] and (theirs == "from" or _stretch(other) or year or theirs == "in")


def _ends(time: TimeSpan, how: str) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    lo = (time.lo.month, time.lo.day) if time.lo else None
    hi = (time.hi.month, time.hi.day) if time.hi else None
    if how in ("by", "until") and hi is None:
        hi = lo
    if how == "from" and lo is None:
        lo = hi
    return lo, hi


def _stretch(time: TimeSpan) -> bool:
    """From one day or month to another: each end may be said alone, as an end."""
    ends = time.lo is not None and time.hi is not None and time.lo != time.hi
    return ends and (time.precision == "day" or TWO_ENDS.search(time.text) is not None)


def _loose(time: TimeSpan) -> bool:
    """月底, 年底: as a point in time its end is near enough to “by”."""
    return bool(re.search(r"[底末]$", time.text))


def _coarser(said: TimeSpan, other: TimeSpan) -> bool:
    """9月 for 9月1日, 2026年 for 2026年9月: a month or year that holds the source's days."""
    if not said.lo or not said.hi or not other.lo or not other.hi:
        return False
    wide = {"day": 0, "month": 1, "quarter": 2, "half": 3, "term": 3, "year": 4, "plan": 5}
    if said.precision == "month" and re.search(r"[底末初旬]", said.text):
        return (
            bool(re.search(r"[底末]", said.text))
            and other.precision == "month"
            and other.hi.month == said.hi.month
            and other.hi.month == 12
        )
    if wide[said.precision] <= wide[other.precision]:
        return False
    inside = (said.lo.month, said.lo.day) <= (other.lo.month, other.lo.day)
    return inside and (other.hi.month, other.hi.day) <= (said.hi.month, said.hi.day)
