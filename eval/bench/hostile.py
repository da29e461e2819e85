"""Files made to hurt: bombs, depths, widths, loops and lies, for every format that is read."""

from __future__ import annotations

import io
import itertools
import zipfile
from collections.abc import Callable, Iterator

from eval.bench import hostile_office
from eval.bench.damage import File
from eval.bench.hostile_pdf import pdfs

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_PROSE = "学校应当加强管理，完善制度，不断提高教育质量和服务水平。"
_SENTENCE = "到2026年底前，全区新增学位3000个，生均公用经费达到900元。"


def hostile(scale: float = 1.0) -> Iterator[File]:
    """All of them; ``scale`` below 1 makes depths, widths and lengths smaller."""

    def much(number: int) -> int:
        return max(int(number * scale), 2)

    makers: tuple[
        tuple[str, Callable[[Callable[[int], int]], Iterator[tuple[str, bytes]]]], ...
    ] = (
        (".docx", _packages),
        (".html", _pages),
        (".md", _markdown),
        (".txt", _texts),
        (".pdf", pdfs),
        (".xlsx", hostile_office.sheets),
        (".csv", hostile_office.delimited),
        (".zip", hostile_office.archives),
        (".ofd", hostile_office.layouts),
        (".mht", hostile_office.saved_pages),
        ("", hostile_office.old_office),
    )
    for suffix, make in makers:
        for name, data in make(much):
            yield f"{name}{suffix}", data
    yield from _names()


Much = Callable[[int], int]


# --- docx -------------------------------------------------------------------------------------


def package(
    body: str, *, head: str = "", parts: dict[str, str] | None = None, level: int = 6
) -> bytes:
    """A docx of a body; ``parts`` maps kinds (styles, footnotes …) to the inside of their roots."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELS}"><Relationship Id="r" Type="{_TYPE}/officeDocument" '
            'Target="word/document.xml"/></Relationships>',
        )
        links = "".join(
            f'<Relationship Id="{kind}" Type="{_TYPE}/{kind}" Target="{kind}.xml"/>'
            for kind in parts or {}
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{_RELS}">{links}</Relationships>',
        )
        for kind, content in (parts or {}).items():
            archive.writestr(f"word/{kind}.xml", f'<w:{kind} xmlns:w="{_W}">{content}</w:{kind}>')
        archive.writestr(
            "word/document.xml",
            f'{head}<w:document xmlns:w="{_W}" xmlns:mc="{_MC}"><w:body>{body}</w:body></w:document>',
        )
    return out.getvalue()


def _p(text: str = _SENTENCE, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def _tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_p(text)}</w:tc>"


def _table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def _nested(start: str, inner: str, end: str, depth: int) -> str:
    return start * depth + inner + end * depth


def _packages(much: Much) -> Iterator[tuple[str, bytes]]:
    yield "炸弹-高压缩比", _bomb(much(100))
    yield "炸弹-成员过多", _members(much(30_000))
    yield "炸弹-谎报大小", _lying(package(_p() * 2000))
    yield "实体-十亿大笑", package(_p("&j;"), head=_laughs())
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    yield "实体-外部", package(_p("&a;"), head=outside)
    wide = _tc("标准", '<w:gridSpan w:val="10000"/>') + _tc("900元")
    yield "表-跨一万列", package(_table(wide, wide))
    columns = much(10_000)
    yield (
        "表-一万列",
        package(_table(*["".join(_tc(f"第{n}项{n}元") for n in range(columns)) for _ in range(3)])),
    )
    row = _tc("建设学校") + _tc("2026年9月底前完成") + _tc("基建科")
    yield (
        "表-五千行",
        package(_table(_tc("任务") + _tc("时限") + _tc("单位"), *[row] * much(5_000))),
    )
    yield (
        "表-嵌套五百",
        package(
            _nested(
                "<w:tbl><w:tr><w:tc>", _p(), f"<w:p/></w:tc>{_tc('旁')}</w:tr></w:tbl>", much(500)
            )
        ),
    )
    yield (
        "表-嵌套五十",
        package(
            _nested("<w:tbl><w:tr><w:tc>", _p(), f"<w:p/></w:tc>{_tc('旁')}</w:tr></w:tbl>", 50)
        ),
    )
    yield "嵌套十万", package(_nested("<w:sdt>", _p(), "</w:sdt>", much(100_000)))
    yield (
        "嵌套一千",
        package(_nested("<w:sdt><w:sdtContent>", _p(), "</w:sdtContent></w:sdt>", 400)),
    )
    box = "<w:p><w:r><w:txbxContent>"
    yield "文本框嵌套", package(_nested(box, _p(), "</w:txbxContent></w:r></w:p>", 80))
    either = "<mc:AlternateContent><mc:Choice>", "</mc:Choice></mc:AlternateContent>"
    yield "选择嵌套", package(_nested(either[0], _p(), either[1], 200))
    long = _PROSE * much(60_000)
    yield "段-五百万字节", package(_p(long))
    yield "格-五百万字节", package(_table(_tc(long) + _tc("旁")))
    yield "段-无标点", package(_p("学" * much(1_000_000)))
    yield "空段二十万", package("<w:p/>" * much(200_000) + _p())
    yield "段八千", package(_p() * much(8_000))
    runs = "".join(f"<w:r><w:t>{n}</w:t></w:r>" for n in range(much(50_000)))
    yield "一段五万个片段", package(f"<w:p>{runs}</w:p>")
    notes = "".join(f'<w:footnote w:id="{n}">{_p()}</w:footnote>' for n in range(much(5_000)))
    yield "脚注五千", package(_p(), parts={"footnotes": notes})
    loop = '<w:style w:styleId="{0}"><w:basedOn w:val="{1}"/></w:style>'
    styles = loop.format("a", "b") + loop.format("b", "a")
    styles += "".join(loop.format(f"s{n}", f"s{n + 1}") for n in range(much(3000)))
    looped = _p(properties='<w:pStyle w:val="a"/>') + _p(properties='<w:pStyle w:val="s0"/>') * 50
    yield "样式循环", package(looped, parts={"styles": styles})
    yield "编号怪值", package(*_odd_numbers())
    yield "缺少正文", _zip({"word/styles.xml": "<x/>", "_rels/.rels": "<x/>"})
    yield "正文无内容", _zip({"word/document.xml": f'<w:document xmlns:w="{_W}"/>'})
    yield "正文不是XML", _zip({"word/document.xml": "这不是 XML"})
    yield "关系表损坏", _zip({"_rels/.rels": "<", "word/document.xml": "<x/>"})
    yield "加密-OLE", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + _ENCRYPTED + bytes(600)
    yield "加密-ZIP", _flagged(package(_p()))


_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _odd_numbers() -> tuple[str]:
    odd = '<w:numPr><w:ilvl w:val="-1"/><w:numId w:val="九"/></w:numPr><w:outlineLvl w:val="x"/>'
    huge = f'<w:gridSpan w:val="{"9" * 5000}"/>'
    row = f'<w:trPr><w:gridBefore w:val="a"/></w:trPr>{_tc("甲", huge)}{_tc("乙")}'
    return (_p(properties=odd) + _table(row, row) + _p("9" * 5000 + "元"),)


def _laughs() -> str:
    names = "abcdefghij"
    lines = ['<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">']
    for before, name in itertools.pairwise(names):
        lines.append(f'<!ENTITY {name} "{f"&{before};" * 10}">')
    return f"<!DOCTYPE x [{''.join(lines)}]>"


def _zip(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _bomb(megabytes: int) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/document.xml", "w") as stream,
    ):
        for _ in range(megabytes):
            stream.write(b" " * 2**20)
    return out.getvalue()


def _members(count: int) -> bytes:
    return _zip({f"word/media/{n}.png": "" for n in range(count)})


def _lying(data: bytes) -> bytes:
    """The directory claims that every part is ten bytes long."""
    broken = bytearray(data)
    at = broken.find(b"PK\x01\x02")
    while at >= 0:
        broken[at + 24 : at + 28] = (10).to_bytes(4, "little")
        at = broken.find(b"PK\x01\x02", at + 4)
    return bytes(broken)


def _flagged(data: bytes) -> bytes:
    """Every part is marked as encrypted."""
    broken = bytearray(data)
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = broken.find(mark)
        while at >= 0:
            broken[at + offset] |= 1
            at = broken.find(mark, at + 4)
    return bytes(broken)


# --- html, md, txt ----------------------------------------------------------------------------


def _pages(much: Much) -> Iterator[tuple[str, bytes]]:
    cells = "".join(f"<td>第{n}项{n}元</td>" for n in range(much(10_000)))
    pages = {
        "一万列": f"<table>{f'<tr>{cells}</tr>' * 3}</table>",
        "嵌套十万": _nested("<div>", _SENTENCE, "</div>", much(100_000)),
        "表嵌套一千": _nested("<table><tr><td>甲<td>", _SENTENCE, "</table>", much(1000)),
        "粗体嵌套五万": "<b>" * much(50_000) + _SENTENCE,
        "列表嵌套五万": "<ul><li>甲" * much(50_000),
        "一行两千万字节": f"<p>{_PROSE * much(240_000)}</p>",
        "格五百万字节": f"<table><tr><td>甲<td>乙<tr><td>丙<td>{_PROSE * much(60_000)}</table>",
        "巨大跨行": "<table>"
        + "<tr><td rowspan=65534 colspan=1000>甲<td>乙" * much(300)
        + "</table>",
        "怪跨列": f"<table><tr><td colspan={'9' * 5000}>甲<td>乙<tr><td colspan=x>丙<td>丁</table>",
        "指令不闭合": "<%" * much(300_000) + _SENTENCE,
        "声明不闭合": "<?" * much(300_000) + _SENTENCE,
        "注释不闭合": f"<p>{_SENTENCE}</p>" + "<!--" * much(100_000),
        "标签不闭合": "<p><i><td><li>" * much(20_000) + _SENTENCE,
        "属性巨大": f'<p style="{"display:" * much(200_000)}">{_SENTENCE}</p>',
        "实体": f"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><p>&a;{_SENTENCE}</p>",
        "空白": f"<pre>{' ' * much(1_000_000)}\n{chr(10) * much(200_000)}{_SENTENCE}</pre>",
        "假编码": f'<meta charset="utf-7"><meta charset="{"x" * 3000}"><p>{_SENTENCE}</p>',
    }
    for name, content in pages.items():
        yield name, content.encode()
    yield "声明编码不存在", b'<meta charset="zip"><p>' + "经费".encode("gb18030") * 50


def _markdown(much: Much) -> Iterator[tuple[str, bytes]]:
    texts = {
        "列表嵌套五万": "\n".join(f"{'  ' * (n % 100)}- 第{n}项" for n in range(much(50_000))),
        "符号嵌套五万": "- " * much(50_000) + "甲",
        "引用嵌套": ">" * much(100_000) + _SENTENCE,
        "一行五百万字节": _PROSE * much(60_000),
        "一行三十万字": _SENTENCE * much(9_000),
        "方括号": "[" * much(100_000) + _SENTENCE,
        "图片": "![" * much(50_000) + _SENTENCE,
        "链接": "[a](" * much(50_000) + _SENTENCE,
        "星号": "*甲" * much(50_000) + "**" * much(50_000),
        "下划线": "_甲 " * much(50_000) + "__" * much(50_000),
        "反引号": "".join("`" * (n % 300 + 1) + "甲" for n in range(much(3_000))),
        "波浪": "~~甲" * much(50_001),
        "尖括号": "<a" * much(100_000) + _SENTENCE,
        "链接尖括号": "<http:" * much(50_000) + _SENTENCE,
        "换行标签": ("<br" + " " * 2000) * much(200) + _SENTENCE,
        "注释不闭合": "<!--" * much(100_000) + _SENTENCE,
        "标题空白": "# 甲" + " " * much(50_000) + "乙 " + "# " * much(20_000) + "丙",
        "横线": "- " * much(100_000) + "x\n" + "-" * much(100_000) + "x\n" + "* " * much(50_000),
        "表头线": "|甲|\n" + "|-" * much(50_000) + "x\n" + "|" + ":-:|" * much(50_000) + "!",
        "一万列": "\n".join(["|甲" * much(10_000), "|-" * much(10_000), "|900元" * much(10_000)]),
        "粗体不闭合": "**" + "甲*" * much(50_000),
        "属性不闭合": "---\n" + "a: b\n" * much(50_000),
        "空白": " " * much(1_000_000) + "\n" + "\t" * much(500_000) + _SENTENCE,
    }
    for name, content in texts.items():
        yield name, content.encode()


def _texts(much: Much) -> Iterator[tuple[str, bytes]]:
    texts = {
        "数字一串": "经费" + "9" * much(200_000) + "元",
        "数字五千": "经费达到" + "9" * 5000 + "元，增长" + "1" * 5000 + "%。",
        "中文数字": "经费" + "一" * much(100_000) + "元" + "亿" * much(10_000) + "所",
        "小数点": "1." * much(100_000) + "1元",
        "逗号数字": "1,000" * much(40_000) + "元",
        "括号": "（" * much(100_000) + _SENTENCE + "）" * much(100_000),
        "书名号": "《" * much(100_000) + _SENTENCE,
        "引号": "“" * much(100_000) + _SENTENCE,
        "年": "2026年" * much(50_000),
        "月日": "9月30日前" * much(50_000),
        "至": "9月至10月至" * much(30_000),
        "顿号": "初中900元、" * much(20_000),
        "逗号": "新增学位3000个，" * much(20_000),
        "序号": "第一条" * much(50_000),
        "序号行": "\n".join(f"{n}." for n in range(much(30_000))),
        "标题行": "\n".join("一二三四五六七八九十"[n % 10] + "、工作" for n in range(much(30_000))),
        "附件": "附件1\n" * much(20_000),
        "条款": "\n".join(f"第{n}条 学校应当于9月底前完成。" for n in range(much(10_000))),
        "无标点百万": "学校" * much(500_000),
        "一行五百万字节": _PROSE * much(60_000),
        "百万行": "甲\n" * much(300_000),
        "空格百万": "经费" + " " * much(1_000_000) + "900元",
        "制表": "甲\t" * much(100_000),
        "长日期": f"{'9' * 400}年{'9' * 400}月{'9' * 400}日前完成；99999年13月45日；0000年0月0日。",
        "叹号": "完成！" * much(50_000),
        "印发": "云溪区教育局关于" * much(20_000) + "的通知",
        "控制符": "甲\x01\x02乙" + _SENTENCE * 50,
        "零宽": "经\u200b费\u202e" * much(50_000),
        "组合符": "甲" + "\u0301" * much(100_000),
        "表情": "👨‍👩‍👧‍👦🏫" * much(20_000),
    }  # fmt: skip
    for name, content in texts.items():
        yield name, content.encode()
    words = (_SENTENCE + "\n") * 20
    yield "半个代理-utf8", words.encode() + "\ud83d学校\udc00".encode("utf-8", "surrogatepass")
    yield "半个代理-utf16", b"\xff\xfe" + (words + "\ud83d学").encode("utf-16-le", "surrogatepass")
    yield "utf16无标记", words.encode("utf-16-le")
    yield "utf16奇数", words.encode("utf-16-be")[:-1]
    yield "utf32无标记", words.encode("utf-32-le")
    yield "混合编码", words.encode() + words.encode("gb18030") + words.encode("utf-16-le")
    yield "混合编码少", words.encode() * 20 + "经费".encode("gb18030")
    yield "随机字节", bytes((n * n * 31 + n * 7) % 251 for n in range(20_000))


def _names() -> Iterator[File]:
    data = _SENTENCE.encode()
    for name in (
        "带 空 格.txt", " 前空格.txt", "引'号\"双.txt", "百分%20号.txt", "换\n行.txt", "制\t表.txt",
        "井#问?号&.txt", "反\\斜.txt", "表情🏫.txt", "右\u202eexe.txt", "零宽\u200b.txt", "..双点.txt",
        "CON.txt", "大写.TXT", "长" * 80 + ".txt", "$(id);`id`.txt", "<b>标签</b>.txt", "-开头.txt",
        "坏字节\udcff.txt", "无扩展名", "两个.后缀.docx.txt",
    ):  # fmt: skip
        yield name, data
