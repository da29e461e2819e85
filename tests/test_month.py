"""The month view without a browser: where a row stands, what is escaped, what a click does."""

from __future__ import annotations

import datetime as dt
import html as html_module
import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.month_view import month_of
from assistant.records import ChecklistRow, Event
from assistant.ui.checklist import month_html, month_strip
from assistant.ui.checklist.month import Month, Shown
from assistant.ui.checklist.month_rows import MonthRows, busy_months, count_months, lay_out, moved
from assistant.ui.strings.words import Words
from ingest.records import Deadline, FactTime, PartialDate, Precision, Relation, Span

ZH = Words("zh")
TODAY = dt.date(2026, 9, 10)
BAD = "<img src=x onerror=alert(1)>"


def row(
    lo: str | None,
    hi: str | None,
    precision: Precision = "day",
    relation: Relation = "in",
    *,
    recurring: bool = False,
    raw: str = "",
    state: Any = "待确认",
    overdue: bool = False,
    action: str = "报送材料",
) -> ChecklistRow:
    ends = [PartialDate.parse(d) if d else None for d in (lo, hi)]
    time = FactTime(raw, 0, 0, ends[0], ends[1], relation, precision, recurring)
    fact = Deadline(
        f"{lo}{hi}{raw}{action}"[:40], "d", (), action, 0, 4, Span(0, 4), action, "", time
    )
    return ChecklistRow(
        fact.id, fact, state, overdue, "", "", "", "通知", "a.txt",
        year_known=time.year_known or (lo is hi is None),
    )  # fmt: skip


def where(found: MonthRows) -> dict[str, Any]:
    """What the page holds: part by day, and which bands."""
    days = {day: [p.part for p in placed] for day, placed in found.days.items()}
    bands = {n for n in ("band", "wide", "recurring", "unknown") if getattr(found, n)}
    return {"days": days, "bands": bands}


@pytest.mark.parametrize(
    "one, days, bands",
    [
        (row("2026-09-09", "2026-09-09"), {9: ["due"]}, set()),
        (row(None, "2026-09-30", "day", "by"), {30: ["due"]}, set()),
        (row("2026-09-28", "2026-10-02"), {28: ["begins"], 29: ["during"], 30: ["during"]}, set()),
        (row("2026-09-01", "2026-09-20"), {1: ["begins"], 20: ["ends"]}, set()),
        (row("2026-09-05", None, "day", "from"), {5: ["due"]}, set()),
        (row("2026-09-01", "2026-09-30", "month"), {}, {"band"}),
        (row("2026-09-01", "2026-10-31", "month"), {}, {"band"}),
        (row(None, "2026-10-31", "month", "by"), {}, set()),
        (row("2026-01-01", "2026-12-31", "year"), {}, {"wide"}),
        (row(None, "2026-12-31", "year", "by"), {}, set()),
        (row("XXXX-09-10", "XXXX-09-10", recurring=True), {10: ["yearly"]}, set()),
        (row("XXXX-09-01", "XXXX-09-30", "month"), {}, {"unknown"}),
        (row("XXXX-11-01", "XXXX-02-28", "month"), {}, set()),
        (row(None, None, "month", recurring=True, raw="每月"), {}, {"recurring"}),
        (row(None, None, "year", recurring=True, raw="每年"), {}, set()),
    ],
)
def test_no_time_is_sharpened(one: ChecklistRow, days: Any, bands: Any) -> None:
    assert where(lay_out(month_of([one], 2026, 9))) == {"days": days, "bands": bands}


def test_months_are_counted_and_an_empty_one_leads_to_the_next() -> None:
    rows = [row("2026-09-09", "2026-09-09", overdue=True), row("2027-01-01", "2027-01-31", "month")]
    counts = count_months(rows, month_strip.first_month((2026, 10), school=True))
    assert (counts[0].year, counts[0].month, counts[-1].month) == (2026, 9, 8)
    assert [(c.month, c.overdue) for c in counts if c.total] == [(9, 1), (1, 0)]
    assert busy_months(rows) == [(2026, 9), (2027, 1)]
    html = month_strip.way_out(busy_months(rows), (2026, 10), ZH)
    assert 'data-month="2027-01"' in html and 'data-month="2026-09"' in html
    assert moved(2026, 1, -1) == (2025, 12) and month_strip.read("2026-13") is None


def test_the_page_says_states_in_words_and_escapes_what_documents_say() -> None:
    rows = [row("2026-09-09", "2026-09-09", action=f"{BAD}{n}", overdue=True) for n in range(5)]
    html = month_html.page(lay_out(month_of(rows, 2026, 9)), TODAY, ZH)
    assert "<img" not in html and "待确认、逾期" in html
    assert "还有 2 项" in html and html.count("aria-current=date") == 1
    assert html.count("<tr>") == 6 and 'scope="col"' in html
    assert len(month_html.chosen(lay_out(month_of(rows, 2026, 9)), "9")) == 5


class County:
    """Rows without a library: they are marked, and every mark is kept."""

    def __init__(self, *rows: ChecklistRow) -> None:
        self.rows = {r.fact_id: r for r in rows}
        self.events: list[Event] = []

    def checklist(self, **asked: Any) -> tuple[ChecklistRow, ...]:
        states = asked.get("states")
        return tuple(r for r in self.rows.values() if not states or r.state in states)

    def month(self, year: int, month: int, **asked: Any) -> Any:
        return month_of(self.checklist(**asked), year, month)

    def owners(self) -> tuple[Any, ...]:
        return (SimpleNamespace(name="教务处", id="教务处", number=2),)

    def mark(self, fact_id: str, state: Any, by: str = "", note: str | None = None) -> str:
        before = self.rows[fact_id]
        self.rows[fact_id] = replace(before, state=state, by=by, note=note or before.note)
        self.events.append(Event(state, by, "2026-09-10T08:00:00+00:00", note or ""))
        return f"{fact_id}={before.state}"

    def undo(self, batch: str, by: str = "") -> Any:
        fact_id, _, state = batch.partition("=")
        self.mark(fact_id, state, by)
        return SimpleNamespace(kept=())

    def history(self, fact_id: str) -> tuple[Event, ...]:
        return tuple(self.events)


@pytest.fixture
def county() -> County:
    return County(
        row("2026-09-09", "2026-09-09", state="进行中", overdue=True), row("2027-01-05", None)
    )


def month(county: Any, may: bool = True) -> Month:
    return Month(county, SimpleNamespace(may_edit=lambda typed: may), ZH, lambda: TODAY)


def click(tab: Month, shown: Shown, **said: str) -> tuple[Any, ...]:
    return tab.act(shown, "", "王老师", "", "", "", gr.EventData(None, said))


def test_a_click_marks_a_row_and_undo_brings_its_state_and_note_back(
    county: County,
) -> None:
    tab, (found, _) = month(county), county.rows.values()
    county.mark(found.fact_id, "进行中", by="王老师", note="已发通知")
    shown = Shown((2026, 9))
    assert found.fact_id in tab.draw(True, shown, "", "", "")[2]
    card = click(tab, shown, act="open", id=found.fact_id)[3]
    assert 'aria-pressed="true"' in card and "已发通知" in card
    drawn, _, _, card, *_ = click(tab, shown, act="state", id=found.fact_id, state="已完成")
    assert drawn and "s-done" in tab.draw(True, shown, "", "", "")[2] and "撤销" in card
    now = county.rows[found.fact_id]
    assert (now.state, now.note, now.by) == ("已完成", "已发通知", "王老师")
    batch = html_module.unescape(card.split('data-batch="')[1].split('"')[0])
    click(tab, shown, act="undo", id=found.fact_id, batch=batch)
    now = county.rows[found.fact_id]
    assert (now.state, now.note) == ("进行中", "已发通知")
    assert "不在清单里" in click(tab, shown, act="open", id="gone")[3]
    *_, handed, tabs = click(tab, shown, act="elsewhere", id=found.fact_id)
    assert json.loads(handed)["ids"] == [found.fact_id] and tabs.selected == "rows"


def test_from_another_machine_a_mark_needs_the_password(county: County) -> None:
    tab = month(county, may=False)
    found = next(iter(county.rows.values()))
    with pytest.raises(gr.Error):
        click(tab, Shown((2026, 9)), act="state", id=found.fact_id, state="已完成")
    assert county.events == []


def test_a_click_goes_to_another_month_and_nonsense_goes_nowhere(county: County) -> None:
    tab, shown = month(county), Shown((2026, 9))
    assert click(tab, shown, act="go", month="2027-01")[1] == Shown((2027, 1))
    assert click(tab, shown, act="go", month="x")[1] == shown
    assert click(tab, shown, act="span")[1] == Shown((2026, 9), school=True)
    assert click(tab, shown, act="day", where="../etc")[3]
    assert "2026 年 9 月" in tab.draw(True, None, "", "", "")[2]
