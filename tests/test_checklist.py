"""Facts and what people said of them become rows; filters, order, and what is overdue on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import checklist
from assistant.checklist import (
    check_state,
    is_past,
    make_rows,
    select,
    sort_key,
    touches,
    what,
)
from assistant.kept_rows import Base, KeptRows
from assistant.records import ChecklistRow
from ingest.errors import SettingsError
from ingest.records import (
    Deadline,
    FactTime,
    Metadata,
    PartialDate,
    Precision,
    Relation,
    Span,
    Target,
)
from ingest.store.rows import StateRow, StoredDocument

TODAY = dt.date(2025, 9, 10)


def time(
    lo: str | None,
    hi: str | None,
    relation: Relation = "in",
    precision: Precision = "month",
    recurring: bool = False,
) -> FactTime:
    ends = [PartialDate.parse(d) if d else None for d in (lo, hi)]
    return FactTime("原文", 0, 2, ends[0], ends[1], relation, precision, recurring)


def deadline(identity: str, when: FactTime, *, owner: str = "", document: str = "d") -> Deadline:
    return Deadline(
        identity, document, ("一、任务",), "召开现场会", 0, 5, Span(0, 2), "召开现场会", owner, when
    )


def target(identity: str, when: FactTime | None = None) -> Target:
    return Target(
        identity, "d", (), "初中940元", 0, 6, Span(2, 6), "生均公用经费", "初中", "eq",
        Decimal(940), "元", "940元", time=when,
    )  # fmt: skip


def stored(identity: str = "d", sample: bool = False) -> StoredDocument:
    return StoredDocument(
        identity, "计划.txt", "0", 1, "txt", Metadata(title="计划"), 0, 1, 1, sample, ""
    )


def rows_of(*facts: Deadline | Target, states: dict[str, StateRow] | None = None) -> list:
    return make_rows(facts, states or {}, {"d": stored()}, TODAY)


def ids(rows: list[ChecklistRow] | tuple[ChecklistRow, ...]) -> list[str]:
    return [row.fact_id for row in rows]


AUGUST, SEPTEMBER = time("2025-08-01", "2025-08-31"), time("2025-09-01", "2025-09-30")


@pytest.mark.parametrize(
    "when, past",
    [
        (AUGUST, True),
        (SEPTEMBER, False),
        (time(None, "2025-09-10", "by", "day"), False),
        (time(None, "2025-09-09", "by", "day"), True),
        (time("2025-09-01", None, "from", "day"), False),
        (time("2024-09-01", "2024-09-30", recurring=True), False),
        (time("XXXX-08-01", "XXXX-08-31"), False),
        (None, False),
    ],
)
def test_overdue_counts_from_the_day_after_and_only_with_a_year(
    when: FactTime | None, past: bool
) -> None:
    assert is_past(when, TODAY) is past


@pytest.mark.parametrize("state, overdue", [("待确认", True), ("进行中", True), ("已完成", False), ("不适用", False)])  # fmt: skip
def test_what_is_closed_is_never_overdue(state: str, overdue: bool) -> None:
    said = StateRow("a", state, "张三", "2025-09-01T00:00:00+00:00", "备注")
    row = rows_of(deadline("a", AUGUST), states={"a": said})[0]
    assert (row.state, row.overdue, row.by, row.note) == (state, overdue, "张三", "备注")


def test_a_row_nobody_touched_waits_for_confirmation() -> None:
    row = rows_of(deadline("a", SEPTEMBER))[0]
    assert (row.state, row.by, row.at, row.note) == ("待确认", "", "", "")
    assert (row.document_title, row.source, row.year_known) == ("计划", "计划.txt", True)


def test_an_unknown_year_is_shown_as_such() -> None:
    assert not rows_of(deadline("a", time("XXXX-09-01", "XXXX-09-30")))[0].year_known
    assert rows_of(target("t"))[0].year_known, "no time at all is no unknown year"


def test_rows_come_by_time_and_timeless_ones_last() -> None:
    rows = rows_of(
        target("t"),
        deadline("unknown", time("XXXX-01-01", "XXXX-01-31")),
        deadline("sep", SEPTEMBER),
        deadline("aug", AUGUST),
        deadline("by", time(None, "2025-08-15", "by", "day")),
    )
    assert ids(rows) == ["aug", "by", "sep", "unknown", "t"]


def test_facts_of_other_documents_are_left_out() -> None:
    assert ids(rows_of(deadline("a", AUGUST), deadline("b", AUGUST, document="e"))) == ["a"]


@pytest.mark.parametrize(
    "when, held",
    [
        (SEPTEMBER, True),
        (AUGUST, False),
        (time("2025-06-01", "2025-12-31"), True),
        (time("2025-09-30", "2025-10-05"), True),
        (time("2025-10-01", "2025-10-31"), False),
        (time(None, "2025-09-15", "by"), True),
        (time(None, "2025-12-31", "by"), False),
        (time("2025-09-01", None, "from"), True),
        (time("2025-03-01", None, "from"), False),
        (time("2024-09-01", "2024-09-30"), False),
        (time("XXXX-09-01", "XXXX-09-30"), True),
        (time("XXXX-10-01", "XXXX-10-31"), False),
        (time("XXXX-11-01", "XXXX-02-28"), False),
        (time("XXXX-08-15", "XXXX-09-01"), True),
        (None, False),
    ],
)
def test_a_window_takes_every_time_it_shares_a_day_with(when: FactTime | None, held: bool) -> None:
    assert touches(when, dt.date(2025, 9, 1), dt.date(2025, 9, 30)) is held


def test_a_winter_of_unknown_year_touches_both_sides_of_new_year() -> None:
    winter = time("XXXX-11-01", "XXXX-02-28")
    assert touches(winter, dt.date(2026, 1, 5), dt.date(2026, 1, 6))
    assert touches(winter, dt.date(2025, 12, 5), dt.date(2025, 12, 6))
    assert not touches(winter, dt.date(2025, 4, 1), dt.date(2025, 10, 31))


def test_open_ends_of_a_window_are_open() -> None:
    assert touches(SEPTEMBER, dt.date(2025, 9, 30), None)
    assert not touches(SEPTEMBER, dt.date(2025, 10, 1), None)
    assert touches(SEPTEMBER, None, dt.date(2025, 9, 1))
    assert not touches(SEPTEMBER, None, dt.date(2025, 8, 31))


@pytest.mark.parametrize(
    "choose, kept",
    [
        (lambda r: select(r), ["late", "now", "t"]),
        (lambda r: select(r, kinds=("target",)), ["t"]),
        (lambda r: select(r, owner="基础教育科"), ["now"]),
        (lambda r: select(r, states=("逾期",)), ["late"]),
        (lambda r: select(r, states=("进行中",)), ["now"]),
        (lambda r: select(r, states=("逾期", "进行中")), ["late", "now"]),
        (lambda r: select(r, since=dt.date(2025, 9, 1), until=dt.date(2025, 9, 30)), ["now"]),
        (lambda r: select(r, states=()), []),
    ],
)
def test_a_row_passes_when_it_passes_every_filter(
    choose: Callable[[list[ChecklistRow]], tuple[ChecklistRow, ...]], kept: list[str]
) -> None:
    busy = StateRow("now", "进行中", "", "2025-09-01T00:00:00+00:00", "")
    rows = rows_of(
        deadline("late", AUGUST),
        deadline("now", SEPTEMBER, owner="县教育局基础教育科"),
        target("t"),
        states={"now": busy},
    )
    assert ids(choose(rows)) == kept


def test_an_unknown_state_names_those_there_are() -> None:
    assert check_state("已完成") == "已完成"
    with pytest.raises(SettingsError, match="搞定") as caught:
        check_state("搞定")
    assert "已完成" in str(caught.value)


def test_what_a_row_is_about() -> None:
    assert what(target("t")) == "初中生均公用经费"
    assert what(deadline("a", AUGUST)) == "召开现场会"


DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31))


@given(DAYS, DAYS, DAYS, DAYS)
def test_touching_is_what_the_calendar_says(a: dt.date, b: dt.date, c: dt.date, d: dt.date) -> None:
    lo, hi, since, until = min(a, b), max(a, b), min(c, d), max(c, d)
    when = time(lo.isoformat(), hi.isoformat(), "in", "day")
    assert touches(when, since, until) is (lo <= until and since <= hi)


@given(DAYS, DAYS)
def test_the_order_is_the_calendars(a: dt.date, b: dt.date) -> None:
    keys = [sort_key(time(d.isoformat(), d.isoformat(), "in", "day")) for d in (a, b)]
    assert (keys[0] < keys[1]) is (a < b)


def test_a_tick_makes_one_row_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = (deadline("a", AUGUST), deadline("b", SEPTEMBER))
    base = Base(facts, (stored(),), {}, TODAY)
    kept = KeptRows()
    first = kept.get(base, {})
    assert kept.get(base, {}) == first
    monkeypatch.setattr(checklist, "make_rows", lambda *rest: pytest.fail("made anew"))
    said = {"a": StateRow("a", "已完成", "王老师", "", "")}
    ticked = kept.get(base, said)
    assert [(r.state, r.overdue) for r in ticked] == [("已完成", False), ("待确认", False)]
    assert ticked[1] is first[1]
    assert kept.get(base, {}) == first
    monkeypatch.undo()
    later = kept.get(replace(base, today=dt.date(2025, 10, 1)), {})
    assert [r.overdue for r in later] == [True, True]
    assert kept.get(replace(base, facts=facts[:1]), {}) != later
