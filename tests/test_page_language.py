"""The page says its language to the browser and to Gradio's own scripts; nothing else is touched."""

from __future__ import annotations

import asyncio
from typing import Any

from assistant.ui.page_language import PageLanguage, said_in

HTML = '<!doctype html><html lang="en"><head><title>教策通</title></head></html>'.encode()


def got(path: str, asked: list[Any]) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Headers and body that a browser gets; what the page itself was asked with goes to ``asked``."""
    sent: list[dict[str, Any]] = []

    async def page(scope: Any, receive: Any, send: Any) -> None:
        asked.append(dict(scope["headers"]))
        length = [(b"content-length", str(len(HTML)).encode()), (b"x-own", b"1")]
        await send({"type": "http.response.start", "status": 200, "headers": length})
        await send({"type": "http.response.body", "body": HTML[:40], "more_body": True})
        await send({"type": "http.response.body", "body": HTML[40:]})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [(b"accept-encoding", b"br")],
    }
    asyncio.run(PageLanguage(page, {"": "zh", "/en": "en"})(scope, None, send))
    return sent[0]["headers"], b"".join(m.get("body", b"") for m in sent[1:])


def test_each_page_says_its_language_whatever_the_browser_prefers() -> None:
    asked: list[Any] = []
    headers, body = got("/", asked)
    assert b'<html lang="zh-CN"><head><script>' in body and b"['zh-CN']" in body
    assert (b"content-length", str(len(body)).encode()) in headers and (b"x-own", b"1") in headers
    assert asked == [{}]  # compressed it could not be read
    assert b"'en'" in got("/en/", [])[1]
    assert "<title>教策通</title>".encode() in body


def test_other_addresses_pass_as_they_are() -> None:
    assert got("/document/1", [])[1] == HTML
    assert said_in(b'{"lang": 1}', "zh") == b'{"lang": 1}'


def test_the_head_carries_our_sign_and_no_address_elsewhere() -> None:
    cards = (
        b'<meta property="og:image"\n content="https://elsewhere.example/a.jpg" />'
        b'<meta name="twitter:creator" content="@x"><link rel="manifest" href="/manifest.json" />'
    )
    body = said_in(HTML.replace(b"<head>", b"<head>" + cards), "en")
    assert b"elsewhere" not in body and b"twitter" not in body and b"manifest" not in body
    assert b'<link rel="icon" href="/favicon.ico"' in body and b"@media print" in body
