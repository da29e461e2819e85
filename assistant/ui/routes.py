"""Our own routes to documents: the reader's page, its page images, the original file."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from assistant.ui import viewer
from assistant.ui.head import SIGN
from assistant.ui.strings.words import Language, Words
from ingest.errors import DocumentError, SettingsError, UnknownId

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant import PolicyAssistant

INLINE = frozenset({"application/pdf", "text/plain"})
"""Types a browser shows by itself without running anything; the rest is downloaded."""
PRIVATE = "private, max-age=3600"


ExportPage = Callable[[str, Language], tuple[str, str]]
"""A document's id and the language its page opens in → file name and HTML."""


def add_sign(app: FastAPI) -> None:
    """Adds ``/favicon.ico``, the sign of the page that a browser shows on its tab."""
    from fastapi.responses import Response

    @app.get("/favicon.ico")
    def sign() -> Any:
        return Response(SIGN, media_type="image/svg+xml", headers={"Cache-Control": PRIVATE})


def add_documents(
    app: FastAPI, assistant: PolicyAssistant, export_page: ExportPage | None = None
) -> None:
    """Adds ``/documents/ID/view``, ``…/pages/N.png``, ``…/original`` and, where it can be made,
    ``…/facts.html``, the page of highlighted facts as a download."""
    from fastapi.responses import HTMLResponse, PlainTextResponse, Response

    safe = {
        "Content-Security-Policy": viewer.POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
    }

    @app.get("/documents/{identity}/view")
    def view(
        identity: str, q: str = "", c: str = "", layout: str = "", lang: str = "zh", look: str = ""
    ) -> Any:
        words = Words("en" if lang == "en" else "zh")
        asked = {"q": q, "c": c, "layout": layout, "lang": words.language, "look": look}
        try:
            content, status = viewer.page(assistant, identity, asked, words), 200
        except UnknownId:
            content, status = viewer.failure(words("view_gone"), words, look), 404
        except SettingsError as error:
            content, status = viewer.failure(str(error), words, look), 400
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

    if export_page is not None:
        _add_export(app, export_page)


def _add_export(app: FastAPI, export_page: ExportPage) -> None:
    """Always a download: opened from the disk the page runs its own script, never in the app's origin."""
    from fastapi.responses import PlainTextResponse, Response

    @app.get("/documents/{identity}/facts.html")
    def facts_page(identity: str, lang: str = "zh") -> Any:
        try:
            name, html = export_page(identity, "en" if lang == "en" else "zh")
        except UnknownId as error:
            return PlainTextResponse(str(error), status_code=404)
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "X-Content-Type-Options": "nosniff",
            "Content-Security-Policy": "sandbox",
        }
        return Response(html.encode(), media_type="text/html; charset=utf-8", headers=headers)


def _charset(content: bytes) -> str:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
