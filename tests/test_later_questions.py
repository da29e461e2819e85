"""Later questions of a conversation: another topic, something named instead of its like."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from assistant.everyday import plainly_said
from assistant.slot_swap import named_instead, swaps
from assistant.topic_change import without_old_topic

BEFORE = (("user", "云岭区幼儿园几号报名"), ("assistant", "6月1日。"))


@pytest.mark.parametrize(
    ("message", "rest"),
    [
        ("换个问题 石溪县校车一个月多少钱", "石溪县校车一个月多少钱"),
        ("算了，问个别的，石溪县校车一个月多少钱", "石溪县校车一个月多少钱"),
        ("行吧，先不说这个，石溪县校车几点到", "石溪县校车几点到"),
        ("对了，孩子的平板被老师收走了还能拿回来吗", "孩子的平板被老师收走了还能拿回来吗"),
    ],
)
def test_another_topic_leaves_the_talk(message: str, rest: str) -> None:
    assert without_old_topic(message, BEFORE) == (rest, ())


@pytest.mark.parametrize("message", ["对了，什么时候截止", "另外，初中呢", "再次报名要多久"])
def test_what_says_little_still_belongs_to_it(message: str) -> None:
    assert without_old_topic(message, BEFORE) == (message, BEFORE)


@pytest.mark.parametrize(
    ("message", "new"),
    [
        ("那书法的呢？", "书法"),
        ("书法班那一项呢", "书法班"),
        ("要是学生自己退学的话呢", "学生自己退学"),
        ("书法多少钱", ""),
        ("孩子住得远，路上又堵的呢", ""),
    ],
)
def test_what_a_question_names_instead(message: str, new: str) -> None:
    assert named_instead(message) == new


class Alike:
    """Every word is as near as any other."""

    def embed(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        return np.ones((len(texts), 1), np.float32)


def test_it_takes_the_place_of_what_ends_like_it() -> None:
    earlier = "云岭区课后学游泳班一学期多少钱"
    words = ["云岭区", "课后", "学", "游泳班", "一学期", "多少", "钱"]
    assert swaps("书法班", earlier, words, Alike(), 1) == ["云岭区课后学书法班一学期多少钱"]


@pytest.mark.parametrize(
    ("message", "read"),
    [
        ("大二想换宿舍怎么申请，流程说一下", "大二想换宿舍怎么申请"),
        ("校服退款找谁，电话给一个", "校服退款找谁，电话是多少"),
        ("乱收钱打哪个电话投诉", "乱收钱投诉电话是多少"),
        ("请把流程说一下", "请把流程说一下"),
        ("电话给一个", "电话是多少"),
        ("先问个事，食堂几点开", "食堂几点开"),
        ("春天几号放", "春天几号放假"),
    ],
)
def test_what_only_asks_to_be_told(message: str, read: str) -> None:
    assert plainly_said(message) == read


def test_a_year_of_two_digits_is_one_only_where_it_is_said_as_one() -> None:
    assert plainly_said("25年打算招几个") == "2025年打算招几个"
    assert plainly_said("教了25年能评吗") == "教了25年能评吗"
