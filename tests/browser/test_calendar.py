"""An official plans by the calendar: looks at September, marks a row done, sees progress move, subscribes."""

from __future__ import annotations

from typing import Any
from urllib.request import urlopen

from browser_app import App, open_page
from icalendar import Calendar


def test_an_official_works_from_the_calendar_and_subscribes(page: Any, app: App) -> None:
    open_page(page, app)
    page.get_by_role("tab", name="任务清单").click()
    page.get_by_role("tab", name="进度").click()
    whole = page.locator("#progress .whole-bar svg")
    whole.wait_for()
    assert "已完成" not in str(whole.get_attribute("aria-label"))

    page.get_by_role("tab", name="月历").click()
    page.locator("#month .years summary").click()
    page.locator("#month [data-key='year-2026']").click()
    page.locator("#month .mon.on[data-key^='mon-2026']").wait_for()
    page.locator("#month [data-key='mon-2026-08']").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="2026 年 9 月", exact=True).wait_for()
    row = page.locator("#month .cal .it").first
    named = str(row.locator(".name").inner_text())
    row.focus()
    page.keyboard.press("Enter")
    side = page.locator("#month-side .side")
    side.locator(".source .name", has_text=named.split()[0]).wait_for()
    assert page.evaluate("document.activeElement.matches('#month-side h3')"), (
        "the card has the focus"
    )
    side.locator("a.see").click()
    page.frame_locator("#viewer iframe").locator("#here").wait_for()
    page.locator("#viewer button").first.click()
    side.locator("[data-key='state-done']").click()
    side.get_by_text("已标为“已完成”。").wait_for()
    page.locator("#month .cal .it.s-done", has_text=named).first.wait_for()

    page.get_by_role("tab", name="进度").click()
    page.wait_for_function(
        "document.querySelector('#progress .whole-bar svg').getAttribute('aria-label').includes('已完成 1')"
    )
    page.locator("#progress .latebutton").first.click()
    page.locator("#progress-side .whole .it").first.wait_for()
    page.locator("#progress-side [data-key='elsewhere']").click()
    page.get_by_role("tab", name="清单", exact=True, selected=True).wait_for()

    page.get_by_role("tab", name="月历").click()
    page.locator("#subscribe .label-wrap").click()
    field = page.locator("#subscribe input[data-address]")
    field.wait_for()
    address = field.input_value()
    assert address.startswith(f"{app.url}/calendar/")
    with urlopen(address) as answer:
        calendar = Calendar.from_ical(answer.read())
    done = [str(e["summary"]) for e in calendar.walk("VEVENT") if str(e["summary"])[0] == "✓"]
    assert len(done) == 1 and named.split()[0] in done[0]
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
