"""Serves the page: FastAPI with the Gradio pages (zh at /, en at /en/) and our own routes to documents."""

from __future__ import annotations

import asyncio
import gc
import hmac
import logging
import secrets
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.ui import scripts, theme
from assistant.ui.page_language import PageLanguage
from assistant.ui.scoping import inside
from assistant.ui.strings.words import Language, Words
from ingest.errors import SettingsError

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.ui.page import Workshop

FIRST_PORT = 7860
PORTS_TRIED = 100
PAGES: tuple[tuple[str, Language, str], ...] = (("/en", "en", "/"), ("/", "zh", "/en/"))
"""Path, language, and the address of the same page in the other language; / is mounted last."""


def serve(
    assistant: PolicyAssistant, workshop: Workshop, data_dir: Path, host: str, port: int | None
) -> int:
    """Serves until Ctrl-C; prints ``READY http://…`` once the port answers.

    Raises:
        SettingsError: the port is taken.
    """
    import uvicorn

    listener = listen(host, port)
    number = listener.getsockname()[1]
    app = build_app(assistant, workshop, browser_secret(data_dir))
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            gc.freeze()
            print(f"READY http://{shown}:{number}", flush=True)
            assistant.warm()

    logging.getLogger("uvicorn.error").addFilter(_not_a_farewell)
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)
    Server(config).run(sockets=[listener])
    return 0


def _not_a_farewell(record: logging.LogRecord) -> bool:
    """Open pages that are cut off by Ctrl-C are no error."""
    cancelled = record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError)
    return not cancelled and "graceful shutdown" not in record.getMessage()


def listen(host: str, port: int | None) -> socket.socket:
    """A bound socket: on ``port``, or on the next free one from 7860."""
    for number in [port] if port is not None else range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        if hasattr(
            socket, "SO_EXCLUSIVEADDRUSE"
        ):  # Windows lets two servers share a port otherwise
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, number))
            listener.listen(128)
            return listener
        except OSError:
            listener.close()
    raise SettingsError(
        f"端口 {port or f'{FIRST_PORT} 起的 {PORTS_TRIED} 个'} 无法使用（{host}）。",
        "请换一个：python app.py --port 8000。",
    )


def build_app(assistant: PolicyAssistant, workshop: Workshop, secret: str) -> Any:
    """The FastAPI application with both pages mounted."""
    import gradio as gr
    from fastapi import FastAPI

    from assistant.ui import calendar_route, routes
    from assistant.ui.page import build

    app = FastAPI(title="edu-policy-assistant", docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    routes.add_sign(app)
    routes.add_documents(app, assistant, workshop.export_page)
    key = calendar_route.CalendarKey(assistant.settings.data_dir)
    calendar_route.add_calendar(app, assistant, key)
    if workshop.api is not None:
        app.mount("/api", workshop.api(assistant, workshop))
    css = theme.CSS
    if workshop.evaluation is not None:
        workshop.evaluation.add_routes(app)
        css += inside(workshop.evaluation.css, "#area-evaluation")
    for path, language, other in PAGES:
        page = build(assistant, workshop, language, secret, other)
        page.queue(default_concurrency_limit=4)
        app = gr.mount_gradio_app(
            app, page, path=path, theme=theme.theme(), css=css,
            js=scripts.page_script(Words(language)), footer_links=[], show_error=True, ssr_mode=False,
        )  # fmt: skip
    app.add_middleware(PageLanguage, languages={p.rstrip("/"): tongue for p, tongue, _ in PAGES})
    return app


def browser_secret(data_dir: Path) -> str:
    """The key of what browsers keep; made once and kept in the data folder, so reloads survive restarts."""
    path = data_dir / "browser.key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_hex(32), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def editing(host: str, admin_password: str) -> tuple[Callable[[str], bool], bool]:
    """Who may upload, edit and remove: everybody on loopback, elsewhere whoever knows the password.

    Returns the check of a typed password, and whether one is needed. Without a password set, nobody
    edits from another machine.
    """
    if host in ("localhost", "::1") or host.startswith("127."):
        return (lambda typed: True), False
    wanted = admin_password.encode()
    return (lambda typed: bool(wanted) and hmac.compare_digest(typed.encode(), wanted)), True
