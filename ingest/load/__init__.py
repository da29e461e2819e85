"""Bytes → RawDocument: one module per format; ``kinds`` says which one reads a file.

``load`` is the border where foreign exceptions become the project's own; a bug is left to crash.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from pathlib import Path

from ingest.errors import DamagedFile, NoText, ParseLimit
from ingest.load.kinds import check_suffix, kind_of
from ingest.load.office import convert
from ingest.load.scanned import Recognised
from ingest.records import RawDocument

PICTURED = frozenset({"pdf", "ofd", "word", "image"})
"""Modules whose ``load`` also takes pages that OCR has read."""


def load(
    path: Path,
    *,
    source: str | None = None,
    max_bytes: int | None = None,
    recognised: Recognised | None = None,
) -> RawDocument:
    """Reads one file.

    Args:
        path: the file.
        source: the name under which the library knows it; the file name by default.
        max_bytes: larger files are refused.
        recognised: pages that are pictures, as OCR read them.

    Raises:
        UnsupportedFormat: no loader reads this kind of file, or LibreOffice is not installed.
        ParseLimit: the file, or what is packed in it, is too large.
        DamagedFile: the file cannot be read, is broken or is not what its suffix says.
        EncryptedFile: it opens only with a password.
        NoText: it holds no words.
        NeedsOcr: its pages are images.
    """
    name = source if source is not None else path.name
    suffix = path.suffix.lower()
    check_suffix(suffix, name)
    data = _read(path, name, max_bytes)
    if not data.strip(b"\x00\t\n\f\r \xef\xbb\xbf"):
        raise NoText(f"“{name}”是空文件。", "请确认文件已完整保存或下载，再重新添加。")
    kind = kind_of(data, suffix, name)
    if kind.converts:
        data = convert(data, kind.converts, kind.module, name)
    reader = import_module(f"ingest.load.{kind.module}").load
    pictured = kind.module in PICTURED
    raw: RawDocument = reader(data, name, recognised) if pictured else reader(data, name)
    raw = replace(raw, format=kind.form)
    if not any(
        block.text.strip() or any(c.text.strip() for c in block.cells) for block in raw.blocks
    ):
        raise NoText(f"“{name}”里没有文字。", "请确认文件内容；若正文是图片，请换成带文字的版本。")
    return raw


def _read(path: Path, name: str, max_bytes: int | None) -> bytes:
    try:
        size = path.stat().st_size
        if max_bytes is not None and size > max_bytes:
            raise ParseLimit(
                f"“{name}”有 {size / 2**20:.0f} MB，超过上限 {max_bytes / 2**20:.0f} MB。",
                "请拆分文件，或调大环境变量 MAX_FILE_MB。",
            )
        return path.read_bytes()
    except OSError as error:
        raise DamagedFile(
            f"“{name}”无法读取：{error.strerror or error}。",
            "请确认文件存在、未被占用且有读取权限。",
        ) from error
