"""The parts of a docx package, opened within limits: sizes, ratios, no entities, no network."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import Any

from ingest.errors import DamagedFile, EncryptedFile, ParseLimit

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# The strict form of the format has namespaces of its own for the same elements.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"

MAX_PART = 192 * 2**20
"""Bytes of one unpacked XML part."""
MAX_TOTAL = 2**30
"""Bytes that a whole package may claim to unpack to."""
MAX_RATIO = 300
"""Unpacked to packed bytes of a large part; honest XML stays below 60."""


PICTURES = (".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif", ".webp")
"""Suffixes of pictures made of pixels; drawings (emf, wmf) hold no scans."""


@dataclass(slots=True)
class Package:
    """An open docx: its XML parts by kind of relationship."""

    name: str
    archive: zipfile.ZipFile
    main: str
    document: Any = None
    relations: dict[str, list[str]] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)

    def parts(self, kind: str) -> list[Any]:
        """The roots of all parts of a kind (styles, header …), in the order of their names."""
        found = []
        for target in sorted(set(self.relations.get(kind, ()))):
            try:
                found.append(read_part(self.archive, target, self.name))
            except KeyError:
                self.warnings.append(f"“{self.name}”缺少部件 {target}，已跳过。")
        return found

    def pictures(self) -> list[str]:
        """The picture files that OCR can read, in the order of their numbers (Word's own order)."""
        found = [
            name
            for name in self.archive.namelist()
            if name.startswith("word/media/") and name.lower().endswith(PICTURES)
        ]
        return sorted(found, key=lambda name: (len(name), name))

    def part(self, kind: str) -> Any | None:
        """The first part of a kind, or None."""
        found = self.parts(kind)
        return found[0] if found else None

    def info(self) -> tuple[tuple[str, str], ...]:
        """Title, author and dates as the file gives them."""
        if "docProps/core.xml" not in self.archive.namelist():
            return ()
        root = read_part(self.archive, "docProps/core.xml", self.name)
        found = [(str(e.tag).rsplit("}", 1)[-1], (e.text or "").strip()) for e in root]
        return tuple((name, text) for name, text in found if text)


def open_package(data: bytes, name: str) -> Package:
    """Opens a docx and reads its main part.

    Raises:
        DamagedFile: no zip, no document part, or broken XML.
        EncryptedFile: the zip itself has a password.
        ParseLimit: it would unpack to too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        _check_sizes(archive, name)
        main = _main_part(archive, name)
        package = Package(name, archive, main)
        package.document = _body(read_part(archive, main, name), name)
        package.relations = _relations(archive, main, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError) as error:
        raise _damaged(name) from error
    return package


def picture(data: bytes, name: str, number: int) -> bytes:
    """The bytes of the n-th picture of a docx, from 1.

    Raises:
        DamagedFile: the package is broken or has no such picture.
        ParseLimit: it would unpack to too much.
    """
    package = open_package(data, name)
    try:
        with package.archive.open(package.pictures()[number - 1]) as stream:
            found = stream.read(MAX_PART + 1)
    except (IndexError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise _damaged(name) from error
    if len(found) > MAX_PART:
        raise _too_large(name)
    return found


def value(element: Any | None, attribute: str = "val") -> str:
    """A ``w:`` attribute; "" where element or attribute is missing."""
    return "" if element is None else str(element.get(W + attribute) or "")


def whole(element: Any | None, default: int, attribute: str = "val") -> int:
    """A ``w:`` attribute that should be a small whole number; the default where it is none."""
    text = value(element, attribute)
    return int(text) if text.isdecimal() and len(text) <= 6 else default


def read_part(archive: zipfile.ZipFile, path: str, name: str) -> Any:
    """The root of one XML part. Raises KeyError where the package lacks it."""
    from lxml import etree

    item = archive.getinfo(path)
    if item.flag_bits & 1:
        raise EncryptedFile(f"“{name}”设有密码。", "请去掉密码，另存后重新添加。")
    try:
        with archive.open(item) as stream:
            data = stream.read(MAX_PART + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise _damaged(name) from error
    if len(data) > MAX_PART:
        raise _too_large(name)
    if _STRICT[0][0] in data[:4096]:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(name) from error
    if root.getroottree().docinfo.doctype:
        raise DamagedFile(
            f"“{name}”含有 Word 不会写入的 XML 实体声明，可能有害，已拒绝。",
            "请用 Word 或 WPS 打开并另存后再添加。",
        )
    return root


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    items = archive.infolist()
    if len(items) > 20_000 or sum(item.file_size for item in items) > MAX_TOTAL:
        raise _too_large(name)
    for item in items:
        packed = max(item.compress_size, 1)
        if item.file_size > 16 * 2**20 and item.file_size / packed > MAX_RATIO:
            raise _too_large(name)


def _main_part(archive: zipfile.ZipFile, name: str) -> str:
    targets = _relations(archive, "", name).get("officeDocument", [])
    names = set(archive.namelist())
    for target in [*targets, "word/document.xml"]:
        if target in names and target.startswith("word"):
            return target
    kinds = {n.split("/", 1)[0] for n in names}
    other = "Excel 表格" if "xl" in kinds else "PowerPoint" if "ppt" in kinds else "其他压缩包"
    raise DamagedFile(
        f"“{name}”里没有 Word 正文（内容像是{other}）。", "请确认文件类型，另存为 docx 后重新添加。"
    )


def _relations(archive: zipfile.ZipFile, part: str, name: str) -> dict[str, list[str]]:
    folder, file = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    if path not in archive.namelist():
        return {}
    found: dict[str, list[str]] = {}
    for item in read_part(archive, path, name).iter(_RELATIONS + "Relationship"):
        if item.get("TargetMode") == "External":
            continue
        kind = (item.get("Type") or "").rsplit("/", 1)[-1]
        target = posixpath.normpath(posixpath.join("/", folder, item.get("Target") or ""))
        found.setdefault(kind, []).append(target.lstrip("/"))
    return found


def _body(root: Any, name: str) -> Any:
    body = root.find(W + "body")
    if body is None:
        raise _damaged(name)
    return body


def _damaged(name: str) -> DamagedFile:
    return DamagedFile(
        f"“{name}”已损坏，无法作为 docx 打开。", "请重新下载，或用 Word、WPS 修复并另存后再添加。"
    )


def _too_large(name: str) -> ParseLimit:
    return ParseLimit(f"“{name}”解压后过大，已拒绝。", "请拆分文档，或删去大图后另存再添加。")
