"""Outcomes for other tools: ragas rows (JSON lines), or a table with every score (CSV)."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.metrics.table import METRICS
from eval.reasons import gold_words, joined, reasons
from eval.report import Scored

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet take words for a formula."""


def write(scored: Sequence[Scored], path: Path, form: str) -> None:
    """Writes a file in one of ``FORMS``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    FORMS[form](scored, path)


def write_ragas(scored: Iterable[Scored], path: Path) -> None:
    """One row a question, as ragas' EvaluationDataset reads it; quotes that are only hashed are left out."""
    rows = (json.dumps(ragas_row(row), ensure_ascii=False) for row in scored)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def ragas_row(row: Scored) -> dict[str, Any]:
    """A question and its outcome; eval/formats/ragas.py reads it back."""
    question, outcome = row.question, row.outcome
    group = question.gold[0] if question.gold else ()
    return {
        "id": question.id,
        "user_input": question.question,
        "response": outcome.text,
        "retrieved_contexts": [hit.text for hit in outcome.hits],
        "reference": "；".join(gold_words(value) for value in question.values),
        "reference_contexts": [gold.quote for gold in group if gold.quote],
        "answerable": question.answerable,
        "kind": question.kind,
        "seconds": outcome.seconds,
    }


def write_csv(scored: Iterable[Scored], path: Path) -> None:
    """One row a question with answer, citations, reason and scores; UTF-8 with a mark, so that Excel reads it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["id", "kind", "split", "question", "gold", "mode", "answer", "citations", "reason", "seconds", *METRICS]
        )  # fmt: skip
        for row in scored:
            writer.writerow([_harmless(cell) for cell in _cells(row)])


def _cells(row: Scored) -> list[Any]:
    question, outcome = row.question, row.outcome
    return [
        question.id, question.kind, question.split, question.question,
        "；".join(gold_words(value) for value in question.values), outcome.mode, outcome.text,
        "\n".join(f"{c.source}：{c.text}" for c in outcome.citations),
        joined(reasons(question, outcome, row.scores), "zh"), round(outcome.seconds, 3),
        *row.scores.values(),
    ]  # fmt: skip


def _harmless(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell


FORMS: Mapping[str, Callable[[Iterable[Scored], Path], None]] = {
    "ragas": write_ragas,
    "csv": write_csv,
}
"""Name of a form → its writer."""
