"""Tables without drawn walls: columns told by white space, rows by rules, fills, steps or the first column.

Lines of print that stand side by side in the same columns over several rows, below a row that heads
them, are a table. Better to miss one than to make one of prose: a run of lines must be headed, filled,
and each of its columns must begin, end or centre at one place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.load.pdf_columns import gutter
from ingest.load.pdf_lines import Piece, bounds, middle
from ingest.load.pdf_rulings import GridCell, Line, RuledTable

FEWEST_LINES = 3
"""Lines side by side that make a table of three columns; one of two needs ``FEWEST_OF_TWO``."""
FEWEST_OF_TWO = 4
RIVER = 0.6
"""Width in em of the white between two columns."""
ALIGNED = 0.75
"""Share of a column's cells that begin, end or centre at one place, within half an em."""
FILLED = 0.6
"""Share of the places of a table that hold words."""
APART = 3.4
"""Steps between lines, in em, beyond which they belong to different things."""
LONGEST_HEAD = 14
LONGEST_CELL = 45
"""Code points of one line of a cell on average; longer ones are prose set in columns."""
ACROSS = 0.7
"""Share of a table's width that a rule must cover to part its rows."""
# Words that head columns.
HEAD_WORD = re.compile(
    r"^(?:序号|编号|项目|指标|名称|内容|任务|单位|部门|时间|日期|地点|标准|金额|数量|人数|备注|类别|类型|学段|学校|年级|年度|阶段|等级|级别|对象|姓名|课程|学时|学分|分值|要求|措施|责任|完成|比例|合计|性别|职务|职称|电话|联系|区域|乡镇|班级|科目|星期|节次)|"
    r"(?:名称|时间|日期|地点|标准|金额|数量|人数|单位|部门|时限|内容|任务|要求|类别|等级|比例|学时|学分|数|率|费)(?:[（(].{1,8}[）)])?$"
)
NUMBER = re.compile(
    r"^[≥≤<>＞＜约]?\d[\d,，.．:：～~\-—–/%％‰]*(?:\D{0,5})$|^(?:19|20)\d\d年.{0,12}$|^\d{1,2}月.{0,8}$"
)
YEAR = re.compile(r"^(?:19|20)\d\d\s*年?度?\D{0,6}$")
# What no header says, and what is no table: dots to a page number, blanks to fill in, options.
NO_HEAD = re.compile(r"[。；，？！]|[:：]$|\d{5}")
LEADERS = re.compile(r"(?:[.．·…]\s?){3}")
TO_FILL = re.compile(r"[:：]$|_{2}|^[（(]?[A-D][.．、)）]")
# Entries of a list or of a table of contents.
ITEM = re.compile(r"^(?:第.{1,3}[章节条]|[（(]?[一二三四五六七八九十\d]{1,3}[、.．)）])")


@dataclass(frozen=True, slots=True)
class _Row:
    """Pieces on one height, from left to right; ``parts`` are joined where little white parts them."""

    parts: tuple[tuple[Piece, ...], ...]
    top: float
    bottom: float

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of each part."""
        return tuple("".join(p.text for p in part) for part in self.parts)


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
    rows = _rows(pieces)
    found = []
    for first, last in _runs(rows):
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


# --- lines ------------------------------------------------------------------------------------


def _em(piece: Piece) -> float:
    return piece.size or piece.box[3] - piece.box[1]


def _rows(pieces: Sequence[Piece]) -> list[_Row]:
    """Pieces on one height gathered, from the top."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: middle(p.box)):
        if groups and _level(groups[-1][0], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    return [_row(group) for group in groups]


def _level(a: Piece, b: Piece) -> bool:
    shared = min(a.box[3], b.box[3]) - max(a.box[1], b.box[1])
    return shared > 0.5 * min(a.box[3] - a.box[1], b.box[3] - b.box[1])


def _row(group: list[Piece]) -> _Row:
    ordered = sorted(group, key=lambda p: p.box[0])
    parts: list[list[Piece]] = [[ordered[0]]]
    for piece in ordered[1:]:
        if piece.box[0] - parts[-1][-1].box[2] > _em(piece):
            parts.append([piece])
        else:
            parts[-1].append(piece)
    box = bounds([p.box for p in group])
    return _Row(tuple(map(tuple, parts)), box[1], box[3])


def _runs(rows: Sequence[_Row]) -> list[tuple[int, int]]:
    """Stretches of rows that may be tables: begun by parts side by side, not torn by white."""
    found = []
    start: int | None = None
    for i, row in enumerate(rows):
        apart = i > 0 and row.top - rows[i - 1].bottom > APART * _em(row.parts[0][0])
        side = len(row.parts) > 1
        wraps = start is not None and not side and _is_within(row, rows[start:i])
        if start is not None and (apart or not (side or wraps)):
            found.append((start, i))
            start = None
        if start is None and side:
            start = i
    if start is not None:
        found.append((start, len(rows)))
    return found


def _is_within(row: _Row, above: Sequence[_Row]) -> bool:
    """Does a lone part stand within the width of one part of a row above it: the rest of its cell?"""
    box = bounds([p.box for p in row.parts[0]])
    em = _em(row.parts[0][0])
    hits = [sum(_spans(part, box, em) for part in other.parts) for other in above[-8:]]
    return max(hits) == 1 and row.top - above[-1].bottom < 1.2 * em


def _spans(part: Sequence[Piece], box: tuple[float, float, float, float], em: float) -> bool:
    own = bounds([p.box for p in part])
    return own[0] < box[2] - 0.3 * em and box[0] + 0.3 * em < own[2]


# --- columns ----------------------------------------------------------------------------------


def _table(run: Sequence[_Row], rules: Sequence[Line]) -> RuledTable | None:
    """The table that a run of rows is; None where anything speaks against it."""
    run = _trimmed(run)
    if len(run) < FEWEST_LINES:
        return None
    xs = _edges(run)
    if xs is None:
        return None
    columns = len(xs) - 1
    if len(run) < (FEWEST_LINES if columns > 2 else FEWEST_OF_TWO):
        return None
    own = _rules_of(run, rules, xs)
    ys = _heights(run, own, xs)
    if len(ys) < 4 or not _is_table(run, xs, ys, own):
        return None
    return _grid(xs, ys)


def _trimmed(run: Sequence[_Row]) -> Sequence[_Row]:
    """The run without lone lines at its end that end as a sentence does."""
    last = len(run)
    while last and len(run[last - 1].parts) == 1 and run[last - 1].texts[0].endswith("。"):
        last -= 1
    return run[:last]


def _edges(run: Sequence[_Row]) -> tuple[float, ...] | None:
    """Column edges in the middle of the white that runs through all rows; None for fewer than two."""
    boxes = sorted(bounds([p.box for p in part])[::2] for row in run for part in row.parts)
    em = max(_em(p) for row in run for part in row.parts for p in part)
    spans: list[list[float]] = []
    for left, right in boxes:
        if spans and left - spans[-1][1] < RIVER * em:
            spans[-1][1] = max(spans[-1][1], right)
        else:
            spans.append([left, right])
    if len(spans) < 2:
        return None
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(spans)]
    return (spans[0][0] - 1, *inner, spans[-1][1] + 1)


def _slot(xs: Sequence[float], part: Sequence[Piece]) -> int:
    box = bounds([p.box for p in part])
    at = (box[0] + box[2]) / 2
    return next((i for i in range(len(xs) - 2) if at < xs[i + 1]), len(xs) - 2)


def _rules_of(run: Sequence[_Row], rules: Sequence[Line], xs: Sequence[float]) -> list[float]:
    """The heights of the rules that run over most of a table's width, from above its first row."""
    width, em = xs[-1] - xs[0], _em(run[0].parts[0][0])
    found: list[float] = []
    for rule in sorted(rules, key=lambda line: line.at):
        inside = run[0].top - 1.5 * em < rule.at < run[-1].bottom + 1.5 * em
        over = min(rule.hi, xs[-1]) - max(rule.lo, xs[0])
        if inside and over > ACROSS * width and (not found or rule.at - found[-1] > 0.5 * em):
            found.append(rule.at)
    return found


# --- rows -------------------------------------------------------------------------------------


def _heights(run: Sequence[_Row], rules: Sequence[float], xs: Sequence[float]) -> list[float]:
    """The upper edge of each row of the table and the lower edge of the last.

    Rules between all rows tell them; else a row begins with words in the first column, or after more
    white than stands between the lines of one cell.
    """
    parting = [at for at in rules if run[0].bottom - 2 < at < run[-1].top + 2]
    bands = len({sum(at < middle_of(row) for at in parting) for row in run})
    if len(parting) >= 3 and bands >= 4:
        return [run[0].top - 1, *_used(parting, run), run[-1].bottom + 1]
    steps = [b.top - a.top for a, b in pairwise(run)]
    usual = min(steps)
    cuts = [run[0].top - 1]
    for (a, b), step in zip(pairwise(run), steps, strict=True):
        first = min(_slot(xs, part) for part in b.parts) == 0
        wide = step > 1.3 * usual
        crossed = any(a.bottom - 2 < at < b.top + 2 for at in parting)
        if crossed or (first and len(b.parts) > 1) or (wide and first):
            cuts.append((a.bottom + b.top) / 2)
    return [*cuts, run[-1].bottom + 1]


def middle_of(row: _Row) -> float:
    """The height at which a row stands."""
    return (row.top + row.bottom) / 2


def _used(parting: Sequence[float], run: Sequence[_Row]) -> list[float]:
    """The rules that have words on both sides of them since the last one."""
    kept: list[float] = []
    for at in parting:
        above = [r for r in run if (kept[-1] if kept else 0) < middle_of(r) < at]
        if above and any(middle_of(r) > at for r in run):
            kept.append(at)
    return kept


# --- is it one? -------------------------------------------------------------------------------


def _is_table(
    run: Sequence[_Row], xs: Sequence[float], ys: Sequence[float], rules: Sequence[float]
) -> bool:
    columns = len(xs) - 1
    cells = _cells(run, xs, ys)
    head = [cells.get((0, c), "") for c in range(columns)]
    rows = len(ys) - 1
    if not _may_be(run, cells, rows, columns):
        return False
    if sum(map(bool, head)) < max(2, columns - 1) or any(
        NO_HEAD.search(text) or len(text) > LONGEST_HEAD for text in head
    ):
        return False
    body = [[cells.get((r, c), "") for r in range(1, rows)] for c in range(columns)]
    contrast = [_counts(words) and not _numeric(head[c]) for c, words in enumerate(body)]
    if any(_numeric(h) and not YEAR.match(h) for h in head):
        return False
    ruled = len(rules) >= 2 and any(run[0].bottom - 2 < at < run[1].top + 2 for at in rules)
    named = sum(bool(HEAD_WORD.search(text)) for text in head)
    if columns == 2:
        listed = _ascends(body[1]) and any(map(ITEM.match, body[0]))
        return (ruled or (contrast[1] and named > 0)) and not listed
    return ruled or any(contrast) or named * 2 >= columns


def _may_be(
    run: Sequence[_Row], cells: dict[tuple[int, int], str], rows: int, columns: int
) -> bool:
    """Filled, aligned, short, and no contents, options or blanks to fill in."""
    words = list(cells.values())
    if any(LEADERS.search(text) for text in words):
        return False
    if sum(bool(TO_FILL.search(text)) for text in words) > 0.25 * len(words):
        return False
    if len(words) < FILLED * rows * columns:
        return False
    lines = [text for row in run for text in row.texts]
    if sum(map(len, lines)) > LONGEST_CELL * len(lines) or max(map(len, lines)) > 2 * LONGEST_CELL:
        return False
    filled = [sum((row, c) in cells for c in range(columns)) for row in range(rows)]
    full = [count for count in filled if count >= max(2, 0.6 * columns)]
    return len(full) >= FEWEST_LINES and _is_aligned(run, columns)


def _is_aligned(run: Sequence[_Row], columns: int) -> bool:
    """Does each column begin, end or centre at one place?"""
    xs = _edges(run)
    assert xs is not None
    by_column: dict[int, list[tuple[float, float, float]]] = {}
    for row in run[1:]:
        for part in row.parts:
            box = bounds([p.box for p in part])
            place = (box[0], box[2], (box[0] + box[2]) / 2)
            by_column.setdefault(_slot(xs, part), []).append(place)
    em = _em(run[0].parts[0][0])
    good = 0
    for places in by_column.values():
        good += any(
            _near(sorted(p[i] for p in places), 0.5 * em) >= ALIGNED * len(places) for i in range(3)
        )
    return good >= columns


def _near(values: list[float], width: float) -> int:
    """How many of the values lie within one stretch of twice the width."""
    return max(sum(v <= x <= v + 2 * width for x in values) for v in values)


def _numeric(text: str) -> bool:
    return bool(NUMBER.match(text.strip()))


def _counts(words: Sequence[str]) -> bool:
    """Are most cells of a column numbers or times?"""
    filled = [text for text in words if text]
    return len(filled) >= 2 and sum(map(_numeric, filled)) >= 0.6 * len(filled)


def _ascends(words: Sequence[str]) -> bool:
    numbers = [int(text) for text in words if text.isdigit()]
    return len(numbers) >= 0.8 * len(words) and numbers == sorted(numbers)


def _cells(
    run: Sequence[_Row], xs: Sequence[float], ys: Sequence[float]
) -> dict[tuple[int, int], str]:
    found: dict[tuple[int, int], str] = {}
    for row in run:
        at = max(i for i, y in enumerate(ys[:-1]) if y <= middle_of(row) or i == 0)
        for part, text in zip(row.parts, row.texts, strict=True):
            key = (at, _slot(xs, part))
            found[key] = found.get(key, "") + text
    return {key: text for key, text in found.items() if text.strip()}


def _grid(xs: Sequence[float], ys: Sequence[float]) -> RuledTable:
    rows, columns = len(ys) - 1, len(xs) - 1
    cells = tuple(
        GridCell(r, c, 1, 1, (xs[c], ys[r], xs[c + 1], ys[r + 1]))
        for r in range(rows)
        for c in range(columns)
    )
    box = (xs[0], ys[0], xs[-1], ys[-1])
    return RuledTable(box, cells, tuple(xs), tuple(ys), tuple(range(rows * columns)))


# --- over the page ----------------------------------------------------------------------------


def _continued(
    run: Sequence[_Row], rules: Sequence[Line], before: tuple[float, ...]
) -> RuledTable | None:
    """The rows at the head of a page that keep to the columns of the table above the page break."""
    kept: list[_Row] = []
    for row in run:
        boxes = [bounds([p.box for p in part]) for part in row.parts]
        crosses = any(b[0] < x - 2 and b[2] > x + 2 for b in boxes for x in before[1:-1])
        outside = any(b[0] < before[0] - 12 or b[2] > before[-1] + 12 for b in boxes)
        slots = [_slot(before, part) for part in row.parts]
        if crosses or outside or len(set(slots)) < len(slots):
            break
        kept.append(row)
    full = [row for row in kept if len(row.parts) >= len(before) - 2]
    if len(full) < 2 or len(kept) < len(run):
        return None
    ys = _heights(kept, _rules_of(kept, rules, before), before)
    return _grid(before, ys) if len(ys) >= 3 else None
