"""The exported page in Chromium, from the disk: click, keyboard, filters, search, language, print."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ingest.pipeline import corpus_dir, export_pages, ingest_paths, open_store
from ingest.settings import Settings

EVIL = """\
青禾县教育局2026年工作要点</script><script>document.title = "坏"</script>
一、推进公平<img src=x onerror="document.title = '坏'">
9月份，召开</script><script>document.title = "坏"</script>全县现场会。
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("标注 页")
    settings = Settings(data_dir=folder / "data")
    evil = folder / "脚本.txt"
    evil.write_text(EVIL, encoding="utf-8")
    plan = next(corpus_dir().glob("*2026年工作要点.docx"))
    ingest_paths([plan, evil], settings)
    with open_store(settings) as store:
        written = export_pages(store, folder / "导出")
    return {path.name.split(".")[1]: path for path in written}


@pytest.fixture
def tab(browser: Any, pages: dict[str, Path]) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.wrong = []
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda message: page.wrong.append(message.text))
    page.on("request", lambda r: page.wrong.append(r.url) if r.url[:5] != "file:" else None)
    page.goto(pages["docx"].as_uri())
    yield page
    assert page.wrong == []
    page.close()


def fields(page: Any) -> dict[str, str]:
    names = page.locator("#fields dt").all_inner_texts()
    return dict(zip(names, page.locator("#fields dd").all_inner_texts(), strict=True))


def test_click_and_keyboard_step_through_the_facts(tab: Any) -> None:
    assert not tab.locator("#panel").is_visible()
    tab.locator("main mark", has_text="90%以上").first.click()
    told = fields(tab)
    assert (
        told["比较"].startswith("不低于") and told["数值"].startswith("90") and told["单位"] == "%"
    )
    assert {"指标", "时间", "章节", "原文"} <= set(told)
    assert tab.locator("main mark.on", has_text="90%以上").count() == 1
    at = int(tab.locator("#position").inner_text().split(" / ")[0])
    tab.keyboard.press("ArrowRight")
    assert tab.locator("#position").inner_text().startswith(f"{at + 1} / ")
    assert tab.locator("#facts li[aria-current]").count() == 1
    tab.keyboard.press("ArrowLeft")
    assert fields(tab) == told
    tab.keyboard.press("Tab")
    assert int(tab.locator("#position").inner_text().split(" / ")[0]) > at
    tab.keyboard.press("Escape")
    assert not tab.locator("#panel").is_visible() and tab.locator("mark.on").count() == 0


def test_a_row_of_either_list_leads_to_its_place(tab: Any) -> None:
    last = tab.locator("#facts li").last
    last.click()
    assert tab.locator("main mark.on").last.is_visible()
    box = tab.locator("main mark.on").last.bounding_box()
    assert box is not None and 0 < box["y"] < 900
    tab.locator(".tabs button[value=uncovered]").click()
    tab.locator("#uncovered li").first.click()
    assert "原因" in fields(tab)
    assert tab.locator("main mark.onu").first.is_visible()


def test_filters_search_and_language(tab: Any) -> None:
    everything = int(tab.locator("#facts-count").inner_text())
    tab.locator(".counts input[value=t]").uncheck()
    deadlines = int(tab.locator("#facts-count").inner_text())
    assert 0 < deadlines < everything
    assert tab.locator("#facts li.t").first.is_hidden()
    clear = "getComputedStyle(document.querySelector('mark.tv:not(.dv):not(.d)')).backgroundColor"
    assert tab.evaluate(clear) == "rgba(0, 0, 0, 0)"
    tab.locator(".counts input[value=t]").check()
    tab.fill("#search", "幼儿园 90%")
    tab.locator("#facts li:visible").nth(1).wait_for(state="hidden")
    assert tab.locator("#facts li:visible").count() == 1
    tab.keyboard.press("ArrowRight")  # in the box: moves the caret, chooses nothing
    assert not tab.locator("#panel").is_visible()
    tab.click("#next")
    assert "90" in fields(tab)["数值"]
    tab.click("#language")
    assert fields(tab)["Comparison"].startswith("at least")
    assert tab.locator(".tabs button").first.inner_text().startswith("All facts")
    tab.fill("#search", "没有这样的词")
    tab.wait_for_selector("#facts-none:visible")


def test_a_hostile_document_runs_nothing(browser: Any, pages: dict[str, Path]) -> None:
    page = browser.new_page()
    page.goto(pages["txt"].as_uri())
    page.keyboard.press("ArrowRight")
    assert page.title() != "坏"
    assert "</script>" in page.locator("#fields").inner_text()
    assert page.locator("main script, main img").count() == 0
    page.close()


def test_it_prints_with_its_marks_and_both_lists(tab: Any, tmp_path: Path) -> None:
    import pypdfium2

    tab.locator("main mark.tv").first.click()
    printed = pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True))
    width, height = printed[0].get_size()
    assert (round(width), round(height)) == (595, 842), "A4"
    words = "".join(page.get_textpage().get_text_bounded() for page in printed)
    assert "全部条目" in words and "未列入的句子" in words and "关闭" not in words
    picture = printed[0].render(scale=1).to_pil().convert("RGB")
    colours = {colour for _, colour in picture.getcolors(1_000_000) or []}
    assert (169, 216, 234) in colours and (246, 209, 138) in colours, "values of both kinds"


def test_on_a_phone_nothing_sticks_out(browser: Any, pages: dict[str, Path]) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto(pages["docx"].as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("main mark.tv").first.click()
    box = page.locator("#panel").bounding_box()
    assert box is not None and box["y"] + box["height"] <= 800.5 and box["y"] > 380
    assert Image.open(io.BytesIO(page.screenshot())).size == (390, 800)
    page.close()
