"""Tables without drawn walls: columns told by white space, rows by rules, fills, steps or the first column.

Lines of print that stand side by side in the same columns over several rows, below a row that heads
them, are a table. Better to miss one than to make one of prose: a run of lines must be headed, filled,
and each of its columns must begin, end or centre at one place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ingest.load.pdf_aligned_checks import FEWEST_LINES, is_table
from ingest.load.pdf_aligned_heads import head_spans
from ingest.load.pdf_aligned_lines import Row, edges_of, em_of, middle_of, rows_of, runs_of, slot_of
from ingest.load.pdf_aligned_rows import rows_by_steps
from ingest.load.pdf_columns import gutter
from ingest.load.pdf_lines import Piece, bounds, middle
from ingest.load.pdf_rulings import GridCell, Line, RuledTable

FEWEST_OF_TWO = 4
"""Lines that make a table of two columns; ``FEWEST_LINES`` make a wider one."""
ACROSS = 0.7
"""Share of a table's width that a rule must cover to part its rows."""


def find_aligned(
    pieces: Sequence[Piece], rules: Sequence[Line], before: tuple[float, ...] | None = None
) -> list[RuledTable]:
    """The tables among pieces that stand in no ruled table, from top to bottom.

    Args:
        pieces: The page's pieces outside all ruled tables.
        rules: Horizontal lines and edges of fills on the page.
        before: The column edges of a table at the foot of the page before; lines at the head of this
            page that keep to them go on with it, without a header of their own.
    """
    if len(pieces) < 2 * FEWEST_LINES or gutter(pieces) is not None:
        return []
    rows = rows_of(pieces)
    found = []
    for first, last in runs_of(rows):
        run = rows[first:last]
        table = None
        if before is not None and first <= 1:
            table = _continued(run, rules, before)
        table = table or _table(run, rules)
        if table is not None:
            found.append(table)
    return found


def in_cells(pieces: Sequence[Piece], tables: Sequence[RuledTable], first: int) -> list[Piece]:
    """The pieces, those inside a table with their cell; ``first`` is the number of the first table."""
    found = []
    for piece in pieces:
        x, y = (piece.box[0] + piece.box[2]) / 2, middle(piece.box)
        for number, table in enumerate(tables, first):
            if piece.cell is None and (cell := table.cell_at(x, y)) is not None:
                piece = replace(piece, cell=(number, cell))
        found.append(piece)
    return found


# --- columns ----------------------------------------------------------------------------------


def _table(run: Sequence[Row], rules: Sequence[Line]) -> RuledTable | None:
    """The table that a run of rows is; None where anything speaks against it."""
    run = _trimmed(run)
    if len(run) < FEWEST_LINES:
        return None
    xs, inner = edges_of(run), edges_of(run[1:])
    if inner is not None and len(run[0].parts) < len(run[1].parts):
        spans = head_spans(run[0], run[1], inner)
        if spans and (found := _tested(run[1:], inner, rules, run[0].top - 1, spans)):
            return found
    return None if xs is None else _tested(run, xs, rules)


def _tested(
    run: Sequence[Row],
    xs: tuple[float, ...],
    rules: Sequence[Line],
    top: float | None = None,
    spans: Sequence[tuple[int, int]] = (),
) -> RuledTable | None:
    """The table of rows and columns that stands every test; ``spans`` are cells of a row above it."""
    if len(run) < (FEWEST_LINES if len(xs) > 3 else FEWEST_OF_TWO):
        return None
    own = _rules_of(run, rules, xs)
    ys = _heights(run, own, xs)
    if len(ys) < 4 or not is_table(run, xs, ys, own):
        return None
    return _grid(xs, ys if top is None else [top, *ys], spans)


def _trimmed(run: Sequence[Row]) -> Sequence[Row]:
    """The run without lone lines at its end that end as a sentence does."""
    last = len(run)
    while last and len(run[last - 1].parts) == 1 and run[last - 1].texts[0].endswith("。"):
        last -= 1
    return run[:last]


def _rules_of(run: Sequence[Row], rules: Sequence[Line], xs: Sequence[float]) -> list[float]:
    """The heights of the rules that run over most of a table's width, from above its first row."""
    width, em = xs[-1] - xs[0], em_of(run[0].parts[0][0])
    found: list[float] = []
    for rule in sorted(rules, key=lambda line: line.at):
        inside = run[0].top - 1.5 * em < rule.at < run[-1].bottom + 1.5 * em
        over = min(rule.hi, xs[-1]) - max(rule.lo, xs[0])
        if inside and over > ACROSS * width and (not found or rule.at - found[-1] > 0.5 * em):
            found.append(rule.at)
    return found


# --- rows -------------------------------------------------------------------------------------


def _heights(run: Sequence[Row], rules: Sequence[float], xs: Sequence[float]) -> list[float]:
    """The upper edge of each row of the table and the lower edge of the last.

    Rules between all rows tell them; else steps do, where lines of a cell stand closer than rows; else a
    row begins with words in the first column.
    """
    parting = [at for at in rules if run[0].bottom - 2 < at < run[-1].top + 2]
    bands = len({sum(at < middle_of(row) for at in parting) for row in run})
    if len(parting) >= 3 and bands >= 4:
        return [run[0].top - 1, *_used(parting, run), run[-1].bottom + 1]
    places = [
        (row.top, row.bottom, slot_of(xs, part), text)
        for row in run
        for part, text in zip(row.parts, row.texts, strict=True)
    ]
    if told := rows_by_steps(places):
        return [run[0].top - 1, *told, run[-1].bottom + 1]
    steps = [b.top - a.top for a, b in pairwise(run)]
    usual = min(steps)
    cuts = [run[0].top - 1]
    for (a, b), step in zip(pairwise(run), steps, strict=True):
        first = min(slot_of(xs, part) for part in b.parts) == 0
        wide = step > 1.3 * usual
        crossed = any(a.bottom - 2 < at < b.top + 2 for at in parting)
        if crossed or (first and len(b.parts) > 1) or (wide and first):
            cuts.append((a.bottom + b.top) / 2)
    return [*cuts, run[-1].bottom + 1]


def _used(parting: Sequence[float], run: Sequence[Row]) -> list[float]:
    """The rules that have words on both sides of them since the last one."""
    kept: list[float] = []
    for at in parting:
        above = [r for r in run if (kept[-1] if kept else 0) < middle_of(r) < at]
        if above and any(middle_of(r) > at for r in run):
            kept.append(at)
    return kept


def _grid(
    xs: Sequence[float], ys: Sequence[float], spans: Sequence[tuple[int, int]] = ()
) -> RuledTable:
    """Cells of one place each; ``spans`` (first column, columns) merge places of the first row, and one
    of a single column goes down into the second."""
    columns = len(xs) - 1
    names: dict[tuple[int, int], int] = {}
    cells: list[GridCell] = []
    wide = dict(spans)
    for row in range(len(ys) - 1):
        for column in range(columns):
            if (row, column) in names:
                continue
            width = wide.get(column, 1) if row == 0 else 1
            height = 2 if row == 0 and spans and width == 1 and column in wide else 1
            box = (xs[column], ys[row], xs[column + width], ys[row + height])
            for r in range(row, row + height):
                names |= {(r, c): len(cells) for c in range(column, column + width)}
            cells.append(GridCell(row, column, height, width, box))
    places = tuple(names[r, c] for r in range(len(ys) - 1) for c in range(columns))
    box = (xs[0], ys[0], xs[-1], ys[-1])
    return RuledTable(box, tuple(cells), tuple(xs), tuple(ys), places)


# --- over the page ----------------------------------------------------------------------------


def _continued(
    run: Sequence[Row], rules: Sequence[Line], before: tuple[float, ...]
) -> RuledTable | None:
    """The rows at the head of a page that keep to the columns of the table above the page break."""
    kept: list[Row] = []
    for row in run:
        boxes = [bounds([p.box for p in part]) for part in row.parts]
        crosses = any(b[0] < x - 2 and b[2] > x + 2 for b in boxes for x in before[1:-1])
        outside = any(b[0] < before[0] - 12 or b[2] > before[-1] + 12 for b in boxes)
        slots = [slot_of(before, part) for part in row.parts]
        if crosses or outside or len(set(slots)) < len(slots):
            break
        kept.append(row)
    full = [row for row in kept if len(row.parts) >= len(before) - 2]
    if len(full) < 2 or len(kept) < len(run):
        return None
    ys = _heights(kept, _rules_of(kept, rules, before), before)
    return _grid(before, ys) if len(ys) >= 3 else None
