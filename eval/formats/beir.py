"""BEIR folders: corpus.jsonl, queries.jsonl and qrels (TSV): a question is right where a relevant document is found.

Each relevant document is a gold alternative of its own: recall@k says whether one is among the first k,
ndcg@10 is BEIR's with binary grades over all of them.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from eval.formats.public_set import Names, PublicSet, read_lines, wrong
from eval.metrics.whole import RETRIEVAL
from eval.questions import Gold, Question
from ingest.errors import SettingsError

SHAPE = "corpus.jsonl {_id, title, text}、queries.jsonl {_id, text}、qrels/test.tsv（query-id corpus-id score）。"
QRELS = ("qrels.tsv", "qrels/test.tsv", "qrels/dev.tsv", "qrels/train.tsv")
"""Where the judgements may lie, first found first."""
COLUMNS = 3


def read(path: Path) -> PublicSet:
    """Reads a folder, or the folder that one of its files lies in; queries without a judgement are left out.

    Raises:
        SettingsError: a file is missing or not of the format; the message names it.
    """
    folder = path if path.is_dir() else path.parent
    names, documents = _corpus(folder / "corpus.jsonl")
    relevant = _relevant(folder)
    questions = []
    for n, row in enumerate(read_lines(folder / "queries.jsonl"), 1):
        try:
            identity, text = str(row["_id"]), str(row["text"])
        except KeyError as error:
            raise wrong(folder / "queries.jsonl", f"第 {n} 行", error, SHAPE) from error
        gold = tuple((Gold(names[doc]),) for doc in relevant.get(identity, ()) if doc in names)
        if gold:
            questions.append(Question(identity, text, RETRIEVAL, library="beir", gold=gold))
    return PublicSet(tuple(questions), documents)


def _corpus(path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Id → file name, file name → text."""
    names: dict[str, str] = {}
    documents: dict[str, str] = {}
    fresh = Names()
    for n, row in enumerate(read_lines(path), 1):
        try:
            identity, text = str(row["_id"]), str(row["text"])
        except KeyError as error:
            raise wrong(path, f"第 {n} 行", error, SHAPE) from error
        title = str(row.get("title") or "")
        names[identity] = fresh.new(title or identity)
        documents[names[identity]] = f"{title}\n\n{text}" if title else text
    return names, documents


def _relevant(folder: Path) -> dict[str, list[str]]:
    """Query id → ids of relevant documents."""
    path = next((folder / name for name in QRELS if (folder / name).is_file()), None)
    if path is None:
        raise SettingsError(f"{folder} 里没有 {'、'.join(QRELS)}。", f"格式应是 {SHAPE}")
    found: dict[str, list[str]] = defaultdict(list)
    for n, (query, document, score) in enumerate(_judgements(path), 1):
        try:
            if float(score) > 0:
                found[query].append(document)
        except ValueError as error:
            if n > 1:  # the first line may be a heading
                raise wrong(path, f"第 {n} 行", error, SHAPE) from error
    return found


def _judgements(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        for n, row in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
            if len(row) == COLUMNS + 1:  # TREC: query 0 document score
                row = [row[0], row[2], row[3]]
            if len(row) == COLUMNS:
                yield row[0], row[1], row[2]
            elif row:
                raise wrong(path, f"第 {n} 行", f"有 {len(row)} 列", SHAPE)
