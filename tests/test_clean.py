"""Furniture, boilerplate and broken lines go; every word of the document stays."""

from __future__ import annotations

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
