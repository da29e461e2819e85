"""Cases as people tell them: emergencies, exams and their parts, terms and holidays, where the asker works, who goes by
the rule of others, and heads of messages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant.asker_place import without_own_place
from assistant.assistant import PolicyAssistant
from assistant.contact_lines import _of_office_named
from assistant.emergencies import as_rules_say
from assistant.exam_steps import (
    of_other_part,
    of_other_round,
    of_other_season,
    of_whole_exam,
)
from assistant.records import Query
from assistant.short_parts import head_of
from assistant.terms import Term, contradicts
from assistant.time_frame import other_time
from ingest.records import Span

TODAY = dt.date(2026, 5, 20)
RULES = """\
澄湖市中小学作息安排
一、放假
小学7月6日放暑假，高中7月13日放暑假。幼儿园参照小学执行。
二、考试
5月11日至14日组织中考体育考试。6月17日至19日组织中考。
三、应急
发生疑似食物中毒的，学校应当在1小时内向区教育局报告，并保留食品。
联系人：市财政局经费科 赵一，0999-1112223；市教育局体艺科 钱二，0999-3334445。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with open_assistant(tmp_path_factory.mktemp("cases"), {"作息.txt": RULES}) as opened:
        yield opened


@pytest.mark.parametrize(
    ("told", "read"),
    [
        ("午饭后好几个孩子肚子疼 我们该怎么处理", "发生疑似食物中毒怎么办"),
        ("食堂开饭后学生呕吐，多久要上报", "发生疑似食物中毒多久要上报"),
        ("学生上吐下泻要报给谁", "发生疑似食物中毒要向谁报告"),
        ("班里七个孩子发烧怎么办", "出现传染病疫情、聚集性发热怎么办"),
        ("怎么预防食物中毒", "怎么预防食物中毒"),
        ("厨师拉肚子能上班吗", "厨师拉肚子能上班吗"),
    ],
)
def test_emergencies_in_the_words_of_rules(told: str, read: str) -> None:
    assert as_rules_say(told) == read


def test_an_emergency_is_answered(assistant: PolicyAssistant) -> None:
    told = assistant.ask("吃完晚饭二十个娃又吐又拉 该咋办", today=TODAY, log=False).text
    assert "1小时内" in told


def test_a_part_of_an_exam_is_not_the_exam(assistant: PolicyAssistant) -> None:
    assert of_other_part("中考哪天", "5月11日组织中考体育考试")
    assert not of_other_part("中考体育哪天", "5月11日组织中考体育考试")
    assert of_whole_exam("中考哪几天 体育不算") == "中考哪几天"
    told = assistant.ask("今年中考是几号 不要体育的", today=TODAY, log=False).text
    assert "6月17日" in told and "5月11日" not in told


def test_terms_and_holidays_begin_in_their_months() -> None:
    assert of_other_season("秋季学期哪天开学", "3月2日开学")
    assert not of_other_season("春季学期哪天开学", "3月2日开学")
    assert of_other_season("寒假什么时候放", "7月4日放假")
    assert not of_other_season("哪天开学", "3月2日开学")


def test_results_of_the_round_asked_about() -> None:
    assert of_other_round("面试成绩哪天公布", "笔试6月6日上午举行。", "6月18日公布成绩。")
    assert not of_other_round("笔试成绩哪天公布", "笔试6月6日上午举行。", "6月18日公布成绩。")


def test_who_goes_by_the_rule_of_others(assistant: PolicyAssistant) -> None:
    told = assistant.ask("幼儿园哪天放暑假", today=TODAY, log=False).text
    assert "参照小学执行" in told and "7月6日" in told and "13日" not in told


def test_where_the_asker_works_is_not_asked_about() -> None:
    assert without_own_place("我现在在远山县当老师，这次能报不", ["远山县"]) == ()
    assert without_own_place("我在远山县当老师，远山县工资多少", ["远山县"]) == ("远山县",)
    assert without_own_place("远山县招多少老师", ["远山县"]) == ("远山县",)


def test_of_several_contacts_that_of_the_office_named() -> None:
    start = RULES.index("联系人")
    whole = Span(start, RULES.index("。", start))
    span = _of_office_named("市教育局联系人是谁", RULES, whole)
    assert RULES[span.start : span.end] == "市教育局体艺科 钱二，0999-3334445"
    assert _of_office_named("联系人是谁", RULES, whole) == whole


@pytest.mark.parametrize(
    ("message", "head"),
    [
        ("今年公办园招生，哪天截止？要带什么？", "今年公办园招生"),
        ("校车补助资金：几月到位？", "校车补助资金"),
        ("我孩子五岁了，能上一年级吗？", ""),
        ("哪天报名，要带什么", ""),
    ],
)
def test_the_head_of_a_message(message: str, head: str) -> None:
    assert head_of(message) == head


def test_a_rule_for_a_stage_holds_for_its_years() -> None:
    year = Term("八年级", (1.0, 1.0, 1.0))
    assert not contradicts([year], "初中学校20:00前结束，但九年级可延长")
    assert contradicts([year], "九年级可延长至20:30")
    assert contradicts([Term("三年级", (1.0, 1.0, 1.0))], "东洲小学\t小学一年级\t4")


def test_the_year_of_a_birth_is_not_that_of_a_rule() -> None:
    query = Query("今年招聘年龄上限多少岁", "今年招聘年龄上限多少岁", "number", years=(2026,))
    assert not other_time(query, "年龄35周岁以下（1990年5月18日及以后出生）", "2026年公告")
