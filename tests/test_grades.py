"""School years said together, and the stage they are of."""

from __future__ import annotations

import pytest

from assistant.grades import spelled, stage
from assistant.question import read_question
from assistant.says import other_scope, scope_held
from assistant.terms import Vocabulary, contradicts, coverage, terms

FEW, MORE = "一至二年级每周体育课4课时", "三至六年级每周体育课3课时"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("三至六年级每周3课时", "三四五六"), ("1-2年级", "一二"), ("一、二年级不布置作业", "一二"), ("四年级以上", "四五六"),
        ("七到九年级", "七八九"),
    ],
)  # fmt: skip
def test_years_said_together_are_held_each_by_itself(text: str, years: str) -> None:
    assert [y for y in "一二三四五六七八九" if f" {y}年级" in spelled(text) or f"级{y}年级" in spelled(text)] == list(years)  # fmt: skip


def test_a_text_without_years_stays() -> None:
    assert spelled("三至六个月") == "三至六个月"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("三四年级的娃作业写多久", "小学"), ("八年级学生", "初中"), ("六至七年级", ""),
        ("第二年", ""), ("提高一点", ""),
    ],
)  # fmt: skip
def test_the_stage_of_a_year(text: str, name: str) -> None:
    assert stage(text) == name


def test_a_year_is_answered_by_the_years_that_hold_it() -> None:
    wanted = terms("五年级一周几节体育课", Vocabulary([FEW, MORE]))
    assert coverage(wanted, MORE) > coverage(wanted, FEW)
    assert contradicts(wanted, FEW) and not contradicts(wanted, MORE)


def test_a_year_asks_of_its_stage() -> None:
    assert read_question("四年级作业写多久").scope == "小学"
    assert scope_held("小学", MORE)
    assert other_scope("小学", "初中不超过90分钟")


def test_a_year_of_high_school_is_the_one_people_call_it() -> None:
    assert "高三" in spelled("高中一年级和高中三年级不办")
    assert "初二" in spelled("初级中学二年级起")
    assert "高三" not in spelled("小学三年级起")
