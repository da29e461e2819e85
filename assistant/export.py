"""Checklist rows → files: xlsx with typed cells, ics with stable ids, csv for anything else."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.calendar_file import ALARM_DAYS, calendar_bytes, event_days
from assistant.records import STATES, ChecklistRow
from assistant.sheet_cells import (
    COLUMNS,
    COMPARATORS,
    FILLED_IN,
    HEADERS,
    HIDDEN,
    ORIGINS,
    About,
    cells,
    legend,
)
from ingest.errors import SettingsError

if TYPE_CHECKING:
    from ingest.store.rows import Revision

__all__ = [
    "COMPARATORS", "HEADERS", "ORIGINS", "About", "calendar_bytes", "event_days", "write", "write_csv",
    "write_ics", "write_xlsx",
]  # fmt: skip

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters a spreadsheet would take for a formula."""


def write(
    rows: Iterable[ChecklistRow],
    path: Path,
    about: About | None = None,
    *,
    revisions: Mapping[str, Revision] | None = None,
    alarm_days: Sequence[int] = ALARM_DAYS,
) -> None:
    """Writes the rows in the form of the path's suffix.

    Args:
        rows: What to write, in this order.
        path: Ends with .xlsx, .ics or .csv.
        about: What the file says of itself.
        revisions: How often and when rows changed, for calendars (``store.revisions``).
        alarm_days: Days before a due day on which a calendar reminds.

    Raises:
        SettingsError: the suffix is none of these, or the file cannot be written.
    """
    said, held = about or About(), tuple(rows)
    try:
        match path.suffix.lower():
            case ".xlsx":
                write_xlsx(held, path, said)
            case ".csv":
                write_csv(held, path, said)
            case ".ics":
                write_ics(held, path, said, revisions=revisions, alarm_days=alarm_days)
            case _:
                raise SettingsError(
                    f"不能导出成 {path.name}。", "文件名请以 .xlsx、.ics 或 .csv 结尾。"
                )
    except OSError as error:
        raise SettingsError(
            f"{path} 写不进去：{error.strerror}。", "请换个位置，或先关闭打开它的程序。"
        ) from error


def write_xlsx(rows: Sequence[ChecklistRow], path: Path, about: About | None = None) -> None:
    """A sheet of typed cells that can be filled in and read back, and one that explains it."""
    from assistant import workbook

    said = about or About()
    workbook.write(
        path, "任务清单", COLUMNS, [cells(row, said) for row in rows], filled=FILLED_IN, hidden=HIDDEN,
        choices={"状态": STATES}, legend=legend(len(rows), said),
    )  # fmt: skip


def write_csv(rows: Sequence[ChecklistRow], path: Path, about: About | None = None) -> None:
    """UTF-8 with a mark, so that Excel reads it; a cell that looks like a formula is quoted."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for row in rows:
            writer.writerow([harmless(cell) for cell in cells(row, about or About())])


def harmless(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def write_ics(
    rows: Sequence[ChecklistRow],
    path: Path,
    about: About | None = None,
    *,
    revisions: Mapping[str, Revision] | None = None,
    alarm_days: Sequence[int] = ALARM_DAYS,
) -> None:
    """Deadlines of known year as all-day events; a second import replaces the first."""
    name = about.filter if about else ""
    path.write_bytes(calendar_bytes(rows, name=name, revisions=revisions, alarm_days=alarm_days))
