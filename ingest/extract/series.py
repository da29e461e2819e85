"""Further tasks of one time: the clauses behind the first that are tasks or results of their own."""

from __future__ import annotations

import re

from ingest.extract import actors
from ingest.extract.actions import HAPPENS, Bound, only_how, spread, trimmed
from ingest.extract.clauses import Sentence
from ingest.extract.governing import Governed, rest
from ingest.extract.reading import Line
from ingest.extract.roles import ADVERB_HEAD, is_listed, is_purpose, is_result, reach, stands_alone
from ingest.extract.wording import ACTION

# A handing in or making known that leaves out its object.
OBJECTLESS = re.compile(
    r"报(?:送|请)?[^，,]{2,24}?(?:备案|审批|批准|审核|审定|同意)|(?:依法)?向[^，,]{2,12}(?:公布|公示|公开|发布)|(?:予以|进行)?(?:公布|公示|公开|备案)"
)
# The task that made the object.
MAKES = re.compile(
    r"(?:[向对][^，,]{2,16}?)?(?:制定|制订|编制|编写|提交|报送|出具|形成|完成|制作|拟定|起草|修订|撰写|填写|确定)(?P<object>[^，,]{2,30})$"
)
# 三月份（重点工作）：
LISTS = re.compile(
    r"(?:份|期间)?[（(]?(?:的?(?:重点|主要|常规)*(?:工作|任务|活动)*(?:安排|计划)?)[）)]?\s*"
)
SOME = re.compile(r"[\u4e00-\u9fff]{2,6}一批")
# Roles of times that can govern more than their own clause.
REACHING = ("lead", "inner")


def further(
    line: Line,
    sentence: Sentence,
    governed: Governed,
    first: Bound,
    limit: int,
    taken: set[int],
) -> list[Bound]:
    """Tasks of their own behind the first: 9月份，开展教育月活动，召开表彰大会.

    Args:
        first: The first task of the time.
        limit: The clause before which the reach of the time ends.
        taken: Clauses that hold a target or a time of their own.
    """
    if governed.role not in REACHING:
        return []
    kind = reach(governed.time)
    within = starts_inside(line, sentence, governed.clause)
    listed = kind == "event" and _opens_list(line, sentence, governed)
    found: list[Bound] = []
    end = first[2]
    purpose = False
    for number in range(max(first[4], governed.clause) + 1, limit):
        if sentence.clauses[number].start < end:
            continue
        clause = spread(line, sentence, sentence.clauses[number], number, limit)
        part = ends_part(line, sentence, number)
        if part and (kind == "duty" or within):
            break
        if is_purpose(clause.text):
            purpose = True
        elif purpose and not part and is_result(clause.text):
            continue
        else:
            purpose = False
        if number in taken or (only_how(clause.text) and not is_result(clause.text)):
            continue
        if stands_alone(clause.text, kind, new_part=part) or (
            (listed or _alike(first[0], clause.text)) and is_listed(clause.text, new_part=part)
        ):
            task = with_actor(line, sentence, trimmed(clause, number))
            found.append(_with_object(task, found[-1] if found else first))
            end = clause.end
    return found


def _alike(first: str, text: str) -> bool:
    """Whether a clause goes on as the first task began: 每年遴选一批学校，建设一批基地."""
    return "一批" in first and bool(SOME.match(text))


def of_noun(governed: Governed) -> bool:
    """Whether a time only tells which thing the task is about: 编制|2027年|部门预算."""
    told = governed.role == "inner" and ACTION.search(governed.before)
    return governed.role == "attribute" or bool(told and not ACTION.match(rest(governed.after)))


def _opens_list(line: Line, sentence: Sentence, governed: Governed) -> bool:
    """Whether a time and a colon open a list of tasks: 一月：召开…；部署…"""
    own = sentence.clauses[governed.clause]
    mark = line.text[own.end - line.start : own.end - line.start + 1]
    return (
        governed.role == "lead"
        and mark in ("：", ":")
        and bool(LISTS.fullmatch(rest(governed.after)))
    )


def _with_object(task: Bound, before: Bound) -> Bound:
    """A handing in that names no object takes that of the task before: 制定方案，报区教育局备案."""
    action, _, end, actor, number = task
    made = MAKES.match(ADVERB_HEAD.sub("", before[0]))
    if made is None or not OBJECTLESS.fullmatch(action):
        return task
    return made["object"] + action, before[1], end, actor, number


def results(line: Line, sentence: Sentence, taken: set[int]) -> list[Bound]:
    """The results that a sentence tells under a time of the sentence before it."""
    return [
        with_actor(line, sentence, trimmed(clause, number))
        for number, clause in enumerate(sentence.clauses)
        if number not in taken and is_result(clause.text)
    ]


def with_actor(line: Line, sentence: Sentence, bound: Bound) -> Bound:
    """A task with the body that acts, where its own clause does not name it."""
    action, start, end, actor, number = bound
    if actor or number < 0 or HAPPENS.search(action):
        return bound
    acting = actors.actor(line, sentence, number)
    return action, start, end, "" if action.startswith(acting) else acting, number


def starts_inside(line: Line, sentence: Sentence, number: int) -> bool:
    """Whether a clause belongs to a later part of its sentence: …；到2020年，…；…"""
    return any(ends_part(line, sentence, one) for one in range(1, number + 1))


def ends_part(line: Line, sentence: Sentence, number: int) -> bool:
    """Whether a semicolon stands before clause ``number``."""
    left, right = sentence.clauses[number - 1].end, sentence.clauses[number].start
    return bool(re.search(r"[；;]", line.text[left - line.start : right - line.start]))
