"""The progress view: bars whose words say what they show, and the rows behind them."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
from test_month import TODAY, ZH, County, row

from assistant import progress as core
from assistant.progress import Progress
from assistant.ui.checklist import progress_html
from assistant.ui.checklist.progress import STEP, Progressing

ONE = Progress("甲通知", "d1", 10, confirmed=1, doing=2, done=3, not_applicable=1, overdue=4)


def test_a_bar_says_in_words_what_it_shows_and_its_parts_fill_it() -> None:
    html = progress_html.bar(ONE, ZH, name="甲<通知>")
    said = "共 10 项、已完成 3、进行中 2、已确认 1、待确认 3、不适用 1、逾期 4"
    assert f'aria-label="甲&lt;通知&gt;：{said}"' in html and f"<desc>{said}</desc>" in html
    assert html.count('height="16"') == 5 and 'width="40.00%" height="6"' in html
    assert progress_html.percent(ONE) == 33, "of nine that apply"
    assert progress_html.percent(Progress("", "", 2, not_applicable=2)) == 100


def test_the_page_shows_some_bars_and_all_numbers() -> None:
    many = [Progress(f"<u>{n}", f"d{n}", 2, overdue=n % 2) for n in range(STEP + 3)]
    html = progress_html.page(Progress("all", "all", 30, overdue=7), many, "document", STEP, ZH)
    assert "再看 3 个" in html and html.count('class="bar-head"') == STEP
    assert html.count('<th scope="row">') == STEP + 3 and "<u>" not in html
    assert "没有写明责任单位" in progress_html.page(ONE, [Progress("", "", 1)], "owner", 9, ZH)
    assert "没有符合条件" in progress_html.page(None, [], "document", 9, ZH)


class Counted(County):
    """The same rows, counted by the core."""

    asked: dict[str, Any]

    def checklist(self, **asked: Any) -> Any:
        self.asked = asked
        return super().checklist(**asked)

    def progress(self, by: str = "document", **filters: Any) -> Any:
        self.asked = filters
        return core.progress(self.rows.values(), by, {})

    def rows_counted(self, by: str, name: str, **filters: Any) -> Any:
        return core.rows_of(self.rows.values(), by, name, {})


@pytest.fixture
def tab() -> Progressing:
    rows = [row(f"2026-09-{n:02d}", None, action=f"事{n}", overdue=n == 1) for n in (1, 2)]
    workshop: Any = SimpleNamespace(may_edit=lambda typed: True)
    assistant: Any = Counted(*rows)
    return Progressing(assistant, workshop, ZH, lambda: TODAY)


def click(tab: Progressing, **said: str) -> tuple[Any, ...]:
    return tab.act(STEP, "", "", "document", "", "", gr.EventData(None, said))


def test_a_mark_beside_the_bars_moves_them(tab: Progressing) -> None:
    choices, before = tab.draw(True, STEP, "document", "", "")
    assert "<b>0%</b>" in before and ("2026", "2026") in choices["choices"]
    listed = click(tab, act="list", by="document", name="d")[3]
    assert listed.index("事1") < listed.index("事2"), "late ones first"
    late = click(tab, act="list", by="document", name="d", late="1")[3]
    assert "事1" in late and "事2" not in late
    known: Any = tab.assistant
    fact_id = next(iter(known.rows))
    drawn, _, _, card, *_ = click(tab, act="state", id=fact_id, state="已完成")
    assert drawn and "<b>50%</b>" in tab.html(STEP, "document", "", "") and "撤销" in card
    assert click(tab, act="undo", id=fact_id, batch=f"{fact_id}=待确认")[0]
    assert "<b>0%</b>" in tab.html(STEP, "document", "", "")
    *_, handed, tabs = click(tab, act="elsewhere", by="document", name="d", said="通知")
    assert json.loads(handed)["ids"] == list(known.rows) and tabs.selected == "rows"


def test_the_rows_behind_a_figure_are_as_many_as_it_says(tab: Progressing) -> None:
    known: Any = tab.assistant
    for fact_id, owner in zip(known.rows, ("教育局", "市教育局、教务处"), strict=True):
        one = known.rows[fact_id]
        known.rows[fact_id] = replace(one, fact=replace(one.fact, owner=owner))
    for one in core.progress(known.rows.values(), "owner", {}):
        assert len(core.rows_of(known.rows.values(), "owner", one.id, {})) == one.total == 1
    listed = click(tab, act="list", by="owner", name="教育局")[3]
    assert "事1" in listed and "事2" not in listed
    assert "0 条" in click(tab, act="list", by="nonsense", name="x")[3]


def test_a_year_and_a_window_are_asked_of_the_core(tab: Progressing) -> None:
    known: Any = tab.assistant
    tab.html(STEP, "owner", "2026", "deadline")
    assert known.asked["since"] == dt.date(2026, 1, 1) and known.asked["kinds"] == ("deadline",)
    tab.html(STEP, "owner", "this-term", "")
    assert known.asked["window"] == "this-term" and known.asked["kinds"] is None
    assert "window" not in tab.asked("nonsense", "")
