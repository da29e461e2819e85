"""Text, Markdown and saved web pages: encodings, markup, what is not a document."""

from __future__ import annotations

import base64
import quopri
from pathlib import Path

import pytest

from ingest.errors import DamagedFile, NoText, ParseLimit, UnsupportedFormat
from ingest.load import load
from ingest.records import RawDocument

WORDS = "云溪区教育局关于做好2025年招生工作的通知\n一、报名时间。8月20日前，完成网上登记。\n"


def read(tmp_path: Path, data: bytes, name: str) -> RawDocument:
    path = tmp_path / name
    path.write_bytes(data)
    return load(path)


def texts(raw: RawDocument) -> list[str]:
    return [b.text for b in raw.blocks]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_every_encoding_of_an_office_reads_the_same(tmp_path: Path, encoding: str) -> None:
    raw = read(tmp_path, WORDS.encode(encoding), "通知.txt")
    assert texts(raw) == WORDS.strip().split("\n") and raw.warnings == ()


def test_one_broken_byte_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    data = (WORDS * 20).encode()
    raw = read(tmp_path, data[:31] + b"\xff" + data[31:], "坏.txt")
    assert len(raw.warnings) == 1 and "坏.txt" in raw.warnings[0]
    assert sum("报名时间" in t for t in texts(raw)) == 20


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends_of_all_systems(tmp_path: Path, end: str) -> None:
    assert texts(read(tmp_path, f"甲{end}乙{end}".encode(), "a.txt")) == ["甲", "乙"]


@pytest.mark.parametrize(
    "name, data, error",
    [
        ("空.txt", b"", NoText),
        ("白.txt", "\n \u3000\n".encode(), NoText),
        ("像.txt", bytes(range(256)) * 40, DamagedFile),
        ("旧.ppt", b"\xd0\xcf\x11\xe0" + bytes(600), UnsupportedFormat),
        ("假.docx", WORDS.encode(), DamagedFile),
        ("假.pdf", WORDS.encode(), DamagedFile),
    ],
)
def test_what_is_no_document_is_refused_by_name(
    tmp_path: Path, name: str, data: bytes, error: type[Exception]
) -> None:
    with pytest.raises(error) as caught:
        read(tmp_path, data, name)
    assert name in str(caught.value)


def test_too_large_and_missing_files(tmp_path: Path) -> None:
    path = tmp_path / "大.txt"
    path.write_bytes(b"a" * 2000)
    with pytest.raises(ParseLimit, match="MAX_FILE_MB"):
        load(path, max_bytes=1000)
    with pytest.raises(DamagedFile, match="没有"):
        load(tmp_path / "没有.txt")


def test_markdown_gives_words_levels_and_tables(tmp_path: Path) -> None:
    text = (
        "---\nauthor: 某人\n---\n# 工作**要点**\n\n1. 落实[经费](http://x)\n- 加强`管理`\n\n"
        "| 学段 | 标准 |\n| --- | :-: |\n| 小学 | 700 \\| 元 |\n<!-- 草稿 -->\n"
    )
    raw = read(tmp_path, text.encode(), "a.md")
    heading, first, bullet, table = raw.blocks
    assert (heading.text, heading.level) == ("工作要点", 1)
    assert first.text == "1. 落实经费" and bullet.text == "加强管理"
    assert [c.text for c in table.cells if c.row == 1] == ["小学", "700 | 元"]
    assert ("author", "某人") in raw.info
    assert any("草稿" in b.text for b in raw.furniture)


def test_an_angle_bracket_inside_a_line_is_no_quote_mark(tmp_path: Path) -> None:
    raw = read(tmp_path, "> 关于修改<学位条例>的决定\n\n甲>乙\n".encode(), "a.md")
    assert texts(raw) == ["关于修改<学位条例>的决定", "甲>乙"]


PAGE = """<html><head><meta charset="gb2312"><title>通知</title><script>alert(1)</script></head><body>
<nav>首页</nav><h1>关于<b>安全</b>检查的通知</h1><p>各学校：<br>请于9月底前完成自查。</p>
<p style="display:none">隐藏</p>
<table><tr><th rowspan="2">任务</th><th>时限</th></tr><tr><td>6月底前</td></tr></table></body></html>"""


def test_a_saved_page_gives_its_words_and_not_its_scripts(tmp_path: Path) -> None:
    raw = read(tmp_path, PAGE.encode("gb18030"), "a.html")
    words = " ".join(texts(raw))
    assert "关于安全检查的通知" in words and "请于9月底前完成自查。" in words
    assert "alert" not in words and "隐藏" not in words and "首页" not in words
    assert next(b for b in raw.blocks if "安全" in b.text).level == 1
    table = next(b for b in raw.blocks if b.kind == "table")
    assert [(c.text, c.row_span) for c in table.cells] == [("任务", 2), ("时限", 1), ("6月底前", 1)]


def test_a_page_that_was_cut_off_says_so(tmp_path: Path) -> None:
    assert read(tmp_path, PAGE.encode(), "a.html").warnings == ()
    (warning,) = read(tmp_path, PAGE[: PAGE.index("<table>")].encode(), "半页.html").warnings
    assert "半页.html" in warning and "完整" in warning


def test_a_stale_charset_does_not_spoil_the_words(tmp_path: Path) -> None:
    raw = read(tmp_path, PAGE.encode("utf-8"), "a.html")
    assert any("安全检查" in t for t in texts(raw))


def saved(*parts: tuple[str, bytes]) -> bytes:
    """A page saved in one file, as browsers and Word write it."""
    head = b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n'
    body = b"".join(
        b"\r\n--x\r\nContent-Type: " + kind.encode() + b"\r\n" + part for kind, part in parts
    )
    return head + body + b"\r\n--x--\r\n"


def encoded(page: str, encoding: str, transfer: str = "quoted-printable") -> bytes:
    data = page.encode(encoding)
    packed = quopri.encodestring(data) if transfer == "quoted-printable" else base64.b64encode(data)
    return f"Content-Transfer-Encoding: {transfer}\r\n\r\n".encode() + packed


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312", ""])
def test_a_page_saved_in_one_file(tmp_path: Path, transfer: str, charset: str) -> None:
    kind = f'text/html; charset="{charset}"' if charset else "text/html"
    page = encoded(PAGE, "utf-8" if charset == "utf-8" else "gb18030", transfer)
    picture = ("image/png", b"Content-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=")
    raw = read(tmp_path, saved(picture, (kind, page), picture), "通知.mht")
    assert raw.format == "mht" and "请于9月底前完成自查。" in texts(raw)
    assert next(b for b in raw.blocks if b.kind == "table")


def test_headers_of_words_saved_page_stay_apart(tmp_path: Path) -> None:
    main = encoded(f"<html><body><p>{WORDS}</p></body></html>", "utf-8")
    header = encoded("<html><body><p>内部资料 注意保存</p></body></html>", "utf-8")
    kind = "text/html; charset=utf-8"
    raw = read(tmp_path, saved((kind, main), (kind, header)), "要点.mht")
    assert not any("内部资料" in t for t in texts(raw))
    assert [(b.text, b.style) for b in raw.furniture] == [("内部资料 注意保存", "part")]


def test_a_saved_page_without_a_page_says_so(tmp_path: Path) -> None:
    with pytest.raises(DamagedFile, match="没有网页正文"):
        read(tmp_path, saved(("image/png", b"\r\nabc")), "空.mht")
    raw = read(tmp_path, saved(("text/plain; charset=utf-8", b"\r\n" + WORDS.encode())), "文.mht")
    assert texts(raw) == WORDS.strip().split("\n")


def test_the_caption_of_a_table_and_what_its_cells_hide_do_not_vanish(tmp_path: Path) -> None:
    page = (
        "<html><body><table><caption>表1 收费标准（单位：元）</caption><tr><th>学校</th><th>学费</th></tr>"
        "<tr><td>云溪一中<button>展开</button></td><td>1200<span style='display:none'>旧值</span></td></tr>"
        "</table><p>其中<math><mi>x</mi><mo>=</mo><mn>5</mn></math>。</p><svg><text>图中字</text></svg>"
        "</body></html>"
    )
    raw = read(tmp_path, page.encode(), "收费.html")
    assert [b.kind for b in raw.blocks] == ["paragraph", "table", "paragraph"]
    assert raw.blocks[0].text == "表1 收费标准（单位：元）" and raw.blocks[2].text == "其中x=5。"
    assert [c.text for c in raw.blocks[1].cells] == ["学校", "学费", "云溪一中", "1200"]
    assert [b.text for b in raw.furniture] == ["展开", "旧值", "图中字"]


def test_a_page_that_nests_too_deep_is_refused_and_not_cut(tmp_path: Path) -> None:
    page = f"<html><body><p>前文。</p>{'<div>' * 3000}<p>深处。</p></body></html>"
    with pytest.raises(ParseLimit, match="嵌套过深"):
        read(tmp_path, page.encode(), "深.html")
