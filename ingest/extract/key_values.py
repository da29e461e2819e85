"""Tables of pairs, as in forms: name | value | name | value. They have no header; each value is named by
the cell to its left."""

from __future__ import annotations

from dataclasses import replace

from ingest.extract.cell_values import blank
from ingest.extract.grid import Grid, cell_text
from ingest.grammar.fields import are_fields
from ingest.records import Document


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
    return len(filled) >= len(rows) and are_fields(filled)


def as_pairs(grid: Grid) -> Grid:
    """The grid without a header: its first row is one like the others."""
    rows = tuple(sorted({row for row, _ in grid.cells}))
    return replace(grid, header={}, rows=rows, title=None, groups={})
