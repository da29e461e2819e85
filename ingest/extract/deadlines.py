"""Binds each time of a sentence that governs a task to its action and owner."""

from __future__ import annotations

import re

from ingest.extract import series
from ingest.extract.actions import Bound, completed
from ingest.extract.binding import FORCE, bind
from ingest.extract.clauses import Sentence
from ingest.extract.governing import Governed, rest
from ingest.extract.no_task import refuse, untold
from ingest.extract.reading import Line, Years, fact_time
from ingest.extract.targets import Found, Rejected
from ingest.records import Deadline, Span

# What a new rule ends: 《…暂行办法》（…号）同时废止.
REPEALED = re.compile(
    r"(?P<what>《[^《》]{2,60}》)(?:[（(][^（）()]{2,40}[)）])?(?:[、和及以与]{1,2}《[^《》]{2,60}》(?:[（(][^（）()]{2,40}[)）])?){0,6}"
    r"同时(?P<verb>废止|失效|停止执行)"
)


def find_deadlines(
    line: Line,
    sentence: Sentence,
    times: list[Governed],
    found: Found,
    years: Years,
    owner: str,
    carried: Governed | None = None,
) -> tuple[list[Deadline], list[Rejected]]:
    """All deadlines of one sentence, in order, and what was refused.

    Args:
        carried: The time of the goals in the sentence before, which results told here share.
    """
    deadlines: list[Deadline] = []
    rejected: list[Rejected] = []
    for index, governed in enumerate(times):
        if _inside_value(line, governed):
            continue
        limit = _limit(sentence, times, index)
        bound = bind(line, sentence, governed, limit)
        if reason := refuse(line, sentence, governed, bound, years):
            rejected.append(Rejected(governed.time.start, governed.time.end, reason))
            continue
        tasks = _tasks(line, sentence, times, governed, bound, limit, found)
        answers = "" if FORCE.match(rest(governed.after)) else owner
        deadlines += [_deadline(line, governed, *task[:3], task[3] or answers) for task in tasks]
    if carried is not None:
        told = series.results(line, sentence, found.clauses)
        deadlines += [_deadline(line, carried, *task[:3], task[3] or owner) for task in told]
    return deadlines + _repealed(line, sentence, times), rejected


def _repealed(line: Line, sentence: Sentence, times: list[Governed]) -> list[Deadline]:
    """What ends on the day that a rule comes into force: 《…办法》同时废止."""
    match = REPEALED.search(sentence.text)
    earlier = [t for t in line.times if t.end <= sentence.start + (match.start() if match else 0)]
    force = [t for t in earlier if FORCE.match(line.text[t.end - line.start :])]
    if match is None or not force:
        return []
    here = next((g for g in times if g.time is force[-1]), None)
    governed = here or Governed(force[-1], "lead", -1, "", "")
    start, end = sentence.start + match.start("what"), sentence.start + match.end()
    return [_deadline(line, governed, match["what"] + match["verb"], start, end, "")]


def _tasks(
    line: Line,
    sentence: Sentence,
    times: list[Governed],
    governed: Governed,
    bound: Bound,
    limit: int,
    found: Found,
) -> list[Bound]:
    """The first task of a time, unless it is a target, and those that stand behind it."""
    first = series.with_actor(line, sentence, completed(line, sentence, bound, times))
    valued = first[4] in found.clauses or (
        governed.clause in found.clauses and governed.role != "lead"
    )
    taken = found.clauses | {
        other.clause for other in times if other is not governed and not series.of_noun(other)
    }
    behind = series.further(line, sentence, governed, bound, limit, taken)
    behind = [task for task in behind if not untold(task[0], recurring=governed.time.recurring)]
    return behind if valued else [first, *behind]


def _inside_value(line: Line, governed: Governed) -> bool:
    time = governed.time
    return any(
        q.start <= time.start and time.end <= q.end and q.unit and q.kind != "duration"
        for q in line.quantities
    )


def _limit(sentence: Sentence, times: list[Governed], index: int) -> int:
    """The clause before which the reach of a time ends: that of the next leading time."""
    for later in times[index + 1 :]:
        if later.role == "lead" and later.clause > times[index].clause:
            return later.clause
    return len(sentence.clauses)


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
