"""Assembles the API: a FastAPI application of its own, which the page's server mounts at ``/api``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from assistant.api import about, docs, documents, problems, questions, rows, schemas, words
from assistant.api.access import Access
from assistant.api.gate import Fresh, Gate

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.ui.page import Workshop

ROOT = "/api"
"""Where it is mounted."""


def build(assistant: PolicyAssistant, workshop: Workshop, access: Access) -> FastAPI:
    """The API over one library; ``workshop`` holds the functions that change its documents."""
    app = FastAPI(title=docs.TITLE, version="1", docs_url=None, redoc_url=None)
    problems.add_handlers(app)
    for part in (
        questions.router(assistant),
        rows.router(assistant),
        documents.router(assistant, workshop),
        about.router(assistant),
    ):
        app.include_router(part, prefix="/v1", responses=schemas.PROBLEM)
    docs.add(app, ROOT)
    app.add_middleware(Fresh, assistant=assistant)
    app.add_middleware(Gate, access=access, upload_mb=assistant.settings.max_file_mb)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


def _openapi(app: FastAPI) -> dict[str, Any]:
    """The schema with its words, made once."""
    if app.openapi_schema is None:
        schema = get_openapi(
            title=app.title, version=app.version, description=words.ABOUT, routes=app.routes,
            tags=words.TAGS, servers=[{"url": ROOT}],
        )  # fmt: skip
        parts = schema.setdefault("components", {})
        known = parts.setdefault("schemas", {})
        known["Problem"] = schemas.Problem.model_json_schema()
        parts["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        schema["security"] = [{"key": []}, {}]
        for operations in schema["paths"].values():
            for operation in operations.values():
                operation["responses"].pop("422", None)  # ours are problems, told under 4XX
        for name in ("HTTPValidationError", "ValidationError"):
            known.pop(name, None)
        app.openapi_schema = words.write(schema, ROOT)
    return app.openapi_schema
