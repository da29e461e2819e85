"""The door of the checklist over a small store: filters, windows, figures, marks and the way back."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from store_fakes import EMBEDDER, make_deadline, make_document, make_target

from assistant.__main__ import parser
from assistant.checklist_door import ChecklistDoor
from assistant.library import Library
from assistant.records import ChecklistRow
from ingest.errors import SettingsError
from ingest.records import Fact, Metadata, PartialDate
from ingest.settings import Settings
from ingest.store.store import Store

TODAY = dt.date(2025, 9, 10)


class Door(ChecklistDoor):
    """The door and nothing behind it but a store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.library = Library(store, EMBEDDER)


def put(store: Store, source: str, year: int, issuer: str) -> None:
    """A plan of three facts: a value, a day in August, a month of the plan's year."""
    lines = ("初中900元", "8月完成招生", "9月召开现场会")
    document, chunks = make_document(source, lines)
    facts: list[Fact] = [make_target(document, lines[0], "900元", "900")]
    for line, month in ((lines[1], 8), (lines[2], 9)):
        made = make_deadline(document, line, f"{month}月", month, line[2:])
        ends = PartialDate(year, month, 1), PartialDate(year, month, 28)
        facts.append(replace(made, time=replace(made.time, lo=ends[0], hi=ends[1])))
    metadata = Metadata(title=source.removesuffix(".txt"), plan_year=year, issuer=issuer)
    store.put(document, metadata, (), chunks, None, facts, original=None)


@pytest.fixture
def door(settings: Settings) -> Iterator[Door]:
    with Store.open(settings, EMBEDDER) as store:
        put(store, "甲计划.txt", 2025, "市教育局")
        put(store, "乙计划.txt", 2024, "区政府")
        yield Door(store)


def told(rows: tuple[ChecklistRow, ...]) -> list[tuple[str, str]]:
    return [(row.document_title, row.fact.quote) for row in rows]


def test_filters_by_window_topic_year_and_state(door: Door) -> None:
    everything = door.checklist(today=TODAY)
    assert len(everything) == 6
    now = door.checklist(today=TODAY, window="本月")
    assert told(now) == [("甲计划", "9月召开现场会")]
    assert door.checklist(today=TODAY, window="this-month", years=[2024]) == ()
    assert told(door.checklist(today=TODAY, topic="乙计划 招生")) == [("乙计划", "8月完成招生")]
    late = door.checklist(today=TODAY, window="overdue", years=[2024, 2025])
    assert len(late) == 3 and all(row.overdue for row in late)
    door.mark(late[0].fact_id, "已确认")
    assert len(door.checklist(today=TODAY, unconfirmed=True)) == 5
    with pytest.raises(SettingsError, match="时间范围"):
        door.checklist(window="someday")


def test_figures_are_of_the_rows_of_the_same_filters(door: Door) -> None:
    meeting = door.checklist(today=TODAY, window="this-month")[0]
    door.mark(meeting.fact_id, "已完成")
    whole = door.progress("all", today=TODAY)[0]
    assert (whole.total, whole.done, whole.overdue) == (6, 1, 3)
    by_document = door.progress("document", today=TODAY, kinds=("deadline",))
    assert [(p.name, p.total, p.overdue) for p in by_document] == [
        ("乙计划", 2, 2),
        ("甲计划", 2, 1),
    ]
    assert [p.id for p in door.progress("issuer", today=TODAY, years=[2025])] == ["市教育局"]
    month = door.month(2025, 9, today=TODAY)
    assert [row.state for row in month.of_month] == ["已完成"] and list(month) == list(
        month.of_month
    )
    assert [(c.id, c.number) for c in door.owners()] == [("基础教育科", 4)]
    assert [c.id for c in door.years()] == ["2025", "2024"]
    assert {c.id for c in door.departments(topic="甲计划")} == {"市教育局"}


def test_marks_and_the_way_back(door: Door) -> None:
    first, second, *_ = (row.fact_id for row in door.checklist(today=TODAY))
    door.mark(first, "进行中", by="王老师", note="已发通知", proof="文号甲")
    door.mark(first, "已完成", by="李老师")
    row = next(r for r in door.checklist(today=TODAY) if r.fact_id == first)
    assert (row.state, row.by, row.note, row.proof) == ("已完成", "李老师", "已发通知", "文号甲")
    batch = door.mark_all([first, second], by="李老师", owner="办公室", note="")
    rows = {r.fact_id: r for r in door.checklist(today=TODAY)}
    assert [rows[i].fact.owner for i in (first, second)] == ["办公室"] * 2
    assert (rows[first].state, rows[first].note) == ("已完成", "")
    assert set(door.undo(batch, by="王老师").done) == {first, second}
    rows = {r.fact_id: r for r in door.checklist(today=TODAY)}
    assert (rows[first].fact.owner, rows[first].note) == ("基础教育科", "已发通知")
    assert door.undo_last(first).done == (first,)
    assert door.history(first)[-1].event == "undo" and door.batches()[0].event == "undo"
    for wrong in (
        lambda: door.mark_all([first], "完成了"),
        lambda: door.mark_all([], "已完成"),
        lambda: door.mark_all([first]),
    ):
        with pytest.raises(SettingsError):
            wrong()


# --- the command line -------------------------------------------------------------------------


def run(door: Door, *words: str) -> int:
    args = parser().parse_args(words)
    return int(args.run(args, door))


def said(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_bulk_and_back_on_the_command_line(door: Door, capsys: pytest.CaptureFixture[str]) -> None:
    today = ("--today", "2025-09-10")
    assert run(door, "bulk", "--dry-run", "state=已完成", "--window", "overdue", *today) == 0
    assert len(capsys.readouterr().out.splitlines()) == 3 and door.batches() == ()
    assert run(door, "bulk", "state=已完成", "proof=文号甲", "--window", "逾期", *today) == 0
    told = said(capsys)[0]
    assert told["rows"] == 3
    assert run(door, "checklist", "--window", "overdue", *today, "--json") == 0
    assert said(capsys) == []
    row = door.checklist(today=TODAY, states=("已完成",))[0]
    assert run(door, "mark", row.fact_id, "进行中", "--by", "王老师") == 0
    assert "undo" in capsys.readouterr().err
    assert run(door, "history", row.fact_id) == 0
    assert [(e["state"], e["proof"]) for e in said(capsys)] == [
        ("已完成", "文号甲"),
        ("进行中", ""),
    ]
    assert run(door, "undo", told["batch"]) == 1, "one row was changed since"
    undone = said(capsys)[0]
    assert undone["kept"] == [row.fact_id] and len(undone["done"]) == 2
    assert run(door, "undo", "--row", row.fact_id) == 0
    assert said(capsys)[0]["done"] == [row.fact_id]
    assert run(door, "batches", "--limit", "1") == 0
    assert said(capsys)[0]["event"] == "undo"
    for wrong in (
        ("bulk", "state=已完成"),
        ("bulk", "colour=red", "--window", "today"),
        ("bulk", "state=已完成", "--id", row.fact_id, "--window", "today"),
        ("undo",),
        ("undo", "x", "--row", "y"),
        ("month", "September"),
    ):
        with pytest.raises(SettingsError):
            run(door, *wrong)


def test_progress_and_month_on_the_command_line(
    door: Door, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(door, "progress", "document", "--today", "2025-09-10", "--json") == 0
    assert [(p["name"], p["total"], p["waiting"]) for p in said(capsys)] == [
        ("乙计划", 3, 3), ("甲计划", 3, 3),
    ]  # fmt: skip
    assert run(door, "progress", "owner", "--year", "2025") == 0
    assert "基础教育科" in capsys.readouterr().out
    assert run(door, "month", "2025-09", "--today", "2025-09-10") == 0
    month = said(capsys)[0]
    assert [row["fact"]["quote"] for row in month["of_month"]] == ["9月召开现场会"]
