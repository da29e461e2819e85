"""Who may call the API: this machine freely, everybody else with a key; other web pages never."""

from __future__ import annotations

import hmac
import ipaddress
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from assistant.api.problems import Problem

WRONG_KEYS, WRONG_SECONDS = 20, 60.0
"""So many wrong keys from one address within so many seconds, and it must wait."""
READING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""


@dataclass(frozen=True, slots=True)
class Access:
    """``keys`` open the API; ``free``: it listens on this machine alone and no key was set.

    With a key set it is asked for everywhere, on loopback too: behind a proxy all callers look local. Without
    one the API of an app that listens beyond this machine is off: reading the page is watched by a person, a
    program reads the whole library in a minute.
    """

    keys: tuple[str, ...] = ()
    free: bool = True

    @classmethod
    def of(cls, *, local: bool, api_key: str, admin_password: str) -> Access:
        """``local``: the app listens on loopback alone. The admin password opens what the key opens."""
        keys = tuple(key for key in (api_key, admin_password) if key)
        return cls(keys, free=local and not api_key)


@dataclass(slots=True)
class Doorkeeper:
    """Checks who calls. Remembers wrong keys for a minute."""

    access: Access
    clock: Callable[[], float] = time.monotonic
    _wrong: dict[str, list[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def check(self, method: str, headers: Mapping[str, str], address: str) -> None:
        """Raises Problem: 401, 403 or 429. ``headers`` have lower-case names; ``address`` is the caller's."""
        if self.access.free:
            _check_host(headers)
            _check_page(headers)
        _check_origin(method, headers)
        if not self.access.free:
            self._check_key(headers, address)

    def _check_key(self, headers: Mapping[str, str], address: str) -> None:
        if not self.access.keys:
            raise Problem(
                403,
                "程序对外开放，但没有设密钥，API 没有开启。",
                "请在启动前设环境变量 API_KEY，调用时放在 Authorization: Bearer 后面。",
            )
        now = self.clock()
        with self._lock:
            recent = [t for t in self._wrong.get(address, ()) if now - t < WRONG_SECONDS]
            self._wrong[address] = recent
            if len(recent) >= WRONG_KEYS:
                raise Problem(
                    429, "密钥错的次数太多。", "请一分钟后再试。", headers={"Retry-After": "60"}
                )
            if not self._opens(_key(headers)):
                recent.append(now)
                raise Problem(
                    401,
                    "没有密钥，或密钥不对。",
                    "请加请求头 Authorization: Bearer 密钥，密钥是启动时设的 API_KEY。",
                    headers={"WWW-Authenticate": "Bearer"},
                )
            if not recent:
                del self._wrong[address]

    def _opens(self, typed: str) -> bool:
        given = typed.encode()
        return any(hmac.compare_digest(given, key.encode()) for key in self.access.keys)


def _key(headers: Mapping[str, str]) -> str:
    scheme, _, key = headers.get("authorization", "").partition(" ")
    return key.strip() if scheme.lower() == "bearer" else headers.get("x-api-key", "")


def _check_host(headers: Mapping[str, str]) -> None:
    """A name that resolves to this machine may be anybody's (DNS rebinding); only its own names pass."""
    if not is_local(urlsplit(f"//{headers.get('host', '')}").hostname or ""):
        raise Problem(
            403,
            "只能用本机的地址调用。",
            "请用 http://127.0.0.1:端口；要从别处调用，请设 API_KEY。",
        )


def is_local(name: str) -> bool:
    """Is this host name or address this machine itself?"""
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def _check_page(headers: Mapping[str, str]) -> None:
    """Other web pages in the browser may link to an address, but not fetch it."""
    site, mode = headers.get("sec-fetch-site", ""), headers.get("sec-fetch-mode", "")
    if site in ("cross-site", "same-site") and mode != "navigate":
        raise Problem(403, "别的网页不能调用这里。", "请由程序直接调用，或设 API_KEY。")


def _check_origin(method: str, headers: Mapping[str, str]) -> None:
    """Browsers name the page that writes; only our own may."""
    origin = headers.get("origin")
    if method in READING or origin is None:
        return
    if urlsplit(origin).netloc != headers.get("host", ""):
        raise Problem(403, "别的网页不能在这里写入。", "请由程序直接调用，不要从网页里调用。")
