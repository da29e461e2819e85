"""Furniture, boilerplate and broken lines go; every word of the document stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.clean import clean
from ingest.records import Block, Cell, Document, RawDocument, RawPage


def cleaned(*blocks: Block, form: str = "txt", pages: tuple[RawPage, ...] = ()) -> Document:
    raw = RawDocument("a", form, blocks, pages)
    return clean(raw, document_id="d", sha256="0")


def para(text: str) -> Block:
    return Block("paragraph", text)


def line(text: str, page: int, y: float, *, left: float = 90, right: float = 505) -> Block:
    return Block("line", text, page=page, box=(left, y, right, y + 16), font_size=16)


def test_invisible_characters_radicals_and_half_pairs() -> None:
    document = cleaned(para("\ufeff⼈员\u200b共\u00ad12名\ud83d。"))
    assert document.text.strip() == "人员共12名\ufffd。"
    document.text.encode("utf-8")


def test_site_furniture_goes_and_is_kept_apart_with_its_reason() -> None:
    document = cleaned(
        para("您当前的位置：首页 > 政务公开"),
        para("云溪区教育局2025年工作要点"),
        para("一、总体要求。坚持立德树人，办好每一所学校。"),
        para("ICP备 12345678号"),
        form="html",
    )
    assert "位置" not in document.text and "ICP" not in document.text
    assert document.text.startswith("云溪区教育局2025年工作要点")
    removed = {r.text for r in document.removed}
    assert {"您当前的位置：首页 > 政务公开", "ICP备 12345678号"} <= removed
    assert all(r.reason for r in document.removed)


def test_a_sentence_that_speaks_of_downloads_stays() -> None:
    words = "各校可登录区教育局网站下载申请表。"
    assert words in cleaned(para("通知"), para(words), para("请按时报送。"), form="html").text


def test_printed_lines_become_paragraphs_across_pages() -> None:
    pages = (RawPage(1, "1", 595, 842), RawPage(2, "2", 595, 842))
    first = "各中小学校要把课后服务纳入年度工作计划，明确分管负责人和具体责任人并且"
    document = cleaned(
        line(first, 1, 700),
        line("按月公布服务安排。", 2, 80, right=250),
        form="pdf",
        pages=pages,
    )
    assert f"{first}按月公布服务安排。" in document.text
    assert [p.number for p in document.pages] == [1, 2]


def test_a_number_that_could_not_stand_on_the_line_with_its_mark_goes_on_the_paragraph() -> None:
    pages = (RawPage(1, "1", 595, 842),)
    document = cleaned(
        line("到2028年底，全区义务教育学校课后服务覆盖率达到100%，", 1, 100, left=122),
        line("教师参与率达到80%以上，各校开设课程，学生参与率不低于", 1, 120, right=458),
        line("（95%），家长满意率达到90%以上，全部学校都要公布课程，", 1, 140),
        line("并接受监督。", 1, 160, right=180),
        form="pdf",
        pages=pages,
    )
    assert "学生参与率不低于（95%），家长满意率" in document.text


def test_a_full_title_is_parted_from_those_whom_it_addresses() -> None:
    pages = (RawPage(1, "1", 595, 842),)
    title = "关于印发《云溪区义务教育学校课后服务提升行动方案》的通知"
    document = cleaned(
        line(title, 1, 100, left=102, right=493),
        line("各中小学校、幼儿园：", 1, 120, right=250),
        line("现将行动方案印发给你们，请结合实际，认真贯彻落实，并于九", 1, 140),
        line("月底前报送实施计划，联系人另行通知。", 1, 160, right=380),
        form="pdf",
        pages=pages,
    )
    assert document.text.splitlines()[:2] == [title, "各中小学校、幼儿园："]


def test_a_centred_bracket_over_two_lines_is_one_paragraph() -> None:
    pages = (RawPage(1, "1", 595, 842),)
    body = "为规范管理，保障师生安全，根据有关规定，结合本区实际，制定"
    document = cleaned(
        line("（2025年3月18日云溪区人民政府第12次常务会议通过　自2025", 1, 100),
        line("年5月1日起施行）", 1, 125, left=230, right=365),
        *(line(body, 1, 160 + 25 * i) for i in range(6)),
        form="pdf",
        pages=pages,
    )
    assert document.text.splitlines()[0].endswith("自2025年5月1日起施行）")


def plan_page(*texts: str, style: str = "") -> list[Block]:
    """A page of the usual kind: indented first lines, full lines at the left margin."""
    found = []
    for i, text in enumerate(texts):
        indent = 32 if text.startswith(("一", "二", "三", "为")) else 0
        found.append(line(text, 1, 200 + 28 * i, left=90 + indent))
    return [replace(block, style=style) for block in found]


PROSE = (
    "为做好秋季开学工作，现就有关事项通知如下，请各学校认真落实并按时报送情况说明材料和",
    "工作台账，逾期不报的予以通报。各学校要明确专人负责此项工作并做好与街道的沟通衔接和",
    "一、各学校要在开学前完成校舍安全检查，检查情况按要求如实填写并由校长签字后统一上报",
    "区教育局安全科，发现隐患的要在检查后十日内完成整改并将整改情况书面报送至安全科和财",
    "务科，整改资金由公用经费列支。",
)


@pytest.mark.parametrize("outside", [60.0, 74.0])
def test_a_letterhead_further_out_does_not_part_the_lines_of_a_paragraph(outside: float) -> None:
    menu = line("政务公开", 1, 60, left=outside, right=outside + 64)
    document = cleaned(menu, *plan_page(*PROSE), form="pdf", pages=(RawPage(1, "1", 595, 842),))
    assert PROSE[0] + PROSE[1] in document.text
    assert f"\n{PROSE[2]}{PROSE[3]}{PROSE[4]}" in document.text


def test_lines_read_from_a_picture_may_vary_in_height() -> None:
    blocks = plan_page(*PROSE, style="ocr")
    blocks[3] = replace(blocks[3], font_size=19)
    pages = (RawPage(1, "1", 595, 842, ocr=True),)
    assert PROSE[2] + PROSE[3] in cleaned(*blocks, form="pdf", pages=pages).text
    printed = [replace(block, style="") for block in blocks]
    assert PROSE[2] + PROSE[3] not in cleaned(*printed, form="pdf", pages=pages).text


def test_items_of_a_list_stay_lines_over_a_page_break() -> None:
    """Items stand far in; on the next page nothing stands further out to tell."""
    pages = (RawPage(1, "1", 595, 842), RawPage(2, "2", 595, 842))
    items = [
        line(f"{n}.校园工作指南第{n}分册" + "与" * 17, 1, 400 + 28 * n, left=164)
        for n in range(1, 7)
    ]
    over = [
        line(f"{n}.校园卫生工作指南", 2, 80 + 28 * n, left=164, right=400) for n in range(7, 13)
    ]
    document = cleaned(*plan_page(*PROSE), *items, *over, form="pdf", pages=pages)
    numbered = [text.split(".")[0] for text in document.text.split("\n") if "指南" in text]
    assert numbered == [str(n) for n in range(1, 13)]


def test_a_wide_gap_behind_an_enumeration_mark_is_no_cell() -> None:
    gappy = replace(
        plan_page(*PROSE)[3],
        text="区教育局、\t安全科、\t财务科和各学校要按照分工推进，并将整改情况书面报送至安全科和财",
    )
    blocks = plan_page(*PROSE)
    blocks[3] = gappy
    document = cleaned(*blocks, form="pdf", pages=(RawPage(1, "1", 595, 842),))
    assert "\t" not in document.text and f"和财{PROSE[4]}" in document.text


def test_running_headers_and_page_numbers_are_furniture() -> None:
    pages = tuple(RawPage(n, str(n), 595, 842) for n in range(1, 5))
    blocks = []
    for page in range(1, 5):
        blocks += [
            line("云溪区教师培训计划", page, 30, left=240, right=360),
            line(f"第{page}项任务由教师工作科负责落实，每年完成一轮。", page, 300),
            line(f"— {page} —", page, 800, left=280, right=315),
        ]
    document = cleaned(*blocks, form="pdf", pages=pages)
    assert "—" not in document.text and "云溪区教师培训计划" not in document.text.split("第1项")[1]
    assert all(f"第{n}项任务" in document.text for n in range(1, 5))


def test_a_table_is_rows_whose_cells_point_into_the_text() -> None:
    cells = tuple(
        Cell(row, column, text)
        for row, texts in enumerate((("学段", "标准（元）"), ("小学", "700"), ("初中", "900")))
        for column, text in enumerate(texts)
    )
    document = cleaned(para("表1 生均公用经费"), Block("table", "", cells=cells))
    (table,) = document.tables
    words = {(c.row, c.column): document.text[c.start : c.end] for c in table.cells}
    assert words[(2, 0)] == "初中" and words[(2, 1)] == "900"
    assert "初中\t900" in document.text
