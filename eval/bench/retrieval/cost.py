"""What retrieval costs: our embedder beside a small BERT in the same run, and libraries of growing size."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from eval.bench.retrieval import cost_jobs
from eval.bench.retrieval.invented_text import passages, questions, sentences
from ingest.errors import SettingsError

TEXTS = 256
"""Passages that each model embeds."""
ASKED = 200
"""Questions that are timed."""

Result = TypeVar("Result")


def parse_sizes(words: str) -> tuple[int, ...]:
    """Numbers of chunks, ascending.

    Raises:
        SettingsError: it is not a list of positive numbers.
    """
    try:
        sizes = sorted({int(word) for word in words.split(",")})
    except ValueError:
        sizes = [0]
    if sizes[0] < 1:
        raise SettingsError(
            f"--sizes {words} 无法使用。", "请给出用逗号分开的段数，如 1000,10000。"
        )
    return tuple(sizes)


def run(
    corpus: Path, sizes: Sequence[int], *, texts: int = TEXTS, asked: int = ASKED
) -> dict[str, Any]:
    """Figures of both models and of every size; ``growth`` tells how each figure grew between sizes."""
    known = sentences(corpus)
    questioned = questions(known, asked)
    embedding = _embedding(tuple(passages(known, texts)), questioned)
    rows = {str(size): _library(known, size, questioned) for size in sizes}
    growth = {
        f"{small}→{large}": ratios(rows[str(large)], rows[str(small)])
        for small, large in pairwise(sizes)
    }
    return {"cpus": os.cpu_count(), "embedding": embedding, "library": rows, "growth": growth}


def _embedding(texts: Sequence[str], asked: Sequence[str]) -> dict[str, Any]:
    print(f"embedding {len(texts)} texts …", file=sys.stderr, flush=True)
    ours = apart(cost_jobs.embed_ours, texts, asked)
    if find_spec("torch") is None or find_spec("transformers") is None:
        return {"ours": ours, "skipped": "torch or transformers is not installed"}
    bert = apart(cost_jobs.embed_bert, texts, asked)
    return {"ours": ours, "bert-small": bert, "bert_to_ours": ratios(bert, ours)}


def _library(known: Sequence[str], size: int, asked: Sequence[str]) -> dict[str, Any]:
    print(f"library of {size} chunks …", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(
        prefix="edu-policy-cost-", ignore_cleanup_errors=True
    ) as folder:
        indexed = apart(cost_jobs.index, Path(folder), known, size)
        return {"index": indexed, "query": apart(cost_jobs.query, Path(folder), asked)}


def apart(job: Callable[..., Result], *arguments: Any) -> Result:
    """Runs a job in a fresh process and waits for it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(job, *arguments).result()


def ratios(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """Each figure of ``one`` by the same of ``other``, to three digits; None where that is 0."""
    return {
        name: ratios(value, other[name])
        if isinstance(value, Mapping)
        else (float(f"{value / other[name]:.3g}") if other[name] else None)
        for name, value in one.items()
        if name in other
    }


def table(figures: Mapping[str, Any]) -> str:
    """The figures as Markdown, for people."""
    lines = ["| model | load s | query p50 ms | p95 ms | texts/s | peak MB |", "|" + "---|" * 6]
    for name in ("ours", "bert-small"):
        if row := figures["embedding"].get(name):
            lines.append(_row(name, row, ("load_s", "p50_ms", "p95_ms", "texts_a_second")))
    lines += ["", "| chunks | index s | of which indexes | disk MB | peak MB |", "|" + "---|" * 5]
    for size, row in figures["library"].items():
        lines.append(_row(size, row["index"], ("seconds", "of_which_indexes_s", "disk_mb")))
    heads = " | ".join(f"{side} p50 / p95 ms" for side in ("lexical", "dense", "fused"))
    lines += ["", f"| chunks | first s | {heads} | peak MB |", "|" + "---|" * 6]
    for size, row in figures["library"].items():
        lines.append(_query_row(size, row["query"]))
    return "\n".join(lines)


def _row(name: str, row: Mapping[str, Any], keys: Sequence[str]) -> str:
    return f"| {name} | " + " | ".join(str(row[key]) for key in (*keys, "peak_mb")) + " |"


def _query_row(size: str, row: Mapping[str, Any]) -> str:
    sides = [f"{row[s]['p50_ms']} / {row[s]['p95_ms']}" for s in ("lexical", "dense", "fused")]
    return f"| {size} | {row['first_fused_s']} | {' | '.join(sides)} | {row['peak_mb']} |"
