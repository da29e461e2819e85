"""A zip → its members as files of their own, within limits; each refused member says why.

Members are written under numbers, never under the names that the archive gives them: nothing can
leave the folder.
"""

from __future__ import annotations

import contextlib
import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from ingest.errors import DamagedFile, DocumentError, EncryptedFile, NoText, ParseLimit

MOST_MEMBERS = 2_000
"""Members of one archive that are taken; documents, not folders."""
MOST_BYTES = 2 * 2**30
"""Bytes that all archives of a run may unpack to."""
MAX_RATIO = 300
"""Unpacked to packed bytes of a large member; honest documents stay below 100."""
LARGE = 16 * 2**20
DEEPEST = 2
"""An archive inside an archive is opened, one inside that is not."""
_UTF8 = 0x800
_ENCRYPTED = 0x1
_UNSAFE = re.compile(r"^(?:/|[A-Za-z]:)|(?:^|/)\.\.(?:/|$)")
_HAN = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")
_SUFFIX = re.compile(r"\.\w{1,12}$")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
_PIECE = 2**20

Member = tuple[str, Path | DocumentError]
"""Identity, and the file or why there is none."""


@dataclass(slots=True)
class Limits:
    """What is left of the bytes that a run may unpack; ``largest`` is the limit of one file."""

    largest: int
    left: int = MOST_BYTES


def is_ofd(file: Path | IO[bytes]) -> bool:
    """Is this zip one document of a fixed layout (OFD.xml at its root), whatever it is called?"""
    try:
        with zipfile.ZipFile(file) as archive:
            return any(name.lstrip("/").lower() == "ofd.xml" for name in archive.namelist())
    except _BROKEN:
        return False


def unpack(
    path: Path, source: str, folder: Path, limits: Limits, wanted: Callable[[Path], bool]
) -> Iterator[Member]:
    """Unpacks an archive into ``folder`` (made here) and yields its members in their order.

    Args:
        path: the archive.
        source: its identity; those of its members begin with it.
        folder: where the members are written.
        limits: shared by all archives of a run.
        wanted: which members are documents, by their place inside.
    """
    yield from _Archive(folder, limits, wanted).members(path, source, 1)


class _Archive:
    def __init__(self, folder: Path, limits: Limits, wanted: Callable[[Path], bool]) -> None:
        self._folder = folder
        self._limits = limits
        self._wanted = wanted
        self._written = 0

    def members(self, path: Path, source: str, depth: int) -> Iterator[Member]:
        try:
            archive = zipfile.ZipFile(path)
        except _BROKEN:
            yield source, _damaged(source)
            return
        with archive:
            items = [
                (item, name)
                for item, name in _named(archive.infolist())
                if not name.endswith("/") and (_UNSAFE.search(name) or self._wanted(Path(name)))
            ]
            if not items:
                yield source, NoText(f"“{source}”里没有文档。", "请确认压缩包内容后重新添加。")
            taken: set[str] = set()
            for number, (item, name) in enumerate(items):
                if number == MOST_MEMBERS:
                    yield source, _too_many(source, len(items))
                    return
                identity = _unused(f"{source}/{name}", taken)
                yield from self._member(archive, item, name, identity, depth)

    def _member(
        self, archive: zipfile.ZipFile, item: zipfile.ZipInfo, name: str, source: str, depth: int
    ) -> Iterator[Member]:
        error = _refused(item, name, source) or self._too_large(item, source)
        if error is not None:
            yield source, error
            return
        nested = PurePosixPath(name).suffix.lower() == ".zip"
        if nested and depth >= DEEPEST:
            reason = f"“{source}”是压缩包里的压缩包里的压缩包，未打开。"
            yield source, DocumentError(reason, "请先解压，再添加里面的文件。")
            return
        try:
            file = self._write(archive, item, name)
        except RuntimeError:  # zipfile's word for a password
            yield source, _password(source)
            return
        except _BROKEN:
            yield source, _damaged(source)
            return
        if nested and not is_ofd(file):
            yield from self.members(file, source, depth + 1)
        else:
            yield source, file

    def _too_large(self, item: zipfile.ZipInfo, source: str) -> ParseLimit | None:
        size = item.file_size
        if size > self._limits.largest:
            return ParseLimit(
                f"“{source}”有 {size / 2**20:.0f} MB，超过上限 {self._limits.largest / 2**20:.0f} MB。",
                "请拆分文件，或调大环境变量 MAX_FILE_MB。",
            )
        if size > self._limits.left or (
            size > LARGE and size / max(item.compress_size, 1) > MAX_RATIO
        ):
            return ParseLimit(f"“{source}”解压后过大，已拒绝。", "请先解压，再添加需要的文件。")
        return None

    def _write(self, archive: zipfile.ZipFile, item: zipfile.ZipInfo, name: str) -> Path:
        """Writes a member under a number; it never gives more bytes than it claims."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._written += 1
        suffix = _SUFFIX.search(name)
        path = self._folder / f"{self._written}{suffix.group().lower() if suffix else ''}"
        with archive.open(item) as stream, path.open("wb") as out:
            while piece := stream.read(_PIECE):
                out.write(piece)
                self._limits.left -= len(piece)
        return path


def _named(items: list[zipfile.ZipInfo]) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """Members with their names. Without the mark for UTF-8, Chinese programs write GBK."""
    raw = b"\n".join(_raw(item) or b"" for item in items)
    encoding = "gb18030"
    with contextlib.suppress(UnicodeDecodeError):
        # a few bytes of GBK may be UTF-8 as well, as Latin letters that nobody uses here
        if raw.isascii() or _HAN.search(raw.decode("utf-8")):
            encoding = "utf-8"
    for item in items:
        given, own = item.orig_filename.split("\0", 1)[0], _raw(item)
        name = own.decode(encoding, "replace") if own is not None else given
        name = name.encode("utf-8", "replace").decode("utf-8").replace("\\", "/")
        yield item, re.sub(r"/{2,}", "/", name)


def _raw(item: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a name without the mark for UTF-8, which zipfile has read as code page 437."""
    if item.flag_bits & _UTF8:
        return None
    with contextlib.suppress(UnicodeEncodeError):
        return item.orig_filename.split("\0", 1)[0].encode("cp437")
    return None


def _refused(item: zipfile.ZipInfo, name: str, source: str) -> DocumentError | None:
    if _UNSAFE.search(name):
        return DocumentError(
            f"“{source}”的路径指向压缩包之外，未打开。", "请先解压，再添加需要的文件。"
        )
    if item.flag_bits & _ENCRYPTED:
        return _password(source)
    if stat.S_ISLNK(item.external_attr >> 16):
        return DocumentError(f"“{source}”只是一个链接，未打开。", "请添加它所指的文件。")
    return None


def _unused(source: str, taken: set[str]) -> str:
    """The identity; a second member of the same name gets a number."""
    found, number = source, 2
    while found in taken:
        stem, suffix = posixpath.splitext(source)
        found, number = f"{stem}（{number}）{suffix}", number + 1
    taken.add(found)
    return found


def _damaged(source: str) -> DamagedFile:
    return DamagedFile(
        f"“{source}”已损坏，无法解压。", "请重新下载或重新压缩（zip 格式）后添加，或先解压再添加。"
    )


def _password(source: str) -> EncryptedFile:
    return EncryptedFile(f"“{source}”设有解压密码。", "请先用密码解压，再添加里面的文件。")


def _too_many(source: str, count: int) -> ParseLimit:
    return ParseLimit(
        f"“{source}”里有 {count} 个文件，只取前 {MOST_MEMBERS} 个。", "请先解压，分批添加其余文件。"
    )
