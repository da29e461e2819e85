"""Checklist rows → files: xlsx with typed cells, ics with stable ids, csv for anything else."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.records import REJECTED, ChecklistRow
from ingest.errors import SettingsError
from ingest.records import FactTime, Target, quoted

HEADERS = (
    "编号", "类别", "事项/指标", "比较", "目标值", "单位", "时间（原文）", "起", "止", "责任单位",
    "状态", "逾期", "经办人", "备注", "文件", "章节", "原文", "来历",
)  # fmt: skip
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""First characters a spreadsheet would take for a formula."""


def write(rows: Iterable[ChecklistRow], path: Path) -> None:
    """Writes the rows in the form of the path's suffix.

    Raises:
        SettingsError: the suffix is none of .xlsx, .ics, .csv, or the file cannot be written.
    """
    writers = {".xlsx": write_xlsx, ".ics": write_ics, ".csv": write_csv}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise SettingsError(f"不能导出成 {path.name}。", "文件名请以 .xlsx、.ics 或 .csv 结尾。")
    try:
        writer(tuple(rows), path)
    except OSError as error:
        raise SettingsError(
            f"{path} 写不进去：{error.strerror}。", "请换个位置，或先关闭打开它的程序。"
        ) from error


def write_xlsx(rows: Sequence[ChecklistRow], path: Path) -> None:
    """One sheet; numbers and days are typed, words are never formulas."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    sheet = book.active
    sheet.title = "任务清单"
    sheet.append(HEADERS)
    for number, row in enumerate(rows, start=2):
        for column, value in enumerate(_cells(row), start=1):
            cell = sheet.cell(number, column, _storable(value))
            if isinstance(cell.value, str):
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    widths = (18, 10, 36, 8, 12, 10, 16, 12, 12, 18, 10, 6, 10, 18, 30, 30, 60, 18)
    for head, width in zip(sheet[1], widths, strict=True):
        sheet.column_dimensions[head.column_letter].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    book.save(path)


def _storable(cell: Any) -> Any:
    """Words without the control characters that no workbook can hold: one must not lose the whole list."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", cell) if isinstance(cell, str) else cell


def write_csv(rows: Sequence[ChecklistRow], path: Path) -> None:
    """UTF-8 with a mark, so that Excel reads it; a cell that looks like a formula is quoted."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for row in rows:
            writer.writerow([_harmless(cell) for cell in _cells(row)])


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


def _cells(row: ChecklistRow) -> list[Any]:
    fact = row.fact
    target = fact if isinstance(fact, Target) else None
    time = fact.time
    return [
        row.fact_id, "指标" if target else "时间节点", row.headline,
        COMPARATORS[target.comparator] if target else None, _number(target), target.unit if target else None,
        time.raw if time else None, _end(time, "lo"), _end(time, "hi"), fact.owner or None,
        REJECTED if row.rejected else row.state, "是" if row.overdue else None, row.by or None, row.note or None,
        row.document_title or row.source, " › ".join(fact.section), fact.quote, _origin(row),
    ]  # fmt: skip


ORIGINS = {"machine": "", "corrected": "人工更正", "added": "人工添加"}
"""Whose reading a row is, where it is not the program's own."""


def _origin(row: ChecklistRow) -> str | None:
    said = ORIGINS[row.origin]
    return f"{said}（{row.edited_by}）" if said and row.edited_by else said or None


COMPARATORS = {
    "eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "约", "range": "区间", "from_to": "由…到",
}  # fmt: skip


def _number(target: Target | None) -> Any:
    if target is None:
        return None
    if target.value is None or target.value_from is not None:
        return target.raw
    return (
        int(target.value)
        if target.value == target.value.to_integral_value()
        else float(target.value)
    )


def _end(time: FactTime | None, which: str) -> Any:
    end = getattr(time, which) if time else None
    if end is None:
        return None
    return end.to_date() or f"{end.month:02d}-{end.day:02d}（年份不明）"


def write_ics(rows: Sequence[ChecklistRow], path: Path) -> None:
    """Deadlines of known year as all-day events; the uid is the fact's id, so a second import replaces."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//edu-policy-assistant//checklist//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "教育文件任务清单")
    for row in rows:
        days = event_days(row.fact.time)
        if days is None:
            continue
        event = Event()
        event.add("uid", f"{row.fact_id}@edu-policy-assistant")
        event.add("dtstamp", _stamp(row))
        event.add("dtstart", days[0])
        event.add("dtend", days[1] + dt.timedelta(days=1))
        event.add("summary", _summary(row))
        event.add("description", f"{row.fact.quote}\n——{quoted(row.document_title or row.source)}")
        event.add("transp", "TRANSPARENT")
        if row.state == "不适用":
            event.add("status", "CANCELLED")
        calendar.add_component(event)
    path.write_bytes(calendar.to_ical())


def _stamp(row: ChecklistRow) -> dt.datetime:
    """When the row last changed; a fixed day where it never did, so that the same rows give the same file."""
    try:
        return dt.datetime.fromisoformat(row.at).astimezone(dt.UTC)
    except ValueError:
        return dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def _summary(row: ChecklistRow) -> str:
    time = row.fact.time
    about = "" if time is None or time.precision == "day" else f"（{time.raw}）"
    done = "✓ " if row.state == "已完成" else ""
    value = f" {row.fact.raw}" if isinstance(row.fact, Target) else ""
    return f"{done}{row.headline}{value}{about}"


def event_days(time: FactTime | None) -> tuple[dt.date, dt.date] | None:
    """First and last day of an event: a due day stands on its day, a month spans the month."""
    if time is None or not time.year_known:
        return None
    lo, hi = time.lo or time.hi, time.hi or time.lo
    if time.relation in ("by", "until"):
        lo = hi
    first, last = lo and lo.to_date(), hi and hi.to_date()
    return (first, last) if first and last else None
