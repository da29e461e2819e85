"""What a question denies does not answer it."""

from __future__ import annotations

import pytest

from assistant.denied import (
    denied,
    leads_the_denied,
    of_the_denied,
    without_denied,
    without_outcomes,
)


@pytest.mark.parametrize(
    "question, words",
    [
        ("不是示范园那种收多少", ("示范园",)),
        ("不住校的学生补多少", ("住校",)),
        ("不属于普惠园的怎么收费", ("普惠园",)),
        ("没造成停课的怎么处理", ("停课",)),
        ("能要求赔什么（没停课没受伤）", ("停课", "受伤")),
        ("不得有的行为有几条", ()),
        ("是不是示范园", ()),
        ("示范园收多少", ()),
    ],
)
def test_what_is_denied(question: str, words: tuple[str, ...]) -> None:
    assert denied(question) == words


def test_a_text_on_the_denied_alone_is_of_another_matter() -> None:
    assert of_the_denied(("住校",), "寄宿生每年补助900元")
    assert not of_the_denied(("住校",), "非寄宿生按一半发放")
    assert not of_the_denied(("住校",), "小学生每年补助900元")
    assert of_the_denied(("普惠性",), "普惠性民办园每月不超过800元")


def test_only_the_others_are_said() -> None:
    sentence = "保教费：示范园每月400元、其他公办园每月250元"
    assert without_denied(("示范园",), sentence) == "保教费：……其他公办园每月250元"
    assert without_denied((), sentence) == sentence
    assert without_denied(("示范园",), "示范园每月400元") == "示范园每月400元"


def test_what_leads_a_list_of_the_case_denied() -> None:
    assert leads_the_denied(("停课",), "造成停课的，除前条规定外，还可以要求下列费用：")
    assert not leads_the_denied(("停课",), "发生事故，可以要求下列费用：")


def test_what_has_not_come_of_it_is_no_matter_of_the_question() -> None:
    assert without_outcomes("能要求赔什么（没停课那种）").strip() == "能要求赔什么"
    assert without_outcomes("能要求赔什么（含交通费）") == "能要求赔什么（含交通费）"
