"""Follow-ups read both ways, offices without times, columns added up, old and new versions as sides."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant import PolicyAssistant
from assistant.asked_topic import topic_of
from assistant.compare_asked import asks_no_number
from assistant.english import translated
from assistant.guard import find_faults
from assistant.question import read_by_itself, read_question
from assistant.question_kind import kind_of
from assistant.records import Answer
from assistant.several import parted

TODAY = dt.date(2026, 6, 1)
PLAN = """\
松坪县教育局2026年工作要点

一、抓好安全
1. 更新校车十二辆，县财政安排专项资金。（责任科室：安全科、计划财务科）
2. 9月底前，完成消防演练。（责任科室：安全科）

二、保障投入
3. 食堂设备分三年更换。（牵头科室：计划财务科；配合科室：体卫科）
"""
ENROLMENT = """\
# 松坪县2026年小学招生方案

## 一、招生计划

城区两所小学的计划如下。

| 学校 | 计划班数（个） | 计划招生数（人） |
|---|---|---|
| 松坪县第一小学 | 6 | 270 |
| 松坪县第二小学 | 4 | 180 |
| 松坪县初级中学 | 10 | 500 |

## 二、时间

（一）网上报名：7月6日至7月9日。
（二）录取结果公布：7月20日。
（三）新生报到：8月30日。
"""
OLD = """\
松坪县校内托管管理办法（试行）

第一条 为规范校内托管，制定本办法。
第二条 托管收费标准：每生每学期不超过300元。
第三条 本办法自2022年9月1日起施行。
"""
NEW = """\
松坪县校内托管管理办法

第一条 为规范校内托管，制定本办法。
第二条 托管收费标准：每生每学期不超过360元。
第三条 本办法自2025年9月1日起施行，《松坪县校内托管管理办法（试行）》和《松坪县早托暂行规定》同时废止。
"""


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    files = {"要点.txt": PLAN, "招生.md": ENROLMENT, "托管（试行）.txt": OLD, "托管.txt": NEW}
    with open_assistant(tmp_path_factory.mktemp("county"), files) as assistant:
        yield assistant


def ask(assistant: PolicyAssistant, question: str) -> Answer:
    return assistant.ask(question, today=TODAY)


def test_an_office_has_what_names_it_with_a_time_or_without(county: PolicyAssistant) -> None:
    answer = ask(county, "2026年计财科要做哪些工作？")
    assert "共 2 项" in answer.text
    assert "校车" in answer.text
    assert "食堂设备" in answer.text
    assert "消防演练" not in answer.text


def test_a_month_keeps_what_has_no_time_out(county: PolicyAssistant) -> None:
    answer = ask(county, "9月份安全科要做哪些工作？")
    assert "消防演练" in answer.text
    assert "校车" not in answer.text


def test_as_many_rows_as_are_said_are_added(county: PolicyAssistant) -> None:
    answer = ask(county, "松坪县城区两所小学今年一共招多少人？")
    assert "270人 + 180人 = 450人" in answer.text
    assert "500" not in answer.text
    assert "6个 + 4个 = 10个" in ask(county, "松坪县城区两所小学今年一共招几个班？").text


def test_the_new_measure_beside_the_old_one(county: PolicyAssistant) -> None:
    answer = ask(county, "校内托管收费，新办法比试行办法高多少？")
    assert "60元" in answer.text
    assert {c.source for c in answer.citations} == {"托管（试行）.txt", "托管.txt"}
    assert not find_faults(answer, lambda c: f"{c.quote}{c.document_title}")


def test_a_past_year_is_answered_by_what_was_in_force_then(county: PolicyAssistant) -> None:
    answer = ask(county, "2024年校内托管每学期收费多少？")
    assert "300元" in answer.text
    assert any("新文件替代" in note or "已废止" in note for note in answer.notes)
    assert "360元" in ask(county, "校内托管每学期收费多少？").text


def test_the_end_of_a_document_that_is_not_held_is_told_with_whose_words_it_is(
    county: PolicyAssistant,
) -> None:
    answer = ask(county, "松坪县早托暂行规定现在还有效吗？")
    assert "已经废止" in answer.text
    assert "《松坪县校内托管管理办法》" in answer.text


def test_a_later_question_needs_no_words_of_the_one_before(county: PolicyAssistant) -> None:
    answer = ask(county, "松坪啥时候公布录取结果？娃哪天去报到？")
    assert "7月20日" in answer.text
    assert "8月30日" in answer.text.split("二、")[1]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("选座位还能换几次？", "选座位还能换几次？"),
        ("那小学呢？", None),
        ("那邻县呢？", None),
        ("那走读的呢，餐费要收几块？", "走读的，餐费要收几块？"),
        ("什么时候？", None),
    ],
)
def test_what_a_follow_up_says_by_itself(question: str, text: str | None) -> None:
    history = (("user", "校车多少钱一个月？"), ("assistant", "每月100元。"))
    query = read_by_itself(question, history=history, answered=lambda *_: ("a", "b"))
    assert (query and query.text) == text
    assert query is None or query.documents == ("a",)


def test_a_clause_may_ask_by_its_last_word() -> None:
    assert len(parted("补贴涨到多少，从哪天算，放假那俩月发不").questions) == 3
    assert len(parted("我教画画，没怎么当过班主任，能用别的顶吗").questions) == 1


def test_how_a_time_is_counted_is_no_topic() -> None:
    query = read_question("安全整治分工里，5月31日前（含当日）要完成的有哪些", today=TODAY)
    assert topic_of(query) == "安全整治"
    assert kind_of("学前教育这块2028年定了什么指标") == "targets"


def test_what_differs_is_no_number() -> None:
    assert asks_no_number("两个县报名时间有什么不同")
    assert not asks_no_number("两个县的补助差多少")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Who heads the working group?", "工作专班 组长 是谁"),
        ("Is there a lottery for private schools?", "摇号 民办学校 有没有"),
        ("Are published papers still required?", "论文 是否必须"),
    ],
)
def test_english_asks_for_persons_and_duties(english: str, chinese: str) -> None:
    assert translated(english).text == chinese
