"""The package of an OFD file (GB/T 33190): which documents, pages, templates and resources it holds.

Elements are matched by local name: writers use several namespaces, prefixes, or none. Places inside
the package are names of zip members, so nothing outside it can be reached.
"""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.errors import DamagedFile, EncryptedFile, ParseLimit
from ingest.load.package import BROKEN, damaged, open_zip, read_part, too_large
from ingest.records import Box

POINTS = 72 / 25.4
"""Points in a millimetre."""
A4 = (0.0, 0.0, 210.0, 297.0)
"""Left, top, width, height in mm of a page that does not say how large it is."""
FARTHEST = 20_000.0
"""Millimetres beyond which a number is a mistake."""
MOST_PART = 32 * 2**20
"""Bytes of one XML part; a page full of single glyphs has one or two million."""
MOST_PAGES = 20_000
MOST_PICTURE = 64 * 2**20
REMEDY = "请重新下载，或用 OFD 阅读器（数科、福昕、WPS 等）打开并导出为 PDF 后添加。"


@dataclass(frozen=True, slots=True)
class Font:
    """What a text object's font is called, and whether it is a bold one."""

    name: str = ""
    bold: bool = False


@dataclass(slots=True)
class Resources:
    """What objects refer to by id."""

    fonts: dict[str, Font] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    """Id → member of the package."""
    drawings: dict[str, Any] = field(default_factory=dict)
    """Id → content of a composite object."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as its document lists it: id, member, and the size that holds unless it has its own."""

    id: str
    part: str
    box: Box
    document: Document


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the package; the member that describes it, its root, and what its pages share."""

    part: str
    root: Any
    resources: Resources
    templates: dict[str, tuple[str, str]]
    """Id → member and own place in the drawing order."""
    info: tuple[tuple[str, str], ...] = ()


class Package:
    """An open OFD file.

    Raises:
        DamagedFile: it is no OFD file, or a part that it cannot do without is broken.
        EncryptedFile: its parts are encrypted.
        ParseLimit: it would unpack to too much.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.archive = open_zip(data, name)
        self._members = {_key(item): item for item in self.archive.namelist()}
        if "encryptions.xml" in self._members:
            raise EncryptedFile(
                f"“{name}”是加密的 OFD 文件。",
                "请用 OFD 阅读器输入口令或插入证书打开，另存为不加密的文件或导出为 PDF 后添加。",
            )
        self.older = 0
        """Versions of documents that a newer one stands for."""
        self.documents = tuple(self._documents())
        if not self.documents:
            raise DamagedFile(f"“{name}”里没有版式文档。", REMEDY)

    def member(self, place: str, beside: str = "") -> str:
        """The member that a place names, seen from another; empty where there is none.

        Some writers give places from the root of the package where they should be relative.
        """
        place = place.strip().replace("\\", "/")
        for folder in ("" if place.startswith("/") else posixpath.dirname(beside), ""):
            key = _key(posixpath.join(folder, place.lstrip("/")))
            if found := self._members.get(key):
                return found
        return ""

    def root(self, member: str) -> Any:
        """The root of an XML part.

        Raises:
            DamagedFile: there is none such, or it is broken.
            ParseLimit: it is too large.
        """
        try:
            if self.archive.getinfo(member).file_size > MOST_PART:
                raise too_large(self.name)
            return read_part(self.archive, member, self.name)
        except KeyError as error:
            raise DamagedFile(f"“{self.name}”里缺少应有的部分，已损坏。", REMEDY) from error
        except DamagedFile as error:
            raise DamagedFile(error.reason, REMEDY) from error

    def picture(self, member: str) -> bytes:
        """The bytes of a picture. Raises DamagedFile or ParseLimit."""
        try:
            if self.archive.getinfo(member).file_size > MOST_PICTURE:
                raise too_large(self.name)
            return self.archive.read(member)
        except (*BROKEN, KeyError, RuntimeError) as error:
            raise damaged(self.name) from error

    def optional(self, place: str, beside: str) -> tuple[str, Any] | None:
        """A part that the document can do without, and its member; None where it is missing or broken."""
        member = self.member(place, beside) if place else ""
        try:
            return (member, self.root(member)) if member else None
        except (DamagedFile, ParseLimit):
            return None

    def sheets(self) -> list[Sheet]:
        """The pages of all documents in their order."""
        found = []
        for document in self.documents:
            box = page_box(first(document.root, "CommonData", "PageArea")) or A4
            pages = first(document.root, "Pages")
            for page in children(pages, "Page"):
                place = page.get("BaseLoc") or text_of(first(page, "BaseLoc"))
                part = self.member(place, document.part) if place else ""
                found.append(Sheet(page.get("ID") or "", part, box, document))
        if len(found) > MOST_PAGES:
            raise ParseLimit(f"“{self.name}”有 {len(found)} 页，过多。", "请拆分后重新添加。")
        return found

    def _documents(self) -> Iterator[Document]:
        main = self.member("OFD.xml")
        if not main:
            raise DamagedFile(f"“{self.name}”不是有效的 OFD 文件（缺少 OFD.xml）。", REMEDY)
        seen: set[str] = set()
        for body in children(self.root(main), "DocBody"):
            part = self._current(body, main)
            if part in seen:
                continue
            seen.add(part)
            root = self.root(part)
            yield Document(
                part, root, self._resources(root, part), self._templates(root, part), _info(body)
            )

    def _current(self, body: Any, main: str) -> str:
        """The member of a document; that of the version which the package calls current."""
        place, beside = text_of(first(body, "DocRoot")), main
        versions = children(first(body, "Versions"), "Version")
        self.older += max(len(versions) - 1, 0)
        for version in versions:
            if (version.get("Current") or "").lower() == "true":
                read = self.optional(version.get("BaseLoc") or "", main)
                if read and (newer := text_of(first(read[1], "DocRoot"))):
                    place, beside = newer, read[0]
        return self.member(place, beside) or self.member(text_of(first(body, "DocRoot")), main)

    def _templates(self, root: Any, part: str) -> dict[str, tuple[str, str]]:
        return {
            item.get("ID") or "": (
                self.member(item.get("BaseLoc") or "", part), item.get("ZOrder") or "",
            )
            for item in children(first(root, "CommonData"), "TemplatePage")
        }  # fmt: skip

    def _resources(self, root: Any, part: str) -> Resources:
        found = Resources()
        common = first(root, "CommonData")
        for kind in ("PublicRes", "DocumentRes"):
            for item in children(common, kind):
                self.add_resources(found, text_of(item), part)
        return found

    def add_resources(self, found: Resources, place: str, beside: str) -> None:
        """Adds what a resource part lists; a missing or broken one only costs looks."""
        read = self.optional(place, beside)
        if read is None:
            return
        part, root = read
        folder = posixpath.join(posixpath.dirname(part), root.get("BaseLoc") or "", "x")
        for item in root.iter("{*}Font"):
            name = item.get("FontName") or item.get("FamilyName") or ""
            heavy = (item.get("Bold") or "").lower() == "true" or "bold" in name.lower()
            found.fonts[item.get("ID") or ""] = Font(name, heavy)
        for item in root.iter("{*}MultiMedia"):
            place = text_of(first(item, "MediaFile"))
            found.media[item.get("ID") or ""] = self.member(place, folder) or self.member(
                place, part
            )
        for item in root.iter("{*}CompositeGraphicUnit"):
            found.drawings[item.get("ID") or ""] = first(item, "Content")


def _key(member: str) -> str:
    """Members are found whatever their case: readers on Windows do not mind it."""
    return posixpath.normpath(member.replace("\\", "/")).lstrip("/").lower()


def _info(body: Any) -> tuple[tuple[str, str], ...]:
    """What the file says of itself; names as in a pdf, a person's own fields under their names."""
    info = first(body, "DocInfo")
    if info is None:
        return ()
    found = [(_local(item), text_of(item)) for item in info if len(item) == 0]
    found += [
        (item.get("Name") or "", text_of(item))
        for item in children(first(info, "CustomDatas"), "CustomData")
    ]
    return tuple((name, words[:2000]) for name, words in found if name and words)


def _local(item: Any) -> str:
    return str(item.tag).rsplit("}", 1)[-1]


def children(item: Any, name: str) -> list[Any]:
    """The child elements of this local name; none of None."""
    return [] if item is None else item.findall(f"{{*}}{name}")


def first(item: Any, *path: str) -> Any:
    """The first element down a path of local names, or None."""
    for name in path:
        item = None if item is None else item.find(f"{{*}}{name}")
    return item


def text_of(item: Any) -> str:
    """The words of an element without the white space around them."""
    return "" if item is None else (item.text or "").strip()


def numbers(words: str | None, count: int) -> tuple[float, ...] | None:
    """So many numbers, all of a size that paper can have; None where they are not."""
    if not words:
        return None
    try:
        found = tuple(float(word) for word in words.replace(",", " ").split()[:count])
    except ValueError:
        return None
    sane = all(math.isfinite(n) and abs(n) <= FARTHEST for n in found)
    return found if len(found) == count and sane else None


def page_box(area: Any) -> Box | None:
    """Left, top, width and height in mm of an area; None where it does not say, or says nonsense."""
    found = numbers(text_of(first(area, "PhysicalBox")), 4)
    if found is None or not (1 <= found[2] <= 5_000 and 1 <= found[3] <= 5_000):
        return None
    return (found[0], found[1], found[2], found[3])
