"""Which statements of two or more documents speak of one matter: each answers for itself, and the words around their
values are alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, product

from assistant.aim import Documents
from assistant.apart_statements import Statement
from assistant.cite import MARK
from assistant.library import Library

LOOKED_AT = 6
"""Statements of a side that are tried."""
ALIKE, ONE_UNIT = 0.6, 0.3
"""What likeness in meaning counts, and values of one unit."""
TELLS, TELLS_BESIDE = 0.6, 0.35
"""Share of the question from which a statement answers, and from which it does beside one of another side that does."""
NEAR, NEAR_BESIDE_OWN, NEAR_LITTLE = 0.42, 0.34, 0.5
"""How near in meaning two statements must be where neither is the answer that its side's own question gets, where one
of them is, and where one tells little by itself."""
OF_SERIES, OF_PART = 0.4, 0.2
"""What it counts that the documents are of one series, and what a part of the whole loses."""
PART = re.compile(r"第[一二三四五]批|首批|补[登报录]")
NUMBERS = re.compile(r"[\d.:：\-—~～]+")


def matched(
    library: Library, scope: Documents, sides: Sequence[Sequence[Statement]], *,
    of_one_unit: bool,
) -> list[Statement] | None:  # fmt: skip
    """One statement of each side, with values of one unit where that is asked for; None where a side has none that
    answers."""
    tried = [list(side[:LOOKED_AT]) for side in sides]
    near = _likeness(library, tried)
    pairs = [chosen for chosen in product(*tried) if not of_one_unit or len(_units(chosen)) == 1]
    best = max(pairs, key=lambda chosen: _score(chosen, near, scope), default=())
    return list(best) if best and _answers(best, near) else None


def _units(chosen: Sequence[Statement]) -> set[str]:
    return {one.value.unit if one.value is not None else "" for one in chosen}


Likeness = dict[tuple[int, int], float]


def _likeness(library: Library, sides: Sequence[Sequence[Statement]]) -> Likeness:
    """How near in meaning two statements are, by their identities."""
    flat = [one for side in sides for one in side]
    vectors = library.meaning.embed([NUMBERS.sub("", MARK.sub("", one.led)) for one in flat])
    cosines = vectors @ vectors.T
    return {
        (id(one), id(other)): float(cosines[i, j])
        for i, one in enumerate(flat) for j, other in enumerate(flat)
    }  # fmt: skip


def _score(chosen: Sequence[Statement], near: Likeness, scope: Documents) -> float:
    units = _units(chosen)
    alike = sum(near[id(one), id(other)] for one, other in pairwise(chosen))
    alike_papers = sum(
        _same_series(scope, one.document_id, other.document_id) for one, other in pairwise(chosen)
    )
    parts = sum(bool(PART.search(one.led)) for one in chosen)
    return (
        sum(one.score for one in chosen) + ALIKE * alike + ONE_UNIT * (len(units) == 1) * len(chosen)
        + OF_SERIES * alike_papers - OF_PART * parts
    )  # fmt: skip


def _same_series(scope: Documents, one: str, other: str) -> float:
    """How far two documents are of one series: one kind, one issuer, one place."""
    if one not in scope or other not in scope:
        return 0.0
    own, their = scope[one].metadata, scope[other].metadata
    return sum(
        bool(a) and a == b
        for a, b in ((own.kind, their.kind), (own.issuer, their.issuer), (own.place, their.place))
    ) / 3  # fmt: skip


def _answers(chosen: Sequence[Statement], near: Likeness) -> bool:
    """Does one answer, and do the others answer as well or stand near to it? What the sides' own questions get needs to be
    no more alike."""
    sure = [one for one in chosen if one.told >= TELLS]
    if not sure or any(one.told < TELLS_BESIDE for one in chosen):
        return False
    return all(_together(one, other, near) for one, other in pairwise(chosen))


def _together(one: Statement, other: Statement, near: Likeness) -> bool:
    if one.own and other.own:
        return True
    if min(one.told, other.told) < TELLS or one.own == other.own:
        return near[id(one), id(other)] >= (
            NEAR if min(one.told, other.told) >= TELLS else NEAR_LITTLE
        )
    return near[id(one), id(other)] >= NEAR_BESIDE_OWN
