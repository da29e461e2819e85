"""The official: works through the list, by the calendar, over the years, in a sheet and in the own calendar."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.request import urlopen

from icalendar import Calendar
from openpyxl import load_workbook

from eval.bench.app.stories import chosen
from eval.bench.app.stories.walk import Walk, expect, number

WHO, OWNER = "李老师", "德育科"
PROOF = "https://example.edu.cn/1"


def opens_the_list(walk: Walk) -> str:
    """The first view has rows, with what is due next above."""
    walk.page.locator("#checklist tr.row").first.wait_for()
    walk.page.locator("#by textarea, #by input").fill(WHO)
    total = _view(walk, "all")
    opened = _view(walk, "open")
    expect(0 < opened <= total, "列出未完成的条目", f"未完成 {opened}，全部 {total}")
    return f"未完成 {opened} 条，全部 {total} 条"


def filters_by_year(walk: Walk) -> str:
    """The rows of this year; of the newest year where the library has none of this one."""
    _view(walk, "all")
    _unfold(walk)
    field = walk.page.locator("#checklist-filters [data-name=year]")
    years = [y for y in field.locator("option").evaluate_all("o => o.map(x => x.value)") if y]
    expect(years, "能按年份筛选", "没有年份")
    this = str(dt.date.today().year)
    year = this if this in years else years[0]
    field.select_option(value=year)
    walk.page.locator("#checklist-said .chip", has_text=year).wait_for()
    shown = _shown(walk)
    expect(shown, f"{year} 年有条目", shown)
    _clear(walk)
    return f"{year} 年 {shown} 条"


def filters_by_document(walk: Walk) -> str:
    """The rows of one document, and only those."""
    _view(walk, "all")
    row = walk.page.locator("#checklist tr.row a.see").first
    title = row.inner_text()
    _unfold(walk)
    field = walk.page.locator("#checklist-filters [data-name=document]")
    values = field.locator("option").evaluate_all(
        "(o, t) => o.filter(x => x.innerText.includes(t)).map(x => x.value)", title
    )
    expect(values, f"能选“{title}”", field.inner_text())
    field.select_option(value=values[0])
    walk.page.locator("#checklist-said .chip").first.wait_for()
    others = [t for t in walk.page.locator("#checklist tr.row a.see").all_inner_texts() if t != title]  # fmt: skip
    expect(not others, f"只列“{title}”", others)
    walk.kept["filtered"] = _shown(walk)
    return f"{title} {walk.kept['filtered']} 条"


def ticks_and_undoes(walk: Walk) -> None:
    """A tick, its undo, and a tick that stays; the row is remembered."""
    row = walk.page.locator("#checklist tr.row").first
    row.locator("input.done").check()
    _snack(walk, "已标为“已完成”").get_by_role("button", name="撤销").click()
    _snack(walk, "已撤销")
    row = walk.page.locator("#checklist tr.row").first
    row.locator(".mark.wait").wait_for()
    expect(not row.locator("input.done").is_checked(), "不再打勾", "还打着勾")
    walk.kept["ticked"] = row.get_attribute("data-id")
    row.locator("input.done").check()
    _snack(walk, "已标为“已完成”")


def fills_in_a_card(walk: Walk) -> None:
    """State, owner and proof of another row; the card says who did it."""
    page = walk.page
    _clear(walk)
    _view(walk, "waiting")
    row = page.locator("#checklist tr.row").first
    walk.kept["doing"] = row.get_attribute("data-id")
    row.locator("button.open").click()
    page.locator("#details .card").wait_for()
    page.locator("#details a.see").click()
    page.frame_locator("#viewer iframe").locator("#here").wait_for()
    walk.close_viewer()
    page.locator("#details [name=owner]").fill(OWNER)
    page.locator("#details [name=proof]").fill(PROOF)
    page.locator("#details button.save").click()
    page.locator("#details p.proof a").wait_for()
    page.locator("#details [data-state=进行中]").click()
    page.locator("#details .history", has_text=f"{WHO} → 进行中").wait_for()
    page.locator("#details [data-close]").click()
    page.locator("#details .card").wait_for(state="detached")


def changes_many(walk: Walk) -> str:
    """All rows of a filter at once, and back with one click."""
    page = walk.page
    _view(walk, "waiting")
    _unfold(walk)
    page.locator("#checklist-filters [data-name=kind]").select_option(value="target")
    page.locator("#checklist-said .chip").first.wait_for()
    before = number(page.locator("#checklist-bar button.done").inner_text())
    found = _shown(walk)
    page.locator("#checklist-said [data-begin]").click()
    page.locator("#bulk [data-do=all]").click()
    page.locator("#bulk [name=state]").select_option("已完成")
    page.locator("#bulk button[type=submit]").click()
    snack = _snack(walk, f"已修改 {found} 条")
    _expect_done(walk, before + found)
    snack.get_by_role("button", name="撤销").click()
    _snack(walk, "已撤销")
    _expect_done(walk, before)
    page.locator("#bulk [data-do=end]").click()
    _clear(walk)
    return f"{found} 条"


def looks_at_the_month(walk: Walk) -> str:
    """The month in which most is due, and a row of it."""
    page = walk.page
    rows = walk.get("checklist", limit=1000)["items"]
    month = chosen.fullest_month(rows)
    if month is None:
        return "没有写明月份的条目"
    year, name = month[0], f"{month[0]} 年 {month[1]} 月"
    walk.tab("月历")
    page.locator("#month .month-head").wait_for()
    if page.locator("#month .years summary").count():
        page.locator("#month .years summary").click()
        page.locator(f"#month [data-key='year-{year}']").click()
    page.locator(f"#month [data-key='mon-{year}-{month[1]:02d}']").click()
    page.get_by_role("heading", name=name, exact=True).wait_for()
    row = page.locator("#month .cal .it:visible, #month section.band .it:visible").first
    row.click()
    page.locator("#month-side .side .source .name").wait_for()
    page.locator("#month-side button", has_text="关闭").first.click()
    return name


def looks_at_the_progress(walk: Walk) -> str:
    """The bar of all rows says as many done as the list."""
    walk.tab("进度")
    whole = walk.page.locator("#progress .whole-bar svg")
    whole.wait_for()
    told = str(whole.get_attribute("aria-label"))
    expect("已完成 1" in told, "说出已完成 1 条", told)
    return told


def compares(walk: Walk) -> str:
    """An indicator of two years: its plot and its table with every document."""
    page = walk.page
    one = chosen.of_two_years(walk.get("series")["series"])
    walk.tab("对照")
    page.locator("#aligned table, #aligned .none").first.wait_for()
    if one is None:
        return "没有一个指标有两年的数"
    page.fill("#compare-search textarea, #compare-search input", one["name"])
    page.keyboard.press("Enter")
    shown = page.locator("#aligned details", has_text=one["name"]).first
    shown.locator("svg").first.wait_for()
    drawn = shown.locator("svg").first.bounding_box()
    expect(drawn and drawn["width"] > 300, "画出各年的数", drawn)
    values = " ".join(shown.locator("td.value").all_inner_texts())
    missing = [p["value"] for p in one["points"] if p["value"] not in values]
    expect(not missing, f"列出 {missing}", values)
    return f"{one['name']} {len(one['points'])} 个数"


def takes_a_sheet(walk: Walk) -> str:
    """All rows as xlsx; one line is filled in as a colleague would."""
    walk.tab("清单")
    shown = _view(walk, "all")
    path = walk.download("#export-xlsx", "清单.xlsx")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    lines = list(sheet.iter_rows())
    heads = next(n for n, line in enumerate(lines) if "状态" in [c.value for c in line])
    column = [cell.value for cell in lines[heads]].index("状态")
    rows = [line for line in lines[heads + 1 :] if line[column].value]
    expect(len(rows) == shown, f"写着 {shown} 条", f"{len(rows)} 条")
    line = next(row for row in rows if row[column].value == "待确认")
    line[column].value = "不适用"
    walk.kept["sheet"] = line[0].value
    book.save(walk.folder / "填好.xlsx")
    return f"{len(rows)} 条"


def brings_it_back(walk: Walk) -> None:
    """The filled-in sheet is shown first, then applied."""
    page = walk.page
    fold = page.locator("#sheet-import .label-wrap")
    fold.first.click()
    page.set_input_files("#sheet-file input[type=file]", str(walk.folder / "填好.xlsx"))
    table = page.locator("#sheet-preview table")
    table.wait_for()
    told = table.inner_text()
    expect("待确认 → 不适用" in told, "先说要改什么", told)
    page.click("#sheet-apply")
    _snack(walk, "已修改 1 条")


def subscribes(walk: Walk) -> str:
    """The address gives a calendar."""
    page = walk.page
    walk.tab("月历")
    page.locator("#subscribe .label-wrap").click()
    field = page.locator("#subscribe input[data-address]")
    field.wait_for()
    with urlopen(field.input_value(), timeout=60) as answer:
        events = Calendar.from_ical(answer.read()).walk("VEVENT")
    expect(events, "日历里有条目", "一条也没有")
    uids = {str(event["uid"]) for event in events}
    expect(len(uids) == len(events), "每条有自己的编号", f"{len(events)} 条，{len(uids)} 个编号")
    return f"{len(events)} 条"


STEPS = (
    ("打开清单", opens_the_list),
    ("看今年", filters_by_year),
    ("按文件", filters_by_document),
    ("打勾、撤销", ticks_and_undoes),
    ("状态、单位、佐证", fills_in_a_card),
    ("批量、撤销", changes_many),
    ("月历", looks_at_the_month),
    ("进度", looks_at_the_progress),
    ("对照", compares),
    ("导出xlsx", takes_a_sheet),
    ("导入", brings_it_back),
    ("订阅", subscribes),
)


def finds_every_state(walk: Walk) -> str:
    """After a new start of the program: every state as it was left."""
    walk.page.locator("#checklist tr.row").first.wait_for()
    left = (("ticked", "已完成"), ("doing", "进行中"), ("sheet", "不适用"))
    for key, state in left:
        if key in walk.kept:
            _find(walk, walk.kept[key], state)
    return "、".join(state for key, state in left if key in walk.kept)


AFTER_RESTART = (("重新启动后", finds_every_state),)


def _find(walk: Walk, fact_id: str, state: str) -> None:
    _clear(walk)
    _view(walk, "all")
    _unfold(walk)
    walk.page.locator("#checklist-filters [data-name=state]").select_option(value=state)
    walk.page.locator("#checklist-said .chip", has_text=state).wait_for()
    row = walk.page.locator(f"#checklist tr[data-id='{fact_id}'] .mark", has_text=state)
    row.first.wait_for()


# --- the list ---


def _view(walk: Walk, name: str) -> int:
    """Chooses a quick view; how many rows it says it has."""
    button = walk.page.locator(f"#checklist-bar button.{name}")
    button.click()
    walk.page.locator(f"#checklist-bar button.{name}[aria-pressed=true]").wait_for()
    return number(button.inner_text())


def _shown(walk: Walk) -> int:
    return number(walk.page.locator("#checklist-said .count").inner_text())


def _unfold(walk: Walk) -> None:
    fold = walk.page.locator("#checklist-filters details")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()


def _clear(walk: Walk) -> None:
    button = walk.page.locator("#checklist-said [data-key=clear]")
    if button.count():
        button.click()
        button.wait_for(state="detached")


def _expect_done(walk: Walk, count: int) -> None:
    walk.page.wait_for_function(
        "n => Number(document.querySelector('#checklist-bar button.done').innerText.replace(/\\D/g, '')) === n",
        arg=count,
    )


def _snack(walk: Walk, words: str) -> Any:
    line = walk.page.locator("#checklist-snack .line", has_text=words)
    line.wait_for()
    return line
