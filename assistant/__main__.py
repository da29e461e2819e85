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
    checklist_commands,
    propose_commands,
    review_commands,
    sheet_commands,
    side_by_side,
    transcript_commands,
    unanswered,
)
from assistant.as_json import answer_to_json
from assistant.assistant import PolicyAssistant
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

    checklist_commands.add_commands(commands, shared)
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
