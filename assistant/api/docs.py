"""The documentation's page: Swagger UI (Apache-2.0) from the files of the package fastapi-offline (MIT); no CDN.

ReDoc lies there too, but asks a CDN for its logo.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

TITLE = "教策通 API"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; worker-src blob:; frame-ancestors 'none'"
)
"""Nothing from elsewhere, no script in the page itself."""
SWAGGER = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>教策通 API</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><link rel="stylesheet" href="{root}/assets/swagger-ui.css">
<link rel="stylesheet" href="{root}/docs/look.css">
</head><body><div id="swagger-ui"></div>
<script src="{root}/assets/swagger-ui-bundle.js"></script>
<script src="{root}/docs/start.js"></script></body></html>"""
LOOK = """.swagger-ui .markdown p, .swagger-ui .renderedMarkdown p {{ line-height: 1.9 }}
.swagger-ui .markdown code, .swagger-ui .renderedMarkdown code {{ padding: 1px 5px }}"""
START = """document.documentElement.classList.toggle(
  "dark-mode", matchMedia("(prefers-color-scheme: dark)").matches);
SwaggerUIBundle({{
  url: "{root}/openapi.json", dom_id: "#swagger-ui", validatorUrl: null, deepLinking: true,
  docExpansion: "list", defaultModelsExpandDepth: 0, tryItOutEnabled: true,
  syntaxHighlight: {{ activated: false }},
}});"""


def assets() -> Path:
    """Where the package keeps its files; it is not imported."""
    found = find_spec("fastapi_offline")
    assert found is not None and found.origin is not None, "a dependency of the project"
    return Path(found.origin).parent / "static"


def add(app: FastAPI, root: str) -> None:
    """``/docs`` and its files; ``root`` is where the API is mounted."""
    headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
    for path, text, kind in (
        ("/docs", SWAGGER, "text/html"),
        ("/docs/start.js", START, "text/javascript"),
        ("/docs/look.css", LOOK, "text/css"),
    ):
        _add_page(app, path, text.format(root=root), kind, headers)
    app.mount("/assets", StaticFiles(directory=assets()), name="assets")


def _add_page(app: FastAPI, path: str, text: str, kind: str, headers: dict[str, str]) -> None:
    @app.get(path, include_in_schema=False)
    def page() -> HTMLResponse:
        return HTMLResponse(text, headers=headers, media_type=kind)
