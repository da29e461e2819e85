"""The ground floor's command line: ``python -m ingest add | list | show | set | remove | check | rebuild | facts | coverage | changes | export``.

JSON alone goes to stdout, logs and progress to stderr. Exit codes: 0 good; 1 finished, but something
failed; 2 wrong use; 3 the library is locked; 130 Ctrl-C.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from ingest import differences
from ingest.edits import EDITABLE, read_edits
from ingest.errors import LibraryLocked, PolicyError, SettingsError
from ingest.records import FileOutcome, Metadata, PartialDate, fact_to_json
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


def use_utf8() -> None:
    """UTF-8 on stdout and stderr whatever the console's code page (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


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

    add = command("add", add_files, "take files and folders into the library")
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
    listing = command("list", list_files, "every file ever added, with status and remedy")
    listing.add_argument("--json", action="store_true")
    show = command("show", show_document, "one document: metadata and sections, or its text")
    show.add_argument("id")
    form = show.add_mutually_exclusive_group()
    form.add_argument("--text", action="store_true", help="exactly Document.text")
    form.add_argument("--json", action="store_true")
    edit = command(
        "set", edit_document, "edit metadata; KEY= gives a field back to what the text says"
    )
    edit.add_argument("id")
    edit.add_argument("changes", nargs="+", metavar="KEY=VALUE", help=", ".join(EDITABLE))
    remove = command("remove", remove_document, "take a document out of the library")
    remove.add_argument("id")
    command("check", check_library, "do database and indexes agree?")
    command("rebuild", rebuild_indexes, "build both indexes again from the database")
    facts = command("facts", list_facts, "targets and deadlines")
    facts.add_argument("--document", metavar="ID")
    facts.add_argument("--rejected", action="store_true", help="those that people rejected too")
    facts.add_argument("--json", action="store_true", help="one fact a line")
    cover = command("coverage", list_uncovered, "sentences with a number or date that gave no fact")
    cover.add_argument("--document", metavar="ID")
    cover.add_argument("--settled", action="store_true", help="those that are settled too")
    cover.add_argument("--reason", metavar="R", default="", help="only those of this reason")
    cover.add_argument("--unsure", action="store_true", help="only those that a person must judge")
    cover.add_argument("--json", action="store_true")
    export = command("export", export_documents, "documents with their facts marked, as files")
    export.add_argument(
        "--jsonl", metavar="FILE", help="LangExtract's JSON lines, one document each"
    )
    export.add_argument("--html", metavar="FOLDER", help="one page of HTML a document")
    export.add_argument("--document", metavar="ID", action="append", default=[], help="only these")
    differ = command("changes", list_changes, "facts that a new version added, changed, dropped")
    differ.add_argument(
        "documents", nargs="*", metavar="DOCUMENT_ID",
        help="one: against the version, or the document, before it; two: the first against the second",
    )  # fmt: skip
    differ.add_argument("--json", action="store_true", help="one fact a line")
    return top


def print_json(value: object) -> None:
    """One JSON value on one line of stdout."""
    print(json.dumps(value, ensure_ascii=False, default=str))


# --- commands ---------------------------------------------------------------------------------


def add_files(args: argparse.Namespace, settings: Settings) -> int:
    """``add``: progress on stderr, then one line a file; 1 where any file was not indexed."""
    from ingest.pipeline import ingest_paths

    with ProgressBar() as bar:
        report = ingest_paths(
            args.paths, settings, plan_year=args.plan_year, progress=bar, again=args.again,
            read_scans=not args.no_ocr,
        )  # fmt: skip
    print_outcomes(report.outcomes, as_json=args.json)
    print(
        f"共 {len(report.outcomes)} 个文件：入库 {len(report.indexed)}"
        f"（其中未变 {len(report.unchanged)}），未入库 {len(report.failed)}，"
        f"用时 {report.seconds:.1f} 秒",
        file=sys.stderr,
    )
    return 0 if report.ok else 1


class ProgressBar:
    """A progress bar on stderr that shows the file and the stage; nothing until the first file."""

    def __init__(self) -> None:
        from tqdm import tqdm

        self._bar = tqdm(total=0, unit="份", file=sys.stderr, leave=False, disable=None)

    def __call__(self, done: int, total: int, source: str, stage: str) -> None:
        """One step of a run, as ``ingest_paths`` reports it."""
        self._bar.total = total
        self._bar.n = done
        self._bar.set_postfix_str(f"{stage} {source[-40:]}", refresh=False)
        self._bar.update(0)

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.close()


def print_outcomes(
    outcomes: Iterable[FileOutcome], *, as_json: bool, parents: Mapping[str, str] | None = None
) -> None:
    """One line an outcome; ``parents``: the source of the document that a file is an attachment of."""
    parents = parents or {}
    for outcome in outcomes:
        parent = parents.get(outcome.source, "")
        if as_json:
            print_json(dataclasses.asdict(outcome) | ({"parent": parent} if parent else {}))
            continue
        line = f"{outcome.status:<11} {outcome.id or '-':<16} {outcome.source}"
        if outcome.status == "indexed":
            line += f"  {outcome.chunks} 段 {outcome.facts} 条事实"
            line += f"  ↳ {parent} 的附件" if parent else ""
            counts = (outcome.facts_added, outcome.facts_changed, outcome.facts_vanished)
            line += f"  {differences.said(counts)}" if any(counts) else ""
        if outcome.waiting:
            line += f"  已识别 {outcome.recognised or 0}/{outcome.waiting} 页"
        note = f"{outcome.reason} {outcome.remedy}".strip()
        print(line + (f"  {note}" if note else ""))


def list_files(args: argparse.Namespace, settings: Settings) -> int:
    """``list``."""
    with open_library(settings) as store:
        parents = {d.source: d.metadata.parent for d in store.documents() if d.metadata.parent}
        print_outcomes(store.outcomes(), as_json=args.json, parents=parents)
    return 0


def show_document(args: argparse.Namespace, settings: Settings) -> int:
    """``show``: exactly the text with ``--text``, else metadata and section tree."""
    with open_library(settings) as store:
        document, metadata = store.document(args.id), store.metadata(args.id)
        sections = store.sections(args.id)
    if args.text:
        sys.stdout.write(document.text)
    elif args.json:
        print_json(
            {"id": document.id, "source": document.source, "sha256": document.sha256,
             "format": document.format, "metadata": metadata_to_json(metadata),
             "sections": [dataclasses.asdict(s) for s in sections],
             "removed": [dataclasses.asdict(r) for r in document.removed]}
        )  # fmt: skip
    else:
        for key, value in metadata_to_json(metadata).items():
            print(f"{key}: {value}")
        for section in sections:
            print(f"{'  ' * section.level}{section.number} {section.title}".rstrip())
    return 0


def metadata_to_json(metadata: Metadata) -> dict[str, object]:
    """Metadata with days as EDTF."""
    return {
        field.name: str(value) if isinstance(value, PartialDate) else value
        for field in dataclasses.fields(metadata)
        for value in [getattr(metadata, field.name)]
    }


def edit_document(args: argparse.Namespace, settings: Settings) -> int:
    """``set``: KEY=VALUE pairs; ``KEY=`` is unknown, ``KEY=auto`` what the text says."""
    from ingest.pipeline import set_metadata

    typed: dict[str, str] = {}
    for pair in args.changes:
        key, equals, value = pair.partition("=")
        if not equals:
            raise SettingsError(
                f"看不懂 {pair!r}。", f"请写成 KEY=VALUE，KEY 可以是 {'、'.join(EDITABLE)}。"
            )
        typed[key] = value
    print_json(metadata_to_json(set_metadata(settings, args.id, read_edits(typed))))
    return 0


def remove_document(args: argparse.Namespace, settings: Settings) -> int:
    """``remove``."""
    from ingest.pipeline import remove

    remove(settings, args.id)
    return 0


def check_library(args: argparse.Namespace, settings: Settings) -> int:
    """``check``: 1 where an index disagrees with the database."""
    with open_library(settings) as store:
        report = store.check()
    print_json(dataclasses.asdict(report))
    return 0 if report.ok else 1


def rebuild_indexes(args: argparse.Namespace, settings: Settings) -> int:
    """``rebuild``: both indexes, and the review queue of what an older program took in."""
    from ingest.pipeline import look_through

    with open_library(settings) as store, store.writing():
        look_through(store)
        store.rebuild()
    return check_library(args, settings)


def list_facts(args: argparse.Namespace, settings: Settings) -> int:
    """``facts``: one fact a line, corrected where a person has corrected it."""
    with open_library(settings) as store:
        known = {d.id: d for d in store.documents()}
        if args.document:
            store.document(args.document)
        edits = store.edits()
        for fact in store.facts(document_id=args.document, rejected=args.rejected):
            document, edit = known[fact.document_id], edits.get(fact.id)
            row = fact_to_json(
                fact, document=document.metadata.title, source=document.source,
                origin=edit.origin if edit else "machine", edited_by=edit.by if edit else "",
            )  # fmt: skip
            if args.rejected:
                row["rejected"] = edit is not None and edit.rejected
            print_json(row) if args.json else print(fact_line(row))
    return 0


ORIGINS = {"machine": "", "corrected": "〔人工更正〕", "added": "〔人工添加〕"}
"""How a line says whose reading a fact is."""


def fact_line(row: Mapping[str, object]) -> str:
    """A fact as a line for people."""
    what = row.get("action") or f"{row['scope']}{row['indicator']} {row['raw']}"
    time = row["time"]
    when = time["raw"] if isinstance(time, dict) else ""
    said = ORIGINS[str(row["origin"])] + ("〔已驳回〕" if row.get("rejected") else "")
    return f"{row['id']}  {when or '-':<12} {what}{said}  ← {row['source']}"


def list_uncovered(args: argparse.Namespace, settings: Settings) -> int:
    """``coverage``: the sentences of the review queue, one a line."""
    from ingest.pipeline import look_through

    with open_library(settings) as store:
        look_through(store)
        if args.document:
            store.document(args.document)
        asked = [args.document] if args.document else None
        for item in store.review_queue(
            asked, settled=args.settled, reason=args.reason, unsure=args.unsure
        ):
            if item.kind != "sentence":
                continue
            if args.json:
                print_json(dataclasses.asdict(item))
            else:
                done = f"（{item.settled_by or '已处理'}：无需处理）" if item.settled_at else ""
                print(f"{item.document_id} {item.start}  [{item.reason}] {item.quote}{done}")
    return 0


def export_documents(args: argparse.Namespace, settings: Settings) -> int:
    """``export``: names of the written files on stdout, one a line."""
    from ingest.pipeline import export_jsonl, export_pages

    if not args.jsonl and not args.html:
        raise SettingsError("没有说导出成什么。", "请加 --jsonl 文件 或 --html 文件夹。")
    with open_library(settings) as store:
        if args.jsonl:
            count = export_jsonl(store, Path(args.jsonl), args.document)
            print(f"{count} 份文件", file=sys.stderr)
            print(args.jsonl)
        if args.html:
            for path in export_pages(store, Path(args.html), args.document):
                print(path)
    return 0


def list_changes(args: argparse.Namespace, settings: Settings) -> int:
    """``changes``: of every document that follows another, of one, or between two."""
    if len(args.documents) > 2:
        raise SettingsError("changes 最多比较两份文件。", "请写一个或两个文件编号。")
    with open_library(settings) as store:
        for found in differences.find(store, args.documents):
            differences.show(found, as_json=args.json)
    return 0


def open_library(settings: Settings):  # type: ignore[no-untyped-def]
    """The library of these settings."""
    from ingest.pipeline import open_store

    return open_store(settings)


if __name__ == "__main__":
    sys.exit(main())
