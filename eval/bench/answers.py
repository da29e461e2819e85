"""Lists held against the store: does an answer hold every row of the facts, and no other; are its quotes slices?"""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from eval.bench.answer_lists import ListQuestion, key, list_questions
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant import Answer, PolicyAssistant

GROUPS = ("month", "quarter", "half", "owner", "topic")


@dataclass(frozen=True, slots=True)
class Held:
    """One list question as it was answered, in numbers of rows."""

    group: str
    question: str
    mode: str
    must: int
    held: int
    rows: int
    wrong: int
    citations: int
    not_slices: int
    uncited: int
    """Rows of the answer whose words no citation covers."""
    seconds: float


def run(settings: Settings, save: Path | None = None) -> dict[str, Any]:
    """Asks every list question of the library; ``save`` gets a JSON line a question."""
    from assistant import PolicyAssistant

    with PolicyAssistant.open(settings) as assistant:
        asked = [ask(assistant, one) for one in list_questions(assistant)]
    if save is not None:
        lines = [json.dumps(asdict(one), ensure_ascii=False) for one in asked]
        save.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return figures(asked)


def ask(assistant: PolicyAssistant, one: ListQuestion) -> Held:
    """Asks one and counts; only rows of an answer that was given from the store count as held."""
    began = time.perf_counter()
    answer = assistant.ask(one.question, today=one.today)
    seconds = time.perf_counter() - began
    rows = {key(row) for row in answer.rows}
    return Held(
        one.group, one.question, answer.mode, len(one.must), len(one.must & rows), len(rows),
        len(rows - one.may), len(answer.citations), _not_slices(assistant, answer),
        _uncited(answer), round(seconds, 4),
    )  # fmt: skip


def _not_slices(assistant: PolicyAssistant, answer: Answer) -> int:
    """Citations whose quote is not the slice of the document's text that they name."""
    texts = {c.document_id: assistant.document_text(c.document_id) for c in answer.citations}
    return sum(texts[c.document_id][c.start : c.end] != c.quote for c in answer.citations)


def _uncited(answer: Answer) -> int:
    """Rows beyond those written out have no citation: only as many as there are lines can lack one."""
    spans = {(c.document_id, c.start, c.end) for c in answer.citations}
    written = sum(line.lstrip()[:1].isdigit() for line in answer.text.split("\n"))
    facts = [row.fact for row in answer.rows]
    cited = sum((f.document_id, f.start, f.end) in spans for f in facts)
    return max(0, min(written, len(facts)) - cited)


def figures(asked: Sequence[Held]) -> dict[str, Any]:
    """Sums by group and together; ``ok`` where every quote is its slice."""
    groups = {name: _sums(one for one in asked if one.group == name) for name in GROUPS}
    together = _sums(asked)
    return {"groups": groups, "all": together, "ok": together["not_slices"] == 0}


def _sums(asked: Iterable[Held]) -> dict[str, Any]:
    held = list(asked)
    must, rows = sum(one.must for one in held), sum(one.rows for one in held)
    seconds = [one.seconds for one in held]
    return {
        "questions": len(held),
        "with_rows": sum(one.must > 0 for one in held),
        "whole": sum(one.must > 0 and one.held == one.must for one in held),
        "rows_wanted": must,
        "rows_held": sum(one.held for one in held),
        "share_held": _share(sum(one.held for one in held), must),
        "rows": rows,
        "rows_wrong": sum(one.wrong for one in held),
        "share_wrong": _share(sum(one.wrong for one in held), rows),
        "uncited": sum(one.uncited for one in held),
        "citations": sum(one.citations for one in held),
        "not_slices": sum(one.not_slices for one in held),
        "seconds_p50": round(median(seconds), 3) if seconds else None,
        "seconds_p95": round(quantiles(seconds, n=20)[-1], 3) if len(seconds) > 1 else None,
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def table(found: Mapping[str, Any]) -> str:
    """The figures as Markdown, for people."""
    names = ("questions", "with_rows", "whole", "rows_wanted", "rows_held", "share_held", "rows",
             "rows_wrong", "uncited", "citations", "not_slices", "seconds_p50", "seconds_p95")  # fmt: skip
    lines = [f"| lists | {' | '.join(names)} |", "|" + "---|" * (len(names) + 1)]
    for name, row in [*found["groups"].items(), ("all", found["all"])]:
        lines.append(f"| {name} | {' | '.join(str(row[n]) for n in names)} |")
    return "\n".join(lines)
