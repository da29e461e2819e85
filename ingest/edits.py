"""Metadata as people write it: one table for the command line and the Documents tab.

What a person has set outlives new readings of the same source until it is given back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ingest.errors import SettingsError
from ingest.records import Metadata, PartialDate

STATUSES = ("现行", "废止", "被替代", "未知")
"""What ``Metadata.status`` may be."""
CLEAR: Any = object()
"""The mark for a field that goes back to what the text says."""
GIVE_BACK = frozenset({"auto", "恢复"})
"""What a person writes for that."""
UNKNOWN = frozenset({"unknown", "不详"})
"""Words for a value that is known to be unknown, as an empty one is."""
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


_DAY_FORM = "日期请写成 2025-09-01 的样子，不知道就留空。"
_YEAR_FORM = "年份请写成 2025 的样子，不知道就留空。"
EDITABLE: dict[str, tuple[str, Callable[[str], object], str]] = {
    "title": ("标题", str, ""),
    "issuer": ("发文机关", str, ""),
    "number": ("文号", str, ""),
    "issued": ("成文日期", read_day, _DAY_FORM),
    "effective": ("施行日期", read_day, _DAY_FORM),
    "expires": ("有效期至", read_day, _DAY_FORM),
    "plan_year": ("计划年份", read_year, _YEAR_FORM),
    "plan_until": ("计划至哪一年", read_year, _YEAR_FORM),
    "kind": ("文种", str, ""),
    "status": ("时效", read_status, f"请写 {'、'.join(STATUSES)} 之一。"),
    "place": ("地区", str, ""),
    "parent": ("是谁的附件", str, ""),
    "replaces": ("同时废止、由它替代的文件", read_names, ""),
    "repeals": ("由它宣布废止的文件", read_names, ""),
}
"""Field → its name for people, how a typed value is read, what to write where that fails. An empty
value means unknown."""


def read_edits(typed: Mapping[str, str]) -> dict[str, object]:
    """Typed values as values of ``Metadata``, or CLEAR.

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


def apply_edits(known: Metadata, changes: Mapping[str, Any], said: Metadata) -> Metadata:
    """Metadata with a person's changes; a field that is CLEAR takes the value that the text ``said``."""
    edited = dict.fromkeys(known.edited)
    values: dict[str, Any] = {}
    for field, value in changes.items():
        if value is CLEAR:
            edited.pop(field, None)
            values[field] = getattr(said, field)
        else:
            edited[field] = None
            values[field] = value
    inherited = tuple(field for field in known.inherited if field not in changes)
    return replace(known, **values, edited=tuple(edited), inherited=inherited)


def keep_edited(read: Metadata, written: Metadata) -> Metadata:
    """A new reading with the fields that a person had set in ``written``."""
    kept = {field: getattr(written, field) for field in written.edited if field in EDITABLE}
    edited = tuple(dict.fromkeys((*written.edited, *read.edited)))
    return replace(read, **kept, edited=edited) if kept else read


def _read(field: str, value: str) -> object:
    if field not in EDITABLE:
        raise SettingsError(f"没有“{field}”这一项。", f"可以修改：{'、'.join(EDITABLE)}。")
    name, read, remedy = EDITABLE[field]
    if value.lower() in GIVE_BACK:
        return CLEAR
    try:
        value = "" if value.lower() in UNKNOWN else value
        return read(value)
    except ValueError as error:
        raise SettingsError(f"{name}（{field}）“{value}”无法识别。", remedy) from error
