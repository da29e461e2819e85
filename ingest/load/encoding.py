"""Bytes → text for the loaders of plain formats: marks first, then strict trials, never a guess."""

from __future__ import annotations

import codecs
import re

from ingest.errors import DamagedFile

# Byte order marks, the longer ones first because UTF-32 begins like UTF-16.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Control characters that no text file holds.
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# At most this share of broken bytes is forgiven, with a warning.
_FORGIVEN = 0.01


def decode(data: bytes, name: str, *, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """The text of ``data`` and warnings about what had to be replaced.

    Args:
        data: the whole file.
        name: how messages call the file.
        declared: an encoding that the file itself declares (html meta); tried after UTF-8, because
            saved pages often keep a stale declaration.

    Raises:
        DamagedFile: the bytes are no text in any known encoding.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            return _checked(text, name), _replaced(text, name)
    for encoding in _candidates(data, declared):
        try:
            return _checked(data.decode(encoding), name), ()
        except (UnicodeDecodeError, LookupError):
            continue
    forgiven = _forgiving(data, declared)
    if forgiven is None:
        raise DamagedFile(
            f"“{name}”的文字编码无法识别。", "请用记事本打开，另存为 UTF-8 编码后重新添加。"
        )
    return _checked(forgiven, name), _replaced(forgiven, name)


def _candidates(data: bytes, declared: str) -> list[str]:
    wide = _wide(data)
    if wide:
        return [wide]
    names = ["utf-8"]
    if declared:
        names.append("gb18030" if declared.lower() in {"gb2312", "gbk"} else declared)
    # UTF-8 with one bad byte is often valid GB18030, as nonsense: forgive it as UTF-8 instead.
    if _forgiving(data, "") is None:
        names.append("gb18030")
    return names


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: ASCII punctuation and line ends leave zeros on one side only."""
    head = data[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if len(head) < 8 or even + odd < len(head) // 100 + 1:
        return ""
    if odd > 8 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 8 * odd else ""


def _forgiving(data: bytes, declared: str) -> str | None:
    for encoding in ("utf-8", "gb18030") if declared else ("utf-8",):
        text = data.decode(encoding, errors="replace")
        wide = sum(1 for c in text if ord(c) > 127)
        if wide and text.count("\ufffd") <= max(1, int(_FORGIVEN * wide)) and wide > 8:
            return text
    return None


def _checked(text: str, name: str) -> str:
    if len(_BINARY.findall(text)) > max(2, len(text) // 200):
        raise DamagedFile(
            f"“{name}”不是文本文件（内容是二进制数据）。",
            "请确认文件类型，或用原软件另存后再添加。",
        )
    return text.replace("\ufeff", "")


def _replaced(text: str, name: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    return (f"“{name}”有 {count} 处字节损坏，已用 \ufffd 代替。",) if count else ()
