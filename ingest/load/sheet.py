"""xlsx → RawDocument: each visible sheet with its tables, titles and notes, as they are seen."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field

from ingest.errors import NoText, ParseLimit
from ingest.load.sheet_grid import Grid, Merge, Place, Shown, blocks_of, titled
from ingest.load.sheet_package import Sheet, Workbook
from ingest.records import Block, RawDocument

# Names that a program gives to a sheet.
_NAMELESS = re.compile(r"^(?:sheet|工作表|表|worksheet|chart)\s*\(?\d*\)?$", re.I)
_WORK = 3_000_000
"""Steps that sorting out merged cells may take; no sheet that people made comes near it."""


def load(data: bytes, source: str) -> RawDocument:
    """Reads a spreadsheet; see :func:`ingest.load.load` for what it raises."""
    reader = _Reader(Workbook(data, source), source)
    reader.read()
    if not reader.blocks and reader.furniture:
        raise NoText(
            f"“{source}”的内容都在隐藏的工作表、行或列里。", "请取消隐藏，保存后重新添加。"
        )
    return RawDocument(
        source=source,
        format="xlsx",
        blocks=tuple(reader.blocks),
        furniture=tuple(reader.furniture),
        warnings=tuple(reader.warnings()),
    )


@dataclass(slots=True)
class _Reader:
    """Collects the blocks of all sheets, and what is left out of the text."""

    book: Workbook
    source: str
    blocks: list[Block] = field(default_factory=list)
    furniture: list[Block] = field(default_factory=list)
    _tables: int = 0
    _hidden: int = 0
    _uncounted: int = 0
    _pictures: int = 0
    _others: int = 0

    def read(self) -> None:
        """Reads sheet by sheet, in the order of their tabs."""
        shown: list[tuple[str, list[Block]]] = []
        for name, state, part in self.book.sheets:
            if "sheet" not in part.rpartition("/")[0] or "chartsheet" in part:
                self._others += 1
                continue
            if part not in self.book.names:
                self._others += 1
                continue
            sheet = self.book.sheet(part)
            if state != "visible":
                self._put_aside(sheet.cells, f"{name}", "hidden sheet")
                continue
            blocks = self._visible(sheet) + self._drawn(part)
            self._beside(part, name)
            self._uncounted += sheet.uncounted
            if blocks:
                shown.append((name, blocks))
        for name, blocks in shown:
            named = _is_heading(name, blocks, first=not self.blocks)
            if named:
                self.blocks.append(Block("paragraph", name.strip(), level=1, style="sheet"))
            else:
                self.furniture.append(Block("paragraph", name, style="sheet"))
            self.blocks += titled(blocks, 2 if named else 1)

    def warnings(self) -> list[str]:
        """What a reader of the list should know."""
        told = (
            (self._hidden, "有 {} 行或列被隐藏或筛选，未计入正文。"),
            (self._uncounted, "有 {} 个公式没有保存计算结果，请用 Excel 或 WPS 打开并另存。"),
            (self._pictures, "含有 {} 张图片，其中的文字未能读出。"),
            (self._others, "含有 {} 个图表页或宏表，未能读出。"),
        )
        return [f"“{self.source}”" + words.format(count) for count, words in told if count]

    def _visible(self, sheet: Sheet) -> list[Block]:
        hidden = _Hidden(sheet)
        cells = dict(sheet.cells)
        merges, covered = _merged(cells, sheet.merges, hidden, self.source)
        self._put_aside(covered, "", "covered")
        rows = {p: c for p, c in cells.items() if p[0] in sheet.hidden_rows}
        columns = {p: c for p, c in cells.items() if p not in rows and hidden.column(p[1])}
        self._put_aside(rows, "", "hidden row")
        self._put_aside(columns, "", "hidden column")
        self._hidden += len({r for r, _ in rows}) + len({c for _, c in columns})
        seen = {p: c for p, c in cells.items() if p not in rows and p not in columns}
        grid = Grid(seen, merges, sorted(sheet.hidden_rows))
        blocks = blocks_of(grid, self._tables)
        self._tables += sum(block.kind == "table" for block in blocks)
        return blocks

    def _put_aside(self, cells: dict[Place, Shown], name: str, style: str) -> None:
        """Keeps cells apart, a line for each row (for hidden columns: for each column)."""
        lines: dict[int, list[str]] = {}
        by_column = style == "hidden column"
        for place in sorted(cells, key=lambda p: (p[1], p[0]) if by_column else p):
            words = " ".join(cells[place].text.split())
            lines.setdefault(place[1] if by_column else place[0], []).append(words)
        for words_of in lines.values():
            line = "\t".join(words_of)
            self.furniture.append(
                Block("paragraph", f"{name}：{line}" if name else line, style=style)
            )

    def _beside(self, part: str, name: str) -> None:
        for root in self.book.beside(part, "comments"):
            for comment in root.iter("{*}comment"):
                words = "".join(t.text or "" for t in comment.iter("{*}t")).strip()
                if words:
                    at = f"{name}!{comment.get('ref') or ''}：{words}"
                    self.furniture.append(Block("paragraph", at, style="comments"))

    def _drawn(self, part: str) -> list[Block]:
        """Words of text boxes; pictures are counted."""
        found: list[Block] = []
        for root in self.book.beside(part, "drawing"):
            self._pictures += sum(1 for _ in root.iter("{*}pic"))
            for line in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
                words = "".join(t.text or "" for t in line.iter("{*}t")).strip()
                if words:
                    found.append(Block("paragraph", words, style="text box"))
        return found


class _Hidden:
    """Which rows and columns of a sheet are not shown."""

    def __init__(self, sheet: Sheet) -> None:
        self._rows = sheet.hidden_rows
        self._columns = sheet.hidden_columns

    def column(self, column: int) -> bool:
        return any(first <= column <= last for first, last in self._columns)

    def first_row(self, row: int, last: int) -> int | None:
        """The first shown row from ``row`` to ``last``."""
        while row <= last and row in self._rows:
            row += 1
        return row if row <= last else None

    def first_column(self, column: int, last: int) -> int | None:
        """The first shown column from ``column`` to ``last``."""
        while (run := next((r for r in self._columns if r[0] <= column <= r[1]), None)) is not None:
            column = run[1] + 1
        return column if column <= last else None


def _merged(
    cells: dict[Place, Shown], merges: list[Merge], hidden: _Hidden, source: str
) -> tuple[list[Merge], dict[Place, Shown]]:
    """The merges that show words, and the cells that lie covered under them.

    Words whose row or column is hidden are moved to the first place of the merge that is shown.
    """
    covered = _covered(cells, merges, source)
    kept: list[Merge] = []
    for top, left, bottom, right in merges:
        if (top, left) not in cells:
            continue
        row, column = hidden.first_row(top, bottom), hidden.first_column(left, right)
        if row is not None and column is not None:
            cells[row, column] = cells.pop((top, left))
            kept.append((row, column, bottom, right))
    return kept, covered


def _covered(cells: dict[Place, Shown], merges: list[Merge], source: str) -> dict[Place, Shown]:
    """Takes the cells under a merge, its first one excepted, out of the sheet."""
    by_row: dict[int, list[int]] = {}
    for row, column in sorted(cells):
        by_row.setdefault(row, []).append(column)
    rows = sorted(by_row)
    found: dict[Place, Shown] = {}
    work = 0
    for top, left, bottom, right in merges:
        for row in rows[bisect_left(rows, top) : bisect_right(rows, bottom)]:
            columns = by_row[row]
            under = columns[bisect_left(columns, left) : bisect_right(columns, right)]
            work += 1 + len(under)
            if work > _WORK:
                raise ParseLimit(
                    f"“{source}”的合并单元格过多。", "请拆分文件，或取消不必要的合并后重新添加。"
                )
            places = [(row, column) for column in under if (row, column) != (top, left)]
            found |= {place: cells.pop(place) for place in places if place in cells}
    return found


def _is_heading(name: str, blocks: list[Block], *, first: bool) -> bool:
    """Does a sheet's name say anything that its own title does not say?

    The title of the first sheet is the document's: a name above it would take its place.
    """
    if _NAMELESS.match(name.strip()):
        return False
    titled = blocks[0].kind == "paragraph"
    same = titled and "".join(blocks[0].text.split()) == "".join(name.split())
    return not same and not (first and titled)
