"""Columns of a table that only the brackets of their headers tell apart: 住宿费（四人间）and 住宿费（六人间）."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from assistant.table_grid import BRACKET, is_unit
from assistant.terms import folded

NUMBERS = str.maketrans("123456789", "一二三四五六七八九")
UNIT_LIKE = re.compile(r"[/／·%％]|^(?:万|亿)?元$")


def told_apart(question: str, heads: Mapping[int, str], columns: Sequence[int]) -> list[int]:
    """The first of the columns that a question says; where others of them are called the same but for their brackets, the
    one whose bracket it says, or all of them where it says none."""
    if not columns:
        return []
    alike = [c for c in columns if _bare(heads[c]) == _bare(heads[columns[0]])]
    if len(alike) < 2 or not all(_bracket(heads[c]) for c in alike):
        return list(columns[:1])
    said = [c for c in alike if _is_said(_bracket(heads[c]), question)]
    return said if len(said) == 1 else alike


def narrowed(question: str, heads: Mapping[int, str], columns: Sequence[int]) -> list[int]:
    """The columns without those that are called like another of them whose bracket alone the question says."""
    kept = []
    for column in columns:
        alike = [c for c in columns if _bare(heads[c]) == _bare(heads[column])]
        said = [c for c in alike if _bracket(heads[c]) and _is_said(_bracket(heads[c]), question)]
        kept += [column] if not said or column in said else []
    return kept


def said_head(heads: Mapping[int, str], column: int) -> str:
    """A header as it is told: without its bracket, unless this tells it from another column of the table."""
    head = heads.get(column, "")
    bare = BRACKET.sub("", head)
    others = (h for c, h in heads.items() if c != column)
    return head if _bracket(head) and any(_bare(h) == bare for h in others) else bare


def of_one_head(heads: Mapping[int, str], columns: Collection[int]) -> bool:
    """Are they all called the same but for their brackets?"""
    return len(columns) > 1 and len({_bare(heads[c]) for c in columns}) == 1


def _bare(head: str) -> str:
    return BRACKET.sub("", head)


def _bracket(head: str) -> str:
    """What the bracket of a header says that is no unit: 四人间."""
    inner = [b[1:-1] for b in BRACKET.findall(head)]
    return next((w for w in inner if w and not is_unit(w) and not UNIT_LIKE.search(w)), "")


def _is_said(words: str, question: str) -> bool:
    return folded(words).translate(NUMBERS) in folded(question).translate(NUMBERS)
