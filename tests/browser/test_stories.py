"""Each person's story in Chromium, on the real app in a process of its own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from browser_app import App, ask, last_answer, open_page


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


def test_a_long_answer_is_read_from_its_question_down(page: Any, app: App) -> None:
    open_page(page, app)
    question = "关于近视的指标有哪些？"
    ask(page, question)
    page.wait_for_timeout(1500)
    asked = page.locator("#chat .asked").last
    assert question in asked.inner_text()
    assert 0 <= asked.bounding_box()["y"] <= 160
    assert "近视" in page.locator("#chat-live table.rows").inner_text()


def test_the_english_page_has_english_words(page: Any, app: App) -> None:
    open_page(page, app, "/en/")
    assert page.get_by_role("tab", name="Checklist").is_visible()
