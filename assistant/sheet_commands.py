"""Command line of state sheets: ``import-sheet`` shows what a filled-in sheet changes, ``--apply`` writes it."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from assistant.state_sheet import Sheet, SheetChange


def add_command(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds the command to a parser's sub-commands."""
    sub = commands.add_parser(
        "import-sheet",
        parents=[shared],
        help="take a filled-in sheet (xlsx, csv) back; shows first",
    )
    sub.add_argument("file", type=Path, metavar="F", help="a checklist that was exported here")
    sub.add_argument("--apply", action="store_true", help="write it; without this nothing changes")
    sub.add_argument("--overwrite", action="store_true", help="conflicts too")
    sub.add_argument("--by", default="", metavar="N", help="who, where a line names nobody new")
    sub.add_argument("--json", action="store_true", help="one object on stdout")
    sub.set_defaults(run=import_command)


def import_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``import-sheet``: 1 where anything could not be taken."""
    sheet = assistant.read_state_sheet(args.file)
    done = (
        assistant.apply_sheet(sheet, args.by, overwrite=args.overwrite) if args.apply else None
    )  # fmt: skip
    if args.json:
        said = sheet_to_json(sheet) | {"applied": done and dataclasses.asdict(done)}
        print(json.dumps(said, ensure_ascii=False))
    else:
        for line in words(sheet):
            print(line)
        if done is None:
            print("尚未写入；加上 --apply 才会写入。", file=sys.stderr)
        else:
            undo = f"撤销：python -m assistant undo {done.batch}" if done.batch else ""
            print(f"已写入 {len(done.changed)} 条，未写入 {len(done.left)} 条。{undo}")
    left = sheet.conflicts if done is None else done.left
    return 1 if sheet.bad or sheet.unknown or left else 0


def sheet_to_json(sheet: Sheet) -> dict[str, Any]:
    """What a sheet would do, without its own lines."""
    raw = {
        field.name: getattr(sheet, field.name)
        for field in dataclasses.fields(sheet)
        if field.name != "read"
    }
    plain: dict[str, Any] = json.loads(
        json.dumps(raw, ensure_ascii=False, default=dataclasses.asdict)
    )
    return plain | {"unchanged": sheet.unchanged}


def words(sheet: Sheet) -> Iterator[str]:
    """What a sheet would do, in lines for people."""
    yield (
        f"{sheet.name}：共 {sheet.lines} 行，将修改 {len(sheet.changes)} 行，无变化 {sheet.unchanged} 行，"
        f"冲突 {len(sheet.conflicts)} 行，找不到 {len(sheet.unknown)} 行，写错 {len(sheet.bad)} 处"
    )
    yield from (_change(change) for change in sheet.changes)
    for change in sheet.conflicts:
        yield f"冲突（{change.by or '有人'} {change.at[:10]} 已改过）{_change(change)}"
    for line in sheet.unknown:
        yield f"第 {line.line} 行：资料库里没有这一条（编号 {line.fact_id or '空白'}）{line.words}"
    yield from (cell.words for cell in sheet.bad)
    yield from sheet.notes


def _change(change: SheetChange) -> str:
    fields = "；".join(
        f"{f.head} {f.before or '（空）'} → {f.after or '（清空）'}" for f in change.fields
    )
    return f"第 {change.line} 行 {change.headline}：{fields}"
