"""Command line of people's edits: correct, reject, withdraw, add, review, settle."""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from ingest import fact_edits
from ingest.errors import SettingsError
from ingest.records import Fact, fact_to_json

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant

KEYS = "target: " + ", ".join(fact_edits.FIELDS["target"]) + "; deadline: " + ", ".join(
    fact_edits.FIELDS["deadline"]
)  # fmt: skip


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds the commands to a parser's sub-commands."""

    def command(name: str, run: Callable[..., int], help: str) -> argparse.ArgumentParser:
        sub: argparse.ArgumentParser = commands.add_parser(name, parents=[shared], help=help)
        sub.set_defaults(run=run)
        return sub

    def who(sub: argparse.ArgumentParser, note: str = "why") -> None:
        sub.add_argument("--by", default="", metavar="N", help="who")
        sub.add_argument("--note", default="", metavar="T", help=note)

    correct = command(
        "correct", correct_command, "correct fields of a row; KEY=auto takes one back"
    )
    correct.add_argument("fact_id")
    correct.add_argument("fields", nargs="+", metavar="KEY=VALUE", help=KEYS)
    who(correct)
    reject = command("reject", reject_command, "take a row out of the checklist; needs --note")
    reject.add_argument("fact_id")
    who(reject, "the reason")
    withdraw = command("withdraw", withdraw_command, "take the newest edit of a row back")
    withdraw.add_argument("fact_id")
    withdraw.add_argument("--by", default="", metavar="N", help="who")
    add = command("add", add_command, "add a row at a stretch of a document's text")
    add.add_argument("document_id")
    add.add_argument(
        "start", type=int, help="code points, as review --json and show --text give them"
    )
    add.add_argument("end", type=int)
    add.add_argument("kind", choices=list(fact_edits.FIELDS))
    add.add_argument("fields", nargs="+", metavar="KEY=VALUE", help=KEYS)
    who(add)
    review = command("review", review_command, "what waits for a person, and why")
    review.add_argument("--document", metavar="ID")
    review.add_argument("--settled", action="store_true", help="settled sentences too")
    review.add_argument("--reason", metavar="R", help="only what waits for this reason")
    review.add_argument(
        "--unsure", action="store_true", help="only what the program is not sure of"
    )
    review.add_argument("--json", action="store_true", help="one item a line")
    settle = command("settle", settle_command, "nothing is to be done with these items")
    settle.add_argument("items", nargs="+", metavar="ITEM", help="id as review gives it")
    settle.add_argument("--undo", action="store_true", help="let them wait again")
    who(settle)


def read_pairs(pairs: Sequence[str]) -> dict[str, str]:
    """KEY=VALUE pairs.

    Raises:
        SettingsError: a pair has no =.
    """
    typed: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise SettingsError(f"看不懂 {pair!r}。", "请写成 KEY=VALUE，例如 value=950。")
        typed[key] = value
    return typed


def correct_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``correct``: prints the row's fact as it now is."""
    fact = assistant.correct(args.fact_id, read_pairs(args.fields), by=args.by, note=args.note)
    print_fact(assistant, fact)
    return 0


def reject_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``reject``."""
    assistant.reject(args.fact_id, by=args.by, note=args.note)
    return 0


def withdraw_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``withdraw``: prints what was taken back: reject, correct or add."""
    print(assistant.withdraw(args.fact_id, by=args.by))
    return 0


def add_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``add``: prints the new fact."""
    fact = assistant.add_fact(
        args.document_id, args.start, args.end, args.kind, read_pairs(args.fields), by=args.by,
        note=args.note,
    )  # fmt: skip
    print_fact(assistant, fact)
    return 0


def print_fact(assistant: PolicyAssistant, fact: Fact) -> None:
    """A fact as ``python -m ingest facts --json`` gives it."""
    edit = assistant.edits().get(fact.id)
    document = next(d for d in assistant.documents() if d.id == fact.document_id)
    row = fact_to_json(
        fact, document=document.metadata.title, source=document.source,
        origin=edit.origin if edit else "machine", edited_by=edit.by if edit else "",
    )  # fmt: skip
    print(json.dumps(row, ensure_ascii=False))


def review_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``review``: one item a line."""
    asked = None
    if args.document:
        assistant.store.document(args.document)
        asked = [args.document]
    for item in assistant.review_queue(
        asked, settled=args.settled, reason=args.reason or "", unsure=args.unsure
    ):
        if args.json:
            print(json.dumps(dataclasses.asdict(item), ensure_ascii=False))
        else:
            done = f"（{item.settled_by or '已处理'}：无需处理）" if item.settled_at else ""
            print(f"{item.id}  [{item.reason}] {item.quote}{done}  ← {item.source}")
    return 0


def settle_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``settle``, or with ``--undo`` the way back."""
    for item in args.items:
        if args.undo:
            assistant.unsettle(item, by=args.by)
        else:
            assistant.settle(item, by=args.by, note=args.note)
    return 0
