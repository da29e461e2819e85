"""The question that one side of a comparison is asked alone."""

from __future__ import annotations

import pytest

from assistant.side_question import alone, asking, things


@pytest.mark.parametrize(
    "question, own, said, expected",
    [
        ("云岭县和青滩县的校服费差多少", "青滩县", ["云岭县", "青滩县"], "青滩县的校服费是多少"),
        ("云岭2024年和2025年招聘老师各多少人，少了多少", "2025年", ["2024年", "2025年"], "云岭2025年招聘老师多少人"),
        ("食堂补助市里方案和青滩细则哪个高", "青滩县", ["市里", "青滩"], "食堂补助青滩县是多少"),
        ("2路车今年发车跟去年差多久", "2024年", ["今年", "去年"], "2路车2024年发车是什么时间"),
        ("云岭和青滩转学的办结期限有什么不同？", "青滩县", ["云岭", "青滩"], "转学的办结期限"),
    ],
)  # fmt: skip
def test_a_side_is_asked_alone(question: str, own: str, said: list[str], expected: str) -> None:
    asked = asking(alone(question, own, said), question)
    assert asked.endswith(expected) and own in asked


def test_each_thing_that_is_listed_is_asked_for() -> None:
    assert things("云岭2025年体育分、满分是多少") == [
        "云岭2025年体育分是多少",
        "云岭2025年满分是多少",
    ]


def test_a_question_without_the_names_has_no_sides() -> None:
    assert alone("校服费差多少", "青滩县", ["云岭县", "青滩县"]) == ""
