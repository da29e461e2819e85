"""Asks a model server: posts JSON, waits no longer than it may, tries again where that helps.

The only module that opens a client of httpx. The key, or the name and password of an address, stand in one
header and nowhere else: what a server sends back is searched for them before it becomes part of a message.
"""

from __future__ import annotations

import contextlib
import json
import logging
import random
import threading
import time
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from ingest.address import LOOPBACK, Names, bare, read_address, without_query
from ingest.errors import EndpointError, SettingsError

if TYPE_CHECKING:
    import httpx


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer may take, in seconds: all tries with their pauses, one try, the first pause."""

    seconds: float
    attempt: float
    tries: int
    pause: float


QUESTION = Patience(seconds=10, attempt=8, tries=2, pause=0.3)
"""Somebody is waiting for an answer that can be had without the server."""
BULK = Patience(seconds=240, attempt=60, tries=6, pause=1.0)
"""Thousands of texts: a server that restarts or asks for a pause is waited for."""
LONGEST_PAUSE = 30.0
CONNECT_SECONDS = 5.0
MAX_BYTES = 64 * 1024 * 1024
"""Of one answer: 64 vectors of 4,096 numbers are 6 MB of JSON."""
SHOWN = 200
"""Characters of a server's own words in a message."""
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504, 529})
"""Statuses after which the same request may succeed."""


class _Again(Exception):
    """This try failed; another may succeed. ``wait``: seconds that the server asked for."""

    def __init__(self, error: EndpointError, wait: float = 0.0) -> None:
        super().__init__(error.reason)
        self.error = error
        self.wait = wait


class Endpoint:
    """One path of one server. Thread-safe."""

    def __init__(self, base: str, path: str, key: SecretStr, names: Names) -> None:
        """``base`` is the server's address (``http://host:port/v1``), ``path`` what is asked there.

        Raises:
            SettingsError: the address or the key cannot be used.
        """
        self._names = names
        self._key = _checked(key, names)
        url = read_address(base, path, names)
        # Whatever logs or shows an address shows its name and password: they travel beside it.
        self._auth = (url.username, url.password) if url.username or url.password else None
        self._url = url.copy_with(username=None, password=None)
        self._secrets = tuple(s for s in (self._key, url.password, url.query.decode()) if s)
        self.shown = str(bare(url))
        """The address as people may see it: without a name, a password or a query."""
        self._client: httpx.Client | None = None
        self._lock = threading.Lock()

    def __repr__(self) -> str:
        return f"Endpoint({self.shown!r})"

    def post(self, body: Mapping[str, object], patience: Patience) -> Any:
        """What the server answers, read as JSON.

        Raises:
            EndpointError: it cannot be reached, refuses, or answers something else.
        """
        until = time.monotonic() + patience.seconds
        for number in range(1, patience.tries + 1):
            try:
                left = max(until - time.monotonic(), 0.05)
                return self._once(body, min(patience.attempt, left))
            except _Again as again:
                pause = self._pause(again, patience.pause, number)
                if number == patience.tries or time.monotonic() + pause >= until:
                    raise again.error from again.__cause__
            time.sleep(pause)
        raise AssertionError("unreachable: the last try returns or raises")

    def _pause(self, again: _Again, first: float, number: int) -> float:
        """Doubles from try to try, a little at random so that many clients do not return at once."""
        pause: float = max(again.wait, first * 2 ** (number - 1) * random.uniform(0.75, 1.25))
        return min(pause, LONGEST_PAUSE)

    def _once(self, body: Mapping[str, object], seconds: float) -> Any:
        status, headers, content = self._exchange(body, seconds)
        if 200 <= status < 300:
            try:
                return json.loads(content)
            except (ValueError, RecursionError) as error:
                raise EndpointError(
                    f"{self.shown} 的回答不是 JSON：{self._said(content)}",
                    f"请检查 {self._names.base} 是不是模型服务的地址（通常以 /v1 结尾）。", status,
                ) from error  # fmt: skip
        refusal = self._refusal(status, content)
        if status in AGAIN:
            raise _Again(refusal, _seconds(headers.get("retry-after", "")))
        raise refusal

    def _exchange(
        self, body: Mapping[str, object], seconds: float
    ) -> tuple[int, Mapping[str, str], bytes]:
        """Status, headers and content of one answer. A server that drips is cut off too."""
        import httpx

        until = time.monotonic() + seconds
        limit = httpx.Timeout(seconds, connect=min(seconds, CONNECT_SECONDS))
        content = bytearray()
        try:
            with self._http().stream("POST", self._url, json=body, timeout=limit) as reply:
                for piece in reply.iter_bytes():
                    content += piece
                    if time.monotonic() > until:
                        raise _Again(self._too_slow(seconds))
                    if len(content) > MAX_BYTES:
                        raise EndpointError(f"{self.shown} 的回答过大。", self._check())
                return reply.status_code, reply.headers, bytes(content)
        except httpx.TimeoutException as error:
            raise _Again(self._too_slow(seconds)) from error
        except (httpx.HTTPError, httpx.StreamError) as error:
            said = self._without_secrets(str(error) or type(error).__name__)
            raise _Again(
                EndpointError(f"无法连接 {self.shown}：{said}。", self._check())
            ) from error

    def _http(self) -> httpx.Client:
        """The client, made once; a proxy of the environment is not asked for this very machine."""
        import httpx

        with self._lock:
            if self._client is None:
                headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
                self._client = httpx.Client(
                    headers=headers, auth=self._auth, trust_env=self._url.host not in LOOPBACK
                )
                logging.getLogger("httpx").addFilter(without_query)  # the same one is kept once
                # Stores and models are opened and dropped all the time: connections go with them.
                weakref.finalize(self, self._client.close)
            return self._client

    # --- in words -------------------------------------------------------------------------------

    def _too_slow(self, seconds: float) -> EndpointError:
        return EndpointError(f"{self.shown} 没有在 {seconds:.0f} 秒内回答。", self._check())

    def _check(self) -> str:
        return f"请检查服务是否已启动、网络是否通畅，以及 {self._names.base}。"

    def _refusal(self, status: int, content: bytes) -> EndpointError:
        names, said = self._names, self._said(content)
        if status in (401, 403):
            return EndpointError(
                f"{self.shown} 不接受密钥（HTTP {status}）：{said}", f"请检查 {names.key}。", status
            )
        if status == 404:
            return EndpointError(
                f"{self.shown} 没有这个地址或模型（HTTP 404）：{said}",
                f"请检查 {names.base}（通常以 /v1 结尾）和 {names.model}。", status,
            )  # fmt: skip
        remedy = "请稍后再试。" if status in AGAIN else f"请检查 {names.model} 和 {names.base}。"
        return EndpointError(f"{self.shown} 回答了 HTTP {status}：{said}", remedy, status)

    def _said(self, content: bytes) -> str:
        """The server's own words, shortened, on one line."""
        text = content[: 20 * SHOWN].decode("utf-8", "replace")
        with contextlib.suppress(ValueError, RecursionError):
            text = _message(json.loads(content)) or text
        words = self._without_secrets(" ".join(text.split())) or "（空）"
        return words if len(words) <= SHOWN else f"{words[:SHOWN]}……"

    def _without_secrets(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def _message(reply: object) -> str:
    """The sentence in an error's JSON, wherever servers put it."""
    for name in ("error", "message", "detail"):
        if isinstance(reply, dict) and reply.get(name):
            inner = reply[name]
            return inner if isinstance(inner, str) else _message(inner) or str(inner)
    return ""


def _seconds(header: str) -> float:
    """``Retry-After`` in seconds; 0 for a date or nonsense."""
    try:
        return max(0.0, float(header))
    except ValueError:
        return 0.0


def _checked(key: SecretStr, names: Names) -> str:
    """The key as it can stand in a header. The message does not show it."""
    value = key.get_secret_value().strip()
    if not value.isascii() or any(not c.isprintable() or c == " " for c in value):
        raise SettingsError(
            f"{names.key} 里有空格、换行或中文，不能用作密钥。", f"请重新复制密钥到 {names.key}。"
        )
    return value
