"""Of a sentence that gives each scope its own value (小学不超过45人，初中不超过50人) the clauses of the scope asked for."""

from __future__ import annotations

import re

from assistant.question_words import SCOPES
from assistant.says import COVERS, scope_held
from assistant.sentences import CLAUSE
from assistant.shorten import BOUND_ON, ELLIPSIS

VALUE = re.compile(
    r"\d|[一二两三四五六七八九十百]+(?:小时|分钟|[学课]时|周?岁|[个名人元天日年月周节次所班])"
)
WHOSE = frozenset({"民办", "公办", "农村", "城区", "乡村"})
"""Scopes that say whose or where a school is, and stand beside no stage."""


def of_scope(asked: str, sentence: str) -> str:
    """The sentence without the values of other scopes, these marked as left out; whole where it does not set them
    side by side."""
    clauses = [m.group() for m in CLAUSE.finditer(sentence)]
    named = [_named(asked, c) if VALUE.search(c) else "" for c in clauses]
    if not asked or "own" not in named or "other" not in named:
        return sentence
    first = next(i for i, n in enumerate(named) if n)
    own = [i for i, n in enumerate(named) if n == "own"]
    for at in range(first + 1, len(clauses)):  # what bounds a value goes with it
        if not named[at] and at - 1 in own and BOUND_ON.search(clauses[at]):
            own.append(at)
    last = max(i for i, n in enumerate(named) if n)
    of_all = [i for i in range(last + 1, len(clauses)) if not VALUE.search(clauses[i])]
    kept = sorted({*range(first), *own, *of_all})
    said = "".join(_with_gap(clauses, kept, n) for n in range(len(kept)))
    return said if kept[-1] == len(clauses) - 1 else f"{said.rstrip('，,；;、')}{ELLIPSIS}"


def of_others(asked: str, sentence: str) -> bool:
    """Does a sentence give the values of several other scopes side by side, and none of the one asked for?"""
    named = [_named(asked, m.group()) for m in CLAUSE.finditer(sentence) if VALUE.search(m.group())]
    return bool(asked) and named.count("other") > 1 and "own" not in named


def _with_gap(clauses: list[str], kept: list[int], n: int) -> str:
    gap = n > 0 and kept[n] - kept[n - 1] > 1
    return f"{ELLIPSIS if gap else ''}{clauses[kept[n]]}"


def _named(asked: str, clause: str) -> str:
    """Is a clause of the scope asked for, of another of its kind, or of none?"""
    if (
        asked in clause
        or scope_held(asked, clause)
        or any(w in clause for w in COVERS.get(asked, ()))
    ):
        return "own"
    others = (s for s in SCOPES if s in clause and (s in WHOSE) == (asked in WHOSE))
    return "other" if any(s not in asked and asked not in s for s in others) else ""
