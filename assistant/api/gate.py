"""The gate before every route: who calls, how much is sent and in which form; and answers that have not changed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from assistant.api.access import READING, Access, Doorkeeper
from assistant.api.problems import Problem
from ingest.errors import PolicyError

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from assistant import PolicyAssistant

JSON_BYTES = 1_000_000
"""Longest body of JSON."""
ENVELOPE_BYTES = 1_000_000
"""What an upload may have beside its files."""
OPEN = ("/v1/health", "/docs", "/openapi.json", "/assets/")
"""Paths that hold nothing of the library and need no key."""
UPLOAD = "/v1/documents"
"""The one path that takes files."""
UNTAGGED = ("/v1/ask", "/v1/jobs", "/v1/version", *OPEN)
"""Paths whose answers change without the library."""


class Gate:
    """ASGI middleware of the API."""

    def __init__(self, app: ASGIApp, access: Access, upload_mb: int) -> None:
        self.app = app
        self.door = Doorkeeper(access)
        self.upload_bytes = upload_mb * 1024 * 1024 + ENVELOPE_BYTES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets the request through, or answers with a problem."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers, path = headers_of(scope), path_of(scope)
        uploading = path.rstrip("/") == UPLOAD and scope["method"] == "POST"
        limit = self.upload_bytes if uploading else JSON_BYTES
        try:
            if not path.startswith(OPEN):
                client = scope.get("client") or ("", 0)
                self.door.check(scope["method"], headers, client[0])
            _check_body(scope["method"], headers, limit, uploading)
        except Problem as problem:
            return await problem.response()(scope, receive, send)
        await self.app(scope, _counted(receive, limit), send)


def _check_body(method: str, headers: Mapping[str, str], limit: int, uploading: bool) -> None:
    length = headers.get("content-length", "")
    if length.isdigit() and int(length) > limit:
        raise _too_big(limit)
    sent = length not in ("", "0") or "transfer-encoding" in headers
    if method in READING or (method == "DELETE" and not sent):
        return
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    wanted = "multipart/form-data" if uploading else "application/json"
    if kind != wanted:
        raise Problem(415, f"内容类型应为 {wanted}。", f"请加请求头 Content-Type: {wanted}。")


def _too_big(limit: int) -> Problem:
    remedy = "请分几次发；单个文件的上限由 MAX_FILE_MB 设定。"
    return Problem(413, f"一次最多发 {limit // 1_000_000} MB。", remedy)


def _counted(receive: Receive, limit: int) -> Receive:
    """The same body, cut off where it grows longer than it may: its length need not be told beforehand."""
    seen = 0

    async def read() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            raise _too_big(limit)
        return message

    return read


class Fresh:
    """ASGI middleware: reads get an ETag of the library's stamp, and 304 where it is the one the caller has."""

    def __init__(self, app: ASGIApp, assistant: PolicyAssistant) -> None:
        self.app = app
        self.assistant = assistant

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Adds the tag, or answers 304."""
        reads = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        if not reads or path_of(scope).startswith(UNTAGGED):
            return await self.app(scope, receive, send)
        try:
            tag = await run_in_threadpool(self._tag, scope)
        except PolicyError:  # the route meets it too, and says so
            return await self.app(scope, receive, send)
        marks = {"ETag": tag, "Cache-Control": "private, no-cache"}
        if tag in [t.strip() for t in headers_of(scope).get("if-none-match", "").split(",")]:
            return await Response(status_code=304, headers=marks)(scope, receive, send)

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                added = [(k.lower().encode(), v.encode()) for k, v in marks.items()]
                message = {**message, "headers": [*message["headers"], *added]}
            await send(message)

        await self.app(scope, receive, tagged)

    def _tag(self, scope: Scope) -> str:
        parts = (
            self.assistant.stamp(), str(self.assistant.vectors()), dt.date.today(), scope["path"],
            scope["query_string"],
        )  # fmt: skip
        return f'W/"{hashlib.sha256(repr(parts).encode()).hexdigest()[:20]}"'


def headers_of(scope: Mapping[str, Any]) -> dict[str, str]:
    """Headers with lower-case names; of one given twice the last. A key may be Chinese: as curl sends it."""
    return {k.decode("latin-1").lower(): v.decode("utf-8", "replace") for k, v in scope["headers"]}


def path_of(scope: Mapping[str, Any]) -> str:
    """The path below the API's own address."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")) or "/"
