"""One person's way through the page: steps, each timed, each held against what the person must see."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

PATIENCE = 20_000
"""Milliseconds that a person waits for what a click should show."""
BOX = "#question textarea"
INSIDE = ("http://127.0.0.1:", "data:", "blob:", "chrome-extension:")


class Unmet(AssertionError):
    """A sentence: what was expected, and what was seen."""


@dataclass
class Walk:
    """A page, the tab where the story begins, what the person remembers of the steps before, and the folder for pictures of what went wrong."""

    page: Any
    url: str
    story: str
    home: str
    folder: Path
    pictures: Path | None = None
    kept: dict[str, Any] = field(default_factory=dict)
    outside: list[str] = field(default_factory=list)
    steps: list[dict[str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE)
        self.page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith(INSIDE):
            self.outside.append(url)

    def go(self, steps: Sequence[tuple[str, Callable[[Walk], object]]]) -> None:
        """Takes the steps in order; one that fails is noted, and the next begins on a fresh page."""
        self._start_anew()
        for name, act in steps:
            began = time.perf_counter()
            try:
                told = {"ok": True, "seen": act(self)}
            except Exception as error:  # whatever keeps a person from going on
                told = {"ok": False, "failed": said(error), "picture": self._picture(name)}
                self._start_anew()
            seconds = round(time.perf_counter() - began, 2)
            noted = {k: v for k, v in told.items() if v not in (None, "")}
            self.steps.append({"story": self.story, "step": name, "seconds": seconds, **noted})

    def _start_anew(self) -> None:
        try:
            self.open()
        except Exception as error:
            self.steps.append({"story": self.story, "step": "重新打开页面", "ok": False, "failed": said(error)})  # fmt: skip

    def _picture(self, name: str) -> str:
        if self.pictures is None:
            return ""
        self.pictures.mkdir(parents=True, exist_ok=True)
        path = self.pictures / f"{self.story}-{len(self.steps) + 1:02}-{name}.png"
        try:
            self.page.screenshot(path=path)
        except Exception:  # the page may be what is broken
            return ""
        return str(path)

    # --- what everybody does ---

    def open(self) -> None:
        """The page, as a new visit, at the story's tab."""
        self.page.goto(self.url)
        self.page.wait_for_selector(BOX)
        if self.home:
            self.tab(self.home)

    def tab(self, name: str) -> None:
        """One of the tabs, by its words."""
        self.page.get_by_role("tab", name=name, exact=True).click()
        self.page.get_by_role("tab", name=name, exact=True, selected=True).wait_for()

    def ask(self, question: str) -> str:
        """Types, sends and waits for the whole answer; what it says."""
        self.page.fill(BOX, question)
        return self.answered(lambda: self.page.keyboard.press("Enter"))

    def answered(self, act: Callable[[], object]) -> str:
        """Does what asks a question; what the answer says once it has ended."""
        before = self.page.locator("#chat .turn").count()
        act()
        self.page.wait_for_function(
            "before => document.querySelectorAll('#chat .turn').length > before"
            " && document.querySelector('#chat-live .turn[aria-busy=false]')",
            arg=before,
        )
        return str(self.page.locator("#chat .turn .answer").last.inner_text())

    def download(self, button: str, name: str) -> Path:
        """Clicks a button that gives a file; where it lies."""
        with self.page.expect_download(timeout=60_000) as waiting:
            self.page.click(button)
        path = self.folder / name
        waiting.value.save_as(path)
        return path

    def get(self, path: str, **params: Any) -> Any:
        """JSON of the API: from it come the words that a story uses."""
        return self.page.request.get(f"{self.url}/api/v1/{path}", params=params).json()

    def close_viewer(self) -> None:
        """Back from the document that is open beside the page."""
        self.page.keyboard.press("Escape")
        self.page.locator("#viewer").wait_for(state="hidden")


def expect(met: object, wanted: str, seen: object) -> None:
    """Raises Unmet with both where it is not met."""
    if not met:
        raise Unmet(f"应当{wanted}，看到的是：{str(seen)[:300]}")


def number(text: str) -> int:
    """The digits of a text as one number; 0 where there are none."""
    return int(re.sub(r"\D", "", text) or 0)


def squeezed(text: str) -> str:
    """Without white space."""
    return "".join(text.split())


def said(error: Exception) -> str:
    """An error in a line or two."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return " / ".join(lines[:3])[:500] or type(error).__name__
