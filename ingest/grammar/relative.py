"""Words that mean something only beside a day: 今年, 本月, 下周. Resolved from ``reference`` alone."""

from __future__ import annotations

import datetime as dt

from ingest.records import PartialDate, Precision, last_day

YEARS = {
    "今年": 0, "本年度": 0, "本年": 0, "当前年度": 0, "这一年": 0, "这年": 0, "明年": 1, "来年": 1,
    "下一年": 1, "去年": -1, "上一年": -1, "前年": -2, "后年": 2,
}  # fmt: skip
"""Word → years after the reference."""

POINTS: dict[str, tuple[Precision, int]] = {
    "这个月": ("month", 0), "本月份": ("month", 0), "本月": ("month", 0), "当月": ("month", 0),
    "下个月": ("month", 1), "下月": ("month", 1), "上个月": ("month", -1), "上月": ("month", -1),
    "本季度": ("quarter", 0), "这个季度": ("quarter", 0), "下个季度": ("quarter", 1),
    "下季度": ("quarter", 1), "上个季度": ("quarter", -1), "上季度": ("quarter", -1),
    "今天": ("day", 0), "今日": ("day", 0), "明天": ("day", 1), "后天": ("day", 2), "昨天": ("day", -1),
    "前天": ("day", -2), "这个星期": ("term", 0), "这一周": ("term", 0), "这周": ("term", 0), "本周": ("term", 0),
    "下个星期": ("term", 1), "下周": ("term", 1), "上个星期": ("term", -1), "上周": ("term", -1),
    "这个学期": ("half", 0), "这学期": ("half", 0), "本学期": ("half", 0), "下个学期": ("half", 1), "上个学期": ("half", -1),
}  # fmt: skip
"""Word → (what is counted, how many later); weeks go by ``term``, school terms by ``half`` here."""


def resolve(word: str, today: dt.date) -> tuple[PartialDate, PartialDate, Precision]:
    """First day, last day and precision of a relative word seen from ``today``."""
    unit, later = POINTS[word]
    if unit == "day":
        first = last = today + dt.timedelta(days=later)
        return _partial(first), _partial(last), "day"
    if unit == "term":
        first = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=later)
        return _partial(first), _partial(first + dt.timedelta(days=6)), "day"
    if unit == "half":
        return _school_term(today, later)
    months = 1 if unit == "month" else 3
    index = (today.year * 12 + today.month - 1) // months * months + later * months
    year, month = divmod(index, 12)
    end_year, end_month = divmod(index + months - 1, 12)
    last_of = PartialDate(end_year, end_month + 1, last_day(end_year, end_month + 1))
    return PartialDate(year, month + 1, 1), last_of, unit


def _school_term(today: dt.date, later: int) -> tuple[PartialDate, PartialDate, Precision]:
    """Autumn terms run from September to January, spring terms from February to July; August looks ahead."""
    autumn = today.month >= 8 or today.month == 1
    index = (today.year - (today.month == 1)) * 2 + (1 if autumn else 0) + later
    year, is_autumn = divmod(index, 2)
    if is_autumn:
        return PartialDate(year, 9, 1), PartialDate(year + 1, 1, 31), "term"
    return PartialDate(year, 2, 1), PartialDate(year, 7, 31), "term"


def _partial(day: dt.date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
