"""Slips of the keyboard: what is put right, and what is left as it is."""

from __future__ import annotations

import pytest

from assistant.alike import ALIKE, NEAR, likeness
from assistant.pinyin import common, readings, slurred, sound
from assistant.terms import Vocabulary
from assistant.typos import corrected

LIBRARY = Vocabulary(
    [
        "幼儿园的公用经费", "义务教育阶段学校", "转学手续与学籍", "体育教师", "残疾学生免费", "由学校审查", "附属小学", "中学投资", "大学生资助", "国家奖学金", "校门口"
    ]
    * 5
    + ["去外地讲学"]
)  # fmt: skip


@pytest.mark.parametrize(
    "character, syllable",
    [("啊", "a"), ("费", "fei"), ("园", "yuan"), ("律", "lv"), ("女", "nv"), ("略", "lve"), ("座", "zuo"), ("龘", ""), ("a", ""), ("，", "")],
)  # fmt: skip
def test_how_a_character_sounds(character: str, syllable: str) -> None:
    assert sound(character) == syllable


def test_what_regions_speak_the_same_sounds_the_same() -> None:
    assert [slurred(s) for s in ("cheng", "zhen", "lan", "qing", "shang")] == [
        "cen",
        "zen",
        "nan",
        "qin",
        "san",
    ]


def test_a_character_may_have_two_readings() -> None:
    assert readings("乐") == ("le", "yue")
    assert readings("龘") == ()
    assert len(common()) == 3755


def test_how_characters_are_alike() -> None:
    assert likeness("废")["费"] == ALIKE
    assert likeness("囗")["口"] == ALIKE
    assert likeness("难")["蓝"] == NEAR
    assert not {"废", "学"} & set(likeness("废"))


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("公用经废是多少", "公用经费是多少"), ("上幼儿圆要多少钱", "上幼儿园要多少钱"), ("义物教育收学费吗", "义务教育收学费吗"),
        ("残急孩子能上学吗", "残疾孩子能上学吗"), ("材料由谁申查", "材料由谁审查"),
        ("国家讲学金有几种", "国家奖学金有几种"), ("校门囗摆摊", "校门口摆摊"),
    ],
)  # fmt: skip
def test_a_slip_is_put_right(typed: str, meant: str) -> None:
    assert corrected(typed, LIBRARY).text == meant


@pytest.mark.parametrize(
    "question",
    [
        "火锅店开在学校旁边行不行", "去别的学校上课", "一个班几个人", "公用经费是多少", "头支烤肠", "小摊小贩归谁管", "",
        "临溪县的教师", "怎么搞啊", "abc 123", "值班时打学生", "请人来讲学",
        "钱打到卡上",
    ],
)  # fmt: skip
def test_what_is_no_slip_stays(question: str) -> None:
    assert corrected(question, LIBRARY).text == question


def test_a_name_is_not_put_right() -> None:
    assert corrected("残急镇的学校", LIBRARY, ("残急镇",)).changes == ()
    assert corrected("残急镇的学校", LIBRARY).changes == (("残急", "残疾"),)


def test_the_word_stays_where_the_library_holds_it() -> None:
    assert corrected("残急", Vocabulary(["残急", "残疾", "残疾", "残疾"])).changes == ()
