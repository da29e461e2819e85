"""What a bureau has before it in a year, asked for as a whole: its plan part by part, and no list of a hundred dates."""

from __future__ import annotations

import re

from assistant.asked_topic import topic_of
from assistant.asked_windows import asked_window
from assistant.case import Case
from assistant.library import Library
from assistant.overview import MOST_DOCUMENTS, described
from assistant.records import Answer
from ingest.records import FactTime

CHIEF = re.compile(r"大事|重头戏|重点|主要(?:工作|任务)|主抓|工作要点|亮点|核心(?:工作|任务)")
"""Words that ask for the chief work, and not for all of it."""
TIMED = re.compile(r"时间|日期|月|几号|完成|截止|到期|清单|分工|表")
"""Words that ask for the rows with their dates."""
PLAN = re.compile(r"工作要点|工作计划|工作安排|重点工作")
"""Titles of the plan that a bureau makes for a year."""


def headlines(library: Library, case: Case) -> Answer | None:
    """The plan of the year asked for in its parts; None where the question asks for anything nearer, or where no plan, or
    several, are meant."""
    query = case.query
    year = _whole_year(asked_window(query, case.today))
    if year is None or not CHIEF.search(query.text) or TIMED.search(query.text):
        return None
    if query.owner or topic_of(query):
        return None
    plans = [
        i for i, d in case.documents.items()
        if d.metadata.plan_year == year and (d.metadata.plan_until or year) == year
        and PLAN.search(d.metadata.title)
    ]  # fmt: skip
    return described(library, case, plans) if 1 <= len(plans) <= MOST_DOCUMENTS else None


def _whole_year(time: FactTime | None) -> int | None:
    """The year that a window is; None where it is none or less than one."""
    if time is None or time.precision != "year" or time.lo is None or time.hi is None:
        return None
    return time.lo.year if time.lo.year == time.hi.year else None
