"""A table as questions ask of it: for each cell the words above it and the words beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.measure import Measure
from assistant.units_said import bounded
from ingest.grammar import find_quantities
from ingest.grammar.fields import are_fields
from ingest.records import Document, Span, Table, TableCell

# Cells that say nothing, or that they say the same as the one above.
BLANK = re.compile(r"^[/／\\—–\-－―~～*×·.…\s]*$")
SAME = re.compile(r"^(?:同上|[〃″])$")
# A unit, or another remark in brackets.
BRACKET = re.compile(r"[（(\[【][^（）()\[\]【】]*[)）\]】]")
# A value for each of something, which no grammar need know: 万元/车·年.
RATE = re.compile(r"(?P<of>[^/]{1,4})/[一-鿿]{1,3}(?:[·.・/][一-鿿]{1,3})*")
# Headers that only number.
NUMBERING = re.compile(r"^(?:序号?|编号|行次|№|No\.?)$", re.I)
# “单位：万元” in a caption or in the line above the table.
UNIT_NOTE = re.compile(r"单位\s*[:：]\s*(?P<unit>[^\s，,；;、）)\]]{1,8})")
# The header of a column that holds units.
UNITS = re.compile(r"(?:计量|数据)?单位")
YEAR = re.compile(r"(?:19|20)\d\d")
BARE_NUMBER = re.compile(r"^[\d,，.]+(?:\s*[-—–~～至]\s*[\d,，.]+)?$")
# Headers that tell what their bare numbers count, where no unit stands beside them.
COUNTS = (
    (
        re.compile(
            r"人数|名额|招生(?:总?数|名额)|(?:招[聘生录]|录取|培训|选派)(?:计划|数量)$|编制数?$"
        ),
        "人",
    ),
    (re.compile(r"班(?:级)?数|班数量"), "个"),
    (re.compile(r"天数$"), "天"),
    (re.compile(r"周数$"), "周"),
    (re.compile(r"(?:立项|项目)数量?$"), "项"),
    (re.compile(r"^(?:学制|修业年限|办学年限|服务年限|研究周期)$"), "年"),
    (re.compile(r"(?:学校|园所?|校)数"), "所"),
)
# Headers of columns of money.
MONEY = re.compile(r"费|金额|价|[收罚奖]金|标准|补[贴助]|金$|投资|预算|款$")
# A cell that is a number, with little beside it.
NUMBER_CELL = re.compile(
    r"^(?:[≥≤<>＞＜]|约|不[低少超高]\S{0,2})?[\d][\d,，.．:：+\-—–~～至]*\D{0,6}$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A cell with the header cells above it and the other cells of its row."""

    cell: TableCell
    heads: tuple[TableCell, ...]
    row: int
    column: int


def is_unit(text: str) -> bool:
    """Is a word a unit of measure: 万元, %, 元/生·年, 万元/车·年?"""
    if not text or len(text) > 10 or re.search(r"\d", text):
        return False
    if rate := RATE.fullmatch(text):
        return is_unit(rate["of"])
    found = find_quantities(f"12{text}")
    return len(found) == 1 and found[0].start == 0 and found[0].end == len(text) + 2


def last_bracket(words: str) -> str:
    """What a label's last bracket holds: % of 近视率（%）."""
    found = BRACKET.findall(words)
    return found[-1][1:-1] if found else ""


class TableGrid:
    """Merged cells spread over the places they cover; 同上 is read as what stands above."""

    def __init__(self, document: Document, table: Table) -> None:
        self.document = document
        self.table = table
        self.columns = max((c.column + c.column_span for c in table.cells), default=0)
        self._at = {
            (row, column): cell
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }
        last = max((row for row, _ in self._at), default=-1)
        self.pairs = self._is_form(last)
        self.rows = tuple(range(0 if self.pairs else table.header_rows, last + 1))
        for row, column in sorted(self._at):
            above = self._at.get((row - 1, column))
            if above is not None and SAME.match(self.words(self._at[row, column])):
                self._at[row, column] = above

    def _is_form(self, last: int) -> bool:
        """Is this a table of pairs, name | value | name | value, without a header?"""
        if self.columns < 4 or self.columns % 2 or last < 1:
            return False
        places = [(row, c) for row in range(last + 1) for c in range(0, self.columns, 2)]
        names = [self.words(cell) for at in places if self.says(cell := self._at.get(at))]
        return len(names) > last and are_fields(names)

    def at(self, row: int, column: int) -> TableCell | None:
        """The cell that covers a place."""
        return self._at.get((row, column))

    def words(self, cell: TableCell | None) -> str:
        """A cell's words without white space."""
        return "" if cell is None else re.sub(r"\s+", "", self.document.text[cell.start : cell.end])

    def heads(self, column: int) -> tuple[TableCell, ...]:
        """The header cells above a column, title rows over the whole table left out."""
        if self.pairs:
            return ()
        found = dict.fromkeys(
            cell
            for row in range(self.table.header_rows)
            if (cell := self._at.get((row, column))) is not None
            and cell.end > cell.start
            and (cell.column_span < self.columns or self.columns == 1)
        )
        return tuple(found)

    def head(self, column: int) -> str:
        """Their words from top to bottom."""
        return "".join(self.words(cell) for cell in self.heads(column))

    def cells_of(self, row: int) -> tuple[TableCell, ...]:
        """The cells of a row that hold words, merged ones from above included, each once."""
        cells = (self._at.get((row, column)) for column in range(self.columns))
        return tuple(dict.fromkeys(c for c in cells if c is not None and self.says(c)))

    def says(self, cell: TableCell | None) -> bool:
        """Does a cell hold more than a dash?"""
        return cell is not None and not BLANK.match(self.words(cell))

    def labels(self, row: int, column: int) -> Iterator[TableCell]:
        """Cells of the row beside a column that can name it: words, and numbers in the first column."""
        for cell in self.cells_of(row):
            inside = cell.column <= column < cell.column + cell.column_span
            names = cell.column == 0 and not NUMBERING.match(self.head(0))
            if not inside and (names or not NUMBER_CELL.match(self.words(cell))):
                yield cell

    def places(self) -> Iterator[Place]:
        """All cells below the header that say something, where they stand first."""
        for row in self.rows:
            for column in range(self.columns):
                cell = self._at.get((row, column))
                if cell is None or not self.says(cell) or cell.column != column:
                    continue
                if not NUMBERING.match(self.head(column)):
                    yield Place(cell, self.heads(column), row, column)

    def unit(self, column: int) -> tuple[str, Span | None]:
        """The unit of bare numbers: of the header, the caption or the line above; and where outside."""
        for inner in BRACKET.findall(self.head(column)):
            if is_unit(inner[1:-1]):
                return inner[1:-1], None
        above = self.table.start - 1
        line = self.document.text.rfind("\n", 0, max(above, 0)) + 1
        spans = [self.table.caption] if self.table.caption else []
        for span in (*spans, Span(line, max(above, line))):
            if note := UNIT_NOTE.search(self.document.text, span.start, span.end):
                return note.group("unit"), span
        head = BRACKET.sub("", self.head(column))
        counted = next((unit for named, unit in COUNTS if named.search(head)), "")
        return (counted, None) if counted or not MONEY.search(head) else self._captioned()

    def _captioned(self) -> tuple[str, Span | None]:
        """The unit of money in the bracket that ends the caption: 表1 收费标准（元/生·学期）."""
        span = self.table.caption
        inner = last_bracket(self.document.text[span.start : span.end].strip()) if span else ""
        return (inner, span) if "元" in inner and is_unit(inner) else ("", None)

    def unit_at(self, row: int, column: int) -> tuple[str, Span | None]:
        """The unit of one bare number: of its header, else of its row （近视率（%）, or a cell below 单位）, else as of its
        column."""
        for inner in BRACKET.findall(self.head(column)):
            if is_unit(inner[1:-1]):
                return inner[1:-1], None
        for cell in self.cells_of(row) if not NUMBERING.match(self.head(column)) else ():
            words = self.words(cell)
            own = words if UNITS.fullmatch(self.head(cell.column)) else last_bracket(words)
            if cell.column != column and is_unit(own):
                return own, Span(cell.start, cell.end)
        return self.unit(column)

    def valued(self, row: int, column: int) -> str:
        """A cell's words, a bare number with its unit."""
        words = self.words(self.at(row, column))
        if said := bounded(words, self.unit_at(row, column)[0]):
            return said
        if not self.is_amount(words, column):
            return words
        return words + self.unit_at(row, column)[0]

    def is_amount(self, words: str, column: int) -> bool:
        """Is it a bare number, and no year? 1980 below （万元） is none."""
        if not BARE_NUMBER.match(words):
            return False
        in_head = any(is_unit(inner[1:-1]) for inner in BRACKET.findall(self.head(column)))
        return in_head or not YEAR.fullmatch(words)

    def measured_in(self, column: int) -> str:
        """The base unit of a column's numbers, of the header or of the cells themselves; empty where none is told."""
        unit = self.unit(column)[0]
        for row in self.rows:
            words = self.words(self._at.get((row, column)))
            read = find_quantities(words + (unit if BARE_NUMBER.match(words) else ""))
            if NUMBER_CELL.match(words) and read:
                return read[0].unit
        return ""

    def of_measure(self, columns: Iterable[int], measure: Measure | None) -> list[int]:
        """Of some columns of numbers those in a unit that is asked for; where none tells one those that tell none."""
        units = {c: self.measured_in(c) for c in columns}
        if measure is None:
            return list(units)
        told = [c for c, unit in units.items() if unit and measure.fits(unit)]
        return told or [c for c, unit in units.items() if not unit]
