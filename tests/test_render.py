"""The way back: spans to boxes, a document as HTML that cannot run anything, page images."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import DamagedFile
from ingest.records import Document, Page, Paragraph, Place, Section, Span, Table, TableCell
from ingest.render.html import Marks, document_html
from ingest.render.images import PageImages, PageJob, draw
from ingest.render.places import PageBox, page_boxes
from ingest.settings import Settings

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


def paged() -> Document:
    """Two printed lines on two pages, and a table row of two cells."""
    text = "到2026年，普惠率达到90%以上。\n初中\t900元"
    return Document(
        "d", "甲.pdf", "0", "pdf", text,
        paragraphs=(Paragraph(0, 18), Paragraph(19, 26, kind="row")),
        pages=(Page(1, "i", 0, 8, 595, 842), Page(2, "", 8, len(text), 595, 842)),
        tables=(Table(19, 26, (TableCell(0, 0, 19, 21), TableCell(0, 1, 22, 26))),),
        places=(
            Place(0, 8, 1, (100.0, 700.0, 230.0, 716.0)),
            Place(8, 18, 2, (100.0, 60.0, 260.0, 76.0)),
            Place(19, 21, 2, (100.0, 100.0, 200.0, 130.0)),
            Place(22, 26, 2, (200.0, 100.0, 300.0, 130.0)),
        ),
    )  # fmt: skip


def test_a_quote_over_a_page_break_has_a_box_on_each_page() -> None:
    boxes = page_boxes(paged(), [Span(6, 10)])
    assert [b.page for b in boxes] == [1, 2]
    first, second = boxes[0].box, boxes[1].box
    # 到2026年，普 is 12 wide, and ，普 its last third
    assert (
        first[0] == pytest.approx(100 + 130 * 8 / 12)
        and first[2] == pytest.approx(230)
        and first[1:4:2] == (700, 716)
    )
    assert second[0] == pytest.approx(100) and second[2] < 150


@pytest.mark.parametrize("narrow", [0.5, 0.6])
def test_digits_are_as_wide_as_on_their_line(narrow: float) -> None:
    text = "2026年安排420万元。"
    width = 10 * (6 + 7 * narrow)
    document = Document(
        "d", "s", "0", "pdf", text,
        paragraphs=(Paragraph(0, len(text), font_size=10),),
        places=(Place(0, len(text), 1, (0.0, 0.0, width, 12.0)),),
    )  # fmt: skip
    (found,) = page_boxes(document, [Span(7, 12)])
    assert found.box[0] == pytest.approx(10 * (3 + 4 * narrow))
    assert found.box[2] == pytest.approx(width - 10)


def test_a_value_in_a_table_is_its_whole_cell() -> None:
    assert page_boxes(paged(), [Span(22, 25)]) == (PageBox(2, (200.0, 100.0, 300.0, 130.0)),)


def test_what_has_no_place_has_no_box() -> None:
    document = paged()
    assert page_boxes(document, [Span(18, 19)]) == ()
    assert page_boxes(Document("d", "s", "0", "docx", "文字"), [Span(0, 2)]) == ()


def html_of(text: str, *quotes: Span, context: tuple[Span, ...] = ()) -> str:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Paragraph(start, start + len(line)))
        start += len(line) + 1
    document = Document("d", "s", "0", "txt", text, paragraphs=tuple(lines))
    return document_html(document, (), Marks(quotes, context))


def visible(html: str) -> str:
    import html as library

    return library.unescape(re.sub(r"<[^>]+>", "", html))


def test_words_are_marked_once_and_nothing_else_changes() -> None:
    text = "第一段话。\n初中900元、小学700元。\n第三段话。"
    html = html_of(text, Span(6, 12), context=(Span(6, 8), Span(13, 15)))
    assert '<mark class="quote" id="here">初中900元</mark>' in html
    assert '<mark class="with">小学</mark>' in html and html.count('id="here"') == 1
    assert visible(html).split("\n") == text.split("\n")


def test_a_quote_over_two_paragraphs_is_marked_in_both() -> None:
    html = html_of("甲乙丙\n丁戊己", Span(1, 6))
    assert html.count("<mark") == 2 and html.count('id="here"') == 1
    assert ">乙丙</mark>" in html and ">丁戊</mark>" in html


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
        "</mark></p><iframe src=javascript:alert(1)>", "&lt;b&gt; &amp; 'x' `y`", "{{7*7}} ${x}",
    ],
)  # fmt: skip
def test_a_document_is_only_read(evil: str) -> None:
    html = html_of(f"{evil}\n{evil}", Span(0, 3), Span(len(evil) + 1, 2 * len(evil) + 1))
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {"p", "mark"}
    assert visible(html) == f"{evil}\n{evil}"


def test_headings_and_merged_cells_look_as_in_the_file() -> None:
    text = "工作要点\n一、经费\n学段\t标准\n初中\t900元\n2.只有一句。"
    rows = [(0, 4), (5, 9), (10, 15), (16, 23), (24, 31)]
    document = Document(
        "d", "s", "0", "docx", text,
        paragraphs=tuple(
            Paragraph(a, b, kind="row" if i in (2, 3) else "text") for i, (a, b) in enumerate(rows)
        ),
        tables=(
            Table(10, 23, (TableCell(0, 0, 10, 12), TableCell(0, 1, 13, 15, 1, 2),
                           TableCell(1, 0, 16, 18, 2, 1), TableCell(1, 1, 19, 23))),
        ),
    )  # fmt: skip
    sections = (
        Section(0, 31, 1, "", "工作要点", ("工作要点",), Span(0, 4), "title"),
        Section(5, 24, 2, "一、", "经费", ("工作要点", "一、经费"), Span(5, 9)),
        Section(24, 31, 2, "2.", "只有一句", ("工作要点", "2.只有一句"), Span(24, 31)),
    )
    html = document_html(document, sections, Marks((Span(19, 23),)))
    assert '<h1 class="centred">工作要点</h1>' in html and "<h3>一、经费</h3>" in html
    assert '<th>学段</th><th colspan="2">标准</th>' in html
    assert '<td rowspan="2">初中</td><td><mark class="quote" id="here">900元</mark></td>' in html
    assert "<p>2.只有一句。</p>" in html, "an item that is its own section is no heading"


def test_pages_of_a_pdf_are_drawn_once_and_kept(tmp_path: Path) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(300, 400))
    for words in ("第一页", "第二页"):
        canvas.setFont("STSong-Light", 20)
        canvas.drawString(50, 300, words)
        canvas.showPage()
    canvas.save()
    path = tmp_path / "a"
    path.write_bytes(out.getvalue())
    images = PageImages(Settings(data_dir=tmp_path / "data"))
    try:
        first = images.png(PageJob(path, "甲.pdf", "pdf", 1, width=600))
        second = images.png(PageJob(path, "甲.pdf", "pdf", 2, width=600))
        assert first.startswith(b"\x89PNG") and first != second
        path.unlink()
        assert images.png(PageJob(path, "甲.pdf", "pdf", 1, width=600)) == first, "kept on disk"
        with pytest.raises(DamagedFile, match=r"甲\.pdf.*第 9 页"):
            images.png(PageJob(path, "甲.pdf", "pdf", 9))
    finally:
        images.close()


def test_a_photograph_stands_as_it_was_read_on_white_paper(tmp_path: Path) -> None:
    path = tmp_path / "照片.jpg"
    lying = Image.new("RGB", (80, 40), "white")
    lying.paste("black", (0, 0, 10, 40))  # turned upright by the camera's word, this is at the top
    exif = Image.Exif()
    exif[0x0112] = 6
    lying.save(path, exif=exif, quality=95)
    shown = Image.open(io.BytesIO(draw(PageJob(path, "照片.jpg", "image", 1))))
    assert shown.size == (40, 80) and shown.getpixel((20, 2)) < (60, 60, 60)
    clear = tmp_path / "透明.png"
    Image.new("RGBA", (30, 30), (0, 0, 0, 0)).save(clear)
    shown = Image.open(io.BytesIO(draw(PageJob(clear, "透明.png", "image", 1))))
    assert shown.getpixel((5, 5)) == (255, 255, 255)
