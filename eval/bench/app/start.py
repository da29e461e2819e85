"""``bench app-start``: from the start of the process to a page that a person can type into."""

from __future__ import annotations

import statistics
import time
import urllib.request
from pathlib import Path
from typing import Any

from eval.bench.app.served import Served, available, browser, copy_of

TIMES = 5
AIM = 3.0
"""Seconds to the first page."""
BOX = "#question textarea"


def run(data: Path, times: int = TIMES) -> dict[str, Any]:
    """Seconds until the address answers and, where there is a browser, until the question box is in sight.

    Each time a new process on a library that stands; the browser runs already, as a person's does, without a cache.
    """
    answers: list[float] = []
    shown: list[float] = []
    with copy_of(data) as copy:
        if available():
            with browser() as opened:
                for _ in range(times):
                    _once(copy, answers, shown, opened)
        else:
            for _ in range(times):
                _once(copy, answers, shown, None)
    return figures(answers, shown)


def figures(answers: list[float], shown: list[float]) -> dict[str, Any]:
    """The median of both, and whether it is within the aim."""
    first = statistics.median(shown or answers)
    said = f"第一页 {first:.1f} 秒（{len(answers)} 次的中位数），目标 {AIM:.0f} 秒。"
    return {
        "seconds_to_answer": [round(s, 2) for s in answers],
        "seconds_to_page": [round(s, 2) for s in shown],
        "median": round(first, 2),
        "aim": AIM,
        "ok": first <= AIM,
        "said": said,
    }


def _once(data: Path, answers: list[float], shown: list[float], opened: Any) -> None:
    with Served(data) as app:
        with urllib.request.urlopen(f"{app.url}/health", timeout=30) as answer:
            answer.read()
        answers.append(time.perf_counter() - app.began)
        if opened is not None:
            context = opened.new_context(viewport={"width": 1360, "height": 900})
            page = context.new_page()
            page.goto(app.url, wait_until="commit")
            page.wait_for_selector(BOX, state="visible", timeout=60_000)
            shown.append(time.perf_counter() - app.began)
            context.close()
