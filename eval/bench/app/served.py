"""The app in a process of its own on a copy of a library, and the browser that looks at it."""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[3]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
READY = re.compile(r"READY (http://127\.0\.0\.1:\d+)")


class Served:
    """Starts ``app.py``; ``url`` once it is ready, ``began`` is when its process was started (perf_counter)."""

    def __init__(self, data: Path, env: Mapping[str, str] | None = None) -> None:
        settings = {**os.environ, "OCR": "off", "PYTHONPATH": str(ROOT), **(env or {})}
        self.began = time.perf_counter()
        self.process = subprocess.Popen(
            [sys.executable, str(ROOT / "app.py"), "--data", str(data)],
            stdout=subprocess.PIPE, text=True, encoding="utf-8", env=settings, cwd=ROOT,
        )  # fmt: skip
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if ready := READY.match(line):
                self.url = ready[1]
                return
        raise RuntimeError("the app ended before it was ready")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)


@contextmanager
def copy_of(data: Path) -> Iterator[Path]:
    """A copy of a library that may be changed; gone at the end."""
    with tempfile.TemporaryDirectory(prefix="app-bench-") as folder:
        yield Path(shutil.copytree(data, Path(folder) / "data"))


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium without a window; ``available()`` says whether there is one."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield opened
        finally:
            opened.close()


def available() -> bool:
    """Is there a Chromium, and Playwright?"""
    try:
        import playwright  # noqa: F401
    except ImportError:
        return False
    return CHROMIUM is not None


def quantile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that so many of them do not exceed; None of none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share) - 1)] if ordered else None
