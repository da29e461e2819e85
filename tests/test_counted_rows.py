"""The number of rows of a plan, told by the list of them."""

from __future__ import annotations

import pytest

from assistant.counted_rows import counted, in_word_of, listed_instead
from assistant.records import Answer

LIST = Answer("责任单位含“后勤股”，共 2 项：\n1. 修缮围墙[1]\n2. 更换课桌[2]", "structured")


@pytest.mark.parametrize(
    ("asked", "instead"),
    [
        ("要点里由后勤股牵头的有几条", "要点里由后勤股牵头的有哪些"),
        ("后勤股配合的任务有多少项？", "后勤股配合的任务有哪些？"),
        ("表2里约束性指标一共几个", "表2里约束性指标一共哪些"),
        ("后勤股今年牵头几件事", "后勤股今年牵头哪些事"),
        ("方案安排了几个重点工程", "方案安排了哪些重点工程"),
        ("培训点不得发布的消息有几条", "培训点不得发布的消息有哪些"),
        ("食堂不得有的行为有几条，都是啥", "食堂不得有的行为有哪些，都是啥"),
        ("清单压到几项", ""),
        ("每班收多少个学生", ""),
        ("第几项任务归后勤股", ""),
    ],
)
def test_a_count_of_rows_is_asked_as_a_list(asked: str, instead: str) -> None:
    assert listed_instead(asked) == instead


def test_other_things_are_listed_only_where_nothing_tells_their_number() -> None:
    asked = "学历不限的岗位有多少个"
    assert listed_instead(asked) == ""
    assert listed_instead(asked, refused=True) == "学历不限的岗位有哪些"


def test_the_list_is_counted_in_the_measure_word_asked_with() -> None:
    told = counted("后勤股牵头的有几条", Answer("修缮围墙[1]", "extractive"), lambda _: LIST)
    assert told is LIST
    assert in_word_of("后勤股牵头的有几条", LIST).text.startswith("责任单位含“后勤股”，共 2 条：")


def test_a_list_without_its_number_gets_one() -> None:
    found = Answer("表2 主要指标：\n1. 巩固率[1]\n2. 入学率[2]\n3. 优良率[3]", "extractive")
    told = counted("约束性指标有多少个", Answer("没有", "refused"), lambda _: found)
    assert told is not None and told.text.startswith("表2 主要指标共 3 个：\n1. 巩固率[1]")


def test_what_is_counted_already_stays() -> None:
    def never(question: str) -> Answer:
        raise AssertionError(question)

    assert counted("后勤股牵头的有几条", LIST, never) is None
    assert counted("清单压到几项", Answer("14项[1]", "extractive"), never) is None


def test_a_list_cut_short_is_not_counted() -> None:
    cut = Answer(LIST.text, "structured", notes=("写出前 2 项，共 9 项。",))
    assert counted("后勤股牵头的有几条", Answer("没有", "refused"), lambda _: cut) is None
