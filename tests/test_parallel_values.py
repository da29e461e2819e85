"""Of values set side by side the one that the question names."""

from __future__ import annotations

import pytest

from assistant.parallel_values import asks_for_all, shortened_to_named

FEES = "收费标准为小学每学期不超过300元、初中每学期不超过360元，困难学生免收。"
MEALS = "伙食费按餐计算，早餐5元、午餐13元、晚餐11元，多退少补。"
CASES = "500人以上的学校校医补助300元，1500人以上的学校补助600元。"


def has_money(words: str) -> bool:
    return "元" in words


@pytest.mark.parametrize(
    "sentence, question, said",
    [
        (FEES, "初二的孩子交多少", "收费标准为……初中每学期不超过360元……"),
        (FEES, "小学生一学期多少钱", "收费标准为小学每学期不超过300元……"),
        (FEES, "小学和初中各收多少钱", FEES),
        (FEES, "收费标准是多少", FEES),
        (MEALS, "午餐多少钱", "伙食费按餐计算，……午餐13元……"),
        ("每人补助200元。", "补助多少钱", "每人补助200元。"),
        (CASES, "学校一千六百多学生，校医补助多少钱", CASES),
    ],
)
def test_the_one_named(sentence: str, question: str, said: str) -> None:
    assert shortened_to_named(sentence, question, "", has_money) == said


def test_a_name_that_holds_another_name_is_the_one_asked_for() -> None:
    posts = "青禾社团联合会设主席1人，副主席5人，秘书2人。"
    said = shortened_to_named(posts, "青禾社团联合会的副主席有几人", "", lambda w: "人" in w)
    assert "5人" in said and "1人" not in said


@pytest.mark.parametrize(
    ("question", "every"),
    [("各学段多少课时", True), ("小学多少初中多少", True), ("小学多少课时", False)],
)
def test_all_of_a_series_are_asked_for(question: str, every: bool) -> None:
    assert asks_for_all(question) is every
