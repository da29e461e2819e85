"""What the words of a school year mean in days: one table, each line with its source."""

from __future__ import annotations

from functools import lru_cache

from ingest.records import PartialDate, Precision, last_day

Window = tuple[tuple[int, int, int], tuple[int, int, int]]
"""First and last day as (years after the named year, month, day); day 0 is the month's last."""

NAMED: dict[str, tuple[Window, Precision]] = {
    # halves and quarters
    "上半年": (((0, 1, 1), (0, 6, 30)), "half"),
    "前半年": (((0, 1, 1), (0, 6, 30)), "half"),
    "下半年": (((0, 7, 1), (0, 12, 31)), "half"),
    "后半年": (((0, 7, 1), (0, 12, 31)), "half"),
    # parts of a year: JioNLP reads 年初 as January and February, 年中 as June and July, 年底 as the last two months
    "年初": (((0, 1, 1), (0, 2, 0)), "month"),
    "年中": (((0, 6, 1), (0, 7, 31)), "month"),
    "年底": (((0, 11, 1), (0, 12, 31)), "month"),
    "年末": (((0, 11, 1), (0, 12, 31)), "month"),
    "年终": (((0, 11, 1), (0, 12, 31)), "month"),
    "岁末": (((0, 11, 1), (0, 12, 31)), "month"),
    "年内": (((0, 1, 1), (0, 12, 31)), "year"),
    "全年": (((0, 1, 1), (0, 12, 31)), "year"),
    # school terms: the school year begins on 1 September (义务教育学校管理标准); winter holidays end the autumn term
    "秋季学期": (((0, 9, 1), (1, 1, 31)), "term"),
    "第一学期": (((0, 9, 1), (1, 1, 31)), "term"),
    "上学期": (((0, 9, 1), (1, 1, 31)), "term"),
    "春季学期": (((0, 2, 1), (0, 7, 31)), "term"),
    "第二学期": (((1, 2, 1), (1, 7, 31)), "term"),
    "下学期": (((1, 2, 1), (1, 7, 31)), "term"),
    # holidays and openings, as provincial school calendars set them
    "寒假": (((0, 1, 1), (0, 2, 0)), "term"),
    "暑假": (((0, 7, 1), (0, 8, 31)), "term"),
    "暑期": (((0, 7, 1), (0, 8, 31)), "term"),
    "秋季开学": (((0, 9, 1), (0, 9, 30)), "month"),
    "春季开学": (((0, 2, 1), (0, 3, 31)), "month"),
    "秋季学期开学": (((0, 9, 1), (0, 9, 30)), "month"),
    "春季学期开学": (((0, 2, 1), (0, 3, 31)), "month"),
    "新学期开学": (((0, 9, 1), (0, 9, 30)), "month"),
    "新学期": (((0, 9, 1), (0, 9, 30)), "month"),
    "开学": (((0, 9, 1), (0, 9, 30)), "month"),
}
"""Word → window in the named year."""

ENDS_BEFORE: dict[str, tuple[int, int]] = {
    "开学": (8, 31), "新学期": (8, 31), "新学期开学": (8, 31), "秋季开学": (8, 31), "秋季学期开学": (8, 31),
    "秋季学期": (8, 31), "春季开学": (2, 0), "春季学期开学": (2, 0), "春季学期": (1, 31),
    "暑假": (6, 30), "暑期": (6, 30), "寒假": (1, 15),
}  # fmt: skip
"""Last day before what begins (day 0: the month's last): 开学前 ends on 31 August; winter holidays
begin in mid January."""

TENS: dict[str, tuple[int, int]] = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0)}
"""旬 → first and last day; 0 is the month's last."""

MONTH_PARTS: dict[str, tuple[int, int]] = TENS | {
    "初": (1, 10), "中": (11, 20), "底": (21, 0), "末": (21, 0)
}  # fmt: skip
"""月初, 月中, 月底 are read as the first, middle and last third: the words say no day."""

FIRST_YEAR_OF_TENTH_PLAN = 2001
"""“十五” ran from 2001 to 2005; every plan lasts five years."""


@lru_cache(maxsize=2048)
def window(name: str, year: int | None) -> tuple[PartialDate, PartialDate, Precision]:
    """First day, last day and precision of a named stretch of a year (None where unknown)."""
    (first, last), precision = NAMED[name]
    return _day(first, year), _day(last, year), precision


def _day(parts: tuple[int, int, int], year: int | None) -> PartialDate:
    later, month, day = parts
    known = None if year is None else year + later
    return PartialDate(known, month, day or last_day(known, month))


@lru_cache(maxsize=2048)
def month_days(year: int | None, month: int, part: str = "") -> tuple[PartialDate, PartialDate]:
    """First and last day of a month, or of its part (上旬 … 底)."""
    first, last = MONTH_PARTS.get(part, (1, 0))
    return PartialDate(year, month, first), PartialDate(year, month, last or last_day(year, month))


def month_week(year: int | None, month: int, number: int) -> tuple[PartialDate, PartialDate]:
    """The n-th seven days of a month, 0 for its last seven: where weeks begin, the words do not say."""
    end = last_day(year, month)
    first = 7 * number - 6 if number else end - 6
    return PartialDate(year, month, first), PartialDate(year, month, min(first + 6, end))


def last_before(name: str, year: int | None) -> PartialDate | None:
    """The last day before a named stretch begins; None where the table holds none."""
    if name not in ENDS_BEFORE:
        return None
    month, day = ENDS_BEFORE[name]
    return PartialDate(year, month, day or last_day(year, month))


def five_year_plan(number: int) -> tuple[PartialDate, PartialDate]:
    """The years of the n-th five-year plan: “十四五” (14) is 2021-01-01 to 2025-12-31."""
    first = FIRST_YEAR_OF_TENTH_PLAN + 5 * (number - 10)
    return PartialDate(first, 1, 1), PartialDate(first + 4, 12, 31)
