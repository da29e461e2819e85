"""Tables of pairs, as in forms: name | value | name | value. They have no header; each value is named by
the cell to its left."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract.cell_values import blank, value_like
from ingest.extract.grid import Grid, cell_text
from ingest.records import Document

# What forms call their fields.
FIELD = re.compile(
    r"^(?:姓名|性别|民族|籍贯|职务|职称|学历|学位|专业|单位|校名|园名|校长|园长|法定代表人|负责人|联系人|电话|手机|邮箱|邮编|地址|网址|编号|备注|性质|类别|类型|规模|来源|依据|周期|预算|总投资|金额|经费)$"
    r"|(?:名称|单位|时间|日期|年月|地点|地址|电话|人数|班数|面积|规模|性质|级别|金额|经费|投资|周期|负责人|联系人|编号|方式|招生|学位|目标|数量)(?:[（(].{1,8}[）)])?$"
)
MOST_FIELD = 12
"""Code points of the name of a field."""
NAMED = 0.6
"""Share of the left cells that must be names of fields."""


def is_pairs(document: Document, grid: Grid) -> bool:
    """Are the first, third … columns names of fields in every row, all different?"""
    rows = sorted({row for row, _ in grid.cells})
    if grid.columns < 4 or grid.columns % 2 or len(rows) < 2:
        return False
    names = [
        cell_text(document, grid.cells.get((row, column)))
        for row in rows
        for column in range(0, grid.columns, 2)
    ]
    filled = [name for name in names if not blank(name)]
    if len(set(filled)) < len(filled) or len(filled) < len(rows):
        return False
    if any(value_like(name) or len(name) > MOST_FIELD for name in filled):
        return False
    return sum(bool(FIELD.search(name)) for name in filled) >= NAMED * len(filled)


def as_pairs(grid: Grid) -> Grid:
    """The grid without a header: its first row is one like the others."""
    rows = tuple(sorted({row for row, _ in grid.cells}))
    return replace(grid, header={}, rows=rows, title=None, groups={})
