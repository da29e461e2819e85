"""Pictures of every tab and view, in both languages, wide and phone-wide, light and dark: to be looked at.

Starts the app on a copy of a library (by default a new one with the sample documents) and walks it in Chromium.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

APP = Path(__file__).resolve().parent.parent.parent / "app.py"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
SIZES: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1360, "height": 900}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}
"""What is looked at; a phone's pictures are as long as the page."""
PATHS: dict[str, str] = {"zh": "/", "en": "/en/"}
QUESTION = "初中生均公用经费是多少？"
TABS = ("chat", "checklist", "documents", "evaluation")
SETTLE = 900
"""Milliseconds in which a view comes to rest."""
OPENED: dict[str, str] = {
    "checklist": ".list button.open",
    "documents": "#documents-list tr:nth-child(2) .title",
}
"""What is clicked so that a tab shows one of its rows opened."""


def run(out: Path, data: Path | None, only: frozenset[str] = frozenset()) -> dict[str, Any]:
    """Writes ``LANGUAGE-SIZE-SCHEME-NN-VIEW.png`` into ``out``; how many there are, and what stuck out sideways.

    ``only``: those that have all of these of zh, en, wide, phone, light, dark; empty is all.
    """
    browser_path = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser_path is None:
        return {"skipped": "Chromium is not installed"}
    from playwright.sync_api import sync_playwright

    out.mkdir(parents=True, exist_ok=True)
    wide: list[str] = []
    written = 0
    with _served(data) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=FLAGS)
        for language, size, scheme in _kinds(only):
            context = browser.new_context(color_scheme=scheme, locale="zh-CN", **SIZES[size])
            page = context.new_page()
            page.set_default_timeout(20_000)
            page.goto(address + PATHS[language])
            for number, view in enumerate(_walk(page)):
                name = f"{language}-{size}-{scheme}-{number:02}-{view}"
                page.wait_for_timeout(SETTLE)
                page.screenshot(path=out / f"{name}.png", full_page=size == "phone")
                written += 1
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    wide.append(name)
            context.close()
        browser.close()
    return {"written": written, "sideways": wide, "ok": not wide}


def _kinds(wanted: frozenset[str]) -> Iterator[tuple[str, str, Any]]:
    for language in PATHS:
        for size in SIZES:
            for scheme in ("light", "dark"):
                if wanted <= {language, size, scheme}:
                    yield language, size, scheme


def _walk(page: Any) -> Iterator[str]:
    """Every view in turn, each by a name, in a state that a person would meet."""
    page.wait_for_selector("#question textarea")
    yield "chat-start"
    page.fill("#question textarea", QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector("#chat-live .source")
    yield "chat-answer"
    page.locator("a.cite").last.click()
    page.frame_locator("#viewer iframe").locator("#here").wait_for()
    yield "chat-source"
    page.keyboard.press("Escape")
    for tab in TABS[1:]:
        page.locator(f"[role=tab][data-tab-id={tab}]").first.click()
        page.wait_for_timeout(SETTLE)
        if tab == "evaluation":
            _evaluate(page)
        yield tab
        if tab in OPENED and (rows := page.locator(OPENED[tab]).locator("visible=true")).count():
            rows.first.click()
            yield f"{tab}-row"
        yield from _views(page, tab)


def _evaluate(page: Any) -> None:
    """A short run of the first set, once for all pictures of a library."""
    if page.locator("#evaluation-result .cards").count():
        return
    page.locator("#evaluation-limit input").click()
    page.get_by_role("option", name="20", exact=True).click()
    page.click("#evaluation-start")
    page.locator("#evaluation-result .cards").wait_for(timeout=180_000)


def _views(page: Any, tab: str) -> Iterator[str]:
    """The views inside a tab, after its first."""
    inner = page.locator("[role=tabpanel] [role=tab]").locator("visible=true")
    for number in range(1, inner.count()):
        inner.nth(number).click()
        yield f"{tab}-view{number + 1}"


@contextmanager
def _served(data: Path | None) -> Iterator[str]:
    """The app on a copy of the library; its address."""
    with tempfile.TemporaryDirectory() as scratch:
        library = Path(scratch) / "library"
        if data is not None:
            shutil.copytree(data, library)
        process = subprocess.Popen(
            [sys.executable, str(APP), "--data", str(library)],
            stdout=subprocess.PIPE, text=True, encoding="utf-8", env={**os.environ, "OCR": "off"},
        )  # fmt: skip
        assert process.stdout is not None
        try:
            for line in process.stdout:
                if ready := re.match(r"READY (\S+)", line):
                    yield ready[1]
                    break
            else:
                raise RuntimeError("the app ended before READY")
        finally:
            process.terminate()
            process.wait(timeout=20)
