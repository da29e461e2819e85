"""Tables of pairs, as in forms: name | value | name | value. They have no header; each value is named by
the cell to its left."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract.cell_values import blank
from ingest.extract.grid import Grid, cell_text
from ingest.grammar.fields import are_fields
from ingest.records import Document, TableCell

# The field that says what or whom a form is about.
SUBJECT = re.compile(
    r"^(?:项目|工程|活动|课题|培训|会议|比赛|赛事|任务|学校|幼儿园|园所|校区)(?:名称)?$|^名称$|^[校园]名$"
)
LONGEST_SUBJECT = 24
# The field that a form begins with, and what stands at that place in a header.
NAME = re.compile(r"(?:名称|项目|单位|学校|姓名)$")
HEAD = re.compile(
    r"(?:目标|标准|数量?|金额|内容|要求|单位|人数|情况|说明|时限|时间|备注|名额|投资|经费|比例|值|率|指标|任务)(?:[（(].*)?$|年|^合计"
)


def is_pairs(document: Document, grid: Grid) -> bool:
    """Are the first, third … columns names of fields in every row, all different?"""
    rows = sorted({row for row, _ in grid.cells})
    if grid.columns % 2 or len(rows) < 2 or (grid.columns == 2 and not _opens(document, grid)):
        return False
    names = [
        cell_text(document, grid.cells.get((row, column)))
        for row in rows
        for column in range(0, grid.columns, 2)
    ]
    filled = [name for name in names if not blank(name)]
    return len(filled) >= len(rows) and are_fields(filled)


def subject_of(document: Document, grid: Grid) -> TableCell | None:
    """The cell that says what or whom a form is about."""
    for (row, column), cell in sorted(grid.cells.items(), key=lambda item: item[0]):
        value = grid.cells.get((row, column + 1))
        if column % 2 or value is None or value == cell:
            continue
        if SUBJECT.match(cell_text(document, cell)) and value.start < value.end:
            return value if len(cell_text(document, value)) <= LONGEST_SUBJECT else None
    return None


def _opens(document: Document, grid: Grid) -> bool:
    """Whether a table of two columns is a form: its first row names what the form is about."""
    top = min(row for row, _ in grid.cells)
    name = cell_text(document, grid.cells.get((top, 0)))
    value = cell_text(document, grid.cells.get((top, 1)))
    filled = {row for row, _ in grid.cells}
    return bool(NAME.search(name) and len(filled) >= 4 and not HEAD.search(value) and value)


def as_pairs(grid: Grid) -> Grid:
    """The grid without a header: its first row is one like the others."""
    rows = tuple(sorted({row for row, _ in grid.cells}))
    return replace(grid, header={}, rows=rows, title=None, groups={})
