"""Which time of its sentence, paragraph or part governs a value."""

from __future__ import annotations

import re

from ingest.extract.clauses import Clause, Sentence
from ingest.extract.governing import Governed, rest
from ingest.extract.reading import Line, fact_time
from ingest.extract.wording import LEAD, OBJECT_VERB, SCOPE_RUN
from ingest.grammar.quantities import Quantity
from ingest.grammar.times import TimeSpan
from ingest.records import FactTime

# Roles in which a time of the value's own clause governs it.
OWN = ("lead", "inner", "tail", "aside", "label")
# Times that govern a whole sentence whatever its clauses do.
LONG = frozenset(("year", "plan"))
# A rate of repeating that the value itself carries: 每周|不少于1课时, 每天|2小时.
REPEATS = re.compile(r"每(?:学年|学期|[天日周月年])")
# 每晚, 每课间: rates that are no times of the calendar and mean every day.
PER_TIME = re.compile(r"/(?:学年|学期|天|周|月|年)")
PER_WHOM = re.compile(r"每[人生户名位师]$|人均$|生均$")
MEMBERS = re.compile(r"^(?:学生|教师|幼儿|师生)")
# How many characters of a noun show that two clauses speak of one thing.
SAME = 2


def governing(
    sentence: Sentence, number: int, quantity: Quantity, times: list[Governed]
) -> TimeSpan | None:
    """The time that holds for a value: in its clause, else the last lead before it, else a closing one."""
    own = [g for g in times if g.clause == number and g.role in OWN]
    outside = [g for g in own if not (quantity.start <= g.time.start < quantity.end)]
    if outside:
        return min(outside, key=lambda g: _distance(g, quantity)).time
    counted = quantity.kind == "duration"
    for lead in reversed([g for g in times if g.clause < number and g.role == "lead"]):
        if counted and lead.time.relation == "by" and lead.time.hi is None:
            continue  # 两周内将结果公示，公示期不少于7天
        if lead.time.precision not in LONG and _parted(sentence, lead.clause, number):
            continue
        if _reaches(sentence, lead, sentence.clauses[number]):
            return lead.time
    for after in times:
        behind = after.clause == number + 1 and after.role == "tail"
        if behind and not after.before.strip("于在力争确保 "):
            return after.time
    return None


def _distance(governed: Governed, quantity: Quantity) -> tuple[bool, int]:
    """How far a time stands from a value; one before it is nearer than any behind."""
    return governed.time.start > quantity.start, abs(governed.time.start - quantity.start)


def _parted(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a semicolon stands between two clauses."""
    start, end = sentence.clauses[first].end, sentence.clauses[last].start
    return bool(re.search(r"[；;]", sentence.text[start - sentence.start : end - sentence.start]))


def _reaches(sentence: Sentence, lead: Governed, clause: Clause) -> bool:
    """Whether a leading time holds for a later clause.

    A month or day with a task of its own (3月最后一周开展活动) holds for a later clause only where that
    goes on with the task: by a verb, or by the same noun (完成6所学校维修，维修面积…).
    """
    if lead.time.precision in LONG or not rest(lead.after).strip():
        return True
    noun = LEAD.sub("", clause.text)
    if OBJECT_VERB.match(noun):
        return True
    if run := SCOPE_RUN.match(noun):
        noun = noun[run.end() :]
    noun = MEMBERS.sub("", noun)
    task = sentence.clauses[lead.clause].text
    return len(noun) >= SAME and noun[:SAME] in task


def brought_to(line: Line, quantity: Quantity) -> FactTime | None:
    """The time inside a change by which it is reached: 由2025年的98%提高到|2030年|的99%."""
    if quantity.comparator != "from_to":
        return None
    inside = [t for t in line.times if quantity.start <= t.start and t.end <= quantity.end]
    return fact_time(inside[-1]) if inside and not inside[-1].recurring else None


def rate_of_money(line: Line, quantity: Quantity, time: TimeSpan) -> bool:
    """Whether a time is the rate of an amount: 每人|每月|分别提高到720元."""
    before = line.text[max(0, time.start - 2 - line.start) : time.start - line.start]
    return quantity.kind == "money" and time.recurring and bool(PER_WHOM.search(before))


def repeated(line: Line, quantity: Quantity) -> FactTime | None:
    """The rate that a value carries itself, other than an amount of money: 每学期|不少于2次."""
    if quantity.kind == "money" or not REPEATS.search(quantity.text):
        return None
    inside = [t for t in line.times if quantity.start <= t.start and t.end <= quantity.end]
    return fact_time(inside[0]) if inside and inside[0].recurring else None


def without_time(unit: str) -> str:
    """A unit without the rate that the fact's time says already: 课时/周 → 课时."""
    return PER_TIME.sub("", unit)
