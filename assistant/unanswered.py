"""Questions that were refused, for those who decide which document to add next: grouped, the newest first."""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from ingest.store.rows import UnansweredQuestion


@dataclass(frozen=True, slots=True)
class Unanswered:
    """One question that was refused; ``last`` is when it was asked last, UTC, ISO 8601, ``reason`` why then."""

    question: str
    reason: str
    times: int
    last: str


def grouped(logged: Iterable[UnansweredQuestion]) -> tuple[Unanswered, ...]:
    """The same question once, with how often it was asked; the one asked last stands first."""
    found: dict[str, Unanswered] = {}
    for row in logged:
        question = " ".join(row.question.split())
        times = found[question].times + 1 if question in found else 1
        found.pop(question, None)
        found[question] = Unanswered(question, row.reason, times, row.at)
    return tuple(reversed(found.values()))


def add_command(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds ``unanswered`` to a parser's sub-commands."""
    sub = commands.add_parser("unanswered", parents=[shared], help="questions that were refused")
    sub.add_argument("--json", action="store_true", help="one question a line on stdout")
    sub.set_defaults(run=unanswered_command)


def unanswered_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``unanswered``: the newest first."""
    questions = assistant.unanswered()
    for one in questions:
        if args.json:
            print(json.dumps(dataclasses.asdict(one), ensure_ascii=False))
        else:
            print(
                f"{one.last[:16].replace('T', ' ')}  {one.times} 次  {one.question}  ← {one.reason}"
            )
    if not questions:
        print("没有未能回答的问题。", file=sys.stderr)
    return 0
