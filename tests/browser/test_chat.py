"""A teacher's story in Chromium: ask, look at the source, say what is wrong, come back to it later."""

from __future__ import annotations

from typing import Any

from browser_app import App, ask, last_answer, open_page


def test_a_teacher_asks_rates_and_finds_the_conversation_again(page: Any, app: App) -> None:
    open_page(page, app)
    ask(page, "初中生均公用经费是多少？")
    assert "900" in last_answer(page)
    cite = page.locator("#chat-live a.cite").last
    cite.focus()
    assert "900" in page.locator("#cite-tip").inner_text(), "the keyboard sees the quote"
    page.keyboard.press("Enter")
    page.frame_locator("#viewer iframe").locator("#here", has_text="900").wait_for()
    page.keyboard.press("Escape")
    assert not page.locator("#viewer").is_visible()
    assert cite.evaluate("link => link === document.activeElement"), "back at the answer"

    page.click("#chat-live [data-act=down]")
    page.click("#chat-live [data-reason=数字错误]")
    page.fill("#chat-live .why input", "应当是去年的")
    page.keyboard.press("Enter")
    page.locator("#chat-live .thanks", has_text="已记下").wait_for()

    page.click("#chat-talks .fresh")
    page.locator("#chat-hello .begin .ask").first.wait_for()
    assert page.locator("#chat .turn").count() == 0
    page.reload()
    page.locator("#chat-talks .open", has_text="初中生均公用经费").click()
    page.wait_for_selector("#chat-live .turn")
    assert "900" in last_answer(page)
    pressed = page.locator("#chat-live [aria-pressed=true]").all_inner_texts()
    assert pressed == ["没用", "数字错误"]
    assert page.locator("#chat-live .why input").input_value() == "应当是去年的"

    page.click("#chat-talks [data-act=drop]")
    page.locator("#chat-talks .undo", has_text="已删除").wait_for()
    assert page.locator("#chat .turn").count() == 0
    page.click("#chat-talks [data-act=restore]")
    page.wait_for_selector("#chat-live .turn")
    page.click("#chat-talks [data-act=rename]")
    page.keyboard.type("经费")
    page.keyboard.press("Enter")
    page.locator("#chat-talks .title", has_text="经费").wait_for()


def test_rows_are_a_table_that_goes_to_the_checklist_and_survives_a_reload(
    page: Any, app: App
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, app)
    ask(page, "关于近视防控有哪些指标？")
    page.locator("#chat-live table.rows th.what").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator("#question").bounding_box()
    assert box["y"] + box["height"] <= 844, "the box stays in sight"
    page.reload()
    page.wait_for_selector("#chat-live table.rows")
    count = page.locator("#chat-live tbody tr").count()
    with page.expect_download() as waiting:
        page.click("#chat-live [data-act=rows]")
    assert waiting.value.suggested_filename.endswith(".xlsx")
    page.click("#chat-live [data-act=list]")
    page.wait_for_function("document.querySelector('#checklist-filter textarea').value !== ''")
    handed = page.locator("#checklist-filter textarea").input_value()
    assert handed.count('", "') >= count - 2 and "近视防控" in handed
    assert page.get_by_role("tab", name="任务清单").get_attribute("aria-selected") == "true"


def test_two_browsers_do_not_see_each_others_conversations(browser: Any, app: App) -> None:
    pages = [browser.new_context(locale="zh-CN").new_page() for _ in range(2)]
    open_page(pages[0], app)
    ask(pages[0], "小学生均公用经费是多少？")
    open_page(pages[1], app)
    pages[1].locator("#chat-talks .none").wait_for()
    assert pages[1].locator("#chat .turn").count() == 0
    for page in pages:
        page.context.close()
