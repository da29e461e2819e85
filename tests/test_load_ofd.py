"""OFD (GB/T 33190): lines with places, ruled tables, templates, bookmarks, pictures, and bad files."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pytest

from assistant.viewing import Viewing
from eval.bench.hostile_office import packed
from eval.bench.ocr import find_font, render
from ingest.clean import clean
from ingest.discover import discover
from ingest.errors import DamagedFile, DocumentError, EncryptedFile, NeedsOcr, ParseLimit
from ingest.load import load, ocr
from ingest.load.ofd_pictures import page_picture
from ingest.load.pictured import scan_kind
from ingest.load.scanned import OcrPage
from ingest.pipeline import Job, ingest_paths, open_store, read
from ingest.records import Block, Deadline, RawDocument, Span
from ingest.settings import Settings

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
PT = 72 / 25.4
FONT = find_font()

# --- a writer -----------------------------------------------------------------------------------


def words(x: float, y: float, text: str, size: float = 5.6, more: str = "", code: str = "") -> str:
    """A line as one object, its upper left corner at (x, y) mm; Han characters one size apart."""
    steps = code or (f'DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else "")
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} {size * len(text)} {size}" Font="3" Size="{size}" {more}>'
        f'<ofd:TextCode X="0" Y="{size * 0.86}" {steps}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def glyphs(x: float, y: float, text: str, size: float = 5.6) -> str:
    """A line of which every character is an object of its own."""
    return "".join(words(x + i * size, y, c, size) for i, c in enumerate(text))


def line(x0: float, y0: float, x1: float, y1: float) -> str:
    return (
        f'<ofd:PathObject ID="8" Boundary="{x0} {y0} {x1 - x0 + 0.2} {y1 - y0 + 0.2}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def image(box: str = "0 0 210 297", resource: str = "7") -> str:
    width, height = box.split()[2:]
    return (
        f'<ofd:ImageObject ID="6" CTM="{width} 0 0 {height} 0 0" Boundary="{box}" '
        f'ResourceID="{resource}"/>'
    )


def page(content: str, before: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:Page {SPACE}>{before}<ofd:Content>'
        f'<ofd:Layer ID="2">{content}</ofd:Layer></ofd:Content></ofd:Page>'
    )


def ofd(
    *pages: str,
    common: str = "",
    document: str = "",
    body: str = "",
    parts: dict[str, bytes | str] | None = None,
) -> bytes:
    """An OFD file of pages (the content of their one layer, or whole parts)."""
    whole = [p if p.startswith("<?xml") else page(p) for p in pages]
    listed = "".join(
        f'<ofd:Page ID="{100 + i}" BaseLoc="Pages/Page_{i}/Content.xml"/>'
        for i in range(len(whole))
    )
    members: dict[str, bytes | str] = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocInfo><ofd:Title>通知</ofd:Title><ofd:Author>青禾区教育局"
        '</ofd:Author><ofd:CustomDatas><ofd:CustomData Name="密级">公开</ofd:CustomData></ofd:CustomDatas>'
        f"</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>{body}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        "</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        f"{common}</ofd:CommonData><ofd:Pages>{listed}</ofd:Pages>{document}</ofd:Document>",
        "Doc_0/PublicRes.xml": f'<ofd:Res {SPACE} BaseLoc="Res"><ofd:Fonts><ofd:Font ID="3" FontName="仿宋"/>'
        '<ofd:Font ID="4" FontName="黑体" Bold="true"/></ofd:Fonts><ofd:MultiMedias><ofd:MultiMedia ID="7" '
        'Type="Image"><ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>',
        **{f"Doc_0/Pages/Page_{i}/Content.xml": text for i, text in enumerate(whole)},
        **(parts or {}),
    }  # fmt: skip
    return packed({n: d if isinstance(d, bytes) else d.encode() for n, d in members.items()})


def png(width: int = 210, height: int = 297) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(stream, "PNG")
    return stream.getvalue()


def loaded(tmp_path: Path, data: bytes, name: str = "通知.ofd") -> RawDocument:
    (tmp_path / name).write_bytes(data)
    return load(tmp_path / name)


def lines(raw: RawDocument) -> list[str]:
    return [b.text for b in raw.blocks]


def said(blocks: Iterable[Block], style: str) -> list[str]:
    return [b.text for b in blocks if b.style == style]


# --- lines --------------------------------------------------------------------------------------


def test_a_line_stands_where_it_is_printed(tmp_path: Path) -> None:
    raw = loaded(tmp_path, ofd(words(30, 40, "青禾区教育局")))
    (block,) = raw.blocks
    assert (block.text, block.page, block.font_size, block.style) == (
        "青禾区教育局",
        1,
        15.9,
        "仿宋",
    )
    assert block.box == pytest.approx((30 * PT, 40 * PT, (30 + 6 * 5.6) * PT, 45.6 * PT), abs=0.1)
    assert (round(raw.pages[0].width), round(raw.pages[0].height)) == (595, 842)
    assert raw.format == "ofd"
    assert dict(raw.info) == {"Title": "通知", "Author": "青禾区教育局", "密级": "公开"}


def test_steps_are_repeated_and_a_step_back_begins_a_new_line(tmp_path: Path) -> None:
    code = 'DeltaX="g 3 5 -15 g 3 5" DeltaY="0 0 0 8 g 3 0"'
    raw = loaded(tmp_path, ofd(words(20, 30, "学位供给师资配备", 5, code=code)))
    assert lines(raw) == ["学位供给", "师资配备"]
    first, second = (b.box for b in raw.blocks)
    assert first and second
    assert second[1] - first[1] == pytest.approx(8 * PT)
    assert second[0] == pytest.approx(20 * PT)


def test_glyphs_drawn_one_by_one_in_any_order_make_lines(tmp_path: Path) -> None:
    upper, lower = glyphs(30, 40, "全区新增学位"), glyphs(30, 50, "一千二百个。")
    mixed = upper.split("</ofd:TextObject>")[:-1] + lower.split("</ofd:TextObject>")[:-1]
    content = "".join(f"{part}</ofd:TextObject>" for part in reversed(mixed))
    assert lines(loaded(tmp_path, ofd(content))) == ["全区新增学位", "一千二百个。"]


def test_equal_digits_side_by_side_stay_and_shadows_go(tmp_path: Path) -> None:
    digits = "".join(words(30 + i * 2.8, 40, c) for i, c in enumerate("2211"))
    shadow = words(30, 60, "标题") + words(30.2, 60.1, "标题")
    assert lines(loaded(tmp_path, ofd(digits + shadow))) == ["2211", "标题"]


def test_latin_words_apart_keep_a_blank_and_han_characters_get_none(tmp_path: Path) -> None:
    latin = words(30, 40, "Open", code='DeltaX="3 3 3"') + words(45, 40, "Day", code='DeltaX="3 3"')
    spread = words(30, 60, "通") + words(42, 60, "知")
    assert lines(loaded(tmp_path, ofd(latin + spread))) == ["Open Day", "通知"]


def test_a_matrix_scales_and_shifts(tmp_path: Path) -> None:
    """As converters from pdf write: sizes and places in points, flipped and shifted into the boundary."""
    content = (
        '<ofd:TextObject ID="1" CTM="0.3527 0 0 0.3527 -114.8 111.35" Boundary="114.8 185.2 20 4.7" Size="14.749">'
        '<ofd:TextCode X="324.419" Y="-303.723" DeltaX="14.7">局长</ofd:TextCode></ofd:TextObject>'
    )
    (block,) = loaded(tmp_path, ofd(content)).blocks
    assert block.text == "局长"
    assert block.font_size == 14.7
    assert block.box
    assert block.box[0] == pytest.approx(114.42 * PT, abs=0.2)
    assert block.box[3] == pytest.approx((185.2 + 4.23 + 0.14 * 5.2) * PT, abs=0.5)


def test_upright_writing_is_one_piece(tmp_path: Path) -> None:
    raw = loaded(tmp_path, ofd(words(20, 30, "保障措施", code='DeltaY="g 3 6"')))
    assert lines(raw) == ["保障措施"]
    assert raw.blocks[0].box
    assert raw.blocks[0].box[3] - raw.blocks[0].box[1] > 20 * PT


def test_words_without_steps_stay_within_their_boundary(tmp_path: Path) -> None:
    content = (
        '<ofd:TextObject ID="1" Boundary="20 30 40 6" Size="5"><ofd:TextCode X="0" Y="4">\n  '
        "第一条 总则\n </ofd:TextCode></ofd:TextObject>"
    )
    (block,) = loaded(tmp_path, ofd(content)).blocks
    assert block.text == "第一条 总则"
    assert block.box
    assert block.box[2] <= 60 * PT


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_names_count_whatever_their_space(tmp_path: Path, prefix: str) -> None:
    content = page(words(30, 40, "青禾区"))
    space = f'xmlns{":x" if prefix else ""}="http://www.ofdspec.org"'
    other = content.replace(SPACE, space).replace("<ofd:", f"<{prefix}").replace("</ofd:", f"</{prefix}")  # fmt: skip
    assert lines(loaded(tmp_path, ofd(other))) == ["青禾区"]


def test_hidden_slanted_and_outside_words_are_listed_apart(tmp_path: Path) -> None:
    slanted = words(60, 150, "内部资料", more='CTM="0.7 -0.7 0.7 0.7 0 0"')
    hidden = words(30, 60, "看不见", more='Visible="false"')
    content = words(30, 40, "正文一句。") + slanted + hidden + words(300, 40, "页外")
    raw = loaded(tmp_path, ofd(content))
    assert lines(raw) == ["正文一句。"]
    assert said(raw.furniture, "watermark") == ["内部资料"]
    assert said(raw.furniture, "hidden") == ["看不见"]
    assert said(raw.furniture, "outside") == ["页外"]
    removed = clean(raw, document_id="d", sha256="s").removed
    assert {(r.text, r.reason) for r in removed} == {
        ("内部资料", "水印"),
        ("看不见", "隐藏文字"),
        ("页外", "印在页面之外"),
    }


# --- tables, templates, bookmarks ----------------------------------------------------------------


def ruled_table() -> str:
    rules = "".join(line(30, y, 150, y) for y in (50, 60, 70)) + "".join(
        line(x, 50, x, 70) for x in (30, 70, 110, 150)
    )
    cells = (("任务", "单位", "时限"), ("新建学校", "基建科", "9月底前"))
    return rules + "".join(
        glyphs(32 + 40 * column, 52 + 10 * row, text, 5)
        for row, texts in enumerate(cells)
        for column, text in enumerate(texts)
    )


def test_drawn_lines_make_a_table(tmp_path: Path) -> None:
    raw = loaded(tmp_path, ofd(words(30, 40, "任务表") + ruled_table()))
    title, table = raw.blocks
    assert (title.text, table.kind) == ("任务表", "table")
    assert [(c.row, c.column, c.text) for c in table.cells] == [
        (0, 0, "任务"),
        (0, 1, "单位"),
        (0, 2, "时限"),
        (1, 0, "新建学校"),
        (1, 1, "基建科"),
        (1, 2, "9月底前"),
    ]


def test_one_object_over_three_cells_is_cut_at_the_walls(tmp_path: Path) -> None:
    rules = ruled_table().split("<ofd:TextObject")[0]
    row = words(32, 52, "甲乙丙", 5, code='DeltaX="40 40"') + words(
        32, 62, "子丑寅", 5, code='DeltaX="40 40"'
    )
    (table,) = loaded(tmp_path, ofd(rules + row)).blocks
    assert [c.text for c in table.cells] == list("甲乙丙子丑寅")


def test_the_letterhead_of_a_template_is_read_where_it_is_shown(tmp_path: Path) -> None:
    data = ofd(
        page(words(30, 100, "各学校："), '<ofd:Template TemplateID="50"/>'),
        words(30, 40, "第二页正文。"),
        common='<ofd:TemplatePage ID="50" BaseLoc="Tpls/Tpl_0/Content.xml"/>',
        parts={"Doc_0/Tpls/Tpl_0/Content.xml": page(words(40, 50, "澄州市青禾区教育局文件", 10))},
    )
    raw = loaded(tmp_path, data)
    assert [(b.text, b.page) for b in raw.blocks] == [
        ("澄州市青禾区教育局文件", 1),
        ("各学校：", 1),
        ("第二页正文。", 2),
    ]


def test_bookmarks_name_headings(tmp_path: Path) -> None:
    target = (
        '<ofd:Actions><ofd:Action Event="CLICK"><ofd:Goto>{}</ofd:Goto></ofd:Action></ofd:Actions>'
    )
    page_one = target.format("<ofd:Dest PageID='100'/>")
    by_name = target.format("<ofd:Bookmark Name='m'/>")
    outline = (
        f'<ofd:Outlines><ofd:OutlineElem Title="指导思想">{page_one}'
        f'<ofd:OutlineElem Title="组织保障">{by_name}</ofd:OutlineElem></ofd:OutlineElem></ofd:Outlines>'
        "<ofd:Bookmarks><ofd:Bookmark Name='m'><ofd:Dest PageID='101'/></ofd:Bookmark></ofd:Bookmarks>"
    )
    raw = loaded(
        tmp_path, ofd(words(30, 40, "指导思想"), words(30, 40, "组织保障"), document=outline)
    )
    assert [(b.text, b.level) for b in raw.blocks] == [("指导思想", 1), ("组织保障", 2)]


def test_running_footers_and_page_numbers_are_taken_off(tmp_path: Path) -> None:
    pages = [
        words(30, 40, f"{n}全区学校应当按期完成。") + words(80, 282, "青禾区教育局印发", 4)
        + words(100, 288, f"-{i}-", 4, code='DeltaX="2 2"')
        for i, n in enumerate("甲乙丙丁", start=1)
    ]  # fmt: skip
    document = clean(loaded(tmp_path, ofd(*pages)), document_id="d", sha256="s")
    assert document.text.count("青禾区教育局印发") == 0
    assert sorted({r.reason for r in document.removed}) == ["页码", "页脚"]
    assert [p.label for p in document.pages] == ["1", "2", "3", "4"]


def test_a_page_may_have_its_own_size_and_origin(tmp_path: Path) -> None:
    area = "<ofd:Area><ofd:PhysicalBox>10 10 297 210</ofd:PhysicalBox></ofd:Area>"
    raw = loaded(tmp_path, ofd(page(words(30, 40, "横页"), area)))
    assert round(raw.pages[0].width) == 842
    assert raw.blocks[0].box
    assert raw.blocks[0].box[:2] == pytest.approx((20 * PT, 30 * PT), abs=0.1)


def test_all_documents_of_a_package_are_read_and_newer_versions_count(tmp_path: Path) -> None:
    two = (
        f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot><ofd:Versions>"
        '<ofd:Version ID="1" Current="false" BaseLoc="V1.xml"/><ofd:Version ID="2" Current="true" '
        'BaseLoc="V2.xml"/></ofd:Versions></ofd:DocBody><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml'
        "</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    )
    newer = (
        f'<ofd:Document {SPACE}><ofd:Pages><ofd:Page ID="1" BaseLoc="/Doc_1/P.xml"/></ofd:Pages></ofd:Document>'
    )  # fmt: skip
    version = (
        f"<ofd:DocVersion {SPACE}><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocVersion>"
    )
    parts: dict[str, bytes | str] = {
        "OFD.xml": two, "V2.xml": version, "Doc_1/Document.xml": newer,
        "Doc_1/P.xml": page(words(30, 40, "修订后。")),
    }  # fmt: skip
    raw = loaded(tmp_path, ofd(words(30, 40, "另一份。"), parts=parts))
    assert [(b.text, b.page) for b in raw.blocks] == [("修订后。", 1), ("另一份。", 2)]
    assert "历史版本" in raw.warnings[0]


def test_remarks_and_embedded_files_are_told(tmp_path: Path) -> None:
    parts: dict[str, bytes | str] = {
        "Doc_0/Annots.xml": f'<ofd:Annotations {SPACE}><ofd:Page PageID="100"><ofd:FileLoc>A/a.xml</ofd:FileLoc>'
        "</ofd:Page></ofd:Annotations>",
        "Doc_0/A/a.xml": f'<ofd:PageAnnot {SPACE}><ofd:Annot Type="Highlight"><ofd:Remark>请核对学位数</ofd:Remark>'
        "</ofd:Annot></ofd:PageAnnot>",
        "Doc_0/Attachs.xml": f'<ofd:Attachments {SPACE}><ofd:Attachment Name="分工表.xlsx"/></ofd:Attachments>',
    }  # fmt: skip
    listed = "<ofd:Annotations>Annots.xml</ofd:Annotations><ofd:Attachments>Attachs.xml</ofd:Attachments>"
    raw = loaded(tmp_path, ofd(words(30, 40, "正文。"), document=listed, parts=parts))
    assert said(raw.furniture, "comments") == ["请核对学位数"]
    assert "分工表.xlsx" in raw.warnings[0]


# --- pictures -----------------------------------------------------------------------------------


def test_a_page_that_is_a_picture_waits_for_ocr(tmp_path: Path) -> None:
    scan: dict[str, bytes | str] = {"Doc_0/Res/scan.png": png()}
    with pytest.raises(NeedsOcr) as caught:
        loaded(tmp_path, ofd(image(), image(), parts=scan))
    assert caught.value.pages == (1, 2)
    assert scan_kind(tmp_path / "通知.ofd") == "ofd"
    raw = loaded(tmp_path, ofd(words(30, 40, "封面的文字。"), image(), parts=scan))
    assert raw.unread == (2,)
    assert "第 2 页" in raw.warnings[0]


def test_the_pictures_of_a_page_are_laid_on_paper(tmp_path: Path) -> None:
    from PIL import Image

    data = ofd(image("0 0 105 297"), parts={"Doc_0/Res/scan.png": png()})
    paper, points = page_picture(data, "甲.ofd", 1, 72, lambda b: Image.open(io.BytesIO(b)))
    assert paper.size == (595, 842)
    assert points == 1.0
    assert paper.getpixel((100, 400)) == (0, 0, 128)
    assert paper.getpixel((400, 400)) == (255, 255, 255)


def test_a_picture_that_nothing_opens_is_to_be_exported(tmp_path: Path) -> None:
    with pytest.raises(NeedsOcr) as caught:
        loaded(tmp_path, ofd(image(), parts={"Doc_0/Res/scan.png": b"\x97JB2\r\n"}))
    assert caught.value.pages == ()
    assert "导出为 PDF" in caught.value.remedy


def test_what_ocr_read_takes_the_place_of_a_picture(tmp_path: Path) -> None:
    path = tmp_path / "扫描.ofd"
    path.write_bytes(ofd(image(), parts={"Doc_0/Res/scan.png": png()}))
    block = Block("line", "读出的一行。", page=1, box=(80.0, 90.0, 200.0, 106.0))
    raw = load(path, recognised={1: OcrPage(1, 595.0, 842.0, (block,))})
    assert (lines(raw), raw.pages[0].ocr, raw.unread) == (["读出的一行。"], True, ())


@pytest.mark.skipif(not ocr.available() or FONT is None, reason="no ocr extra or no Chinese font")
def test_a_scanned_page_is_read_with_places_on_the_page(tmp_path: Path) -> None:
    assert FONT is not None
    stream = io.BytesIO()
    render("青禾区教育局\n关于开展食品安全检查的通知", FONT).save(stream, "PNG")
    path = tmp_path / "扫描.ofd"
    path.write_bytes(ofd(image(), parts={"Doc_0/Res/scan.png": stream.getvalue()}))
    found = ocr.read_page(ocr.OcrJob(path, path.name, scan_kind(path), 1))
    assert (round(found.width), round(found.height)) == (595, 842)
    assert "食品安全检查" in "".join(block.text for block in found.blocks)


# --- wrong names, broken and hostile files ----------------------------------------------------------


def test_an_ofd_is_known_by_what_it_holds(tmp_path: Path) -> None:
    data = ofd(words(30, 40, "青禾区"))
    for name in ("甲.zip", "甲.docx", "甲.doc"):
        assert loaded(tmp_path, data, name).format == "ofd"
    with pytest.raises(DamagedFile, match=r"\.ofd"):
        loaded(tmp_path, data, "甲.pdf")
    with discover([tmp_path / "甲.zip"], Settings(data_dir=tmp_path / "库")) as found:
        assert [source for _, source in found.files] == ["甲.zip"]
    (tmp_path / "包.zip").write_bytes(packed({"里/乙.zip": data, "丙.ofd": data}))
    with discover([tmp_path / "包.zip"], Settings(data_dir=tmp_path / "库")) as found:
        assert sorted(source for _, source in found.files) == ["包.zip/丙.ofd", "包.zip/里/乙.zip"]


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04" + b"x" * 90, packed({"a.txt": b"a"}), b"<ofd:OFD/>", bytes(9) + b"x"]
)
def test_what_is_no_ofd_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(DamagedFile):
        loaded(tmp_path, data)


def test_a_broken_page_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    broken = page(words(30, 40, "坏"))[:-60]
    entity = page("&a;").replace("<ofd:Page", '<!DOCTYPE x [<!ENTITY a "啊">]><ofd:Page', 1)
    raw = loaded(tmp_path, ofd(words(30, 40, "好页。"), broken, entity))
    assert lines(raw) == ["好页。"]
    assert "其中 2 页已损坏，无法打开：第 2、3 页" in raw.warnings[0]
    assert [p.has_text for p in raw.pages] == [True, False, False]
    with pytest.raises(DamagedFile, match="每一页"):
        loaded(tmp_path, ofd(broken))


def test_an_encrypted_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(EncryptedFile, match="加密"):
        loaded(tmp_path, ofd(words(30, 40, "密"), parts={"Encryptions.xml": "<Encryptions/>"}))


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParseLimit):
        loaded(tmp_path, ofd("", parts={"Doc_0/Res/x.xml": b" " * (40 * 2**20)}))


def test_absurd_numbers_cost_nothing(tmp_path: Path) -> None:
    absurd = (
        words(30, 50, "很远", more='CTM="1e300 0 0 nan 0 0"')
        + words(1e9, 50, "更远") + words(30, 60, "重复", code='DeltaX="g 999999999999 1"')
        + words(30, 70, "无数", code='DeltaX="g inf 1"') + words(30, 80, "巨大", 90_000)
        + line(0, 0, 1e12, 1e12) + words(30, 40, "正常。")
    )  # fmt: skip
    area = "<ofd:Area><ofd:PhysicalBox>0 0 1e9 -5</ofd:PhysicalBox></ofd:Area>"
    raw = loaded(tmp_path, ofd(page(absurd, area)))
    assert {"正常。", "重复", "无数"} <= set(lines(raw))
    assert round(raw.pages[0].width) == 595


def test_a_page_of_more_glyphs_than_fit_is_left_out(tmp_path: Path) -> None:
    code = '<ofd:TextCode X="1" Y="1">字</ofd:TextCode>' * 100_001
    crowded = f'<ofd:TextObject ID="1" Boundary="0 0 9 9" Size="5">{code}</ofd:TextObject>'
    raw = loaded(tmp_path, ofd(words(30, 40, "好页。"), crowded))
    assert lines(raw) == ["好页。"]
    assert "第 2 页" in raw.warnings[0]


def test_places_cannot_leave_the_package(tmp_path: Path) -> None:
    (tmp_path / "secret.xml").write_text(page(words(30, 40, "外")), encoding="utf-8")
    body = f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>../../secret.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    with pytest.raises(DocumentError):
        loaded(tmp_path, ofd("", parts={"OFD.xml": body}))


# --- through the whole pipeline --------------------------------------------------------------------


def test_a_notice_gives_its_deadline(tmp_path: Path) -> None:
    told = (
        "青禾区教育局关于做好校舍安全检查的通知", "各学校：", "一、工作要求",
        "各学校应当于2026年9月30日前完成校舍安全检查，并将",
        "检查报告报区教育局基建科。",
    )  # fmt: skip
    content = words(40, 40, told[0], 7) + "".join(
        glyphs(28 + (11.2 if i > 1 and i != 4 else 0), 60 + 10 * i, text)
        if i % 2
        else words(28 + 11.2 * (i not in (1, 4)), 60 + 10 * i, text)
        for i, text in enumerate(told[1:], start=1)
    )
    path = tmp_path / "通知.ofd"
    path.write_bytes(ofd(content))
    result = read(Job(path, "通知.ofd", "0" * 64, None, 2**20))
    assert not isinstance(result, Exception)
    deadline, report = (fact for fact in result.facts if isinstance(fact, Deadline))
    assert (deadline.action, report.time) == ("完成校舍安全检查", deadline.time)
    assert str(deadline.time.hi) == "2026-09-30"
    text = result.document.text
    assert text[deadline.start : deadline.end] == deadline.quote
    assert "，并将检查报告报区教育局" in text, "lines are joined"
    assert result.metadata.title == told[0]
    assert result.document.places


def test_a_document_is_shown_as_text_for_want_of_a_page_image(tmp_path: Path) -> None:
    path = tmp_path / "通知.ofd"
    path.write_bytes(ofd(words(30, 40, "青禾区全体学校应当按期完成。")))
    settings = Settings(data_dir=tmp_path / "库")
    (outcome,) = ingest_paths([path], settings).outcomes
    with open_store(settings) as store:
        view = Viewing(store, settings).view(outcome.id, [Span(0, 3)])
    assert (view.layout, view.layouts, view.notice) == ("text", ("text",), "")
