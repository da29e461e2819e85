"""A number beside the matter is no answer: the value must be of the kind, the scope and the clause asked about."""

from __future__ import annotations

import pytest

from assistant.question import read_question
from assistant.says import only_fined, other_scope, says_value, scope_held
from assistant.terms import Vocabulary, terms

VOCABULARY = Vocabulary(
    ["暑假安全责任书签订", "教师交流轮岗比例", "防溺水专题教育", "体育课不少于3节"]
)


def says(question: str, sentence: str) -> bool:
    query = read_question(question)
    return says_value(query, terms(query.text, VOCABULARY), sentence)


@pytest.mark.parametrize(
    "question, sentence",
    [
        ("教师交流轮岗比例是多少", "教师交流轮岗比例不低于12%。"),
        ("每周体育课几节", "小学每周体育课不少于4节，初中不少于3节。"),
        ("教研活动多久一次", "各校每月开展教研活动，由教务处组织。"),
        ("家长会什么时候开", "9月份，召开家长会。"),
        ("课后服务几点结束", "课后服务结束时间不早于17时30分，每周五天。"),
    ],
)
def test_a_sentence_that_says_it(question: str, sentence: str) -> None:
    assert says(question, sentence)


@pytest.mark.parametrize(
    "question, sentence",
    [
        # another kind of number
        ("班主任津贴多少钱", "评选名班主任8名，落实班主任津贴。"),
        # the time stands in another clause than the matter
        ("安全责任书什么时候签订", "5月开展1次专题教育；安全责任书要尽早签订。"),
        # the time only names the event asked about
        ("2026年暑假从哪天放到哪天", "暑假前与家长签订安全责任书。"),
        ("暑假从哪天开始", "全年培训3000人次，暑假组织岗前培训。"),
        # another scope
        ("普通高中教师交流轮岗比例是多少", "义务教育学校教师交流轮岗比例不低于12%。"),
        # money paid, money got
        ("高中学费多少", "高中国家助学金为每生2300元。"),
        # another thing counted
        ("教师节表彰多少名校长", "教师节表彰优秀教师120名。"),
        # no value at all
        ("教师交流轮岗比例是多少", "稳步提高教师交流轮岗比例。"),
    ],
)
def test_a_sentence_that_does_not(question: str, sentence: str) -> None:
    assert not says(question, sentence)


def test_a_scope_in_the_heading_counts() -> None:
    assert other_scope("初中", "小学不超过45人", ())
    assert not other_scope("初中", "不超过50人", ())
    assert not other_scope("初中", "小学段另行规定", ("二、初中",))


def test_a_scope_is_held_by_the_words_it_is_short_for() -> None:
    assert scope_held("中职", "中等职业学校 国家助学金")
    assert not scope_held("中职", "普通高中 国家助学金")
    assert not other_scope("中职", "中等职业学校每生每年2100元")
    assert other_scope("中职", "普通高中每生每年2100元")


def test_a_fine_answers_only_who_asks_for_one() -> None:
    fine = "未取得资格驾驶的，处五千元以上一万元以下罚款"
    assert only_fined("门卫一个月挣多少", fine)
    assert not only_fined("没有资格就开车罚多少钱", fine)
    assert not only_fined("司机年龄要求几岁", fine)
    assert not only_fined("门卫一个月挣多少", "门卫工资每月3000元")
