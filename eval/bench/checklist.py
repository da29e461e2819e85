"""How fast the checklist is with many rows: a synthetic library, every filter, figures, months, and bulk changes."""

from __future__ import annotations

import datetime as dt
import hashlib
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from assistant import PolicyAssistant
from ingest import embedding
from ingest.records import (
    Deadline,
    Document,
    Fact,
    FactTime,
    Metadata,
    PartialDate,
    Precision,
    Relation,
    Span,
)
from ingest.settings import Settings
from ingest.store.store import Store

TODAY = dt.date(2026, 9, 16)
A_DOCUMENT = 100
"""Facts of one document."""
ROUNDS = 20
AT_ONCE = 500
"""Rows of one bulk change."""
OFFICES = ("教育局", "财政局", "基础教育科", "人事科", "督导室", "各县（市、区）政府", "学校")
TIMES: tuple[tuple[str, str, Relation, Precision], ...] = (
    ("{y}-{m:02d}-{d:02d}", "{y}-{m:02d}-{d:02d}", "in", "day"),
    ("", "{y}-{m:02d}-{d:02d}", "by", "day"),
    ("{y}-{m:02d}-01", "{y}-{m:02d}-28", "in", "month"),
    ("{y}-01-01", "{y}-12-31", "in", "year"),
    ("XXXX-{m:02d}-01", "XXXX-{m:02d}-28", "in", "month"),
)
"""First day, last day, relation and precision of the facts' times."""


def run(facts: int = 5000, rounds: int = ROUNDS) -> dict[str, Any]:
    """Milliseconds of each call: the first after start, the median and the 95th percentile of warm ones, and after
    a mark; and of one change of ``AT_ONCE`` rows, and the way back."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_env(data_dir=Path(folder), env={})
        fill(settings, facts)
        with PolicyAssistant.open(settings, embed=False) as assistant:
            figures: dict[str, Any] = {"facts": facts}
            for name, call in calls(assistant).items():
                figures[name] = _measured(call, rounds)
            figures["after_a_mark"] = _measured(_marking(assistant), rounds)
            figures["bulk_state"] = _bulk(assistant, state="进行中")
            figures["bulk_owner"] = _bulk(assistant, owner="办公室")
    return figures


def table(figures: dict[str, Any]) -> str:
    """The figures as lines."""
    lines = [f"{figures['facts']} facts; milliseconds: first, median, p95"]
    for name, value in figures.items():
        if isinstance(value, dict):
            lines.append(f"{name:24}" + "".join(f"{ms:10.1f}" for ms in value.values()))
    return "\n".join(lines)


def calls(assistant: PolicyAssistant) -> dict[str, Callable[[], object]]:
    """What the page asks for."""
    return {
        "checklist": lambda: assistant.checklist(today=TODAY),
        "with_rejected": lambda: assistant.checklist(today=TODAY, rejected=True),
        "this_week": lambda: assistant.checklist(today=TODAY, window="this-week"),
        "overdue": lambda: assistant.checklist(today=TODAY, window="overdue"),
        "topic": lambda: assistant.checklist(today=TODAY, topic="培训 办公室"),
        "progress_document": lambda: assistant.progress("document", today=TODAY),
        "progress_owner": lambda: assistant.progress("owner", today=TODAY),
        "month": lambda: assistant.month(2026, 9, today=TODAY),
        "owners": lambda: assistant.owners(today=TODAY),
    }


def _marking(assistant: PolicyAssistant) -> Callable[[], object]:
    """A row is ticked and the list is shown again."""
    rows = iter(assistant.checklist(today=TODAY))

    def call() -> object:
        assistant.mark(next(rows).fact_id, "已完成", by="甲")
        return assistant.checklist(today=TODAY)

    return call


def _bulk(assistant: PolicyAssistant, **wanted: str) -> dict[str, float]:
    """One change of many rows, and its undoing."""
    ids = [row.fact_id for row in assistant.checklist(today=TODAY)[-AT_ONCE:]]
    start = time.perf_counter()
    batch = assistant.mark_all(ids, by="甲", **wanted)
    changed = time.perf_counter()
    assistant.undo(batch)
    return {
        "rows": len(ids),
        "change_ms": round(1000 * (changed - start), 1),
        "undo_ms": round(1000 * (time.perf_counter() - changed), 1),
    }


def _measured(call: Callable[[], object], rounds: int) -> dict[str, float]:
    taken = []
    for _ in range(rounds + 1):
        start = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - start))
    first, *warm = taken
    middle, high = np.percentile(warm, (50, 95))
    return {"first": round(first, 1), "p50": round(float(middle), 1), "p95": round(float(high), 1)}


# --- the library ------------------------------------------------------------------------------


def fill(settings: Settings, count: int) -> None:
    """A library of invented plans; a third of their rows have a state."""
    with Store.open(settings, embedding.open_embedder(settings)) as store:
        ids: list[str] = []
        for number in range(-(-count // A_DOCUMENT)):
            held = min(A_DOCUMENT, count - number * A_DOCUMENT)
            document, facts = _plan(number, held)
            metadata = Metadata(
                title=f"第{number}号工作计划", issuer=f"市教育局{number % 5}",
                plan_year=2024 + number % 3,
            )  # fmt: skip
            store.put(document, metadata, (), (), None, facts, original=None)
            ids += [fact.id for fact in facts]
        for state, start in (("已确认", 0), ("进行中", 1), ("已完成", 2)):
            store.change_all(ids[start::9], state=state, by="甲", note="已发通知")


def _plan(number: int, count: int) -> tuple[Document, list[Fact]]:
    lines = [f"{number}.{n} 组织第{n}批教师培训并报办公室备案。" for n in range(count)]
    text = "\n".join(lines)
    identity = hashlib.sha256(text.encode()).hexdigest()[:16]
    document = Document(identity, f"计划{number}.txt", identity, "txt", text, (), ())
    starts = _starts(lines)
    return document, [
        _fact(document, number, n, line, next(starts)) for n, line in enumerate(lines)
    ]


def _starts(lines: list[str]) -> Iterator[int]:
    at = 0
    for line in lines:
        yield at
        at += len(line) + 1


def _fact(document: Document, number: int, n: int, line: str, start: int) -> Deadline:
    lo, hi, relation, precision = TIMES[n % len(TIMES)]
    day = {"y": 2024 + number % 3, "m": n % 12 + 1, "d": n % 28 + 1}
    ends = [PartialDate.parse(end.format(**day)) if end else None for end in (lo, hi)]
    when = FactTime(line[:4], start, start + 4, ends[0], ends[1], relation, precision)
    owners = "、".join(OFFICES[(n + k) % len(OFFICES)] for k in range(n % 3))
    return Deadline(
        hashlib.sha256(f"{document.id}/{n}".encode()).hexdigest()[:16], document.id, ("一、任务",),
        line, start, start + len(line), Span(start, start + 4), line, owners, when,
    )  # fmt: skip
