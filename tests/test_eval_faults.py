"""A seeded fault worsens its own metric and those that stand on it, and no other."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from eval.metrics.table import LESS_IS_BETTER, METRICS
from eval.outcomes import Outcome, Passage
from eval.questions import Gold, Question, Value
from ingest.records import PartialDate

MONEY, DAY, MEETING, COURSE = (
    "初中生均900元",
    "9月30日前报送",
    "召开课后服务现场会",
    "完成新教师培训",
)
ASKED = Question(
    "q", "要做哪些工作？", "list",
    gold=((Gold("通知.txt", MONEY), Gold("通知.txt", DAY), Gold("要点.txt", MEETING), Gold("要点.txt", COURSE)),),
    values=(
        Value("number", number=Decimal(900), unit="元"),
        Value("date", hi=PartialDate(None, 9, 30)),
        Value("list", items=((MEETING,), (COURSE,)), complete=True, also=((MONEY,), (DAY,))),
        Value("text", items=(("报送", "上报"),)),
    ),
    must_not_say=("850元",),
)  # fmt: skip
CITED = tuple(
    Passage(source, quote, n)
    for n, (source, quote) in enumerate(
        [("通知.txt", MONEY), ("通知.txt", DAY), ("要点.txt", MEETING), ("要点.txt", COURSE)], 1
    )
)
LINES = (f"1. {MONEY}[1]", f"2. {DAY}[2]", f"3. {MEETING}[3]", f"4. {COURSE}[4]")
RIGHT = Outcome("q", "structured", "\n".join(LINES), citations=CITED, hits=CITED, seconds=0.2)
OTHER = Passage("别的.txt", "采购课桌椅", 5)


def text(*lines: str) -> Outcome:
    return replace(RIGHT, text="\n".join(lines))


VALUES = {"key_facts", "correct"}
LIST = {"list_recall", "rows_whole"}
SAID = {*VALUES, *LIST, "numbers_right", "dates_right", "texts_right"}
CITES = {"citation_recall", "citation_precision"}
FOUND = {"hit@5", "hit@10", "recall@1", "recall@3", "recall@5", "recall@10", "mrr", "ndcg@10"}
"""hit@1 and hit@3 cannot fall: four quotes are never in three hits."""
FAULTS = {
    "a wrong digit": (
        text(LINES[0].replace("900", "950"), *LINES[1:]),
        {*VALUES, "numbers_right", "citation_support", "list_precision"},
    ),
    "another unit": (
        text(LINES[0].replace("900元", "900人"), *LINES[1:]),
        {*VALUES, "numbers_right", "citation_support", "list_precision"},
    ),
    "a sharpened date": (
        text(LINES[0], "2. 9月报送[2]", *LINES[2:]),
        {*VALUES, "dates_right", "citation_support", "list_precision"},
    ),
    "a dropped row": (
        replace(text(*LINES[:3]), citations=CITED[:3]),
        {*VALUES, *LIST, "citation_recall"},
    ),
    "a foreign row": (
        replace(text(*LINES, "5. 采购课桌椅[5]"), citations=(*CITED, OTHER)),
        {"list_precision", "citation_precision"},
    ),
    "a lost citation": (
        replace(text(*LINES[:3], f"4. {COURSE}"), citations=CITED[:3]),
        {"citation_recall", "citation_support"},
    ),
    "a citation of another place": (
        replace(RIGHT, citations=(*CITED, OTHER)),
        {"citation_precision"},
    ),
    "a deciding word left out": (
        text(LINES[0], "2. 9月30日前[2]", *LINES[2:]),
        {*VALUES, "texts_right", "list_precision"},
    ),
    "what must not be said": (
        replace(
            text(*LINES[:3], f"4. {COURSE}，去年850元[4]"),
            citations=(*CITED[:3], Passage("要点.txt", f"{COURSE}，去年850元", 4)),
        ),
        {"nothing_wrong", "correct"},
    ),
    "a needless refusal": (
        replace(RIGHT, mode="refused", text="库中没有。", citations=()),
        {*SAID, *CITES, "answered", "wrongly_refused"},
    ),
    "a late answer": (replace(RIGHT, seconds=9.0), {"late"}),
    "an answer too long": (text(*(LINES * 12)), {"wall"}),
    "the passage at rank two": (
        replace(RIGHT, hits=(OTHER, *CITED)),
        {"recall@1", "recall@3", "mrr", "ndcg@10"},
    ),
    "no passage found": (replace(RIGHT, hits=(OTHER,)), FOUND),
    "a crash": (
        Outcome("q", error="boom"),
        {*SAID, *CITES, *FOUND, "answered", "nothing_wrong", "list_precision", "citation_support", "late"},
    ),
}  # fmt: skip
"""Name of a fault → the faulty outcome, and the metrics that must show it."""


def goodness(name: str, question: Question, outcome: Outcome) -> float:
    """A metric as 1 for good and 0 for bad; what says nothing is good."""
    score = METRICS[name](question, outcome)
    if score is None:
        return 1.0
    return 1.0 - score if name in LESS_IS_BETTER else score


def worse(question: Question, outcome: Outcome, right: Outcome) -> set[str]:
    """The metrics in which an outcome is worse than the right one."""
    return {
        name
        for name in METRICS
        if goodness(name, question, outcome) < goodness(name, question, right)
    }


def test_the_right_answer_is_right_in_all() -> None:
    below = {name for name in METRICS if goodness(name, ASKED, RIGHT) < 1.0}
    assert below == {"hit@1", "hit@3", "recall@1", "recall@3"}, "four quotes are in four hits"


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_lowers_its_metric_alone(fault: str) -> None:
    outcome, shown = FAULTS[fault]
    assert worse(ASKED, outcome, RIGHT) == shown


def test_an_invented_answer_lowers_refusal_even_where_its_words_are_cited() -> None:
    absent = Question("q", "2031年标准？", "number", answerable=False, notes="near-miss")
    refusal = Outcome("q", "refused", "库中没有2031年的文件。")
    invented = Outcome("q", "extractive", f"{MONEY}[1]", citations=CITED[:1])
    assert worse(absent, invented, refusal) == {"refused_right", "near_miss_refused", "correct"}


@pytest.mark.parametrize("said", ["共招 12 人", "招聘12位", "计算：5人 + 7人 = 12人"])
def test_people_are_counted_in_any_of_their_words(said: str) -> None:
    asked = Question(
        "q", "招几名老师？", "number", values=(Value("number", number=Decimal(12), unit="名"),)
    )
    right = Outcome("q", "extractive", said)
    assert goodness("numbers_right", asked, right) == 1.0
    for fault in ("12元", "12人次", "13人", "12%"):
        wrong = Outcome("q", "extractive", f"共招{fault}")
        assert goodness("numbers_right", asked, wrong) == 0.0, fault
