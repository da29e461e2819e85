"""Workbooks (xlsx): a list written with typed cells, and the cells of one read back."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from ingest.errors import SettingsError

FORMULA = object()
"""Stands for a cell that holds a formula: its result may be old, or missing."""
AT_MOST = 100_000
"""Lines read of one sheet."""
CANNOT_READ = (zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, EOFError, OSError)
"""What openpyxl raises where a file is no workbook, or a damaged one."""
LINE, TALLEST = 16, 8
"""Height of a row of words in points, and how many are shown of one cell at most."""
FILLED = "FFF2CC"
"""Colour behind the heads of columns that people may fill in."""


def write(
    path: Path,
    title: str,
    columns: dict[str, int],
    lines: Sequence[Sequence[Any]],
    *,
    filled: Sequence[str] = (),
    hidden: Sequence[str] = (),
    choices: dict[str, Sequence[str]] | None = None,
    legend: Sequence[tuple[str, str]] = (),
) -> None:
    """One sheet of typed cells: words are never formulas, days are days. ``columns`` gives the widths,
    ``filled`` the columns to be filled in, ``choices`` what may be chosen in a column; ``legend`` stands on a
    second sheet. The first three columns stay in sight.

    Raises:
        OSError: the file cannot be written.
    """
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font, PatternFill

    book = Workbook()
    sheet = book.active
    sheet.title = title
    sheet.append(list(columns))
    wrapped = Alignment(wrap_text=True, vertical="top")
    widths = [0 if name in hidden else width for name, width in columns.items()]
    for number, line in enumerate(lines, start=2):
        for column, value in enumerate(line, start=1):
            if value is not None:
                put(sheet.cell(number, column), value).alignment = wrapped
        sheet.row_dimensions[number].height = LINE * rows_needed(line, widths)
    for head in sheet[1]:
        head.font = Font(bold=True)
        head.alignment = Alignment(vertical="top")
        if head.value in filled:
            head.fill = PatternFill("solid", fgColor=FILLED)
        shape = sheet.column_dimensions[head.column_letter]
        shape.width, shape.hidden = columns[head.value], head.value in hidden
    for name, words in (choices or {}).items():
        _offer(sheet, list(columns).index(name), words, len(lines))
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    _for_paper(sheet)
    sheet.print_title_rows = "1:1"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    if legend:
        _explain(book.create_sheet("说明"), legend)
    book.save(path)


def rows_needed(line: Sequence[Any], widths: Sequence[int]) -> int:
    """How many rows of words the tallest cell of a line takes, up to TALLEST; a Chinese character is two wide."""
    most = 1
    for value, width in zip(line, widths, strict=True):
        if width and isinstance(value, str) and (2 * len(value) > width or "\n" in value):
            pieces = value.splitlines() or [""]
            wide = (len(piece) + sum(char > "\u2e80" for char in piece) for piece in pieces)
            most = max(most, sum(max(1, -(-w // width)) for w in wide))
    return min(most, TALLEST)


def put(cell: Any, value: Any) -> Any:
    """A value into a cell: text stays text, whatever it begins with, without characters that no workbook holds."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if isinstance(value, str):
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
    else:
        cell.value = value
        if isinstance(value, dt.date):
            cell.number_format = "yyyy-mm-dd"
    return cell


def _offer(sheet: Any, column: int, words: Sequence[str], lines: int) -> None:
    """A list to choose from in the cells of a column, with a sentence where something else is typed."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    letter = get_column_letter(column + 1)
    choice = DataValidation(
        type="list", formula1=f'"{",".join(words)}"', allow_blank=True, showErrorMessage=True
    )
    choice.errorTitle, choice.error = "请从列表中选择", "、".join(words)
    choice.add(f"{letter}2:{letter}{max(lines, 1) + 1}")
    sheet.add_data_validation(choice)


def _for_paper(sheet: Any) -> None:
    """Printed across the paper, as wide as it."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = 0.4


def _explain(sheet: Any, legend: Sequence[tuple[str, str]]) -> None:
    from openpyxl.styles import Alignment, Font

    _for_paper(sheet)
    for number, (head, words) in enumerate(legend, start=1):
        put(sheet.cell(number, 1), head).font = Font(bold=True)
        put(sheet.cell(number, 2), words).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 14, 70


def read(path: Path) -> list[tuple[str, list[list[Any]]]]:
    """Title and lines of every sheet, cell by cell; a cell that holds a formula is FORMULA.

    Raises:
        SettingsError: the file is no workbook, or it is damaged.
    """
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True)
        try:
            return [(sheet.title, list(_lines(sheet))) for sheet in book.worksheets]
        finally:
            book.close()
    except (*CANNOT_READ, InvalidFileException) as error:
        raise SettingsError(
            f"{path.name} 打不开：不是 Excel 工作簿（xlsx），或者文件已损坏。",
            "请用 Excel 或 WPS 打开它，另存为 .xlsx 后再试。",
        ) from error


def _lines(sheet: Any) -> Iterator[list[Any]]:
    sheet.reset_dimensions()  # WPS writes a wrong size now and then
    for line in sheet.iter_rows(max_row=AT_MOST):
        yield [FORMULA if cell.data_type == "f" else cell.value for cell in line]
