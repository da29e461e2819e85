"""The HTML report: whole, closed against the outside, in both languages, and honest about what it hides."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval import report
from eval.__main__ import main
from eval.metrics.table import METRICS
from eval.outcomes import Outcome, Passage, Run
from eval.page import cases
from eval.page.page import CARDS, page
from eval.page.parts import GROUP_COLUMNS
from eval.page.words import METRIC_WORDS, WORDS
from eval.questions import Gold, Question, Value
from eval.reasons import WORDS as REASONS
from eval.reasons import gold_words, reasons
from eval.scores import lines
from ingest.records import PartialDate

VOID = {"meta", "input", "rect", "circle", "line", "polygon", "polyline", "br"}
QUOTE = "初中生均900元"
HASHED = Gold("别人的.pdf", sha256=hashlib.sha256(QUOTE.encode()).hexdigest(), length=len(QUOTE))
HIT, OTHER = Passage("别人的.pdf", f"一、标准\n{QUOTE}。", 1), Passage("别的.txt", "略", 1)


class Tags(HTMLParser):
    """Holds that every tag is closed, and keeps what refers to something."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.links += [str(value) for name, value in attrs if name in ("src", "href")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.links += [str(value) for name, value in attrs if name in ("src", "href")]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def question(identity: str, **more: object) -> Question:
    value = Value("number", number=Decimal(900), unit="元")
    made = Question(identity, f"问{identity}？", "number", gold=((HASHED,),), values=(value,))
    return replace(made, **more)  # type: ignore[arg-type]


def answer(
    identity: str, text: str = "900元[1]", mode: str = "extractive", **more: object
) -> Outcome:
    made = Outcome(identity, mode, text, citations=(HIT,), hits=(OTHER, HIT), seconds=0.3)
    return replace(made, **more)  # type: ignore[arg-type]


CASES: dict[str, tuple[Question, Outcome]] = {
    "right": (question("a"), answer("a")),
    "lost cited": (question("b"), answer("b", "850元[1]")),
    "lost found": (question("c"), answer("c", "850元[1]", citations=(OTHER,))),
    "lost not found": (question("d"), answer("d", "没有", "refused", citations=(), hits=(OTHER,))),
    "lost refused": (question("e"), answer("e", "没有[1]", "refused")),
    "lost invented": (question("f", answerable=False, gold=(), values=()), answer("f")),
    "lost other": (question("g", ambiguous=True), answer("g", "没有", "refused")),
    "lost crashed": (question("h"), Outcome("h", error="boom")),
}


def scored(*names: str, **more: object) -> tuple[report.Scored, ...]:
    pairs = [CASES[name] for name in names or CASES]
    questions = [replace(q, **more) for q, _ in pairs]  # type: ignore[arg-type]
    return report.score(questions, Run({}, tuple(o for _, o in pairs)))


@pytest.mark.parametrize("name", CASES)
def test_every_question_is_told_by_the_step_that_went_wrong(name: str) -> None:
    (row,) = scored(name)
    assert cases.step(row) == name
    found = reasons(row.question, row.outcome, row.scores)
    assert bool(found) == (name != "right")


def test_reasons_name_what_is_missing() -> None:
    rows = Value("list", items=(("开会",), ("培训", "培训班"), ("总结",)))
    made = question(
        "a", values=(rows, Value("date", hi=PartialDate(2026, 9, 30))), must_not_say=("押金",)
    )
    (row,) = report.score([made], Run({}, (answer("a", "1. 开会，收押金[1]", citations=(OTHER,)),)))
    said = [r.words("zh") for r in reasons(row.question, row.outcome, row.scores)]
    assert said == [
        "说了不该说的：押金", "缺 2 项：培训；总结", "没有说对日期 ≤ 2026-09-30", "没有引用应当引用的段落",
        "检索找到了（第 2 段），答案没有用上",
    ]  # fmt: skip
    assert (
        gold_words(Value("date", lo=PartialDate(2026, 9, 1), hi=PartialDate(2026, 9, 1)))
        == "2026-09-01"
    )


def test_the_page_is_whole_and_takes_nothing_from_outside() -> None:
    evil = question("x", question="<script>alert(1)</script>", kind='"><img src=x>')
    rows = (*scored(), *report.score([evil], Run({}, (answer("x", "<b>850元</b>[1]"),))))
    html = page(
        rows, [{"questions": "题.yaml", "settings": {"ocr": "off"}, "first_answer_seconds": 4.2}]
    )
    tags = Tags()
    tags.feed(html)
    assert tags.open == []
    assert tags.links and all(link.startswith("#") for link in tags.links)
    assert (
        "<script" not in html
        and "<img" not in html
        and "http" not in html.replace("http-equiv", "")
    )
    assert "default-src 'none'" in html
    assert f"<mark>{QUOTE}</mark>" in html, "hashed words are found in the hit and marked"
    text = "".join(tags.texts)
    assert "4.2 s are not counted" in text and '{"ocr": "off"}' in text


def test_the_page_speaks_both_languages_and_opens_in_either() -> None:
    assert all(zh and en for zh, en in (*WORDS.values(), *REASONS.values()))
    assert set(METRIC_WORDS) == set(METRICS) and {*CARDS, *GROUP_COLUMNS} <= set(METRICS)
    zh, en = page(scored(), []), page(scored(), [], language="en")
    assert 'id="zh" checked' in zh and 'id="en" checked' in en
    count = re.findall(r'class="(zh|en)[ "]', zh)
    assert count.count("zh") == count.count("en") > 50


def test_failures_of_the_held_out_half_are_counted_and_not_shown() -> None:
    rows = scored("right", "lost found", split="held-out")
    hidden, shown = page(rows, []), page(rows, [], held_out=True)
    assert "问c" not in hidden and "问a" not in hidden and "1 more questions, held out" in hidden
    assert "问c" in shown and "问a" in shown


def test_what_has_changed_since_the_baseline_is_told() -> None:
    rows = scored("lost cited", "right")
    before = report.score([r.question for r in rows], Run({}, (answer("b"), answer("a", "1元"))))
    html = page(rows, [], baseline=lines(before, {}))
    assert "改好 1 题，变坏 1 题" in html and "<code>b</code>" in html


def test_one_question_and_no_times_make_a_page_too() -> None:
    (row,) = scored("right")
    alone = report.score([row.question], Run({}, (replace(row.outcome, seconds=0.0, hits=()),)))
    assert "全部答对" in page(alone, [])


def test_the_command_writes_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = CASES["right"], CASES["lost cited"]
    run = Run({"version": "x"}, tuple(o for _, o in pairs), tuple(q for q, _ in pairs))
    run.save(tmp_path / "run.json")
    target = tmp_path / "新" / "page.html"
    assert (
        main(["report", str(tmp_path / "run.json"), "--html", str(target), "--language", "en"]) == 0
    )
    assert json.loads(capsys.readouterr().out)["right"] == 1
    assert "850元" in target.read_text(encoding="utf-8")
    assert (
        main(["report", str(tmp_path / "run.json"), "--html", str(target), "--split", "held-out"])
        == 2
    )
