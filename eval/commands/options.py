"""Options that several commands share."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from eval.questions import DEFAULT, Question, load_all


def add_questions(
    command: argparse.ArgumentParser, default: str = "the questions on corpus/"
) -> None:
    """Which questions."""
    command.add_argument(
        "--questions", type=Path, action="append", default=[], metavar="F",
        help=f"a question file; may be repeated (default: {default})",
    )  # fmt: skip
    command.add_argument("--split", choices=("dev", "held-out"), help="only this half")


def add_shown(command: argparse.ArgumentParser) -> None:
    """How much of the scores is shown."""
    command.add_argument(
        "--intervals", action=argparse.BooleanOptionalAction, default=True,
        help="95%% intervals by bootstrap",
    )  # fmt: skip
    add_held_out(command)


def add_held_out(command: argparse.ArgumentParser) -> None:
    """Whether questions that no rule may be tuned on are shown."""
    command.add_argument(
        "--show-held-out", action="store_true", help="show the failures of the held-out half too"
    )


def add_library(command: argparse.ArgumentParser) -> None:
    """Which library is asked."""
    command.add_argument(
        "--data", metavar="DIR", help="ask this library (default: a new one of corpus/)"
    )
    command.add_argument(
        "--documents", type=Path, metavar="FOLDER", help="ask a new library of these documents"
    )


def chosen(args: argparse.Namespace) -> tuple[Question, ...]:
    """The questions of the files, or of corpus/, of one half or all."""
    return of_split(load_all(args.questions or [DEFAULT]), args.split)


def of_split(questions: tuple[Question, ...], split: str | None) -> tuple[Question, ...]:
    """Those of one half, or all."""
    return tuple(q for q in questions if split is None or q.split == split)


def put(figures: Any) -> None:
    """JSON, alone on stdout."""
    print(json.dumps(figures, ensure_ascii=False))


def say(words: str) -> None:
    """For people, on stderr."""
    print(words, file=sys.stderr)
