"""What is on the matter and has not the form asked for is no answer."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.question import read_question
from assistant.unmet_form import lacks_form

CASES = [
    ("在园幼儿为什么减少", "在园幼儿减少6000人。", "受出生人口下降影响，在园幼儿减少6000人。"),
    ("这项惠民工程由哪个厅牵头", "扩建职业学校，改善学生营养。", "由省教育厅牵头，扩建职业学校。"),
    ("什么叫学习点，怎么定义的", "鼓励社区设立学习点。", "学习点，是指社区设立的教学场所。"),
    ("资源库里有哪些博物馆", "资源库应当载明场所名称、地址。", "苇川博物馆、苇川科技馆入库。"),
    ("美育测评占中考多少分", "测评结果计入中考成绩。", "测评结果按20分计入中考成绩。"),
    ("食堂饭菜有问题找谁反映", "食堂由学校自营，每餐有负责人陪餐。", "监督电话：0000-1234567。"),
]


@pytest.mark.parametrize("question, lacking, holding", CASES)
def test_the_form_asked_for_must_be_there(question: str, lacking: str, holding: str) -> None:
    query = read_question(question, today=dt.date(2026, 5, 1), library=[])
    assert lacks_form(query, lacking)
    assert not lacks_form(query, holding)


@pytest.mark.parametrize("question", ["课后服务几点结束", "哪些学校要参加", "收费标准是怎么定的"])
def test_other_questions_ask_for_none_of_these_forms(question: str) -> None:
    query = read_question(question, today=dt.date(2026, 5, 1), library=[])
    assert not lacks_form(query, "课后服务结束时间不早于约定时间")
