"""The day that a message says it is: 今天15号，安排表里6月还剩什么 is asked on the 15th."""

from __future__ import annotations

import datetime as dt
import re

TOLD = re.compile(
    r"(?:今天|现在|今儿个?|眼下)(?:是|都|已经|就|到)*\s*(?:(?P<year>20\d\d)年)?(?:(?P<month>\d{1,2})月(?:份的?)?)?(?P<day>\d{1,2})[日号](?!前|后|楼|线|之|考场|以|到|至|开|截|报|公)"
    r"(?:了|(?:是)?(?:周|星期|礼拜)[一二三四五六日天])*(?:[，,。；;！!\s]+|$)"
)
"""A clause that says which day it is."""


def told_today(message: str, today: dt.date) -> tuple[str, dt.date]:
    """The message without the clause that says which day it is, and that day; both as given where none does. A day
    without its month is of the month of ``today``."""
    said = TOLD.search(message)
    left = f"{message[: said.start()]}{message[said.end() :]}" if said else ""
    if not said or not left.strip("，,。？?！! "):
        return message, today
    try:
        day = today.replace(
            year=int(said["year"] or today.year), month=int(said["month"] or today.month),
            day=int(said["day"]),
        )  # fmt: skip
    except ValueError:
        return message, today
    return left, day
