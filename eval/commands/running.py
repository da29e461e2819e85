"""``run`` and ``score``: ask a set, score what came back; scoring again is free."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

from eval import judge, report, runner
from eval.commands.judge import check, judged
from eval.commands.options import add_library, add_questions, add_shown, chosen, of_split, put, say
from eval.formats import beir, ragas, squad
from eval.formats.public_set import PublicSet
from eval.formats.runs import load_run
from eval.outcomes import Run
from eval.questions import DEFAULT, Question, evenly, load_all
from eval.scores import asked, lines
from ingest.errors import SettingsError
from ingest.settings import Settings

FORMATS: Mapping[str, Callable[[Path], PublicSet]] = {
    "squad": squad.read,
    "beir": beir.read,
    "ragas": ragas.read,
}
"""Name of a format of another house → its reader."""


def add(commands: Any) -> None:
    """Both commands."""
    run = commands.add_parser("run", help="ask every question and score the answers")
    add_questions(run)
    add_shown(run)
    add_library(run)
    run.add_argument(
        "--format",
        choices=("yaml", *FORMATS),
        default="yaml",
        help="of --questions; sets of other houses bring their own documents",
    )
    run.add_argument("--limit", type=int, metavar="N", help="ask N of the questions, drawn evenly")
    run.add_argument("--json", type=Path, metavar="OUT", help="save the outcomes here")
    run.add_argument(
        "--judge", action="store_true", help="a language model's opinion too (see judge)"
    )
    run.set_defaults(run=run_command)
    score = commands.add_parser("score", help="score saved outcomes again")
    score.add_argument(
        "outcomes",
        type=Path,
        nargs="+",
        metavar="OUT",
        help="saved by run --json, or .jsonl of ragas rows that another system answered",
    )
    add_questions(score, "those saved with the outcomes")
    add_shown(score)
    score.add_argument(
        "--json", type=Path, metavar="F", help="save the scores: a baseline to commit"
    )
    score.set_defaults(run=score_command)


def run_command(args: argparse.Namespace) -> int:
    """``run``: figures on stdout as JSON, the readable report on stderr."""
    if args.judge:
        check(args)
    if args.format != "yaml":
        return _run_public(args)
    questions = evenly(chosen(args), args.limit)
    with runner.library_for(args.data, args.documents) as settings:
        return _asked(args, questions, settings)


def _run_public(args: argparse.Namespace) -> int:
    """Asks a set of another house over a library of its own documents, or over ``--data``."""
    if len(args.questions) != 1:
        raise SettingsError(
            f"--format {args.format} 要一个 --questions。", "请给出一个文件或文件夹。"
        )
    found = FORMATS[args.format](args.questions[0])
    questions = evenly(found.questions, args.limit)
    say(f"{len(questions)} questions, {len(found.documents)} documents")
    if args.data:
        with runner.library_for(args.data) as settings:
            return _asked(args, questions, settings)
    with TemporaryDirectory(prefix="edu-policy-set-", ignore_cleanup_errors=True) as folder:
        found.write(Path(folder))
        with runner.library_for(None, Path(folder)) as settings:
            return _asked(args, questions, settings)


def _asked(args: argparse.Namespace, questions: tuple[Question, ...], settings: Settings) -> int:
    stamp = runner.file_stamp(args.questions or [DEFAULT])
    outcome = runner.run(questions, settings, stamp, progress=_progress)
    if args.json:
        outcome.save(args.json)
    more = {}
    if args.judge:
        kept = judge.beside(args.json) if args.json else None
        more = {"judge": judged(args, questions, outcome, kept)}
    return show(args, questions, [outcome], more)


def _progress(done: int, total: int) -> None:
    """A line for every tenth of the questions."""
    if done == total or done % max(1, total // 10) == 0:
        say(f"{done}/{total}")


def score_command(args: argparse.Namespace) -> int:
    """``score``: the same figures from saved outcomes; those of several runs are taken together."""
    runs = [load_run(path) for path in args.outcomes]
    given = load_all(args.questions) if args.questions else ()
    if not given and not any(run.questions for run in runs):
        given = load_all([DEFAULT])
    questions = of_split(asked(given, runs, args.outcomes[0]), args.split)
    if args.json:
        lines(report.score(questions, *runs), stamp_of(runs)).save(args.json)
    return show(args, questions, runs)


def stamp_of(runs: list[Run]) -> dict[str, Any]:
    """The stamp of one run; of several, all of them."""
    return runs[0].stamp if len(runs) == 1 else {"runs": [run.stamp for run in runs]}


def show(
    args: argparse.Namespace,
    questions: tuple[Question, ...],
    runs: list[Run],
    more: Mapping[str, Any] = MappingProxyType({}),
) -> int:
    """Prints both forms of the report, with ``more`` figures beside them; 1 where a question crashed."""
    scored = report.score(questions, *runs)
    figures = report.summary(scored, intervals=args.intervals)
    say(report.as_text(figures, scored, held_out=args.show_held_out))
    stamp = runs[0].stamp if len(runs) == 1 else [run.stamp for run in runs]
    put({"stamp": stamp, **figures, **more})
    return 1 if any(row.outcome.error for row in scored) else 0
