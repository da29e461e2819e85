"""The tasks of a line whose time stands outside its sentences: an item below 三月, before （完成时限：…）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract import series, tense
from ingest.extract.actions import Bound, only_how, spread, trimmed
from ingest.extract.clauses import Sentence
from ingest.extract.governing import Governed
from ingest.extract.no_task import untold
from ingest.extract.outer import LIMIT, Outer
from ingest.extract.owners import LABELLED
from ingest.extract.reading import Line
from ingest.extract.roles import (
    ADVERB_HEAD,
    MEANS,
    PURPOSE,
    VOICE_HEAD,
    is_listed,
    is_result,
    stands_alone,
)
from ingest.extract.wording import ACTION
from ingest.records import Deadline, Span

# ——, ●: the mark of an item.
MARKER = re.compile(r"^[—–\-•·●○◆■□▪※*①-⑳\s]+")
TITLE_LENGTH = 24
"""Code points of a first sentence that may be the title of its item."""
# Who answers, at the end of a task: …检查（责任科室：安管科）.
ANSWERS = re.compile(
    r"\s*[（(【\[][^（）()]*$|\s*[（(][^（）()]*(?:责任|牵头|负责|配合)[^（）()]*[)）]\s*$"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with its times and the clauses that gave targets."""

    sentence: Sentence
    times: list[Governed]
    valued: set[int]


def deadlines_under(
    line: Line, told: list[Told], outer: Outer, owner: str, *, dated: bool
) -> list[Deadline]:
    """The deadlines that the outer time gives to a line; their quotes are for the caller to fill in.

    A quote may begin or end in another line, where the time stands.

    Args:
        told: The sentences of the line, in order.
        dated: The line gave deadlines of its own: a label then adds none.
    """
    if line.mode == "review" or (dated and not outer.listed):
        return []
    title = told[0] if len(told) > 1 and _is_title(told[0]) else None
    if title is not None and outer.listed and ACTION.match(title.sentence.text):
        told = [title]
    elif title is not None:
        told = told[1:]
    tasks = [task for one in told for task in _tasks(line, one, outer)]
    valued = dated or any(one.valued for one in told)
    if not tasks and title is not None and not valued:
        tasks = list(_tasks(line, title, outer))
    return [_deadline(line, outer, task, owner) for task in tasks]


def _is_title(one: Told) -> bool:
    text = one.sentence.text
    return len(text) <= TITLE_LENGTH and len(one.sentence.clauses) == 1 and not one.valued


def _tasks(line: Line, one: Told, outer: Outer) -> Iterator[Bound]:
    """The tasks of a sentence up to the first time of its own."""
    sentence = one.sentence
    acting = [g for g in one.times if not series.of_noun(g)]
    own = [g for g in acting if not g.time.recurring and g.role in series.REACHING]
    taken = {g.clause for g in acting} | one.valued
    limit = min((g.clause for g in own), default=len(sentence.clauses))
    end, first = 0, True
    for number in range(limit):
        clause = sentence.clauses[number]
        if clause.start < end or number in taken:
            first = first and number not in taken
            continue
        clause = spread(line, sentence, clause, number, limit)
        part = number > 0 and series.ends_part(line, sentence, number)
        if only_how(clause.text) or not _is_task(clause.text, first, part, outer):
            continue
        action, *place = trimmed(clause, number)
        action = ANSWERS.sub("", MARKER.sub("", action))
        if (
            len(action) < 2
            or untold(action, recurring=False)
            or tense.is_past(action, sentence.text, line.mode)
        ):
            continue
        first, end = False, clause.end
        yield series.with_actor(line, sentence, (action, *place))  # type: ignore[arg-type]


def _is_task(text: str, first: bool, part: bool, outer: Outer) -> bool:
    """Whether a clause is a task: the first of its item, or one that stands alone behind it."""
    if (LIMIT.search(text) and not LIMIT.split(text)[0].strip("（( ")) or LABELLED.match(text):
        return False
    bare = ADVERB_HEAD.sub("", VOICE_HEAD.sub("", text))
    if outer.listed and (first or part):
        return True
    if first and not (MEANS.match(bare) or PURPOSE.match(bare)):
        return bool(ACTION.search(bare[:40])) or is_result(text)
    return stands_alone(text, "event", new_part=part) or is_listed(text, new_part=False)


def _deadline(line: Line, outer: Outer, task: Bound, owner: str) -> Deadline:
    """The deadline of a task; its quote reaches from the task to the time, or from the heading on."""
    action, start, end, actor, _ = task
    time = outer.time
    start, end = min(start, time.start), max(end, time.end)
    return Deadline(
        id="",
        document_id="",
        section=line.section,
        quote="",
        start=start,
        end=end,
        span=Span(time.start, time.end),
        action=action,
        owner=owner or actor,
        time=time,
    )
