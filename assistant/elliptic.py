"""Sentences that say only whose value it is (200人至1000人的不少于3名; 小学5月23日至29日), weighed and told together with the one
before that says of what: by itself such a sentence says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.candidates import Candidate
from assistant.question_words import SCOPES
from assistant.records import Query
from assistant.rungs import Told, fits, is_ladder, rungs
from assistant.scope_clause import VALUE
from assistant.sentences import CLAUSE
from ingest.grammar import find_quantities, find_times
from ingest.records import Span

AT_ONCE = 3
"""Code points before the number of a case with which a sentence begins."""
SAYS_LITTLE = 4
"""Han characters of a clause beside scopes and values that say of nothing."""
TIMES_OF_DAY = re.compile(r"\d{1,2}[:：]\d{2}|[上下]午")
LONGEST_TOLD, LONGEST_LADDER = 150, 320
"""Code points up to which a sentence is told with the one before it, and the cases of a ladder together."""
GAP = 1
"""Code points between two sentences of a paragraph."""
HAN = re.compile(r"[一-鿿]")


def told_together(lines: Sequence[Candidate], query: Query, told: Told | None) -> list[Candidate]:
    """The sentences, the cases of a ladder in which the question tells one's own number as one, and sentences of the
    stage asked for that say no more with the one before."""
    found: list[Candidate] = []
    for _, of_chunk in groupby(lines, key=lambda line: line.chunk.id):
        own = list(of_chunk)
        if told is not None:
            own = list(_with_ladders(own, told))
        if query.scope and query.kind in ("number", "date"):
            own = list(_with_subjects(own, query.scope))
        found += own
    return found


def _with_ladders(lines: Sequence[Candidate], told: Told) -> Iterator[Candidate]:
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and _goes_on(lines[end - 1], lines[end], told):
            end += 1
        run = lines[at:end]
        if _is_told_by_all(run, told):
            yield _joined(run)
        else:
            yield from run
        at = end


def _is_told_by_all(run: Sequence[Candidate], told: Told) -> bool:
    """Do sentences set cases side by side, of which one holds the number?"""
    texts = [line.text for line in run]
    length = sum(map(len, texts))
    return (
        len(run) > 1
        and length <= LONGEST_LADDER
        and is_ladder(texts, told)
        and any(fits(text, told) for text in texts)
    )


def _goes_on(before: Candidate, line: Candidate, told: Told) -> bool:
    """Does a sentence begin with another case of what the one before it speaks of?"""
    cases = rungs(line.text, told.measure)
    return (
        bool(cases)
        and cases[0].start <= AT_ONCE
        and bool(rungs(before.text, told.measure))
        and _adjacent(before, line)
    )


def _with_subjects(lines: Sequence[Candidate], scope: str) -> Iterator[Candidate]:
    for at, line in enumerate(lines):
        before = lines[at - 1] if at else None
        if before is not None and _needs(before, line, scope):
            yield _joined((before, line))
        else:
            yield line


def _needs(before: Candidate, line: Candidate, scope: str) -> bool:
    """Does a sentence give the value of the scope and say of nothing, and the one before it no value?"""
    return (
        scope in line.text
        and _adjacent(before, line)
        and len(before.text) + len(line.text) <= LONGEST_TOLD
        and not VALUE.search(before.text)
        and all(map(says_only_whose, CLAUSE.findall(line.text)))
    )


def says_only_whose(clause: str) -> bool:
    """Does a clause hold a scope and a value, and hardly more?"""
    if not any(s in clause for s in SCOPES) or not VALUE.search(clause):
        return False
    spans = [(q.start, q.end) for q in find_quantities(clause)]
    spans += [(t.start, t.end) for t in find_times(clause)]
    rest = "".join(c for i, c in enumerate(clause) if not any(a <= i < b for a, b in spans))
    rest = TIMES_OF_DAY.sub("", rest)
    for scope in SCOPES:
        rest = rest.replace(scope, "")
    return len(HAN.findall(rest)) <= SAYS_LITTLE


def _adjacent(before: Candidate, line: Candidate) -> bool:
    return (
        0 <= line.span.start - before.span.end <= GAP
        and not before.row.worded
        and not line.row.worded
        and "\n" not in before.text + line.text
    )


def _joined(run: Sequence[Candidate]) -> Candidate:
    first, last = run[0], run[-1]
    return replace(
        first, span=Span(first.span.start, last.span.end), text="".join(one.text for one in run)
    )
