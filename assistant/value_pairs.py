"""Rows of a table by two of their values: what rose, what fell short of its goal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from assistant.row_conditions import number_in
from assistant.table_grid import TableGrid

ANY = re.compile("")
BY_TWO: tuple[tuple[re.Pattern[str], Callable[[Decimal, Decimal], bool], re.Pattern[str], re.Pattern[str]], ...] = (
    (re.compile(r"(?:没有?|未)(?:能)?(?:完成|达到?标?|实现)"), lambda a, b: b < a, re.compile("目标|计划|预算"), re.compile("完成|实际|决算|达到")),
    (re.compile(r"超(?:额|过)?(?:完成|预算|目标|计划)|超了"), lambda a, b: b > a, re.compile("目标|计划|预算"), re.compile("完成|实际|决算|达到")),
    (re.compile(r"涨价?|上涨|提高了?|上调|增加了?"), lambda a, b: b > a, ANY, ANY),
    (re.compile(r"降价?了|下降|下调|减少了?"), lambda a, b: b < a, ANY, ANY),
)  # fmt: skip
"""What sets two values of a row against each other, how, and the headers of the first and of the second."""


def of_two_values(
    grid: TableGrid,
    heads: Mapping[int, str],
    text: str,
    rows: Sequence[int],
    numeric: Sequence[int],
) -> tuple[list[int], frozenset[int]]:
    """Those rows whose second value is larger (涨价的), or short of the first (没完成的), where the question ``text`` says
    so of two of the ``numeric`` columns; with the places that say it."""
    for said, fits, first, second in BY_TWO:
        match = said.search(text)
        one = [c for c in numeric if first.search(heads[c])]
        other = [c for c in numeric if second.search(heads[c]) and c > (one or [99])[0]]
        if match is None or not one or not other:
            continue
        pairs = {r: (number_in(grid, r, one[0]), number_in(grid, r, other[-1])) for r in rows}
        kept = [r for r, (a, b) in pairs.items() if a is not None and b is not None and fits(a, b)]
        return kept, frozenset(range(*match.span()))
    return list(rows), frozenset()
