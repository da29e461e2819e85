"""The upper floor's command line: ``python -m assistant ask | checklist | mark | compare``, and the edits of
review_commands.

JSON alone goes to stdout. Exit codes: 0 good; 2 wrong use; 3 the library is locked.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from assistant import (
    export,
    propose_commands,
    review_commands,
    sheet_commands,
    side_by_side,
    transcript_commands,
    unanswered,
)
from assistant.as_json import answer_to_json, row_to_json
from assistant.assistant import PolicyAssistant
from assistant.records import REJECTED
from assistant.transcript import Source
from ingest.errors import LibraryLocked, PolicyError
from ingest.settings import Settings


def main(argv: list[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = parser().parse_args(argv)
    try:
        settings = Settings.from_env(data_dir=args.data)
        # Only a question needs vectors: nobody waits for those of another model to mark a row.
        with PolicyAssistant.open(settings, embed=args.run is ask_command) as assistant:
            return int(args.run(args, assistant))
    except LibraryLocked as error:
        print(error, file=sys.stderr)
        return 3
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    told = "data folder (default: EDU_POLICY_DATA, ./data)"
    shared.add_argument("--data", metavar="DIR", help=told)
    top = argparse.ArgumentParser(
        prog="python -m assistant", description="ask, checklist, mark, correct, review, compare"
    )
    top.add_argument("--data", metavar="DIR", help=told)
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    day = dt.date.fromisoformat

    ask = commands.add_parser("ask", parents=[shared], help="one question")
    ask.add_argument("question")
    ask.add_argument("--today", type=day, metavar="D", help="the day the question is asked on")
    ask.add_argument("--json", action="store_true", help="the Answer on stdout")
    ask.add_argument("--no-llm", action="store_true", help="without the language model")
    ask.add_argument("--export", type=Path, metavar="F", help="also into a file: .docx or .md")
    ask.set_defaults(run=ask_command)
    transcript_commands.add_commands(commands, shared)

    rows = commands.add_parser("checklist", parents=[shared], help="targets and deadlines")
    rows.add_argument("--from", dest="since", type=day, metavar="D")
    rows.add_argument("--to", dest="until", type=day, metavar="D")
    rows.add_argument("--state", metavar="S", help="待确认 已确认 进行中 已完成 不适用 逾期 已驳回")
    rows.add_argument("--today", type=day, metavar="D", help="the day overdue counts from")
    form = rows.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one row a line on stdout")
    form.add_argument("--xlsx", type=Path, metavar="F")
    form.add_argument("--ics", type=Path, metavar="F")
    form.add_argument("--csv", type=Path, metavar="F")
    rows.set_defaults(run=checklist_command)

    mark = commands.add_parser("mark", parents=[shared], help="set the state of a row")
    mark.add_argument("fact_id")
    mark.add_argument("state")
    mark.add_argument("--by", default="", metavar="N", help="who")
    mark.add_argument("--note", default="")
    mark.set_defaults(run=mark_command)
    review_commands.add_commands(commands, shared)
    propose_commands.add_commands(commands, shared)
    unanswered.add_command(commands, shared)
    sheet_commands.add_command(commands, shared)

    compare = commands.add_parser(
        "compare", parents=[shared], help="one indicator through years and documents, and conflicts"
    )
    compare.add_argument("indicator", nargs="?", default="", help="words of it; all where left out")
    compare.add_argument("--json", action="store_true", help="one object on stdout")
    compare.set_defaults(run=compare_command)
    return top


def ask_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``ask``."""
    answer = assistant.ask(args.question, today=args.today, llm=not args.no_llm)
    if args.export:
        transcript_commands.export(assistant, [(args.question, answer)], args.export)
    if args.json:
        print_json(answer_to_json(answer))
        return 0
    print(answer.text)
    for note in answer.notes:
        print(f"（{note}）")
    for c in answer.citations:
        print(f"  [{c.marker}] {Source(c).where}：{c.quote}")
    return 0


def checklist_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``checklist``: on stdout, or into a file."""
    rows = assistant.checklist(
        since=args.since,
        until=args.until,
        states=(args.state,) if args.state else None,
        today=args.today,
    )
    path = args.xlsx or args.ics or args.csv
    if path:
        assistant.export(rows, path)
        print(f"{len(rows)} 条 → {path}", file=sys.stderr)
        return 0
    for row in rows:
        if args.json:
            print_json(row_to_json(row))
        else:
            time = row.fact.time.raw if row.fact.time else "-"
            late = " 逾期" if row.overdue else ""
            state = REJECTED if row.rejected else row.state
            late += export.ORIGINS[row.origin] and f" {export.ORIGINS[row.origin]}"
            print(f"{row.fact_id}  {state}{late}  {time}  {row.headline}  ← {row.source}")
    return 0


def mark_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``mark``."""
    assistant.mark(args.fact_id, args.state, by=args.by, note=args.note)
    return 0


def compare_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``compare``: conflicts first, then the series."""
    series = assistant.series(args.indicator)
    conflicts = assistant.conflicts(args.indicator)
    if args.json:
        print_json(side_by_side.to_json(series, conflicts))
        return 0
    for line in side_by_side.lines(series, conflicts):
        print(line)
    if not series:
        print("没有可以对照的指标。", file=sys.stderr)
    return 0


def print_json(value: object) -> None:
    """One JSON value on one line of stdout."""
    print(json.dumps(value, ensure_ascii=False, default=str))


if __name__ == "__main__":
    sys.exit(main())
