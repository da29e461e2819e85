"""Windows of time that people name: this week, this term. Each is reckoned from *today*, which is an argument.

The school year begins on 1 September and has two terms (义务教育学校管理标准; ingest/grammar/calendar.py reads documents
by the same rule). The autumn term runs to 31 January. The spring term of a document ends on 31 July; here the summer
holidays belong to it, so that every day lies in one term. A school that counts otherwise sets TERM_STARTS.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from ingest.errors import SettingsError

DAY = dt.timedelta(days=1)
WEEK = dt.timedelta(days=7)
Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True)
class Terms:
    """The first days (month, day) of the autumn and the spring term; each lasts until the other begins."""

    autumn: tuple[int, int] = (9, 1)
    spring: tuple[int, int] = (2, 1)

    @classmethod
    def parse(cls, said: str) -> Terms:
        """Reads ``09-01,02-01``.

        Raises:
            SettingsError: a day is not there in every year, or both are the same.
        """
        try:
            found = [dt.date.fromisoformat(f"2001-{day}") for day in said.split(",")]
            autumn, spring = ((day.month, day.day) for day in found)
            if autumn == spring:
                raise ValueError(said)
        except ValueError as error:
            raise SettingsError(
                f"TERM_STARTS={said!r} 无法使用。",
                "请写两个不同的日期（月-日），例如 09-01,02-01。",
            ) from error
        return cls(autumn, spring)


TWO_TERMS = Terms()


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days, both ends inclusive; ``since`` None: from the beginning. ``overdue``: of what touches it
    only what is late counts. ``words`` name it in Chinese."""

    name: str
    words: str
    since: dt.date | None
    until: dt.date
    overdue: bool = False


def window(name: str, today: dt.date, terms: Terms = TWO_TERMS) -> Window:
    """A window by its name or its Chinese words (this-week, 本周).

    Raises:
        SettingsError: no such window; the message lists them.
    """
    known = name if name in WINDOWS else BY_WORDS.get(name, "")
    if not known:
        listed = "、".join(f"{key}（{words}）" for key, words in WINDOWS.items())
        raise SettingsError(f"没有“{name}”这个时间范围。", f"可用：{listed}。")
    if known == "overdue":
        return Window(known, WINDOWS[known], None, today - DAY, overdue=True)
    if known.endswith("-term"):
        since, until = _term(today, terms, later=known == "next-term")
    else:
        since, until = RECKONED[known](today)
    return Window(known, WINDOWS[known], since, until)


WINDOWS = {
    "overdue": "逾期", "today": "今天", "this-week": "本周", "next-week": "下周", "this-month": "本月",
    "next-month": "下月", "this-term": "本学期", "next-term": "下学期", "this-half-year": "本半年",
    "this-year": "本年", "next-year": "明年",
}  # fmt: skip
"""Names of windows and what they are called."""
BY_WORDS = {words: name for name, words in WINDOWS.items()}


def _week(today: dt.date) -> Days:
    """Monday to Sunday."""
    monday = today - DAY * today.weekday()
    return monday, monday + 6 * DAY


def _month(today: dt.date) -> Days:
    first = today.replace(day=1)
    return first, _next_month(first) - DAY


def _next_month(today: dt.date) -> dt.date:
    """The first day of the month after."""
    return (today.replace(day=1) + 32 * DAY).replace(day=1)


def _half(today: dt.date) -> Days:
    if today.month <= 6:
        return dt.date(today.year, 1, 1), dt.date(today.year, 6, 30)
    return dt.date(today.year, 7, 1), dt.date(today.year, 12, 31)


def _year(year: int) -> Days:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _term(today: dt.date, terms: Terms, *, later: bool) -> Days:
    """The term that holds a day, or the one after it."""
    begins = sorted(
        dt.date(year, *start)
        for year in range(today.year - 1, today.year + 3)
        for start in (terms.autumn, terms.spring)
    )
    at = max(n for n, day in enumerate(begins) if day <= today) + later
    return begins[at], begins[at + 1] - DAY


RECKONED: dict[str, Callable[[dt.date], Days]] = {
    "today": lambda today: (today, today),
    "this-week": _week,
    "next-week": lambda today: _week(today + WEEK),
    "this-month": _month,
    "next-month": lambda today: _month(_next_month(today)),
    "this-half-year": _half,
    "this-year": lambda today: _year(today.year),
    "next-year": lambda today: _year(today.year + 1),
}
"""How each window follows from today; overdue and the terms have ways of their own."""
