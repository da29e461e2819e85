"""Which rows of a table have some of what a column counts: 哪些学校招五年制, 有空余学位的是哪几家."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.one_table import OneTable

HAVING = re.compile(
    r"(?:哪[些几个所家]+|[什啥]么?)[^，。？?]{0,10}(?:招|有(?!哪|什么|多少|几)|开设?|设|收|配|安排|分到)|(?:招|有|开设?|设|收|配|分到)[^，。？?]{0,10}的(?:是|有|都)*[^，。？?]{0,8}哪"
)
"""Which of the rows have some of what a column counts: 哪些学校招…, 有…的是哪几个."""


def having_some(
    table: OneTable, rows: Sequence[int], columns: Sequence[int], asked: str
) -> Sequence[int]:
    """The rows; where the question asks which of them have some of the one column of numbers, those whose number is
    more than nothing."""
    if len(columns) != 1 or columns[0] not in table.numeric() or not HAVING.search(asked):
        return rows
    return table.valued(rows, columns[0]) or rows
