"""Columns that only their brackets tell apart, and the unit that a caption gives them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.columns_alike import narrowed, said_head, told_apart

HEADS = {0: "学校", 1: "学费", 2: "床位费（四人间）", 3: "床位费（8人间）", 4: "餐费（元/月）"}
FEES = """\
# 丰泽市2026年普通高中收费公示

表1 公办高中收费标准（元/生·学期）

| 学校 | 学费 | 住宿费（四人间） | 住宿费（八人间） |
|---|---|---|---|
| 市第一中学 | 900 | 600 | 350 |
| 市第二中学 | 760 | 520 | 300 |
| 白沙中学（高中部） | 640 | — | 260 |
"""
TODAY = dt.date(2026, 6, 1)


@pytest.fixture(scope="module")
def fees(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with open_assistant(tmp_path_factory.mktemp("fees"), {"收费公示.md": FEES}) as opened:
        yield opened


def test_the_bracket_that_is_said_chooses() -> None:
    assert told_apart("八人间床位费多少", HEADS, [2, 3]) == [3]
    assert told_apart("床位费多少", HEADS, [2, 3]) == [2, 3]
    assert told_apart("学费和床位费", HEADS, [1, 2]) == [1]
    assert narrowed("四人间和学费", HEADS, [1, 2, 3]) == [1, 2]


def test_a_head_keeps_a_bracket_that_tells_it_from_another() -> None:
    assert said_head(HEADS, 2) == "床位费（四人间）"
    assert said_head(HEADS, 4) == "餐费"


@pytest.mark.parametrize(
    "question, held, lacking",
    [
        ("二中八人间住宿费一学期多少", "300元", "520"),
        ("一中四个人一间的寝室住一学期多少钱", "600元", "350"),
        ("一中和白沙高中八个人的宿舍哪个便宜", "260元", "600"),
        ("二中学费多少", "760元", "900"),
    ],
)
def test_schools_and_beds_by_their_everyday_names(
    fees: PolicyAssistant, question: str, held: str, lacking: str
) -> None:
    text = fees.ask(question, today=TODAY, log=False).text
    assert held in text and lacking not in text
