"""The ground floor's command line: ``python -m ingest add | list | show | set | remove | check | rebuild | facts | coverage | changes | export``.

JSON alone goes to stdout, logs and progress to stderr. Exit codes: 0 good; 1 finished, but something
failed; 2 wrong use; 3 the library is locked; 130 Ctrl-C.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Protocol

from ingest.commands import files, found, library
from ingest.commands.console import use_utf8
from ingest.edits import EDITABLE
from ingest.errors import LibraryLocked, PolicyError
from ingest.settings import Settings


def main(argv: list[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    use_utf8()
    args = parser().parse_args(argv)
    try:
        settings = Settings.from_env(data_dir=args.data)
        return int(args.run(args, settings))
    except LibraryLocked as error:
        print(error, file=sys.stderr)
        return 3
    except PolicyError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("已中断。识别过的页已经保存，再运行一次会接着做。", file=sys.stderr)
        return 130


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    shared = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    told = "data folder (default: EDU_POLICY_DATA, ./data)"
    shared.add_argument("--data", metavar="DIR", help=told)
    top = argparse.ArgumentParser(prog="python -m ingest", description=__doc__.split("\n")[0])
    top.add_argument("--data", metavar="DIR", help=told)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[..., int], help: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=help, parents=[shared])
        sub.set_defaults(run=run)
        return sub

    _add_file_commands(command)
    command("check", library.check_library, "do database and indexes agree?")
    command("rebuild", library.rebuild_indexes, "build both indexes again from the database")
    _add_found_commands(command)
    return top


class _Adds(Protocol):
    """Adds one command: its name, what it runs, its help."""

    def __call__(
        self, name: str, run: Callable[..., int], help: str, /
    ) -> argparse.ArgumentParser: ...


def _add_file_commands(command: _Adds) -> None:
    add = command("add", files.add_files, "take files and folders into the library")
    add.add_argument(
        "paths",
        nargs="+",
        metavar="PATH",
        help="files, folders, zip archives, patterns (资料/*.docx)",
    )
    add.add_argument(
        "--plan-year", type=int, metavar="Y", help="year of the plans (fills lost years)"
    )
    add.add_argument("--again", action="store_true", help="read unchanged files again")
    add.add_argument("--no-ocr", action="store_true", help="leave scans to the app, or a later run")
    add.add_argument("--json", action="store_true", help="one outcome a line on stdout")
    listing = command("list", files.list_files, "every file ever added, with status and remedy")
    listing.add_argument("--json", action="store_true")
    show = command("show", files.show_document, "one document: metadata and sections, or its text")
    show.add_argument("id")
    form = show.add_mutually_exclusive_group()
    form.add_argument("--text", action="store_true", help="exactly Document.text")
    form.add_argument("--json", action="store_true")
    edit = command(
        "set", files.edit_document, "edit metadata; KEY= gives a field back to what the text says"
    )
    edit.add_argument("id")
    edit.add_argument("changes", nargs="+", metavar="KEY=VALUE", help=", ".join(EDITABLE))
    remove = command("remove", files.remove_document, "take a document out of the library")
    remove.add_argument("id")
    gone = command("removed", files.list_removed, "what was taken out and can be brought back")
    gone.add_argument("--json", action="store_true", help="one file a line")
    back = command("restore", files.restore_documents, "bring removed files back, states and all")
    back.add_argument("ids", nargs="+", type=int, metavar="N", help="as ``removed`` lists them")


def _add_found_commands(command: _Adds) -> None:
    facts = command("facts", found.list_facts, "targets and deadlines")
    facts.add_argument("--document", metavar="ID")
    facts.add_argument("--rejected", action="store_true", help="those that people rejected too")
    facts.add_argument("--json", action="store_true", help="one fact a line")
    cover = command(
        "coverage", found.list_uncovered, "sentences with a number or date that gave no fact"
    )
    cover.add_argument("--document", metavar="ID")
    cover.add_argument("--settled", action="store_true", help="those that are settled too")
    cover.add_argument("--reason", metavar="R", default="", help="only those of this reason")
    cover.add_argument("--unsure", action="store_true", help="only those that a person must judge")
    cover.add_argument("--json", action="store_true")
    export = command(
        "export", found.export_documents, "documents with their facts marked, as files"
    )
    export.add_argument(
        "--jsonl", metavar="FILE", help="LangExtract's JSON lines, one document each"
    )
    export.add_argument("--html", metavar="FOLDER", help="one page of HTML a document")
    export.add_argument("--document", metavar="ID", action="append", default=[], help="only these")
    differ = command(
        "changes", found.list_changes, "facts that a new version added, changed, dropped"
    )
    differ.add_argument(
        "documents", nargs="*", metavar="DOCUMENT_ID",
        help="one: against the version, or the document, before it; two: the first against the second",
    )  # fmt: skip
    differ.add_argument("--json", action="store_true", help="one fact a line")


if __name__ == "__main__":
    sys.exit(main())
