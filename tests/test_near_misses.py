"""An answer on the matter that does not tell what is asked is no answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.english import in_english, translated
from assistant.near_misses import NAMED, _in_full, _of_all_fees, _repeats, of_other_school
from assistant.records import Answer

RULES = """\
望溪县实验学校收费与住宿管理办法

第一条 本科学生最长学习年限为六年，住宿费每生每学期四百元。
第二条 学校建设十所书香示范班级，由教务处组织评选。
第三条 午餐每人每餐十二元，由学校食堂供应。
第四条 教师招聘面试设评委7名，其中校外专家若干名。
"""
CARDS = """\
云溪县校园卡管理办法

第一条 校园卡补办每张工本费15元。
"""
TALK = [("user", "望溪县实验学校午餐每人每餐多少元"), ("assistant", "午餐每人每餐十二元。")]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    files = {"管理办法.txt": RULES, "校园卡.txt": CARDS}
    with open_assistant(tmp_path_factory.mktemp("near"), files) as assistant:
        yield assistant


@pytest.mark.parametrize("asked", ["晚餐每人每餐多少元", "研究生最长学习年限是几年"])
def test_what_is_of_another_thing_does_not_answer(school: PolicyAssistant, asked: str) -> None:
    assert school.ask(asked).mode == "refused"


@pytest.mark.parametrize(
    ("asked", "said"), [("午餐每人每餐多少元", "十二元"), ("本科学生最长学习年限是几年", "六年")]
)
def test_what_is_of_it_still_answers(school: PolicyAssistant, asked: str, said: str) -> None:
    assert said in school.ask(asked).text


def test_that_there_are_some_does_not_say_which(school: PolicyAssistant) -> None:
    assert school.ask("书香示范班级是哪几个").mode == "refused"


def test_a_number_that_the_question_tells_is_no_answer(school: PolicyAssistant) -> None:
    assert school.ask("招聘面试设评委7名，其中校外专家几名").mode == "refused"
    assert "7名" in school.ask("招聘面试设评委几名").text


def test_talk_of_one_county_is_not_answered_from_another(school: PolicyAssistant) -> None:
    refused = school.ask("校园卡补办要交多少工本费", history=TALK)
    assert refused.mode == "refused" and "云溪县的文件写到了" in refused.text
    (offered,) = refused.options
    assert offered == "云溪县校园卡补办要交多少工本费"
    assert "15元" in school.ask(offered, history=TALK).text
    assert "those of 云溪县 do" in in_english(refused, translated("校园卡")).text


def test_a_name_may_stand_in_full() -> None:
    assert _in_full("保教费", "按月收取保育教育费") and not _in_full("伙食费", "按月收取保育教育费")


def test_what_is_said_of_every_fee_holds_for_one() -> None:
    assert _of_all_fees("学费", "收费标准由市里制定") and not _of_all_fees(
        "学费", "住宿费按床位收费"
    )


def test_names_of_things_and_not_what_is_done() -> None:
    assert all(NAMED.search(w) for w in ("伙食费", "研究生", "房产证", "冬装"))
    assert not any(NAMED.search(w) for w in ("招生", "学生", "认证", "组织"))


def test_a_new_number_is_no_repetition() -> None:
    told = "示范班级每个奖励500元，共10个。"
    assert _repeats(Answer("示范班级每个奖励500元[1]", "extractive", ()), told)
    assert not _repeats(Answer("示范班级每个奖励800元[1]", "extractive", ()), told)


@pytest.mark.parametrize(
    ("question", "own", "other"),
    [
        ("城关三小今年招多少人", "城关一小 6 270 不接收转学", True),
        ("第四中学总分多少", "云溪区第二中学 86 良好", True),
        ("城关三小今年招多少人", "城关镇第三小学计划招生120人", False),
        ("三小和一小各招多少人", "一小 270", False),  # one of them is told
        ("三年级中午吃什么", "二年级午餐", False),
        ("初三中考几门", "一中考点", False),
    ],
)
def test_a_school_of_another_number_is_another_school(question: str, own: str, other: bool) -> None:
    assert of_other_school(question, own) is other
