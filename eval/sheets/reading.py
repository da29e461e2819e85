"""Workbook → questions; what is wrong is said by row, id and column."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from eval.question_fields import FieldError, question_of
from eval.question_records import Question
from eval.sheets.columns import BAR, COLUMNS, OF_QUESTION
from ingest.errors import SettingsError

FLAGS = {"是": True, "true": True, "1": True, "yes": True, "否": False, "false": False, "0": False, "no": False}  # fmt: skip
"""What a cell of yes or no may hold."""
SPEAKER = re.compile(r"(user|assistant|用户|问|助手|答)[:：]\s*")
SPEAKERS = {"用户": "user", "问": "user", "助手": "assistant", "答": "assistant"}
SHOWN = 20
"""Problems that one message lists."""


def read_sheet(path: Path) -> tuple[Question, ...]:
    """The questions of the first sheet; rows whose id begins with 示例 are left out.

    Raises:
        SettingsError: the file cannot be read, a heading is missing or a row is not of the format; the
            message names row, id and column.
    """
    blocks = list(_blocks(_table(path)))
    problems, found = [], []
    for number, block in blocks:
        identity = _plain(block[0].get("id"))
        try:
            found.append(question_of(_row(block)))
        except FieldError as error:
            head = COLUMNS.get(error.field, (error.field,))[0]
            problems.append(
                f"第 {number} 行（{identity}）列 {head}：{error.reason}。{error.remedy}"
            )
    twice = {q.id for n, q in enumerate(found) if q.id in {other.id for other in found[:n]}}
    problems += [f"编号 {identity} 重复。每题一个编号。" for identity in sorted(twice)]
    if problems or not found:
        said = "\n".join(problems[:SHOWN]) or "没有题目（编号以“示例”开头的不算）。"
        raise SettingsError(f"题库 {path}：{said}", "请在表格里改正后重新导入。")
    return tuple(found)


def _table(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """Rows that hold something, by field; the number is the row's in the sheet."""
    from openpyxl import load_workbook

    try:
        sheet = load_workbook(path, data_only=True).worksheets[0]
    except Exception as error:  # openpyxl raises what its zip and XML readers raise
        raise SettingsError(f"题库 {path} 打不开：{error}。", "请存成 .xlsx 再试。") from error
    rows = list(sheet.iter_rows())
    names = {head: field for field, (head, _) in COLUMNS.items()} | {
        field: field for field in COLUMNS
    }
    fields = [names.get(str(cell.value or "").strip()) for cell in rows[0]] if rows else []
    if missing := [COLUMNS[f][0] for f in ("id", "question") if f not in fields]:
        raise SettingsError(
            f"题库 {path} 第 1 行没有列 {'、'.join(missing)}。",
            "请用 python -m eval questions template 生成表头。",
        )
    found = []
    for number, row in enumerate(rows[1:], 2):
        cells = {
            f: _cell(c) for f, c in zip(fields, row, strict=True) if f and _cell(c) is not None
        }
        if cells:
            found.append((number, cells))
    return found


def _cell(cell: Any) -> Any:
    """A cell as a person reads it: 95% is 95 with a sign, a day has no hour."""
    value = cell.value
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float | int) and not isinstance(value, bool):
        percent = "%" in str(cell.number_format)
        number = Decimal(str(value)) * (100 if percent else 1)
        return f"{number.normalize():f}{'%' if percent else ''}"
    if isinstance(value, str):
        return value.strip() or None
    return value


def _blocks(
    rows: Iterable[tuple[int, dict[str, Any]]],
) -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """The rows of each question, with the number of its first."""
    current: tuple[int, list[dict[str, Any]]] | None = None
    for number, row in rows:
        if "id" in row or current is None:
            if current and not _example(current):
                yield current
            current = (number, [row])
        else:
            current[1].append(row)
    if current and not _example(current):
        yield current


def _example(block: tuple[int, list[dict[str, Any]]]) -> bool:
    return _plain(block[1][0].get("id")).startswith("示例")


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _row(block: list[dict[str, Any]]) -> dict[str, Any]:
    """The row of a question file that a question's rows in the sheet mean."""
    row = {name: block[0][name] for name in OF_QUESTION if name in block[0]}
    for name, read in FROM_CELL.items():
        if name in row:
            row[name] = read(row[name])
    groups: dict[str, list[dict[str, Any]]] = {}
    for part in block:
        if "source" in part or "quote" in part:
            groups.setdefault(_plain(part.get("group", 1)), []).append(_gold(part))
    if groups:
        row["gold"] = list(groups.values())
    if values := [value for part in block for value in _values(part)]:
        row["values"] = values
    return row


def _gold(part: Mapping[str, Any]) -> dict[str, Any]:
    gold = {name: part[name] for name in ("source", "quote") if name in part}
    words = _plain(gold.get("quote"))
    if words.startswith("sha256:"):
        _, digest, length = words.split(":")
        return {"source": gold.get("source"), "sha256": digest, "length": length}
    return gold


def _values(part: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "number" in part:
        number = str(part["number"])
        unit = part.get("unit") or ("%" if number.endswith("%") else "")
        yield {"type": "number", "value": number.rstrip("%"), "unit": unit}
    if "lo" in part or "hi" in part:
        yield {"type": "date", **{end: part[end] for end in ("lo", "hi") if end in part}}
    if "items" in part:
        also = _lists(part["also"]) if "also" in part else []
        yield {"type": "list", "items": _lists(part["items"]), "also": also,
               "complete": _flag(part.get("complete", False))}  # fmt: skip
    if "any" in part:
        yield {"type": "text", "any": _wordings(part["any"])}


def _lists(cell: Any) -> list[list[str]]:
    return [_wordings(line) for line in _lines(cell)]


def _wordings(words: Any) -> list[str]:
    return [w.strip() for w in str(words).replace("|", BAR).split(BAR) if w.strip()]


def _lines(cell: Any) -> list[str]:
    return [line.strip() for line in str(cell).splitlines() if line.strip()]


def _turns(cell: Any) -> list[list[str]]:
    """A line that begins with who speaks begins a turn; other lines go on with it."""
    turns: list[list[str]] = []
    for line in _lines(cell):
        if spoken := SPEAKER.match(line):
            turns.append([SPEAKERS.get(spoken[1], spoken[1]), line[spoken.end() :]])
        elif turns:
            turns[-1][1] += f"\n{line}"
        else:
            raise FieldError("history", "第一行没有写是谁说的")
    return turns


def _flag(cell: Any) -> Any:
    return FLAGS.get(str(cell).strip().lower(), cell)


FROM_CELL: Mapping[str, Callable[[Any], Any]] = {
    "answerable": _flag, "ambiguous": _flag, "history": _turns, "must_not_say": _lines,
}  # fmt: skip
"""Field → how its cell is taken apart."""
