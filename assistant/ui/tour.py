"""The first look that ``make run`` prints: the library, one cited answer, the next deadlines."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from assistant.ui.checklist.saying import say_time, what
from ingest.records import quoted

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.records import Answer, ChecklistRow

QUESTION = "初中生均公用经费是多少？"
ROWS = 5


def show(assistant: PolicyAssistant, *, today: dt.date | None = None) -> None:
    """Prints documents, chunks and facts, one question with its cited answer, the next deadlines."""
    documents = assistant.documents()
    print(
        f"库中 {len(documents)} 份文件，{sum(d.chunks for d in documents)} 段，"
        f"{sum(d.facts for d in documents)} 条事实（指标与时间节点）。"
    )
    print(f"\n问：{QUESTION}")
    print_answer(assistant.ask(QUESTION, today=today))
    now = today or dt.date.today()
    print(f"\n{now:%Y-%m-%d} 之后的时间节点：")
    rows = next_deadlines(assistant, now)
    for row in rows:
        assert row.fact.time is not None
        print(f"  {say_time(row.fact.time):<14} {what(row)}（{row.document_title or row.source}）")
    if not rows:
        print("  没有。全部时间节点见“任务清单”页。")


def print_answer(answer: Answer) -> None:
    """An answer with its sources, for a terminal."""
    print(f"答：{answer.text}")
    for note in answer.notes:
        print(f"   （{note}）")
    for c in answer.citations:
        page = f"，第{c.page_label or c.page}页" if c.page is not None else ""
        path = c.path
        print(f"  [{c.marker}] {quoted(c.document_title)}{path}{page}：{c.quote}")


def next_deadlines(assistant: PolicyAssistant, today: dt.date) -> list[ChecklistRow]:
    """The first rows whose time ends on or after today, soonest first; unknown years are left out."""
    rows = assistant.checklist(kinds=("deadline",), today=today)
    coming = []
    for row in rows:
        time = row.fact.time
        end = (time.hi or time.lo) if time else None
        day = end.to_date() if end else None
        if day is not None and day >= today:
            coming.append((day, row))
    coming.sort(key=lambda pair: pair[0])
    return [row for _, row in coming[:ROWS]]
