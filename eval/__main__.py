"""The evaluators' command line: ``python -m eval run | score | pack | bench | gold | calibrate``.

``run`` without ``--data`` ingests corpus/ into a new library of its own, so that a figure never depends
on what somebody has in ./data. Exit codes: 0 good; 1 a question crashed; 2 wrong use.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from eval import report, runner
from eval.bench.commands import add_parser as add_bench
from eval.outcomes import Run
from eval.questions import DEFAULT, Question, load_all
from ingest.errors import LibraryLocked, PolicyError

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
    _add_questions(run)
    run.add_argument("--format", choices=("yaml", *FORMATS_LATER), default="yaml")
    run.add_argument(
        "--data", metavar="DIR", help="ask this library (default: a new one of corpus/)"
    )
    run.add_argument(
        "--documents", type=Path, metavar="FOLDER", help="ask a new library of these documents"
    )
    run.add_argument("--json", type=Path, metavar="OUT", help="save the outcomes here")
    run.set_defaults(run=run_command)
    score = commands.add_parser("score", help="score saved outcomes again")
    score.add_argument("outcomes", type=Path, nargs="+", metavar="OUT")
    _add_questions(score)
    score.set_defaults(run=score_command)
    add_bench(commands)
    gold = commands.add_parser("gold", help="files of facts that people marked")
    steps = gold.add_subparsers(required=True, metavar="STEP")
    facts = steps.add_parser("pack", help="annotations → lines of a gold file, checked, on stdout")
    facts.add_argument("manifest", type=Path, help="YAML; its format: eval/gold_facts/pack.py")
    facts.set_defaults(run=gold_command)
    pack = commands.add_parser("pack", help="quotes of a question file → hashes, checked")
    pack.add_argument("source", type=Path, metavar="IN.yaml")
    pack.add_argument("target", type=Path, metavar="OUT.yaml")
    pack.add_argument("--data", metavar="DIR", help="its library (default: a new one of corpus/)")
    pack.set_defaults(run=pack_command)
    fitting = commands.add_parser(
        "calibrate", help="fit the weights that choose and refuse answers"
    )
    fitting.add_argument("pairs", nargs="+", metavar="QUESTIONS=LIBRARY")
    fitting.add_argument(
        "--threshold", type=float, help="probability from which an answer is given"
    )
    fitting.add_argument("--lists", action="store_true", help="those that choose lists instead")
    fitting.add_argument("--write", action="store_true", help="put the weights beside the code")
    fitting.set_defaults(run=calibrate_command)
    for name, part in LATER.items():
        later = commands.add_parser(name, help=f"arrives with part {part}")
        later.add_argument("rest", nargs=argparse.REMAINDER)
        later.set_defaults(run=arrives_later, name=name, part=part)
    return top


def _add_questions(command: argparse.ArgumentParser) -> None:
    """Which questions, and how much of their scores is shown."""
    command.add_argument(
        "--questions", type=Path, action="append", default=[], metavar="F",
        help="a question file; may be repeated (default: the questions on corpus/)",
    )  # fmt: skip
    command.add_argument("--split", choices=("dev", "held-out"), help="only this half")
    command.add_argument("--intervals", action="store_true", help="95%% intervals by bootstrap")
    command.add_argument(
        "--show-held-out", action="store_true", help="list the failures of the held-out half too"
    )


def run_command(args: argparse.Namespace) -> int:
    """``run``: figures on stdout as JSON, the readable report on stderr."""
    if args.format in FORMATS_LATER:
        return arrives_later(argparse.Namespace(name=f"--format {args.format}", part=7))
    questions = chosen(args)
    with runner.library_for(args.data, args.documents) as settings:
        outcome = runner.run(questions, settings, runner.file_stamp(args.questions or [DEFAULT]))
    if args.json:
        outcome.save(args.json)
    return show(args, questions, [outcome])


def score_command(args: argparse.Namespace) -> int:
    """``score``: the same figures from saved outcomes; those of several runs are taken together."""
    return show(args, chosen(args), [Run.load(path) for path in args.outcomes])


def show(args: argparse.Namespace, questions: tuple[Question, ...], runs: list[Run]) -> int:
    """Prints both forms of the report; 1 where a question crashed."""
    scored = report.score(questions, *runs)
    figures = report.summary(scored, intervals=args.intervals)
    print(report.as_text(figures, scored, held_out=args.show_held_out), file=sys.stderr)
    stamp = runs[0].stamp if len(runs) == 1 else [run.stamp for run in runs]
    print(json.dumps({"stamp": stamp, **figures}, ensure_ascii=False))
    return 1 if any(row.outcome.error for row in scored) else 0


def chosen(args: argparse.Namespace) -> tuple[Question, ...]:
    """The questions of the files, of one half or all."""
    questions = load_all(args.questions or [DEFAULT])
    return tuple(q for q in questions if args.split is None or q.split == args.split)


def gold_command(args: argparse.Namespace) -> int:
    """``gold pack``: the JSON lines of every document of the manifest, or what is wrong with them."""
    from eval.gold_facts import pack

    print("\n".join(pack(args.manifest)))
    return 0


def pack_command(args: argparse.Namespace) -> int:
    """``pack``: writes a question file without the words of its sources; numbers on stdout."""
    from assistant import PolicyAssistant
    from eval.question_pack import pack

    with runner.library_for(args.data) as settings, PolicyAssistant.open(settings) as assistant:
        figures = pack(args.source, args.target, assistant)
    for identity in figures["sentences"]:
        print(
            f"{identity}: a wording or an earlier turn holds a sentence of its text",
            file=sys.stderr,
        )
    print(json.dumps(figures, ensure_ascii=False))
    return 0


def calibrate_command(args: argparse.Namespace) -> int:
    """``calibrate``: the figures of the fit on stdout as JSON."""
    from eval import calibrate, list_fitting

    fitting = list_fitting if args.lists else calibrate
    figures = fitting.command(args.pairs, threshold=args.threshold, write=args.write)
    print(json.dumps(figures, ensure_ascii=False))
    return 0


def arrives_later(args: argparse.Namespace) -> int:
    """Says which part brings a command; wrong use today."""
    print(f"{args.name} arrives with part {args.part}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
