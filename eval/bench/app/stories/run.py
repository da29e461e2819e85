"""``bench app-stories``: every person's story on a new library that takes a folder in through the page."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from eval.bench.app.served import Served, available, browser
from eval.bench.app.stories import colleague, evaluator, official, teacher
from eval.bench.app.stories.walk import Walk

STORIES = ("teacher", "official", "colleague", "evaluator")
"""All of them, in their order; the colleague's folder comes first of all."""
HOMES = {"teacher": "", "official": "任务清单", "colleague": "文件", "evaluator": "评测"}
"""The tab where a story begins."""
SIZES: dict[str, dict[str, Any]] = {
    "wide": {"viewport": {"width": 1360, "height": 1000}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
}


def run(
    folder: Path, pictures: Path | None = None, wanted: Iterable[str] = STORIES
) -> dict[str, Any]:
    """Each step with its seconds, whether it went as a person expects, and what was seen. ``wanted``: only these
    stories; with ``phone`` among them on a phone."""
    if not available():
        return {"skipped": "bench app-stories needs Chromium and Playwright"}
    asked = set(wanted)
    size = SIZES["phone" if "phone" in asked else "wide"]
    wanted = tuple(s for s in STORIES if s in asked) or STORIES
    steps: list[dict[str, Any]] = []
    outside: list[str] = []
    with tempfile.TemporaryDirectory(prefix="app-stories-") as scratch:
        data = Path(scratch) / "data"
        kept: dict[str, Any] = {"folder": folder.resolve()}

        def walk(story: str, opened: Any, url: str) -> Walk:
            files = Path(scratch) / story
            files.mkdir(exist_ok=True)
            page = opened.new_page(locale="zh-CN", **size)
            return Walk(page, url, story, HOMES[story], files, pictures, kept, outside, steps)

        with browser() as opened:
            with Served(data) as app:
                walk("colleague", opened, app.url).go(colleague.FIRST)
                for story, room in (("teacher", teacher), ("official", official)):
                    if story in wanted:
                        walk(story, opened, app.url).go(room.STEPS)
            with Served(data) as app:
                if "official" in wanted:
                    walk("official", opened, app.url).go(official.AFTER_RESTART)
                for story, room in (("colleague", colleague), ("evaluator", evaluator)):
                    if story in wanted:
                        walk(story, opened, app.url).go(room.STEPS)
    return figures(steps, outside)


def figures(steps: list[dict[str, Any]], outside: list[str]) -> dict[str, Any]:
    """The steps, and whether all went well and no request left the machine."""
    failed = [step for step in steps if not step["ok"]]
    left = sorted(set(outside))
    said = f"{len(steps)} 步，{len(failed)} 步没有成" + "".join(
        f"\n{step['story']} {step['step']}：{step['failed']}" for step in failed
    )
    if left:
        said += f"\n离开本机的请求：{left}"
    return {"steps": steps, "failed": len(failed), "outside": left, "ok": not failed and not left, "said": said}  # fmt: skip
