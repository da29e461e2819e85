"""The colleague who looks after the documents: takes a folder in, files, calls a run off, corrects, removes, reads again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from eval.bench.app.stories.walk import Walk, expect, number

LONG = 600_000
"""Milliseconds a folder may take, or all documents when they are read again."""
PAPERS = 150
"""Files of the run that is called off."""


def takes_a_folder_in(walk: Walk) -> str:
    """The folder by its path; the run says what became of each file."""
    page = walk.page
    page.locator("#documents-list table").wait_for()
    page.locator("#folder-fold .label-wrap, #folder-fold > button").first.click()
    page.locator("#folder-path textarea, #folder-path input").fill(str(walk.kept["folder"]))
    page.click("#read-folder")
    told = _finished(walk)
    expect("已入库" in told or "没有变" in told or "未变" in told, "说出入库了几份", told)
    problems = page.locator("#run li.bad")
    for line in problems.all():
        expect("。" in line.inner_text(), "说出原因和办法", line.inner_text())
    _close(walk)
    return told


def drops_two_files(walk: Walk) -> str:
    """A good and a broken one: the good one is in, the broken one says why not."""
    good, broken = walk.folder / "关于防溺水演练的通知.txt", walk.folder / "坏了的.docx"
    good.write_text("青禾县教育局关于防溺水演练的通知\n一、6月20日前，完成防溺水演练12场。\n", encoding="utf-8")  # fmt: skip
    broken.write_bytes(b"PK\x03\x04 nothing")
    walk.page.set_input_files("#upload input[type=file]", [str(good), str(broken)])
    told = _finished(walk)
    bad = walk.page.locator("#run li.bad").inner_text()
    expect("1 份已入库" in told and "1 份没有读成" in told, "一份入库、一份没有读成", told)
    expect("请" in bad, "说出怎么办", bad)
    _close(walk)
    return str(bad)


def calls_a_run_off(walk: Walk) -> str:
    """Many files; what is read stays, the others are said to be left."""
    folder = walk.folder / "一批通知"
    folder.mkdir()
    for n in range(1, PAPERS + 1):
        words = f"青禾县教育局第{n}号通知\n一、10月{n % 28 + 1}日前，完成第{n}批校舍检查。\n"
        (folder / f"{n:03}.txt").write_text(words, encoding="utf-8")
    walk.page.set_input_files("#upload input[webkitdirectory]", str(folder))
    walk.page.locator("#run li.good").first.wait_for(timeout=60_000)
    walk.page.locator("#run button[data-do=stop]").click()
    told = _finished(walk)
    expect("因取消没有读" in told, "说出取消了几份", told)
    _close(walk)
    return told


def ticks_a_row(walk: Walk) -> str:
    """A row is done, so that it is seen whether its state stays with its document."""
    page = walk.page
    walk.tab("任务清单")
    page.locator("#checklist-bar button.open").click()
    page.locator("#checklist-bar button.open[aria-pressed=true]").wait_for()
    row = page.locator("#checklist tr.row").first
    walk.kept["row"] = row.get_attribute("data-id")
    row.locator("input.done").check()
    page.locator("#checklist-snack .line", has_text="已标为“已完成”").wait_for()
    return _title(walk)


def corrects_the_year(walk: Walk) -> str:
    """The plan year of a document, and back."""
    page = walk.page
    _open(walk, _title(walk))
    page.locator("#metadata > button, #metadata .label-wrap").first.click()
    before = _year(walk).input_value()
    _year(walk).fill("2031")
    page.click("#save-metadata")
    _toast(walk, "计划年份")
    page.locator("#about", has_text="2031").wait_for()
    page.click("#undo-metadata")
    _toast(walk, "已撤销")
    page.wait_for_function(
        "v => document.querySelector('#field-plan-year input, #field-plan-year textarea').value === v",
        arg=before,
    )
    page.click("#back-to-list")
    return f"{before or '没有年份'} → 2031 → {before or '没有年份'}"


def removes_and_brings_back(walk: Walk) -> str:
    """A document with a row that is done goes and comes back; the row is done again."""
    page = walk.page
    before = _done(walk)
    title = _title(walk)
    _open(walk, title)
    page.click("#remove")
    page.locator("#snack-documents", has_text="已移出").wait_for()
    gone = _done(walk)
    walk.tab("文件")
    page.click("#undo-documents")
    page.locator("#snack-documents", has_text="已恢复").wait_for()
    after = _done(walk)
    expect(after == before, f"恢复后仍有 {before} 条已完成", after)
    expect(gone < before, f"移出后少于 {before} 条", gone)
    return f"已完成 {before} → {gone} → {after}"


def reads_again(walk: Walk) -> str:
    """One document is read again; its states stay."""
    page = walk.page
    before = _done(walk)
    _open(walk, _title(walk))
    page.click("#read-again")
    told = _finished(walk)
    _close(walk)
    expect(_done(walk) == before, f"仍有 {before} 条已完成", told)
    return told


FIRST = (("读一个文件夹", takes_a_folder_in),)
STEPS = (
    ("拖入两份", drops_two_files),
    ("取消", calls_a_run_off),
    ("打勾", ticks_a_row),
    ("改年份、撤销", corrects_the_year),
    ("移出、恢复", removes_and_brings_back),
    ("重新读取", reads_again),
)


def _finished(walk: Walk) -> str:
    """What a run that has ended says."""
    walk.page.locator("#run button[data-do=close]").first.wait_for(timeout=LONG)
    return str(walk.page.locator("#run .run-head p").first.inner_text())


def _close(walk: Walk) -> None:
    walk.page.locator("#run button[data-do=close]").first.click()
    walk.page.locator("#run button[data-do=close]").first.wait_for(state="detached")


def _title(walk: Walk) -> str:
    """The file of the row that was ticked."""
    return Path(walk.get(f"checklist/{walk.kept['row']}")["source"]).name


def _open(walk: Walk, name: str) -> None:
    walk.tab("文件")
    page = walk.page
    if page.locator("#back-to-list").is_visible():
        page.click("#back-to-list")
    page.locator("#documents-search input, #documents-search textarea").fill(name)
    page.wait_for_function(
        "() => document.querySelectorAll('#documents-list tbody tr[data-source]').length === 1"
    )
    page.locator("#documents-list .title").first.click()
    page.locator("#about", has_text=name).wait_for()


def _done(walk: Walk) -> int:
    """How many rows the checklist says are done."""
    walk.tab("任务清单")
    button = walk.page.locator("#checklist-bar button.done")
    button.wait_for()
    walk.page.wait_for_timeout(1500)
    return number(button.inner_text())


def _year(walk: Walk) -> Any:
    return walk.page.locator("#field-plan-year input, #field-plan-year textarea").first


def _toast(walk: Walk, words: str) -> None:
    walk.page.locator("[data-testid=toast-body]", has_text=words).last.wait_for()
