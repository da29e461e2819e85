"""Two columns of a table that the parts of a question before and behind a cut name by what tells their headers apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

OLD = re.compile(r"老|旧|原|以前|之前|过去|试行|前$")
NEW = re.compile(r"新|现|修订(?!前)|调整后|改后|后$")
"""A header or a side that is the rule before, or the one in force."""
YEAR = re.compile(r"(?:19|20)\d\d")


def column_pairs(
    heads: Mapping[int, str], before: str, behind: str, fits: Callable[[int, int], bool]
) -> list[tuple[int, int]]:
    """Pairs of columns that fit, the one named before the cut first; what both headers share need be said only where
    more than one pair fits."""
    found: list[tuple[int, int, str]] = []
    for one, first in heads.items():
        for other, second in heads.items():
            if one == other or not first or not second:
                continue
            if _tells_apart(first, second, before, behind) and fits(one, other):
                found.append((one, other, _common(first, second)))
    said = [
        (one, other) for one, other, common in found
        if not common or any(common[i : i + 2] in before + behind for i in range(len(common) - 1))
    ]  # fmt: skip
    return said or ([found[0][:2]] if len(found) == 1 else [])


def _tells_apart(first: str, second: str, before: str, behind: str) -> bool:
    years = [YEAR.findall(words) for words in (first, second)]
    if all(len(own) == 1 for own in years) and years[0] != years[1]:
        own, others = years[0][0], years[1][0]
    else:
        own, others = _apart(first, second)
    if own and others and own in before and others in behind:
        return others not in before and own not in behind
    sides = ((first, before), (second, behind))
    older = [bool(OLD.search(head)) and bool(OLD.search(part)) for head, part in sides]
    newer = [bool(NEW.search(head)) and bool(NEW.search(part)) for head, part in sides]
    return (older[0] and newer[1]) or (newer[0] and older[1])


def _common(first: str, second: str) -> str:
    own, _ = _apart(first, second)
    return YEAR.sub("", first.replace(own, "", 1)) if own else first


def _apart(one: str, other: str) -> tuple[str, str]:
    """What of two headers is not at the beginning or the end of both."""
    head = 0
    while head < min(len(one), len(other)) and one[head] == other[head]:
        head += 1
    tail = 0
    while tail < min(len(one), len(other)) - head and one[-1 - tail] == other[-1 - tail]:
        tail += 1
    while head and one[head - 1].isdigit():
        head -= 1
    while tail and one[len(one) - tail].isdigit():
        tail -= 1
    return one[head : len(one) - tail], other[head : len(other) - tail]
