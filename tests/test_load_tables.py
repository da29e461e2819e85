"""Spreadsheets and delimited files: what a person sees in the cells, as titles, tables and notes."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font

from eval.bench.hostile_office import packed, workbook
from ingest.clean import clean
from ingest.errors import DamagedFile, NoText, ParseLimit
from ingest.load import load
from ingest.load.sheet_values import BUILT_IN, number_words
from ingest.pipeline import Job, read
from ingest.records import Block, Deadline, RawDocument, Target

Fill = Callable[[Workbook], None]


def opened(tmp_path: Path, fill: Fill, name: str = "表.xlsx") -> RawDocument:
    book = Workbook()
    fill(book)
    book.save(tmp_path / name)
    return load(tmp_path / name)


def written(tmp_path: Path, text: str | bytes, name: str = "表.csv") -> RawDocument:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load(path)


def rows(block: Block) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for cell in block.cells:
        found.setdefault(cell.row, []).append(cell.text)
    return list(found.values())


def shapes(raw: RawDocument) -> list[str]:
    return [b.text if b.kind == "paragraph" else f"表{len(rows(b))}" for b in raw.blocks]


# --- numbers ----------------------------------------------------------------------------------

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    "raw, code, words",
    [
        ("0.95", "0%", "95%"),
        ("0.956", "0.0%", "95.6%"),
        ("0.30000000000000004", "", "0.3"),
        ("0.1", "", "0.1"),
        ("1234.5", "", "1234.5"),
        ("123456789.55", "", "123456789.55"),
        ("0.3333333333333333", "", "0.3333333333"),
        ("13800000000", "", "13800000000"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("1234567", "#,##0", "1,234,567"),
        ("0.285", "0.00", "0.29"),
        ("5", "000", "005"),
        ("5", '0"所"', "5所"),
        ("12345", '0!.0,"万"', "1.2万"),
        ("1500000", '#,##0,"千"', "1,500千"),
        ("13800000000", "000-0000-0000", "138-0000-0000"),
        ("1.5", "[$¥-804]#,##0.00", "¥1.50"),
        ("1.5", "# ?/?", "1.5"),
        ("1234567", "0.00E+00", "1234567"),
        ("-5", "0", "-5"),
        ("-5", "0;[Red]0", "-5"),
        ("-5", "0;(0)", "(5)"),
        ("1234.5", ACCOUNTING, "1,234.50"),
        ("-1234.5", ACCOUNTING, "-1,234.50"),
        ("0", ACCOUNTING, "-"),
        ("3", 'General"人"', "3人"),
        ("12", "@", "12"),
        ("abc", "0", "abc"),
        ("1e999", "0", "1e999"),
    ],
)
def test_numbers_are_the_words_of_their_cell(raw: str, code: str, words: str) -> None:
    assert number_words(raw, code) == words


@pytest.mark.parametrize(
    "raw, code, words",
    [
        ("45901", 'yyyy"年"m"月"d"日"', "2025年9月1日"),
        ("45901", "yyyy\\-mm\\-dd", "2025-09-01"),
        ("45901", "yyyy.m.d", "2025.9.1"),
        ("45901", BUILT_IN[14], "2025/9/1"),
        ("45901", BUILT_IN[31], "2025年9月1日"),
        ("45901", 'm"月"d"日";@', "9月1日"),
        ("45901", "mm-dd-yy", "2025-09-01"),
        ("45901", "d-mmm-yy", "2025-09-01"),
        ("45901", "mmm-yy", "2025年9月"),
        ("45901", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二五年九月一日"),
        ("45901", "[$-F800]dddd, mmmm dd, yyyy", "2025-09-01"),
        ("45901", "aaaa", "星期一"),
        ("45901.75", "yyyy/m/d h:mm", "2025/9/1 18:00"),
        ("45901.75", '上午/下午h"时"mm"分"', "下午6时00分"),
        ("45901.4", "h:mm:ss", "9:36:00"),
        ("1.25", "[h]:mm", "30:00"),
        ("2", "yyyy-m-d", "1900-1-2"),
        ("-3", "yyyy-m-d", "-3"),
        ("99999999", "yyyy-m-d", "99999999"),
    ],
)
def test_dates_are_the_words_of_their_cell(raw: str, code: str, words: str) -> None:
    assert number_words(raw, code) == words


def test_a_workbook_that_counts_from_1904() -> None:
    assert number_words("44439", "yyyy-mm-dd", from_1904=True) == "2025-09-01"


# --- sheets -----------------------------------------------------------------------------------


def _tasks(book: Workbook) -> None:
    sheet = book.active
    sheet.title = "任务分解"
    sheet["A1"] = "澄州市青禾区2026年教育工作任务分解表"
    sheet["A1"].font, sheet["A1"].alignment = Font(bold=True), Alignment(horizontal="center")
    sheet.merge_cells("A1:D1")
    sheet["A2"], sheet["D2"] = "填报单位：青禾区教育局", "填报日期：3月"
    for row in (
        ["序号", "重点任务", "责任单位", "完成时限"],
        [1, "完成青禾区第三小学迁建", "基建科", dt.date(2026, 9, 1)],
        [2, "组织教师信息技术培训", "教师发展中心", "6月底前"],
        [3, "召开课后服务现场会", "基础教育科", dt.date(2026, 10, 15)],
    ):
        sheet.append(row)
    for at in ("D4", "D6"):
        sheet[at].number_format = 'yyyy"年"m"月"d"日"'
    sheet["A7"] = "备注：各单位每季度报送进展。"
    sheet.merge_cells("A7:D7")


def test_title_rows_and_notes_stand_around_the_table(tmp_path: Path) -> None:
    raw = opened(tmp_path, _tasks)
    title, info, table, note = raw.blocks
    assert (title.text, title.level, title.centred) == (
        "澄州市青禾区2026年教育工作任务分解表",
        1,
        True,
    )
    assert "填报单位：青禾区教育局" in info.text and "填报日期：3月" in info.text
    assert rows(table)[1] == ["1", "完成青禾区第三小学迁建", "基建科", "2026年9月1日"]
    assert note.text.startswith("备注：")
    assert [b.text for b in raw.furniture] == ["任务分解"], "the sheet's name is not lost"


def test_each_row_of_a_task_sheet_is_a_deadline_with_its_owner(tmp_path: Path) -> None:
    opened(tmp_path, _tasks, "任务分解表.xlsx")
    reading = read(Job(tmp_path / "任务分解表.xlsx", "任务分解表.xlsx", "0"))
    found = {f.action: (f.owner, str(f.time.hi)) for f in reading.facts if isinstance(f, Deadline)}
    assert found["完成青禾区第三小学迁建"] == ("基建科", "2026-09-01")
    assert found["组织教师信息技术培训"] == ("教师发展中心", "2026-06-30")
    assert found["召开课后服务现场会"] == ("基础教育科", "2026-10-15")
    assert reading.metadata.title == "澄州市青禾区2026年教育工作任务分解表"
    assert reading.metadata.plan_year == 2026


def test_several_tables_of_a_sheet_and_several_sheets(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        for row in (
            ["学段", "2026年"],
            ["小学", "99%"],
            [],
            ["附表 经费"],
            ["项目", "金额"],
            ["公用经费", "900元"],
        ):
            sheet.append(row)
        second = book.create_sheet("招生计划")
        second.append(["学校", "人数"])
        second.append(["一小", 120])
        book.create_sheet("Sheet3")

    raw = opened(tmp_path, fill)
    assert shapes(raw) == ["表2", "附表 经费", "表2", "招生计划", "表2"]
    assert [b.anchor for b in raw.blocks if b.kind == "table"] == ["t1", "t2", "t3"]


def test_a_gap_in_a_numbered_table_does_not_part_it(tmp_path: Path) -> None:
    """What begins with a row's number has no header of its own; the group line stays in the table."""

    def fill(book: Workbook) -> None:
        for row in (
            ["序号", "任务", "时限"],
            [1, "甲", "6月"],
            [],
            ["二、职业教育"],
            [1, "乙", "7月"],
            [],
            ["学段", "目标"],
            ["小学", "99%"],
        ):
            book.active.append(row)

    assert shapes(opened(tmp_path, fill)) == ["表4", "表2"]


def test_the_title_stands_below_the_word_attachment(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        for row in (["附件2"], ["青禾区教育重点任务分解表"], ["任务", "时限"], ["甲", "6月"]):
            book.active.append(row)

    raw = opened(tmp_path, fill)
    assert [(b.text, b.level) for b in raw.blocks[:2]] == [
        ("附件2", None),
        ("青禾区教育重点任务分解表", 1),
    ]
    read_again = read(Job(tmp_path / "表.xlsx", "表.xlsx", "0"))
    assert read_again.metadata.title == "青禾区教育重点任务分解表"


def test_merged_cells_stand_once_with_their_spans(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        for row in (
            ["项目", "2026年", None],
            [None, "小学", "初中"],
            ["经费", 700, 900],
            [None, 710, 910],
        ):
            sheet.append(row)
        for merge in ("A1:A2", "B1:C1", "A3:A4"):
            sheet.merge_cells(merge)

    (table,) = opened(tmp_path, fill).blocks
    spans = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in table.cells}
    assert spans["项目"] == (0, 0, 2, 1) and spans["2026年"] == (0, 1, 1, 2)
    assert spans["经费"] == (2, 0, 2, 1) and "" not in spans


def test_hidden_parts_are_left_out_and_listed(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        for row in (["任务", "时限", "内部"], ["甲", "6月", "密"], ["乙", "7月", "密"]):
            sheet.append(row)
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet["A2"].comment = Comment("已报", "张")
        secret = book.create_sheet("底稿")
        secret["A1"] = "旧数据"
        secret.sheet_state = "veryHidden"

    raw = opened(tmp_path, fill)
    document = clean(raw, document_id="d", sha256="0")
    assert document.text == "任务\t时限\n甲\t6月"
    reasons = {(r.reason, r.text) for r in document.removed}
    assert ("隐藏或被筛选掉的行", "乙\t7月\t密") in reasons
    assert ("隐藏的列", "内部\t密") in reasons
    assert ("隐藏的工作表", "底稿：旧数据") in reasons
    assert ("批注", "Sheet!A2：已报") in reasons
    assert "隐藏" in raw.warnings[0]


def test_a_merge_whose_first_row_is_hidden_keeps_its_words(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        for row in (["类", "项"], ["经费", "甲"], [None, "乙"], [None, "丙"]):
            book.active.append(row)
        book.active.merge_cells("A2:A4")
        book.active.row_dimensions[2].hidden = True

    (table,) = opened(tmp_path, fill).blocks
    assert [(c.text, c.row, c.row_span) for c in table.cells if c.column == 0] == [
        ("类", 0, 1),
        ("经费", 1, 2),
    ]


def test_everything_hidden_is_said(tmp_path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active["A1"] = "字"
        book.active.row_dimensions[1].hidden = True

    with pytest.raises(NoText, match="隐藏"):
        opened(tmp_path, fill)


def test_values_of_all_kinds(tmp_path: Path) -> None:
    cells = (
        "<c t='b'><v>1</v></c><c t='e'><v>#REF!</v></c><c t='str'><f>A1</f><v>已完成</v></c>"
        "<c t='s'><v>0</v></c><c><f>1+1</f></c><c t='inlineStr'><is><t>a_x000D_b</t></is></c>"
    )
    shared = "<si><r><t>重</t></r><r><t>点</t></r><rPh><t>zhong</t></rPh></si>"
    raw = written(tmp_path, workbook(f"<row>{cells}</row>" * 2, strings=shared), "值.xlsx")
    assert rows(raw.blocks[-1])[0] == ["TRUE", "#REF!", "已完成", "重点", "a\rb"]
    assert "公式" in raw.warnings[0]


def test_sheets_that_claim_to_be_huge_cost_nothing(tmp_path: Path) -> None:
    two = "<row r='1'><c r='A1' t='str'><v>任务</v></c><c r='B1' t='str'><v>时限</v></c></row>"
    two += "<row r='2'><c r='A2' t='str'><v>甲</v></c><c r='B2' t='str'><v>6月</v></c></row>"
    far = "<row r='1048576'><c r='XFD1048576' t='str'><v>角</v></c></row>"
    whole = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    claim = '<dimension ref="A1:XFD1048576"/>'
    began = time.monotonic()
    raw = written(tmp_path, workbook(two + far, before=claim), "四角.xlsx")
    assert shapes(raw) == ["任务", "表2", "角"]
    raw = written(tmp_path, workbook(two, after=whole, before=claim), "合并.xlsx")
    assert shapes(raw) == ["任务"] and len(raw.furniture) == 3, "covered cells are listed"
    assert time.monotonic() - began < 5


def test_too_many_cells_and_broken_books_are_refused(tmp_path: Path) -> None:
    many = f"<row>{'<c><v>1</v></c>' * 1000}</row>" * 301
    with pytest.raises(ParseLimit, match="单元格"):
        written(tmp_path, workbook(many), "多.xlsx")
    entity = packed(
        {
            "xl/workbook.xml": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///x">]><workbook>&a;</workbook>'
        }
    )
    for name, data in (("断.xlsx", workbook("<row/>")[:-50]), ("实体.xlsx", entity)):
        with pytest.raises(DamagedFile, match=name):
            written(tmp_path, data, name)


# --- csv --------------------------------------------------------------------------------------

PLAN = [["任务", "责任单位", "时限"], ["迁建三小", "基建科", "9月底前"], ["培训", "人事科", "6月"]]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_delimiters_and_encodings(tmp_path: Path, delimiter: str, encoding: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in PLAN)
    raw = written(tmp_path, text.encode(encoding))
    assert raw.format == "csv" and rows(raw.blocks[0]) == PLAN


def test_commas_in_words_do_not_part_a_tabbed_file(tmp_path: Path) -> None:
    text = "任务\t说明\n甲\t一，二, 三\n乙\t四,五\n"
    raw = written(tmp_path, text, "表.tsv")
    assert raw.format == "tsv" and rows(raw.blocks[0])[1] == ["甲", "一，二, 三"]


def test_quotes_hold_line_ends_and_delimiters(tmp_path: Path) -> None:
    raw = written(tmp_path, '任务,说明\n甲,"第一行\n第二行，含"",""号"\n乙,丙\n')
    assert rows(raw.blocks[0])[1] == ["甲", '第一行\n第二行，含","号']
    assert len(rows(raw.blocks[0])) == 3


def test_a_quote_that_never_ends_does_not_eat_the_file(tmp_path: Path) -> None:
    raw = written(tmp_path, '任务,说明\n甲,"乙\n' + "丙,丁\n" * 500)
    assert len(rows(raw.blocks[0])) == 502


def test_a_title_row_and_a_note_in_a_csv(tmp_path: Path) -> None:
    raw = written(
        tmp_path, "青禾区任务分解表,,\n任务,单位,时限\n甲,乙,6月\n\n丙,丁,7月\n备注：按月报,,\n"
    )
    assert shapes(raw) == ["青禾区任务分解表", "表3", "备注：按月报"]
    assert raw.blocks[0].level == 1


def test_the_separator_line_of_excel_and_files_of_one_line(tmp_path: Path) -> None:
    assert rows(written(tmp_path, "sep=;\n甲;乙\n丙;1,5\n").blocks[0])[1] == ["丙", "1,5"]
    (line,) = written(tmp_path, "学校应当，加强管理，完善制度。").blocks
    assert line.kind == "paragraph"


def test_a_wide_csv_is_read_and_a_huge_one_refused(tmp_path: Path) -> None:
    raw = written(tmp_path, ",".join("甲" * 1 for _ in range(10_000)) + "\n" + "1," * 10_000)
    assert len(raw.blocks[0].cells) == 20_000
    with pytest.raises(ParseLimit):
        written(tmp_path, "1," * 400_000)


def test_values_of_a_csv_become_targets(tmp_path: Path) -> None:
    (tmp_path / "目标.csv").write_text(
        "各学段巩固率目标\n学段,2026年\n小学,99.9%\n初中,96.5%\n", encoding="utf-8"
    )
    facts = read(Job(tmp_path / "目标.csv", "目标.csv", "0")).facts
    assert {(f.scope, f.raw) for f in facts if isinstance(f, Target)} >= {
        ("小学", "99.9%"),
        ("初中", "96.5%"),
    }


def test_the_header_of_a_very_wide_table_does_not_stand_beside_every_chunk(tmp_path: Path) -> None:
    row = ",".join(f"第{n}项" for n in range(3_000))
    (tmp_path / "宽.csv").write_text("\n".join([row] * 3), encoding="utf-8")
    chunks = read(Job(tmp_path / "宽.csv", "宽.csv", "0")).chunks
    assert max(len(c.embed_text) - len(c.text) for c in chunks) < 1_100
