"""``compare``, ``gate`` and ``export``: saved runs, question by question."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from eval import comparing
from eval.commands.options import add_held_out, add_questions, of_split, put, say
from eval.formats.export import FORMS, write
from eval.formats.runs import load_run
from eval.page.page import page
from eval.questions import load_all
from eval.report import Scored, score
from eval.scores import Lines, asked, load_lines
from ingest.errors import SettingsError


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
    report = commands.add_parser("report", help="one self-contained HTML page")
    report.add_argument("outcomes", type=Path, nargs="+", metavar="OUT")
    report.add_argument("--html", type=Path, required=True, metavar="F")
    report.add_argument(
        "--baseline", type=Path, metavar="BASELINE", help="show what has changed since"
    )
    report.add_argument("--language", choices=("zh", "en"), default="zh", help="what it opens in")
    add_questions(report, "those saved with the outcomes")
    add_held_out(report)
    report.set_defaults(run=report_command)
    export = commands.add_parser("export", help="outcomes for other tools")
    export.add_argument("outcomes", type=Path, nargs="+", metavar="OUT")
    export.add_argument("--to", choices=tuple(FORMS), required=True, dest="form")
    export.add_argument("-o", "--output", type=Path, required=True, metavar="F")
    add_questions(export, "those saved with the outcomes")
    export.set_defaults(run=export_command)


def read_both(args: argparse.Namespace) -> tuple[Lines, Lines]:
    """Before and now, by the gold of now; of one half, where that is asked for."""
    questions = load_all(args.questions) if args.questions else ()
    now = load_lines(args.now, questions)
    latest = [row.of.question for row in now.rows if row.of is not None]
    before = load_lines(args.before, questions, latest=latest)
    if before.stamp.get("questions_sha256") != now.stamp.get("questions_sha256"):
        say("the two runs were asked different question files; those that both hold are compared")
    return of_half(before, args.split), of_half(now, args.split)


def of_half(found: Lines, split: str | None) -> Lines:
    """The rows of one half, or all."""
    return Lines(found.stamp, tuple(row for row in found.rows if split in (None, row.split)))


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


def report_command(args: argparse.Namespace) -> int:
    """``report``: writes the page; the headline on stdout."""
    scored, stamps = read_scored(args)
    baseline = None
    if args.baseline:
        questions = [row.question for row in scored]
        baseline = load_lines(args.baseline, latest=questions)
    words = page(
        scored, stamps, baseline=baseline, language=args.language, held_out=args.show_held_out
    )
    args.html.parent.mkdir(parents=True, exist_ok=True)
    args.html.write_text(words, encoding="utf-8")
    right = sum(row.scores["correct"] == 1.0 for row in scored)
    put({"written": str(args.html), "questions": len(scored), "right": right})
    return 0


def export_command(args: argparse.Namespace) -> int:
    """``export``: one file; its name and rows on stdout."""
    scored, _ = read_scored(args)
    write(scored, args.output, args.form)
    put({"written": str(args.output), "rows": len(scored)})
    return 0


def read_scored(
    args: argparse.Namespace,
) -> tuple[tuple[Scored, ...], list[Mapping[str, Any]]]:
    """The outcomes of several runs, scored together, and what each was made with."""
    runs = [load_run(path) for path in args.outcomes]
    given = load_all(args.questions) if args.questions else ()
    questions = of_split(asked(given, runs, args.outcomes[0]), args.split)
    if not questions:
        raise SettingsError(f"没有 {args.split} 的题目。", "请去掉 --split，或换一个题库。")
    return score(questions, *runs), [run.stamp for run in runs]
