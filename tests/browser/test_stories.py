"""Each person's story in Chromium, on the real app in a process of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browser_app import App, ask, last_answer, open_page

from eval.bench.ocr import find_font, render
from ingest.load import ocr

FONT = find_font()
READS_SCANS = ocr.available() and FONT is not None


def test_an_answer_and_a_list_are_taken_away_with_one_click(
    page: Any, app: App, tmp_path: Path
) -> None:
    open_page(page, app)
    ask(page, "初中生均公用经费是多少？")
    with page.expect_download(timeout=30_000) as waiting:
        page.click("#export-md")
    waiting.value.save_as(tmp_path / "问答.md")
    written = (tmp_path / "问答.md").read_text(encoding="utf-8")
    assert waiting.value.suggested_filename == "初中生均公用经费是多少.md" and "900" in written
    page.get_by_role("tab", name="任务清单").click()
    page.locator("#export-xlsx").wait_for()
    with page.expect_download(timeout=30_000) as waiting:
        page.click("#export-xlsx")
    assert waiting.value.suggested_filename.endswith(".xlsx")


TINY = """\
- {id: a, question: 初中生均公用经费是多少？, kind: number, values: [{type: number, value: 901, unit: 元}]}
- {id: b, question: 火星学校什么时候放假？, kind: unanswerable, answerable: false}
"""


def test_an_evaluator_runs_a_set_and_makes_a_gold_question_of_a_wrong_answer(
    page: Any, app: App, data: Path, tmp_path: Path
) -> None:
    (tmp_path / "小题库.yaml").write_text(TINY, encoding="utf-8")
    open_page(page, app)
    page.get_by_role("tab", name="评测").click()
    page.locator("#evaluation-result", has_text="还没有评测过").wait_for()
    page.locator("#evaluation-upload .label-wrap").click()
    page.set_input_files("#evaluation-upload input[type=file]", str(tmp_path / "小题库.yaml"))
    page.locator("#evaluation-told", has_text="2 题").wait_for()
    page.click("#evaluation-start")
    page.locator("#evaluation-result", has_text="2 题，1 题全对").wait_for()
    page.locator("#evaluation-failing details", has_text="没有说出数值 901元").wait_for()
    page.click("#evaluation-take")
    numbers = page.locator("#gold-numbers textarea")
    numbers.wait_for()
    page.wait_for_function("document.querySelector('#gold-numbers textarea').value === '901元'")
    numbers.fill("900元")
    page.locator("#gold-quotes label", has_text="900元").first.click()
    page.click("#gold-save")
    page.locator("#gold-kept", has_text="own-001").wait_for()
    kept = (data / "questions" / "own.yaml").read_text(encoding="utf-8")
    assert "value: '900'" in kept and "quote:" in kept
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    with page.expect_popup() as report:
        page.get_by_role("tab", name="跑题库").click()
        page.click("#evaluation-report")
    report.value.locator("#failing .case").wait_for()
    report.value.close()


def test_a_click_on_a_citation_opens_the_document_at_the_words(page: Any, app: App) -> None:
    open_page(page, app)
    ask(page, "初中生均公用经费是多少？")
    page.click("a.cite >> nth=-1")
    reader = page.frame_locator("#viewer iframe")
    reader.locator("#here").wait_for()
    seen = reader.locator("#here").bounding_box()
    assert 0 < seen["y"] < 1000, "scrolled to the quote"
    assert "900" in last_answer(page), "the answer stays readable beside the document"
    answer = page.locator("#chat .turn .answer").last.bounding_box()
    assert answer["x"] + answer["width"] <= page.locator("#viewer").bounding_box()["x"] + 1
    page.get_by_role("button", name="关闭").click()
    assert not page.locator("#viewer").is_visible()


def test_an_official_sees_values_that_contradict_each_other(page: Any, app: App) -> None:
    open_page(page, app)
    page.get_by_role("tab", name="任务清单").click()
    page.get_by_role("tab", name="对照").click()
    page.locator("#aligned table").first.wait_for()
    page.fill("#compare-search textarea, #compare-search input", "教师培训人次")
    page.keyboard.press("Enter")
    page.locator("#aligned caption", has_text="培训教师（人次").wait_for()
    cards = page.locator("#conflicts .pair .source")
    assert sorted(cards.nth(n).locator(".big").inner_text() for n in range(cards.count())) == [
        "3200人次", "3500人次",
    ]  # fmt: skip
    cards.first.locator("a.see").click()
    page.frame_locator("#viewer iframe").locator("#here").wait_for()
    page.get_by_role("button", name="关闭").click()
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_page_of_a_pdf_is_shown_with_the_place_marked(page: Any, app: App) -> None:
    open_page(page, app)
    ask(page, "骨干教师高级研修什么时候办？")
    page.locator("#chat .doc:has([title$='.pdf']) a.see").first.click()
    reader = page.frame_locator("#viewer iframe")
    reader.locator("i#here").wait_for()
    picture = reader.locator(".sheet img").nth(1)
    width = (
        "image => image.complete && image.naturalWidth"
        " || new Promise(done => { image.onload = () => done(image.naturalWidth); })"
    )
    assert picture.evaluate(width) > 500


def test_a_row_of_the_checklist_leads_to_its_words(page: Any, app: App) -> None:
    open_checklist(page, app)
    page.locator("#checklist [data-testid=cell-0-3]").last.click()
    page.locator("a.see:visible").first.click()
    page.frame_locator("#viewer iframe").locator("#here").wait_for()


def test_a_long_answer_is_read_from_its_question_down(page: Any, app: App) -> None:
    open_page(page, app)
    question = "关于近视的指标有哪些？"
    ask(page, question)
    page.wait_for_timeout(1500)
    asked = page.locator("#chat .asked").last
    assert question in asked.inner_text()
    assert 0 <= asked.bounding_box()["y"] <= 160
    first_card = page.locator("#chat .source").first.inner_text()
    assert "2026年目标" in first_card, "a table row is shown with the header of its columns"


def test_rows_of_the_checklist_are_low_and_show_no_ids(page: Any, app: App) -> None:
    open_checklist(page, app)
    heights = [r.bounding_box()["height"] for r in page.locator("#checklist .virtual-row").all()]
    assert heights and max(heights) < 140
    hidden = page.locator('#checklist .body-cell[data-col="8"] > *').first
    assert not hidden.is_visible()


def test_an_official_ticks_a_row_and_it_stays_after_a_restart(browser: Any, tmp_path: Path) -> None:
    data = tmp_path / "data"
    app = App(data)
    try:
        page = browser.new_page(viewport={"width": 1360, "height": 1000}, locale="zh-CN")
        open_checklist(page, app)
        choose(page, "时间", "9 月")
        page.wait_for_timeout(800)
        before = counts(page)
        assert 0 < before["rows"] < 200 and before["done"] == 0
        first_tick(page).click()
        page.wait_for_function("document.querySelector('#counts').innerText.includes('已完成 1')")
        page.close()
    finally:
        app.stop()
    app = App(data)
    try:
        page = browser.new_page(viewport={"width": 1360, "height": 1000}, locale="zh-CN")
        open_checklist(page, app)
        choose(page, "状态", "已完成")
        page.wait_for_timeout(800)
        assert counts(page)["done"] == 1 == counts(page)["rows"]
        page.close()
    finally:
        app.stop()


def open_checklist(page: Any, app: App) -> None:
    open_page(page, app)
    page.get_by_role("tab", name="任务清单").click()
    first_tick(page).wait_for()


def first_tick(page: Any) -> Any:
    """The first row's box; the first cell of that name is a hidden sizer."""
    return page.locator("#checklist [data-testid=cell-0-0]").last.locator("input[type=checkbox]")


def choose(page: Any, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).first.click()
    page.get_by_role("option", name=option, exact=True).click()


def counts(page: Any) -> dict[str, int]:
    numbers = [int(n) for n in re.findall(r"\d+", page.locator("#counts").inner_text())]
    return dict(zip(("rows", "open", "doing", "done", "overdue"), numbers, strict=False))


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
    page.locator("#review [data-col='1']", has_text=sentence).last.click()
    page.locator("#review-card", has_text="年龄").wait_for()
    page.locator("#review-card a.see").click()
    page.frame_locator("#viewer iframe").locator("#here", has_text=sentence).wait_for()
    page.get_by_role("button", name="关闭").click()
    page.click("#add-target")
    box(page, "indicator", "add").fill("一年级入学年龄")
    page.click("#save-added")
    toast(page, "已添加到清单")
    expect_gone(page, sentence)
    page.locator("#review [data-col='1']", has_text="咨询电话").last.click()
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
    page.locator("#checklist .body-cell[data-col='1']", has_text="人工添加").last.wait_for()
    search(page, "")
    choose(page, "状态", "已驳回")
    page.locator("#checklist .body-cell[data-col='1']", has_text="已驳回").last.wait_for()
    assert other in page.locator("#checklist").inner_text()
    page.locator("#checklist .body-cell[data-col='3']", has_text=other).last.click()
    page.locator("#edit-row .label-wrap").click()
    page.click("#withdraw")
    toast(page, "已恢复这一条")
    open_queue(page)
    expect_gone(page, sentence)
    expect_gone(page, "咨询电话")
    settle_one_reason(page)
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("#review .body-cell[data-col='1']").last.click()
    page.click("#add-deadline")
    box(page, "action", "add").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, (
        "a phone needs no sideways scrolling"
    )


def find_row(page: Any, words: str) -> str:
    """Searches the list and picks its first row; the row's words."""
    search(page, words)
    cell = page.locator("#checklist .body-cell[data-col='3']", has_text=words).last
    cell.wait_for()
    named = str(cell.inner_text()).strip()
    cell.click()
    page.locator("#details .name", has_text=named).wait_for()
    return named


def search(page: Any, words: str) -> None:
    page.get_by_label("搜索", exact=True).fill(words)
    page.keyboard.press("Enter")
    page.wait_for_timeout(800)


def open_queue(page: Any) -> None:
    page.get_by_role("tab", name="待核对").click()
    page.locator("#review .body-cell").last.wait_for()


def settle_one_reason(page: Any) -> None:
    """All rows of one document and reason at once, and back."""
    page.locator("#review-verdict label", has_text="全部").click()
    choose_at(page, "#review-document", 1)
    before = review_rows(page)
    choose_at(page, "#review-reason", 1)
    page.click("#bulk-settle")
    page.locator("#bulk-by textarea, #bulk-by input").fill("王老师")
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


def test_a_colleague_drops_a_file_in_and_asks_about_it(page: Any, app: App, tmp_path: Path) -> None:
    from docx import Document

    path = tmp_path / "关于校车安全的通知（试行）.docx"
    document = Document()
    document.add_paragraph("青禾县教育局关于校车安全的通知")
    document.add_paragraph("一、校车最高时速不得超过60公里。")
    document.add_paragraph("二、10月底前，完成全部校车的安全检查。")
    document.save(str(path))
    open_page(page, app)
    page.get_by_role("tab", name="文件").click()
    page.set_input_files("#upload input[type=file]", str(path))
    page.get_by_text("关于校车安全的通知（试行）.docx").first.wait_for()
    page.get_by_role("tab", name="问答").click()
    ask(page, "校车最高能开多快？")
    assert "60公里" in last_answer(page)


def choose_document(page: Any, name: str) -> None:
    """Clicks a file's row until its card is open, as a person does: scrolling to a row of the long list
    draws the rows anew, and a click that falls into that moment meets another row or none."""
    from playwright.sync_api import TimeoutError as TooLate

    row = page.locator("#documents .virtual-row", has_text=name).last
    for column in ("2", "1", "2", "1"):
        row.locator(f"[data-col='{column}']").click()
        try:
            page.locator("#about", has_text=name).wait_for(timeout=6_000)
            return
        except TooLate:
            continue
    raise AssertionError(f"the card of {name} never opened")


def test_an_official_corrects_what_is_known_of_a_document(page: Any, app: App) -> None:
    open_page(page, app)
    page.get_by_role("tab", name="文件").click()
    name = "青禾区学校安全专项整治行动方案.html"
    choose_document(page, name)
    box(page, "effective").fill("2026-13-01")
    page.click("#save-metadata")
    page.locator("[data-testid=toast-body]", has_text="施行日期").wait_for()
    box(page, "effective").fill("2026年3月1日")
    box(page, "title").fill("安全整治方案<img src=x onerror=\"document.title='ran'\">")
    page.click("#save-metadata")
    said = page.locator("[data-testid=toast-body]", has_text="已保存")
    said.wait_for()
    assert "标题" in said.inner_text() and "施行日期" in said.inner_text()
    page.locator("#documents", has_text="安全整治方案<img").wait_for()
    assert box(page, "effective").input_value() == "2026-03-01"
    page.locator("#insides summary", has_text="整理时去掉的文字").click()
    assert page.locator("#insides .why").first.inner_text()
    page.locator("#about a.see").click()
    page.frame_locator("#viewer iframe").locator("header b", has_text="安全整治方案").wait_for()
    page.set_viewport_size({"width": 390, "height": 844})
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "a phone scrolls one way"
    assert page.title() != "ran"


def box(page: Any, field: str, form: str = "field") -> Any:
    return page.locator(f"#{form}-{field} input, #{form}-{field} textarea").first


@pytest.mark.skipif(not READS_SCANS, reason="the ocr extra (make ocr) or a font is not installed")
def test_a_scan_is_read_behind_the_page_and_then_answers(
    page: Any, app: App, tmp_path: Path
) -> None:
    words = "青禾县教育局关于饮水安全的通知\n一、直饮水机最高水温不得超过60摄氏度。"
    path = tmp_path / "饮水安全（扫描）.png"
    assert FONT is not None
    render(words, FONT).crop((0, 0, 1654, 700)).save(path)
    open_page(page, app)
    page.get_by_role("tab", name="文件").click()
    page.set_input_files("#upload input[type=file]", str(path))
    row = page.locator("#documents .virtual-row", has_text=path.name)
    row.filter(has_text="识别").wait_for()
    row.filter(has_text="已入库").wait_for(timeout=120_000)
    page.get_by_role("tab", name="问答").click()
    ask(page, "直饮水机水温最高多少？")
    assert "60摄氏度" in last_answer(page)


def test_the_english_page_has_english_words(page: Any, app: App) -> None:
    open_page(page, app, "/en/")
    assert page.get_by_role("tab", name="Checklist").is_visible()


def test_document_text_cannot_run_in_the_browser(page: Any, app: App, tmp_path: Path) -> None:
    path = tmp_path / "脚本.txt"
    path.write_text(
        "青禾县教育局关于网络安全的通知\n"
        "一、网络口令须每季度更换<img src=x onerror=\"document.title='ran'\">一次。\n",
        encoding="utf-8",
    )
    open_page(page, app)
    page.get_by_role("tab", name="文件").click()
    page.set_input_files("#upload input[type=file]", str(path))
    page.get_by_text("脚本.txt").first.wait_for()
    page.get_by_role("tab", name="问答").click()
    ask(page, "网络口令多久换一次？")
    page.wait_for_timeout(500)
    assert page.title() != "ran"
    assert page.locator("#chat img[src=x]").count() == 0
