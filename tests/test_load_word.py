"""docx: everything that Word prints, once and in order, from packages written here."""

from __future__ import annotations

import io
import zipfile

import pytest
from word_files import W, listed, p, package, tc, tr

from ingest.errors import DamagedFile, EncryptedFile, NeedsOcr, NoText, ParseLimit
from ingest.load import load
from ingest.load.word_numbering import counted, roman
from ingest.records import Block, RawDocument


@pytest.fixture
def read(tmp_path):
    def read(body: str, **more) -> RawDocument:
        path = tmp_path / "实施方案.docx"
        path.write_bytes(package(body, **more))
        return load(path)

    return read


def texts(raw: RawDocument) -> list[str]:
    return [block.text for block in raw.blocks]


def test_insertions_controls_and_links_are_read_and_deletions_are_not(read):
    raw = read(
        p("第一段")
        + "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>" + p("控件里") + "</w:sdtContent></w:sdt>"
        + "<w:p><w:r><w:t>共</w:t></w:r><w:ins><w:r><w:t>12</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>10</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom>"
        "<w:hyperlink><w:r><w:t>所</w:t></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t>学校</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:smartTag><w:r><w:t>。</w:t></w:r></w:smartTag></w:p>"
    )  # fmt: skip
    assert texts(raw) == ["第一段", "控件里", "共12所学校。"]


def test_a_text_box_is_read_once_though_the_file_holds_it_twice(read):
    box = "<w:txbxContent>" + p("征求意见稿") + "</w:txbxContent>"
    raw = read(
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f"<v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(raw) == ["正文", "征求意见稿"]


def test_footnotes_follow_the_text_and_headers_stay_apart(read):
    raw = read(
        p("正文有注。"),
        extra={
            "footnotes": '<w:footnote w:type="separator">' + p("—") + "</w:footnote>"
            "<w:footnote>" + p("数据截至年底。") + "</w:footnote>",
            "header": p("内部资料"),
            "footer": p("第 1 页"),
            "comments": "<w:comment>" + p("请核实") + "</w:comment>",
        },
    )
    assert texts(raw) == ["正文有注。", "数据截至年底。"]
    assert (raw.blocks[1].number, raw.blocks[1].style) == ("注1", "footnotes")
    assert {(b.style, b.text) for b in raw.furniture} == {
        ("header", "内部资料"), ("footer", "第 1 页"), ("comments", "请核实"),
    }  # fmt: skip
    assert any("NULL" in warning for warning in raw.warnings)


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ('<w:pStyle w:val="h1"/>', 1),
        ('<w:pStyle w:val="h2"/>', 2),
        ('<w:pStyle w:val="own"/>', 3),
        ('<w:pStyle w:val="child"/>', 3),
        ('<w:outlineLvl w:val="0"/>', 1),
        ('<w:pStyle w:val="own"/><w:outlineLvl w:val="9"/>', None),
        ("", None),
    ],
)
def test_heading_levels_by_name_by_outline_and_by_inheritance(read, properties, expected):
    assert read(p("总体要求", properties)).blocks[0].level == expected


def test_looks_come_from_styles_and_runs(read):
    title, body, bold = read(
        p("标题", '<w:pStyle w:val="h1"/>') + p("正文") + p("粗", run='<w:b/><w:sz w:val="28"/>')
    ).blocks
    assert (title.font_size, title.bold, title.centred) == (22.0, True, True)
    assert (body.font_size, body.bold, body.centred) == (16.0, False, False)
    assert (bold.font_size, bold.bold) == (14.0, True)


def test_automatic_numbers_are_counted_as_word_prints_them(read):
    raw = read(
        listed("甲", 1) + listed("乙", 1, 1) + listed("丙", 1, 1) + listed("丁", 1, 2)
        + listed("戊", 1) + listed("己", 1, 1) + listed("庚", 3) + listed("点", 2)
        + listed("小数", 2, 1)
    )  # fmt: skip
    assert [block.number for block in raw.blocks] == [
        "一、", "（一）", "（二）", "1.", "二、", "（一）", "一、", "•", "1.1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百〇一"),
     (110, "一百一十"), (1002, "一千〇二"), (10000, "10000")],
)  # fmt: skip
def test_counting_words(number, words):
    assert counted(number) == words


def test_roman():
    assert [roman(n) for n in (1, 4, 9, 14, 40)] == ["I", "IV", "IX", "XIV", "XL"]


def test_merged_cells_stand_once_with_their_spans(read):
    across, down, more = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    raw = read(
        "<w:tbl>"
        + tr(tc("任务", across), tc("时限"))
        + tr(tc("基建", down), tc("新建校舍"), tc("9月"))
        + tr(tc("", more), tc("改造操场"), tc("10月"))
        + "<w:tr><w:trPr><w:del/></w:trPr>" + tc("删去的行") + "</w:tr></w:tbl>"
    )  # fmt: skip
    cells = {c.text: (c.row, c.column, c.row_span, c.column_span) for c in raw.blocks[0].cells}
    assert cells == {
        "任务": (0, 0, 1, 2), "时限": (0, 2, 1, 1), "基建": (1, 0, 2, 1),
        "新建校舍": (1, 1, 1, 1), "9月": (1, 2, 1, 1), "改造操场": (2, 1, 1, 1), "10月": (2, 2, 1, 1),
    }  # fmt: skip


def test_nested_tables_and_numbered_cells_keep_their_words(read):
    inner = "<w:tbl>" + tr(tc("里一"), tc("里二")) + "</w:tbl>"
    raw = read("<w:tbl>" + tr(f"<w:tc>{listed('清单', 1)}{inner}</w:tc>", tc("外")) + "</w:tbl>")
    assert [cell.text for cell in raw.blocks[0].cells] == ["一、清单\n里一 里二", "外"]


def test_a_frame_of_one_column_is_text(read):
    assert texts(read("<w:tbl>" + tr(tc("通知")) + tr(tc("正文")) + "</w:tbl>")) == ["通知", "正文"]


def test_python_docx_files_are_read(tmp_path):
    import docx

    document = docx.Document()
    document.add_heading("云溪区教育局工作要点", level=1)
    document.add_paragraph("到2025年，新增学位3000个。")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("任务", "时限", "建校", "9月"), strict=True):
        cell.text = words
    path = tmp_path / "要点.docx"
    document.save(str(path))
    raw = load(path)
    assert [(b.kind, b.level) for b in raw.blocks] == [
        ("paragraph", 1), ("paragraph", None), ("table", None),
    ]  # fmt: skip
    assert [c.text for c in raw.blocks[2].cells] == ["任务", "时限", "建校", "9月"]


def test_a_docx_of_pictures_needs_ocr_and_an_empty_one_has_no_text(read):
    with pytest.raises(NeedsOcr, match="图片"):
        read("<w:p/>", media=True)
    with pytest.raises(NoText):
        read("<w:p/>")


def test_strict_namespaces_are_read(tmp_path):
    data = package(p("严格格式"))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.namelist():
            strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
            new.writestr(item, old.read(item).replace(W.encode(), strict.encode()))
    path = tmp_path / "严格.docx"
    path.write_bytes(out.getvalue())
    assert texts(load(path)) == ["严格格式"]


def test_hostile_packages_are_refused_by_name(tmp_path):
    def refused(name: str, data: bytes, error: type[Exception]) -> None:
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(error, match=name):
            load(path)

    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (40 * 2**20))
    refused("炸弹.docx", bomb.getvalue(), ParseLimit)

    entities = package("<w:p/>")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(entities)) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.namelist():
            text = old.read(item)
            if item == "word/document.xml":
                text = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + text
            new.writestr(item, text)
    refused("实体.docx", out.getvalue(), DamagedFile)

    deep = "<w:sdt><w:sdtContent>" * 900 + p("深") + "</w:sdtContent></w:sdt>" * 900
    refused("过深.docx", package(deep), ParseLimit)
    refused("截断.docx", package(p("文" * 500))[:-200], DamagedFile)

    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    refused("其实是表格.docx", sheet.getvalue(), DamagedFile)

    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    refused("旧文件.docx", ole, DamagedFile)
    refused("加密.docx", ole + "EncryptedPackage".encode("utf-16-le"), EncryptedFile)


def test_words_of_the_body_are_all_there_and_in_order(read):
    """The measure of part 2 in small: text nodes of the XML, in order, against the blocks."""
    body = (
        p("甲") + listed("乙", 1) + "<w:tbl>" + tr(tc("丙"), tc("丁")) + "</w:tbl>"
        + "<w:p><m:oMath><m:r><m:t>戊</m:t></m:r></m:oMath><w:r><w:t>己</w:t><w:tab/><w:t>庚</w:t></w:r></w:p>"
        + "<w:p><w:r><w:ruby><w:rt><w:r><w:t>辛</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>壬</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r></w:p>"
    )  # fmt: skip
    assert "".join(map(words, read(body).blocks)) == "甲乙丙丁戊己庚辛壬"


def words(block: Block) -> str:
    return "".join((block.text + "".join(cell.text for cell in block.cells)).split())
