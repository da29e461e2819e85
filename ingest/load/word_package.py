"""The parts of a docx: its body, styles, notes … by kind of relationship, and its pictures."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from typing import Any

from ingest.errors import DamagedFile
from ingest.load.package import BROKEN, MAX_PART, damaged, open_zip, read_part, relations, too_large
from ingest.pictures import picture_names

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


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
    archive = open_zip(data, name)
    try:
        main = _main_part(archive, name)
        package = Package(name, archive, main)
        package.document = _body(read_part(archive, main, name), name)
        package.relations = relations(archive, main, name)
    except (*BROKEN, KeyError) as error:
        raise damaged(name) from error
    return package


def picture(data: bytes, name: str, number: int) -> bytes:
    """The bytes of the n-th picture of a docx, from 1.

    Raises:
        DamagedFile: the package is broken or has no such picture.
        ParseLimit: it would unpack to too much.
    """
    package = open_package(data, name)
    try:
        with package.archive.open(picture_names(package.archive)[number - 1]) as stream:
            found = stream.read(MAX_PART + 1)
    except (*BROKEN, IndexError) as error:
        raise damaged(name) from error
    if len(found) > MAX_PART:
        raise too_large(name)
    return found


def value(element: Any | None, attribute: str = "val") -> str:
    """A ``w:`` attribute; "" where element or attribute is missing."""
    return "" if element is None else str(element.get(W + attribute) or "")


def whole(element: Any | None, default: int, attribute: str = "val") -> int:
    """A ``w:`` attribute that should be a small whole number; the default where it is none."""
    text = value(element, attribute)
    return int(text) if text.isdecimal() and len(text) <= 6 else default


def _main_part(archive: zipfile.ZipFile, name: str) -> str:
    targets = relations(archive, "", name).get("officeDocument", [])
    names = set(archive.namelist())
    for target in [*targets, "word/document.xml"]:
        if target in names and target.startswith("word"):
            return target
    kinds = {n.split("/", 1)[0] for n in names}
    other = "Excel 表格" if "xl" in kinds else "PowerPoint" if "ppt" in kinds else "其他压缩包"
    raise DamagedFile(
        f"“{name}”里没有 Word 正文（内容像是{other}）。", "请确认文件类型，另存为 docx 后重新添加。"
    )


def _body(root: Any, name: str) -> Any:
    body = root.find(W + "body")
    if body is None:
        raise damaged(name)
    return body
