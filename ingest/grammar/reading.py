"""What each way of writing a time means in days: one function a kind, chosen by the group that matched."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from itertools import pairwise

from ingest.grammar.calendar import (
    NAMED,
    five_year_plan,
    last_before,
    month_days,
    month_week,
    window,
)
from ingest.grammar.rawtime import N, RawTime, rolled, whole, whole_year, year_of
from ingest.grammar.relative import resolve
from ingest.records import PartialDate

SEASONS = re.compile(
    r"(?P<spring>春季|寒假|春节|年后|(?<!\d)[23]月|[二三]月)|秋季|暑假|暑期|[89]月|[八九]月"
)
"""Words near 开学 that tell which term begins."""
NEAR = 20
"""Code points before and after 开学 in which they are looked for."""
EACH = re.compile(r"\s{0,2}(?:各|分别|每年)")
"""2027、2028年各建设10所: two times, not one stretch."""


def read(
    text: str, match: re.Match[str], year: int | None, own: bool, reference: dt.date | None
) -> Iterator[RawTime]:
    """The times of one match of ``POINT``, ``year`` being its own or the one that fills the gap.

    Raises:
        ValueError: the words name a day that does not exist, or days that run backwards.
    """
    span = match.span()
    if match["iso"]:
        day = PartialDate(*(int(part) for part in re.split(r"\D", match["iso"])))
        yield RawTime(span, day, day, "day", True)
    elif match["yma"]:
        yield from _dotted(match, span)
    elif match["sy"]:
        yield _school_year(match, span)
    elif match["yl"]:
        yield from _years(text, match)
    elif match["ya"]:
        first, last = year_of(match["ya"]), year_of(match["yb"])
        if first <= last:
            lo, hi = PartialDate(first, 1, 1), PartialDate(last, 12, 31)
            yield RawTime(span, lo, hi, "year", True, stretch=True)
    elif match["plan"]:
        yield _plan(match, span)
    elif match["m"]:
        yield from _days(match, span, year, own)
    elif match["ml"]:
        yield from _listed_months(match, year, own)
    elif match["ma"]:
        yield from _months(match, span, year, own)
    elif match["month"]:
        yield RawTime(span, *_month(match, year), "month", own)
    elif match["quarters"] or match["firstq"]:
        last = whole(match["quarters"] or "一")
        yield RawTime(span, PartialDate(year, 1, 1), month_days(year, 3 * last)[1], "quarter", own)
    elif match["q"]:
        yield _quarters(match, span, year, own)
    elif match["word"]:
        yield _word(text, match, span, year, own)
    elif match["season"]:
        yield RawTime(span, *window(match["season"] + "学期", year), own)
    elif match["yearpart"]:
        yield _part_of_year(match, span, year, own)
    else:
        yield from _rest(match, span, year, own, reference)


def _rest(
    match: re.Match[str],
    span: tuple[int, int],
    year: int | None,
    own: bool,
    reference: dt.date | None,
) -> Iterator[RawTime]:
    """Counted months, words that need a day to mean something, and bare years."""
    if match["months"]:
        lo, hi = PartialDate(year, 1, 1), month_days(year, whole(match["months"]))[1]
        yield RawTime(span, lo, hi, "month", own)
    elif match["lastmonths"]:
        lo = PartialDate(year, 13 - whole(match["lastmonths"]), 1)
        yield RawTime(span, lo, PartialDate(year, 12, 31), "month", own)
    elif match["nth"] or match["firstm"]:
        if own:
            yield RawTime(span, *month_days(year, whole(match["nth"] or "一")), "month", own)
    elif match["point"]:
        yield from _relative(match, span, reference)
    elif match["monthend"]:
        yield _this_month(match["monthend"], span, reference)
    elif match["termend"]:
        yield RawTime(span, None, None, "month")
    elif match["year"] or match["lost"] or match["next"] or (match["rel"] and year is not None):
        yield RawTime(
            (span[0], span[0] + len(match.group().rstrip())), *whole_year(year), "year", own
        )
    elif match.group().endswith("周"):
        yield RawTime(span, None, None, "day")


# --- years and terms --------------------------------------------------------------------------


def _dotted(match: re.Match[str], span: tuple[int, int]) -> Iterator[RawTime]:
    """2008.03-2009.06; without a month the second year is taken to its end."""
    first, second = ([int(p) for p in re.split(r"\D", match[name])] for name in ("yma", "ymb"))
    lo = PartialDate(first[0], first[1], 1)
    hi = month_days(*second)[1] if len(second) == 2 else PartialDate(second[0], 12, 31)
    if str(lo) <= str(hi):
        yield RawTime(span, lo, hi, "month", True, stretch=True)


def _school_year(match: re.Match[str], span: tuple[int, int]) -> RawTime:
    year = year_of(match["sy"])
    if match["term"]:
        name = {"第1学期": "第一学期", "第2学期": "第二学期"}.get(match["term"], match["term"])
        later = 1 if name == "春季学期" else 0
        return RawTime(span, *window(name, year + later), True)
    return RawTime(span, PartialDate(year, 9, 1), PartialDate(year + 1, 8, 31), "year", True)


def _years(text: str, match: re.Match[str]) -> Iterator[RawTime]:
    """2027、2028年 is one stretch as 9、10月 is; with 各, or with a gap, each year stands alone."""
    parts = _parts(match, "yl", r"[0-9０-９一二九〇○零Ｏ三四五六七八]{4}")
    years = [year_of(words) for words, _ in parts]
    if _follow(years) and not EACH.match(text, match.end()):
        lo, hi = PartialDate(years[0], 1, 1), PartialDate(years[-1], 12, 31)
        yield RawTime(match.span(), lo, hi, "year", True, stretch=True)
        return
    for index, (year, (_, (start, end))) in enumerate(zip(years, parts, strict=True)):
        end = match.end() if index == len(parts) - 1 else end
        yield RawTime((start, end), *whole_year(year), "year", True)


def _plan(match: re.Match[str], span: tuple[int, int]) -> RawTime:
    lo, hi = five_year_plan(whole(match["plan"]))
    if match["planend"]:
        return RawTime(span, PartialDate(hi.year, 1, 1), hi, "plan", True)
    return RawTime(span, lo, hi, "plan", True)


def _part_of_year(
    match: re.Match[str], span: tuple[int, int], year: int | None, own: bool
) -> RawTime:
    if match["yearpart"] == "伊始":  # the very beginning, narrower than 年初
        return RawTime(span, *month_days(year, 1), "month", own)
    return RawTime(span, *window("年" + match["yearpart"], year), own)


def _word(
    text: str, match: re.Match[str], span: tuple[int, int], year: int | None, own: bool
) -> RawTime:
    """A named stretch; 开学前 ends the day before, 学期末 is its last month."""
    word, part = match["word"], match["wordpart"]
    if word in ("开学", "新学期", "新学期开学") and _is_spring(text, match):
        word = "春季开学"
    lo, hi, precision = window(word, year)
    if part == "前":
        return RawTime(span, None, last_before(word, lo.year) or hi, precision, own, "by")
    if part == "后":
        holiday = NAMED[word][1] == "term" and not word.endswith("学期")
        begins = PartialDate(hi.year, hi.month + 1, 1) if holiday else lo
        return RawTime(span, begins, None, precision, own, "from")
    if part in ("末", "结束") and precision == "term":
        return RawTime(span, PartialDate(hi.year, hi.month, 1), hi, "month", own)
    if part == "初":
        return RawTime(span, *month_days(lo.year, lo.month), "month", own)
    return RawTime(span, lo, hi, precision, own)


def _is_spring(text: str, match: re.Match[str]) -> bool:
    """Whether the nearest word that names a season speaks of spring."""
    start, end = match.span("word")
    left = re.split(r"[。；;\n]", text[max(0, start - NEAR) : start])[-1]
    right = re.split(r"[。；;\n]", text[end : end + NEAR])[0]
    found = [(len(left) - m.end(), bool(m["spring"])) for m in SEASONS.finditer(left)]
    found += [(m.start(), bool(m["spring"])) for m in SEASONS.finditer(right)]
    return min(found)[1] if found else False


# --- days, months and quarters ----------------------------------------------------------------


def _days(
    match: re.Match[str], span: tuple[int, int], year: int | None, own: bool
) -> Iterator[RawTime]:
    lo = PartialDate(year, whole(match["m"]), whole(match["d"]))
    if match["dl"]:
        yield from _listed_days(match, lo, own)
    elif not match["d2"]:
        yield RawTime(span, lo, lo, "day", own)
    else:
        month = whole(match["m2"]) if match["m2"] else lo.month
        hi = PartialDate(rolled(year, lo.month, month), month, whole(match["d2"]))
        if hi.month == lo.month and hi.day < lo.day:
            raise ValueError(f"runs backwards: {match.group()}")
        yield RawTime(span, lo, hi, "day", own, stretch=True)


def _listed_days(match: re.Match[str], lo: PartialDate, own: bool) -> Iterator[RawTime]:
    """9月10日、11日 is one stretch; 9月10日、20日 are two days, after a comma only the first is sure."""
    parts = _parts(match, "dl", rf"{N}(?=\s*[日号])")
    days = [lo.day, *(whole(words) for words, _ in parts)]
    if _follow(days):
        hi = PartialDate(lo.year, lo.month, days[-1])
        yield RawTime(match.span(), lo, hi, "day", own, stretch=True)
        return
    yield RawTime((match.start(), match.start("dl")), lo, lo, "day", own)
    if "，" in match["dl"] or "," in match["dl"]:
        return
    for day, (_, (start, end)) in zip(days[1:], parts, strict=True):
        one = PartialDate(lo.year, lo.month, day)
        yield RawTime((start, end + 1), one, one, "day", own)


def _month(match: re.Match[str], year: int | None) -> tuple[PartialDate, PartialDate]:
    number = whole(match["month"])
    if match["week"]:
        return month_week(year, number, 0 if "最后" in match["week"] else _ordinal(match["week"]))
    return month_days(year, number, (match["part"] or "").replace("月", ""))


def _ordinal(words: str) -> int:
    digits = re.search(r"[一二三四五1-5]", words)
    return whole(digits.group()) if digits else 1


def _months(
    match: re.Match[str], span: tuple[int, int], year: int | None, own: bool
) -> Iterator[RawTime]:
    """9-10月 and 9、10月 are one stretch; 4、10月 are two months that share the words."""
    first, last = whole(match["ma"]), whole(match["mb"])
    listed = match["joint"] in ("、", ",", "，", "和", "及", "与")
    if not listed or last == first + 1:
        lo, _ = month_days(year, first)
        _, hi = month_days(rolled(year, first, last), last)
        yield RawTime(span, lo, hi, "month", own, stretch=True)
        return
    if match["joint"] not in (",", "，"):
        yield RawTime((span[0], match.end("ma")), *month_days(year, first), "month", own)
    yield RawTime((match.start("mb"), span[1]), *month_days(year, last), "month", own)


def _listed_months(match: re.Match[str], year: int | None, own: bool) -> Iterator[RawTime]:
    """6、7、8月 is one stretch; 3、6、9、12月 are four months."""
    parts = _parts(match, "ml", N)
    months = [whole(words) for words, _ in parts]
    if _follow(months):
        lo, hi = month_days(year, months[0])[0], month_days(year, months[-1])[1]
        yield RawTime(match.span(), lo, hi, "month", own, stretch=True)
        return
    for index, (month, (_, (start, end))) in enumerate(zip(months, parts, strict=True)):
        start = match.start() if index == 0 else start
        end = match.end() if index == len(parts) - 1 else end
        yield RawTime((start, end), *month_days(year, month), "month", own)


def _quarters(match: re.Match[str], span: tuple[int, int], year: int | None, own: bool) -> RawTime:
    first = whole(match["q"])
    last = whole(match["q2"]) if match["q2"] else first
    if match["qpart"]:
        return RawTime(
            span,
            *month_days(year, 3 * first - 2 if match["qpart"] == "初" else 3 * last),
            "month",
            own,
        )
    lo, hi = month_days(year, 3 * first - 2)[0], month_days(year, 3 * last)[1]
    return RawTime(span, lo, hi, "quarter", own)


def _parts(match: re.Match[str], group: str, pattern: str) -> list[tuple[str, tuple[int, int]]]:
    """The items of a list with their spans."""
    found = re.compile(pattern).finditer(match.string, *match.span(group))
    return [(part.group(), part.span()) for part in found]


def _follow(numbers: list[int]) -> bool:
    return all(second == first + 1 for first, second in pairwise(numbers))


# --- beside a day -----------------------------------------------------------------------------


def _relative(
    match: re.Match[str], span: tuple[int, int], reference: dt.date | None
) -> Iterator[RawTime]:
    """上季度, and its last month in 上季度末; a third of the month in 本月底. 本学期 is a time even
    where nobody knows which."""
    part = match["pointpart"]
    if reference is None:
        if match["point"].endswith("学期"):
            yield RawTime(span, None, None, "month" if part else "term", True)
        return
    lo, hi, precision = resolve(match["point"], reference)
    if part and precision == "month":
        yield RawTime(span, *month_days(lo.year, lo.month, part), "month", True)
    elif part and precision in ("quarter", "term"):
        month = lo if part == "初" else hi
        yield RawTime(span, *month_days(month.year, month.month), "month", True)
    else:
        yield RawTime(span, lo, hi, precision, True)


def _this_month(words: str, span: tuple[int, int], reference: dt.date | None) -> RawTime:
    """月底前: of the month in which the document was written, where that is known."""
    if reference is None:
        return RawTime(span, None, None, "month")
    return RawTime(span, *month_days(reference.year, reference.month, words[1]), "month", True)
