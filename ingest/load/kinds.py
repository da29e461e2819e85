"""What an office file is by its content: many a “.doc” from a web system is html, rtf or docx inside."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from dataclasses import dataclass

from ingest.archives import is_ofd
from ingest.errors import DamagedFile, EncryptedFile, UnsupportedFormat
from ingest.load.encoding import decode
from ingest.load.package import BROKEN
from ingest.load.sniff import check_kind, remedy_for

PLAIN: dict[str, str] = {
    ".pdf": "pdf",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    **dict.fromkeys((".html", ".htm", ".xhtml", ".shtml", ".jsp", ".aspx", ".asp", ".php"), "html"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif", ".webp"), "image"),
}
"""Suffix → module, for files that are what their suffix says or are refused."""
_FORMS = {"markdown": "md", "text": "txt"}
WORDS = frozenset(
    [".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".wps", ".wpt", ".rtf", ".odt", ".ott", ".fodt"]
)  # fmt: skip
"""Suffixes of texts written in an office program."""
SHEETS = frozenset(
    [".xlsx", ".xlsm", ".xltx", ".xltm", ".xls", ".xlt", ".xlsb", ".et", ".ett", ".ods", ".ots", ".fods"]
)  # fmt: skip
"""Suffixes of spreadsheets."""
DELIMITED = frozenset([".csv", ".tsv", ".tab"])
PAGES = frozenset([".mht", ".mhtml"])
LAYOUTS = frozenset([".ofd"])
"""Suffixes of pages of a fixed layout in a zip."""
SUFFIXES = frozenset(PLAIN) | WORDS | SHEETS | DELIMITED | PAGES | LAYOUTS
"""Everything that can be read."""

# Suffixes that plain text never bears by mistake: there it means a broken file.
_NEVER_TEXT = frozenset(
    s for s in WORDS | SHEETS if s not in {".doc", ".dot", ".wps", ".wpt", ".rtf", ".xls", ".et"}
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|table)\b", re.I)
_MHT = re.compile(r"^(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?content-type:", re.I)
# Streams inside an OLE file → loader and LibreOffice's suffix.
_STREAMS: tuple[tuple[bytes, str, str], ...] = (
    ("WordDocument".encode("utf-16-le"), "word", ".doc"),
    ("Workbook".encode("utf-16-le"), "sheet", ".xls"),
    ("B\0o\0o\0k\0\0\0".encode("latin-1"), "sheet", ".xls"),
    ("PowerPoint Document".encode("utf-16-le"), "slides", ".ppt"),
    ("MatOST".encode("utf-16-le"), "word", ".wps"),
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Kind:
    """Which module reads a file and what the document calls its format.

    ``converts``: the suffix under which LibreOffice must open it first; empty where it need not.
    """

    module: str
    form: str
    converts: str = ""


# What stands at the top of an office file that is one piece of xml, and what it is then.
_XML: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (
        re.compile(r"<w:wordDocument|microsoft\.com/office/word/2003|<pkg:package"),
        Kind("word", "doc", ".xml"),
    ),
    (re.compile(r"urn:schemas-microsoft-com:office:spreadsheet"), Kind("sheet", "xls", ".xml")),
    (re.compile(r"opendocument\.text"), Kind("word", "odt", ".fodt")),
    (re.compile(r"opendocument\.spreadsheet"), Kind("sheet", "ods", ".fods")),
)
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def check_suffix(suffix: str, name: str) -> None:
    """Raises UnsupportedFormat where no loader reads files of this suffix, whatever they hold."""
    if suffix not in SUFFIXES and suffix != ".zip":
        raise UnsupportedFormat(
            f"“{name}”的格式（{suffix or '无扩展名'}）暂不支持。", remedy_for(suffix)
        )


def kind_of(data: bytes, suffix: str, name: str) -> Kind:
    """What a file is, by its suffix and its first bytes.

    Raises:
        UnsupportedFormat: no loader reads this.
        DamagedFile: the content is nothing that such a file holds.
        EncryptedFile: a password is wrapped around it.
    """
    if suffix in PLAIN:
        if PLAIN[suffix] == "html" and _is_mht(_head(data)):
            return Kind("mht", "mht")
        check_kind(data, suffix, name)
        return Kind(PLAIN[suffix], _FORMS.get(PLAIN[suffix], PLAIN[suffix]))
    if suffix == ".zip" and not is_ofd(io.BytesIO(data)):
        raise UnsupportedFormat(f"“{name}”是压缩包。", remedy_for(suffix))
    check_suffix(suffix, name)
    if data.startswith(_OLE):
        return _ole(data, suffix, name)
    if data.startswith(b"PK"):
        return _zip(data, suffix, name)
    return _written(data, suffix, name)


def _ole(data: bytes, suffix: str, name: str) -> Kind:
    if _ENCRYPTED in data:
        raise EncryptedFile(
            f"“{name}”设有打开密码。", "请在 Word 或 WPS 中去掉密码，另存后重新添加。"
        )
    found = [(module, native) for stream, module, native in _STREAMS if stream in data]
    wanted = "sheet" if suffix in SHEETS | DELIMITED else "word"
    unknown = (wanted, suffix if suffix in WORDS | SHEETS else ".xls")
    # a text may hold sheets and a sheet texts: what the suffix promises comes first
    module, native = min(found or [unknown], key=lambda f: f[0] != wanted)
    if module == "slides":
        raise _slides(name)
    if suffix in _NEVER_TEXT | LAYOUTS and not found:
        raise _foreign(name, suffix)
    return Kind(module, _form(module, suffix, native), native)


def _form(module: str, suffix: str, native: str) -> str:
    """The suffix where it names the kind of content (doc, wps, et), else what the content is."""
    old = {"word": WORDS, "sheet": SHEETS}[module] - _NEVER_TEXT - {".rtf"}
    return (suffix if suffix in old else native)[1:]


def _zip(data: bytes, suffix: str, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mime = archive.read("mimetype")[:100].decode("latin-1") if "mimetype" in names else ""
    except (*BROKEN, RuntimeError, KeyError):
        names, mime = [], ""
    folders = {n.split("/", 1)[0] for n in names}
    if is_ofd(io.BytesIO(data)):
        return Kind("ofd", "ofd")
    if "opendocument.text" in mime:
        return Kind("word", "odt", ".odt")
    if "opendocument.spreadsheet" in mime:
        return Kind("sheet", "ods", ".ods")
    if "ppt" in folders or "presentation" in mime:
        raise _slides(name)
    if "xl/workbook.bin" in names:
        return Kind("sheet", "xlsb", ".xlsb")
    if "xl" in folders or ("word" not in folders and suffix in SHEETS | DELIMITED):
        return Kind("sheet", "xlsx")
    if suffix in LAYOUTS and "word" not in folders:
        raise _foreign(name, suffix)
    return Kind("word", "docx")  # its loader says what is missing in what is not


def _written(data: bytes, suffix: str, name: str) -> Kind:
    """What is written in characters: rtf, html, mht, xml, or plain text."""
    head = _head(data)
    if data.lstrip().startswith(b"{\\rtf"):
        return Kind("word", "rtf", ".rtf")
    if b"%PDF-" in data[:1024]:
        return Kind("pdf", "pdf")
    if head.startswith("<"):
        for pattern, kind in _XML:
            if pattern.search(head):
                return kind
    if _is_mht(head):
        return Kind("mht", "mht")
    if suffix not in DELIMITED and _HTML.search(head):
        return Kind("html", "html")
    check_kind(data, suffix, name)
    if suffix in _NEVER_TEXT | PAGES | LAYOUTS:
        raise _foreign(name, suffix)
    decode(data, name)
    if suffix in DELIMITED | SHEETS:
        return Kind("delimited", "tsv" if suffix in (".tsv", ".tab") else "csv")
    return Kind("text", "txt")


def _head(data: bytes) -> str:
    """The beginning as characters; only its ASCII matters."""
    encoding = next((name for mark, name in _UTF16 if data.startswith(mark)), "latin-1")
    return data[:8192].decode(encoding, "replace").lstrip("\ufeff\xef\xbb\xbf \t\r\n")


def _is_mht(head: str) -> bool:
    return _MHT.match(head) is not None


def _slides(name: str) -> UnsupportedFormat:
    return UnsupportedFormat(f"“{name}”的内容是演示文稿，暂不支持。", "请导出为 PDF 后添加。")


def _foreign(name: str, suffix: str) -> DamagedFile:
    return DamagedFile(
        f"“{name}”不是有效的 {suffix[1:]} 文件（文件头不对，可能没有下载完整）。",
        "请重新下载或用原软件另存后添加。",
    )
