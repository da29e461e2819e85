"""Binds each time of a sentence that governs a task to its action and owner."""

from __future__ import annotations

import re

from ingest.extract import guards, tense
from ingest.extract.binding import FORCE, Bound, bind, completed, trimmed
from ingest.extract.clauses import Sentence
from ingest.extract.governing import Governed, rest
from ingest.extract.reading import Line, Years, fact_time
from ingest.extract.targets import Found, Rejected
from ingest.records import Deadline, Span

# The day a document itself was issued.
ISSUED = re.compile(r"(?:正式)?(?:印发|发布|公布|颁布|发文|通过|修订|修正)")
# Words after which a value stands.
VALUE_FOLLOWS = re.compile(r"(?:为|达到|不低于|不超过|至|(?<![报签收迟])到)$")
# A clause that is an event of its own, not how the one before it is done.
EVENT = re.compile(
    r"^[、，,：:\s]*(?:并|同时|分别)?(?:召开|举办|举行|承办|组织召开|组织举办|组织举行|出台|印发|发布(?=招|公|通)|公布|启动(?=新|全|第|实|建))"
)
# Names of tables: 2026年项目安排表.
TABLE_NAME = re.compile(r"(?:安排表|一览表|汇总表|分工表|计划表|进度表|任务表|统计表|目录|清单)$")


def find_deadlines(
    line: Line, sentence: Sentence, times: list[Governed], found: Found, years: Years, owner: str
) -> tuple[list[Deadline], list[Rejected]]:
    """All deadlines of one sentence, in order, and what was refused."""
    deadlines: list[Deadline] = []
    rejected: list[Rejected] = []
    for index, governed in enumerate(times):
        if _inside_value(line, governed):
            continue
        limit = _limit(sentence, times, index)
        bound = bind(line, sentence, governed, limit)
        reason = _refuse(line, sentence, governed, bound, years)
        if reason:
            rejected.append(Rejected(governed.time.start, governed.time.end, reason))
            continue
        action, start, end, actor, clause = completed(line, sentence, bound, times)
        if clause in found.clauses or (
            governed.clause in found.clauses and governed.role != "lead"
        ):
            continue
        deadlines.append(_deadline(line, governed, action, start, end, actor or owner))
        if governed.role == "lead":
            for more in _further(sentence, end, limit, found):
                deadlines.append(_deadline(line, governed, *more[:3], more[3] or owner))
    return deadlines, rejected


def _further(sentence: Sentence, after: int, limit: int, found: Found) -> list[Bound]:
    """Events of their own in the clauses after the first one: 9月份，开展教育月活动，召开表彰大会."""
    return [
        trimmed(clause, number)
        for number, clause in enumerate(sentence.clauses[:limit])
        if clause.start >= after and EVENT.match(clause.text) and number not in found.clauses
    ]


def _inside_value(line: Line, governed: Governed) -> bool:
    time = governed.time
    return any(q.start <= time.start and time.end <= q.end and q.unit for q in line.quantities)


def _limit(sentence: Sentence, times: list[Governed], index: int) -> int:
    """The clause before which the reach of a time ends: that of the next leading time."""
    for later in times[index + 1 :]:
        if later.role == "lead" and later.clause > times[index].clause:
            return later.clause
    return len(sentence.clauses)


def _refuse(line: Line, sentence: Sentence, governed: Governed, bound: Bound, years: Years) -> str:
    if reason := guards.background(sentence.text):
        return reason
    if governed.role == "attribute":
        return "时间只修饰名词"
    if TABLE_NAME.search(line.text.strip()) and len(line.text.strip()) <= 40:
        return "表格的名称"
    if years.over(governed.time):
        return "时间早于文件的年份"
    if not bound[0]:
        return "时间后没有任务"
    if ISSUED.fullmatch(bound[0].strip()):
        return "印发或发布的日期"
    if VALUE_FOLLOWS.search(bound[0].rstrip()):
        return "时间后是数值，不是任务"
    clause = sentence.clauses[governed.clause].text
    scope = clause if clause == bound[0] else clause + bound[0]
    if not FORCE.match(rest(governed.after)) and tense.is_past(scope, sentence.text, line.mode):
        return "已完成的工作或背景"
    return ""


def _deadline(
    line: Line, governed: Governed, action: str, start: int, end: int, owner: str
) -> Deadline:
    time = governed.time
    start, end = min(start, time.start), max(end, time.end)
    return Deadline(
        id="",
        document_id="",
        section=line.section,
        quote=line.text[start - line.start : end - line.start],
        start=start,
        end=end,
        span=Span(time.start, time.end),
        action=action,
        owner=owner,
        time=fact_time(time),
    )
