"""Does a value stand with the words it belongs to? 小学900元 is wrong where 900元 is said of 初中 and 700元 of 小学.

A value is bound wrongly where another value of the same unit has words of the
sentence that its own place in the source lacks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from assistant.guard_figures import Figure, figures
from assistant.guard_labels import Label, labels_of, pairs_of
from assistant.guard_names import Body, Ordinal, bodies, ordinals
from assistant.guard_numbers import same_value, was
from assistant.guard_slots import scopes
from assistant.guard_text import Lack
from assistant.guard_times import same_time, times
from ingest.grammar import TimeSpan

TIMES_LISTED = re.compile(r"\s*(?:[、和及与]|以及)\s*")
BODIES_LISTED = re.compile(r"\s*(?:[、和及与]|以及)[一-鿿]{0,4}")
"""每年3月、9月组织; 教师发展中心、基础教育科配合: what is said of the last is said of all."""

T = TypeVar("T", Figure, TimeSpan, Ordinal, Body)


def binding_faults(text: str, sources: Sequence[str]) -> Iterator[Lack]:
    """A lack for each value that the sources give to something else."""
    yield from _faults(text, sources, _numbers, _same_figure, _rival_figure)
    yield from _faults(text, sources, _dates, same_time, _rival_time, least=2, lone=True)
    yield from _faults(
        text, sources, _bodies, lambda a, _, b, __: _one_body(a, b), _rival_body, least=3
    )
    yield from _faults(text, sources, _parts, lambda a, _, b, __: a[2:] == b[2:], _rival_part)


def _faults(
    text: str,
    sources: Sequence[str],
    read: Callable[[str], tuple[tuple[T, Label], ...]],
    same: Callable[[T, str, T, str], bool],
    rival: Callable[[T, T], bool],
    least: int = 1,
    lone: bool = False,
) -> Iterator[Lack]:
    said = read(text)
    if not said:
        return
    written = [(value, label, source) for source in sources for value, label in read(source)]
    for value, label in said:
        mine = [(lab, src) for v, lab, src in written if same(value, text, v, src)]
        if not mine:
            continue
        others = [
            (lab, src) for v, lab, src in written
            if rival(value, v) and not same(value, text, v, src)
        ]  # fmt: skip
        if lone and not all(lab.all for lab, _ in mine):
            continue  # a day of issue alone on its line says nothing against the sentence
        if all(_scoped_otherwise(label, lab) for lab, _ in mine) or (
            others and all(_taken(label, m, others, least) for m in mine)
        ):
            yield Lack("binding", text[value.start : value.end].strip(), value.start, value.end)


def _scoped_otherwise(said: Label, theirs: Label) -> bool:
    """Does the sentence say it of 小学 and the source of 初中?"""
    own, head = scopes(theirs.words), scopes(theirs.lead)
    return any(
        mine and (there := beside or above) and not mine & there
        for mine, beside, above in zip(
            scopes(said.words if said.own else said.lead), own, head, strict=True
        )
    )


def _taken(
    label: Label, mine: tuple[Label, str], others: Sequence[tuple[Label, str]], least: int
) -> bool:
    """Has another value words of the sentence that this one's place lacks, and this one none that it lacks?"""
    here = mine[0].all | (
        _around(mine[1]) if len({s for _, s in others} - {mine[1]}) else frozenset()
    )
    for theirs, source in others:
        there = theirs.all | (_around(source) if source != mine[1] else frozenset())
        of_mine = here if source != mine[1] else mine[0].all
        said = label.own or label.all
        gained, kept = said & (there - of_mine), said & (of_mine - there)
        if source != mine[1]:
            gained, kept = label.all & (there - of_mine), label.all & (of_mine - there)
        if _scoped_otherwise(label, theirs) and not _scoped_otherwise(label, mine[0]):
            continue
        enough = len(gained) >= least or (gained and gained == label.own)
        if enough and len(gained) > (2 * len(kept) + 1 if kept else 0):
            return True
    return False


def _same_figure(figure: Figure, text: str, other: Figure, _: str) -> bool:
    return same_value(figure, other) or was(figure, other, text)


def _rival_figure(figure: Figure, other: Figure) -> bool:
    spans = figure.kind == other.kind == "duration"
    return (spans or figure.unit == other.unit) and (figure.low, figure.high) != (
        other.low,
        other.high,
    )


def _rival_part(part: Ordinal, other: Ordinal) -> bool:
    return part.of == other.of and part.number != other.number


def _rival_time(_: TimeSpan, other: TimeSpan) -> bool:
    return other.precision in ("day", "month", "quarter", "half", "year")


@lru_cache(maxsize=512)
def _numbers(text: str) -> tuple[tuple[Figure, Label], ...]:
    found = tuple(f for f in figures(text) if not f.words.strip().startswith("一个"))
    return tuple(zip(found, labels_of(text, [(f.start, f.end) for f in found]), strict=True))


@lru_cache(maxsize=512)
def _dates(text: str) -> tuple[tuple[TimeSpan, Label], ...]:
    found = [t for t in times(text) if t.precision not in ("year", "plan")]
    return tuple(
        zip(
            found,
            labels_of(text, [(t.start, t.end) for t in found], leading=True, listed=TIMES_LISTED),
            strict=True,
        )
    )


@lru_cache(maxsize=512)
def _parts(text: str) -> tuple[tuple[Ordinal, Label], ...]:
    found = ordinals(text)
    return tuple(
        zip(found, labels_of(text, [(o.start, o.end) for o in found], leading=True), strict=True)
    )


@lru_cache(maxsize=512)
def _bodies(text: str) -> tuple[tuple[Body, Label], ...]:
    found = bodies(text)
    return tuple(
        zip(
            found,
            labels_of(text, [(b.start, b.end) for b in found], listed=BODIES_LISTED),
            strict=True,
        )
    )


def _one_body(body: Body, other: Body) -> bool:
    return body.name.endswith(other.name) or other.name.endswith(body.name)


def _rival_body(body: Body, other: Body) -> bool:
    return not _one_body(body, other)


@lru_cache(maxsize=512)
def _around(source: str) -> frozenset[str]:
    """The words of a source's lines without a value: title, headings, issuer."""
    lines = [line for line in source.split("\n") if not figures(line)]
    return pairs_of("\n".join(lines))
