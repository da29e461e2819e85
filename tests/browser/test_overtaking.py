"""What was asked first and takes long does not come back over what was asked later, on a server slow in just that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_app import App, open_page

SLOW = "tests/browser/slow_app.py"
AFTER = 1_000
"""Milliseconds after which whatever was slow has come; what is expected may come a little later."""


@pytest.fixture(scope="module")
def app(data: Path) -> Iterator[App]:
    app = App(data, SLOW)
    yield app
    app.stop()


def open_checklist(page: Any, app: App) -> None:
    open_page(page, app)
    page.get_by_role("tab", name="任务清单").click()
    page.locator("#checklist tr.row").first.wait_for()
    page.wait_for_timeout(AFTER)


def leave_and_come_back(page: Any, away: str, back: str) -> None:
    """The tab's refresh begins, of the view as it first stands."""
    page.get_by_role("tab", name=away, exact=True).click()
    page.get_by_role("tab", name=back, exact=True).click()
    page.wait_for_timeout(200)


def test_filters_chosen_while_the_tab_is_still_being_drawn_are_what_is_shown(
    page: Any, app: App
) -> None:
    open_checklist(page, app)
    page.locator("#checklist-filters summary").click()
    leave_and_come_back(page, "对照", "清单")
    fields = page.locator("#checklist-filters")
    fields.locator("[data-name=kind]").select_option(value="target")
    fields.locator("[data-name=sort]").select_option(value="what")
    fields.locator("[data-name=search]").fill("率")
    page.keyboard.press("Enter")
    page.wait_for_timeout(AFTER)
    page.locator("#checklist th.what[aria-sort=ascending]").wait_for()
    page.locator("#checklist-said .chip", has_text="率").wait_for()
    assert page.locator("#checklist-said .chip").count() == 2
    assert all("率" in text for text in page.locator("#checklist tr.row").all_inner_texts())
    assert fields.locator("[data-name=kind]").input_value() == "target"
    assert fields.locator("[data-name=search]").input_value() == "率"


def test_the_card_is_that_of_the_row_opened_last(page: Any, app: App) -> None:
    open_checklist(page, app)
    rows = page.locator("#checklist tr.row")
    for row in range(2):
        rows.nth(row).locator("button.open").click()
        page.wait_for_timeout(100)
    page.wait_for_timeout(AFTER)
    last = rows.nth(1).get_attribute("data-id")
    page.locator(f"#details .card[data-id='{last}']").wait_for()


def test_the_queue_shows_the_class_chosen_last(page: Any, app: App) -> None:
    open_checklist(page, app)
    leave_and_come_back(page, "对照", "待核对")
    page.wait_for_timeout(AFTER)
    leave_and_come_back(page, "对照", "待核对")
    everything = page.locator("#review-verdict label").nth(2)
    everything.click()
    count = re.findall(r"\d+", everything.inner_text())[-1]
    page.wait_for_timeout(AFTER)
    page.locator("#review-counts", has_text=f"{count} 条").wait_for()
    assert everything.locator("input").is_checked()


def test_the_calendar_shows_the_month_chosen_last(page: Any, app: App) -> None:
    open_checklist(page, app)
    leave_and_come_back(page, "对照", "月历")
    page.wait_for_timeout(AFTER)
    month = page.locator("#month h2").inner_text()
    leave_and_come_back(page, "对照", "月历")
    page.locator("#month [data-key=go-after]").click()
    page.wait_for_timeout(AFTER)
    page.wait_for_function(
        "month => document.querySelector('#month h2').innerText !== month", arg=month
    )
