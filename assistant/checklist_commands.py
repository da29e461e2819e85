"""Command line of the checklist: checklist, mark, bulk, undo, batches, history, progress, month."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import checklist_filters, export
from assistant.as_json import event_to_json, month_to_json, progress_to_json, row_to_json
from assistant.checklist_filters import filters_of
from assistant.progress import WAYS
from assistant.records import REJECTED, ChecklistRow
from assistant.review_commands import read_pairs
from ingest.errors import SettingsError

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant

SETTABLE = ("state", "note", "owner", "proof")
"""What ``bulk`` can set."""


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds the commands to a parser's sub-commands."""
    of_rows = checklist_filters.parser()

    def command(
        name: str, run: Callable[..., int], help: str, *, rows: bool = False
    ) -> argparse.ArgumentParser:
        parents = [shared, of_rows] if rows else [shared]
        sub: argparse.ArgumentParser = commands.add_parser(name, parents=parents, help=help)
        sub.set_defaults(run=run)
        return sub

    def who(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--by", default="", metavar="N", help="who")

    rows = command("checklist", checklist_command, "targets and deadlines", rows=True)
    form = rows.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one row a line on stdout")
    for suffix in ("xlsx", "ics", "csv"):
        form.add_argument(f"--{suffix}", dest="path", type=Path, metavar="F")
    mark = command("mark", mark_command, "set the state of a row")
    mark.add_argument("fact_id")
    mark.add_argument("state")
    who(mark)
    mark.add_argument("--note", metavar="T", help="stays as it is where left out")
    mark.add_argument("--proof", metavar="P", help="what shows that it is done; likewise")
    bulk = command("bulk", bulk_command, "set the same of many rows, all or none", rows=True)
    bulk.add_argument(
        "fields", nargs="+", metavar="KEY=VALUE", help=f"{', '.join(SETTABLE)}; empty: takes it out"
    )
    bulk.add_argument(
        "--id", action="append", dest="ids", metavar="ID", help="a row; may be repeated"
    )
    bulk.add_argument("--dry-run", action="store_true", help="only show which rows")
    who(bulk)
    undo = command("undo", undo_command, "take an action back; prints what is as before")
    undo.add_argument("batch", nargs="?", help="as mark, bulk and batches give it")
    undo.add_argument("--row", metavar="ID", help="instead: the last change of this row")
    who(undo)
    batches = command("batches", batches_command, "the latest actions: who did what when")
    batches.add_argument("--limit", type=int, default=20, metavar="N")
    history = command("history", history_command, "all that was said of a row, oldest first")
    history.add_argument("fact_id")
    progress = command("progress", progress_command, "how far the work is", rows=True)
    progress.add_argument("way", nargs="?", choices=tuple(WAYS), default="document")
    progress.add_argument("--json", action="store_true", help="one object a line")
    month = command("month", month_command, "one month, as JSON", rows=True)
    month.add_argument("month", metavar="YYYY-MM")


def checklist_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``checklist``: on stdout, or into a file."""
    filters = filters_of(args)
    rows = assistant.checklist(**filters)
    if args.path:
        assistant.export(rows, args.path, filter=checklist_filters.in_words(filters))
        print(f"{len(rows)} 条 → {args.path}", file=sys.stderr)
        return 0
    for row in rows:
        print(_json(row_to_json(row)) if args.json else _line(row))
    return 0


def _line(row: ChecklistRow) -> str:
    time = row.fact.time.raw if row.fact.time else "-"
    state = REJECTED if row.rejected else row.state
    state += " 逾期" if row.overdue else ""
    state += export.ORIGINS[row.origin] and f" {export.ORIGINS[row.origin]}"
    return f"{row.fact_id}  {state}  {time}  {row.headline}  ← {row.source}"


def mark_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``mark``: says on stderr how to take it back."""
    batch = assistant.mark(args.fact_id, args.state, by=args.by, note=args.note, proof=args.proof)
    _tell_undo(batch)
    return 0


def bulk_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``bulk``: the rows named, or those of the filters; prints batch and number of rows."""
    typed = read_pairs(args.fields)
    for key in typed:
        if key not in SETTABLE:
            raise SettingsError(f"不能成批修改“{key}”。", f"可用：{'、'.join(SETTABLE)}。")
    if args.ids and checklist_filters.is_filtered(args):
        raise SettingsError("编号（--id）和筛选条件不能同时用。", "请只用其中一种。")
    if not args.ids and not checklist_filters.is_filtered(args):
        raise SettingsError("没有选中任何一条。", "请用 --id 指定编号，或给出筛选条件。")
    ids = args.ids or [row.fact_id for row in assistant.checklist(**filters_of(args))]
    if args.dry_run:
        chosen = set(ids)
        for row in assistant.checklist(today=args.today):
            if row.fact_id in chosen:
                print(_line(row))
        return 0
    batch = assistant.mark_all(ids, by=args.by, **typed)
    print(_json({"batch": batch, "rows": len(set(ids))}))
    _tell_undo(batch)
    return 0


def _tell_undo(batch: str) -> None:
    print(f"如要撤销：python -m assistant undo {batch}", file=sys.stderr)


def undo_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``undo``: 1 where rows were left as they are because somebody has changed them since."""
    if bool(args.batch) == bool(args.row):
        raise SettingsError("没有说明撤销什么。", "请给出一批修改的编号，或用 --row 指定一条。")
    if args.row:
        undone = assistant.undo_last(args.row, by=args.by)
    else:
        undone = assistant.undo(args.batch, by=args.by)
    print(_json(dataclasses.asdict(undone)))
    if undone.kept:
        print(f"{len(undone.kept)} 条后来又有人修改过，没有撤销。", file=sys.stderr)
    return 1 if undone.kept else 0


def batches_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``batches``: one a line, newest first."""
    for batch in assistant.batches(args.limit):
        print(_json(dataclasses.asdict(batch)))
    return 0


def history_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``history``: one entry a line."""
    for event in assistant.history(args.fact_id):
        print(_json(event_to_json(event)))
    return 0


def progress_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``progress``: one name a line."""
    for found in assistant.progress(args.way, **filters_of(args)):
        if args.json:
            print(_json(progress_to_json(found)))
            continue
        print(
            f"{found.name or '（未写明）'}  共 {found.total}  已完成 {found.done}  进行中 {found.doing}  "
            f"已确认 {found.confirmed}  待确认 {found.waiting}  不适用 {found.not_applicable}  "
            f"逾期 {found.overdue}"
        )
    return 0


def month_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``month``: days, stretches and bands of rows."""
    year, _, month = args.month.partition("-")
    if not (year.isdigit() and month.isdigit()):
        raise SettingsError(f"看不懂月份“{args.month}”。", "请写成 2026-09 的样子。")
    print(_json(month_to_json(assistant.month(int(year), int(month), **filters_of(args)))))
    return 0


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
