"""Bookmarks of a pdf make headings of the lines they name; numbered headings keep their own order."""

from __future__ import annotations

import io

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.clean import clean
from ingest.load.pdf import load
from ingest.load.pdf_outline import with_levels
from ingest.records import Block, Section
from ingest.structure import find_sections

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))

BODY = "各学校按照本安排做好准备工作，逐项落实到人，遇有问题及时报告区教师发展中心办公室。"
PAGES = (
    ("青禾区教师研修服务手册", "致全体学员", BODY, BODY),
    ("研修纪律", BODY, "第一章 出勤", BODY, "第一节 请假", BODY, "学员须知", BODY),
)


def handbook(outline: list[tuple[str, int, int]]) -> bytes:
    """Lines of one size at one margin; bookmarks as (title, page from 0, depth)."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842))
    for number, lines in enumerate(PAGES):
        canvas.setFont("STSong-Light", 12)
        for i, line in enumerate(lines):
            canvas.drawString(80, 740 - 40 * i, line)
        for title, page, depth in outline:
            if page == number:
                canvas.bookmarkPage(title)
                canvas.addOutlineEntry(title, title, depth)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def sections(outline: list[tuple[str, int, int]]) -> tuple[Section, ...]:
    raw = load(handbook(outline), "手册.pdf")
    return find_sections(clean(raw, document_id="d", sha256="0"))


def test_a_line_that_a_bookmark_names_is_a_heading() -> None:
    plain = {s.title for s in sections([])}
    assert "研修纪律" not in plain and "致全体学员" not in plain
    found = {
        s.title: s
        for s in sections([("致全体学员", 0, 0), ("研修　纪律", 1, 0), ("学员须知", 1, 1)])
    }
    assert {"致全体学员", "研修纪律", "学员须知"} <= set(found)
    assert found["学员须知"].path[-2:] == ("研修纪律", "学员须知")
    assert found["出勤"].path[-2:] == ("研修纪律", "第一章出勤")


def test_bookmarks_do_not_flatten_numbered_headings() -> None:
    flat = [("研修纪律", 1, 0), ("第一章 出勤", 1, 0), ("第一节 请假", 1, 0)]
    leave = next(s for s in sections(flat) if s.title == "请假")
    assert leave.path[-2:] == ("第一章出勤", "第一节请假")


def test_a_bookmark_without_its_line_and_one_that_is_no_heading_change_nothing() -> None:
    before = [(s.start, s.path) for s in sections([])]
    outline = [("封底", 1, 0), ("http://example.invalid", 0, 0), ("手册.docx", 0, 0), ("1", 1, 0)]
    assert [(s.start, s.path) for s in sections(outline)] == before


def test_a_heading_over_two_lines_and_brackets_alone() -> None:
    from ingest.load.pdf_outline import Entry

    lines = ["青禾区教师", "研修方案", "（第二版）", "正文。"]
    blocks = [
        Block("line", text, page=1, box=(0, 20.0 * i, 90, 20.0 * i + 12))
        for i, text in enumerate(lines)
    ]
    marked = with_levels(blocks, [Entry("青禾区教师研修方案", 1, 1), Entry("(第二版)", 1, 1)])
    assert [b.level for b in marked] == [1, 1, None, None]
    assert with_levels(blocks, [Entry("研修方案", 2, 2)]) == blocks, "the page counts"
