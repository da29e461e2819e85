"""Windows of time that a question says loosely: 近期, 快到期, 未来两个月."""

from __future__ import annotations

import datetime as dt
import re

from assistant.records import Query
from ingest.grammar import parse_numeral
from ingest.records import FactTime, PartialDate

SOON = re.compile(
    r"近期|近来|最近|近日|近段时间|这段时间|这阵子|这几天|接下来|马上|眼下|快(?:要)?到期|即将|临近"
)
"""Words for the weeks that come."""
SOON_DAYS = 30
NEXT = re.compile(
    r"(?:未来|今后|接下来|往后|后面|近|最近|[一-鿿]?下)的?([一二两三四五六七八九十半\d]+)(个?月|周|个?星期|天|日)(?:内|里|之内)?"
)
"""未来两个月, 近三天."""
DAYS = {"月": 30, "周": 7, "期": 7, "天": 1, "日": 1}


def asked_window(query: Query, today: dt.date) -> FactTime | None:
    """The window a question asks for: the time it names, else the one it says loosely, from today."""
    if query.time is not None:
        return query.time
    if match := NEXT.search(query.text):
        number = parse_numeral(match.group(1).replace("半", "0.5"))
        if number is not None:
            days = round(float(number) * DAYS[match.group(2)[-1]])
            return _from_today(match.group(), today, days)
    if match := SOON.search(query.text):
        return _from_today(match.group(), today, SOON_DAYS)
    return None


def says_loosely(text: str) -> bool:
    """Does a question name a window that only ``asked_window`` reads?"""
    return bool(SOON.search(text) or NEXT.search(text))


def _from_today(raw: str, today: dt.date, days: int) -> FactTime:
    last = today + dt.timedelta(days=max(days, 1))
    lo, hi = (PartialDate(day.year, day.month, day.day) for day in (today, last))
    return FactTime(raw, 0, 0, lo, hi, "in", "day")
