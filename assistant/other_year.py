"""A difference to another year that nothing tells: 跟去年比多了多少 where only this year's number is held.

Whoever asks what rose or fell since last year wants two numbers or the difference itself. The number of one year alone
answers nothing of it.
"""

from __future__ import annotations

import datetime as dt
import re

EARLIER = r"(?:去年|前年|上一?年度?|往年|上一?届|上学年|(?:19|20)\d\d年?)"
COMPARES = re.compile(
    rf"(?:[跟和与同较比]|相比|对比)(?:起|于)?{EARLIER}(?:[^，。？?]{{0,6}}(?:相?比|对比))?|{EARLIER}(?:相?比|对比|的?基础上)"
)
"""What sets one year beside another."""
CHANGE = re.compile(
    r"(?:多|少|高|低|增|减|涨|降|升|扩|缩|提前|推迟|早|晚|变|差|大|小|长|短|贵|便宜)"
)
SAID = re.compile(
    r"去年|上年|上一年|同比|前年|往年|环比|(?:较|比)(?:上|去|20)|(?:增|减|提高|提升|降低|下降|上升|上调|下调|压减|扩大|新增|由|从)[^，。；]{0,12}\d"
)
"""What tells of a change or of the year before."""
YEAR = re.compile(r"(?:19|20)\d\d")


def lacks_other_year(question: str, today: dt.date, told: str, plan_years: set[int]) -> bool:
    """Does the question ask for a difference between two years, and do the words that would answer it tell of one year
    alone? ``plan_years`` are those of the documents that they are from."""
    compares = COMPARES.search(question)
    if compares is None or not CHANGE.search(question[compares.end() :]):
        return False
    if SAID.search(told) or len(plan_years) > 1:
        return False
    said = {int(y) for y in YEAR.findall(told)}
    wanted = {int(y) for y in YEAR.findall(question)} or {today.year - 1}
    return not said & {y for y in wanted if y < max(wanted | {today.year})}
