"""The report of a saved run as a page of its own, at an address that only the tab hands out."""

from __future__ import annotations

import hmac
from pathlib import Path
from typing import Any
from urllib.parse import quote

from eval.page.page import page
from eval.workbench.desk import scored_lines, seal
from eval.workbench.shelf import Shelf
from ingest.errors import PolicyError

SAFE = {
    "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""The page runs no script, loads nothing, and its address goes nowhere."""


def add(app: Any, shelf: Shelf, secret: bytes) -> None:
    """Adds ``/evaluation/RUN``."""
    from fastapi.responses import HTMLResponse, PlainTextResponse

    def report(run: str, key: str = "", lang: str = "zh", held: int = 0, download: int = 0) -> Any:
        if not hmac.compare_digest(key.encode(), seal(secret, run).encode()):
            return PlainTextResponse("403", status_code=403)
        try:
            path = shelf.run_path(run)
            content = report_of(path, lang, bool(held))
        except PolicyError as error:
            return PlainTextResponse(str(error), status_code=404)
        name = quote(f"{path.stem}.html")
        more = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"} if download else {}
        return HTMLResponse(content, headers=SAFE | more)

    app.get("/evaluation/{run}")(report)


def report_of(path: Path, language: str, held_out: bool) -> str:
    """The report of a saved run as HTML."""
    found = scored_lines(path)
    rows = [row.of for row in found.rows if row.of is not None]
    return page(rows, [found.stamp], language="en" if language == "en" else "zh", held_out=held_out)
