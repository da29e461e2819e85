"""Our own routes to documents: the reader's page, its page images, the original file."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from assistant.ui import viewer
from assistant.ui.strings import Words
from ingest.errors import DocumentError, SettingsError, UnknownId

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant import PolicyAssistant

INLINE = frozenset({"application/pdf", "text/plain"})
"""Types a browser shows by itself without running anything; the rest is downloaded."""
PRIVATE = "private, max-age=3600"


def add_documents(app: FastAPI, assistant: PolicyAssistant) -> None:
    """Adds ``/documents/ID/view``, ``/documents/ID/pages/N.png`` and ``/documents/ID/original``."""
    from fastapi.responses import HTMLResponse, PlainTextResponse, Response

    safe = {
        "Content-Security-Policy": viewer.POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }

    @app.get("/documents/{identity}/view")
    def view(identity: str, q: str = "", c: str = "", layout: str = "", lang: str = "zh") -> Any:
        words = Words("en" if lang == "en" else "zh")
        asked = {"q": q, "c": c, "layout": layout, "lang": words.language}
        try:
            content, status = viewer.page(assistant, identity, asked, words), 200
        except UnknownId:
            content, status = viewer.failure(words("view_gone")), 404
        except SettingsError as error:
            content, status = viewer.failure(str(error)), 400
        return HTMLResponse(content, status_code=status, headers=safe)

    @app.get("/documents/{identity}/pages/{page}.png")
    def page_image(identity: str, page: int) -> Any:
        try:
            picture = assistant.page_image(identity, page)
        except (UnknownId, DocumentError) as error:
            return PlainTextResponse(str(error), status_code=404)
        return Response(picture, media_type="image/png", headers={"Cache-Control": PRIVATE})

    @app.get("/documents/{identity}/original")
    def original(identity: str) -> Any:
        try:
            name, content = assistant.original(identity)
        except UnknownId as error:
            return PlainTextResponse(str(error), status_code=404)
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        shown = kind if kind in INLINE else "application/octet-stream"
        if shown == "text/plain":
            shown = f"text/plain; charset={_charset(content)}"
        disposition = "inline" if kind in INLINE else "attachment"
        headers = {
            "Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(Path(name).name)}",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox",
        }
        if kind == "application/pdf":  # Chromium's own viewer does not run inside a sandbox
            del headers["Content-Security-Policy"]
        return Response(content, media_type=shown, headers=headers)


def _charset(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
