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


def test_quotation_marks_drawn_behind_their_line_return_to_their_place():
    from ingest.load.pdf_text import PageText

    class Drawn(PageText):
        def __init__(self, lefts):
            self.lefts = lefts

        def _char_box(self, index):
            return (self.lefts[index], 0.0, self.lefts[index] + 9.0, 10.0)

    def told(text, *lefts):
        return Drawn(lefts)._in_place(text, 0, 5.0).strip()

    assert told("区 十 规 “ ”", 10, 19, 30, 39, 50, 58, 20, 41, 40) == "区“十”规"
    assert told("第三条 “甲”类", 10, 20, 30, 40, 45, 55, 65, 75) == "第三条 “甲”类"


def test_bullets_of_symbol_fonts_are_written_as_bullets():
    from ingest.load.pdf_lines import tidy

    assert tidy("\uf0b7 加强领导") == "• 加强领导"


def test_gaps_become_tabs_and_levels_split():
    boxes = [(0, 0, 10, 10), (10, 0, 20, 10), (60, 0, 70, 10)]
    assert split_gaps("任务人", boxes, 10) == [(0, 2), (2, 3)]
    stacked = [(0, 0, 10, 10), (0, 30, 10, 40)]
    assert split_levels("上下", stacked, 10) == [(0, 1), (1, 2)]
    assert split_levels("任务", boxes[:2], 10) == []


def test_two_columns_keep_the_order_in_which_they_were_drawn():
    left = [Piece(f"左{n}", (50, 100 + 20 * n, 250, 110 + 20 * n), 10) for n in range(3)]
    right = [Piece(f"右{n}", (300, 105 + 20 * n, 500, 115 + 20 * n), 10) for n in range(3)]
    assert [p.text for p in arrange(left + right)] == ["左0", "左1", "左2", "右0", "右1", "右2"]


# --- ruled tables -----------------------------------------------------------------------------


def ruled(xs, ys, *, without=()):
    """Draws the grid of xs × ys (from the top); ``without``: ('h'|'v', edge, slot) left out."""

    def draw_lines(canvas: Canvas) -> None:
        for i, y in enumerate(ys):
            for j in range(len(xs) - 1):
                if ("h", i, j) not in without:
                    canvas.line(xs[j], HEIGHT - y, xs[j + 1], HEIGHT - y)
        for i, x in enumerate(xs):
            for j in range(len(ys) - 1):
                if ("v", i, j) not in without:
                    canvas.line(x, HEIGHT - ys[j], x, HEIGHT - ys[j + 1])

    return draw_lines


def cells_of(raw: RawDocument, number: int = 0) -> list[tuple]:
    table = [b for b in raw.blocks if b.kind == "table"][number]
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in table.cells]


XS, YS = [80, 200, 320, 440], [100, 130, 160, 190]


def test_a_ruled_table_is_read_cell_by_cell_between_the_lines_around_it(read):
    words = [(85 + 120 * c, 120 + 30 * r, f"甲{r}{c}") for c in range(3) for r in range(3)]
    raw = read(draw([ruled(XS, YS), (80, 80, "表1"), *words, (80, 230, "以上为全部。")], size=12))
    assert [b.kind for b in raw.blocks] == ["line", "table", "line"]
    assert cells_of(raw) == [(r, c, 1, 1, f"甲{r}{c}") for r in range(3) for c in range(3)]
    cell = raw.blocks[1].cells[4]
    assert cell.page == 1 and [round(v) for v in cell.box] == [200, 130, 320, 160]


def test_merged_cells_stand_once_with_their_spans(read):
    gone = {("h", 2, 0), ("v", 2, 0)}
    words = [
        (85, 155, "国家级"),
        (210, 120, "奖励"),
        (85, 120, "级别"),
        (210, 150, "一等"),
        (330, 150, "5"),
    ]
    raw = read(draw([ruled(XS, YS, without=gone), *words], size=12))
    found = cells_of(raw)
    assert (0, 1, 1, 2, "奖励") in found and (1, 0, 2, 1, "国家级") in found
    assert len(found) == 7 and not any(c[:2] in {(0, 2), (2, 0)} for c in found)


def test_an_open_side_is_closed_where_the_lines_end(read):
    gone = {("v", 0, j) for j in range(3)} | {("v", 3, j) for j in range(3)}
    words = [(85 + 120 * c, 120 + 30 * r, f"乙{r}{c}") for c in range(3) for r in range(3)]
    raw = read(draw([ruled(XS, YS, without=gone), *words], size=12))
    assert [c[4] for c in cells_of(raw)] == [f"乙{r}{c}" for r in range(3) for c in range(3)]


def test_a_line_broken_to_fit_is_joined_and_an_item_is_not(read):
    xs, ys = [80, 180, 440], [100, 130, 200]
    words = [(85, 120, "任务"), (190, 120, "要求"), (85, 150, "建设新校"), (85, 165, "区一所"),
             (190, 150, "1.九月开工；"), (190, 165, "2.年底完成。")]  # fmt: skip
    raw = read(draw([ruled(xs, ys), *words], size=12))
    texts = [c[4] for c in cells_of(raw)]
    assert texts[2:] == ["建设新校区一所", "1.九月开工；\n2.年底完成。"]


def test_a_frame_around_text_and_an_empty_grid_are_no_tables(read):
    raw = read(draw([ruled([70, 450], [90, 140, 200]), (80, 120, "框内文字。"),
                     ruled(XS, [400, 430, 460]), (85, 420, "孤字")], size=12))  # fmt: skip
    assert [b.text for b in raw.blocks] == ["框内文字。", "孤字"]


def test_words_beyond_the_page_are_kept_apart(read):
    raw = read(draw([(90, 100, "看得见的正文在这里。"), (90, 900, "看不见")]))
    assert [b.text for b in raw.blocks] == ["看得见的正文在这里。"]
    assert [(b.text, b.style) for b in raw.furniture] == [("看不见", "outside")]


def cleaned(raw: RawDocument):
    from ingest.clean import clean

    return clean(raw, document_id="d", sha256="0")


def test_a_table_cut_by_a_page_is_one_without_its_repeated_header(read):
    def page(rows, first):
        ys = (
            [100 + 30 * i for i in range(len(rows) + 1)]
            if first
            else [60 + 30 * i for i in range(len(rows) + 1)]
        )
        words = [
            (85 + 120 * c, ys[r] + 20, w) for r, row in enumerate(rows) for c, w in enumerate(row)
        ]
        return [ruled(XS, ys), *words]

    head = ("任务", "单位", "时限")
    raw = read(
        draw(
            page([head, ("建校", "基建科", "9月")], True),
            page([head, ("招生", "基教科", "7月"), ("", "考试院", "")], False),
            size=12,
        )
    )
    document = cleaned(raw)
    (table,) = document.tables
    assert document.text == "任务\t单位\t时限\n建校\t基建科\t9月\n招生\t基教科\t7月\n\t考试院\t"
    assert table.header_rows == 1 and [r.reason for r in document.removed] == ["重复的表头"]
    assert [(p.number, document.text[p.start : p.start + 2]) for p in document.pages] == [
        (1, "任务"),
        (2, "招生"),
    ]
    for cell in table.cells:
        inside = [p for p in document.places if (p.start, p.end) == (cell.start, cell.end)]
        assert len(inside) == (1 if cell.end > cell.start else 0)


def test_a_row_cut_by_a_page_is_one_row_and_a_merged_cell_goes_on(read):
    top = [ruled(XS, [700, 730, 760]), (85, 720, "级别"), (205, 720, "内容"), (325, 720, "分数"),
           (85, 750, "国家级"), (205, 750, "在活动中表现"), (325, 750, "5")]  # fmt: skip
    bottom = [
        ruled(XS, [60, 90, 120]),
        (205, 80, "突出的学生"),
        (85, 110, "省级"),
        (205, 110, "同上"),
        (325, 110, "3"),
    ]
    document = cleaned(read(draw(top, bottom, size=12)))
    assert "国家级\t在活动中表现突出的学生\t5\n省级\t同上\t3" in document.text


def test_a_numbered_row_cut_by_a_page_is_one_row_beside_a_merged_cell(read):
    def page(top, rows, merged):
        ys = [top + 30 * i for i in range(len(rows) + 1)]
        words = [
            (85 + 120 * c, ys[r] + 20, w) for r, row in enumerate(rows) for c, w in enumerate(row)
        ]
        return [ruled(XS, ys, without={("h", edge, 1) for edge in merged}), *words]

    head = ("序号", "类别", "任务")
    first = page(690, [head, ("1", "学位", "建校两所。"), ("2", "", "建成食堂；")], [2])
    rest = page(60, [head, ("", "", "十月完工。"), ("3", "", "新增班级。")], [2])
    document = cleaned(read(draw(first, rest, size=12)))
    assert (
        document.text
        == "序号\t类别\t任务\n1\t学位\t建校两所。\n2\t建成食堂；十月完工。\n3\t新增班级。"
    )
    assert {c.row_span for c in document.tables[0].cells if c.column == 1} == {1, 3}
    first = page(690, [head, ("甲", "1", "建校两所")], [])
    document = cleaned(read(draw(first, page(60, [head, ("乙", "", "新增班级")], []), size=12)))
    assert document.text.endswith("甲\t1\t建校两所\n乙\t\t新增班级")


@pytest.mark.parametrize("cut", [1, 2])
def test_one_row_of_a_table_alone_on_its_page_belongs_to_it(read, cut):
    rows = [("学段", "标准（元）", "人数"), ("小学", "700", "2150"), ("初中", "900", "986")]

    def part(rows, top):
        ys = [top + 30 * i for i in range(len(rows) + 1)]
        words = [
            (85 + 120 * c, ys[r] + 20, w) for r, row in enumerate(rows) for c, w in enumerate(row)
        ]
        return [ruled(XS, ys), *words]

    top = [*part(rows[:cut], 780 - 30 * cut), (290, 810, "— 1 —")]
    document = cleaned(
        read(draw(top, [*part(rows[cut:], 60), (90, 400, "以上为全部标准。")], size=12))
    )
    (table,) = document.tables
    assert document.text[table.start : table.end] == "\n".join("\t".join(row) for row in rows)
    assert table.header_rows == 1 and len({c.row for c in table.cells}) == 3


def test_a_single_row_of_cells_elsewhere_is_no_table(read):
    row = [ruled(XS, [300, 330]), (85, 320, "甲"), (205, 320, "乙"), (325, 320, "丙")]
    raw = read(draw([(90, 100, "正文在上。"), *row, (90, 400, "正文在下。")], size=12))
    assert all(b.kind == "line" for b in raw.blocks)


def test_two_header_rows_are_both_header():
    from ingest.clean.assemble import header_rows
    from ingest.records import Cell

    wide = (Cell(0, 0, "学段", 2, 1), Cell(0, 1, "标准", 1, 2), Cell(1, 1, "城区"), Cell(1, 2, "乡镇"),
            Cell(2, 0, "小学"), Cell(2, 1, "700"), Cell(2, 2, "750"))  # fmt: skip
    assert header_rows(wide) == 2
    titled = (
        Cell(0, 0, "经费表", 1, 2),
        Cell(1, 0, "学段"),
        Cell(1, 1, "标准"),
        Cell(2, 0, "小学"),
        Cell(2, 1, "7"),
    )
    assert header_rows(titled) == 2
    assert header_rows((Cell(0, 0, "甲"), Cell(0, 1, "乙"), Cell(1, 0, "1"), Cell(1, 1, "2"))) == 1


def column(x: float, top: float, first: int) -> list[tuple[float, float, str]]:
    """Eight printed lines of one column: two paragraphs of four lines."""
    lines = []
    for i in range(8):
        words = f"第{first + i}行正文说的是学校工作安排与要求" + ("。" if i in (3, 7) else "等")
        lines.append((x, top + 20 * i, words))
    return lines


def test_two_columns_are_read_one_after_the_other_below_a_title_over_both(read):
    left, right = column(60, 140, 10), column(320, 140, 30)
    mixed = [item for pair in zip(left, right, strict=True) for item in pair]
    footer = (60, 320, "以上各项由区教育局各科室分别负责组织实施并按时报送进展情况，特此通知。")
    raw = read(draw([(230, 90, "关于做好两项工作的通知"), *mixed, footer], size=12))
    texts = [b.text for b in raw.blocks]
    assert texts == [
        "关于做好两项工作的通知",
        *(t for *_, t in left),
        *(t for *_, t in right),
        footer[2],
    ]
    assert [b.column for b in raw.blocks] == [0] + [1] * 8 + [2] * 8 + [0]
    paragraphs = cleaned(raw).text.split("\n")
    assert len(paragraphs) == 6 and paragraphs[1] == "".join(t for *_, t in left[:4])


def test_a_table_without_rulings_is_no_pair_of_columns(read):
    rows = [
        item
        for r in range(8)
        for item in ((60, 100 + 20 * r, f"任务{r}"), (300, 100 + 20 * r, f"单位{r}"))
    ]
    assert [b.text for b in read(draw(rows, size=12)).blocks] == [
        f"任务{r}\t单位{r}" for r in range(8)
    ]
