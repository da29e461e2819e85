"""Imports Gradio without what it does beside: it writes a stub file beside each of its components, every time."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


def import_gradio() -> None:
    """Call before anything else imports it: saves a second of processor time, almost half of its import, and
    nothing is written beside installed code."""
    with _no_source("gradio."):
        import gradio  # noqa: F401


@contextmanager
def _no_source(package: str) -> Iterator[None]:
    """Until the block ends the classes of a package have no source file, as those made at run time: Gradio
    writes no stubs for these."""
    real = inspect.getfile

    def getfile(thing: Any) -> str:
        if str(getattr(thing, "__module__", "")).startswith(package):
            raise OSError(f"{thing} is not looked up")
        return real(thing)

    inspect.getfile = getfile  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getfile = real
