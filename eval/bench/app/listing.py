"""``bench app-checklist``: the checklist's list with 5,000 rows in Chromium, from the click to what it shows."""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from eval.bench import checklist
from eval.bench.app.served import Served, available, browser, quantile
from ingest.settings import Settings

FACTS, ROUNDS = 5000, 10
AIM = 0.5
"""Seconds from a click to what it shows, server and browser together."""
NOW = "performance.now() / 1000"
SHOWN = f"""([what, before]) => {{
  const now = document.querySelector(what);
  return now && (now.dataset.stamp || now.dataset.id || now.innerText) !== before && {NOW};
}}"""
"""When a part of the page differs from what it was; 0 before."""
MARK = "what => { const p = document.querySelector(what); return p && (p.dataset.stamp || p.dataset.id || p.innerText); }"
WATCHED = f"() => addEventListener('pointerdown', () => {{ window.clicked = {NOW} }}, true)"
LIST, CARD, SNACK = "#checklist .list", "#details .card", "#checklist-snack .line"


def run(facts: int = FACTS, rounds: int = ROUNDS) -> dict[str, Any]:
    """Median and slowest of each action in seconds; the library is made here."""
    if not available():
        return {"skipped": "bench app-checklist needs Chromium and Playwright"}
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_env(data_dir=Path(folder), env={"OCR": "off"})
        checklist.fill(settings, facts)
        with Served(Path(folder)) as app, browser() as opened:
            page = opened.new_page(viewport={"width": 1360, "height": 900})
            page.set_default_timeout(60_000)
            page.goto(app.url)
            page.wait_for_selector("#question textarea")
            page.wait_for_timeout(2000)
            page.evaluate(WATCHED)
            tab = page.get_by_role("tab", name="任务清单")
            seconds = {"first": [_after(page, LIST, tab.click)]}
            page.wait_for_timeout(1500)
            for name, (part, act) in _actions(page).items():
                seconds[name] = [
                    _after(page, part, lambda n=n, act=act: act(n)) for n in range(rounds)
                ]
    return figures(facts, seconds)


def _actions(page: Any) -> dict[str, tuple[str, Callable[[int], object]]]:
    """Name → the part of the page that answers, and what is done in each round."""
    views = ("all", "open", "week", "term", "overdue")
    rows = page.locator("#checklist button.open")
    return {
        "view": (LIST, lambda n: page.locator(f"#checklist-bar button.{views[n % 5]}").click()),
        "sort": (LIST, lambda n: page.locator("#checklist th.time button").click()),
        "page": (LIST, lambda n: page.locator("#checklist .pager [data-key=next]").click()),
        "card": (CARD, lambda n: rows.nth(n + 1).click()),
        "tick": (SNACK, lambda n: page.locator("#checklist input.done").nth(n).click()),
        "filter": (LIST, lambda n: _search(page, ("培训", "第7批", "")[n % 3])),
    }


def _search(page: Any, words: str) -> None:
    field = page.locator("#checklist-filters [data-name=search]")
    field.fill(words)
    page.evaluate(f"() => {{ window.clicked = {NOW} }}")
    field.press("Enter")


def _after(page: Any, part: str, act: Callable[..., object]) -> float:
    """Seconds from the click to the part's new words."""
    before = page.evaluate(MARK, part)
    act()
    seen = page.wait_for_function(SHOWN, arg=[part, before], polling="raf").json_value()
    page.wait_for_timeout(250)
    return float(seen - page.evaluate("window.clicked"))


def figures(facts: int, seconds: dict[str, list[float]]) -> dict[str, Any]:
    """Median and slowest of each; the slowest p95 is what counts."""
    actions = {
        name: {
            "median": round(statistics.median(given), 3),
            "p95": round(quantile(given, 0.95) or 0, 3),
        }
        for name, given in seconds.items()
    }
    slowest = max(actions, key=lambda name: actions[name]["p95"])
    worst = actions[slowest]["p95"]
    said = f"{facts} 条的清单：最慢的是 {slowest}，{worst:.2f} 秒（p95），目标 {AIM} 秒。"
    return {"facts": facts, **actions, "aim": AIM, "ok": worst <= AIM, "said": said}
