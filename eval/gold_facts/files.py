"""Gold files: a header line for each document, then one fact a line (eval/GUIDELINES.md §4)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args

from eval.gold_facts.lines import read_fact
from eval.gold_facts.records import DocumentKind, GoldDocument, Split
from ingest.errors import SettingsError

HEADER = ("document", "kind", "split", "annotator")
REMEDY = "格式见 eval/GUIDELINES.md 第 4 节。"


def load_gold(files: Iterable[Path]) -> tuple[GoldDocument, ...]:
    """All documents of the files, in their order.

    Raises:
        SettingsError: a file is missing, a line is not of the format, or one annotator has a document
            twice; the message names file and line.
    """
    documents = tuple(document for file in files for document in _load(file))
    seen: dict[tuple[str, int], str] = {}
    for document in documents:
        key = (document.document, document.annotator)
        if key in seen:
            raise SettingsError(
                f"{document.file}：{document.document} 在 {seen[key]} 里已有。", "请删去一份。"
            )
        seen[key] = document.file
    return documents


def json_lines(path: Path) -> Iterator[tuple[int, Any]]:
    """Line number and object of each line that is not empty; a JSONDecodeError where it is no JSON.

    Raises:
        SettingsError: the file cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"标注文件 {path} 无法读取：{error}。", "请检查路径和编码。") from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as error:
                yield number, error


def header(row: Any) -> GoldDocument:
    """A document without its facts, from the header's object.

    Raises:
        ValueError: a key is missing, unknown, or its value is not one of those allowed.
    """
    if wrong := sorted(set(row) ^ set(HEADER)):
        raise ValueError(f"文件头应正好有 {'、'.join(HEADER)}，请检查 {'、'.join(wrong)}")
    if not isinstance(row["document"], str) or not row["document"].strip():
        raise ValueError("document 应是文件名")
    for name, allowed in (("kind", get_args(DocumentKind)), ("split", get_args(Split)),
                          ("annotator", (1, 2))):  # fmt: skip
        if row[name] not in allowed:
            raise ValueError(f"{name} 不能是 {row[name]!r}（{'、'.join(map(str, allowed))}）")
    return GoldDocument(row["document"], row["kind"], row["split"], row["annotator"], ())


def _load(path: Path) -> list[GoldDocument]:
    documents: list[GoldDocument] = []
    for number, row in json_lines(path):
        try:
            if isinstance(row, json.JSONDecodeError):
                raise ValueError(f"不是 JSON：{row}")
            if isinstance(row, dict) and "document" in row:
                documents.append(replace(header(row), file=str(path)))
            elif not documents:
                raise ValueError("事实之前应有文件头")
            else:
                last = documents[-1]
                documents[-1] = replace(last, facts=(*last.facts, read_fact(row, number)))
        except ValueError as error:
            raise SettingsError(f"{path} 第 {number} 行：{error}。", REMEDY) from error
    return documents
