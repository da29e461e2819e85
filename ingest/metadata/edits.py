"""What a person sets of a document's metadata, and how it outlives new readings of the same source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ingest.errors import SettingsError
from ingest.metadata.endings import STATUSES
from ingest.records import Metadata, PartialDate

UNKNOWN = frozenset({"unknown", "未知", "不详"})
"""Words for a value that a person knows to be unknown; “未知” is also a state of its own."""
CLEAR: Any = object()
"""The mark for a field that goes back to what the text says."""
LONG_PLAN = 2
"""Years between first and last from which a year cannot be filled in for a date without one."""


def _text(value: str) -> str:
    return value.strip()


def _day(value: str) -> PartialDate:
    day = PartialDate.parse(value.strip())
    if day.year is None:
        raise ValueError(value)
    return day


def _year(value: str) -> int:
    year = int(value)
    if not 1900 <= year <= 2100:
        raise ValueError(value)
    return year


def _status(value: str) -> str:
    if value not in STATUSES:
        raise ValueError(value)
    return value


EDITABLE: Mapping[str, tuple[Callable[[str], object], object, str]] = {
    # field: reader, its unknown value, what a good value looks like
    "title": (_text, "", "文字"),
    "issuer": (_text, "", "文字，多个机关用顿号分开"),
    "number": (_text, "", "文字，如 青教〔2025〕8号"),
    "issued": (_day, None, "日期，如 2025-09-01"),
    "effective": (_day, None, "日期，如 2025-09-01"),
    "expires": (_day, None, "日期，如 2030-08-31"),
    "plan_year": (_year, None, "年份，如 2025"),
    "plan_until": (_year, None, "年份，如 2027"),
    "kind": (_text, "", "文字，如 办法"),
    "status": (_status, "未知", "、".join(STATUSES)),
    "place": (_text, "", "文字，如 青禾区"),
    "parent": (_text, "", "另一份文件的编号或文件名"),
}
"""The fields a person may set."""


def parse_value(field: str, value: str) -> object:
    """A value as a person types it; ``unknown`` or 未知 means that it is known to be unknown.

    Raises:
        SettingsError: no such field, or a value that the field cannot hold.
    """
    if field not in EDITABLE:
        raise SettingsError(f"没有 {field!r} 这一项。", f"可以修改：{'、'.join(EDITABLE)}。")
    read, unknown, example = EDITABLE[field]
    if value.strip().lower() in UNKNOWN:
        return unknown
    try:
        return read(value)
    except (ValueError, AttributeError) as error:
        raise SettingsError(
            f"{field} 的值 {value!r} 无法使用。",
            f"请填写：{example}；不详写 unknown；留空恢复为文件自己的说法。",
        ) from error


def apply_edits(known: Metadata, changes: Mapping[str, Any], cleared: Metadata) -> Metadata:
    """Metadata with a person's changes; ``CLEAR`` for a field gives back what ``cleared`` (a reading) says."""
    edited = dict.fromkeys(known.edited)
    values: dict[str, Any] = {}
    for field, value in changes.items():
        if value is CLEAR:
            edited.pop(field, None)
            values[field] = getattr(cleared, field)
        else:
            edited[field] = None
            values[field] = value
    inherited = tuple(field for field in known.inherited if field not in changes)
    return replace(known, **values, edited=tuple(edited), inherited=inherited)


def keep_edited(read: Metadata, known: Metadata | None) -> Metadata:
    """A new reading with the fields that a person had set before."""
    if known is None or not known.edited:
        return read
    kept = {field: getattr(known, field) for field in known.edited if field in EDITABLE}
    return replace(read, **kept, edited=known.edited)


def year_for_facts(metadata: Metadata) -> Metadata:
    """The metadata that dates without a year are read by: a plan of many years fills in none.

    A year that a person has set always counts.
    """
    first, last = metadata.plan_year, metadata.plan_until
    if "plan_year" in metadata.edited or first is None or last is None or last - first <= LONG_PLAN:
        return metadata
    return replace(metadata, plan_year=None)
