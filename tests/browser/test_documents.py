"""The story of a colleague who looks after the documents, in Chromium on the real app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser_app import App, ask, last_answer, open_page

from eval.bench.ocr import find_font, render
from ingest.load import ocr

FONT = find_font()
READS_SCANS = ocr.available() and FONT is not None
NOTICE = "青禾县教育局第{n}号通知\n一、10月{n}日前，完成第{n}批校舍检查。\n"


def open_documents(page: Any, app: App) -> None:
    page.set_default_timeout(40_000)  # files are read meanwhile
    open_page(page, app)
    page.get_by_role("tab", name="文件").click()
    page.locator("#documents-list table").wait_for()


def drop(page: Any, *paths: Path) -> None:
    page.set_input_files("#upload input[type=file]", [str(path) for path in paths])


def finished(page: Any) -> Any:
    """The panel of a run that has ended."""
    page.locator("#run button[data-do=close]").wait_for(timeout=60_000)
    return page.locator("#run")


def search(page: Any, words: str) -> None:
    page.locator("#documents-search input").fill(words)
    page.wait_for_function(
        "words => [...document.querySelectorAll('#documents-list tbody tr')].every("
        "row => row.innerText.includes(words))",
        arg=words,
    )


def open_one(page: Any, name: str) -> None:
    search(page, name)
    page.locator("#documents-list .title").first.click()
    page.locator("#about", has_text=name).wait_for()


def box(page: Any, field: str) -> Any:
    return page.locator(f"#field-{field} input, #field-{field} textarea").first


def toast(page: Any, words: str) -> Any:
    said = page.locator("[data-testid=toast-body]", has_text=words).last
    said.wait_for()
    return said


def bus(path: Path) -> Path:
    from docx import Document

    document = Document()
    document.add_paragraph("青禾县教育局关于校车安全的通知")
    document.add_paragraph("一、校车最高时速不得超过60公里。")
    document.add_paragraph("二、10月底前，完成全部校车的安全检查。")
    document.save(str(path))
    return path


def test_a_colleague_drops_files_edits_removes_undoes_and_asks(
    page: Any, app: App, tmp_path: Path
) -> None:
    name = "关于校车安全的通知（试行）.docx"
    files = [bus(tmp_path / name), tmp_path / "坏.docx"]
    files[1].write_bytes(b"PK\x03\x04 nothing")
    for n in range(3):
        files.append(tmp_path / f"{n}.txt")
        files[-1].write_text(NOTICE.format(n=n + 1), encoding="utf-8")
    open_documents(page, app)
    drop(page, *files)
    told = finished(page).inner_text()
    assert "4 份已入库" in told and "1 份没有读成" in told and "请重新下载" in told
    page.locator("#run button[data-do=open]", has_text=name).click()
    page.locator("#about h2", has_text="校车安全").wait_for()
    page.locator("#metadata > button, #metadata .label-wrap").first.click()
    box(page, "plan-year").fill("2031")
    page.click("#save-metadata")
    toast(page, "计划年份")
    page.locator("#about", has_text="2031").wait_for()
    page.click("#undo-metadata")
    toast(page, "已撤销")

    page.click("#remove")
    page.locator("#snack-documents", has_text="已移出《青禾县教育局关于校车安全的通知》").wait_for()
    listed = page.locator("#documents-list", has_text=name)
    listed.wait_for(state="detached")  # the line comes first, the list after it
    page.click("#undo-documents")
    listed.wait_for()
    page.get_by_role("tab", name="问答").click()
    ask(page, "校车最高能开多快？")
    assert "60公里" in last_answer(page)


def test_a_long_run_is_cancelled_and_several_files_go_and_come_back(
    page: Any, app: App, tmp_path: Path
) -> None:
    folder = tmp_path / "一批"
    folder.mkdir()
    for n in range(1, 121):
        (folder / f"{n:03}.txt").write_text(NOTICE.format(n=n), encoding="utf-8")
    open_documents(page, app)
    page.set_input_files("#upload input[webkitdirectory]", str(folder))
    page.locator("#run li.good").first.wait_for(timeout=60_000)
    page.locator("#run button[data-do=stop]").click()
    told = finished(page).inner_text()
    assert "因取消没有读" in told and "份已入库" in told
    page.locator("#run button[data-do=close]").click()
    search(page, "一批/")
    page.locator("#documents-list button[data-value=title]").press("Enter")
    page.locator("#documents-list th[aria-sort=ascending]", has_text="文件").wait_for()
    ticks = page.locator("#documents-list tbody input[type=checkbox]")
    ticks.nth(0).check()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # the next row's box: all of it works by keyboard
    page.locator(".picked-bar", has_text="已选 2 份").wait_for()
    page.locator(".picked-bar button[data-do=remove]").click()
    page.locator("#snack-documents", has_text="已移出 2 份").wait_for()
    page.locator("#removed-fold .label-wrap, #removed-fold > button").first.click()
    page.locator("#removed button").nth(1).wait_for()
    page.locator("#removed button").first.click()
    page.locator("#snack-documents", has_text="已恢复").wait_for()
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "a phone scrolls one way"


def test_an_official_corrects_what_is_known_of_a_document(page: Any, app: App) -> None:
    open_documents(page, app)
    open_one(page, "青禾区学校安全专项整治行动方案.html")
    page.locator("#metadata > button, #metadata .label-wrap").first.click()
    page.locator("#edit-more > button, #edit-more .label-wrap").first.click()
    page.wait_for_function(
        "box => box.value", arg=box(page, "title").element_handle()
    )  # shown whole
    box(page, "effective").fill("2026-13-01")
    page.click("#save-metadata")
    toast(page, "施行日期")
    box(page, "effective").fill("2026年3月1日")
    box(page, "title").fill("安全整治方案<img src=x onerror=\"document.title='ran'\">")
    page.click("#save-metadata")
    said = toast(page, "已保存")
    assert "标题" in said.inner_text() and "施行日期" in said.inner_text()
    page.locator("#about h2", has_text="安全整治方案<img").wait_for()
    assert box(page, "effective").input_value() == "2026-03-01"
    page.locator("#insides summary", has_text="整理时去掉的文字").click()
    assert page.locator("#insides details[open] .why").first.inner_text()
    page.locator("#about a.see").click()
    page.frame_locator("#viewer iframe").locator("header b", has_text="安全整治方案").wait_for()
    page.set_viewport_size({"width": 390, "height": 844})
    page.keyboard.press("Escape")
    page.wait_for_timeout(500)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, "a phone scrolls one way"
    page.click("#back-to-list")
    page.locator("#documents-list", has_text="安全整治方案<img").wait_for()
    assert page.title() != "ran"


@pytest.mark.skipif(not READS_SCANS, reason="the ocr extra (make ocr) or a font is not installed")
def test_a_scan_is_read_behind_the_page_and_then_answers(
    page: Any, app: App, tmp_path: Path
) -> None:
    words = "青禾县教育局关于饮水安全的通知\n一、直饮水机最高水温不得超过60摄氏度。"
    path = tmp_path / "饮水安全（扫描）.png"
    assert FONT is not None
    render(words, FONT).crop((0, 0, 1654, 700)).save(path)
    open_documents(page, app)
    drop(page, path)
    page.locator("#run", has_text="后台识别").wait_for(timeout=60_000)
    search(page, "饮水安全")
    row = page.locator("#documents-list tbody tr")
    row.filter(has_text="已入库").wait_for(timeout=120_000)
    page.get_by_role("tab", name="问答").click()
    ask(page, "直饮水机水温最高多少？")
    assert "60摄氏度" in last_answer(page)


def test_document_text_cannot_run_in_the_browser(page: Any, app: App, tmp_path: Path) -> None:
    path = tmp_path / "脚本.txt"
    path.write_text(
        "青禾县教育局关于网络安全的通知\n"
        "一、网络口令须每季度更换<img src=x onerror=\"document.title='ran'\">一次。\n",
        encoding="utf-8",
    )
    open_documents(page, app)
    drop(page, path)
    finished(page)
    page.get_by_role("tab", name="问答").click()
    ask(page, "网络口令多久换一次？")
    page.wait_for_timeout(500)
    assert page.title() != "ran"
    assert page.locator("#chat img[src=x]").count() == 0
