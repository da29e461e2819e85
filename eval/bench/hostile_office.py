"""Hostile spreadsheets, delimited files, archives, saved pages and old office files."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator

Much = Callable[[int], int]
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SENTENCE = "到2026年底前，全区新增学位3000个，生均公用经费达到900元。"
_LINE = f"云溪区工作要点\n一、经费。{_SENTENCE}\n"


def workbook(rows: str, *, after: str = "", before: str = "", strings: str = "") -> bytes:
    """An xlsx of one sheet: what stands inside its sheetData, and after and before that."""
    parts = {
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="r" Type="{_TYPE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_TYPE}"><sheets>'
        '<sheet name="任务" sheetId="1" r:id="s"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELS}">'
        f'<Relationship Id="s" Type="{_TYPE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="t" Type="{_TYPE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>'
        f"{after}</worksheet>",
    }
    return packed({name: content.encode() for name, content in parts.items()})


def packed(members: dict[str, bytes]) -> bytes:
    """A zip of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def _text(reference: str, words: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{words}</t></is></c>'


def sheets(much: Much) -> Iterator[tuple[str, bytes]]:
    """Spreadsheets that claim to be huge, or are."""
    two = f"<row r='1'>{_text('A1', '任务')}{_text('B1', '时限')}</row>"
    two += f"<row r='2'>{_text('A2', '建设学校')}{_text('B2', '9月底前')}</row>"
    claim = '<dimension ref="A1:XFD1048576"/>'
    yield "声称百万行", workbook(two, before=claim)
    whole = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    yield "合并整张表", workbook(two, after=whole, before=claim)
    last = f"<row r='1048576'>{_text('XFD1048576', '角')}</row>"
    yield "四角", workbook(two + last)
    merges = "".join(f'<mergeCell ref="A1:XFD{n}"/>' for n in range(2, much(40_000)))
    yield "合并四万次", workbook(two, after=f"<mergeCells>{merges}</mergeCells>")
    columns = "".join(
        f'<c t="inlineStr"><is><t>第{n}项{n}元</t></is></c>' for n in range(much(10_000))
    )
    yield "一万列", workbook(f"<row>{columns}</row>" * 3)
    yield "三十万格", workbook(f"<row>{'<c><v>0.95</v></c>' * 100}</row>" * much(3_200))
    yield "空行百万", workbook("<row/>" * much(1_000_000) + two)
    yield (
        "怪数",
        workbook("<row><c><v>1e400</v></c><c><v>-</v></c><c t='s'><v>99</v></c></row>" * 3),
    )
    words = "<si>" + "<r><t>学</t></r>" * much(300_000) + "</si>"
    yield "串三十万段", workbook("<row><c t='s'><v>0</v></c></row>", strings=words)
    yield "实体", _declared(workbook(two))
    yield "截断", workbook(two * 50)[:-60]
    yield "无部件", packed({"xl/workbook.xml": b"<workbook/>"})
    yield "炸弹", packed({"xl/workbook.xml": b" " * much(200 * 2**20)})


def _declared(data: bytes) -> bytes:
    """The same with an entity declared at the top of the sheet."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = (
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>' + members[sheet]
    ).replace("建设学校".encode(), b"&a;")
    return packed(members)


def delimited(much: Much) -> Iterator[tuple[str, bytes]]:
    """Tables of one line, of many columns, with quotes that never end."""
    yield "一万列", ("甲," * much(10_000) + "\n").encode() * 3
    yield "一行千万字节", ("学校应当加强管理，" * much(400_000)).encode()
    yield "一行百万列", ("1," * much(1_000_000)).encode()
    yield "引号不闭合", ('甲,"乙\n' + "丙,丁\n" * much(15_000)).encode()
    yield "引号一串", ('"' * much(500_000) + ",甲\n乙,丙").encode()
    yield "空列", ("," * much(1_000_000) + "\n甲,乙\n").encode()
    yield "行长不一", "\n".join("甲," * (n % 300) for n in range(much(20_000))).encode()


def layouts(much: Much) -> Iterator[tuple[str, bytes]]:
    """Pages of a fixed layout: countless glyphs and lines, places far away, broken parts."""
    glyphs = "".join(f'<TextCode X="{n % 977}">字</TextCode>' for n in range(much(800_000)))
    text = '<TextObject Boundary="20 {} 160 6" Size="5"><TextCode X="0" Y="4" DeltaX="{}">{}</TextCode></TextObject>'
    line = text.format(30, "g 999999999 4", _SENTENCE)
    yield "八十万字", _layout(f'<TextObject Size="5">{glyphs}</TextObject>', line)
    far = text.format("1e308", "g 2 nan inf -1e308", "远") * much(2_000)
    path = '<PathObject Boundary="0 0 200 200"><AbbreviatedData>{}</AbbreviatedData></PathObject>'
    grid = "".join(f"M 0 {n / 9} L 190 {n / 9} M {n / 9} 0 L {n / 9} 190 " for n in range(1_700))
    yield "怪坐标", _layout(far, path.format("M 0 0 L " + "9 9 L " * much(200_000)), line)
    yield "格子百万", _layout(path.format(grid) * much(12) + line)
    yield (
        "字散两万",
        _layout("".join(text.format(n % 290, n, "散") for n in range(much(19_000))), line),
    )
    yield "坏页", _layout("<TextObject>", line)
    yield "截断", _layout(line)[:-30]
    yield "炸弹", packed({"OFD.xml": b"<OFD>" + b" " * much(200 * 2**20)})


def _layout(*pages: str) -> bytes:
    """An ofd of pages, each given as what its one layer holds."""
    listed = "".join(f'<Page ID="{n}" BaseLoc="{n}.xml"/>' for n in range(len(pages)))
    parts = {
        f"{n}.xml": f"<Page><Content><Layer>{page}</Layer></Content></Page>"
        for n, page in enumerate(pages)
    } | {
        "OFD.xml": "<OFD><DocBody><DocRoot>Document.xml</DocRoot></DocBody></OFD>",
        "Document.xml": f"<Document><Pages>{listed}</Pages></Document>",
    }
    return packed({name: content.encode() for name, content in parts.items()})


def archives(much: Much) -> Iterator[tuple[str, bytes]]:
    """Archives that unpack to too much, to other places, into each other, or not at all."""
    line = _LINE.encode()
    yield "炸弹", packed({"炸弹.txt": b" " * much(300 * 2**20), "好.txt": line})
    yield (
        "成员过多",
        packed({f"{n}.DS_Store/{n}": b"" for n in range(much(2_500))} | {"好.txt": line}),
    )
    nested = packed({"深.txt": line})
    for n in range(6):
        nested = packed({f"{n}.zip": nested, f"第{n}层.txt": line})
    yield "嵌套六层", nested
    names = ("../逃.txt", "/etc/逃.txt", "C:/逃.txt", "..\\..\\逃.txt", "甲/../../逃.txt", "好.txt")
    yield "逃出", packed(dict.fromkeys(names, line))
    yield "截断", packed({"好.txt": line * 100})[:-40]
    yield "谎报大小", _lying(packed({"好.txt": line * 2000}))
    yield "加密", _flagged(packed({"好.txt": line}))
    yield "空", packed({})
    yield "怪名", packed({"a" * 3000 + ".txt": line, "坏\ud83d.txt".encode("utf-8", "replace").decode(): line, "CON.txt": line, "甲:乙*?.txt": line})  # fmt: skip


def _lying(data: bytes) -> bytes:
    """The directory claims that each member is 4 GB less a byte."""
    broken = bytearray(data)
    at = broken.find(b"PK\x01\x02")
    broken[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    return bytes(broken)


def _flagged(data: bytes) -> bytes:
    """The directory marks each member as encrypted."""
    broken = bytearray(data)
    broken[broken.find(b"PK\x01\x02") + 8] |= 1
    return bytes(broken)


def saved_pages(much: Much) -> Iterator[tuple[str, bytes]]:
    """Saved pages without a page, with thousands of parts, or cut off."""
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n"
    picture = b"--x\r\nContent-Type: image/png\r\n\r\nabc\r\n"
    page = f"--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>{_SENTENCE}</p>\r\n".encode()
    yield "没有网页", head + picture + b"--x--"
    yield "部分一万", head + picture * much(10_000) + page + b"--x--"
    yield "网页五千", head + page * much(5_000) + b"--x--"
    yield "截断", head + page[:-40]
    inner = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
        for n in range(much(500))
    )
    yield "嵌套五百", b"MIME-Version: 1.0\r\n" + inner + page


def old_office(much: Much) -> Iterator[tuple[str, bytes]]:
    """Old Word files that are cut, empty or deep. With their suffix: each costs a conversion."""
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    yield "截断的doc.doc", ole + "WordDocument".encode("utf-16-le") + bytes(3000)
    yield "没有流.wps", ole
    yield "演示.doc", ole + "PowerPoint Document".encode("utf-16-le")
    yield "深.rtf", (r"{\rtf1 " + "{" * much(50_000) + " deep" + "}" * much(50_000) + "}").encode()
    yield "截断.rtf", rb"{\rtf1\ansi hello \par {\b wor"
    yield "网页.doc", f"<html><body><p>{_SENTENCE}</p></body></html>".encode()
    yield "文字.doc", _LINE.encode("gb18030")
    yield "坏.odt", packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<"})  # fmt: skip
