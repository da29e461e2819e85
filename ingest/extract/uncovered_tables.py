"""What tables hold and gave no fact: rows of those that were read, and tables of which nothing was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ingest import reasons
from ingest.extract import guards, noise
from ingest.extract.columns import PAST_HEADER
from ingest.extract.facts import Reading
from ingest.extract.grid import cell_text
from ingest.extract.sheets import Sheet
from ingest.records import Document, Span, Table, TableCell, Uncovered

if TYPE_CHECKING:
    from ingest.extract.coverage import Covered

NUMBER = re.compile(
    r"[\d０-９]|[%％]|[一二三四五六七八九十百千万]{2,}|年底|月底|学期|季度|上半年|下半年|寒假|暑假"
)
# A printed number of a row, and a blank to be filled in: 3, （二）, 年 月 日.
SERIAL = re.compile(r"^[（(]?[\d一二三四五六七八九十]{1,4}[)）.、]?$|^[\d.]{1,8}$")
BLANK = re.compile(r"[\s年月日_＿/／□（）()、.：:至-]*")
# Heads of lists of people and of what was looked up about them.
PEOPLE = re.compile(r"^姓名|联系人|联系电话|手机|电话|身份证|学号|准考证|邮箱|邮编")
OF_KIND = {
    "report": reasons.REPORT_TABLE,
    "past": reasons.REPORT_TABLE,
    "courses": reasons.COURSE_TABLE,
    "marks": reasons.MARK_TABLE,
}


def left_in_tables(
    document: Document, reading: Reading, covered: Covered, listed: Sequence[tuple[int, int]]
) -> Iterator[Uncovered]:
    """Entries for the tables of a document.

    Args:
        document: The document.
        reading: What was read of it, with its sheets.
        covered: Where its facts stand.
        listed: Sentences of cells that have an entry of their own.
    """
    for table, section in reading.unread:
        if NUMBER.search(document.text, table.start, table.end):
            yield _table(document, table, section, reasons.NOT_READ_TABLE)
    for sheet in reading.sheets:
        here = [
            (a, b) for a, b in listed if sheet.table.start <= a and b <= sheet.table.end
        ]  # fmt: skip
        yield from _sheet(sheet, reading, covered, here)


def _sheet(
    sheet: Sheet, reading: Reading, covered: Covered, listed: Sequence[tuple[int, int]]
) -> Iterator[Uncovered]:
    rows = list(_telling(sheet, reading))
    left = [
        (span, past)
        for span, past in rows
        if not covered.touches(span.start, span.end)
        and not any(span.start <= a and b <= span.end for a, b in listed)
    ]
    if not left:
        return
    table, document = sheet.table, sheet.document
    refused = len(left) == len(rows) and not covered.touches(table.start, table.end)
    if refused or sheet.kind in OF_KIND:
        yield _table(document, table, sheet.section, _table_reason(sheet, [p for _, p in left]))
        return
    for span, past in left:
        reason = reasons.REPORT_TABLE if past else reasons.EMPTY_ROW
        quote = document.text[span.start : span.end]
        yield Uncovered(document.id, span.start, span.end, quote, sheet.section, reason)


def _table_reason(sheet: Sheet, past: Sequence[bool]) -> str:
    if any(PEOPLE.search(head) for head in sheet.heads):
        return reasons.ROSTER
    if all(past):
        return reasons.REPORT_TABLE
    return OF_KIND.get(sheet.kind, reasons.EMPTY_TABLE)


def _telling(sheet: Sheet, reading: Reading) -> Iterator[tuple[Span, bool]]:
    """The rows below the header that hold a number or a date, and whether all of these are of the past."""
    own: dict[int, list[TableCell]] = {}
    for cell in sheet.table.cells:
        own.setdefault(cell.row, []).append(cell)
    prose = {(line.start, line.end) for line in reading.cells}
    for row, cells in sorted(own.items()):
        if not sheet.pairs and row not in sheet.rows:
            continue
        telling = [cell for cell in cells if _tells(sheet, cell, prose)]
        if telling:
            past = not sheet.pairs and all(
                PAST_HEADER.search(sheet.head(cell.column)) for cell in telling
            )
            filled = [cell for cell in cells if cell.start < cell.end]
            yield Span(min(c.start for c in filled), max(c.end for c in filled)), past


def _tells(sheet: Sheet, cell: TableCell, prose: set[tuple[int, int]]) -> bool:
    """Whether a cell holds a number or a date that is no serial number, name or blank."""
    if not sheet.pairs and cell.column in sheet.silent:
        return False
    text = cell_text(sheet.document, cell)
    if (cell.start, cell.end) in prose or BLANK.fullmatch(text) or not NUMBER.search(text):
        return False
    if cell.column == 0 and SERIAL.match(text):
        return False
    names = [*noise.stretches(text), *((m.start, m.end, m.reason) for m in guards.masks(text))]
    silent = [
        (a, b) for a, b, why in names if reasons.verdict(why) == "silent" or why == "联系方式"
    ]
    return any(
        not any(a <= match.start() < b for a, b in silent) for match in NUMBER.finditer(text)
    )


def _table(document: Document, table: Table, section: tuple[str, ...], reason: str) -> Uncovered:
    """One entry for a whole table: its caption, or its first row with words, as quote."""
    span = table.caption or _first_row(table)
    quote = document.text[span.start : span.end]
    return Uncovered(document.id, span.start, span.end, quote, section, reason)


def _first_row(table: Table) -> Span:
    filled = [cell for cell in table.cells if cell.start < cell.end]
    if not filled:
        return Span(table.start, table.end)
    first = min(cell.row for cell in filled)
    cells = [cell for cell in filled if cell.row == first]
    return Span(min(c.start for c in cells), max(c.end for c in cells))
