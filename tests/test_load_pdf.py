"""pdf: lines with page and box, rows, passwords, damage and pages that are pictures."""

from __future__ import annotations

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.errors import DamagedFile, EncryptedFile, NeedsOcr
from ingest.load import load
from ingest.load.pdf_lines import Piece, arrange, readable_share, split_gaps, split_levels, tidy
from ingest.records import RawDocument

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
HEIGHT = A4[1]


def draw(*pages, size: float = 16) -> bytes:
    """Pages of (x, y from the top, text) or of callables that draw on the canvas."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for page in pages:
        canvas.setFont("STSong-Light", size)
        for item in page:
            if callable(item):
                item(canvas)
            else:
                x, y, text = item
                canvas.drawString(x, HEIGHT - y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def picture(canvas: Canvas) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader

    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "gray")), 0, 0, *A4)


@pytest.fixture
def read(tmp_path):
    def read(data: bytes, name: str = "通知.pdf") -> RawDocument:
        path = tmp_path / name
        path.write_bytes(data)
        return load(path)

    return read


def test_lines_have_page_box_and_size(read):
    raw = read(
        draw([(90, 100, "关于经费的通知"), (90, 130, "初中生均900元。")], [(90, 100, "第二页。")])
    )
    assert [(b.kind, b.page, b.text) for b in raw.blocks] == [
        ("line", 1, "关于经费的通知"), ("line", 1, "初中生均900元。"), ("line", 2, "第二页。"),
    ]  # fmt: skip
    left, top, right, bottom = raw.blocks[0].box
    assert 85 < left < 95 and 80 < top < 100 < bottom < 110 and right > 190
    assert raw.blocks[0].font_size == 16
    assert [(p.number, round(p.height), p.has_text) for p in raw.pages] == [
        (1, 842, True),
        (2, 842, True),
    ]


def test_cells_of_one_row_are_one_line_in_order_of_x(read):
    raw = read(
        draw([(300, 100, "责任单位"), (90, 100, "任务"), (450, 100, "时限"), (90, 130, "建校")])
    )
    assert [b.text for b in raw.blocks] == ["任务\t责任单位\t时限", "建校"]


def test_a_page_drawn_from_the_bottom_is_read_from_the_top(read):
    raw = read(draw([(90, 300, "三、"), (90, 200, "二、"), (90, 100, "一、")]))
    assert [b.text for b in raw.blocks] == ["一、", "二、", "三、"]


def test_a_rotated_page_keeps_boxes_as_shown(read):
    from pypdf import PdfReader, PdfWriter

    for turn in (90, 180, 270):
        writer = PdfWriter(PdfReader(io.BytesIO(draw([(90, 100, "横排附表")]))))
        writer.pages[0].rotate(turn)
        out = io.BytesIO()
        writer.write(out)
        raw = read(out.getvalue())
        page, (left, top, right, bottom) = raw.pages[0], raw.blocks[0].box
        assert (page.width > page.height) == (turn != 180)
        # 90 points from the left and 100 from the top of the upright page
        near_left, near_top = {90: (page.width - 100, 90), 180: (page.width - 154, page.height - 100),
                               270: (84, page.height - 154)}[turn]  # fmt: skip
        assert abs(left - near_left) < 18 and abs(top - near_top) < 18
        assert right > left and bottom > top


def test_pictures_without_text_need_ocr(read):
    with pytest.raises(NeedsOcr, match=r"2 页") as caught:
        read(draw([picture], [picture]))
    assert caught.value.remedy


def test_a_few_hidden_characters_do_not_make_a_page_readable(read):
    def hidden(canvas: Canvas) -> None:
        text = canvas.beginText(10, 10)
        text.setTextRenderMode(3)
        text.textOut("x1")
        canvas.drawText(text)

    with pytest.raises(NeedsOcr):
        read(draw([picture, hidden]))


def test_picture_pages_of_a_readable_file_are_warned_of(read):
    raw = read(draw([(90, 100, "正文在此，共有两页。")], [picture]))
    assert [p.has_text for p in raw.pages] == [True, False]
    assert len(raw.warnings) == 1 and "第 2 页" in raw.warnings[0]


def test_an_empty_page_is_no_picture(read):
    raw = read(draw([(90, 100, "正文。")], []))
    assert not raw.warnings


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(draw([(90, 100, "机密")]))))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_a_password_is_named_and_an_owner_password_does_not_matter(read):
    with pytest.raises(EncryptedFile, match=r"通知.pdf"):
        read(encrypted("secret"))
    assert read(encrypted("")).blocks[0].text == "机密"


@pytest.mark.parametrize("keep", [30, 200])
def test_a_cut_file_is_damaged(read, keep):
    with pytest.raises(DamagedFile, match=r"通知.pdf"):
        read(draw([(90, 100, "文")])[:keep])


def test_page_labels_are_kept(read):
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(PdfReader(io.BytesIO(draw([(9, 99, "前言部分")], [(9, 99, "正文部分")]))))
    writer.set_page_label(0, 0, style="/r")
    writer.set_page_label(1, 1, style="/D", start=1)
    out = io.BytesIO()
    writer.write(out)
    assert [p.label for p in read(out.getvalue()).pages] == ["i", "1"]


# --- lines ------------------------------------------------------------------------------------


def test_letter_spacing_and_stray_marks_are_tidied():
    assert tidy("关 于 经 费 的 通 知") == "关于经费的通知"
    assert tidy("第一条 为了规范 ，制定") == "第一条 为了规范，制定"
    assert tidy("re\ufffeport\x00") == "re-port"


def test_a_broken_font_map_is_not_readable():
    assert readable_share("教育局工作要点2025年") == 1.0
    assert readable_share("\ue012\ue034\ue0aa\ufffd年") < 0.5


def test_gaps_become_tabs_and_levels_split():
    boxes = [(0, 0, 10, 10), (10, 0, 20, 10), (60, 0, 70, 10)]
    assert split_gaps("任务人", boxes, 10) == "任务\t人"
    stacked = [(0, 0, 10, 10), (0, 30, 10, 40)]
    assert split_levels("上下", stacked, 10) == [(0, 1), (1, 2)]
    assert split_levels("任务", boxes[:2], 10) == []


def test_two_columns_keep_the_order_in_which_they_were_drawn():
    left = [Piece(f"左{n}", (50, 100 + 20 * n, 250, 110 + 20 * n), 10) for n in range(3)]
    right = [Piece(f"右{n}", (300, 105 + 20 * n, 500, 115 + 20 * n), 10) for n in range(3)]
    assert [p.text for p in arrange(left + right)] == ["左0", "左1", "左2", "右0", "右1", "右2"]
