"""Command line of a language model's proposals: propose (ask it), accept (make one a row of the checklist).

``settle`` puts a proposal aside and ``settle --undo`` takes that back, as for every item of the review queue.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

from assistant.review_commands import KEYS, print_fact, read_pairs

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant
    from assistant.proposal_door import Proposing
    from ingest.store.rows import ReviewItem

STOPPED = 130


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds the commands to a parser's sub-commands."""
    told = "ask the language model for rows in sentences that gave none; a person accepts them"
    propose = commands.add_parser("propose", parents=[shared], help=told)
    propose.add_argument("--document", metavar="ID", help="only this document's sentences")
    propose.add_argument(
        "--every", action="store_true", help="sentences left out for a known reason too"
    )
    propose.add_argument("--json", action="store_true", help="one proposal a line")
    propose.set_defaults(run=propose_command)
    accept = commands.add_parser(
        "accept", parents=[shared], help="make a proposal a row of the checklist"
    )
    accept.add_argument("item", help="id as propose and review give it")
    accept.add_argument("fields", nargs="*", metavar="KEY=VALUE", help=f"corrections; {KEYS}")
    accept.add_argument("--by", default="", metavar="N", help="who")
    accept.add_argument("--note", default="", metavar="T", help="why")
    accept.set_defaults(run=accept_command)


def propose_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``propose``: progress on stderr, then every proposal that waits; Ctrl-C keeps what was asked."""
    asked = None
    if args.document:
        assistant.store.document(args.document)
        asked = [args.document]
    code, last = 0, None
    try:
        with closing(assistant.propose(asked, every=args.every)) as run:
            for last in run:
                print(f"\r{last.done}/{last.total}", end="", file=sys.stderr, flush=True)
        code = 1 if last is not None and last.error else 0
    except KeyboardInterrupt:
        code = STOPPED
    print(file=sys.stderr)
    for item in assistant.review_queue(asked):
        if item.kind == "proposed":
            print(line(item, as_json=args.json))
    if last is not None:
        print(summary(last), file=sys.stderr)
    return code


def line(item: ReviewItem, *, as_json: bool) -> str:
    """A proposal on one line."""
    if as_json:
        return json.dumps(dataclasses.asdict(item), ensure_ascii=False)
    said = " ".join(f"{name}={value}" for name, value in item.fields if name != "span")
    return f"{item.id}  [{item.reason}] {item.proposed} {said}  ← {item.source}：{item.quote}"


def summary(last: Proposing) -> str:
    """How a run ended, in words."""
    parts = [f"问了 {last.done}/{last.total} 句", f"建议 {last.proposed} 条"]
    parts += [f"不采用 {count} 条：{reason}" for reason, count in last.dropped]
    if last.unreadable:
        parts.append(f"没有得到可用的回答 {last.unreadable} 句")
    if last.error:
        parts.append(f"中断：{last.error}已有的建议都已保存，再运行一次会接着做")
    return f"{last.model}：" + "；".join(parts)


def accept_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``accept``: prints the new row's fact."""
    fact = assistant.accept(args.item, read_pairs(args.fields), by=args.by, note=args.note)
    print_fact(assistant, fact)
    return 0
