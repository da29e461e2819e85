"""Which fields of a fact people correct, and how what they type is read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, get_args

from ingest.edits import read_day
from ingest.errors import SettingsError
from ingest.fact_edits.numbers import read_number
from ingest.records import Precision, Relation

Fields = Mapping[str, str]
"""Field → what a person typed."""

COMPARATORS: dict[str, str] = {
    "eq": "等于", "ge": "不少于", "gt": "超过", "le": "不超过", "lt": "低于", "approx": "约",
    "range": "区间", "from_to": "由…到…",
}  # fmt: skip
"""Comparators and their names for people; either may be typed."""
GIVE_BACK = frozenset({"auto", "恢复"})
"""What a person writes to take the machine's reading of a field again."""
YES_NO = {"true": True, "是": True, "false": False, "否": False, "": False}
"""How people say whether something recurs."""
LONGEST = 500
"""Characters of a typed value: more is a text that was pasted into the wrong box."""
UNSEEN = frozenset({"Cc", "Cs"})
"""Categories of characters that no document prints; they break spreadsheets and databases."""
TURNS = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of the text around them: a number would be read backwards."""
PLACE = re.compile(r"(\d+)-(\d+)")
"""A stretch of the quote, half-open, in code points from its start."""


def _words(text: str) -> str:
    return " ".join(text.split())


def _needed(text: str) -> str:
    if not text.strip():
        raise ValueError(text)
    return _words(text)


def _comparator(text: str) -> str:
    named = {name: key for key, name in COMPARATORS.items()}
    found = named.get(text, text)
    if found not in COMPARATORS:
        raise ValueError(text)
    return found


def _one_of(kind: Any) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in get_args(kind):
            raise ValueError(text)
        return text

    return read


def _place(text: str) -> str:
    match = PLACE.fullmatch(text)
    if match is None or int(match[1]) >= int(match[2]):
        raise ValueError(text)
    return text


def _yes(text: str) -> bool:
    if text not in YES_NO:
        raise ValueError(text)
    return YES_NO[text]


_NUMBER_FORM = "请写成 950、3200万 这样的数，不知道就留空。"
_DAY_FORM = "日期请写成 2025-09-01，年份不明写成 XXXX-09-01，不知道就留空。"
_COMPARATOR_FORM = "可以写：" + "、".join(f"{k}（{v}）" for k, v in COMPARATORS.items()) + "。"
_NEEDED_FORM = "这一项不能留空。"

Reader = tuple[str, Callable[[str], Any], str]
TIME: dict[str, Reader] = {
    "time": ("时间（原文）", _words, ""),
    "time_lo": ("时间起", read_day, _DAY_FORM),
    "time_hi": ("时间止", read_day, _DAY_FORM),
    "time_relation": ("时间关系", _one_of(Relation), "可以写：in、by、from、until。"),
    "time_precision": (
        "时间精度",
        _one_of(Precision),
        "可以写：" + "、".join(get_args(Precision)) + "。",
    ),
    "time_recurring": ("是否每期重复", _yes, "请写 true（是）或 false（否）。"),
}
NUMBERS = ("value", "value_from", "lo", "hi")
FIELDS: dict[str, dict[str, Reader]] = {
    "target": {
        "indicator": ("指标", _needed, _NEEDED_FORM),
        "scope": ("范围", _words, ""),
        "comparator": ("比较", _comparator, _COMPARATOR_FORM),
        "value": ("目标值", read_number, _NUMBER_FORM),
        "value_from": ("起始值", read_number, _NUMBER_FORM),
        "lo": ("下限", read_number, _NUMBER_FORM),
        "hi": ("上限", read_number, _NUMBER_FORM),
        "unit": ("单位", _words, ""),
        "owner": ("责任单位", _words, ""),
        **TIME,
        "span": ("数值在原文中的位置", _place, "请写成 3-7 的样子（从引文开头数起）。"),
    },
    "deadline": {
        "action": ("事项", _needed, _NEEDED_FORM),
        "owner": ("责任单位", _words, ""),
        **TIME,
    },
}
"""Per kind: field → its name for people, how a typed value is read, what to write where that fails.
An empty value means that there is none."""


FORM = {
    "target": (
        "indicator", "scope", "comparator", "value", "value_from", "lo", "hi", "unit", "time",
        "time_lo", "time_hi", "owner",
    ),
    "deadline": ("action", "time", "time_lo", "time_hi", "owner"),
}  # fmt: skip
"""The fields that a person sees; the others follow from them or place things in the text."""


def fields_of(kind: str) -> dict[str, Reader]:
    """The fields of a kind. Raises SettingsError for a kind that does not exist."""
    if kind not in FIELDS:
        raise SettingsError(f"没有“{kind}”这一类。", "请写 target（指标）或 deadline（时间节点）。")
    return FIELDS[kind]


def check(kind: str, typed: Fields) -> dict[str, str]:
    """The typed fields without white space around them, each of them readable.

    Raises:
        SettingsError: no such field, or a value cannot be read; the message names field and remedy.
    """
    known = fields_of(kind)
    for field in typed:
        if field not in known:
            raise SettingsError(f"没有“{field}”这一项。", f"可以修改：{'、'.join(known)}。")
    clean = {field: str(value).strip() for field, value in typed.items()}
    for field, value in clean.items():
        _printable(f"{known[field][0]}（{field}）", value)
        if value not in GIVE_BACK:
            read_field(kind, field, value)
    return clean


def _printable(name: str, value: str) -> None:
    if len(value) > LONGEST:
        raise SettingsError(
            f"{name}有 {len(value)} 字，太长了。", f"请写短些，最多 {LONGEST} 字；原文另有存档。"
        )
    bad = next((char for char in _words(value) if _unseen(char)), None)
    if bad is not None:
        raise SettingsError(
            f"{name}里有看不见的控制字符（U+{ord(bad):04X}）。", "请删掉后重新输入，不要直接粘贴。"
        )


def _unseen(char: str) -> bool:
    return unicodedata.category(char) in UNSEEN or char in TURNS


def remark(text: str) -> str:
    """A person's name or note as it is kept: without characters that cannot be printed or stored."""
    return "".join(char for char in text if char in "\n\t" or not _unseen(char))


def read_field(kind: str, field: str, value: str) -> Any:
    """What a typed value means. Raises SettingsError with the field's name and what to write."""
    name, read, remedy = FIELDS[kind][field]
    try:
        return read(value)
    except ValueError as error:
        raise SettingsError(f"{name}（{field}）“{value}”无法识别。", remedy) from error


def merged(before: Fields, typed: Fields) -> dict[str, str]:
    """Earlier corrections with new ones; a field that is given back leaves."""
    left = {**before, **typed}
    return {field: value for field, value in left.items() if value not in GIVE_BACK}


def label(kind: str, field: str) -> str:
    """A field's name for people."""
    return fields_of(kind)[field][0]
