"""The rows of all districts of a table, where a question adds up all of them: 四个县区, 各区; and of what it names beside."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.table_grid import TableGrid
from ingest.grammar import parse_numeral

OF_REGIONS = re.compile(
    r"(?:(?P<number>[两二三四五六七八九十\d]+)个|各个?|所有|全部)(?:县区|区县|县市区?|县（区）|区市县|市县区?|地(?![方区点])|区(?![域别间分])|县(?![级域长]))"
)
EXCLUDED = re.compile(r"[（(]?(?:不算|不含|不包括|除了?|除去|不计)[^，。（）()]{2,10}[）)]?")
"""What is left out of the sum: no district."""
JOIN = r"(?:连同|还有|加上|以及|[和与跟同加、，,])+"
"""What stands between all districts and one that is none."""
REGION = re.compile(r"[^全]{1,10}[区县市旗]$")


def region_rows(grid: TableGrid, own: Mapping[int, frozenset[int]], text: str) -> list[int]:
    """The rows whose first cells are districts, of these the ones that the question names best; as many as it says.

    Args:
        own: For each row what its cells explain of the question.
    """
    match = OF_REGIONS.search(text)
    if match is None:
        return []
    named = [row for row in own if any(map(REGION.fullmatch, _first(grid, row)))]
    most = max((len(own[row]) for row in named), default=0)
    rows = [row for row in named if len(own[row]) == most]
    number = parse_numeral(match["number"]) if match["number"] else None
    if len(rows) < 2 or number not in (None, len(rows)):
        return []
    beside = [row for row in own if row not in rows and _is_said(grid, row, match, text)]
    return sorted({*rows, *beside})


def _is_said(grid: TableGrid, row: int, regions: re.Match[str], text: str) -> bool:
    """Is a row that is no district named beside all of them: 五个区县和市直学校?"""
    behind, before = text[regions.end() :], text[: regions.start()]
    names = [w for w in _first(grid, row)[:1] if len(w) > 1]
    return any(
        re.match(rf"{JOIN}{re.escape(w)}", behind) or re.search(rf"{re.escape(w)}{JOIN}$", before)
        for w in names
    )


def _first(grid: TableGrid, row: int) -> list[str]:
    return [grid.words(cell) for cell in grid.cells_of(row)[:2]]


def of_regions(text: str) -> frozenset[int]:
    """The places of the words that say all districts, and what is left out."""
    found = (m for p in (OF_REGIONS, EXCLUDED) for m in p.finditer(text))
    return frozenset(i for m in found for i in range(*m.span()))
