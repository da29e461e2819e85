"""How far the work is, and one month at a glance."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_checklist import TODAY, deadline, rows_of, stored, target, time

from assistant.checklist import make_rows
from assistant.month_view import month_of
from assistant.progress import (
    Progress,
    due_month,
    is_of_year,
    issuers,
    owner_units,
    owners,
    progress,
    years,
)
from assistant.records import STATES, ChecklistRow, State
from assistant.row_words import holding
from ingest.errors import SettingsError
from ingest.records import Metadata, PartialDate
from ingest.store.rows import StateRow, StoredDocument

LATE = time("2025-08-01", "2025-08-31")
SOON = time("2025-09-01", "2025-09-30")


def document(identity: str, **metadata: object) -> StoredDocument:
    return replace(stored(identity), metadata=Metadata(**metadata))  # type: ignore[arg-type]


def said(identity: str, state: str) -> StateRow:
    return StateRow(identity, state, "", "", "")


def some_rows() -> tuple[list[ChecklistRow], dict[str, StoredDocument]]:
    documents = {
        "d": document("d", title="甲计划", issuer="市教育局", plan_year=2025),
        "e": document("e", title="乙通知", issuer="区政府", issued=PartialDate(2024, 3, 1)),
    }
    facts = [
        deadline("a", LATE, owner="教育局、财政局"),
        deadline("b", LATE, owner="财政局"),
        deadline("c", SOON, owner="各县（市、区）政府，教育局"),
        deadline("x", time("XXXX-10-01", "XXXX-10-31"), document="e"),
        target("t"),
    ]
    states = {i: said(i, s) for i, s in (("b", "已完成"), ("c", "进行中"), ("x", "不适用"))}
    return make_rows(facts, states, documents, TODAY), documents


def test_rows_are_counted_by_document_owner_and_month() -> None:
    rows, documents = some_rows()
    by_document = progress(rows, "document", documents)
    assert by_document == (
        Progress("甲计划", "d", 4, doing=1, done=1, overdue=1),
        Progress("乙通知", "e", 1, not_applicable=1),
    )
    assert by_document[0].waiting == 2 and by_document[0].share == 0.25
    assert by_document[1].waiting == 0 and by_document[1].share == 1
    assert [(p.id, p.total, p.overdue) for p in progress(rows, "owner", documents)] == [
        ("教育局", 2, 1), ("财政局", 2, 1), ("各县（市、区）政府", 1, 0), ("", 2, 0),
    ]  # fmt: skip
    assert [(p.id, p.total) for p in progress(rows, "month", documents)] == [
        ("2025-08", 2), ("2025-09", 1), ("XXXX-10", 1), ("", 1),
    ]  # fmt: skip
    assert [p.id for p in progress(rows, "issuer", documents)] == ["市教育局", "区政府"]
    assert [p.total for p in progress(rows, "all", documents)] == [5]
    assert [p.id for p in progress(rows, "year", documents)] == ["2025", "XXXX", ""]
    with pytest.raises(SettingsError, match="owner"):
        progress(rows, "colour", documents)


def test_what_filters_can_offer() -> None:
    rows, documents = some_rows()
    assert [(c.id, c.number) for c in owners(rows)] == [
        ("教育局", 2), ("财政局", 2), ("各县（市、区）政府", 1),
    ]  # fmt: skip
    assert [(c.id, c.number) for c in issuers(rows, documents)] == [("市教育局", 4), ("区政府", 1)]
    assert [(c.id, c.number) for c in years(rows, documents)] == [("2025", 4), ("2024", 1)]
    plan = Metadata(plan_year=2021, plan_until=2025)
    assert (
        is_of_year(plan, [2023])
        and not is_of_year(plan, [2026])
        and not is_of_year(Metadata(), [1])
    )


def test_offices_are_parted_outside_of_brackets() -> None:
    assert owner_units("市教育局、各县（市、区）政府，教育局；市教育局 工会") == (
        "市教育局", "各县（市、区）政府", "教育局", "工会",
    )  # fmt: skip
    assert owner_units(" ") == ()
    assert owner_units("省、市、县（市、区）教育局，学校") == ("省、市、县（市、区）教育局", "学校")
    assert owner_units("学校、市") == ("学校", "市")


@given(st.lists(st.sampled_from([*STATES]), max_size=12))
def test_states_add_up(states: list[State]) -> None:
    facts = [deadline(str(n), LATE) for n in range(len(states))]
    rows = rows_of(*facts, states={str(n): said(str(n), s) for n, s in enumerate(states)})
    for found in progress(rows, "all", {}):
        assert found.total == len(states) and found.waiting == states.count("待确认")
        assert found.overdue == sum(s not in ("已完成", "不适用") for s in states)


def test_a_search_finds_words_wherever_they_stand() -> None:
    rows, _ = some_rows()
    assert [r.fact_id for r in holding(rows, "乙通知　现场会")] == ["x"]
    assert [r.fact_id for r in holding(rows, "９４０元")] == ["t"]
    assert holding(rows, "现场会 940") == () and len(holding(rows, " ")) == 5


# --- one month --------------------------------------------------------------------------------


def names(rows: object) -> list[str]:
    return [row.fact_id for row in rows]  # type: ignore[attr-defined]


def test_a_month_names_no_day_that_the_document_does_not() -> None:
    rows = rows_of(
        deadline("day", time("2025-09-03", "2025-09-03", "in", "day")),
        deadline("by", time("2025-09-01", "2025-09-20", "by", "day")),
        deadline("from", time("2025-09-08", None, "from", "day")),
        deadline("teachers", time("XXXX-09-10", "XXXX-09-10", "in", "day", True)),
        deadline("week", time("2025-08-30", "2025-09-05", "in", "day")),
        deadline("month", SOON),
        deadline("end", time(None, "2025-09-30", "by", "month")),
        deadline("autumn", time("2025-09-01", "2026-01-31", "in", "term")),
        deadline("year_end", time(None, "2025-12-31", "by", "year")),
        deadline("monthly", replace(time(None, None, "in", "month", True), raw="每月")),
        deadline("some_year", time("XXXX-09-12", "XXXX-09-12", "in", "day")),
        deadline("other", LATE),
        target("t"),
    )
    found = month_of(rows, 2025, 9)
    assert {str(d.day)[-2:]: names(d.rows) for d in found.days} == {
        "03": ["day"], "08": ["from"], "10": ["teachers"], "20": ["by"],
    }  # fmt: skip
    assert [(s.first, s.last, s.row.fact_id) for s in found.stretches] == [
        (dt.date(2025, 8, 30), dt.date(2025, 9, 5), "week")
    ]
    assert sorted(names(found.of_month)) == ["end", "month"]
    assert names(found.longer) == ["autumn"]
    assert names(found.unknown_year) == ["some_year"]
    assert names(found.recurring) == ["monthly"]
    assert len(set(names(found))) == len(names(found))
    assert names(month_of(rows, 2025, 12).longer) == ["autumn", "year_end"]
    with pytest.raises(SettingsError, match="13"):
        month_of(rows, 2025, 13)


def test_a_stretch_over_new_year_of_an_unknown_year_stands_in_both_months() -> None:
    rows = rows_of(deadline("w", time("XXXX-12-20", "XXXX-01-10", "in", "day")))
    for year, month in ((2025, 12), (2026, 1)):
        assert names(month_of(rows, year, month).unknown_year) == ["w"]
    assert list(month_of(rows, 2026, 2)) == []


def test_the_month_in_which_something_ends() -> None:
    assert due_month(time("2025-09-01", None, "from")) == "2025-09"
    assert due_month(time("XXXX-03-01", "XXXX-05-31")) == "XXXX-05"
    assert due_month(time(None, None)) == due_month(None) == ""
