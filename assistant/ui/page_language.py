"""Gradio's own words (“Drop File Here”, “Loading”) follow the browser; here they follow the page.

The page of each language says its language in ``<html lang>`` and to the scripts that ask the browser for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from assistant.ui.look import OUTSIDE
from assistant.ui.scripts import FIRST as FIRST_SCRIPT
from assistant.ui.strings.words import Language

TAGS: Mapping[Language, str] = {"zh": "zh-CN", "en": "en"}
"""Language of a page → its tag (BCP 47)."""
SAYS = (
    "<script>for (const [key, value] of [['language', '{tag}'], ['languages', ['{tag}']]])"
    " Object.defineProperty(navigator, key, {{get: () => value, configurable: true}});</script>"
)
"""What scripts of the page are told when they ask for the language."""


CARDS = re.compile(rb'<meta\s+(?:property="og:|name="twitter:)[^>]*>|<link rel="manifest"[^>]*>')
"""Preview cards of Gradio's own, with pictures that lie elsewhere, and an application manifest that is not ours."""
FIRST = f'{FIRST_SCRIPT}<link rel="icon" href="/favicon.ico" type="image/svg+xml"><style>{OUTSIDE}</style>'
"""What stands first in the head of every page."""


class PageLanguage:
    """ASGI: the HTML of the pages in ``languages`` (path without a slash at its end → language) says which it is."""

    def __init__(self, app: Any, languages: Mapping[str, Language]) -> None:
        self.app = app
        self.languages = languages

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """One request; the page is asked for uncompressed."""
        path = scope.get("path", "").rstrip("/")
        if scope["type"] != "http" or scope["method"] != "GET" or path not in self.languages:
            await self.app(scope, receive, send)
            return
        headers = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
        page = _Page(send, self.languages[path])
        await self.app({**scope, "headers": headers}, receive, page.send)


class _Page:
    """One response, held until it is whole."""

    def __init__(self, send: Any, language: Language) -> None:
        self._send = send
        self._language = language
        self._start: dict[str, Any] = {}
        self._body = b""

    async def send(self, message: dict[str, Any]) -> None:
        """Takes a message of the application; sends both of the response with the last one."""
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        body = said_in(self._body, self._language)
        headers = [(k, v) for k, v in self._start["headers"] if k.lower() != b"content-length"]
        headers.append((b"content-length", str(len(body)).encode()))
        await self._send({**self._start, "headers": headers})
        await self._send({**message, "body": body})


def said_in(html: bytes, language: Language) -> bytes:
    """The HTML of a page with its language, its sign, and without what Gradio tells others about itself;
    anything else unchanged."""
    tag = TAGS[language]
    html = html.replace(b'lang="en"', f'lang="{tag}"'.encode(), 1)
    html = CARDS.sub(b"", html).replace(b'initial-scale=1, shrink-to-fit=no"', b'initial-scale=1"')
    return html.replace(b"<head>", b"<head>" + (SAYS.format(tag=tag) + FIRST).encode(), 1)
