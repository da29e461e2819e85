"""A comparison of sides that stand in documents of their own, two districts' notices, two years' plans, a rule and the
one before it: each is asked the same, what answers on both sides is told side by side, and what it comes to."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.apart_pairing import matched
from assistant.apart_sides import Apart, sides_apart
from assistant.apart_statements import Statement, statements
from assistant.apart_verdict import Said, added, head, only_told, worked
from assistant.apart_words import Wanted, compares, wanted_of
from assistant.case import Case
from assistant.library import Library
from assistant.near_misses import is_near_miss, names_lacking
from assistant.readings import plainly
from assistant.reckoning import HEDGES
from assistant.records import Answer, Mode

MOST = 4
"""Sides that are answered one by one."""
OTHERS = frozenset({"sum", "count", "documents", "overview", "status", "article", "greeting"})
"""Kinds of questions that set nothing beside each other."""
HEDGED = "原文的数带有“左右”“以上”“以内”一类的话，差额只按写出的数字算。"
GENERAL = re.compile(r"内容|规定|要求|条款|方面|主要|具体|政策|办法|文件|新旧|[的里中上，]")
"""Words that name no matter: what differs as a whole, the versions of a document tell."""
SUMMED = re.compile(
    r"(?:一共|总共|合计|总计|共计|拢共|统共|加(?:在)?一?(?:起来?|块儿?)|合起来|总和|总数)(?:是|有|为)?|(?<=[数额量])合计"
)
"""Words that ask for a sum and name no matter."""
SCHOOL = re.compile(
    r"(?!全|各|本|每|所有|公办|民办|城[区镇乡]|农村|乡[村镇]|普通|职业|中等|特殊|义务|中小|寄宿|小规模|原|就近|对口|片区|学区)"
    r"(?:(?![的到在由为向按])[一-鿿]){2,8}(?:小学|中学|幼儿园|学校|高中|校区)(?:（[^（）]{1,4}）)?"
)
"""A cell that is the name of one school."""
SHORTEST = 2
"""Characters of a matter."""


def compared_apart(library: Library, case: Case, read: Callable[[Case], Answer]) -> Answer | None:
    """The sides under one head with their values and the difference; None where the question sets no two documents
    beside each other, or one of them says nothing of the matter.

    Args:
        read: Answers a case of one side.
    """
    if case.query.kind in OTHERS or not compares(case.query.text):
        return None
    sides = sides_apart(case.query, case.scope)[:MOST]
    if len(sides) < 2:
        return None
    said = [*case.query.named, *(name for side in sides for name in side.said)]
    wanted = wanted_of(case.query.text, said)
    if len(GENERAL.sub("", wanted.matter)) < SHORTEST:
        return None
    chosen = _chosen(library, case, sides, wanted, read)
    things = wanted.things
    each = [_chosen(library, case, sides, one, read) for one in things] if len(things) > 1 else []
    found = [one for one in each if one]
    if found and len(found) == len(each):
        answer = _listed(case, sides, found)
    elif chosen:
        answer = _told(case, sides, chosen, wanted)
    else:
        return None
    return None if _of_something_else(library, case, answer) else answer


def added_apart(library: Library, case: Case, read: Callable[[Case], Answer]) -> Answer | None:
    """What the documents of several sides say of one number, and its sum; None where one of them says none."""
    sides = sides_apart(case.query, case.scope)[:MOST]
    if case.query.kind != "sum" or len(sides) < 2:
        return None
    names = [*case.query.named, *(name for side in sides for name in side.said)]
    wanted = wanted_of(SUMMED.sub("", case.query.text), names)
    if wanted.kind != "number" or len(GENERAL.sub("", wanted.matter)) < SHORTEST:
        return None
    chosen = _chosen(library, case, sides, wanted, read)
    if not chosen:
        return None
    said = [
        Said(side.name, one.cited(case.citer), one.value)
        for side, one in zip(sides, chosen, strict=True)
    ]
    total = added(said)
    lines = (*(f"{one.name}：{one.text}" for one in said), total)
    answer = Answer("\n".join(lines), "structured", case.citer.citations)
    return answer if total and not _of_something_else(library, case, answer) else None


def _of_something_else(library: Library, case: Case, answer: Answer) -> bool:
    """Does it lack a name of money, a paper or people that is asked for, or is it of another school?"""
    return bool(names_lacking(library, case, answer)) or is_near_miss(
        library, plainly(case), answer, ()
    )


def _chosen(
    library: Library, case: Case, sides: list[Apart], wanted: Wanted,
    read: Callable[[Case], Answer],
) -> list[Statement] | None:  # fmt: skip
    """One statement of each side on one matter."""
    told = []
    for side in sides:
        found = statements(library, case, side, wanted, read)
        if case.query.kind == "sum":
            found = [one for one in found if not of_one_school(one.text, case.query.text)]
        if not found:
            return None
        told.append(found)
    one_unit = bool(wanted.kind) and not wanted.unlike
    return matched(library, case.scope, told, of_one_unit=one_unit)


def of_one_school(line: str, question: str) -> bool:
    """Is a line the row of one school that the question does not name, and no number of the whole district?"""
    names = (part.strip() for part in re.split(r"[，,：:\t|]", line))
    return any(SCHOOL.fullmatch(name) and name not in question for name in names)


def _listed(case: Case, sides: list[Apart], each: list[list[Statement]]) -> Answer:
    """Of every side what it says of each thing."""
    lines = [only_told([side.name for side in sides])]
    for n, side in enumerate(sides):
        said = dict.fromkeys(chosen[n].cited(case.citer) for chosen in each)
        lines.append(f"{side.name}：{' '.join(said)}")
    return Answer("\n".join(lines), "extractive", case.citer.citations)


def _told(case: Case, sides: list[Apart], chosen: list[Statement], wanted: Wanted) -> Answer:
    said = [
        Said(side.name, one.cited(case.citer), one.value)
        for side, one in zip(sides, chosen, strict=True)
    ]
    difference = worked(said, wanted)
    lines = [
        head(said, case.query.text, wanted),
        *(f"{one.name}：{one.text}" for one in said),
        *([difference] if difference else []),
    ]
    hedged = difference and any(one.value and HEDGES.search(one.value.words) for one in said)
    notes = (HEDGED,) if hedged else ()
    mode: Mode = "extractive" if lines[0] == only_told([one.name for one in said]) else "structured"
    return Answer("\n".join(lines), mode, case.citer.citations, notes=notes)
