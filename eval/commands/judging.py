"""``compare`` and ``gate``: two runs, question by question."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eval import comparing
from eval.commands.options import add_held_out, add_questions, put, say
from eval.questions import load_all
from eval.scores import Lines, load_lines


def add(commands: Any) -> None:
    """Both commands."""
    compare = commands.add_parser("compare", help="what is fixed, broken and changed from A to B")
    compare.add_argument("before", type=Path, metavar="A")
    compare.add_argument("now", type=Path, metavar="B")
    add_questions(compare, "those saved with the outcomes")
    add_held_out(compare)
    compare.set_defaults(run=compare_command)
    gate = commands.add_parser("gate", help="fail where a figure fell by more than its interval")
    gate.add_argument("now", type=Path, metavar="OUT")
    gate.add_argument("before", type=Path, metavar="BASELINE", help="a saved run, or saved scores")
    add_questions(gate, "those saved with the outcomes")
    gate.add_argument("--strict", action="store_true", help="fail where any question is worse")
    gate.set_defaults(run=gate_command)


def read_both(args: argparse.Namespace) -> tuple[Lines, Lines]:
    """Before and now; of one half, where that is asked for."""
    questions = load_all(args.questions) if args.questions else ()
    found = (load_lines(path, questions) for path in (args.before, args.now))
    before, now = (
        Lines(x.stamp, tuple(r for r in x.rows if args.split in (None, r.split))) for x in found
    )
    return before, now


def compare_command(args: argparse.Namespace) -> int:
    """``compare``: differences on stdout as JSON, a table and the questions on stderr."""
    before, now = read_both(args)
    found = comparing.compare(before, now)
    say(comparing.as_text(found, before, now, held_out=args.show_held_out))
    put({"before": before.stamp, "now": now.stamp, **found.as_row()})
    return 0


def gate_command(args: argparse.Namespace) -> int:
    """``gate``: 1 where something fell."""
    before, now = read_both(args)
    found = comparing.falls(before, now, strict=args.strict)
    say(comparing.falls_as_text(found))
    put(
        {
            "passed": not found,
            "falls": [asdict(fall) for fall in found],
            "before": before.stamp,
            "now": now.stamp,
        }
    )
    return 1 if found else 0
