"""Later questions: asked alone where the talk does not answer, from the same paragraph, of the city around a district."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.ends_of_span import asked_end, said_first
from assistant.focus import kind_held
from assistant.grades import stage
from assistant.places import named_places
from assistant.scope_clause import of_others, of_scope
from assistant.topic_change import stands_alone

PLAN = """\
云岭市教育局2026年工作要点

一、体育艺术
（一）举办第八届少年合唱节，参演队伍控制在60支以内，10月18日前完成终评（市少年宫牵头，市文联配合）。
（二）视力筛查由四年级以上扩大到三年级以上，4月20日前做完。
二、学位建设
五年新建小学12所，其中青石区7所、白水县5所。
"""
NOTICE = """\
青石区2026年义务教育招生公告

第一条 小学网上登记时间为6月10日至6月18日，初中网上登记时间为6月20日至6月26日。
第二条 房产证应当在4月30日之前取得。
"""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    files = {"工作要点.txt": PLAN, "招生公告.txt": NOTICE}
    with open_assistant(tmp_path_factory.mktemp("talk"), files) as assistant:
        yield assistant


def test_another_matter_is_asked_of_the_city_around(city: PolicyAssistant) -> None:
    talk = [("user", "青石区房产证要什么时候之前取得"), ("assistant", "4月30日之前取得。")]
    assert "三年级" in city.ask("全市视力筛查今年从几年级开始做", history=talk).text


def test_who_does_it_stands_in_the_same_paragraph(city: PolicyAssistant) -> None:
    told = city.ask("少年合唱节最多收多少支队伍？哪个单位牵头？").text
    assert "60支" in told and "市少年宫牵头" in told


def test_what_a_plan_says_of_a_district_answers_for_it(city: PolicyAssistant) -> None:
    assert "白水县5所" in city.ask("白水县五年要新建几所小学").text
    assert city.ask("黑石县五年要新建几所小学").mode == "refused"


def test_only_the_scope_asked_for_is_told() -> None:
    told = "秋季起，小学每班不超过45人，初中每班不超过50人，均须报备。"
    assert of_scope("初中", told) == "秋季起，……初中每班不超过50人，均须报备。"
    assert of_others("幼儿园", told) and not of_others("初中", told)
    assert of_scope("幼儿园", told) == told and of_scope("", told) == told
    assert "其中农村30元" in of_scope("小学", "小学20元，其中农村30元，初中40元。")


def test_one_end_of_a_span_is_said_first() -> None:
    span = "网上报名，时间为2026年4月16日9:00至22日17:00，逾期不补。"
    assert said_first("几号截止", span) == "截止时间：2026年4月22日17:00"
    assert said_first("从哪天开始报", span).startswith("开始时间：2026年4月16日")
    assert asked_end("几号到几号报名") == "" and said_first("报名时间", span) == ""


def test_what_stands_alone() -> None:
    talk = [("user", "初中哪天报到"), ("assistant", "8月28日。")]
    assert stands_alone('对了，今年"乡村园丁"评几个人', talk)
    assert not any(
        stands_alone(q, talk)
        for q in ("那收费多少", "几号截止", "高中呢", "这个办法收费标准是多少")
    )


def test_words_before_a_name_are_no_part_of_it() -> None:
    assert not named_places("市级专项资金里市启明学校分了多少", ())[1]
    assert named_places("“十五五”期间白水县建几所小学", ())[1] == ("白水县",)


def test_stages_as_people_say_them_and_names_that_were_told() -> None:
    assert stage("上初一") == "初中" and stage("高三") == "高中" and stage("正月初一") == ""
    assert (
        kind_held("小学在哪里报", "小学6月15日报名") < 0 < kind_held("在哪里报", "在公众号里报名")
    )
