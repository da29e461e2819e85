"""Schools that are called by their number."""

from __future__ import annotations

import pytest

from assistant.school_numbers import called_short, with_school_numbers

TEXTS = ("市第三中学招生500人，县第二小学4个班。", "第一幼儿园与市第一幼儿园")


@pytest.mark.parametrize(
    "question, said",
    [
        ("三中的学费多少", "市第三中学的学费多少"),
        ("二小今年招几个班", "县第二小学今年招几个班"),
        ("四中收多少人", "四中收多少人"),
        ("初一中考报名", "初一中考报名"),
        ("高二小班几个人", "高二小班几个人"),
    ],
)
def test_the_name_of_the_documents_takes_its_place(question: str, said: str) -> None:
    assert with_school_numbers(question, TEXTS) == said


def test_a_text_that_says_the_short_name_itself_keeps_it() -> None:
    assert with_school_numbers("三中的学费", ("三中与市第三中学",)) == "三中的学费"


def test_only_a_school_is_called_so() -> None:
    assert called_short("一中住宿费") and not called_short("第一中学住宿费")
    assert not called_short("期中考试")
