"""Scans: reported without OCR; with it their words, tables and places are read, each page once."""

from __future__ import annotations

import io
import pickle
from pathlib import Path
from typing import Any

import pytest

from eval.bench.ocr import distance, find_font, folded, render
from ingest.errors import DamagedFile, NeedsOcr, NoText
from ingest.load import load, ocr, recognise
from ingest.load.scanned import OcrPage, from_plain, to_plain
from ingest.pipeline import ingest_paths, open_store
from ingest.records import Block, Cell
from ingest.settings import Settings

FONT = find_font()
needs_engine = pytest.mark.skipif(
    not ocr.available() or FONT is None,
    reason="the ocr extra (make ocr) or a Chinese font is not installed",
)
WORDS = """关于开展食品安全检查的通知
各中小学、幼儿园：定于2026年9月7日开展检查。
一、检查范围为全区食堂126个，经费85.5万元。"""


def picture(text: str = WORDS, kind: str = "PNG", **turn: Any) -> bytes:
    assert FONT is not None
    page = render(text, FONT)
    if turn:
        page = page.rotate(turn["by"], expand=turn["by"] % 180 == 90, fillcolor=255)
    out = io.BytesIO()
    page.save(out, kind)
    return out.getvalue()


def page_of(data: bytes, tmp_path: Path, name: str = "扫描.png") -> OcrPage:
    path = tmp_path / name
    path.write_bytes(data)
    return ocr.read_page(ocr.OcrJob(path, name, "image", 1))


def words_of(page: OcrPage) -> str:
    return folded("".join(b.text or "".join(c.text for c in b.cells) for b in page.blocks))


@needs_engine
@pytest.mark.parametrize("by", [0, 2, 90, 180])
def test_a_page_is_read_however_it_lies(by: int, tmp_path: Path) -> None:
    page = page_of(picture(by=by) if by else picture(), tmp_path)
    wanted = folded(WORDS)
    assert distance(wanted, words_of(page)) <= 0.03 * len(wanted)
    assert "85.5万元" in words_of(page)
    for block in page.blocks:
        assert block.box is not None
        left, top, right, bottom = block.box
        assert -2 <= left < right <= page.width + 2 and -2 <= top < bottom <= page.height + 2
    first = page.blocks[0].box
    assert first is not None
    if by == 0:
        assert first[1] < 0.15 * page.height
    if by == 180:
        assert first[3] > 0.85 * page.height, "the place is on the page as it is shown"


@needs_engine
def test_a_ruled_table_in_a_scan_is_a_table(tmp_path: Path) -> None:
    from PIL import Image, ImageDraw, ImageFont

    page = Image.new("L", (1650, 1000), 255)
    pen, face = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 44)
    rows = [("学段", "标准", "责任单位"), ("小学", "700元", "财务科"), ("初中", "900元", "财务科")]
    for r in range(4):
        pen.line((150, 200 + 120 * r, 1500, 200 + 120 * r), fill=0, width=4)
    for c in range(4):
        pen.line((150 + 450 * c, 200, 150 + 450 * c, 560), fill=0, width=4)
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            pen.text((200 + 450 * c, 235 + 120 * r), words, font=face, fill=0)
    out = io.BytesIO()
    page.save(out, "PNG")
    found = page_of(out.getvalue(), tmp_path)
    (table,) = [b for b in found.blocks if b.kind == "table"]
    assert [c.text for c in table.cells] == [words for row in rows for words in row]


@needs_engine
def test_a_scan_is_taken_in_by_itself_and_read_only_once(tmp_path: Path) -> None:
    path = tmp_path / "食品安全通知.jpg"
    path.write_bytes(picture(kind="JPEG"))
    plain = tmp_path / "说明.txt"
    plain.write_text("一、九月底前完成自查。", encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "data")
    stages: list[str] = []
    report = ingest_paths(
        [path, plain], settings, progress=lambda d, t, s, stage: stages.append(stage)
    )
    assert (
        report.ok and "识别 1/1 页" in stages and stages.index("完成") < stages.index("识别 1/1 页")
    )
    outcome = next(o for o in report.outcomes if o.source.endswith(".jpg"))
    assert "由文字识别读出" in outcome.reason and outcome.unread == 0
    with open_store(settings) as store:
        document = store.document(outcome.id)
        assert "126个" in document.text and document.pages[0].ocr and document.places
    stages.clear()
    kept = list((settings.data_dir / "ocr").rglob("*.json"))
    assert len(kept) == 1
    before = kept[0].stat().st_mtime_ns
    assert ingest_paths([path], settings, again=True).ok
    assert kept[0].stat().st_mtime_ns == before


def word_file(
    path: Path, *texts: str, pixels: tuple[int, int] = (900, 600), count: int = 1
) -> Path:
    from docx import Document
    from PIL import Image

    document = Document()
    for text in texts:
        document.add_paragraph(text)
    for n in range(count):
        out = io.BytesIO()
        Image.new("L", pixels, 200 + n).save(out, "PNG")
        document.add_picture(out)
    document.save(str(path))
    return path


@needs_engine
def test_a_word_file_of_pictures_is_read_and_shown(tmp_path: Path) -> None:
    from docx import Document
    from PIL import Image

    from ingest.render.images import PageJob, draw

    path = tmp_path / "附件.docx"
    document = Document()
    document.add_picture(io.BytesIO(picture()))
    document.save(str(path))
    with pytest.raises(NeedsOcr) as caught:
        load(path)
    assert caught.value.pages == (1,)
    page = ocr.read_page(ocr.OcrJob(path, path.name, "docx", 1))
    raw = load(path, recognised={1: page})
    assert "126个" in "".join(b.text for b in raw.blocks)
    assert [p.ocr for p in raw.pages] == [True] and raw.unread == ()
    drawn = Image.open(io.BytesIO(draw(PageJob(path, path.name, "docx", 1))))
    assert drawn.width / drawn.height == pytest.approx(page.width / page.height, rel=0.01)


def test_large_pictures_beside_hardly_a_word_are_the_text(tmp_path: Path) -> None:
    path = word_file(tmp_path / "附件2.docx", "附件2", count=2)
    raw = load(path)
    assert [b.text for b in raw.blocks] == ["附件2"] and raw.unread == (1, 2)
    read = load(path, recognised={2: recognised("第二张的文字。")})
    assert [b.text for b in read.blocks] == ["附件2", "第二张的文字。"] and read.unread == (1,)
    assert read.pages == () and all(b.box is None for b in read.blocks)


@pytest.mark.parametrize(
    "texts, pixels", [(("附件2",), (120, 80)), (("正文写得足够长。" * 8,), (900, 600))]
)
def test_logos_and_illustrations_are_no_text(
    texts: tuple[str, ...], pixels: tuple[int, int], tmp_path: Path
) -> None:
    assert load(word_file(tmp_path / "通知.docx", *texts, pixels=pixels)).unread == ()


def test_without_ocr_a_picture_is_reported_with_the_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image

    path = tmp_path / "扫描.png"
    Image.new("L", (80, 60), 255).save(path)
    monkeypatch.setattr(ocr, "available", lambda: False)
    report = ingest_paths([path], Settings(data_dir=tmp_path / "data"))
    (outcome,) = report.outcomes
    assert outcome.status == "needs_ocr" and outcome.unread == 1
    assert "make ocr" in outcome.remedy and "扫描.png" in outcome.reason
    with pytest.raises(NeedsOcr):
        ocr.read_page(ocr.OcrJob(path, path.name, "image", 1))


def test_ocr_can_be_switched_off(tmp_path: Path) -> None:
    assert not recognise.can_recognise(Settings(data_dir=tmp_path, ocr="off"))


def recognised(*texts: str) -> OcrPage:
    blocks = tuple(
        Block("line", t, page=1, box=(50.0, 50.0 + 30 * i, 400.0, 70.0 + 30 * i), style="ocr")
        for i, t in enumerate(texts)
    )
    return OcrPage(1, 595.0, 842.0, blocks)


def test_a_picture_of_nothing_has_no_text_and_a_broken_one_is_damaged(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "白纸.png"
    Image.new("L", (80, 60), 255).save(path)
    with pytest.raises(NoText):
        load(path, recognised={1: recognised()})
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)
    with pytest.raises(DamagedFile, match="白纸"):
        load(path)


def test_frames_of_a_tif_are_pages(tmp_path: Path) -> None:
    from PIL import Image

    frames = [Image.new("L", (80, 60), 255) for _ in range(3)]
    path = tmp_path / "三页.tif"
    frames[0].save(path, save_all=True, append_images=frames[1:])
    with pytest.raises(NeedsOcr) as caught:
        load(path)
    assert caught.value.pages == (1, 2, 3)
    raw = load(path, recognised={1: recognised("第一页的文字。")})
    assert raw.unread == (2, 3) and [p.has_text for p in raw.pages] == [True, False, False]


def test_what_was_read_and_the_error_travel_whole() -> None:
    cells = (Cell(0, 0, "甲", 1, 2, 1, (0.0, 0.0, 5.0, 5.0)), Cell(1, 0, "乙", page=1))
    table = Block("table", "", page=1, box=(0.0, 0.0, 9.0, 9.0), cells=cells, style="ocr")
    page = OcrPage(1, 595.0, 842.0, (*recognised("文字").blocks, table))
    assert from_plain(to_plain(page)) == page
    error = pickle.loads(pickle.dumps(NeedsOcr("原因", "办法", pages=(2, 5))))
    assert (error.reason, error.remedy, error.pages) == ("原因", "办法", (2, 5))


@pytest.mark.parametrize(
    "read, meant",
    [
        ("经费,按900元", "经费，按900元"), ("时间:9月", "时间：9月"), ("(一)加强领导", "（一）加强领导"),
        ("提高到 90% ,其中", "提高到 90% ,其中"), ("ICP 05001334", "ICP 05001334"), ("1,200.50元", "1,200.50元"),
        ("全区 小学", "全区小学"), ("附件(2026年)", "附件（2026年）"), ("教育厅（教委)、财政厅(局）", "教育厅（教委）、财政厅（局）"),
    ],
)  # fmt: skip
def test_marks_beside_han_are_mended_and_digits_never(read: str, meant: str) -> None:
    assert ocr._mended(read) == meant
