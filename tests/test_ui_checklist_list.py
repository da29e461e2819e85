"""The checklist's list without a browser: views and their order, the table's HTML, what a click writes and takes back."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from test_ui_checklist import BAD, ZH, listed, row, workshop

from assistant import PolicyAssistant, time_windows
from assistant.records import ChecklistRow
from assistant.ui.checklist import adding, bulk_bar, editor, listing, quick, sheet_import, times
from assistant.ui.checklist.handlers import Rows
from assistant.ui.checklist.marking import sent
from assistant.ui.checklist.view import View
from assistant.ui.review import list_html
from assistant.ui.strings.words import TEXT, Words
from ingest.records import Deadline, FactTime, PartialDate, Precision, Relation, Span

TODAY = dt.date(2025, 9, 10)


@pytest.fixture
def rows(county: PolicyAssistant) -> Rows:
    tab = Rows(county, workshop(), ZH)
    tab.today = lambda: TODAY
    return tab


class Said:
    """What a browser sends with an event."""

    def __init__(self, **data: Any) -> None:
        self._data = data


def invented(
    name: str, lo: str = "", hi: str = "", relation: Relation = "by", state: Any = "待确认",
    precision: Precision = "day", overdue: bool = False, recurring: bool = False,
) -> ChecklistRow:  # fmt: skip
    ends = [PartialDate.parse(day) if day else None for day in (lo, hi)]
    time = FactTime("某时", 0, 2, ends[0], ends[1], relation, precision, recurring)
    fact = Deadline(name, "d", (), "某时", 0, 2, Span(0, 2), name, "", time)
    return ChecklistRow(name, fact, state, overdue, "", "", "", "某计划", "某计划.docx")


# --- views ------------------------------------------------------------------------------------


def test_what_is_due_next_comes_first_and_what_began_long_ago_last() -> None:
    some = [
        invented("无日期"),
        invented("早已施行", "1995-09-01", relation="from"),
        invented("去年就该办", hi="2024-05-01", overdue=True),
        invented("上月就该办", hi="2025-08-20", overdue=True),
        invented("每学期", recurring=True),
        invented("年底前", hi="2025-12-31", precision="year"),
        invented("年底那天", hi="2025-12-31"),
        invented("后天", hi="2025-09-12"),
        invented("不知哪年", hi="XXXX-03-01"),
    ]
    placed = [(r, quick.place(r, TODAY)) for r in some]
    assert [r.fact_id for r, _ in quick.due_order(placed)] == [
        "后天", "年底那天", "年底前", "上月就该办", "去年就该办", "每学期", "不知哪年", "无日期", "早已施行",
    ]  # fmt: skip
    shown = [r.fact_id for r, at in placed if quick.belongs("open", TODAY)(r, at)]
    assert "早已施行" not in shown and len(shown) == len(some) - 1
    taken_up = quick.place(
        invented("早已施行", "1995-09-01", relation="from", state="进行中"), TODAY
    )
    assert taken_up.group != quick.OLD


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("week", "2025-09-08", "2025-09-14"),
        ("month", "2025-09-01", "2025-09-30"),
        ("term", "2025-09-01", "2026-01-31"),
    ],
)
def test_a_window_shows_what_begins_or_ends_in_it(name: str, first: str, last: str) -> None:
    since, until = quick.windows(TODAY)[name]
    assert (since.isoformat(), until.isoformat()) == (first, last)
    test = quick.belongs(name, TODAY)

    def shows(**when: Any) -> bool:
        made = invented("x", **when)
        return test(made, quick.place(made, TODAY))

    assert shows(hi=last) and shows(hi=first)
    assert not shows(hi="2024-09-10") and not shows(hi="2026-02-01") and not shows()
    assert not shows(lo="2025-01-01", hi="2026-12-31", relation="in", precision="year")


@pytest.mark.parametrize(
    "day", ["2026-01-31", "2026-02-01", "2026-08-31", "2026-09-01", "2025-12-29"]
)
def test_the_quick_views_reckon_as_the_core_does(day: str) -> None:
    today = dt.date.fromisoformat(day)
    for name, days in quick.windows(today).items():
        known = time_windows.window(f"this-{name}", today)
        assert days == (known.since, known.until)


def test_counts_are_those_of_the_views(rows: Rows) -> None:
    found = rows.listed(View())
    for name in quick.NAMES:
        assert found.counts[name] == len(listed(rows, View(quick=name)))
    assert found.counts["all"] > found.counts["open"] or not found.old
    assert 0 < found.counts["term"] < found.counts["all"]


def test_a_browser_cannot_ask_for_what_there_is_not() -> None:
    view = View()
    odd = {"quick": "x", "sort": "; drop", "size": 9999, "page": "-3", "search": 4, "zzz": 1}
    assert view.changed(odd) == view
    assert view.changed({"search": "a" * 9999}).search == "a" * 400
    assert view.changed({"page": 7}).page == 7 and view.changed({"search": "校"}).page == 1
    assert sent(Said()) == {} and sent(None) == {}


def test_a_state_is_looked_for_everywhere_and_a_quick_view_ends_it() -> None:
    done = View().changed({"state": "已完成"})
    assert (done.quick, done.state) == ("all", "已完成")
    assert View(state="已完成").changed({"quick": "week"}).state == ""
    full = View(kind="target", year="2025", search="校", ids=("a",), quick="week")
    assert full.filtered and not full.cleared().filtered and full.cleared().quick == "week"


def test_rows_of_an_answer_are_taken_once(rows: Rows) -> None:
    ids = listed(rows, View(quick="all"))[:3]
    handed = json.dumps({"ids": ids, "said": "9月的工作"})
    now, _ = asyncio.run(rows.take(handed, View(search="校")))
    said = rows.draw(True, now)[2]
    assert sorted(listed(rows, now)) == sorted(ids) and "9月的工作" in said
    later = now.cleared()
    assert later.took(handed) == later, "the same box is not taken twice"
    assert View().took("{broken").quick == "open" and View().took("[1]").ids == ()


# --- the table --------------------------------------------------------------------------------


def test_the_table_says_what_sorts_and_hides_no_words(rows: Rows) -> None:
    table = rows.draw(True, View(sort="time", size=100))[3]
    assert 'aria-sort="ascending"' in table and table.count('scope="col"') == 6
    assert table.count('<tr data-id="') == min(100, len(listed(rows, View(sort="time"))))
    assert "data-ask" in table and "time-down" in table
    opened = row(rows.assistant, "初中940元").fact_id
    current = rows.draw(True, View(quick="all", search="940"), opened)[3]
    assert current.count('aria-current="true"') == 1


def test_pages_are_cut_on_the_server(rows: Rows) -> None:
    view = View(quick="all", sort="document")
    everything = [invented(f"第{n}件", hi="2025-10-01") for n in range(120)]
    rows.assistant = Fake(everything)  # type: ignore[assignment]
    first, last = rows.draw(True, view)[3], rows.draw(True, view.changed({"page": 99}))[3]
    assert "第 1–50 条，共 120 条" in first and first.count('<tr data-id="') == 50
    assert "第 101–120 条，共 120 条" in last and last.count('<tr data-id="') == 20
    assert rows.draw(True, view.changed({"size": "100"}))[3].count('<tr data-id="') == 100


class Fake:
    """A library of rows and nothing else."""

    def __init__(self, rows: list[ChecklistRow]) -> None:
        self.rows = tuple(rows)

    def checklist(self, **asked: Any) -> tuple[ChecklistRow, ...]:
        return self.rows


def test_sorting_keeps_what_is_empty_at_the_end() -> None:
    some = [invented("丙"), invented("甲", hi="2025-03-01"), invented("乙", hi="2024-03-01")]
    placed = [(r, quick.place(r, TODAY)) for r in some]
    for sort, names in (("time", "乙甲丙"), ("time-down", "甲乙丙")):
        assert "".join(r.fact_id for r, _ in listing.in_order(placed, sort)) == names


def test_an_empty_list_says_what_to_do(rows: Rows) -> None:
    assert "data-ask" in rows.draw(True, View(quick="done"))[3]
    assert "清除筛选" in rows.draw(True, View(quick="all", search="没有这个词"))[3]
    rows.assistant = Fake([])  # type: ignore[assignment]
    assert "文件" in rows.draw(True, View())[3]


def test_words_of_documents_and_people_are_escaped(rows: Rows) -> None:
    found = row(rows.assistant, "初中940元")
    rows.assistant.mark(found.fact_id, "进行中", BAD, BAD, proof=BAD)
    rows.assistant.correct(found.fact_id, {"owner": BAD, "scope": BAD})
    parts = [*rows.draw(True, View(quick="all", search="940", owner=BAD, said=BAD, form="1"))[:4]]
    parts.append(rows.opened(True, found.fact_id)[0])
    for html in parts:
        assert "<img" not in html
    assert any("&lt;img" in html for html in parts)


@pytest.mark.parametrize(
    ("proof", "links"),
    [
        ("见 https://example.edu.cn/a?b=1，已上报", ["https://example.edu.cn/a?b=1"]),
        ("javascript:alert(1)", []),
        ("会议纪要第3号", []),
        ('https://a.cn/"onmouseover="x', ["https://a.cn/"]),
    ],
)
def test_only_web_addresses_of_a_proof_are_links(proof: str, links: list[str]) -> None:
    assert editor.ADDRESS.findall(proof) == links


@pytest.mark.parametrize(
    ("lo", "hi", "relation", "precision", "zh", "en"),
    [
        ("", "2025-09-30", "by", "month", "2025年9月底前", "by the end of Sep 2025"),
        ("", "2025-09-20", "by", "day", "2025年9月20日前", "by 20 Sep 2025"),
        ("2025-09-01", "2025-09-30", "in", "month", "2025年9月", "Sep 2025"),
        ("2025-01-01", "2025-12-31", "in", "year", "2025年", "2025"),
        ("2025-09-01", "", "from", "day", "2025年9月1日起", "from 1 Sep 2025"),
        ("2025-09-01", "2025-10-31", "in", "month", "2025年9月 – 10月", "Sep 2025 – Oct 2025"),
        ("", "XXXX-12-31", "by", "year", "12月底前", "by the end of Dec"),
    ],
)
def test_times_are_said_no_more_exactly_than_the_document(
    lo: str, hi: str, relation: Relation, precision: Precision, zh: str, en: str
) -> None:
    time = invented("x", lo, hi, relation, precision=precision).fact.time
    assert (times.say(time, ZH), times.say(time, Words("en"))) == (zh, en)


# --- changes ----------------------------------------------------------------------------------


def test_a_tick_is_written_and_taken_back(rows: Rows) -> None:
    found = row(rows.assistant, "初中940元")
    snack, *_ = rows.tick("", "", "王老师", "", Said(id=found.fact_id, done=True))  # type: ignore[arg-type]
    assert "已标为“已完成”" in snack and "data-undo" in snack
    assert row(rows.assistant, "初中940元").state == "已完成"
    assert rows.assistant.history(found.fact_id)[-1].by == "王老师"
    batch = snack.split('data-undo="')[1].split('"')[0]
    snack, *_ = rows.undo("", "", Said(batch=batch))  # type: ignore[arg-type]
    assert "已撤销" in snack and "data-undo" not in snack
    assert row(rows.assistant, "初中940元").state == "待确认"


def test_the_card_writes_what_was_changed_and_nothing_else(rows: Rows) -> None:
    found = row(rows.assistant, "初中940元")
    fields = {"id": found.fact_id, "owner": "财务科", "note": "已拨付", "proof": "https://a.cn/1"}
    rows.save("王老师", "", Said(**fields))  # type: ignore[arg-type]
    now = row(rows.assistant, "初中940元")
    assert (now.fact.owner, now.note, now.proof, now.state) == (
        "财务科", "已拨付", "https://a.cn/1", "待确认",
    )  # fmt: skip
    before = rows.assistant.history(found.fact_id)
    assert rows.marking.save(fields, "", "") == ""
    assert rows.assistant.history(found.fact_id) == before
    assert 'href="https://a.cn/1"' in rows.opened(True, found.fact_id)[0]
    rows.undo("", "", Said(id=found.fact_id))  # type: ignore[arg-type]
    assert row(rows.assistant, "初中940元").note == ""


def test_many_rows_change_at_once_and_go_back_at_once(rows: Rows) -> None:
    view = View(quick="all", search="9月")
    ids = listed(rows, view)
    assert len(ids) > 1
    said = Said(all=True, state="进行中", owner="", note="统一布置", proof="")
    snack, *_ = rows.change_all(view, "李科长", "", said)  # type: ignore[arg-type]
    changed = [r for r in rows.assistant.checklist() if r.state == "进行中"]
    assert sorted(r.fact_id for r in changed) == sorted(ids)
    assert {r.note for r in changed} == {"统一布置"}
    rows.marking.undo(snack.split('data-undo="')[1].split('"')[0], "", "")
    assert {r.state for r in rows.assistant.checklist()} == {"待确认"}
    again = rows.marking.change_all(ids, {"note": "再布置"}, "", "")
    rows.marking.mark(ids[0], "不适用", "", "")
    rows.assistant.mark(ids[0], "不适用", note="单独说明")
    said = rows.marking.undo(again.split('data-undo="')[1].split('"')[0], "", "")
    assert "1 条之后又改过" in said
    for nothing in (Said(ids=[], state="进行中"), Said(ids=ids), Said(ids=ids, state="不存在")):
        with pytest.raises(gr.Error, match="请先选中"):
            rows.change_all(view, "", "", nothing)  # type: ignore[arg-type]


def test_from_another_machine_every_change_needs_the_password(county: PolicyAssistant) -> None:
    marking = Rows(county, workshop(False), ZH).marking
    found = row(county, "初中940元").fact_id
    for call in (
        lambda: marking.mark(found, "已完成", "", "x"),
        lambda: marking.save({"id": found, "note": "n"}, "", "x"),
        lambda: marking.change_all([found], {"state": "已完成"}, "", "x"),
        lambda: marking.undo("b", "", "x"),
        lambda: marking.undo_last(found, "", "x"),
    ):
        with pytest.raises(gr.Error, match="口令"):
            call()
    assert county.history(found) == ()


def test_exports_hold_the_rows_of_the_view(rows: Rows) -> None:
    path = Path(rows.exporter("csv")(View(quick="all", search="940")))
    text = path.read_text(encoding="utf-8-sig")
    assert "940" in text and "篮球联赛" not in text


def test_every_word_of_list_and_bar_exists_in_both_languages() -> None:
    for language in ("zh", "en"):
        html = bulk_bar.html(Words(language))
        assert "{" not in html
    assert all(f"quick_{name}" in TEXT for name in quick.NAMES)


# --- a sheet that comes back, a row by hand -----------------------------------------------------


def test_a_filled_in_sheet_is_shown_applied_and_taken_back(rows: Rows, tmp_path: Path) -> None:
    importing = sheet_import.Importing(rows.marking, ZH)
    path = Path(rows.exporter("csv")(View(quick="all", search="940")))
    filled = path.read_text(encoding="utf-8-sig").replace("待确认", "进行中")
    (tmp_path / "回收.csv").write_text(filled, encoding="utf-8-sig")
    html, conflicts, apply, sheet = importing.read(str(tmp_path / "回收.csv"), "")
    assert "待确认 → 进行中" in html and apply["visible"] and not conflicts["visible"]
    assert row(rows.assistant, "初中940元").state == "待确认", "shown, not written"
    snack = importing.apply(sheet, False, "王老师", "")
    assert row(rows.assistant, "初中940元").state == "进行中"
    rows.marking.undo(snack.split('data-undo="')[1].split('"')[0], "", "")
    assert row(rows.assistant, "初中940元").state == "待确认"

    bad = filled.replace("进行中", BAD)
    (tmp_path / "坏.csv").write_text(bad, encoding="utf-8-sig")
    html, _, apply, _ = importing.read(str(tmp_path / "坏.csv"), "")
    assert "看不懂" in html and "<img" not in html and not apply["visible"]
    (tmp_path / "不是.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(gr.Error):
        importing.read(str(tmp_path / "不是.csv"), "")
    assert importing.read(None, "")[0] == "" and importing.apply(None, False, "", "") == ""


def test_a_row_is_added_by_hand_where_its_words_are_found(rows: Rows) -> None:
    hand = adding.Adding(rows.assistant, rows.marking, ZH)
    document = row(rows.assistant, "初中940元").fact.document_id
    places, kind, _ = hand.find(document, "举办新入职 教师岗前培训")
    assert places["visible"] and kind["visible"] and "岗前培训班" in places["choices"][0][0]
    place = places["choices"][0][1]
    shown, *boxes = hand.offer(document, place, "deadline")
    assert shown["visible"] and not hand.offer(document, place, None)[0]["visible"]
    values = [box.get("value") or "" for box in boxes]
    snack, *_ = hand.save(document, place, "deadline", "王老师", "", *values)
    assert "已添加" in snack
    added = [r for r in rows.assistant.checklist() if r.origin == "added"]
    assert [r.edited_by for r in added] == ["王老师"] and "岗前培训" in added[0].fact.quote
    for document_id, words in (("", "x"), (document, " "), (document, "没有这些字")):
        with pytest.raises(gr.Error):
            hand.find(document_id, words)


def test_a_sentence_is_found_across_white_space_and_given_whole() -> None:
    text = "一、总则。\n  各校应当在九月\n底前完成检查；其他事项另行通知。完成检查后上报。"
    assert [text[a:b] for a, b in adding.found_in(text, "底前 完成")] == ["底前完成检查；"]
    assert [text[a:b] for a, b in adding.found_in(text, "完成检查")] == [
        "底前完成检查；", "完成检查后上报。",
    ]  # fmt: skip
    assert adding.found_in(text, "（.*") == []


def test_the_review_queue_is_drawn_a_page_at_a_time() -> None:
    cells = [["某计划", f"第{n}句<b>", "没有时间", f"i{n}@d:1"] for n in range(70)]
    first, last = list_html.table(cells, 1, ZH), list_html.table(cells, 9, ZH)
    assert first.count("<tr class") == 50 and "第 1–50 条，共 70 条" in first
    assert last.count("<tr class") == 20 and 'data-turn="1"' in last and "<b>" not in last
    assert list_html.table([], 1, ZH) == "" and 'data-close="1"' in list_html.card("i", "", ZH)
