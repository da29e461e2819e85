"""A question for people is not answered in yuan."""

from __future__ import annotations

import pytest

from assistant.measure import asked_measure


@pytest.mark.parametrize(
    "question, fitting, other",
    [
        ("招多少名教师", "名", "元"),
        ("每班最多多少人", "人/班", "所"),
        ("新建多少所幼儿园", "所", "平方米"),
        ("初中生均公用经费是多少", "元/生·年", "%"),
        ("班主任津贴给多少", "元", "位"),
        ("班主任的钱涨到多少", "元", "%"),
        ("一节最少能给老师多少", "元", "人"),
        ("享受免费的孩子一共多少万", "人", "元"),
        ("近视率控制在多少", "%", "人"),
        ("教师交流比例是多少", "%", "名"),
        ("几岁能上幼儿园", "周岁", "年"),
        ("教研活动多久一次", "次/学期", "所"),
        ("公示几天", "天", "次"),
        ("培训要多少学时", "学时", "人"),
        ("加固校舍面积多大", "平方米", "元"),
        ("要修满多少学分", "学分", "门"),
        ("报名费多少", "元/人", "岗"),
        ("要交多少住宿费", "元/学期", "天"),
        ("门卫一个月能挣多少", "元/月", "年"),
        ("中途退学退多少", "%", "年"),
        ("退多少保教费", "%", "年"),
        ("几天内要报案", "小时", "次"),
        ("警告过的隔几年才能再申报", "年", "次"),
        ("隔几年评一次", "次", "年"),
    ],
)
def test_a_unit_answers_its_own_question(question: str, fitting: str, other: str) -> None:
    measure = asked_measure(question)
    assert measure is not None
    assert measure.fits(fitting) and not measure.fits(other)


@pytest.mark.parametrize("question", ["标准是多少", "要几级认证", "效率怎么提高", "有几个阶段"])
def test_where_the_words_do_not_tell_any_unit_may_answer(question: str) -> None:
    assert asked_measure(question) is None


def test_people_are_asked_for_even_beside_money() -> None:
    measure = asked_measure("资助了多少学生")
    assert measure is not None and measure.fits("人") and not measure.fits("元")


def test_any_unit_of_measure_can_be_asked_for() -> None:
    grams = asked_measure("留样要留多少克")
    assert grams is not None and grams.fits("克") and not grams.fits("小时")
    assert asked_measure("有多少个问题") is None
