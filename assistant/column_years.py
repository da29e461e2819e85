"""The years whose columns of a table a question asks for: 2028年 of 十五五规划里2028年的目标, where the plan's own span of years
only says which document is meant."""

from __future__ import annotations

import re

from assistant.records import Query
from ingest.grammar import find_times

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
THIS_YEAR = re.compile(r"今年|本年|当年")
"""A year that is told by the day of asking: it may be one of the plan's own."""
PLAN_END = re.compile(
    r"十(?P<plan>[一二三四五六])五[”\"]?(?:规划)?(?:时?期)?(?:[的]?(?:末|最后|终了|收官)|结束)"
)
"""The end of a plan period is its last year: 十五五末 is 2030."""
FOURTEENTH_ENDS = 2025


def years_of_columns(query: Query) -> tuple[int, ...]:
    """The years of a question without the first and last of a plan period (十四五, 十五五) beside which another year is
    named; all of them where none is."""
    if (end := PLAN_END.search(query.text)) and not YEAR.search(query.text):
        return (FOURTEENTH_ENDS + 5 * ("一二三四五六".index(end["plan"]) - 3),)
    times = find_times(query.text)
    plans = [t for t in times if t.precision == "plan"]
    of_plan = {day.year for t in plans for day in (t.lo, t.hi) if day is not None}
    if not of_plan or THIS_YEAR.search(query.text):
        return query.years
    outside = query.text
    for plan in plans:
        outside = outside.replace(plan.text, " ")
    named = {int(year) for year in YEAR.findall(outside)}
    kept = tuple(y for y in query.years if y not in of_plan or y in named)
    return kept or query.years
