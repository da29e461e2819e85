"""An official's story of the checklist in Chromium: filters, ticks, takes back, edits, changes many, exports."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from browser_app import App, open_page


def open_checklist(page: Any, app: App, path: str = "/") -> None:
    open_page(page, app, path)
    page.get_by_role("tab", name="任务清单" if path == "/" else "Checklist").click()
    page.locator("#checklist tr.row").first.wait_for()


def view(page: Any, name: str) -> int:
    """Chooses a quick view; how many rows it says it has."""
    button = page.locator(f"#checklist-bar button.{name}")
    button.click()
    page.locator(f"#checklist-bar button.{name}[aria-pressed=true]").wait_for()
    return number(button.inner_text())


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def shown(page: Any) -> int:
    """How many rows the line above the list says."""
    return number(page.locator("#checklist-said .count").inner_text())


def expect_shown(page: Any, count: int) -> None:
    page.wait_for_function(
        "n => Number(document.querySelector('#checklist-said .count').innerText.replace(/\\D/g, '')) === n",
        arg=count,
    )


def choose(page: Any, name: str, option: str) -> None:
    """A filter of the fold."""
    fold = page.locator("#checklist-filters details")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()
    page.locator(f"#checklist-filters [data-name={name}]").select_option(label=option)
    page.locator("#checklist-said .chip", has_text=option).wait_for()


def search(page: Any, words: str) -> None:
    page.locator("#checklist-filters [data-name=search]").fill(words)
    page.keyboard.press("Enter")
    chip = page.locator("#checklist-said .chip", has_text=f"含有：{words}")
    chip.wait_for(state="visible" if words else "detached")


def find_row(page: Any, words: str) -> str:
    """Searches the list and opens its first row; the row's words."""
    view(page, "all")
    search(page, words)
    opener = page.locator("#checklist button.open", has_text=words).first
    named = str(opener.evaluate("button => button.firstChild.textContent")).strip()
    opener.click()
    page.locator("#details .name", has_text=named).wait_for()
    return named


def snack(page: Any, words: str) -> Any:
    line = page.locator("#checklist-snack .line", has_text=words)
    line.wait_for()
    return line


def test_an_official_ticks_takes_back_edits_changes_many_and_exports(
    page: Any, app: App, tmp_path: Path
) -> None:
    open_checklist(page, app)
    page.locator("#by textarea, #by input").fill("王老师")
    everything = view(page, "all")
    done = number(page.locator("#checklist-bar button.done").inner_text())
    search(page, "近视")
    found = shown(page)
    assert 0 < found < everything
    first = page.locator("#checklist tr.row").first
    first.locator("input.done").check()
    snack(page, "已标为“已完成”").get_by_role("button", name="撤销").click()
    snack(page, "已撤销")
    page.locator("#checklist tr.row").first.locator(".mark.wait").wait_for()
    assert not first.locator("input.done").is_checked()

    first.locator("button.open").focus()
    page.keyboard.press("Enter")
    page.locator("#details .card").wait_for()
    page.locator("#details a.see").click()
    page.frame_locator("#viewer iframe").locator("#here").wait_for()
    page.get_by_role("button", name="✕ 关闭").click()
    page.locator("#details [name=note]").fill("已报财务科<b>")
    page.locator("#details [name=proof]").fill("https://example.edu.cn/1")
    page.locator("#details button.save").click()
    page.locator("#details p.proof a").wait_for()
    page.locator("#details [data-state=进行中]").click()
    page.locator("#details .history", has_text="王老师 → 进行中").wait_for()
    first.locator(".mark.doing").wait_for()
    assert page.locator("#details [name=note]").input_value() == "已报财务科<b>"
    page.locator("#details [data-close]").click()
    page.locator("#details .card").wait_for(state="detached")

    page.locator("#checklist-said [data-begin]").click()
    page.locator("#bulk [data-do=all]").click()
    page.locator("#bulk [name=state]").select_option("已完成")
    page.locator("#bulk button[type=submit]").click()
    snack(page, f"已修改 {found} 条")
    page.locator("#bulk [data-do=end]").click()
    assert view(page, "done") == done + found
    with page.expect_download(timeout=30_000) as waiting:
        page.click("#export-csv")
    waiting.value.save_as(tmp_path / "清单.csv")
    assert (tmp_path / "清单.csv").read_text(encoding="utf-8-sig").count("已完成") >= found

    page.reload()
    open_checklist(page, app)
    assert page.locator("#by textarea, #by input").input_value() == "王老师"
    view(page, "done")
    expect_shown(page, done + found)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("#checklist button.open").first.click()
    page.locator("#details .history", has_text="→ 已完成").first.wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.keyboard.press("Escape")
    page.locator("#details .card").wait_for(state="detached")


def test_the_list_sorts_turns_pages_and_obeys_the_keyboard(page: Any, app: App) -> None:
    open_checklist(page, app, "/en/")
    view(page, "all")
    sorter = page.locator("#checklist th.time")
    for said in ("ascending", "descending", "none"):
        sorter.locator("button").click()
        page.locator(f"#checklist th.time[aria-sort={said}]").wait_for()
    heights = [r.bounding_box()["height"] for r in page.locator("#checklist tr.row").all()]
    assert len(heights) == 50 and max(heights) < 140
    rows = page.locator("#checklist tr.row")
    before = rows.first.get_attribute("data-id")
    page.locator("#checklist .pager [data-key=next]").click()
    page.wait_for_function(
        "id => document.querySelector('#checklist tr.row').dataset.id !== id", arg=before
    )
    page.wait_for_function("document.activeElement.matches('#checklist button.open')")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('#details .title')")
    page.keyboard.press("Escape")
    page.wait_for_function("document.activeElement.matches('#checklist button.open')")
    assert page.locator("#checklist tr.row").nth(1).get_attribute("data-id") == page.evaluate(
        "document.activeElement.closest('tr').dataset.id"
    )


def test_what_was_ticked_is_there_for_a_new_process(
    page: Any, app: App, data: Path, browser: Any
) -> None:
    open_checklist(page, app)
    choose(page, "month", "9 月")
    assert 0 < shown(page) < 200
    row = page.locator("#checklist tr.row").first
    ticked = row.get_attribute("data-id")
    row.locator("input.done").check()
    snack(page, "已标为“已完成”")
    second = App(data)
    try:
        other = browser.new_page(viewport={"width": 1360, "height": 1000}, locale="zh-CN")
        open_checklist(other, second)
        assert view(other, "done") >= 1
        other.locator(f"#checklist tr[data-id='{ticked}'] input.done:checked").wait_for()
        other.close()
    finally:
        second.stop()


def test_an_official_corrects_rejects_and_adds_rows(page: Any, app: App) -> None:
    open_checklist(page, app)
    find_row(page, "特殊教育学校生均公用经费")
    page.locator("#edit-row .label-wrap").click()
    box(page, "value", "edit").fill("很多")
    page.click("#save-correction")
    toast(page, "目标值")
    box(page, "value", "edit").fill("1234")
    box(page, "owner", "edit").fill("财务科")
    page.locator("#by textarea, #by input").fill("王老师")
    page.click("#save-correction")
    toast(page, "已更正")
    page.locator("#details", has_text="程序原来读作").wait_for()

    other = find_row(page, "近视")
    page.click("#reject")
    toast(page, "驳回理由")
    page.locator("#reject-reason textarea, #reject-reason input").fill("这一条是重复的")
    page.click("#reject")
    toast(page, "已驳回")

    sentence = "小学招收年满6周岁"
    open_queue(page)
    page.locator("#review-verdict label", has_text="已说明原因").click()
    page.locator("#review button.open", has_text=sentence).last.click()
    page.locator("#review-card", has_text="年龄").wait_for()
    page.locator("#review-card a.see").click()
    page.frame_locator("#viewer iframe").locator("#here", has_text=sentence).wait_for()
    page.get_by_role("button", name="✕ 关闭").click()
    page.click("#add-target")
    box(page, "indicator", "add").fill("一年级入学年龄")
    page.click("#save-added")
    toast(page, "已添加到清单")
    expect_gone(page, sentence)
    page.locator("#review button.open", has_text="咨询电话").last.click()
    page.locator("#review-card", has_text="咨询电话").wait_for()
    page.click("#settle")
    toast(page, "无需处理")
    expect_gone(page, "咨询电话")

    page.reload()
    open_checklist(page, app)
    find_row(page, "特殊教育学校生均公用经费")
    card = page.locator("#details", has_text="现在记作")
    card.wait_for()
    assert "1234" in card.inner_text() and "王老师" in card.inner_text()
    search(page, "一年级入学年龄")
    page.locator("#checklist tr.row", has_text="人工添加").first.wait_for()
    search(page, "")
    choose(page, "state", "已驳回")
    page.locator("#checklist .mark.out").first.wait_for()
    assert other in page.locator("#checklist").inner_text()
    page.locator("#checklist button.open", has_text=other).first.click()
    page.locator("#details .name", has_text=other).wait_for()
    page.locator("#edit-row .label-wrap").click()
    page.click("#withdraw")
    toast(page, "已恢复这一条")
    open_queue(page)
    expect_gone(page, sentence)
    expect_gone(page, "咨询电话")
    settle_one_reason(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("#review button.open").last.click()
    page.click("#add-deadline")
    box(page, "action", "add").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, (
        "a phone needs no sideways scrolling"
    )


def open_queue(page: Any) -> None:
    page.get_by_role("tab", name="待核对").click()
    page.locator("#review button.open").last.wait_for()


def settle_one_reason(page: Any) -> None:
    """All rows of one document and reason at once, and back."""
    page.locator("#review-verdict label", has_text="全部").click()
    choose_at(page, "#review-document", 1)
    before = review_rows(page)
    choose_at(page, "#review-reason", 1)
    page.click("#bulk-settle")
    page.click("#bulk-yes")
    toast(page, "标为无需处理")
    page.locator("#bulk-undo").wait_for()
    assert review_rows(page) < before
    page.click("#bulk-undo")
    toast(page, "恢复待核对")
    page.wait_for_timeout(800)
    assert review_rows(page) == before


def choose_at(page: Any, where: str, number: int) -> None:
    page.locator(f"{where} input").click()
    page.get_by_role("option").nth(number).click()
    page.wait_for_timeout(1000)


def review_rows(page: Any) -> int:
    """How many wait of what is shown."""
    page.wait_for_timeout(500)
    label = page.locator("#review-verdict label", has_text="全部").inner_text()
    return int(re.search(r"\d+", label).group())  # type: ignore[union-attr]


def toast(page: Any, words: str) -> None:
    page.locator("[data-testid=toast-body]", has_text=words).last.wait_for()


def expect_gone(page: Any, words: str) -> None:
    page.wait_for_function(
        "words => !document.querySelector('#review').innerText.includes(words)", arg=words
    )


def box(page: Any, field: str, form: str = "field") -> Any:
    return page.locator(f"#{form}-{field} input, #{form}-{field} textarea").first
