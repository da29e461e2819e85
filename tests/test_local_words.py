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
    ],
)
def test_how_many_questions(message: str, questions: int) -> None:
    assert len(parted(message).questions) == questions
