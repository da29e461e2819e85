"""The evaluators' command line: ``python -m eval run | score | bench``.

``run`` without ``--data`` ingests corpus/ into a new library of its own, so that a figure never depends
on what somebody has in ./data. Exit codes: 0 good; 1 a question crashed; 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from eval import report, runner
from eval.outcomes import Run
from eval.questions import DEFAULT, Question, load_questions
from ingest.errors import LibraryLocked, PolicyError, SettingsError
from ingest.settings import Settings

LATER = {"compare": 7, "gate": 7, "report": 7}
"""Commands that a later part brings."""
FORMATS_LATER = ("squad", "beir", "ragas")


def main(argv: list[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    args = parser().parse_args(argv)
    try:
        return int(args.run(args))
    except LibraryLocked as error:
        print(error, file=sys.stderr)
        return 3
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 2


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(prog="python -m eval", description="run and score question sets")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    run = commands.add_parser("run", help="ask every question and score the answers")
    run.add_argument("--questions", type=Path, default=DEFAULT, metavar="F")
    run.add_argument("--format", choices=("yaml", *FORMATS_LATER), default="yaml")
    run.add_argument(
        "--data", metavar="DIR", help="ask this library (default: a new one of corpus/)"
    )
    run.add_argument("--split", choices=("dev", "held-out"), help="only this half")
    run.add_argument("--json", type=Path, metavar="OUT", help="save the outcomes here")
    run.set_defaults(run=run_command)
    score = commands.add_parser("score", help="score saved outcomes again")
    score.add_argument("outcomes", type=Path, metavar="OUT")
    score.add_argument("--questions", type=Path, default=DEFAULT, metavar="F")
    score.add_argument("--split", choices=("dev", "held-out"))
    score.set_defaults(run=score_command)
    bench = commands.add_parser("bench", help=f"measure a room: {', '.join(BENCHES)}")
    bench.add_argument("name", choices=tuple(BENCHES))
    bench.add_argument(
        "folder", type=Path, nargs="?",
        help="folder of documents (default: corpus/); peer-cases: folder of the test cases",
    )  # fmt: skip
    bench.add_argument(
        "gold", type=Path, nargs="?",
        help="metadata: values that are right, by file name (default: eval/gold/)",
    )  # fmt: skip
    bench.add_argument("--questions", type=Path, default=DEFAULT, help="retrieval: question file")
    bench.add_argument("--data", type=Path, help="retrieval: a library; else one made of corpus/")
    bench.set_defaults(run=bench_command)
    for name, part in LATER.items():
        later = commands.add_parser(name, help=f"arrives with part {part}")
        later.add_argument("rest", nargs=argparse.REMAINDER)
        later.set_defaults(run=arrives_later, name=name, part=part)
    return top


def run_command(args: argparse.Namespace) -> int:
    """``run``: figures on stdout as JSON, the readable report on stderr."""
    if args.format in FORMATS_LATER:
        return arrives_later(argparse.Namespace(name=f"--format {args.format}", part=7))
    questions = chosen(load_questions(args.questions), args.split)
    stamp = runner.file_stamp(args.questions)
    with library_for(args.data) as settings:
        outcome = runner.run(questions, settings, stamp)
    if args.json:
        outcome.save(args.json)
    return show(questions, outcome)


@contextmanager
def library_for(data: Path | None) -> Iterator[Settings]:
    """The library to ask: the one given, or one made of corpus/ alone in a folder that goes afterwards."""
    from ingest.pipeline import corpus_dir

    if data is not None:
        yield Settings.from_env(data_dir=data)
        return
    with tempfile.TemporaryDirectory(
        prefix="edu-policy-eval-", ignore_cleanup_errors=True
    ) as folder:
        settings = Settings.from_env(data_dir=folder)
        runner.make_library(corpus_dir(), settings)
        yield settings


def score_command(args: argparse.Namespace) -> int:
    """``score``: the same figures from saved outcomes."""
    return show(chosen(load_questions(args.questions), args.split), Run.load(args.outcomes))


def show(questions: tuple[Question, ...], run: Run) -> int:
    """Prints both forms of the report; 1 where a question crashed."""
    scored = report.score(questions, run)
    figures = report.summary(scored)
    print(report.as_text(figures, scored), file=sys.stderr)
    print(json.dumps({"stamp": run.stamp, **figures}, ensure_ascii=False))
    return 1 if any(row.outcome.error for row in scored) else 0


def chosen(questions: tuple[Question, ...], split: str | None) -> tuple[Question, ...]:
    """The questions of one half, or all."""
    return tuple(q for q in questions if split is None or q.split == split)


def bench_command(args: argparse.Namespace) -> int:
    """``bench``: figures as JSON; 1 where the bench holds something to be wrong."""
    return BENCHES[args.name](args)


def bench_retrieval(args: argparse.Namespace) -> int:
    """``bench retrieval``: on a library of corpus/, or the one given."""
    from eval.bench import retrieval

    with library_for(args.data) as settings:
        return print_figures(retrieval.run(load_questions(args.questions), settings))


def bench_peer_cases(args: argparse.Namespace) -> int:
    """``bench peer-cases``: without the folder of the shared cases it says so and is skipped."""
    if args.folder is None or not args.folder.is_dir():
        print(f"skipped: bench {args.name} needs the folder of the shared cases", file=sys.stderr)
        return 0
    from eval.bench import peer_cases

    return print_figures(peer_cases.run(args.folder))


def bench_documents(args: argparse.Namespace) -> int:
    """Benches over a folder of documents, corpus/ by default: parsing, docx, cells, damaged, ocr, …

    Raises:
        SettingsError: the folder does not exist.
    """
    from ingest.pipeline import corpus_dir

    folder = args.folder or corpus_dir()
    if not folder.is_dir():
        raise SettingsError(f"找不到文件夹 {folder}。", "请检查路径。")
    module = {"docx": "docx_text"}.get(args.name, args.name)
    more = (args.gold,) if args.name == "metadata" else ()
    figures = import_module(f"eval.bench.{module}").run(folder, *more)
    if "skipped" in figures:
        print(f"skipped: {figures['skipped']}", file=sys.stderr)
        return 0
    return print_figures(figures)


def print_figures(figures: dict[str, Any]) -> int:
    """One JSON object on stdout; 1 where it says that something is wrong."""
    print(json.dumps(figures, ensure_ascii=False, default=str))
    return 0 if figures.get("ok", True) and not figures.get("violations") else 1


BENCHES: dict[str, Callable[[argparse.Namespace], int]] = {
    "peer-cases": bench_peer_cases,
    "retrieval": bench_retrieval,
    **dict.fromkeys(
        ("parsing", "docx", "cells", "metadata", "damaged", "ocr", "speed"), bench_documents
    ),
}
"""Name → what runs it."""


def arrives_later(args: argparse.Namespace) -> int:
    """Says which part brings a command; wrong use today."""
    print(f"{args.name} arrives with part {args.part}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
