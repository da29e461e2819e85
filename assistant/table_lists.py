"""Rows of a table as a list: those that hold what the question names, told by their label and the column asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from assistant.listing import Listing
from assistant.records import Query
from assistant.rows_apart import apart
from assistant.sentences import sentence_at
from assistant.table_grid import BARE_NUMBER, BRACKET, NUMBER_CELL, NUMBERING, TableGrid
from assistant.table_search import OWNER, TIME
from assistant.terms import folded
from ingest.grammar import find_times
from ingest.records import Document, PartialDate, Section, Span, Table, TableCell

NAMED = 0.75
"""Share of a header that must stand in the question for its column to be told."""
MOST_ROWS = 30
VALUE_CELL = re.compile(r"\d\s*(?:[万亿]?元|[%％]|个百分点)")
"""A cell that tells a value, and names no row: 每生每年1200元."""
LONGEST_FILTER = 16
"""Code points of a cell that may choose rows."""
WHO = re.compile(r"谁|哪些人|名单|哪几位|哪几个人|叫什么")
NAME_COLUMN = re.compile(r"姓名|名字")
CODES = re.compile(r"(?:代码|编码|代号)$")
NAMES = re.compile(r"名称$")
"""A code names a row only where no name does."""
YEAR_HEAD = re.compile(r"(?:19|20)\d\d")


def rows_of(
    document: Document, table: Table, sections: Sequence[Section], query: Query
) -> Iterator[Listing]:
    """The list that a table makes for a question; none where fewer than two rows hold what is named."""
    grid = TableGrid(document, table)
    if grid.pairs or grid.columns < 2 or len(grid.rows) < 2:
        return
    label = label_column(grid, query)
    rows, filters = _chosen(grid, query, label)
    by_name = _of_their_names(grid, rows, label, query)
    columns = [c for c in _asked_columns(grid, query, label) if c not in filters]
    if by_name and not columns:
        columns = _headed_so(grid, query, label)
    rows = by_name or rows
    columns = apart(grid, rows, label, columns)
    told = [(row, grid.at(row, label)) for row in rows]
    named = [(row, cell) for row, cell in told if cell is not None and grid.says(cell)]
    fewest = 1 if by_name and columns else 2
    if not fewest <= len(named) <= MOST_ROWS:
        return
    holding = [s for s in sections if s.start <= table.start < s.end]
    before = sentence_at(document.text, max(0, len(document.text[: table.start].rstrip()) - 1))
    heads = [grid.head(column) for column in range(grid.columns)]
    caption = document.text[table.caption.start : table.caption.end] if table.caption else ""
    head = " ".join(
        (
            *(h.title for h in holding[-1:]),
            document.text[before.start : before.end],
            caption,
            *heads,
            *filters.values(),
        )
    )
    items = tuple(_row_span(grid, row) for row, _ in named)
    said = tuple(_said(grid, row, cell, columns) for row, cell in named)
    context = tuple(Span(c.start, c.end) for at in (label, *columns) for c in grid.heads(at))
    path = holding[-1].path if holding else ()
    yield Listing(
        document.id, "rows", items, head, path, None, holding[-1] if holding else None, said, context,
        chosen=bool(filters) and len(named) < len(grid.rows), caption=table.caption,
    )  # fmt: skip


def label_column(grid: TableGrid, query: Query) -> int:
    """The column that names the rows: the one that the question asks for by name, else the first of words that
    are not merged over rows."""
    heads = {column: grid.head(column) for column in range(grid.columns)}
    first = _first_of_words(grid, heads, query)
    after = {c: h for c, h in heads.items() if c > first and NAMES.search(h)}
    if CODES.search(heads.get(first, "")) and after:
        return _first_of_words(grid, after, query) or first
    return first


def _first_of_words(grid: TableGrid, heads: Mapping[int, str], query: Query) -> int:
    if WHO.search(query.text):
        people = [column for column, head in heads.items() if NAME_COLUMN.search(head)]
        if people:
            return people[0]
    for column, head in heads.items():
        cells = [grid.at(row, column) for row in grid.rows]
        words = [grid.words(c) for c in cells if grid.says(c)]
        if NUMBERING.match(head) or not words:
            continue
        numbers = sum(bool(NUMBER_CELL.match(w) or VALUE_CELL.search(w)) for w in words)
        merged = len({c.start for c in cells if c is not None}) < len(
            [c for c in cells if c is not None]
        )
        repeated = len(set(words)) < 0.6 * len(words)
        if numbers < 0.5 * len(words) and not merged and not repeated:
            return column
    return 0


def _chosen(grid: TableGrid, query: Query, label: int) -> tuple[list[int], dict[int, str]]:
    """The rows that the question's words and its time choose, and the words that chose them by column."""
    rows = list(grid.rows)
    filters: dict[int, str] = {}
    by = _until(query)
    for column in range(grid.columns):
        head = grid.head(column)
        if column == label or NUMBERING.match(head) or (by is not None and TIME.search(head)):
            continue
        value = _value_named(grid, column, folded(query.text))
        kept = [r for r in rows if value in grid.words(grid.at(r, column))] if value else []
        if kept:
            rows = kept
            filters[column] = value
    timely = _timely(grid, rows, by) if by is not None else []
    if timely and query.time is not None:
        rows = timely
        filters[-1] = query.time.raw
    return rows, filters


def _of_their_names(grid: TableGrid, rows: list[int], label: int, query: Query) -> list[int]:
    """Only the rows that the question names (B类 of A类, B类, C类), where it names some."""
    asked = folded(query.text)
    for name in query.named:
        asked = asked.replace(folded(name), " ")
    names = {row: folded(BRACKET.sub("", grid.words(grid.at(row, label)))) for row in rows}
    said = [row for row in rows if len(names[row]) > 1 and names[row] in asked]
    return said


def _headed_so(grid: TableGrid, query: Query, label: int) -> list[int]:
    """The one column whose header ends as the question says: 必交材料 where it asks for 材料."""
    heads = {c: folded(grid.head(c)) for c in range(grid.columns) if c != label}
    ends = [c for c, head in heads.items() if len(head) > 2 and head[-2:] in folded(query.text)]
    return ends if len(ends) == 1 else []


def _value_named(grid: TableGrid, column: int, asked: str) -> str:
    """The longest value of a column that the question says."""
    cells = (grid.at(row, column) for row in grid.rows)
    values = {w for c in cells if grid.says(c) and _chooses(w := grid.words(c), asked)}
    return max(values, key=len, default="")


def _chooses(words: str, asked: str) -> bool:
    return (
        1 < len(words) <= LONGEST_FILTER and not BARE_NUMBER.match(words) and folded(words) in asked
    )


def _until(query: Query) -> PartialDate | None:
    """The day up to which things are asked for: 5月31日前; None for another window."""
    time = query.time
    return time.hi if time is not None and time.relation in ("by", "until") else None


def _timely(grid: TableGrid, rows: Sequence[int], by: PartialDate) -> list[int]:
    """Rows whose time ends no later than a day."""
    columns = [c for c in range(grid.columns) if TIME.search(grid.head(c))]
    kept = []
    for row in rows:
        words = " ".join(grid.words(grid.at(row, c)) for c in columns if grid.at(row, c))
        ends = [t.hi for t in find_times(words) if t.hi is not None]
        if ends and all(
            (e.month or 12, e.day or 31) <= (by.month or 12, by.day or 31) for e in ends
        ):
            kept.append(row)
    return kept


def _asked_columns(grid: TableGrid, query: Query, label: int) -> list[int]:
    """Columns whose headers the question names, besides the label's."""
    asked = folded(query.text)
    found = []
    for column in range(grid.columns):
        head = folded(grid.head(column))
        if column == label or not head or NUMBERING.match(head):
            continue
        bare = re.sub(r"[（(].*?[）)]", "", head)
        whole = len(bare) > 1 and bare in asked
        year = YEAR_HEAD.search(head) and any(str(y) in head for y in query.years)
        who = OWNER.search(head) and re.search(r"谁|哪个(?:部门|科|单位)|负责", query.text)
        when = TIME.search(head) and re.search(r"什么时候|何时|哪天|几月", query.text)
        if whole or year or who or when:
            found.append(column)
    return found


def _said(grid: TableGrid, row: int, label: TableCell, columns: Sequence[int]) -> str:
    """The row's label with the cells asked for, each behind its header where there are several."""
    cells = [(column, grid.at(row, column)) for column in columns]
    said = []
    for column, cell in cells:
        if not grid.says(cell):
            continue
        value = grid.valued(row, column)
        head = re.sub(r"[（(].*?[）)]", "", grid.head(column))
        said.append(value if len(columns) == 1 else f"{head} {value}")
    name = grid.words(label)
    return f"{name}：{'，'.join(said)}" if said else name


def _row_span(grid: TableGrid, row: int) -> Span:
    cells = grid.cells_of(row)
    own = [c for c in cells if c.row == row] or list(cells)
    return Span(min(c.start for c in own), max(c.end for c in own))
