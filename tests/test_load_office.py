"""Old and foreign office files: told by their content, converted in a room of their own, cleaned up."""

from __future__ import annotations

import http.server
import io
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from PIL import Image

from eval.bench.hostile_office import packed
from ingest.clean import clean
from ingest.errors import DamagedFile, EncryptedFile, NeedsOcr, ParseLimit, UnsupportedFormat
from ingest.load import load, office
from ingest.load.kinds import Kind, kind_of
from ingest.load.pictured import docx_of, scan_kind
from ingest.load.word_package import picture
from ingest.pipeline import Job, ingest_paths, read
from ingest.records import RawDocument
from ingest.settings import Settings
from ingest.worker import ParsePool

needs_office = pytest.mark.skipif(
    office.find_office() is None, reason="LibreOffice is not installed: no old office files here"
)
LINES = ("澄州市青禾区教育局2026年工作要点", "一、推进教育公平", "6月底前，完成三小迁建。")
END = "附件说明。"
ROW = ("学段", "标准", "小学", "700元")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def docx_bytes(picture: bytes = b"") -> bytes:
    """The lines and the table above as python-docx writes them; with a picture, that alone."""
    document, out = docx.Document(), io.BytesIO()
    if picture:
        document.add_picture(io.BytesIO(picture))
    else:
        for line in LINES:
            document.add_paragraph(line)
        table = document.add_table(2, 2)
        for number, words in enumerate(ROW):
            table.cell(number // 2, number % 2).text = words
        document.add_paragraph(END)
    document.save(out)
    return out.getvalue()


def utf16(name: str) -> bytes:
    return name.encode("utf-16-le") + bytes(60)


def text_of(raw: RawDocument) -> str:
    return clean(raw, document_id="d", sha256="0").text


def file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


# --- what it is -------------------------------------------------------------------------------

PLAIN = "<p>6月底前，完成三小迁建。</p>".encode()
MHT = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PLAIN
KINDS = [
    ("旧.doc", OLE + utf16("WordDocument"), Kind("word", "doc", ".doc")),
    ("旧.dot", OLE + utf16("WordDocument"), Kind("word", "dot", ".doc")),
    ("国产.wps", OLE + utf16("WordDocument"), Kind("word", "wps", ".doc")),
    ("微软.wps", OLE + utf16("MatOST"), Kind("word", "wps", ".wps")),
    ("模板.wpt", OLE + utf16("WordDocument"), Kind("word", "wpt", ".doc")),
    ("其实是doc.docx", OLE + utf16("WordDocument"), Kind("word", "doc", ".doc")),
    ("其实是xls.doc", OLE + utf16("Workbook"), Kind("sheet", "xls", ".xls")),
    ("含表.doc", OLE + utf16("Workbook") + utf16("WordDocument"), Kind("word", "doc", ".doc")),
    ("含文.xls", OLE + utf16("WordDocument") + utf16("Workbook"), Kind("sheet", "xls", ".xls")),
    ("国产.et", OLE + utf16("Workbook"), Kind("sheet", "et", ".xls")),
    ("不知.doc", OLE, Kind("word", "doc", ".doc")),
    ("富文本.rtf", rb"{\rtf1 a}", Kind("word", "rtf", ".rtf")),
    ("其实是rtf.doc", rb"{\rtf1 a}", Kind("word", "rtf", ".rtf")),
    ("其实是docx.doc", docx_bytes(), Kind("word", "docx")),
    ("宏.docm", docx_bytes(), Kind("word", "docx")),
    ("其实是网页.doc", b"\xef\xbb\xbf<html><body>" + PLAIN, Kind("html", "html")),
    ("其实是网页.xls", b"<table><tr><td>1</td></tr></table>", Kind("html", "html")),
    ("宽字符网页.doc", "\ufeff<html>甲</html>".encode("utf-16-le"), Kind("html", "html")),
    ("单个网页.doc", MHT, Kind("mht", "mht")),
    ("网页.mht", MHT, Kind("mht", "mht")),
    ("其实是mht.htm", MHT, Kind("mht", "mht")),
    ("其实是html.mht", b"<html>" + PLAIN, Kind("html", "html")),
    ("其实是pdf.doc", b"%PDF-1.4\n", Kind("pdf", "pdf")),
    ("文字.doc", LINES[2].encode("gb18030"), Kind("text", "txt")),
    ("其实是csv.xls", "甲,乙\n1,2".encode("gb18030"), Kind("delimited", "csv")),
    ("表.tsv", "甲\t乙".encode(), Kind("delimited", "tsv")),
    ("其实是xlsx.csv", packed({"xl/workbook.xml": b""}), Kind("sheet", "xlsx")),
    ("二进制.xlsb", packed({"xl/workbook.bin": b""}), Kind("sheet", "xlsb", ".xlsb")),
    (
        "文.odt",
        packed({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        Kind("word", "odt", ".odt"),
    ),
    (
        "表.ods",
        packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        Kind("sheet", "ods", ".ods"),
    ),
    (
        "2003.doc",
        b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
        Kind("word", "doc", ".xml"),
    ),
]


@pytest.mark.parametrize("name, data, kind", KINDS, ids=[name for name, _, _ in KINDS])
def test_a_file_is_what_it_holds(name: str, data: bytes, kind: Kind) -> None:
    assert kind_of(data, Path(name).suffix, name) == kind


@pytest.mark.parametrize(
    "name, data, error",
    [
        ("密.docx", OLE + utf16("EncryptedPackage"), EncryptedFile),
        ("密.xlsx", OLE + utf16("EncryptedPackage"), EncryptedFile),
        ("演示.doc", OLE + utf16("PowerPoint Document"), UnsupportedFormat),
        ("演示.docx", packed({"ppt/presentation.xml": b""}), UnsupportedFormat),
        ("文字.xlsx", "只是文字".encode(), DamagedFile),
        ("图.doc", b"\x89PNG" + bytes(60), DamagedFile),
        ("乱.doc", bytes(range(256)) * 9, DamagedFile),
        ("不认识.xyz", b"x", UnsupportedFormat),
    ],
)
def test_what_cannot_be_read_says_so(name: str, data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=name) as caught:
        kind_of(data, Path(name).suffix, name)
    assert ".txt" not in caught.value.reason and caught.value.remedy


def test_html_named_doc_is_read_without_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    page = (
        f"<html><body><p>{LINES[0]}</p><table><tr><td>任务<td>时限<tr><td>甲<td>6月</table></html>"
    )
    raw = load(file(tmp_path, "通知.doc", page.encode("gb18030")))
    assert raw.format == "html" and text_of(raw) == f"{LINES[0]}\n任务\t时限\n甲\t6月"


def test_without_libreoffice_the_remedy_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    for name, better in (("旧.doc", "docx"), ("旧.xls", "xlsx")):
        stream = utf16("WordDocument" if name == "旧.doc" else "Workbook")
        with pytest.raises(UnsupportedFormat, match=name) as caught:
            load(file(tmp_path, name, OLE + stream))
        assert "LibreOffice" in caught.value.remedy and better in caught.value.remedy


def test_the_places_of_every_system_are_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(office.shutil, "which", lambda name: None)
    monkeypatch.setattr(office, "_roots", lambda: iter([tmp_path / "无", tmp_path]))
    for system, place in (
        ("win32", "LibreOffice 25/program/soffice.exe"),
        ("darwin", "LibreOffice.app/Contents/MacOS/soffice"),
        ("linux", "libreoffice25.2/program/soffice"),
    ):
        monkeypatch.setattr(office.sys, "platform", system)
        assert office.find_office() is None
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).touch()
        assert office.find_office() == str(tmp_path / place)


# --- conversion -------------------------------------------------------------------------------


def converted(data: bytes, suffix: str, target: str) -> bytes:
    """The document in an old format, made by LibreOffice itself."""
    module = "sheet" if suffix == ".xlsx" else "word"
    known = office.TARGETS[module]
    office.TARGETS[module] = target
    try:
        return office.convert(data, suffix, module, "源")
    finally:
        office.TARGETS[module] = known


@needs_office
@pytest.mark.parametrize(
    "name, target",
    [
        ("旧.doc", "doc:MS Word 97"),
        pytest.param("国产.wps", "doc:MS Word 97", marks=pytest.mark.slow),
        pytest.param("文.odt", "odt:writer8", marks=pytest.mark.slow),
        pytest.param("富.rtf", "rtf:Rich Text Format", marks=pytest.mark.slow),
        pytest.param("其实是rtf.doc", "rtf:Rich Text Format", marks=pytest.mark.slow),
    ],
)  # fmt: skip
def test_old_texts_read_like_the_docx_they_were(tmp_path: Path, name: str, target: str) -> None:
    path = file(tmp_path, name, converted(docx_bytes(), ".docx", target))
    raw = load(path)
    assert raw.format == ("rtf" if "rtf" in target else path.suffix[1:])
    assert text_of(raw) == "\n".join([*LINES, "\t".join(ROW[:2]), "\t".join(ROW[2:]), END])
    assert not list(Path(tempfile.gettempdir()).glob("edu-office-*"))


@needs_office
@pytest.mark.slow
def test_an_old_sheet_reads_like_the_xlsx_it_was(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["学段", "目标", "时限"])
    book.active.append(["小学", 0.95, 45901])
    book.active["B2"].number_format, book.active["C2"].number_format = "0%", 'yyyy"年"m"月"d"日"'
    book.save(tmp_path / "新.xlsx")
    old = converted((tmp_path / "新.xlsx").read_bytes(), ".xlsx", "xls:MS Excel 97")
    raw = load(file(tmp_path, "旧.et", old))
    assert raw.format == "et" and text_of(raw) == "学段\t目标\t时限\n小学\t95%\t2025年9月1日"
    assert text_of(load(tmp_path / "新.xlsx")) == text_of(raw)


@needs_office
@pytest.mark.slow
def test_twice_gives_the_same_and_facts_come_out(tmp_path: Path) -> None:
    path = file(tmp_path, "要点.doc", converted(docx_bytes(), ".docx", "doc:MS Word 97"))
    first, again = (read(Job(path, path.name, "0")) for _ in range(2))
    assert first == again
    assert any(fact.quote == "6月底前，完成三小迁建" for fact in first.facts)


@needs_office
@pytest.mark.slow
def test_a_doc_of_pictures_needs_ocr_and_gives_its_pictures(tmp_path: Path) -> None:
    image = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(image, "PNG")
    old = converted(docx_bytes(image.getvalue()), ".docx", "doc:MS Word 97")
    path = file(tmp_path, "扫描.doc", old)
    with pytest.raises(NeedsOcr, match="图片"):
        load(path)
    assert scan_kind(path) == "docx"
    assert picture(docx_of(path, path.name), path.name, 1)


@needs_office
@pytest.mark.slow
def test_a_broken_doc_is_a_named_failure(tmp_path: Path) -> None:
    data = packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<"})
    with pytest.raises(DamagedFile, match=r"坏\.odt") as caught:
        load(file(tmp_path, "坏.odt", data))
    assert "密码" in caught.value.reason and caught.value.remedy


class _Counting(http.server.BaseHTTPRequestHandler):
    hits: list[str]

    def do_GET(self) -> None:
        self.hits.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_HEAD = do_OPTIONS = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[int, list[str]]]:
    _Counting.hits = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Counting) as served:
        threading.Thread(target=served.serve_forever, daemon=True).start()
        yield served.server_port, _Counting.hits
        served.shutdown()


@needs_office
def test_links_are_not_followed(tmp_path: Path, server: tuple[int, list[str]]) -> None:
    """An unguarded LibreOffice asks this server twice for the picture (seen with 7.4)."""
    port, hits = server
    secret = file(tmp_path, "秘密.txt", "别处的文字".encode())
    spaces = " ".join(
        f'xmlns:{k}="urn:oasis:names:tc:opendocument:xmlns:{v}:1.0"'
        for k, v in (("office", "office"), ("text", "text"), ("draw", "drawing"))
    )
    odt = (
        f'<office:document {spaces} xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2" '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        f'<text:p>正文。<draw:frame><draw:image xlink:href="http://127.0.0.1:{port}/a.png"/></draw:frame></text:p>'
        f'<text:section text:name="s"><text:section-source xlink:href="{secret.as_uri()}"/>'
        "<text:p>原来的文字</text:p></text:section></office:text></office:body></office:document>"
    )
    text = text_of(load(file(tmp_path, "链接.fodt", odt.encode())))
    assert "正文。" in text and "原来的文字" in text and "别处" not in text
    assert hits == []


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for soffice")
def test_a_conversion_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A launcher that starts a child and waits, as soffice does with soffice.bin."""
    note = tmp_path / "pid"
    script = file(tmp_path, "soffice", f"#!/bin/sh\nsleep 300 &\necho $! > {note}\nwait\n".encode())
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    tempfile.tempdir = None
    try:
        path = file(tmp_path, "慢.doc", OLE + utf16("WordDocument"))
        quick = settings.model_copy(update={"parse_seconds": 2.0})
        began = time.monotonic()
        with ParsePool(quick) as pool:
            ((_, error),) = pool.map(read, [Job(path, path.name, "0")])
    finally:
        tempfile.tempdir = None
    assert isinstance(error, ParseLimit) and "慢.doc" in error.reason
    assert time.monotonic() - began < 15
    assert not _alive(int(note.read_text()))
    assert not list((tmp_path / "temp").iterdir()), "its folder is gone"


def _alive(pid: int) -> bool:
    """Is a process still running? One that is only waiting to be reaped is not."""
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        status = Path(f"/proc/{pid}/stat")
        if status.exists() and status.read_text().rpartition(")")[2].split()[0] == "Z":
            return False
        time.sleep(0.1)
    return True


@needs_office
@pytest.mark.slow
def test_two_conversions_at_once_do_not_meet(tmp_path: Path, settings: Settings) -> None:
    data = converted(docx_bytes(), ".docx", "doc:MS Word 97")
    files = [file(tmp_path, f"{n}.doc", data) for n in range(4)]
    report = ingest_paths(files, settings.model_copy(update={"parse_workers": 2}))
    assert [o.status for o in report.outcomes] == ["indexed"] * 4
