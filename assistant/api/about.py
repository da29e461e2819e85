"""Routes about the program itself."""

from __future__ import annotations

from importlib import metadata
from typing import TYPE_CHECKING

from fastapi import APIRouter, Response

from assistant.api import schemas
from assistant.api.params import said

if TYPE_CHECKING:
    from assistant import PolicyAssistant

PACKAGE = "edu-policy-assistant"


def version() -> str:
    """The installed version; in a checkout there is none."""
    try:
        return metadata.version(PACKAGE)
    except metadata.PackageNotFoundError:
        return "开发版"


def router(assistant: PolicyAssistant) -> APIRouter:
    """``/health`` and ``/version``."""
    routes = APIRouter(tags=["程序"])

    @routes.get("/health", responses=schemas.gives(schemas.Health))
    def health() -> Response:
        return said({"status": "ok"})

    @routes.get("/version", responses=schemas.gives(schemas.Version))
    def about() -> Response:
        return said(
            {
                "name": PACKAGE,
                "version": version(),
                "documents": len(assistant.documents()),
                "stamp": assistant.stamp(),
                "language_model": assistant.models.current() is not None,
            }
        )

    return routes
