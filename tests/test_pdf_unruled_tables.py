"""pdf tables without drawn walls become tables; prose, lists, contents and signatures do not."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.clean import clean
from ingest.load import load
from ingest.records import Document

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
HEIGHT = A4[1]
X = (90, 220, 320, 430)
ROWS = [
    ("学段", "班额", "生均标准", "增加额"),
    ("公办幼儿园", "30", "610", "40"),
    ("小学", "45", "720", "55"),
    ("初中", "50", "930", "60"),
    ("普通高中", "50", "1250", "80"),
]


def page(rows, *, top=140, step=24, xs=X, size=12):
    """(x, y, text) of rows of a table; ``None`` leaves a place empty."""
    return [
        (x, top + step * n, text)
        for n, row in enumerate(rows)
        for x, text in zip(xs, row, strict=False)
        if text
    ]


@pytest.fixture
def read(tmp_path):
    def read(*pages, rules=(), fills=(), size=12) -> Document:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=A4)
        for items in pages:
            for y, height in fills:
                canvas.setFillGray(0.85)
                canvas.rect(80, HEIGHT - y - height, 420, height, stroke=0, fill=1)
            canvas.setFillGray(0)
            canvas.setFont("STSong-Light", size)
            for x, y, text in items:
                canvas.drawString(x, HEIGHT - y, text)
            for y in rules:
                canvas.line(80, HEIGHT - y, 500, HEIGHT - y)
            canvas.showPage()
        canvas.save()
        path = tmp_path / "通知.pdf"
        path.write_bytes(out.getvalue())
        return clean(load(path), document_id="d", sha256="0")

    return read


def cells(document: Document, table=0) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for cell in document.tables[table].cells:
        found.setdefault(cell.row, []).append(document.text[cell.start : cell.end])
    return [found[row] for row in sorted(found)]


def test_columns_told_by_white_space_alone(read):
    document = read(
        [
            (90, 100, "表1 澄州市青禾区生均公用经费标准"),
            *page(ROWS),
            (90, 300, "以上标准自1月起执行。"),
        ]
    )
    assert cells(document) == [list(row) for row in ROWS]
    table = document.tables[0]
    assert table.caption is not None
    assert document.text[table.caption.start : table.caption.end].startswith("表1")
    assert document.text.endswith("以上标准自1月起执行。")
    boxed = [p for p in document.places if document.text[p.start : p.end] == "930"]
    assert len(boxed) == 1 and boxed[0].box[0] > 250


def test_a_three_line_table_of_two_columns(read):
    rows = [
        ("活动名称", "承办学校"),
        ("合唱展演", "青禾一小"),
        ("书画比赛", "青禾三中"),
        ("朗诵比赛", "青禾二小"),
    ]
    document = read(page(rows), rules=(124, 148, 220))
    assert cells(document) == [list(row) for row in rows]


def test_rows_told_by_rules_hold_cells_of_several_lines(read):
    items = [
        (90, 140, "重点任务"), (300, 140, "责任单位"), (400, 140, "完成时限"),
        (90, 164, "新建青禾区第九中学并配齐各"), (90, 180, "类设施设备"), (300, 172, "规划科"), (400, 172, "9月底前"),
        (90, 204, "组织全区教师心理健康培训与"), (90, 220, "测评"), (300, 212, "人事科"), (400, 212, "10月底前"),
        (90, 244, "修订校车管理办法"), (300, 244, "安全科"), (400, 244, "12月底前"),
    ]  # fmt: skip
    document = read(items, rules=(126, 148, 188, 228, 252))
    assert cells(document)[1] == ["新建青禾区第九中学并配齐各类设施设备", "规划科", "9月底前"]
    assert cells(document)[3] == ["修订校车管理办法", "安全科", "12月底前"]


def test_lines_of_one_cell_without_rules_belong_to_the_row_above(read):
    items = [
        (90, 140, "任务"), (300, 140, "责任单位"), (400, 140, "完成时限"),
        (90, 170, "新建青禾区第九中学并配齐各"), (300, 170, "规划科"), (400, 170, "9月底前"), (300, 186, "财务科"),
        (90, 216, "组织教师心理健康培训"), (300, 216, "人事科"), (400, 216, "10月底前"),
        (90, 246, "修订校车管理办法"), (300, 246, "安全科"), (400, 246, "12月底前"),
    ]  # fmt: skip
    found = cells(read(items))
    assert len(found) == 4
    assert found[1][1].replace(" ", "") == "规划科财务科"


def test_a_cell_of_the_header_stands_over_two_columns(read):
    xs = (90, 200, 270, 340, 410)
    rows = [
        ("", "人数", "经费", "人数", "经费"), ("小学", "1200", "80", "1300", "91"),
        ("初中", "800", "70", "850", "76"), ("高中", "600", "66", "640", "72"),
    ]  # fmt: skip
    first = [(90, 140, "学段"), (225, 140, "2025年"), (365, 140, "2026年")]
    document = read([*first, *page(rows, top=164, xs=xs)])
    table = document.tables[0]
    assert cells(document)[0] == ["学段", "2025年", "2026年"] and table.header_rows == 2
    assert [(c.column, c.column_span, c.row_span) for c in table.cells if c.row == 0] == [
        (0, 1, 2), (1, 2, 1), (3, 2, 1),
    ]  # fmt: skip


def test_cells_of_several_lines_stand_at_the_middle_of_their_row(read):
    items = [
        (90, 140, "任务"), (300, 140, "责任单位"), (400, 140, "完成时限"),
        (90, 170, "新建青禾区第九中学并配齐各"), (90, 186, "类设施设备"), (300, 178, "规划科"), (400, 178, "9月底前"),
        (90, 212, "组织全区教师心理健康培训与"), (90, 228, "测评"), (300, 220, "人事科"), (400, 220, "10月底前"),
        (90, 254, "修订校车管理办法"), (300, 254, "安全科"), (400, 254, "12月底前"),
    ]  # fmt: skip
    found = cells(read(items))
    assert found[1] == ["新建青禾区第九中学并配齐各类设施设备", "规划科", "9月底前"]
    assert found[2] == ["组织全区教师心理健康培训与测评", "人事科", "10月底前"]


def test_a_zebra_table_and_centred_cells(read):
    def centred(text, x):
        return x - 6 * len(text)

    rows = [[(centred(t, x + 40), t) for t, x in zip(row, X, strict=True)] for row in ROWS]
    items = [(x, 140 + 24 * n, t) for n, row in enumerate(rows) for x, t in row]
    document = read(items, fills=((124, 24), (172, 24), (220, 24)))
    assert cells(document) == [list(row) for row in ROWS]


def test_a_table_goes_on_over_the_page_and_its_repeated_header_goes(read):
    first = [("学校", "班数", "学生数")] + [
        (f"青禾{n}小", str(n), str(40 * n)) for n in range(11, 30)
    ]
    second = [("学校", "班数", "学生数")] + [
        (f"青禾{n}小", str(n), str(40 * n)) for n in range(30, 36)
    ]
    document = read(page(first, top=320), page(second, top=80))
    assert len(document.tables) == 1
    assert [row[0] for row in cells(document)] == ["学校", *(f"青禾{n}小" for n in range(11, 36))]
    assert any(item.reason == "重复的表头" for item in document.removed)
    headless = read(page(first, top=320), page(second[1:], top=80))
    assert len(headless.tables) == 1 and len(cells(headless)) == 26


@pytest.mark.parametrize(
    "items",
    [
        # prose with wide gaps
        [(90, 100 + 24 * n, t) for n, t in enumerate(["为做好今年的招生工作，现将", "有关事项通知如下，请各校", "认真执行，并按时报送。"] * 3)],
        # a table of contents
        page([("目录", None), ("一、总体要求", "1"), ("二、主要任务", "3"), ("三、保障措施", "8"), ("四、附则", "9")], xs=(90, 480)),
        # signatures and addresses
        page([("甲方：青禾一小", "乙方：青禾供餐公司"), ("代表人：", "代表人："), ("日期：", "日期："), ("电话：", "电话：")], xs=(90, 330)),
        page([("联系人：张老师", "电话：81234567", "邮编：300001"), ("联系人：李老师", "电话：81234568", "邮编：300002"), ("联系人：王老师", "电话：81234569", "邮编：300003")]),
        # names of winners
        page([("张小明", "李小红", "王小刚", "赵小兰")] * 1 + [("孙小平", "周小伟", "吴小芳", "郑小丽"), ("冯小军", "陈小燕", "褚小龙", "卫小凤"), ("蒋小勇", "沈小英", "韩小东", "杨小梅")]),
        # answers to choose from
        page([("A. 十二", "B. 十三", "C. 十四", "D. 十五"), ("A. 一年", "B. 两年", "C. 三年", "D. 四年"), ("A. 甲", "B. 乙", "C. 丙", "D. 丁")]),
        # a list whose numbers stand apart
        page([("（一）", "提高认识，加强组织领导"), ("（二）", "落实责任，细化工作措施"), ("（三）", "加强督查，确保工作实效"), ("（四）", "做好宣传，营造良好氛围")], xs=(90, 150)),
    ],
    ids=["prose", "contents", "signatures", "addresses", "names", "options", "list"],
)  # fmt: skip
def test_what_is_no_table_stays_lines(read, items):
    assert not read(items).tables


def test_two_columns_of_prose_are_no_table(read):
    line = "各校要落实主体责任按时报送"
    items = [(x, 100 + 20 * n, line) for n in range(16) for x in (60, 320)]
    assert not read(items).tables
