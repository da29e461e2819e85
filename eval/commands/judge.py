"""``judge``: a language model's opinion of saved answers, beside the exact metrics; ``run --judge`` does it at once."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from eval import judge, report
from eval.commands.options import add_held_out, add_questions, of_split, put, say
from eval.formats.runs import load_run
from eval.outcomes import Run
from eval.questions import Question, load_all
from eval.scores import asked
from ingest.errors import SettingsError
from ingest.settings import Settings


def add(commands: Any) -> None:
    """The command."""
    command = commands.add_parser(
        "judge", help="a language model's opinion of saved answers, beside the exact metrics"
    )
    command.add_argument("outcomes", type=Path, metavar="OUT", help="saved by run --json")
    command.add_argument(
        "--data", metavar="DIR", help="use the language model that is set in this data folder"
    )
    add_questions(command, "those saved with the outcomes")
    add_held_out(command)
    command.set_defaults(run=judge_command)


def judge_command(args: argparse.Namespace) -> int:
    """``judge``: the figure on stdout as JSON; 1 where an answer could not be judged because the model failed."""
    run = load_run(args.outcomes)
    given = load_all(args.questions) if args.questions else ()
    questions = of_split(asked(given, [run], args.outcomes), args.split)
    figures = judged(args, questions, run, judge.beside(args.outcomes))
    put({"stamp": run.stamp, "judge": figures})
    return 1 if figures["failed"] else 0


def judged(
    args: argparse.Namespace, questions: tuple[Question, ...], run: Run, kept: Path | None
) -> dict[str, Any]:
    """The judge's figures; its opinions go to ``kept`` and are taken from there, and the words to stderr.

    Raises:
        SettingsError: neither a language model is set nor are there opinions from before.
    """
    from assistant import Models

    known = list(judge.load(kept)) if kept else []
    if not known:
        check(args)
    models = Models(Settings.from_env(data_dir=args.data))
    try:
        opinions = judge.judge(models.current(), questions, run.outcomes, known, _progress)
    finally:
        models.close()
        print(file=sys.stderr)
    if kept:
        here = {one.question_id for one in opinions}
        judge.save(kept, [*(one for one in known if one.question_id not in here), *opinions])
    correct = {
        row.question.id: row.scores["correct"] == 1.0 for row in report.score(questions, run)
    }
    figures = judge.figures(opinions, correct)
    figures["failed"] = sum(one.verdict == judge.NOT_JUDGED and bool(one.asked) for one in opinions)
    say(judge.as_text(figures, opinions, questions, held_out=args.show_held_out))
    return figures


def check(args: argparse.Namespace) -> None:
    """Is there a model to ask? Before a long run, not after it.

    Raises:
        SettingsError: none is set.
    """
    from assistant import Models

    if Models(Settings.from_env(data_dir=args.data)).choice() is None:
        raise SettingsError(
            "没有配置语言模型，不能评判。", "请写环境变量 LLM_MODEL 和 LLM_BASE_URL。"
        )


def _progress(done: int, total: int) -> None:
    print(f"\rjudge {done}/{total}", end="", file=sys.stderr, flush=True)
