"""Command line of what is taken away: ``conversation ID [--export F]``, and the file of ``ask --export F``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import transcript
from assistant.records import Answer
from assistant.transcript_markdown import markdown
from ingest.errors import UnknownId

if TYPE_CHECKING:
    from assistant.assistant import PolicyAssistant


def add_commands(commands: Any, shared: argparse.ArgumentParser) -> None:
    """Adds the command to a parser's sub-commands."""
    one = commands.add_parser("conversation", parents=[shared], help="a conversation of the chat")
    one.add_argument("conversation_id")
    one.add_argument("--export", type=Path, metavar="F", help="into a file: .docx or .md")
    one.set_defaults(run=conversation_command)


def conversation_command(args: argparse.Namespace, assistant: PolicyAssistant) -> int:
    """``conversation``: Markdown on stdout, or a file."""
    pairs = transcript.exchanges_of(assistant.conversation(args.conversation_id))
    if not pairs:
        raise UnknownId(f"没有编号为 {args.conversation_id} 的对话。", "编号存在浏览器和数据库里。")
    if args.export:
        export(assistant, pairs, args.export)
    else:
        print(markdown(assistant.transcript(pairs)), end="")
    return 0


def export(assistant: PolicyAssistant, pairs: Sequence[tuple[str, Answer]], path: Path) -> None:
    """Writes a transcript and says so on stderr.

    Raises:
        SettingsError: the suffix is neither .docx nor .md, or the file cannot be written.
    """
    transcript.write(assistant.transcript(pairs), path)
    print(f"→ {path}", file=sys.stderr)
