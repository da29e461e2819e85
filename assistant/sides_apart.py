"""A comparison of sides that stand in documents of their own, two districts' notices, two years' plans, a rule and the
one before it: each is asked the same, what answers on both sides is told side by side, and what it comes to."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.apart_pairing import matched
from assistant.apart_sides import Apart, sides_apart
from assistant.apart_statements import Statement, statements
from assistant.apart_verdict import Said, head, only_told, worked
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
        if not found:
            return None
        told.append(found)
    one_unit = bool(wanted.kind) and not wanted.unlike
    return matched(library, case.scope, told, of_one_unit=one_unit)


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
