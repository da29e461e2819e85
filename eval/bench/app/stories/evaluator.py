"""The evaluator: runs questions, sees a wrong one, and makes a question of the own set out of it."""

from __future__ import annotations

from eval.bench.app.stories import chosen
from eval.bench.app.stories.walk import Walk, expect

LONG = 180_000
"""Milliseconds that a run of questions may take."""


def runs_two_questions(walk: Walk) -> str:
    """A file of two questions about the library, one of them with a wrong figure."""
    page = walk.page
    path = walk.folder / "小题库.yaml"
    rows = walk.get("checklist", kinds="target", limit=1000)["items"]
    path.write_text(chosen.two_questions(rows), encoding="utf-8")
    page.locator("#evaluation-upload .label-wrap").click()
    page.set_input_files("#evaluation-upload input[type=file]", str(path))
    page.locator("#evaluation-told", has_text="2 题").wait_for()
    page.click("#evaluation-start")
    page.locator("#evaluation-result .cards").wait_for(timeout=LONG)
    return str(page.locator("#evaluation-result").inner_text())[:80]


def sees_what_is_wrong(walk: Walk) -> str:
    """The wrong one says what the answer lacks."""
    wrong = walk.page.locator("#evaluation-failing details", has_text="没有说出数值")
    wrong.first.wait_for()
    return str(wrong.first.inner_text())[:120]


def makes_it_gold(walk: Walk) -> str:
    """One click fills the form; it is saved with the words it rests on."""
    page = walk.page
    page.click("#evaluation-take")
    numbers = page.locator("#gold-numbers textarea")
    numbers.wait_for()
    quote = page.locator("#gold-quotes label").first
    quote.click()
    page.click("#gold-save")
    kept = page.locator("#gold-kept", has_text="own-001")
    kept.wait_for()
    told = str(kept.inner_text())
    expect("own-001" in told, "写进自己的题库", told)
    return told[:80]


STEPS = (
    ("跑两题", runs_two_questions),
    ("看错题", sees_what_is_wrong),
    ("做成新题", makes_it_gold),
)
