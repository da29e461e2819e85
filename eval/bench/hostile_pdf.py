"""Hostile pdf files: broken tables of references, lies about pages, loops, passwords, bombs."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator

_FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_TEXT = b"BT /F1 12 Tf 72 700 Td (School plan 2026: 3000 places by September, 900 yuan each.) Tj ET"


def pdf(objects: dict[int, bytes | str], *, root: int = 1, xref: bool = True) -> bytes:
    """A pdf of numbered objects; without ``xref`` the reader must find them itself."""
    out = io.BytesIO()
    out.write(b"%PDF-1.7\n")
    places = {}
    for number, content in objects.items():
        places[number] = out.tell()
        data = content if isinstance(content, bytes) else content.encode()
        out.write(b"%d 0 obj\n" % number + data + b"\nendobj\n")
    start = out.tell()
    if xref:
        size = max(objects) + 1
        out.write(b"xref\n0 %d\n0000000000 65535 f \n" % size)
        for number in range(1, size):
            out.write(b"%010d 00000 n \n" % places.get(number, 0))
    out.write(b"trailer << /Size %d /Root %d 0 R >>\n" % (max(objects) + 1, root))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(data: bytes, *, packed: bool = False, more: str = "") -> bytes:
    """A stream object, optionally deflated."""
    body = zlib.compress(data, 9) if packed else data
    extra = "/Filter /FlateDecode " if packed else ""
    return f"<< /Length {len(body)} {extra}{more}>>\nstream\n".encode() + body + b"\nendstream"


def _page(contents: int, parent: int = 2, more: str = "") -> str:
    return (
        f"<< /Type /Page /Parent {parent} 0 R /MediaBox [0 0 595 842] /Contents {contents} 0 R "
        f"/Resources << /Font << /F1 5 0 R >> {more} >> >>"
    )


def _plain(text: bytes = _TEXT, **more: bytes | str) -> dict[int, bytes | str]:
    """Catalog 1, page tree 2, page 3, content 4, font 5."""
    objects: dict[int, bytes | str] = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: _page(4),
        4: stream(text),
        5: _FONT,
    }
    return objects | {int(name[1:]): content for name, content in more.items()}


def pdfs(much: Callable[[int], int]) -> Iterator[tuple[str, bytes]]:
    """Names and contents."""
    good = pdf(_plain())
    yield "完好", good
    yield "引用表损坏", good.replace(b"00000 n", b"xxxxx q")
    yield "引用表偏移", good.replace(b"startxref\n", b"startxref\n9")
    yield "无引用表", pdf(_plain(), xref=False)
    yield "无结尾", good[: good.index(b"trailer")]
    yield "尾部垃圾", good + b"\x00garbage" * 500
    yield "头前垃圾", b"junk\n" * 50 + good
    yield "无页面", pdf(_plain(_2="<< /Type /Pages /Kids [] /Count 0 >>"))
    yield "缺页", pdf(_plain(_2="<< /Type /Pages /Kids [3 0 R 77 0 R 78 0 R] /Count 3 >>"))
    for name, count in (("谎报页数", 999_999_999), ("页数为负", -5), ("页数十万", 100_000)):
        yield name, pdf(_plain(_2=f"<< /Type /Pages /Kids [3 0 R] /Count {count} >>"))
    yield "页树自指", pdf(_plain(_2="<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>"))
    yield "页面循环", pdf(_plain(_3="<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 1 >>"))
    yield "内容循环", pdf(_plain(_4="[4 0 R 4 0 R]"))
    yield "长度循环", pdf(_plain(_4=b"<< /Length 4 0 R >>\nstream\n" + _TEXT + b"\nendstream"))
    form = stream(
        b"/X0 Do " + _TEXT, more="/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
        "/Resources << /XObject << /X0 6 0 R >> /Font << /F1 5 0 R >> >> "
    )  # fmt: skip
    looped = _plain(b"/X0 Do", _6=form)
    yield "图形自指", pdf(looped | {3: _page(4, more="/XObject << /X0 6 0 R >>")})
    for name, box in (
        ("页面巨大", "0 0 1e9 1e9"),
        ("页面为零", "0 0 0 0"),
        ("页面颠倒", "595 842 0 0"),
    ):
        yield name, pdf(_plain(_3=_page(4).replace("0 0 595 842", box)))
    yield "内容炸弹", pdf(_plain(_4=stream(b" " * (much(200) * 2**20), packed=True)))
    yield "文字炸弹", pdf(_plain(_4=stream((_TEXT + b"\n") * much(20_000), packed=True)))
    tall = b"".join(
        b"BT /F1 8 Tf 40 %d Td (line %d of 2026, 900 yuan) Tj ET\n" % (800 - n % 780, n)
        for n in range(much(8_000))
    )
    yield "文字重叠", pdf(_plain(_4=stream(tall, packed=True)))
    kids = " ".join("3 0 R" for _ in range(much(3_000)))
    yield "同页三千次", pdf(_plain(_2=f"<< /Type /Pages /Kids [{kids}] /Count {much(3_000)} >>"))
    yield "页树很深", _deep(much(3_000))
    yield "数组很深", pdf(_plain(_6="[" * much(100_000) + "]" * much(100_000)))
    yield (
        "压缩流损坏",
        pdf(_plain(_4=stream(_TEXT * 100, packed=True).replace(b"x\xda", b"\x00\x00", 1))),
    )
    yield "口令", _locked(good, "secret")
    yield "仅限制口令", _locked(good, "")


def _deep(depth: int) -> bytes:
    objects = _plain()
    objects[2] = "<< /Type /Pages /Kids [10 0 R] /Count 1 >>"
    for n in range(depth):
        down = 11 + n if n < depth - 1 else 3
        objects[10 + n] = f"<< /Type /Pages /Kids [{down} 0 R] /Count 1 >>"
    return pdf(objects)


def _locked(data: bytes, password: str) -> bytes:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
