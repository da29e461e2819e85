"""Annotations with words → the lines of a gold file, each checked against the text it was made from.

A manifest (YAML) says what to pack; paths are relative to it, keys at the top hold for every document::

    annotator: 1            # default 1
    plain: true             # keep the words: only for documents that are ours; default false
    documents:
      - document: 2026年工作要点.docx      # the name as ingested
        annotation: out/plan.jsonl
        text: text/plan.txt               # what `python -m ingest show ID --text` prints
        kind: plan
        split: dev
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from eval.gold_facts.files import HEADER, header, json_lines
from eval.gold_facts.lines import listed, read_fact, readings
from eval.gold_facts.place import FlatText, place
from eval.gold_facts.records import GoldFact, Piece, PlacedFact
from ingest.errors import SettingsError

KEYS = {*HEADER, "annotation", "text", "plain"}
SHOWN = 40
"""Errors that one message lists."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One document of a manifest."""

    header: Mapping[str, Any]
    annotation: Path
    text: Path
    plain: bool


def pack(manifest: Path) -> list[str]:
    """The JSON lines of all documents of a manifest.

    Raises:
        SettingsError: the manifest, or lines of an annotation, are not right; every wrong line is
            named with its file.
    """
    lines: list[str] = []
    wrong: list[str] = []
    for entry in _entries(manifest):
        rows = list(_checked(entry, wrong))
        lines.append(json.dumps(entry.header, ensure_ascii=False))
        lines.extend(json.dumps(packed(row, entry.plain), ensure_ascii=False) for row in rows)
    if wrong:
        shown = "\n".join(wrong[:SHOWN])
        more = f"\n……另有 {len(wrong) - SHOWN} 处" if len(wrong) > SHOWN else ""
        raise SettingsError(f"标注有 {len(wrong)} 处不对：\n{shown}{more}\n", "请改正后重新打包。")
    return lines


def packed(row: Mapping[str, Any], plain: bool) -> dict[str, Any]:
    """A line as it is stored: without notes and empty keys; unless ``plain``, without words."""
    kept = {key: value for key, value in row.items() if value is not None and key != "note"}
    if plain:
        return kept
    for name in ("quote", "at", "indicator", "scope", "action", "owner"):
        if name in kept:
            kept[name] = _hidden(kept[name], name, split=name not in ("quote", "at"))
    if "time" in kept:
        times = [
            None if time is None else time | {"at": _hidden(time["at"], "time.at")}
            for time in listed(kept["time"])
        ]
        kept["time"] = times if isinstance(kept["time"], list) else times[0]
    return kept


def _hidden(value: Any, name: str, *, split: bool = True) -> Any:
    """A text field with hashes for words."""
    stored = [
        _stored([p.hidden() for p in pieces]) for pieces in readings(value, name, split=split)
    ]
    return stored if len(stored) > 1 else stored[0]


def _stored(pieces: list[Piece]) -> Any:
    rows = [{"sha256": piece.sha256, "length": piece.length} for piece in pieces]
    return "" if not rows else rows[0] if len(rows) == 1 else {"pieces": rows}


# --- the manifest -----------------------------------------------------------------------------


def _entries(manifest: Path) -> list[Entry]:
    try:
        raw = yaml.safe_load(manifest.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"清单 {manifest} 无法读取：{error}。", "请检查路径和格式。") from error
    documents = raw.pop("documents", None) if isinstance(raw, dict) else None
    if not isinstance(documents, list) or not documents:
        raise SettingsError(f"清单 {manifest} 里没有 documents。", "请列出要打包的文件。")
    return [
        _entry({"annotator": 1, "plain": False, **raw, **row}, manifest, number)
        if isinstance(row, dict) else _refuse(manifest, number, "应是对象")
        for number, row in enumerate(documents, 1)
    ]  # fmt: skip


def _entry(row: dict[str, Any], manifest: Path, number: int) -> Entry:
    if wrong := sorted(set(row) ^ KEYS):
        _refuse(manifest, number, f"字段缺少或不认识：{'、'.join(wrong)}")
    if not isinstance(row["plain"], bool):
        _refuse(manifest, number, "plain 应是 true 或 false")
    head = {name: row[name] for name in HEADER}
    try:
        header(head)
    except ValueError as error:
        _refuse(manifest, number, str(error))
    annotation, text = (manifest.parent / str(row[name]) for name in ("annotation", "text"))
    return Entry(head, annotation, text, row["plain"])


def _refuse(manifest: Path, number: int, what: str) -> Any:
    raise SettingsError(f"清单 {manifest} 第 {number} 份文件：{what}。", "请改正。")


# --- checking ---------------------------------------------------------------------------------


def _checked(entry: Entry, wrong: list[str]) -> Iterator[dict[str, Any]]:
    """The rows of an annotation that are right; what is wrong with the others goes to ``wrong``."""
    try:
        text = FlatText(entry.text.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"文本 {entry.text} 无法读取：{error}。", "请检查路径。") from error
    seen: dict[Any, int] = {}
    for number, row in json_lines(entry.annotation):
        try:
            if isinstance(row, json.JSONDecodeError):
                raise ValueError(f"不是 JSON：{row}")
            fact = read_fact(row, number)
            if fact.quote.sha256:
                raise ValueError("标注应有原文，不能是 sha256")
            problems = _problems(row, fact, text, seen)
        except ValueError as error:
            problems = [str(error)]
        wrong.extend(f"{entry.annotation} 第 {number} 行：{problem}" for problem in problems)
        if not problems:
            yield row


def _problems(
    row: Mapping[str, Any], fact: GoldFact, text: FlatText, seen: dict[Any, int]
) -> list[str]:
    """What the text says against a fact."""
    times = len(text.hits(fact.quote))
    if times < fact.n:
        return [
            f"quote 在原文中找不到{f'第 {fact.n} 处' if times else ''}：{fact.quote.words[:40]}"
        ]
    problems = [f"quote 在原文中有 {times} 处，请写 n"] if times > 1 and "n" not in row else []
    for at in fact.at:
        inside = fact.quote.words.count(at.words)
        if inside < fact.at_n:
            problems.append(
                f"at 不在 quote 中{f'（第 {fact.at_n} 处）' if inside else ''}：{at.words}"
            )
        elif inside > 1 and "at_n" not in row:
            problems.append(f"at 在 quote 中有 {inside} 处，请写 at_n：{at.words}")
    problems.extend(_strangers(fact, text))
    placed, _ = place([fact], text)
    if not problems and placed:
        first = seen.setdefault(_identity(placed[0]), fact.line)
        if first != fact.line:
            problems.append(f"与第 {first} 行是同一事实")
    return problems


def _strangers(fact: GoldFact, text: FlatText) -> Iterator[str]:
    """Words that do not stand in the text."""
    fields = [*fact.names.items(), *(("time.at", time.at) for time in fact.times if time)]
    for name, found in fields:
        for piece in (piece for pieces in found for piece in pieces):
            if not text.hits(piece):
                yield f"{name} 不在原文中：{piece.words}"


def _identity(fact: PlacedFact) -> tuple[Any, ...]:
    return (fact.gold.kind, fact.spans, *(sorted(fact.names.items())))
