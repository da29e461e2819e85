"""A checklist row as the cells of a sheet: what export writes and a state sheet is read back by."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from assistant.records import REJECTED, STATES, ChecklistRow
from ingest.records import FactTime, Target

COLUMNS = {
    "编号": 24, "类别": 9, "事项/指标": 36, "比较": 6, "目标值": 12, "单位": 8, "时间（原文）": 16, "起": 12,
    "止": 12, "责任单位": 18, "状态": 9, "逾期": 6, "经办人": 10, "备注": 20, "佐证": 20, "变化提示": 14,
    "文件": 24, "章节": 20, "原文": 48, "来历": 10, "导出时间": 26,
}  # fmt: skip
"""Heads of the columns and their widths in characters."""
HIDDEN = ("编号", "导出时间")
"""Columns that nobody needs to see; they come back with the sheet."""
HEADERS = tuple(COLUMNS)
FILLED_IN = ("责任单位", "状态", "经办人", "备注", "佐证")
"""Columns that people may fill in; they are taken when the sheet is read back."""
ORIGINS = {"machine": "", "corrected": "人工更正", "added": "人工添加"}
"""Whose reading a row is, where it is not the program's own."""
COMPARATORS = {
    "eq": "", "ge": "≥", "gt": ">", "le": "≤", "lt": "<", "approx": "约", "range": "区间", "from_to": "由…到",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class About:
    """What a sheet says of itself: the filter in words, whose library, when it was written (UTC), and the last
    entry of the history at that time (``store.history_place``)."""

    filter: str = ""
    library: str = ""
    at: dt.datetime | None = None
    place: int = 0

    @property
    def stamp(self) -> str:
        """The time of writing as no spreadsheet takes it for a date of its own: 2026-03-01T08:30:00Z#1234."""
        at = self.at and f"{self.at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}#{self.place}"
        return at or ""


def cells(row: ChecklistRow, about: About) -> list[Any]:
    """A row's cells in the order of HEADERS: words, numbers, days; None for an empty one."""
    fact = row.fact
    target = fact if isinstance(fact, Target) else None
    time = fact.time
    return [
        row.fact_id, "指标" if target else "时间节点", row.headline,
        COMPARATORS[target.comparator] if target else None, _number(target), target.unit if target else None,
        time.raw if time else None, _end(time, "lo"), _end(time, "hi"), fact.owner or None,
        REJECTED if row.rejected else row.state, "是" if row.overdue else None, row.by or None,
        plain_note(row) or None, row.proof or None, row.flag or None,
        row.document_title or row.source, " › ".join(fact.section), fact.quote, _origin(row), about.stamp or None,
    ]  # fmt: skip


def plain_note(row: ChecklistRow) -> str:
    """What a person noted, without the flag that the note begins with on screen."""
    return row.note.removeprefix(row.flag).removeprefix("；") if row.flag else row.note


def legend(rows: int, about: About) -> list[tuple[str, str]]:
    """What a reader of the sheet must know, as pairs of head and words."""
    at = "" if about.at is None else f"{about.at.astimezone():%Y-%m-%d %H:%M}"
    said = [
        ("内容", f"教育文件任务清单，共 {rows} 条"),
        ("筛选条件", about.filter or "全部"),
        ("数据文件夹", about.library),
        ("导出时间", at),
        (
            "可以填写",
            f"{'、'.join(FILLED_IN)}（表头有底色的列）。填好后可在系统里导入，先预览再生效",
        ),
        ("状态", f"只能填：{'、'.join(STATES)}"),
        ("隐藏的列", "编号、导出时间：导入时凭它们认出每一条，并发现别人已改过的内容，请勿删除"),
        ("逾期", "按导出当天计算，导入时不读取"),
        ("比较", "≥ 不低于，> 超过，≤ 不超过，< 不足；空白为等于"),
    ]
    return [(head, words) for head, words in said if words]


def _origin(row: ChecklistRow) -> str | None:
    said = ORIGINS[row.origin]
    return f"{said}（{row.edited_by}）" if said and row.edited_by else said or None


def _number(target: Target | None) -> Any:
    if target is None:
        return None
    if target.value is None or target.value_from is not None:
        return target.raw
    whole = target.value == target.value.to_integral_value()
    return int(target.value) if whole else float(target.value)


def _end(time: FactTime | None, which: str) -> Any:
    end = getattr(time, which) if time else None
    if end is None:
        return None
    return end.to_date() or f"{end.month:02d}-{end.day:02d}（年份不明）"
