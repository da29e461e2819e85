"""Later questions: asked alone where the talk does not answer, from the same paragraph, of the city around a district."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.documents_answer import _enumerated
from assistant.ends_of_span import asked_end, said_first
from assistant.focus import kind_held
from assistant.grades import stage
from assistant.places import named_places
from assistant.pointed import with_office
from assistant.question import read_question
from assistant.scope_clause import of_others, of_scope
from assistant.several import parted
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


def test_the_half_year_asked_instead_keeps_the_office_and_what_it_does() -> None:
    talk = (("user", "2026年分工表里体卫科上半年牵头哪些任务"),)
    query = read_question("那下半年的呢", history=talk)
    assert query.text == "2026年分工表里体卫科下半年牵头哪些任务"
    assert query.owner == "体卫科" and "2026" not in query.topic


def test_the_same_asked_of_another() -> None:
    talk = (("user", "小学一学期收多少"),)
    assert read_question("初中也一样吗", history=talk).text == "初中一学期收多少"
    assert not read_question("初中和小学一样吗", history=talk).follow_up


def test_what_follows_is_no_number() -> None:
    talk = (("user", "资金6月底要支出百分之多少"),)
    assert read_question("要是没达标会怎么处理", history=talk).kind == "open"


def test_an_office_pointed_to_is_named() -> None:
    said = "校舍改造，牵头单位：装备中心[1]。"
    assert with_office("这个单位还牵头别的任务吗", said) == "装备中心牵头哪些任务"
    assert with_office("这个单位在哪", "校舍改造12处[1]。") == "这个单位在哪"


def test_numbers_side_by_side_are_questions_of_their_own() -> None:
    asked = parted("2025年全市一共多少所学校、多少在校学生？").questions
    assert asked == ("2025年全市一共多少所学校", "2025年全市多少在校学生？")
    assert len(parted("小学和初中一共多少学生").questions) == 1
    assert len(parted("小学招几个班 一个班最多多少人").questions) == 2


def test_things_of_one_kind_side_by_side_may_be_treated_alone() -> None:
    assert _enumerated("双胞胎、多胞胎同班") == ["双胞胎同班", "多胞胎同班"]
    assert not _enumerated("校服、书包")
