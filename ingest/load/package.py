"""The zip container of the Office formats, opened within limits: sizes, ratios, no entities, no network."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from ingest.errors import DamagedFile, EncryptedFile, ParseLimit

# The strict form of Word's format has namespaces of its own for the same elements.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
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
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
"""What zipfile raises on a damaged archive."""


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """Opens the container.

    Raises:
        DamagedFile: it is no zip.
        ParseLimit: it would unpack to too much.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise damaged(name) from error
    _check_sizes(archive, name)
    return archive


def read_part(archive: zipfile.ZipFile, path: str, name: str) -> Any:
    """The root of one XML part. Raises KeyError where the package lacks it."""
    from lxml import etree

    item = archive.getinfo(path)
    if item.flag_bits & 1:
        raise EncryptedFile(f"“{name}”设有密码。", "请去掉密码，另存后重新添加。")
    try:
        with archive.open(item) as stream:
            data = stream.read(MAX_PART + 1)
    except BROKEN as error:
        raise damaged(name) from error
    if len(data) > MAX_PART:
        raise too_large(name)
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
        raise damaged(name) from error
    if root.getroottree().docinfo.doctype:
        raise DamagedFile(
            f"“{name}”含有 Office 不会写入的 XML 实体声明，可能有害，已拒绝。",
            "请用 Word 或 WPS 打开并另存后再添加。",
        )
    return root


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    items = archive.infolist()
    if len(items) > 20_000 or sum(item.file_size for item in items) > MAX_TOTAL:
        raise too_large(name)
    for item in items:
        packed = max(item.compress_size, 1)
        if item.file_size > 16 * 2**20 and item.file_size / packed > MAX_RATIO:
            raise too_large(name)


def relations(archive: zipfile.ZipFile, part: str, name: str) -> dict[str, list[str]]:
    """Kind of relationship → parts of the package that a part refers to by it."""
    found: dict[str, list[str]] = {}
    for item, target in _links(archive, part, name):
        found.setdefault((item.get("Type") or "").rsplit("/", 1)[-1], []).append(target)
    return found


def targets(archive: zipfile.ZipFile, part: str, name: str) -> dict[str, str]:
    """Id of a relationship → the part that it leads to."""
    return {item.get("Id") or "": target for item, target in _links(archive, part, name)}


def _links(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[tuple[Any, str]]:
    folder, file = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{file}.rels")
    if path not in archive.namelist():
        return
    for item in read_part(archive, path, name).iter(_RELATIONS + "Relationship"):
        if item.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, item.get("Target") or ""))
            yield item, target.lstrip("/")


def damaged(name: str) -> DamagedFile:
    """The error of a file that is broken."""
    return DamagedFile(
        f"“{name}”已损坏，无法打开。", "请重新下载，或用 Word、WPS 修复并另存后再添加。"
    )


def too_large(name: str) -> ParseLimit:
    """The error of a file that would unpack to too much."""
    return ParseLimit(f"“{name}”解压后过大，已拒绝。", "请拆分文档，或删去大图后另存再添加。")
