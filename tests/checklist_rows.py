"""Rows of a checklist made by hand, for the tests of what leaves as a file and comes back."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from assistant.records import ChecklistRow
from ingest.records import Deadline, FactTime, PartialDate, Precision, Relation, Span, Target


def time(
    lo: str | None, hi: str | None, relation: Relation = "in", precision: Precision = "month"
) -> FactTime:
    ends = [PartialDate.parse(d) if d else None for d in (lo, hi)]
    return FactTime("9月份", 0, 3, ends[0], ends[1], relation, precision)


def row(fact: Target | Deadline, **more: object) -> ChecklistRow:
    made = ChecklistRow(
        fact.id, fact, "待确认", False, "", "", "", "临溪县教育局2025年工作要点", "要点.docx"
    )
    return replace(made, **more)  # type: ignore[arg-type]


def deadline(when: FactTime, action: str = "召开课后服务现场会", quote: str = "") -> Deadline:
    quote = quote or f"9月份，{action}"
    return Deadline(
        "f1", "d", ("一、促进公平", "2.现场会"), quote, 0, len(quote), Span(0, 3), action,
        "基础教育科", when,
    )  # fmt: skip


def target(value: str | None, raw: str, **more: object) -> Target:
    made = Target(
        "f2", "d", (), f"初中{raw}", 0, len(raw) + 2, Span(2, len(raw) + 2), "生均公用经费", "初中",
        "ge", None if value is None else Decimal(value), "元", raw,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


SEPTEMBER = time("2025-09-01", "2025-09-30")
