"""Does a question about one cell find the cell, and is its value, not its neighbour's, the answer?

Every table of a folder's documents is asked about: caption or place + row label + column header, in
several wordings. Retrieval must bring the chunk that holds the row; the answer must say the cell.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval import runner
from eval.bench.cell_questions import CellQuestion, questions, split_of, squeezed
from ingest.records import Chunk, Document
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant import Answer, PolicyAssistant

MOST = 200
"""Questions asked in one run."""
MOST_OF_ONE = 40
"""Questions about one document."""
SHOWN = 40
"""Failing questions listed, of the half that may be looked at."""
LONGEST_ROW = 4000
"""Code points from which a chunk may part a row: no reader and no model takes it whole."""


def run(folder: Path) -> dict[str, Any]:
    """Figures by format and half; ``violations`` where a row is split, a header lost or a cell twice."""
    from assistant import PolicyAssistant

    with tempfile.TemporaryDirectory(prefix="cells-", ignore_cleanup_errors=True) as data:
        settings = Settings.from_env(data_dir=data).model_copy(update={"ocr": "off"})
        runner.make_library(folder, settings)
        with PolicyAssistant.open(settings) as assistant:
            return measure(assistant)


def measure(assistant: PolicyAssistant) -> dict[str, Any]:
    """The figures of a library that is open."""
    asked: list[CellQuestion] = []
    faults: list[str] = []
    tables = 0
    for stored in assistant.documents():
        document = assistant.library.document(stored.id)
        tables += len(document.tables)
        faults += structural_faults(document, assistant.store.chunks(document_id=stored.id))
        asked += questions(document, assistant.store.sections(stored.id), MOST_OF_ONE)
    rows = [score(assistant, question) for question in asked[:MOST]]
    wrong = [r for r in rows if r["split"] == "dev" and r["answer"] != "exact"]
    return {
        "tables": tables, "questions": len(rows), "violations": faults,
        "all": rates(rows), "formats": grouped(rows, "format"), "splits": grouped(rows, "split"),
        "wordings": grouped(rows, "wording"), "documents": grouped(rows, "source"),
        "failing": wrong[:SHOWN], "failing_left_off": max(len(wrong) - SHOWN, 0),
    }  # fmt: skip


def score(assistant: PolicyAssistant, question: CellQuestion) -> dict[str, Any]:
    """One question: the rank of the chunk that holds its row, and what became of its answer."""
    hits = assistant.search(question.text, k=5)
    rank = next((n for n, hit in enumerate(hits, 1) if _holds(hit.chunk, question)), 0)
    answer = assistant.ask(question.text)
    return {
        "question": question.text, "source": question.source, "format": question.format,
        "split": split_of(question.source), "wording": question.wording, "value": question.value,
        "rank": rank, "answer": verdict(question, answer), "said": answer.text[:120],
        "cited": any(_cites(c.document_id, c.start, c.end, question) for c in answer.citations),
    }  # fmt: skip


def _holds(chunk: Chunk, question: CellQuestion) -> bool:
    same = chunk.document_id == question.document_id
    return same and chunk.start <= question.start and question.end <= chunk.end


def _cites(document_id: str, start: int, end: int, question: CellQuestion) -> bool:
    same = document_id == question.document_id
    return same and start <= question.start and question.end <= end


def verdict(question: CellQuestion, answer: Answer) -> str:
    """exact: the value and no neighbour's; row: neighbours beside it; neighbour: another's value
    alone; refused; other."""
    if answer.mode == "refused":
        return "refused"
    said = squeezed(re.sub(r"\[\d+\]", "", answer.text))
    others = [value for value in question.neighbours if stands_in(value, _less(said, question))]
    if stands_in(question.value, said):
        return "row" if others else "exact"
    return "neighbour" if others else "other"


def _less(said: str, question: CellQuestion) -> str:
    """What is said beside the value itself and the words of the question."""
    for words in (question.value, question.label, question.header):
        said = said.replace(words, " ")
    return said


def stands_in(value: str, said: str) -> bool:
    """Does a value stand in what is said, not as a part of a longer number?"""
    value = value.strip("。；;")
    head = r"(?<![\d.])" if value[:1].isdigit() else ""
    tail = r"(?![\d]|\.\d)" if value[-1:].isdigit() else ""
    return bool(value) and re.search(head + re.escape(value) + tail, said) is not None


def grouped(rows: Sequence[dict[str, Any]], key: str) -> dict[str, dict[str, Any]]:
    """The rates of each value of a key."""
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return {name: rates(found) for name, found in sorted(groups.items())}


def rates(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Shares of rows found in the top 1 and 5, of cells answered exactly and cited; verdict counts."""
    if not rows:
        return {"questions": 0}
    count = len(rows)
    return {
        "questions": count,
        "top1": round(sum(r["rank"] == 1 for r in rows) / count, 3),
        "top5": round(sum(r["rank"] > 0 for r in rows) / count, 3),
        "exact": round(sum(r["answer"] == "exact" for r in rows) / count, 3),
        "cited": round(sum(r["cited"] for r in rows) / count, 3),
        "verdicts": dict(Counter(r["answer"] for r in rows)),
    }


# --- structure --------------------------------------------------------------------------------


def structural_faults(document: Document, chunks: Iterable[Chunk]) -> list[str]:
    """Rows that a chunk splits, chunks of a table without its header, cells that stand twice or overlap."""
    ordered = sorted(chunks, key=lambda c: c.start)
    rows = [p for p in document.paragraphs if p.kind == "row" and p.end - p.start <= LONGEST_ROW]
    edges = [chunk.start for chunk in ordered]
    faults = [
        f"{document.source}: row {row.start}-{row.end} is split"
        for row in rows
        if any(row.start < edge < row.end for edge in edges)
    ]
    for table in document.tables:
        spans = sorted((c.start, c.end) for c in table.cells if c.end > c.start)
        if any(a[1] > b[0] for a, b in pairwise(spans)):
            faults.append(f"{document.source}: cells of table {table.start} overlap")
        heads = [
            squeezed(document.text[c.start : c.end])
            for c in table.cells
            if c.row < table.header_rows and c.end > c.start
        ]
        for chunk in ordered:
            if chunk.end <= table.start or table.end <= chunk.start:
                continue
            if not all(head in squeezed(chunk.embed_text) for head in heads):
                faults.append(f"{document.source}: chunk {chunk.start} lacks its table's header")
    return faults
