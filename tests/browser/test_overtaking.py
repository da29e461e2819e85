"""What was asked first and takes long does not come back over what was asked later, on a server slow in just that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_app import App, open_page

SLOW = "tests/browser/slow_app.py"
AFTER = 2_500
"""Milliseconds after which whatever was slow has come."""


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


def leave_and_come_back(page: Any) -> None:
    """The tab's refresh begins, of the view as it first stands."""
    page.get_by_role("tab", name="对照").click()
    page.get_by_role("tab", name="清单", exact=True).click()


def test_filters_chosen_while_the_tab_is_still_being_drawn_are_what_is_shown(
    page: Any, app: App
) -> None:
    open_checklist(page, app)
    page.locator("#checklist-filters summary").click()
    leave_and_come_back(page)
    page.wait_for_timeout(200)
    fields = page.locator("#checklist-filters")
    fields.locator("[data-name=kind]").select_option(value="target")
    fields.locator("[data-name=sort]").select_option(value="what")
    fields.locator("[data-name=search]").fill("率")
    page.keyboard.press("Enter")
    page.wait_for_timeout(AFTER)
    said = page.locator("#checklist-said").inner_text()
    assert "率" in said and page.locator("#checklist-said .chip").count() == 2
    rows = page.locator("#checklist tr.row")
    count = page.locator("#checklist-said .count").inner_text()
    assert rows.count() == min(50, int(re.sub(r"\D", "", count))) > 0
    assert all("率" in text for text in rows.all_inner_texts())
    assert page.locator("#checklist th.what").get_attribute("aria-sort") == "ascending"
    assert fields.locator("[data-name=kind]").input_value() == "target"
    assert fields.locator("[data-name=search]").input_value() == "率"


def test_the_card_is_that_of_the_row_opened_last(page: Any, app: App) -> None:
    open_checklist(page, app)
    openers = page.locator("#checklist button.open")
    for row in range(2):
        openers.nth(row).click()
        page.wait_for_timeout(100)
    page.wait_for_timeout(AFTER)
    last = page.locator("#checklist tr.row").nth(1).get_attribute("data-id")
    assert page.locator("#details .card").get_attribute("data-id") == last
