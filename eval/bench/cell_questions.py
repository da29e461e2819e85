"""Questions about single cells of tables: caption or place of the table + row label + column header."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.records import Document, Section, Table, TableCell

LONGEST_LABEL = 30
LONGEST_HEADER = 16
LONGEST_VALUE = 60
WIDEST = 40
"""Columns of the widest table that is asked about; wider ones are timetables and sheets of marks."""
# Headers of columns that number, remark or say nothing.
NO_HEADER = re.compile(r"^(?:序号?|编号|备注|附注|说明|№)$|^[\d.]*$")
# Cells that say nothing, and rows that remark or sum up.
BLANK = re.compile(r"^[/／—–－\-\s√×*]*$")
# A label that is a value itself.
VALUE_LABEL = re.compile(r"^[\d,，.]+\D{0,3}$")
NO_ROW = re.compile(r"^(?:备注|附注|说明|注)[:：]?")
UNIT = re.compile(r"[（(][^（）()]{0,12}[)）]|单位[:：].*$")
# A caption that names nothing: only a unit, or the sentence before the table.
NO_CAPTION = re.compile(r"^[（(]?单位[:：]|如下[:：]?$|[。；;]$")
# Numbers in front of a caption or heading: 表1, （十二）, 第十四条.
NUMBERING = re.compile(
    r"^(?:附?表\s*[\d一二三四五六七八九十]*(?:[-－.]\d+)*\s*[:：]?|附件\s*\d*[:：]?"
    r"|第[一二三四五六七八九十百]+[章节条]|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十\d]{1,3}[、.．])\s*"
)
NUMBER = re.compile(r"\d")
OWNER = re.compile(r"(?:责任|牵头|负责|承办|主办)(?:单位|部门|科室|人)")
TIME = re.compile(r"时限|时间|期限|日期|截止")
PLACE = re.compile(r"地点|地址|场所|场地")


@dataclass(frozen=True, slots=True)
class CellQuestion:
    """One question, the cell that answers it and the values that stand beside that cell."""

    text: str
    wording: str
    source: str
    document_id: str
    format: str
    start: int
    end: int
    value: str
    label: str
    header: str
    neighbours: tuple[str, ...]


def squeezed(text: str) -> str:
    """A cell's words without white space."""
    return re.sub(r"\s+", "", text)


def split_of(source: str) -> str:
    """Which half a document belongs to, by a hash of its file name."""
    name = source.rsplit("/", 1)[-1]
    return ("dev", "held-out")[int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2]


def questions(
    document: Document, sections: Sequence[Section], most: int
) -> tuple[CellQuestion, ...]:
    """At most ``most`` questions, chosen by a hash of place so that a new table moves no other choice.

    A pair of label and header that stands in several tables is asked with the table's caption or
    heading; where that does not part them it is not asked.
    """
    asked = [
        (table, place, cell, label, header)
        for table in document.tables
        for place in (_place(document, table, sections),)
        for cell, label, header in _cells(document, table)
    ]
    pairs = Counter((label, header) for _, _, _, label, header in asked)
    full = Counter((place, label, header) for _, place, _, label, header in asked)
    found: list[CellQuestion] = []
    for table, place, cell, label, header in asked:
        if full[place, label, header] > 1:
            continue
        alone = pairs[label, header] == 1
        number = int(hashlib.sha256(f"{label}|{header}".encode()).hexdigest(), 16)
        wording, text = _question(document, cell, place, label, header, number, alone)
        found.append(
            CellQuestion(
                text, wording, document.source, document.id, document.format, cell.start, cell.end,
                squeezed(document.text[cell.start : cell.end]), label, header,
                _neighbours(document, table, cell, label),
            )
        )  # fmt: skip
    found.sort(key=lambda q: hashlib.sha256(f"{q.label}|{q.header}|{q.value}".encode()).hexdigest())
    return tuple(found[:most])


def _question(
    document: Document, cell: TableCell, place: str, label: str, header: str, number: int, alone: bool
) -> tuple[str, str]:  # fmt: skip
    """The kind of wording and the question; a plain one where the pair stands in one table only."""
    value = document.text[cell.start : cell.end]
    where = f"{place}里，" if place and not (alone and number % 2) else ""
    if OWNER.search(header) and not NUMBER.search(value):
        return "who", (f"{where}谁负责{label}？", f"{where}{label}的责任单位是哪个？")[
            number // 2 % 2
        ]
    if TIME.search(header):
        return "when", (f"{where}{label}什么时候？", f"{where}{label}的{header}是什么时候？")[
            number // 2 % 2
        ]
    if PLACE.search(header):
        return "where", f"{where}{label}的地点在哪？"
    if NUMBER.search(value):
        return "how much", (
            f"{where}{label}的{header}是多少？", f"{where}{label}{header}多少？",
            f"{where}{header}方面，{label}是多少？",
        )[number // 2 % 3]  # fmt: skip
    return "what", (f"{where}{label}的{header}是什么？", f"{where}{label}对应的{header}是什么？")[
        number // 2 % 2
    ]


def _place(document: Document, table: Table, sections: Sequence[Section]) -> str:
    """The caption without its number and unit, else the innermost heading above the table."""
    if table.caption is not None:
        caption = squeezed(document.text[table.caption.start : table.caption.end])
        words = UNIT.sub("", NUMBERING.sub("", caption)).strip("：:")
        if words and not NO_CAPTION.search(caption):
            return words
    above = [s for s in sections if s.start <= table.start < s.end and s.kind != "title"]
    return UNIT.sub("", squeezed(above[-1].title)).strip("：:") if above else ""


def _cells(document: Document, table: Table) -> Iterator[tuple[TableCell, str, str]]:
    """Cells with a value, the row's label and the column's header, each in its own column."""
    width = max((c.column + c.column_span for c in table.cells), default=0)
    if not 2 <= width <= WIDEST:
        return
    places = {
        (row, column): c
        for c in table.cells
        for row in range(c.row, c.row + c.row_span)
        for column in range(c.column, c.column + c.column_span)
    }

    def words(row: int, column: int) -> str:
        cell = places.get((row, column))
        return "" if cell is None else squeezed(document.text[cell.start : cell.end])

    heads = {c: _header(document, table, places, c) for c in range(width)}
    first = next((c for c in range(width) if heads[c] and not NO_HEADER.match(heads[c])), 0)
    for cell in table.cells:
        if cell.row < table.header_rows or cell.column <= first or cell.column_span > 1:
            continue
        header, label = heads[cell.column], _label(words, cell.row, first, cell.column)
        value = words(cell.row, cell.column)
        if not _askable(header, label, value) or cell.row_span > 1:
            continue
        yield cell, label, header


def _label(words, row: int, first: int, column: int) -> str:  # type: ignore[no-untyped-def]
    """The first column's words, with those of a second label column where a value stands further right."""
    label = str(words(row, first))
    second = str(words(row, first + 1)) if column > first + 1 else ""
    return label + second if _is_merged(words, row, first) and second else label


def _is_merged(words, row: int, first: int) -> bool:  # type: ignore[no-untyped-def]
    """Does the first column say the same of the row above or below: it alone names no row."""
    return words(row, first) in (words(row - 1, first), words(row + 1, first))


def _askable(header: str, label: str, value: str) -> bool:
    if not header or NO_HEADER.match(header) or len(header) > LONGEST_HEADER:
        return False
    if not 1 < len(label) <= LONGEST_LABEL or NO_ROW.match(label) or BLANK.match(label):
        return False
    if VALUE_LABEL.match(label):
        return False
    return 0 < len(value) <= LONGEST_VALUE and not BLANK.match(value)


def _header(
    document: Document, table: Table, places: dict[tuple[int, int], TableCell], column: int
) -> str:
    found = dict.fromkeys(
        places[row, column] for row in range(table.header_rows) if (row, column) in places
    )
    width = max(c.column + c.column_span for c in table.cells)
    return "".join(
        UNIT.sub("", squeezed(document.text[c.start : c.end]))
        for c in found
        if c.column_span < width
    )


def _neighbours(document: Document, table: Table, cell: TableCell, label: str) -> tuple[str, ...]:
    """Other values of the row and the column, which an answer must not give instead."""
    own = squeezed(document.text[cell.start : cell.end])
    found = [
        squeezed(document.text[c.start : c.end])
        for c in table.cells
        if c != cell
        and c.row >= table.header_rows
        and (c.row == cell.row or c.column == cell.column)
    ]
    return tuple(
        dict.fromkeys(v for v in found if v and v not in own and v not in label and own not in v)
    )
