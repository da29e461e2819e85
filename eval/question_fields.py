"""One row of a question file ↔ one question; what is wrong with a row is said by field, with the remedy."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any

from eval.question_records import Gold, Question, Value
from ingest.records import PartialDate

FIELDS = tuple(field.name for field in fields(Question))
GOLD_FIELDS = frozenset({"source", "quote", "sha256", "length"})
VALUE_FIELDS = {
    "number": frozenset({"value", "unit"}),
    "date": frozenset({"lo", "hi"}),
    "list": frozenset({"items", "complete", "also"}),
    "text": frozenset({"any"}),
}
"""Type of a value → its fields beside ``type``."""
SPLITS = frozenset({"dev", "held-out"})
ROLES = frozenset({"user", "assistant"})
SHA256_LENGTH = 64
REMEDIES = {
    "id": "每题一个编号，如 id: q001。",
    "question": "写出问题本身，如 question: 初中生均公用经费是多少？",
    "answerable": "写 true 或 false。",
    "ambiguous": "写 true 或 false。",
    "history": "写成列表，如 [[user, 上一问], [assistant, 上一答]]。",
    "today": "写成日期，如 '2026-06-01'。",
    "gold": "写成 [[{source: 文件名, quote: 原文}]]：外层任一组即可，组内都要。",
    "values": "每项有 type（number value unit｜date lo hi｜list items complete also｜text any）。",
    "must_not_say": "写成列表，如 [850元]。",
    "split": "写 dev 或 held-out。",
}
"""Field → how it is written."""
UNKNOWN = f"字段有 {'、'.join(FIELDS)}。"


class FieldError(Exception):
    """What is wrong with one field of one row."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason

    @property
    def remedy(self) -> str:
        """How the field is written."""
        return REMEDIES.get(self.field, UNKNOWN)


def question_of(row: Any) -> Question:
    """Reads one row.

    Raises:
        FieldError: a field is missing, unknown or not of the format.
    """
    if not isinstance(row, Mapping):
        raise FieldError("id", "不是“字段: 值”的形式")
    for name in ("id", "question"):
        if row.get(name) in (None, ""):
            raise FieldError(name, f"缺少 {name}")
    if unknown := sorted({str(name) for name in row} - set(FIELDS)):
        raise FieldError(unknown[0], f"不认识的字段 {'、'.join(unknown)}")
    given = {name: _read(row, name) for name in FIELDS if row.get(name) not in (None, "")}
    return Question(**{"kind": "open", **given})


def _read(row: Mapping[str, Any], name: str) -> Any:
    reader: Callable[[Any], Any] = READERS.get(name, _text)
    try:
        return reader(row[name])
    except KeyError as error:
        raise FieldError(name, f"缺少 {error.args[0]}") from error
    except InvalidOperation as error:
        raise FieldError(name, "数值写得不对") from error
    except (TypeError, ValueError) as error:
        raise FieldError(name, str(error)) from error


# --- readers of fields ------------------------------------------------------------------------


def _text(value: Any) -> str:
    if not isinstance(value, str | int | float | dt.date):
        raise ValueError(f"应是文字，不是 {type(value).__name__}")
    return str(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"应是 true 或 false，不是 {value!r}")
    return value


def _split(value: Any) -> str:
    if value not in SPLITS:
        raise ValueError(f"不认识 {value!r}")
    return str(value)


def _day(value: Any) -> dt.date:
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))


def _rows(value: Any) -> Sequence[Any]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError(f"应是列表，不是 {value!r}")
    return value


def _words(value: Any) -> tuple[str, ...]:
    return tuple(_text(words) for words in _rows(value))


def _turns(value: Any) -> tuple[tuple[str, str], ...]:
    return tuple(_turn(turn) for turn in _rows(value))


def _turn(turn: Any) -> tuple[str, str]:
    role, content = (turn["role"], turn["content"]) if isinstance(turn, Mapping) else _rows(turn)
    if role not in ROLES:
        raise ValueError(f"说话人应是 user 或 assistant，不是 {role!r}")
    return str(role), str(content)


def _known(row: Any, known: frozenset[str]) -> Mapping[str, Any]:
    if not isinstance(row, Mapping):
        raise ValueError(f"应是“字段: 值”，不是 {row!r}")
    if unknown := set(row) - known:
        raise ValueError(f"不认识的字段 {'、'.join(sorted(map(str, unknown)))}")
    return row


def _golds(value: Any) -> tuple[tuple[Gold, ...], ...]:
    groups = ([group] if isinstance(group, Mapping) else _rows(group) for group in _rows(value))
    return tuple(tuple(_gold(row) for row in group) for group in groups)


def _gold(row: Any) -> Gold:
    known = _known(row, GOLD_FIELDS)
    sha256, length = str(known.get("sha256") or ""), int(known.get("length") or 0)
    if sha256 and (len(sha256) != SHA256_LENGTH or length < 1):
        raise ValueError(f"sha256 应是 {SHA256_LENGTH} 个字符，并写上引文去空白后的 length")
    return Gold(str(known["source"]), str(known.get("quote") or ""), sha256, length)


def _values(value: Any) -> tuple[Value, ...]:
    return tuple(_value(row) for row in _rows(value))


def _value(row: Any) -> Value:
    kind = row["type"]
    if kind not in VALUE_FIELDS:
        raise ValueError(f"type {kind!r} 不认识（{'、'.join(VALUE_FIELDS)}）")
    _known(row, VALUE_FIELDS[kind] | {"type"})
    if kind == "number":
        return Value("number", number=Decimal(str(row["value"])), unit=str(row.get("unit") or ""))
    if kind == "date":
        lo, hi = (PartialDate.parse(str(row[k])) if row.get(k) else None for k in ("lo", "hi"))
        return Value("date", lo=lo, hi=hi)
    if kind == "text":
        return Value("text", items=(_wordings(row["any"]),))
    return Value(
        "list",
        items=tuple(_wordings(item) for item in _rows(row["items"])),
        complete=_flag(row.get("complete", False)),
        also=tuple(_wordings(item) for item in _rows(row.get("also") or ())),
    )


def _wordings(item: Any) -> tuple[str, ...]:
    if isinstance(item, Mapping):
        return _words(item["any"])
    return (str(item),) if isinstance(item, str | int | float) else _words(item)


READERS: Mapping[str, Callable[[Any], Any]] = {
    "answerable": _flag,
    "ambiguous": _flag,
    "history": _turns,
    "today": _day,
    "gold": _golds,
    "values": _values,
    "must_not_say": _words,
    "split": _split,
}
"""Field → its reader; the others are text."""


# --- the way back -----------------------------------------------------------------------------


def row_of(question: Question) -> dict[str, Any]:
    """The row that ``question_of`` reads back as this question; what is as it is by default is left out."""
    row: dict[str, Any] = {"id": question.id, "question": question.question, "kind": question.kind}
    if question.history:
        row["history"] = [list(turn) for turn in question.history]
    row |= {"asker": question.asker, "library": question.library}
    if question.today:
        row["today"] = question.today.isoformat()
    if question.gold:
        row["gold"] = [[_gold_row(gold) for gold in group] for group in question.gold]
    if question.values:
        row["values"] = [_value_row(value) for value in question.values]
    if question.must_not_say:
        row["must_not_say"] = list(question.must_not_say)
    row["answerable"] = question.answerable
    if question.ambiguous:
        row["ambiguous"] = True
    row["split"] = question.split
    if question.notes:
        row["notes"] = question.notes
    return row


def _gold_row(gold: Gold) -> dict[str, Any]:
    words = {"sha256": gold.sha256, "length": gold.length} if gold.sha256 else {"quote": gold.quote}
    return {"source": gold.source, **words}


def _value_row(value: Value) -> dict[str, Any]:
    row: dict[str, Any] = {"type": value.type}
    if value.type == "number":
        return row | {"value": f"{value.number:f}", "unit": value.unit}
    if value.type == "date":
        ends = {"lo": value.lo, "hi": value.hi}
        return row | {name: str(end) for name, end in ends.items() if end is not None}
    if value.type == "text":
        return row | {"any": list(value.items[0])}
    row["items"] = [list(item) for item in value.items]
    if value.complete:
        row["complete"] = True
    if value.also:
        row["also"] = [list(item) for item in value.also]
    return row
