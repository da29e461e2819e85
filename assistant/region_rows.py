"""The rows of all districts of a table, where a question adds up all of them: 四个县区, 各区."""

from __future__ import annotations

import re
from collections.abc import Mapping

from assistant.table_grid import TableGrid
from ingest.grammar import parse_numeral

OF_REGIONS = re.compile(
    r"(?:(?P<number>[两二三四五六七八九十\d]+)个|各个?|所有|全部)(?:县区|区县|县市区?|县（区）|区市县|市县区?|地(?![方区点]))"
)
EXCLUDED = re.compile(r"[（(]?(?:不算|不含|不包括|除了?|除去|不计)[^，。（）()]{2,10}[）)]?")
"""What is left out of the sum: no district."""
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
    return rows if len(rows) > 1 and number in (None, len(rows)) else []


def _first(grid: TableGrid, row: int) -> list[str]:
    return [grid.words(cell) for cell in grid.cells_of(row)[:2]]


def of_regions(text: str) -> frozenset[int]:
    """The places of the words that say all districts, and what is left out."""
    found = (m for p in (OF_REGIONS, EXCLUDED) for m in p.finditer(text))
    return frozenset(i for m in found for i in range(*m.span()))
