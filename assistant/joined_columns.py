"""Columns of a table that a question joins: 人数和年龄要求 of the headers 招聘人数 and 年龄要求; and cells that are bounds."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from assistant.table_grid import BRACKET, NUMBER_CELL
from assistant.terms import folded

JOIN = re.compile(r"以及|[和、与及跟]")
REACH = 6
"""Characters on each side of what joins them within which a header may be said."""
BOUND_CELL = re.compile(
    r"^[一-鿿]{0,4}(?:不[低少超高多]\S{1,2}|最[高低多少]|至[多少])\d[\d.,，]*\D{0,6}$"
)
"""A cell that is one bound: 全学年不超过900元."""


def joined_columns(asked: str, heads: Mapping[int, str]) -> list[int]:
    """The columns that the question names side by side, by a whole header or its first or last two characters, where
    these are no other header's; empty where it joins none."""
    names = {c: _names(folded(BRACKET.sub("", head)), heads.values()) for c, head in heads.items()}
    found: list[int] = []
    for join in JOIN.finditer(asked):
        left = asked[max(0, join.start() - REACH) : join.start()]
        right = asked[join.end() : join.end() + REACH]
        sides = [[c for c in heads if any(n in side for n in names[c])] for side in (left, right)]
        if all(len(side) == 1 for side in sides) and sides[0] != sides[1]:
            found += [c for side in sides for c in side if c not in found]
    return sorted(found)


def _names(head: str, heads: Collection[str]) -> set[str]:
    short = {head[:2], head[-2:]} if len(head) > 2 else set[str]()
    others = [folded(BRACKET.sub("", h)) for h in heads]
    own = {n for n in short if sum(n in other for other in others) == 1}
    return {n for n in (head, *own) if len(n) > 1}


def is_number(words: str) -> bool:
    """Is a cell a number, or one bound in few words?"""
    return bool(NUMBER_CELL.match(words) or BOUND_CELL.match(words))
