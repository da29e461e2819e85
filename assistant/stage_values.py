"""The steps in which one target is to be reached: 2027年降到9%，2030年降到6% is one answer to where it is to fall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.records import Fact, Target

BESIDE = 40
"""Code points from the end of one step to the value of the next."""


def steps(best: Target, facts: Sequence[Fact]) -> list[Target]:
    """The target with its values of later and earlier times that stand beside it, in their order; itself where none
    does, or where it has no time."""
    alike = sorted((f for f in facts if _is_step(best, f)), key=lambda f: f.span.start)
    return [step for step in _chain(best, alike) if isinstance(step, Target)]


def _is_step(best: Target, fact: Fact) -> bool:
    """Is a fact of the same thing, in the same unit, of a time of its own?"""
    return (
        isinstance(fact, Target) and fact.document_id == best.document_id and fact.section == best.section
        and fact.indicator == best.indicator and fact.scope == best.scope and fact.unit == best.unit
        and fact.time is not None and best.time is not None
        and "\t" not in fact.quote
    )  # fmt: skip


def _chain(best: Target, alike: Sequence[Fact]) -> Iterator[Fact]:
    """Of facts in order those around one that follow each other closely, each of another time."""
    if best not in alike:
        yield best
        return
    at = alike.index(best)
    first = last = at
    while first and _follows(alike[first - 1], alike[first]):
        first -= 1
    while last + 1 < len(alike) and _follows(alike[last], alike[last + 1]):
        last += 1
    yield from alike[first : last + 1]


def _follows(one: Fact, other: Fact) -> bool:
    times = [f.time for f in (one, other)]
    return 0 <= other.span.start - one.span.end <= BESIDE and times[0] != times[1]
