"""Is a sentence of the time that a question asks about? Reports tell of the year past and plan the next one under
one title; only their headings say which."""

from __future__ import annotations

import re

from assistant.question_words import PAST
from assistant.records import Query

REVIEW = re.compile(
    r"回顾|工作总结|总结和|成就|主要成绩|过去[一五]年|完成情况|取得(?:的|新)?(?:成效|进展)"
)
"""Headings of what was done."""
PLAN = re.compile(
    r"安排|重点工作|主要工作|主要任务|工作任务|重点任务|工作要点|目标|计划|打算|下一步|今年"
)
"""Headings of what is to be done."""
AHEAD = re.compile(
    r"(?:抓好|做好|干好|抓实|着力|全力)[^一二三四五六七八九十]{0,4}[一二三四五六七八九十]*(?:项|个方面)?(?:重点|主要)?(?:工作|任务)"
    r"|工作安排|主要任务|工作任务|任务安排|工作打算|下一步|今年工作|(?:预期|主要|发展|工作|奋斗)目标|工作重点"
)
"""Headings that can only be of what is to be done: below one of what was done they are no part of it, but stand there
because the heading of the second half was lost."""
ASKS_PLAN = re.compile(
    r"计划|打算|准备|目标|安排|将|力争|预计|今年|明年|[要想](?=新?[增建改扩减完发达实])"
)
"""Questions for what is to be done."""
ASKS_REVIEW = re.compile(r"去年|上一?年|已经?|完成了|实现了|做了|[新扩改]?[建增加]了|达到了|实际")
"""Questions for what was done."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=\s*年)")
OPENS = re.compile(r"[\s　]*(?:力争|争取)?(?:到|至)?20\d{2}年(?:底|末|起|前)?(?=，|,|$)")
"""How a paragraph begins that is of one year."""
BASE_YEAR = re.compile(
    r"(?:[由从](?=[^，,。；;]{0,24}(?:提高|提升|增加|增长|扩大|上升|升|降|下降|降低|减少|压减|缩小|调整)[^，,。；;]{0,3}[到至为])"
    r"|[比较](?=[^，,。；;]{0,18}(?:提高|提升|增加|增长|扩大|上升|下降|降低|减少|压减|多|少|高|低)))(?:19|20)\d{2}\s*年"
)
"""The year that a change is reckoned from (由2025年的31%提高到45%, 比2024年增加…) is not the year that its result is of."""
BOTH = re.compile(
    r"20\d\d年[^，。]{0,10}(?:总结|回顾)[^，。]{0,4}?[和及与暨、]20\d\d年[^，。]{0,8}?(?:要点|计划|安排|打算|思路|任务)"
)
"""A title of two parts: 2025年工作总结和2026年工作要点."""

BORN = re.compile(r"(?:19|20)\d{2}\s*年[^，。；;、]{0,24}?(?:出生|毕业|参加工作|取得)")
"""When somebody was born or left school says whom a rule is for, whatever year it is of."""
ASKS_AGE = re.compile(r"年龄|岁|出生|多大|毕业|应届|往届")


def other_time(query: Query, words: str, headings: str) -> bool:
    """Does a sentence under its headings (the title among them) speak of another time than the one asked for?"""
    told = {int(year) for year in YEAR.findall(words)}
    if not told & set(query.years):
        told -= base_years(words)
        if ASKS_AGE.search(query.text):
            told -= {int(y) for m in BORN.finditer(words) for y in YEAR.findall(m.group())}
    under = _part_of_both(headings.replace(" ", ""))
    if query.years and told and not told & set(query.years) and not _names(query, told, under):
        return True
    review, plan = _reviews(under), bool(PLAN.search(under))
    if query.years and not told:
        years = {int(year) for year in YEAR.findall(under)}
        inner = years - {max(years)} if review and len(years) > 1 else years
        if inner and not inner & set(query.years):
            return True
    if review == plan:
        return False
    asks_review = bool(ASKS_REVIEW.search(query.text) or PAST.search(query.text))
    asks_plan = bool(ASKS_PLAN.search(query.text)) and not asks_review
    return (review and asks_plan) or (plan and asks_review)


def _part_of_both(under: str) -> str:
    """Of a document whose title names a review and a plan the headings below it, where they say which of them they are
    of."""
    title = BOTH.search(under)
    below = under[title.end() :] if title else ""
    return below if any(p.search(below) for p in (YEAR, REVIEW, PLAN)) else under


def in_its_year(words: str, opening: str) -> str:
    """Words that name no year, behind the year with which their paragraph begins (到2018年，…。…)."""
    opens = OPENS.match(opening) if opening and not YEAR.search(words) else None
    return f"{opens.group()}，{words}" if opens else words


def _reviews(under: str) -> bool:
    """Are headings, the outer first, of what was done?"""
    last = max((m.end() for m in REVIEW.finditer(under)), default=0)
    return bool(last) and not AHEAD.search(under, last)


def base_years(words: str) -> set[int]:
    """Years that changes in some words are reckoned from."""
    return {int(year) for m in BASE_YEAR.finditer(words) for year in YEAR.findall(m.group())}


def _names(query: Query, told: set[int], under: str) -> bool:
    """Is the year asked for a part of what the thing is called, which begins or ends in the year beside: the fee for the
    exam of 2026 is due in November 2025?"""
    titled = {int(year) for year in YEAR.findall(under)} & set(query.years)
    beside = all(any(abs(year - own) == 1 for own in titled) for year in told)
    return query.kind == "date" and beside and not (REVIEW.search(under) or PLAN.search(under))
