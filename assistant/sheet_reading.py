"""A sheet that was exported and filled in (xlsx, csv) → its lines, whatever a spreadsheet made of the cells."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.sheet_cells import FILLED_IN, HEADERS
from assistant.workbook import AT_MOST, FORMULA
from ingest.errors import SettingsError
from ingest.fact_edits import remark

LARGEST = 50_000_000
"""Bytes of a file at most."""
HEAD_WITHIN = 20
"""Lines from the top among which the heads stand: people write a title above."""
DELIMITERS = (",", "\t", ";", "，")
"""What separates the cells of a csv; a spreadsheet takes the one of its country."""
QUOTED = re.compile(r"'(?=[=+\-@\t\r])")
"""The mark that export puts before what looks like a formula."""
BROKEN = re.compile(r"#(?:NAME\?|REF!|VALUE!|N/A|DIV/0!|NUM!|NULL!|SPILL!)|#{4,}")
"""What a spreadsheet shows instead of a value."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet: its number as the spreadsheet counts, and the words of each known column. ``broken``
    says of cells that hold no words of a person why."""

    number: int
    cells: dict[str, str]
    broken: dict[str, str]


@dataclass(frozen=True, slots=True)
class Filled:
    """A sheet as it was read: ``columns`` gives the letter of each known head, ``unknown`` the heads that nothing
    is taken from."""

    name: str
    lines: tuple[Line, ...]
    columns: dict[str, str]
    unknown: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def read(path: Path) -> Filled:
    """Reads a sheet by its heads, in whatever order they stand.

    Raises:
        SettingsError: the file is neither xlsx nor csv, is damaged, or holds no sheet that was exported here.
    """
    sheets = _sheets(path)
    found = [(title, at, lines) for title, lines in sheets if (at := _head_at(lines)) is not None]
    if not found:
        raise SettingsError(
            f"{path.name} 里找不到表头（编号、{FILLED_IN[1]}……）。",
            "请先在任务清单里导出 xlsx 或 csv，在那份表里填写，再导入；表头这一行不要删。",
        )
    _, at, lines = found[0]
    heads = ["".join(str(cell or "").split()) for cell in lines[at]]
    known = {head: place for place, head in reversed(list(enumerate(heads))) if head in HEADERS}
    return Filled(
        path.name,
        tuple(_line(number, line, known) for number, line in _filled(lines, at)),
        {head: letter(place) for head, place in known.items()},
        tuple(head for head in heads if head and head not in HEADERS),
        tuple(title for title, *_ in found[1:]),
    )


def letter(place: int) -> str:
    """The name of a column, 0 is A."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _head_at(lines: Sequence[Sequence[Any]]) -> int | None:
    for at, line in enumerate(lines[:HEAD_WITHIN]):
        heads = {"".join(cell.split()) for cell in line if isinstance(cell, str)}
        if "编号" in heads and heads & set(FILLED_IN):
            return at
    return None


def _filled(lines: Sequence[Sequence[Any]], at: int) -> Iterator[tuple[int, Sequence[Any]]]:
    for number, line in enumerate(lines[at + 1 :], start=at + 2):
        if any(cell not in (None, "") for cell in line):
            yield number, line


def _line(number: int, line: Sequence[Any], known: dict[str, int]) -> Line:
    cells: dict[str, str] = {}
    broken: dict[str, str] = {}
    for head, place in known.items():
        value = line[place] if place < len(line) else None
        if value is FORMULA:
            broken[head] = "这一格是公式"
            continue
        words = _words(value)
        cells[head] = words
        if BROKEN.fullmatch(words):
            broken[head] = f"这一格是 {words}，没有内容"
    return Line(number, cells, broken)


def _words(value: Any) -> str:
    """The words of a cell; a spreadsheet makes numbers and days of what looks like them."""
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return str(int(value))
        case dt.datetime() if value.time() == dt.time():
            return f"{value:%Y-%m-%d}"
        case dt.datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case str():
            return plain(value)
        case _:
            return str(value)


def unquoted(words: str) -> str:
    """Words without the mark that keeps a spreadsheet from taking them for a formula."""
    return QUOTED.sub("", words, count=1) if QUOTED.match(words) else words


def plain(words: str) -> str:
    """Words as they are compared and kept: what a spreadsheet does to white space does not count."""
    lines = remark(words).replace("\xa0", " ").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()


# --- files ------------------------------------------------------------------------------------


def _sheets(path: Path) -> list[tuple[str, list[list[Any]]]]:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise SettingsError(f"{path} 打不开：{error.strerror}。", "请核对文件名。") from error
    if size > LARGEST:
        raise SettingsError(f"{path.name} 太大了。", "请只保留清单这一张表，另存后再试。")
    match path.suffix.lower():
        case ".xlsx" | ".xlsm":
            from assistant import workbook

            return workbook.read(path)
        case ".csv" | ".txt":
            return [(path.stem, list(_csv(path)))]
        case _:
            raise SettingsError(
                f"{path.name} 不能导入：只认 .xlsx 和 .csv。",
                "请用 Excel 或 WPS 打开它，另存为 .xlsx 后再试。",
            )


def _csv(path: Path) -> Iterable[list[Any]]:
    text = _decoded(path)
    top = "\n".join(text.splitlines()[:HEAD_WITHIN])
    delimiter = max(DELIMITERS, key=top.count)
    try:
        for number, line in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter)):
            if number >= AT_MOST:
                return
            yield list(line)
    except csv.Error as error:
        raise SettingsError(
            f"{path.name} 读不下去：{error}。", "请用 Excel 或 WPS 打开它，另存为 .xlsx 后再试。"
        ) from error


def _decoded(path: Path) -> str:
    """As Excel and WPS write it: UTF-8 with a mark, UTF-16, or the code page of Chinese Windows."""
    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")
