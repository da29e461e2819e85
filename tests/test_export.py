"""What is exported can be read back: typed cells, no formulas, stable calendar ids, bytes Excel reads."""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest
from checklist_rows import SEPTEMBER, deadline, row, target, time
from openpyxl import load_workbook

from assistant import workbook
from assistant.export import HEADERS, About, write
from ingest.errors import SettingsError


def sheet_of(path: Path) -> list[dict[str, object]]:
    lines = list(load_workbook(path).active.iter_rows(values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


# --- xlsx -------------------------------------------------------------------------------------


def test_a_sheet_has_typed_numbers_and_days(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    write(
        [row(deadline(SEPTEMBER)), row(target("940", "940元")), row(target("46.5", "46.5%"))], path
    )
    first, second, third = sheet_of(path)
    assert tuple(first) == HEADERS
    assert first["类别"] == "时间节点" and first["责任单位"] == "基础教育科"
    assert first["起"] == dt.datetime(2025, 9, 1) and first["止"] == dt.datetime(2025, 9, 30)
    assert first["章节"] == "一、促进公平 › 2.现场会" and first["目标值"] is None
    assert (second["目标值"], second["比较"], second["单位"]) == (940, "≥", "元")
    assert third["目标值"] == 46.5 and second["起"] is None


def test_an_unknown_year_is_not_made_up(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    write([row(deadline(time("XXXX-09-01", "XXXX-09-30")))], path)
    (line,) = sheet_of(path)
    assert line["起"] == "09-01（年份不明）" and line["止"] == "09-30（年份不明）"


def test_a_value_that_is_no_single_number_keeps_its_words(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    change = target("940", "由860元提高到940元", value_from=Decimal(860), comparator="from_to")
    stretch = target(None, "40%至50%", comparator="range")
    write([row(change), row(stretch)], path)
    first, second = sheet_of(path)
    assert first["目标值"] == "由860元提高到940元" and second["目标值"] == "40%至50%"


@pytest.mark.parametrize("words", ["=1+1", "+86", "-5", "@SUM(A1)", '=HYPERLINK("x")'])
def test_document_words_are_never_formulas(tmp_path: Path, words: str) -> None:
    path = tmp_path / "清单.xlsx"
    write([row(deadline(SEPTEMBER, action=words, quote=words), note=words)], path)
    cells = [cell for line in load_workbook(path).active.iter_rows(min_row=2) for cell in line]
    held = [cell for cell in cells if cell.value == words]
    assert len(held) == 3 and all(cell.data_type == "s" for cell in held)


def test_a_control_character_does_not_lose_the_whole_list(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    write([row(deadline(SEPTEMBER, action="召开\x0b会\x00议"), note="见\x1f附件")], path)
    assert (sheet_of(path)[0]["事项/指标"], sheet_of(path)[0]["备注"]) == ("召开会议", "见附件")


def test_an_empty_list_is_a_sheet_of_headers(tmp_path: Path) -> None:
    write([], tmp_path / "空.xlsx")
    assert sheet_of(tmp_path / "空.xlsx") == []


# --- csv and the rest -------------------------------------------------------------------------


def test_a_csv_opens_in_excel_and_holds_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    write([row(deadline(SEPTEMBER), note="=1+1", by='张"三,丰')], path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert line["备注"] == "'=1+1" and line["经办人"] == '张"三,丰'
    assert line["起"] == "2025-09-01" and line["原文"] == "9月份，召开课后服务现场会"


def test_an_unknown_suffix_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"\.xlsx"):
        write([], tmp_path / "清单.docx")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="写不进去"):
        write([row(deadline(SEPTEMBER))], tmp_path / "无此文件夹" / "清单.csv")


def test_upper_case_suffixes_work(tmp_path: Path) -> None:
    write([row(deadline(SEPTEMBER))], tmp_path / "清单.XLSX")
    assert len(sheet_of(tmp_path / "清单.XLSX")) == 1


def test_a_day_of_force_names_its_document() -> None:
    when = time("2026-09-01", None, "from", "day")
    shown = row(deadline(when, action="施行"), document_title="校车安全办法")
    assert shown.headline == "《校车安全办法》施行"
    assert row(deadline(when), document_title="校车安全办法").headline == "召开课后服务现场会"


# --- what a sheet says of itself --------------------------------------------------------------

ABOUT = About("基础教育科，本月", "县教育局", dt.datetime(2026, 3, 1, 8, 30, tzinfo=dt.UTC), 12)


def test_a_workbook_explains_itself_and_offers_the_states(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    write([row(deadline(SEPTEMBER), proof="督导室文件柜")], path, ABOUT)
    book = load_workbook(path)
    told = dict(book["说明"].iter_rows(values_only=True))
    assert told["筛选条件"] == "基础教育科，本月" and "共 1 条" in told["内容"]
    assert "责任单位" in told["可以填写"]
    (choice,) = book.active.data_validations.dataValidation
    assert choice.formula1 == '"待确认,已确认,进行中,已完成,不适用"'
    assert str(choice.sqref) == f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[HEADERS.index('状态')]}2"
    assert book.active.column_dimensions["A"].hidden, "nobody has to look at ids"
    (line,) = sheet_of(path)
    assert line["佐证"] == "督导室文件柜" and line["导出时间"] == "2026-03-01T08:30:00Z#12"


def test_a_note_stands_apart_from_what_a_new_version_changed(tmp_path: Path) -> None:
    path = tmp_path / "清单.csv"
    flag = "值已变化：9月→10月"
    write([row(deadline(SEPTEMBER), flag=flag, note=f"{flag}；已电话通知")], path, ABOUT)
    with path.open(encoding="utf-8-sig", newline="") as file:
        (line,) = csv.DictReader(file)
    assert (line["备注"], line["变化提示"]) == ("已电话通知", flag)
    assert line["导出时间"] == "2026-03-01T08:30:00Z#12"


@pytest.mark.parametrize(
    "line, rows",
    [(["短", None], 1), (["一" * 5, 3], 1), (["一" * 6, 3], 2), (["a" * 11, "一\n二\n三"], 3), (["长" * 900, ""], 8)],
)  # fmt: skip
def test_a_line_is_as_high_as_its_words(line: list[object], rows: int) -> None:
    assert workbook.rows_needed(line, [10, 10]) == rows
