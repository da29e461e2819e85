"""Which schedule a question means that says 这学期的工作安排, 全局月历 or 校历: the one held for that term.

A plan of a term is called by its kind and its term, seldom by its title; one of another term is another document
(2026—2027学年第一学期的 is not held where only the second term of the year before is).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from assistant.names import Known, Named
from ingest.grammar import TimeSpan, find_times

OF_TERM = (
    r"(?:学期|学年度?|[春秋]季)(?:的)?(?:全[局校区县市]的?)?(?:各科室|学校|教育局|局里|局)?(?:的)?"
)
KIND = r"(?:月度|逐月|按月|分月)?(?:重点)?(?:工作|教学|教育教学|德育|教研)?(?:安排表?|计划表?|要点|日程表?|月历|行事历)(?![了过好哪什啥几多])"
BEHIND = r"(?:[里上]\s*[头面]?|当?中|之中|内)?"
SAID = re.compile(
    rf"{OF_TERM}(?P<of_term>{KIND}{BEHIND})|(?P<alone>(?:全[局校区县市]的?)?(?:(?:工作|活动)?月历|行事历|校历|月度(?:工作)?(?:安排|计划)表?|(?:工作|学期)安排表|按月(?:工作)?安排)"
    rf"{BEHIND})"
)
"""How people call the plan of a term."""
PLACED = re.compile(rf"^全[局校区县市]的?|{BEHIND}$")
TITLE = re.compile(
    r"(?:学期|学年度?)[^《》]{0,10}(?:安排|计划|要点|日程)|校历|行事历|月历|月度?工作(?:安排|计划)"
)
"""Titles of such plans."""
NOUNS = ("校历", "行事历", "月历", "计划", "要点", "安排")
"""What tells one plan of a term from another, the more telling first."""
OUR_TERM = re.compile(r"^[这本当]")
"""本学期 is no term that a question insists on by name."""
LISTED_KINDS = frozenset({"overview", "list", "open", "procedure", "definition"})
"""Kinds as which a question for what a schedule sets may be read by its everyday words."""
TASKS = re.compile(
    r"落[到在]|归(?!属|还)|轮到|该[做干办]|要[做干办忙]|的?(?:事情?|活儿?|工作|任务)(?:[，。？?\s]|$)|挂了?名|点了?名|列出|一件件|有(?:哪些|哪几|什么|啥)|哪几[件项]|忙(?:什么|啥)"
)
"""What asks for what is to be done."""


def named_schedule(text: str, library: Sequence[Known], today: dt.date | None) -> Named | None:
    """The schedules that a question calls by their kind; those of another term are missing by name. None where it
    calls none so, or where none is held."""
    said = SAID.search(text)
    held = [known for known in library if TITLE.search(known.title)] if said else []
    if not said or not held:
        return None
    noun = next((n for n in NOUNS if n in said.group()), "")
    held = [known for known in held if noun in known.title] or held
    terms = [t for t in find_times(text, reference=today) if t.precision == "term" and t.lo]
    words = (said["alone"] or said["of_term"],)
    name = PLACED.sub("", words[0])
    if not terms:
        return Named(tuple(k.id for k in held), (), words)
    fitting = [k for k in held if _fits(k.title, terms[0])]
    if fitting:
        return Named(tuple(k.id for k in fitting), (), words)
    if OUR_TERM.match(terms[0].text):
        return None
    return Named((), (f"《{terms[0].text.rstrip('的')}{name}》",), words)


def asks_for_tasks(text: str) -> bool:
    """Does a question of a schedule ask for what is to be done?"""
    return bool(TASKS.search(text))


def _fits(title: str, asked: TimeSpan) -> bool:
    """Is a schedule of the term asked for, as far as its title tells?"""
    own = next((t for t in find_times(title) if t.precision == "term" and t.lo), None)
    if own is None or own.lo is None or asked.lo is None:
        return True
    years = {own.lo.year, asked.lo.year} - {None}
    return len(years) < 2 and own.lo.month == asked.lo.month
