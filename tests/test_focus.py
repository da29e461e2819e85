"""What a question asks after: the words beside its asking word, and names of a kind."""

from __future__ import annotations

import pytest

from assistant.focus import beside, kind_held, unit_absent
from assistant.measure import asked_measure


@pytest.mark.parametrize(
    ("question", "words", "held"),
    [
        ("举报打哪个电话", "举报电话0599-6123456", 1.0),
        ("举报打哪个电话", "举报属实的奖励300元", -1.0),
        ("由哪家公司承运", "由望溪客运有限公司承运", 1.0),
        ("由哪家公司承运", "承运单位每年更换一次", -1.0),
        ("开学典礼几点开始", "9:30开始", 1.0),
        ("学费多少", "每学期900元", 0.0),
    ],
)
def test_names_of_the_kind_asked_for(question: str, words: str, held: float) -> None:
    assert kind_held(question, words) == held


def test_a_number_of_another_unit_is_not_the_one_asked_for() -> None:
    assert unit_absent("迟到一次扣几分", "22时15分熄灯")
    assert not unit_absent("迟到一次扣几分", "每次扣2分")
    assert not unit_absent("有几位老师", "教师3名")
    assert not unit_absent("哪几天报名", "8月1日至3日")


def test_the_words_beside_where_it_asks() -> None:
    before, after = beside("转学要带哪些材料", ["转学", "带", "材料"])
    assert before == {1} and after == {2}


@pytest.mark.parametrize("question", ["保安一个月挣多少", "补卡要交多少工本费", "讲课的课酬是多少"])
def test_money_is_asked_for(question: str) -> None:
    measure = asked_measure(question)
    assert measure is not None and measure.family == "元"
