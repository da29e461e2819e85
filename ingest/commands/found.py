"""Commands on what was found in documents: facts, coverage, export, changes."""

from __future__ import annotations

import argparse
import dataclasses
import sys
from collections.abc import Mapping
from pathlib import Path

from ingest import differences
from ingest.commands.console import open_library, print_json
from ingest.errors import SettingsError
from ingest.records import fact_to_json
from ingest.settings import Settings


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
