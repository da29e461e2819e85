"""What whole answers cost in libraries of growing size: latency by kind of question, and of its parts."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.bench import answer_cost_jobs
from eval.bench.retrieval.cost import apart
from eval.bench.retrieval.invented_text import sentences


def run(corpus: Path, sizes: Sequence[int]) -> dict[str, Any]:
    """Figures of every size in chunks."""
    known = sentences(corpus)
    return {"cpus": os.cpu_count(), "library": {str(n): _library(known, n) for n in sizes}}


def _library(known: Sequence[str], size: int) -> dict[str, Any]:
    print(f"library of {size} chunks …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(
        prefix="edu-policy-cost-", ignore_cleanup_errors=True
    ) as folder:
        indexed = apart(answer_cost_jobs.index, Path(folder), known, size)
        return {"index": indexed, "answers": apart(answer_cost_jobs.ask, Path(folder))}


def table(figures: Mapping[str, Any]) -> str:
    """The figures as Markdown, for people."""
    rows = figures["library"]
    kinds = list(dict.fromkeys(kind for row in rows.values() for kind in row["answers"]["kinds"]))
    heads = ["chunks", "documents", "facts", "warm s", "first s", "all", *kinds, "peak MB"]
    lines = ["p50 / p95 ms of whole answers", f"| {' | '.join(heads)} |", "|" + "---|" * len(heads)]
    for row in rows.values():
        index, answers = row["index"], row["answers"]
        cells = [index["chunks"], index["documents"], index["facts"]]
        cells += [answers["warm_s"], answers["first_s"]]
        cells += [_cell(answers["all"]), *(_cell(answers["kinds"].get(kind)) for kind in kinds)]
        lines.append(f"| {' | '.join(map(str, [*cells, answers['peak_mb']]))} |")
    parts = list(
        dict.fromkeys(part for row in rows.values() for part in row["answers"]["parts_ms"])
    )
    lines += ["", f"| chunks | {' | '.join(f'{part} ms' for part in parts)} |"]
    lines.append("|" + "---|" * (len(parts) + 1))
    for size, row in rows.items():
        found = row["answers"]["parts_ms"]
        lines.append(f"| {size} | {' | '.join(str(found.get(part, '-')) for part in parts)} |")
    return "\n".join(lines)


def _cell(quantiles: Mapping[str, Any] | None) -> str:
    return f"{quantiles['p50_ms']} / {quantiles['p95_ms']}" if quantiles else "-"
