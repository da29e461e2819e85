"""Is a plain file what its suffix says? Looked up in its first bytes, before any loader runs."""

from __future__ import annotations

from ingest.errors import DamagedFile

# First bytes → what the file is, and the suffix it should bear.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "PDF", ".pdf"),
    (b"PK\x03\x04", "ZIP/Office", ".docx"),
    (b"PK\x05\x06", "ZIP/Office", ".docx"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office 97-2003 (doc/xls/wps)", ".doc"),
    (b"{\\rtf", "RTF", ".rtf"),
    (b"\x89PNG", "PNG 图片", ".png"),
    (b"\xff\xd8\xff", "JPEG 图片", ".jpg"),
    (b"GIF8", "GIF 图片", ".gif"),
    (b"II*\x00", "TIFF 图片", ".tif"),
    (b"MM\x00*", "TIFF 图片", ".tif"),
    (b"Rar!", "RAR 压缩包", ".rar"),
    (b"7z\xbc\xaf", "7z 压缩包", ".7z"),
    (b"\x1f\x8b", "gzip 压缩包", ".gz"),
    (b"MZ", "Windows 程序", ".exe"),
)
# What a suffix promises.
_PROMISED: dict[str, str] = {".pdf": ".pdf"}
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif", ".webp"})

_OFFICE = "请用 WPS 或 Word 打开，另存为 docx 后重新添加。"
_TABLES = "请用 WPS 或 Excel 打开，另存为 xlsx 后重新添加。"
_IMAGES = "请另存为 png 或 jpg 后添加。"
_ARCHIVES = "请先解压，再添加里面的文件。"
_SLIDES = "演示文稿暂不支持：请导出为 PDF 后添加。"
_OTHER = "请转换为 docx、pdf、md、txt 或 html 后添加。"
# Suffix → what a person can do about it.
_REMEDIES: dict[str, str] = {
    **dict.fromkeys((".doc", ".rtf", ".uof", ".uot", ".sxw", ".pages", ".wpd"), _OFFICE),
    **dict.fromkeys((".xls", ".uos", ".sxc", ".numbers", ".dbf"), _TABLES),
    **dict.fromkeys(
        (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic"), _IMAGES
    ),
    **dict.fromkeys((".zip", ".rar", ".7z", ".gz", ".tar", ".tgz"), _ARCHIVES),
    **dict.fromkeys((".ppt", ".pptx", ".dps", ".odp"), _SLIDES),
    **dict.fromkeys((".caj", ".epub", ".xps"), "请用阅读器打印或导出为 PDF 后添加。"),
}


def remedy_for(suffix: str) -> str:
    """What a person can do with a file that no loader reads."""
    return _REMEDIES.get(suffix.lower(), _OTHER)


def check_kind(data: bytes, suffix: str, name: str) -> None:
    """Compares the first bytes with the suffix.

    Raises:
        DamagedFile: the content is of another kind, or the file is cut at its beginning.
    """
    head = data[:1024].lstrip(b"\x00\t\n\r \xef\xbb\xbf")
    found = next(((kind, real) for magic, kind, real in _MAGIC if head.startswith(magic)), None)
    if found is not None and found[1] == ".docx" and b"OFD.xml" in data[-65536:]:
        found = ("OFD", ".ofd")
    if suffix in _PICTURES:
        if found is None or found[1] in _PICTURES:
            return  # the decoder tells what it is; cameras and scanners mix these suffixes up
        raise DamagedFile(
            f"“{name}”的内容是 {found[0]}，与扩展名 {suffix} 不符。", _wrong_suffix(found[1])
        )
    if found is None and suffix == ".pdf" and b"%PDF-" in data[:1024]:
        return  # some writers put a line before the header; readers accept it
    promised = _PROMISED.get(suffix, "")
    if found is None and promised:
        raise DamagedFile(
            f"“{name}”不是有效的 {suffix[1:]} 文件（文件头不对，可能没有下载完整）。",
            "请重新下载或用原软件另存后添加。",
        )
    if found is not None and found[1] != promised and (promised or len(found[0]) > 2):
        if not promised and found[1] == ".exe" and not _binary(data):
            return  # a text may well begin with the letters MZ
        raise DamagedFile(
            f"“{name}”的内容是 {found[0]}，与扩展名 {suffix} 不符。", _wrong_suffix(found[1])
        )


def _binary(data: bytes) -> bool:
    return b"\x00" in data[:1024]


def _wrong_suffix(real: str) -> str:
    if real in {".pdf", ".docx", ".doc", ".rtf", ".ofd"} | _PICTURES:
        return f"请把扩展名改为 {real} 后重新添加。"
    return remedy_for(real)
