"""The real app in a process of its own, and what every story does with its page."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class App:
    """The app in a process of its own, on a port it chose."""

    def __init__(self, data: Path, script: str = "app.py") -> None:
        self.process = subprocess.Popen(
            [sys.executable, script, "--data", str(data)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if ready := re.match(r"READY (http://127\.0\.0\.1:\d+)", line):
                self.url = ready.group(1)
                return
        raise AssertionError(f"the app ended before READY: {lines}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


def note_outside(outside: list[str], url: str) -> None:
    if not url.startswith(("http://127.0.0.1:", "data:", "blob:", "chrome-extension:")):
        outside.append(url)


def open_page(page: Any, app: App, path: str = "/") -> None:
    page.goto(app.url + path)
    page.wait_for_selector("#question textarea")


def ask(page: Any, question: str) -> None:
    """Asks and waits for the whole answer."""
    said = page.locator("#chat .turn").count()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "said => document.querySelectorAll('#chat .turn').length > said"
        " && document.querySelector('#chat-live .turn[aria-busy=false]')",
        arg=said,
    )


def last_answer(page: Any) -> str:
    """What the last answer says."""
    return str(page.locator("#chat .turn .answer").last.inner_text())
