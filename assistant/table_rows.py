"""A whole row asked for: every cell of the row that the question names, each with its header."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.matching import Asked
from assistant.rungs import Told, fits
from assistant.table_grid import BARE_NUMBER, BRACKET, NUMBERING, Place, TableGrid
from ingest.records import Span, TableCell

IN_ROWS = re.compile(
    r"(?:怎么|如何|具体)?安排|情况|分别(?:是|有|为)|各(?:是|为)?多少|都?有?哪些(?:奖励|标准|内容|要求|安排)|是怎样|怎么(?:规定|奖励|加分|算|分)|什么(?:标准|奖励|待遇|安排)"
)
"""Words that ask for all that a table says of something."""
WHOLE = 0.99
"""Share of the row's label that must stand in the question."""
UNTOLD = 0.3
MOST_CELLS = 8
MOST_ROWS = 3
LONGEST_CASE = 16
"""Code points of a label that is a case: 教龄10年以上不满20年."""
LONGEST = 60
"""Code points of a cell that is told in a row."""


def rows_named(
    grid: TableGrid, asked: Asked, around: frozenset[int]
) -> list[tuple[int, TableCell]]:
    """Rows whose label stands whole in the question, where it and what is around the table explain
    nearly all that is asked; with that label."""
    found: list[tuple[int, TableCell]] = []
    for row in grid.rows:
        for cell in grid.cells_of(row)[:2]:
            words = grid.words(cell)
            if not 1 < len(words) <= LONGEST or re.match(r"[\d.]+$", words):
                continue
            match = asked.best([words, BRACKET.sub("", words)])
            if match.share >= WHOLE and asked.untold(match.places | around) <= UNTOLD:
                found.append((row, cell))
                break
    return found if len(found) <= MOST_ROWS else []


def told(grid: TableGrid, row: int, label: TableCell) -> tuple[str, list[TableCell]]:
    """The row in words (责任单位：人事科；完成时限：9月) and its cells; nothing for a row too long."""
    parts: list[str] = []
    cells: list[TableCell] = []
    for cell in grid.cells_of(row):
        head = grid.head(cell.column)
        if cell == label or NUMBERING.match(head):
            continue
        value = grid.words(cell)
        unit = grid.unit_at(row, cell.column)[0]
        if unit and BARE_NUMBER.match(value):
            value, head = value + unit, head.replace(f"（{unit}）", "").replace(f"({unit})", "")
        parts.append(f"{head}：{value}" if head else value)
        cells.append(cell)
    if not 1 < len(cells) <= MOST_CELLS or any(len(grid.words(c)) > LONGEST for c in cells):
        return "", []
    return f"{grid.words(label)}——{'；'.join(parts)}", cells


def context_of(grid: TableGrid, cells: Sequence[TableCell]) -> tuple[Span, ...]:
    """Where the headers and the units of a row's cells stand."""
    heads = [head for cell in cells for head in grid.heads(cell.column)]
    units = [at for cell in cells if (at := grid.unit(cell.column)[1]) is not None]
    return tuple(dict.fromkeys([*(Span(h.start, h.end) for h in heads), *units]))


def of_case(grid: TableGrid, place: Place, told: Told | None) -> bool | None:
    """A row labelled with a case (10—20年): does it hold the number told? None where no label is one."""
    labels = map(grid.words, grid.labels(place.row, place.column))
    cases = [held for words in labels if (held := _held(words, told)) is not None]
    return any(cases) if cases else None


def is_case(words: str, told: Told | None) -> bool:
    """Is a label a case that holds the number told?"""
    return bool(_held(words, told))


def _held(words: str, told: Told | None) -> bool | None:
    return fits(words, told) if told and len(words) <= LONGEST_CASE else None
