"""Tables that lost their walls: cells parted by blanks, or one cell a line, as captures of web pages leave them.

They are read as tables only where the numbers of their rows or a column of figures prove it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.records import Document, Paragraph, Span, Table, TableCell

Cells = list[Span]
"""The cells of one row, as spans of the text."""

SERIAL = re.compile(r"^(?:序号?|编号|No\.?|№)$", re.IGNORECASE)
FIGURE = re.compile(r"^(?:\d+(?:\.\d+)?|[—\-/])\s*(?:[%％人名个所项件元班万]|万元)?$")
PLAIN_FIGURE = re.compile(r"^\d+(?:\.\d+)?$")
# What a head may be: short words without a stop.
HEAD = re.compile(r"^(?!\d)[^，,。；;：:！？!?《》]{1,14}$")
# Heads above what rows are about, and heads above figures.
ABOUT = re.compile(
    r"单位|学校|[区县市]|地区|名称|项目|类别|学段|岗位|学科|科目|组别|年级|奖项|专业|班级|园所"
)
COUNTS = re.compile(
    r"名额|人数|数量?|计划|指标|金额|标准|合计|小计|比例|面积|经费|资金|教师|学生|限额|班|(?:（|\()[^（）()]{1,5}(?:）|\))$"
)
SUM = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|共\s*计)$")
CELL = re.compile(r"[^\s\u3000]+")
LONGEST_CELL = 40
LONGEST_LINE = 200
FEWEST_ROWS = 2
WIDEST = 8


def flat_tables(document: Document) -> tuple[Table, ...]:
    """The tables that stand in the text as plain lines, in order."""
    lines = [p for p in document.paragraphs if p.kind == "text"]
    found: list[Table] = []
    at = 0
    while at < len(lines):
        made = _beside(document, lines, at) or _below(document, lines, at)
        if made is None:
            at += 1
            continue
        rows, following = made
        found.append(_table(document, rows, lines[at - 1] if at else None))
        at = following
    return tuple(found)


def _table(document: Document, rows: Sequence[Cells], above: Paragraph | None) -> Table:
    cells = tuple(
        TableCell(row, column, span.start, span.end)
        for row, line in enumerate(rows)
        for column, span in enumerate(line)
    )
    caption = None
    if above is not None and above.end - above.start <= LONGEST_CELL:
        caption = Span(above.start, above.end)
    start = min(c.start for c in cells)
    return Table(start, max(c.end for c in cells), cells, 1, caption)


# --- cells beside each other ---------------------------------------------------------------------


def _beside(
    document: Document, lines: Sequence[Paragraph], at: int
) -> tuple[list[Cells], int] | None:
    """A head and its rows, each on one line with blanks between its cells."""
    head = _cells(document, lines[at])
    if not 2 <= len(head) <= WIDEST or not all(HEAD.match(_words(document, c)) for c in head):
        return None
    rows, following = [head], at + 1
    while following < len(lines):
        cells = _fitted(document, head, _cells(document, lines[following]))
        if cells is None:
            break
        rows.append(cells)
        following += 1
    body = [row for row in rows[1:] if row[0].start < row[0].end]
    proven = len(body) >= FEWEST_ROWS and any(
        all(FIGURE.match(_words(document, row[column])) for row in body)
        for column in range(1, len(head))
    )
    return (rows, following) if proven else None


def _cells(document: Document, line: Paragraph) -> Cells:
    if line.end - line.start > LONGEST_LINE:
        return []
    text = document.text[line.start : line.end]
    return [Span(line.start + m.start(), line.start + m.end()) for m in CELL.finditer(text)]


def _fitted(document: Document, head: Cells, cells: Cells) -> Cells | None:
    """A row with as many cells as the head; a sum leaves its number out."""
    if len(cells) == len(head):
        serial = SERIAL.match(_words(document, head[0]))
        return cells if not serial or _words(document, cells[0]).isdigit() else None
    if len(cells) == len(head) - 1 and cells and SUM.match(_words(document, cells[0])):
        return [Span(cells[0].start, cells[0].start), *cells]
    return None


# --- one cell a line -----------------------------------------------------------------------------


def _below(
    document: Document, lines: Sequence[Paragraph], at: int
) -> tuple[list[Cells], int] | None:
    """A head and its rows with every cell on a line of its own."""
    first = _line(document, lines, at)
    if not HEAD.match(first) or not (SERIAL.match(first) or ABOUT.search(first)):
        return None
    for width in range(2, WIDEST + 1):
        words = [_line(document, lines, at + i) for i in range(width)]
        if not HEAD.match(words[-1]):
            return None
        numbered = bool(SERIAL.match(first))
        if not numbered and not COUNTS.search(words[-1]):
            continue
        rows, following = _rows(document, lines, at + width, width, numbered)
        if len(rows) >= FEWEST_ROWS + (0 if numbered else 1):
            head = [_span(lines[at + i]) for i in range(width)]
            return [head, *rows], following
    return None


def _rows(
    document: Document, lines: Sequence[Paragraph], at: int, width: int, numbered: bool
) -> tuple[list[Cells], int]:
    """The rows below a head: numbered from one, or closed by a figure."""
    rows: list[Cells] = []
    while at + width <= len(lines):
        words = [_line(document, lines, at + i) for i in range(width)]
        if max(map(len, words)) > LONGEST_CELL:
            break
        spans = [_span(lines[at + i]) for i in range(width)]
        if numbered and words[0] == str(len(rows) + 1):
            rows.append(spans)
        elif not numbered and not PLAIN_FIGURE.match(words[0]) and FIGURE.match(words[-1]):
            if width > 2 and PLAIN_FIGURE.match(words[0]):
                break
            rows.append(spans)
        else:
            break
        at += width
    return _with_sum(document, lines, at, width, numbered, rows)


def _with_sum(
    document: Document,
    lines: Sequence[Paragraph],
    at: int,
    width: int,
    numbered: bool,
    rows: list[Cells],
) -> tuple[list[Cells], int]:
    """The rows with the sum below them, which has no number of its own."""
    if not (numbered and rows and SUM.match(_line(document, lines, at))):
        return rows, at
    words = [_line(document, lines, at + i) for i in range(1, width - 1)]
    if not words or not all(FIGURE.match(word) for word in words):
        return rows, at
    spans = [_span(lines[at + i]) for i in range(width - 1)]
    return [*rows, [Span(spans[0].start, spans[0].start), *spans]], at + width - 1


def _line(document: Document, lines: Sequence[Paragraph], at: int) -> str:
    if at >= len(lines):
        return ""
    return document.text[lines[at].start : lines[at].end].strip()


def _span(line: Paragraph) -> Span:
    return Span(line.start, line.end)


def _words(document: Document, span: Span) -> str:
    return document.text[span.start : span.end]
