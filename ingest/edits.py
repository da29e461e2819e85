"""Metadata as people write it → values: one table for the command line and the Documents tab."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ingest.errors import SettingsError
from ingest.records import Metadata, PartialDate

STATUSES = ("现行", "废止", "被替代", "未知")
"""What ``Metadata.status`` may be."""
YEARS = range(1900, 2200)
"""Years that a person can mean."""

DAY = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?")
"""2025-09-01, 2025.9.1, 2025/9/1, 2025年9月1日; digits of any width"""
DAY_WITHOUT_YEAR = re.compile(r"XXXX-(\d{2})-(\d{2})")
"""XXXX-09-01, as EDTF writes a day of an unknown year"""
BETWEEN_NAMES = re.compile(r"[\n；;]+")
"""What stands between the documents that one replaces; 、 and ， stand inside titles."""


def read_day(text: str) -> PartialDate | None:
    """A day, None for an empty text. Raises ValueError."""
    if not text:
        return None
    if match := DAY_WITHOUT_YEAR.fullmatch(text):
        return PartialDate(None, int(match[1]), int(match[2]))
    if (match := DAY.fullmatch(text)) is None or int(match[1]) not in YEARS:
        raise ValueError(text)
    return PartialDate(int(match[1]), int(match[2]), int(match[3]))


def read_year(text: str) -> int | None:
    """A year, None for an empty text. Raises ValueError."""
    if not text:
        return None
    year = int(text.removesuffix("年"))
    if year not in YEARS:
        raise ValueError(text)
    return year


def read_status(text: str) -> str:
    """One of ``STATUSES``; empty is 未知. Raises ValueError."""
    if text and text not in STATUSES:
        raise ValueError(text)
    return text or "未知"


def read_names(text: str) -> tuple[str, ...]:
    """Titles or numbers, one a line."""
    return tuple(name.strip() for name in BETWEEN_NAMES.split(text) if name.strip())


EDITABLE: dict[str, tuple[str, Callable[[str], object], str]] = {
    "title": ("标题", str, ""),
    "issuer": ("发文机关", str, ""),
    "number": ("文号", str, ""),
    "issued": ("成文日期", read_day, "日期请写成 2025-09-01 的样子，不知道就留空。"),
    "effective": ("施行日期", read_day, "日期请写成 2025-09-01 的样子，不知道就留空。"),
    "plan_year": ("计划年份", read_year, "年份请写成 2025 的样子，不知道就留空。"),
    "kind": ("文种", str, ""),
    "status": ("时效", read_status, f"请写 {'、'.join(STATUSES)} 之一。"),
    "place": ("地区", str, ""),
    "replaces": ("废止或替代的文件", read_names, ""),
}
"""Field → its name for people, how a typed value is read, what to write where that fails. An empty
value means unknown."""


def read_edits(typed: Mapping[str, str]) -> dict[str, object]:
    """Typed values as values of ``Metadata``.

    Raises:
        SettingsError: no such field, or a value cannot be read; the message names the field.
    """
    return {field: _read(field, value.strip()) for field, value in typed.items()}


def changed(metadata: Metadata, values: Mapping[str, object]) -> dict[str, object]:
    """Those of the values that differ from what is stored."""
    return {field: v for field, v in values.items() if getattr(metadata, field) != v}


def written(metadata: Metadata, field: str) -> str:
    """A field as a person would type it."""
    value = getattr(metadata, field)
    if isinstance(value, tuple):
        return "\n".join(value)
    return "" if value is None else str(value)


def _read(field: str, value: str) -> object:
    if field not in EDITABLE:
        raise SettingsError(f"没有“{field}”这一项。", f"可以修改：{'、'.join(EDITABLE)}。")
    name, read, remedy = EDITABLE[field]
    try:
        return read(value)
    except ValueError as error:
        raise SettingsError(f"{name}（{field}）“{value}”无法识别。", remedy) from error
