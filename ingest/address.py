"""The address of a model server: as it is asked, and as people and logs may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.errors import SettingsError

if TYPE_CHECKING:
    import logging

    import httpx

LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Names:
    """The environment variables that a message names."""

    base: str
    key: str
    model: str


def read_address(base: str, path: str, names: Names) -> httpx.URL:
    """The whole address: ``path`` is added where ``base`` does not end in it; a query stays behind."""
    import httpx

    try:
        url = httpx.URL(base.strip())
    except (httpx.InvalidURL, ValueError):
        url = httpx.URL("")
    if url.scheme not in ("http", "https") or not url.host:
        raise SettingsError(f"{names.base} 不是可用的地址。", "请写成 http://主机:端口/v1。")
    stem = url.path.rstrip("/").removesuffix(path)
    return url.copy_with(path=stem + path)


def bare(url: httpx.URL) -> httpx.URL:
    """An address as people may see it."""
    return url.copy_with(username=None, password=None, query=None)


def without_query(record: logging.LogRecord) -> bool:
    """httpx logs the address of every request; a query may hold a key."""
    import httpx

    if isinstance(record.args, tuple):
        record.args = tuple(bare(a) if isinstance(a, httpx.URL) else a for a in record.args)
    return True
