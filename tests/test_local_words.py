"""Local words, names that only begin like a place, and how many questions a message asks."""

from __future__ import annotations

import pytest

from assistant.everyday import plainly_said
from assistant.names import Known
from assistant.places import named_places
from assistant.several import parted


def test_a_place_is_not_the_beginning_of_a_longer_name() -> None:
    titles = ("松坪市职业教育条例", "松坪理工学院学籍管理规定")
    known = [Known(t, t, t, "松坪市" if "市" in t else "", "", ()) for t in titles]
    assert named_places("松坪理工学院能转专业吗", known)[0] == ()
    assert named_places("松坪的职校怎么招生", known)[0] == ("松坪市",)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("满16岁了又咋整？", "满16岁了又怎么办？"),
        ("三等嘞", "三等呢"),
        ("一个班好多个人", "一个班多少个人"),
        ("幼儿园报名要啥子材料", "幼儿园报名要什么材料"),
        ("好多学校都有食堂", "好多学校都有食堂"),
        ("学费好多？", "学费多少？"),
        ("校门口开商店中不", "校门口开商店可以吗"),
        ("晚上补课阔以不", "晚上补课可以吗"),
        ("摆摊归哪个管", "摆摊归谁管"),
        ("归哪个部门管", "归哪个部门管"),
        ("县里评了那几所示范园", "县里评了哪几所示范园"),
        ("离婚后那几个月的补助还发吗", "离婚后那几个月的补助还发吗"),
    ],
)
def test_local_words(said: str, read: str) -> None:
    assert plainly_said(said) == read


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("手机能不能带进教室，保护条例里咋讲的", 1),
        ("县里有几个市级示范园，都是哪几个", 1),
        ("航模比赛什么时候报名？每校报几个人？谁负责？", 3),
        ("收费多少，还有救吗", 2),
        ("摘要写多少字 关键词要几个", 2),
        ("处分不服 几天内能申诉 找哪", 1),
        ("停课后食堂怎么管，通知附件写了啥", 1),
        ("松坪市 学校门口摆摊归谁管", 1),
    ],
)
def test_how_many_questions(message: str, questions: int) -> None:
    assert len(parted(message).questions) == questions
