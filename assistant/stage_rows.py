"""Rows of a table that are parted by stages of schools (小学组, 初中组, 高中组): those of the stage that a question says as 小学生
or 初中的, though the title of the table names all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

LEVELS = ("幼儿园", "小学", "初中", "高中", "中职", "大学", "高校")
SAID = re.compile(
    r"(?<![中大])(?P<of>幼儿园|小学|初中|高中|中职|大学|高校)(?:的?(?:学?生|娃|孩子|组|段|阶段|部|里|这[块边]|那[块边]|选手|作品|节目)|(?=的|获|得|有|几|多少|$))"
)
"""How a question names one stage, and none of 中小学生."""
CELL = re.compile(
    r"(?:幼儿园?|小学|初中|高中|中职|大学|高校)(?:生|学生)?(?:[甲乙丙]?组|段|阶段|部|类)?"
)
"""A cell that says nothing but a stage."""
FEWEST = 2


def stage_column(cells: Mapping[int, Sequence[str]]) -> int | None:
    """The column whose cells are stages, two different ones at least; None where there is none."""
    for column, words in cells.items():
        said = {w for w in words if w}
        if len(said) >= FEWEST and all(CELL.fullmatch(w) for w in said):
            return column
    return None


def stages_said(question: str) -> list[str]:
    """The stages that a question names, each once."""
    return list(dict.fromkeys(m["of"] for m in SAID.finditer(question)))


def places_said(question: str, stage: str) -> frozenset[int]:
    """The places of the question that name a stage."""
    spans = [m.span() for m in SAID.finditer(question) if m["of"] == stage]
    return frozenset(i for first, last in spans for i in range(first, last))
