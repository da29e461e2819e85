"""The question set: one YAML format for all parts, read with errors that name file, question and field."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal

from ingest.errors import SettingsError
from ingest.records import PartialDate

DEFAULT = Path(__file__).resolve().parent / "questions" / "corpus.yaml"
GOLD_FIELDS = frozenset({"source", "quote", "sha256", "length"})
VALUE_FIELDS = {
    "number": frozenset({"value", "unit"}),
    "date": frozenset({"lo", "hi"}),
    "list": frozenset({"items", "complete", "also"}),
    "text": frozenset({"any"}),
}
"""Type of a value → its fields beside ``type``."""
SPLITS = frozenset({"dev", "held-out"})


@dataclass(frozen=True, slots=True)
class Gold:
    """Words of one source that must be found: the quote itself or, for texts that are not ours, the
    SHA-256 of the quote without white space and its length in code points."""

    source: str
    quote: str = ""
    sha256: str = ""
    length: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """A typed gold value: a number with unit, a date range, a list of rows, or a text (any of).

    A list that is ``complete`` holds every row that is asked for; ``also`` are rows that may stand
    beside them and need not.
    """

    type: Literal["number", "date", "list", "text"]
    number: Decimal | None = None
    unit: str = ""
    lo: PartialDate | None = None
    hi: PartialDate | None = None
    items: tuple[tuple[str, ...], ...] = ()
    """For a list: each row with its accepted wordings. For a text: one row of accepted wordings."""
    complete: bool = False
    also: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what a right answer must hold. ``gold`` is an OR-list of AND-lists.

    ``ambiguous``: several documents fit, and the question does not say which. Right is to ask back with
    options, or to give the values of at least two of them.
    """

    id: str
    question: str
    kind: str
    answerable: bool = True
    ambiguous: bool = False
    history: tuple[tuple[str, str], ...] = ()
    asker: str = "teacher"
    library: str = "corpus"
    today: dt.date | None = None
    gold: tuple[tuple[Gold, ...], ...] = ()
    values: tuple[Value, ...] = ()
    must_not_say: tuple[str, ...] = ()
    split: str = "dev"
    notes: str = ""


FIELDS = frozenset(field.name for field in fields(Question))


def load_all(paths: Iterable[Path]) -> tuple[Question, ...]:
    """The questions of several files, in their order.

    Raises:
        SettingsError: as ``load_questions``, and where two files give the same id.
    """
    found: dict[str, Question] = {}
    for path in paths:
        for question in load_questions(path):
            if question.id in found:
                raise SettingsError(
                    f"题库 {path}：编号 {question.id} 在另一个题库里已有。",
                    "请改编号，或分开评测。",
                )
            found[question.id] = question
    return tuple(found.values())


def load_questions(path: Path) -> tuple[Question, ...]:
    """Reads one question file.

    Raises:
        SettingsError: the file is missing or a question is not of the format; the message names both.
    """
    import yaml

    try:
        raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"题库 {path} 打不开。", "请检查 --questions 的路径。") from error
    except yaml.YAMLError as error:
        raise SettingsError(f"题库 {path} 不是正确的 YAML：{error}。", "请按行号修改。") from error
    rows = raw.get("questions", raw) if isinstance(raw, Mapping) else raw
    if not isinstance(rows, Sequence) or not rows:
        raise SettingsError(f"题库 {path} 里没有题目。", "文件应是题目的列表。")
    questions = tuple(_question(row, f"{path} 第 {n} 题") for n, row in enumerate(rows, 1))
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise SettingsError(f"题库 {path}：编号 {question.id} 重复。", "每题一个编号。")
        seen.add(question.id)
    return questions


def _question(row: Any, where: str) -> Question:
    if not isinstance(row, Mapping) or not row.get("id") or not row.get("question"):
        raise SettingsError(f"{where}：缺少 id 或 question。", "请补上。")
    where = f"{where}（{row['id']}）"
    unknown = set(row) - FIELDS
    if unknown:
        raise SettingsError(
            f"{where}：不认识的字段 {'、'.join(sorted(unknown))}。", "请改名或删除。"
        )
    try:
        return Question(
            id=str(row["id"]),
            question=str(row["question"]),
            kind=str(row.get("kind") or "open"),
            answerable=_flag(row, "answerable", True),
            ambiguous=_flag(row, "ambiguous", False),
            history=tuple(_turn(turn) for turn in row.get("history") or ()),
            asker=str(row.get("asker") or "teacher"),
            library=str(row.get("library") or "corpus"),
            today=_day(row.get("today")),
            gold=tuple(_all_of(group) for group in row.get("gold") or ()),
            values=tuple(_value(value) for value in row.get("values") or ()),
            must_not_say=tuple(str(words) for words in row.get("must_not_say") or ()),
            split=_split(row.get("split") or "dev"),
            notes=str(row.get("notes") or ""),
        )
    except (KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise SettingsError(f"{where}：{error}。", "格式说明见文件开头。") from error


def _flag(row: Mapping[str, Any], name: str, default: bool) -> bool:
    value = row.get(name, default)
    if not isinstance(value, bool):
        raise ValueError(f"{name} 应是 true 或 false")
    return value


def _split(value: Any) -> str:
    if value not in SPLITS:
        raise ValueError(f"split 应是 {'、'.join(sorted(SPLITS))}")
    return str(value)


def _known(row: Mapping[str, Any], fields: frozenset[str]) -> None:
    if unknown := set(row) - fields:
        raise ValueError(f"不认识的字段 {'、'.join(sorted(map(str, unknown)))}")


def _turn(turn: Any) -> tuple[str, str]:
    if isinstance(turn, Mapping):
        return str(turn["role"]), str(turn["content"])
    role, content = turn
    return str(role), str(content)


def _day(value: Any) -> dt.date | None:
    if value is None or isinstance(value, dt.date):
        return value
    return dt.date.fromisoformat(str(value))


def _all_of(group: Any) -> tuple[Gold, ...]:
    rows = [group] if isinstance(group, Mapping) else group
    for row in rows:
        _known(row, GOLD_FIELDS)
    return tuple(
        Gold(
            str(row["source"]),
            str(row.get("quote") or ""),
            str(row.get("sha256") or ""),
            int(row.get("length") or 0),
        )
        for row in rows
    )


def _value(row: Mapping[str, Any]) -> Value:
    kind = row["type"]
    if kind not in VALUE_FIELDS:
        raise ValueError(f"values 的 type {kind!r} 不认识（{'、'.join(VALUE_FIELDS)}）")
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
        items=tuple(_wordings(item) for item in row["items"]),
        complete=_flag(row, "complete", False),
        also=tuple(_wordings(item) for item in row.get("also") or ()),
    )


def _wordings(item: Any) -> tuple[str, ...]:
    if isinstance(item, Mapping):
        return tuple(str(w) for w in item["any"])
    return (str(item),) if isinstance(item, str | int | float) else tuple(str(w) for w in item)
