"""A sheet goes out, is filled in by a person and a spreadsheet, and comes back: nothing is lost or guessed."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from store_fakes import make_deadline, make_document

from assistant import PolicyAssistant, sheet_reading
from assistant.__main__ import main
from assistant.checklist_filters import in_words
from assistant.progress_door import Filters
from assistant.records import ChecklistRow
from assistant.sheet_cells import HEADERS
from ingest.errors import SettingsError
from ingest.records import Metadata
from ingest.settings import Settings

LINES = ("9月召开现场会", "10月完成培训", "11月发布方案")
Change = Callable[[list[dict[str, object]]], object]


def put(assistant: PolicyAssistant, lines: tuple[str, ...] = LINES) -> None:
    document, chunks = make_document("要点.txt", lines)
    facts = []
    for line in lines:
        month, action = line.split("月")
        facts.append(make_deadline(document, line, f"{month}月", int(month), action))
    known = Metadata(title="要点")
    assistant.store.put(document, known, (), chunks, None, facts, original=None)


@pytest.fixture
def assistant(settings: Settings) -> Iterator[PolicyAssistant]:
    with PolicyAssistant.open(settings, embed=False) as opened:
        put(opened)
        yield opened


def row(assistant: PolicyAssistant, words: str) -> ChecklistRow:
    return next(r for r in assistant.checklist() if words in r.headline)


def filled(path: Path, change: Change) -> Path:
    """The sheet as a person saves it: read by head, changed, written by another program."""
    book = load_workbook(path)
    lines = list(book.active.iter_rows(values_only=True))
    rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    change(rows)
    for number, line in enumerate(rows, start=2):
        for column, head in enumerate(lines[0], start=1):
            book.active.cell(number, column).value = line.get(head)
    book.save(path)
    return path


def sheet_of(assistant: PolicyAssistant, tmp_path: Path, change: Change) -> Path:
    path = tmp_path / "清单.xlsx"
    assistant.export(assistant.checklist(), path)
    return filled(path, change)


def fill(number: int, **cells: object) -> Change:
    return lambda rows: rows[number].update(cells)


# --- taken ------------------------------------------------------------------------------------


def test_a_sheet_that_nobody_touched_changes_nothing(
    assistant: PolicyAssistant, tmp_path: Path
) -> None:
    assistant.mark(row(assistant, "现场会").fact_id, "进行中", "王老师", "一\n二", proof="附件1")
    for suffix in ("xlsx", "csv"):
        path = tmp_path / f"清单.{suffix}"
        assistant.export(assistant.checklist(), path)
        sheet = assistant.read_state_sheet(path)
        assert (sheet.lines, sheet.unchanged) == (3, 3)
        assert not (sheet.changes or sheet.conflicts or sheet.bad or sheet.unknown or sheet.notes)
        assert assistant.apply_sheet(sheet).batch == ""


def test_what_was_filled_in_is_shown_then_written_and_can_be_taken_back(
    assistant: PolicyAssistant, tmp_path: Path
) -> None:
    path = sheet_of(
        assistant, tmp_path,
        lambda rows: (
            rows[0].update(状态="已完成", 经办人="周主任", 佐证="会议纪要", 备注="86人参加"),
            rows[1].update(责任单位="人事科"),
        ),
    )  # fmt: skip
    sheet = assistant.read_state_sheet(path)
    first, second = sheet.changes
    assert (first.line, first.headline) == (2, "召开现场会")
    assert [(f.head, f.before, f.after) for f in first.fields] == [
        ("状态", "待确认", "已完成"), ("经办人", "", "周主任"), ("备注", "", "86人参加"),
        ("佐证", "", "会议纪要"),
    ]  # fmt: skip
    assert [(f.head, f.before, f.after) for f in second.fields] == [
        ("责任单位", "基础教育科", "人事科")
    ]
    assert row(assistant, "现场会").state == "待确认", "a preview writes nothing"
    done = assistant.apply_sheet(sheet, "李老师")
    assert len(done.changed) == 2 and not done.left
    now = row(assistant, "现场会")
    assert (now.state, now.by, now.note, now.proof) == (
        "已完成", "周主任", "86人参加", "会议纪要",
    )  # fmt: skip
    assert row(assistant, "培训").fact.owner == "人事科"
    assert row(assistant, "培训").edited_by == "李老师"
    assistant.undo(done.batch, "李老师")
    again = row(assistant, "现场会")
    assert (again.state, again.note, again.proof) == ("待确认", "", "")
    assert row(assistant, "培训").fact.owner == "基础教育科"


def test_what_was_emptied_is_emptied_but_a_state_never(
    assistant: PolicyAssistant, tmp_path: Path
) -> None:
    fact_id = row(assistant, "现场会").fact_id
    assistant.mark(fact_id, "进行中", "王老师", "旧备注")
    path = sheet_of(assistant, tmp_path, fill(0, 状态=None, 备注=None, 经办人=None))
    sheet = assistant.read_state_sheet(path)
    assert [(f.name, f.after) for f in sheet.changes[0].fields] == [("note", "")]
    assistant.apply_sheet(sheet)
    now = row(assistant, "现场会")
    assert (now.state, now.note) == ("进行中", "")


def test_only_another_name_is_a_change_too(assistant: PolicyAssistant, tmp_path: Path) -> None:
    assistant.mark(row(assistant, "现场会").fact_id, "进行中", "王老师", "备注")
    sheet = assistant.read_state_sheet(sheet_of(assistant, tmp_path, fill(0, 经办人="李老师")))
    assistant.apply_sheet(sheet, "导入的人")
    now = row(assistant, "现场会")
    assert (now.by, now.state, now.note) == ("李老师", "进行中", "备注")


def test_a_flag_is_no_part_of_the_note(assistant: PolicyAssistant, tmp_path: Path) -> None:
    assistant.mark(row(assistant, "现场会").fact_id, "已确认", "王老师", "备注")
    put(assistant, ("12月召开现场会", *LINES[1:]))
    assert row(assistant, "现场会").flag
    path = sheet_of(assistant, tmp_path, lambda rows: None)
    assert assistant.read_state_sheet(path).unchanged == 3


# --- somebody else ----------------------------------------------------------------------------


def test_what_somebody_changed_meanwhile_is_a_conflict(
    assistant: PolicyAssistant, tmp_path: Path
) -> None:
    path = sheet_of(assistant, tmp_path, fill(0, 状态="已完成"))
    fact_id = row(assistant, "现场会").fact_id
    assistant.mark(fact_id, "不适用", "李科长")
    sheet = assistant.read_state_sheet(path)
    assert not sheet.changes
    (conflict,) = sheet.conflicts
    assert conflict.by == "李科长" and [(f.before, f.after) for f in conflict.fields] == [
        ("不适用", "已完成")
    ]
    done = assistant.apply_sheet(sheet)
    assert done.batch == "" and done.left == sheet.conflicts
    assert row(assistant, "现场会").state == "不适用"
    done = assistant.apply_sheet(sheet, overwrite=True)
    assert done.changed == (fact_id,) and row(assistant, "现场会").state == "已完成"


def test_a_line_left_alone_is_no_conflict(assistant: PolicyAssistant, tmp_path: Path) -> None:
    """Three other rows are filled in while somebody marks this one on the page: the page stays."""
    path = sheet_of(assistant, tmp_path, fill(1, 状态="已完成"))
    assistant.mark(row(assistant, "现场会").fact_id, "进行中", "李科长", "电话已打", proof="记录")
    assistant.correct(row(assistant, "现场会").fact_id, {"owner": "督导室"}, "李科长")
    sheet = assistant.read_state_sheet(path)
    assert [c.headline for c in sheet.changes] == ["完成培训"] and not sheet.conflicts
    assistant.apply_sheet(sheet)
    now = row(assistant, "现场会")
    assert (now.state, now.note, now.fact.owner) == ("进行中", "电话已打", "督导室")


def test_another_field_of_the_same_row_is_no_conflict(
    assistant: PolicyAssistant, tmp_path: Path
) -> None:
    path = sheet_of(assistant, tmp_path, fill(0, 佐证="照片"))
    assistant.mark(row(assistant, "现场会").fact_id, "进行中", "李科长", "电话已打")
    sheet = assistant.read_state_sheet(path)
    assistant.apply_sheet(sheet, "王老师")
    now = row(assistant, "现场会")
    assert (now.state, now.note, now.proof) == ("进行中", "电话已打", "照片")


def test_what_changes_after_the_preview_is_left_and_told(
    assistant: PolicyAssistant, tmp_path: Path
) -> None:
    sheet = assistant.read_state_sheet(
        sheet_of(assistant, tmp_path, lambda rows: [r.update(状态="已完成") for r in rows])
    )
    fact_id = row(assistant, "现场会").fact_id
    assistant.mark(fact_id, "不适用", "李科长")
    done = assistant.apply_sheet(sheet, overwrite=True)
    assert [c.fact_id for c in done.left] == [fact_id] and len(done.changed) == 2
    assert row(assistant, "现场会").state == "不适用", "nobody has seen this conflict"


def test_a_line_without_its_time_overwrites_nobody(
    assistant: PolicyAssistant, tmp_path: Path
) -> None:
    assistant.mark(row(assistant, "现场会").fact_id, "进行中", "王老师")

    def old(rows: list[dict[str, object]]) -> None:
        for line in rows:
            line.update(导出时间=None, 状态="已完成")

    sheet = assistant.read_state_sheet(sheet_of(assistant, tmp_path, old))
    assert [c.headline for c in sheet.conflicts] == ["召开现场会"] and len(sheet.changes) == 2
    assert "导出时间" in sheet.notes[0]


# --- mistakes ---------------------------------------------------------------------------------


def test_every_mistake_is_told_at_once_with_line_and_column(
    assistant: PolicyAssistant, tmp_path: Path
) -> None:
    def wrong(rows: list[dict[str, object]]) -> None:
        rows[0].update(状态="搞定了", 备注="=1+1")
        rows[1].update(状态="已驳回", 佐证="#NAME?", 经办人="=A1")
        rows[2].update(编号="没有这个", 原文="别的", 状态="已完成")
        rows.append({**rows[0], "状态": "已完成", "备注": "别的"})

    sheet = assistant.read_state_sheet(sheet_of(assistant, tmp_path, wrong))
    state, by, note, proof = (
        sheet_reading.letter(HEADERS.index(head)) for head in ("状态", "经办人", "备注", "佐证")
    )
    assert [(b.line, b.column, b.head) for b in sheet.bad] == [
        (2, state, "状态"), (2, note, "备注"), (3, state, "状态"), (3, by, "经办人"), (3, proof, "佐证"),
        (5, "A", "编号"),
    ]  # fmt: skip
    assert sheet.bad[0].words == (
        f"第 2 行 {state} 列（状态）：没有“搞定了”这个状态。请填：待确认、已确认、进行中、已完成、不适用。"
    )
    assert [(u.line, u.words) for u in sheet.unknown] == [(4, "发布方案")]
    assert not sheet.changes


def test_a_rejected_row_is_not_filled_in(assistant: PolicyAssistant, tmp_path: Path) -> None:
    path = sheet_of(assistant, tmp_path, fill(0, 状态="已完成"))
    assistant.reject(row(assistant, "现场会").fact_id, "李科长", "不是任务")
    sheet = assistant.read_state_sheet(path)
    assert "驳回" in sheet.bad[0].problem and not sheet.changes


@pytest.mark.parametrize("typed", ["完成", " 已 完成 ", "办结"])
def test_what_people_write_for_a_state(
    assistant: PolicyAssistant, tmp_path: Path, typed: str
) -> None:
    sheet = assistant.read_state_sheet(sheet_of(assistant, tmp_path, fill(0, 状态=typed)))
    assert sheet.changes[0].fields[0].after == "已完成"


@pytest.mark.parametrize(
    "name, content",
    [
        ("清单.xlsx", b"PK\x03\x04 no workbook"),
        ("清单.xls", b"x"),
        ("空.csv", b""),
        ("别.csv", b"a,b"),
    ],
)
def test_other_files_are_refused_with_what_to_do(
    assistant: PolicyAssistant, tmp_path: Path, name: str, content: bytes
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SettingsError, match=name) as caught:
        assistant.read_state_sheet(tmp_path / name)
    assert caught.value.remedy


# --- what spreadsheets do ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding, delimiter", [("utf-8-sig", ","), ("utf-8", ";"), ("gb18030", ","), ("utf-16", "\t")]
)
def test_a_csv_as_spreadsheets_save_it(
    assistant: PolicyAssistant, tmp_path: Path, encoding: str, delimiter: str
) -> None:
    path = tmp_path / "清单.csv"
    assistant.export(assistant.checklist(), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    lines[1][HEADERS.index("状态")] = "已完成"
    lines[1][HEADERS.index("备注")] = "'-5人，“齐”"
    lines[1][0] = "1.23457E+19"  # what Excel makes of an id of digits
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(
            [["任务清单（3月）"], *(line[::-1] for line in lines)]
        )
    sheet = assistant.read_state_sheet(path)
    (change,) = sheet.changes
    assert change.line == 3 and [f.after for f in change.fields] == ["已完成", "-5人，“齐”"]
    assert change.fact_id == row(assistant, "现场会").fact_id
    assert not sheet.unknown and not sheet.bad


def test_numbers_and_days_that_a_spreadsheet_made_are_words(
    assistant: PolicyAssistant, tmp_path: Path
) -> None:
    def typed(rows: list[dict[str, object]]) -> None:
        rows[0]["备注"], rows[1]["备注"] = 86.0, dt.datetime(2025, 9, 1)
        rows[2]["备注"] = "一\r\n二\xa0"

    sheet = assistant.read_state_sheet(sheet_of(assistant, tmp_path, typed))
    assert [c.fields[0].after for c in sheet.changes] == ["86", "2025-09-01", "一\n二"]


ODD = (
    "=1+1",
    "'=1+1",
    "''+x",
    "#N/A",
    "-5人",
    "1.50",
    "007",
    "2025/9/1",
    "甲\t乙",
    "一\n\n二",
    "“，；,;”",
    "#####",
)


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_odd_words_come_back_as_they_were(
    assistant: PolicyAssistant, tmp_path: Path, suffix: str
) -> None:
    """Whatever people note: a sheet that was left alone changes nothing."""
    path = tmp_path / f"清单.{suffix}"
    put(assistant, tuple(f"{n + 1}月召开第{n}次会" for n in range(len(ODD))))
    for shown, words in zip(assistant.checklist(), ODD, strict=True):
        assistant.mark(shown.fact_id, "进行中", words, words, proof=words)
    assistant.export(assistant.checklist(), path)
    sheet = assistant.read_state_sheet(path)
    assert (sheet.changes, sheet.conflicts, sheet.bad) == ((), (), ())
    assert sheet.unchanged == len(ODD)


def test_columns_may_go_or_come_and_lines_be_sorted(
    assistant: PolicyAssistant, tmp_path: Path
) -> None:
    source, path = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    assistant.export(assistant.checklist(), source)
    lines = list(load_workbook(source).active.iter_rows(values_only=True))
    kept = [HEADERS.index(head) for head in ("状态", "编号", "导出时间")]
    book = Workbook()
    book.active.append(["心得", *(lines[0][n] for n in kept)])
    for line in reversed(lines[1:]):
        book.active.append(["好", "进行中", *(line[n] for n in kept[1:])])
    book.save(path)
    sheet = assistant.read_state_sheet(path)
    assert len(sheet.changes) == 3 and sheet.ignored == ("心得",) and not sheet.bad


def test_a_row_is_found_in_a_new_version(assistant: PolicyAssistant, tmp_path: Path) -> None:
    path = sheet_of(assistant, tmp_path, fill(0, 状态="已完成"))
    put(assistant, (*LINES, "12月总结"))
    (change,) = assistant.read_state_sheet(path).changes
    assert change.fact_id == row(assistant, "现场会").fact_id


# --- the command line -------------------------------------------------------------------------


def test_the_command_shows_first_and_writes_when_told(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with PolicyAssistant.open(settings, embed=False) as assistant:
        put(assistant)
    path, data = tmp_path / "清单.xlsx", str(settings.data_dir)
    assert main(["checklist", "--state", "待确认", "--xlsx", str(path), "--data", data]) == 0
    assert (
        dict(load_workbook(path)["说明"].iter_rows(values_only=True))["筛选条件"] == "状态：待确认"
    )
    filled(path, fill(0, 状态="已完成"))
    assert main(["import-sheet", str(path), "--data", data]) == 0
    told = capsys.readouterr()
    assert "将修改 1 行" in told.out and "待确认 → 已完成" in told.out and "--apply" in told.err
    assert main(["import-sheet", str(path), "--apply", "--by", "李", "--json", "--data", data]) == 0
    with PolicyAssistant.open(settings, embed=False) as assistant:
        assert row(assistant, "现场会").by == "李"
    filled(path, fill(1, 状态="不知道"))
    assert main(["import-sheet", str(path), "--data", data]) == 1


def test_filters_are_said_in_words() -> None:
    day = dt.date(2026, 3, 1)
    said = in_words(
        Filters(window="this-week", until=day, kinds=["target"], owner="人事科", years=[2025, 2026])
    )
    assert said == "本周；2026-03-01 止；指标；责任单位：人事科；年份：2025、2026"
    assert in_words(Filters(window="下月", unconfirmed=True)) == "下月；只看未确认"
    assert in_words(Filters()) == ""
