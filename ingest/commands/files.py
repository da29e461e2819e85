"""Commands on files: add, list, show, set, remove."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Iterable, Mapping

from ingest import differences
from ingest.commands.console import ProgressBar, open_library, print_json
from ingest.edits import EDITABLE, read_edits
from ingest.errors import SettingsError
from ingest.records import FileOutcome, metadata_to_json
from ingest.settings import Settings


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


DAYS = 30
"""How long what was removed can be brought back (ingest.store.removed)."""


def remove_document(args: argparse.Namespace, settings: Settings) -> int:
    """``remove``; says on stderr what people have said of its rows, and how all of it comes back."""
    from ingest.pipeline import remove

    with open_library(settings) as store:
        said = {fact.id for fact in store.facts(document_id=args.id, rejected=True)}
        said &= {*store.edits(), *store.states()}
    kept = remove(settings, args.id)
    told = f"，{len(said)} 条人工更正、添加、驳回或状态随文件移出清单" if said else ""
    print(
        f"已移出{told}；{DAYS} 天内可以整个恢复：python -m ingest restore {kept}", file=sys.stderr
    )
    return 0


def list_removed(args: argparse.Namespace, settings: Settings) -> int:
    """``removed``: what can be brought back, newest first."""
    with open_library(settings) as store:
        for one in store.removed():
            if args.json:
                print_json(dataclasses.asdict(one))
            else:
                said = f"{one.facts} 条事实，{one.states} 条有状态"
                print(f"{one.id:<6} {one.at[:16]}  {one.title or one.source}  {said}  {one.source}")
    return 0


def restore_documents(args: argparse.Namespace, settings: Settings) -> int:
    """``restore``: names of the files that are back on stdout."""
    from ingest.pipeline import restore

    for source in restore(settings, args.ids):
        print(source)
    return 0
