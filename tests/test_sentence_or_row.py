"""Which of several places answers: a sentence before a row that only shares words, its own event before another's time,
what a paragraph says before the heading that runs into it."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_library import open_assistant

from assistant import PolicyAssistant
from assistant.run_in_headings import run_in
from ingest.records import Span

TODAY = dt.date(2026, 5, 1)
FILES = {
    "苇泽区教育局2026年工作要点.md": """# 苇泽区教育局2026年工作要点

一、重点项目

| 事项 | 完成时限 | 责任单位 |
|---|---|---|
| 新增公办幼儿园3所 | 2026年11月底前 | 规划科 |
| 开展幼儿园办园行为检查 | 2026年10月 | 督导室 |

二、校车管理

（一）校车安全。校车行驶时速不得超过60公里，9月底前完成全部校车安全技术检测。

（二）校舍维修。苇泽中学新校区8月底前竣工，秋季学期开学前投入使用。
""",
    "苇泽区2026年幼儿园秋季招生通知.txt": """苇泽区2026年幼儿园秋季招生通知

一、时间安排
5月25日至5月31日，网上报名登记；6月15日，公布录取名单；9月3日开学。

二、工作要求
（一）9月20日前，各幼儿园将招生情况报区教育局学前教育科。
（二）小班不超过25人。
""",
}


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("district"), FILES)


def test_a_row_that_shares_words_gives_way(district: PolicyAssistant) -> None:
    answer = district.ask("幼儿园啥时候开学", today=TODAY)
    assert "9月3日" in answer.text and "11月底" not in answer.text


def test_an_event_that_tells_the_time_of_another_has_not_its_own(district: PolicyAssistant) -> None:
    assert "投入使用" not in district.ask("这学期什么时候开学", today=TODAY).text
    assert "开学前" in district.ask("苇泽中学新校区什么时候投入使用", today=TODAY).text


def test_a_row_answers_what_it_tells(district: PolicyAssistant) -> None:
    assert "2026年11月底前" in district.ask("新增公办幼儿园什么时候完成", today=TODAY).text


def test_what_is_only_like_the_question_does_not_go_before_the_best_sentence(
    district: PolicyAssistant,
) -> None:
    answer = district.ask("幼儿园什么时候报名", today=TODAY)
    assert "5月25日至5月31日" in answer.text and "9月20日" not in answer.text


def test_a_heading_that_runs_into_its_paragraph_is_no_line_of_an_answer(
    district: PolicyAssistant,
) -> None:
    answer = district.ask("校车安全怎么管", today=TODAY)
    assert "60公里" in answer.text and "校车安全[" not in answer.text


@pytest.mark.parametrize(
    "text, words, goes_on",
    [
        ("（一）校车安全。时速不得超过60公里。\n", "（一）校车安全。", True),
        ("（一）校车安全。\n时速不得超过60公里。\n", "（一）校车安全。", False),
        ("校车安全。时速不得超过60公里。\n", "校车安全。", False),
        ("3. 每天锻炼2小时。课间不拖堂。\n", "3. 每天锻炼2小时。", False),
        ("3. 教师不得收礼。违者通报。\n", "3. 教师不得收礼。", False),
    ],
)
def test_only_a_numbered_name_that_its_paragraph_goes_on_behind(
    text: str, words: str, goes_on: bool
) -> None:
    assert (run_in(text, Span(0, len(words))) is not None) == goes_on


PLANS = {
    f"苇泽区教育局{year}年工作要点.txt": f"""苇泽区教育局{year}年工作要点

一、队伍建设
（一）教师交流轮岗比例不低于{share}%。
（二）培训工作。骨干教师培训由{office}负责。

苇泽区教育局
{year}年2月20日
"""
    for year, share, office in ((2025, 10, "人事科"), (2026, 12, "师资科"))
}
STANDARDS = {
    "苇泽区经费标准.md": """# 关于调整2026年生均公用经费标准的通知

| 学段 | 2025年标准 | 2026年标准 |
|---|---|---|
| 小学 | 650元 | 700元 |
| 初中 | 850元 | 900元 |
"""
}


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("years"), {**PLANS, **STANDARDS})


@pytest.mark.parametrize(
    "question, said, unsaid",
    [
        ("教师交流轮岗比例是多少", "12%", "10%"),
        ("2025年教师交流轮岗比例是多少", "10%", "12%"),
        ("骨干教师培训由谁负责", "师资科", "人事科"),
        ("小学和初中生均公用经费标准哪个高", "700元", "650元"),
    ],
)
def test_without_a_year_the_newer_plan_and_column_answer(
    two_years: PolicyAssistant, question: str, said: str, unsaid: str
) -> None:
    answer = two_years.ask(question, today=TODAY)
    assert said in answer.text and unsaid not in answer.text
