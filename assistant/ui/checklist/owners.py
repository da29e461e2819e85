"""Departments (责任单位) of rows: a cell that names several counts for each of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from assistant.records import ChecklistRow

BETWEEN = re.compile(r"[、，,；;]")
"""What stands between two departments."""
LONGEST = 24
"""Code points of a name; what is longer is a clause, not a department."""


def split(owner: str) -> list[str]:
    """The departments that a cell names, each once; brackets are not cut through."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(owner):
        depth += (letter in "（(〔[") - (letter in "）)〕]")
        if depth <= 0 and BETWEEN.fullmatch(letter):
            parts.append(owner[start:at])
            start = at + 1
    parts.append(owner[start:])
    return list(dict.fromkeys(p.strip() for p in parts if p.strip()))


def owners_of(rows: Iterable[ChecklistRow]) -> list[tuple[str, int]]:
    """Each department with its number of rows, the most first."""
    counted = Counter(name for r in rows for name in split(r.fact.owner) if len(name) <= LONGEST)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
