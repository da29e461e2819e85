"""A rule set against the one before it, which a notice issued, and which of them holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.compared_with import whole_comparison
from assistant.window_and_who import without_who
from ingest.metadata.endings import repeals
from ingest.records import Metadata

OLD = """\
青溪县教育局关于印发《青溪县山区教师交通补助办法》的通知
青教〔2023〕6号
各学校：
现将《青溪县山区教师交通补助办法》印发给你们，请遵照执行。
一、标准
山区小学教师每人每月200元，山区初中教师每人每月180元。补助每年按9个月发放。
二、管理
各校每学期公示发放名单，公示期不少于3天。
三、附则
本办法自2023年3月1日起施行。
青溪县教育局
2023年2月10日
"""
NEW = """\
青溪县山区教师交通补助实施细则（2026年）
青教〔2026〕2号
第一条 补助对象为山区学校在编教师。
第二条 山区小学教师每人每月320元，山区初中教师每人每月260元。补助每年按10个月发放。
第三条 有下列情形之一的当月不发：事假累计超过10天的；外出进修超过1个月的。婚假期间照发。
第四条 各校每学期公示发放名单，公示期不少于5天。
第五条 本细则自2026年1月1日起施行。青教〔2023〕6号《青溪县山区教师交通补助办法》同时废止。
青溪县教育局
2025年12月20日
"""
TODAY = dt.date(2026, 6, 1)


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    files = {"2023.txt": OLD, "2026.txt": NEW}
    with open_assistant(tmp_path_factory.mktemp("rules"), files) as opened:
        yield opened


def ask(rules: PolicyAssistant, *questions: str) -> str:
    history: list[tuple[str, str]] = []
    for question in questions:
        answer = rules.ask(question, history=history, today=TODAY, log=False)
        history += [("user", question), ("assistant", answer.text)]
    return history[-1][1]


def test_a_notice_that_issued_a_rule_ends_with_it() -> None:
    assert repeals(NEW).replaced == ("青溪县山区教师交通补助办法", "青教〔2023〕6号")
    assert repeals("原青教〔2022〕9号文件同时废止。").replaced == ("青教〔2022〕9号",)
    issued = Metadata("青溪县教育局关于印发《青溪县校园供餐办法》的通知", place="青溪县")
    assert "青溪县校园供餐办法" in issued.names_for("") and "校园供餐办法" in issued.names_for(
        "青溪县"
    )
    assert "校园供餐办法" not in issued.names_for("白河县")


def test_the_ended_rule_is_said_to_be_ended(rules: PolicyAssistant) -> None:
    text = ask(rules, "2023年的山区教师交通补助办法还有效吗")
    assert "已经废止" in text and "同时废止" in text


def test_both_values_are_told_and_what_they_differ_by(rules: PolicyAssistant) -> None:
    text = ask(rules, "山区小学教师的交通补助23年跟今年比涨了多少")
    assert "200元" in text and "320元" in text and "120元" in text


def test_a_later_question_compares_the_matter_before_it(rules: PolicyAssistant) -> None:
    text = ask(rules, "山区教师的交通补助一年发几个月", "跟23年那个办法比是多了还是少了")
    assert "9个月" in text and "10个月" in text


def test_which_of_the_documents_holds(rules: PolicyAssistant) -> None:
    text = ask(rules, "山区教师交通补助有哪些文件，哪个现行有效？")
    first, second = text.index("青教〔2026〕2号"), text.index("已经废止")
    assert first < second and "青教〔2023〕6号" in text


def test_what_stands_behind_a_list_of_cases_is_none_of_them(rules: PolicyAssistant) -> None:
    text = ask(rules, "休婚假那几天 交通补助还有没有")
    assert "照发" in text and "不发" not in text
    assert "当月不发" in ask(rules, "外出进修两个月，交通补助还发不发")


def test_what_is_a_whole_question_stays_so() -> None:
    before = "小学班额不超过多少人"
    assert whole_comparison("跟去年比多了还是少了", before).startswith(before)
    assert whole_comparison("跟去年比 初中招生计划呢", before) == "跟去年比 初中招生计划呢"
    assert whole_comparison("比老办法涨了多少", "两个办法相差多少") == "比老办法涨了多少"


def test_a_window_of_tasks_tells_who(rules: PolicyAssistant) -> None:
    assert without_who("那十月份呢，谁负责", "方案里9月要做什么工作") == "那十月份呢"
    assert without_who("那十月份呢，谁负责", "体育课谁来上") == "那十月份呢，谁负责"
