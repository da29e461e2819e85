"""Cells asked for by everyday names of columns, rows by their places, ranks and half-years, bounds on numbers."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant

NOTICE = """\
# 澄湖市2026年中小学教师资格认定公告

确认地点和体检医院：

| 认定机构 | 确认地点 | 体检医院 | 电话 |
|---|---|---|---|
| 市教育局 | 市民中心三楼 | 澄湖市人民医院 | 0716-1110001 |
| 东滩区教育局 | 东滩区行政大厅 | 东滩区中医院 | 0716-1110002 |
| 西滩县教育体育局 | 西滩县教育局101室 | 西滩县人民医院 | 0716-1110003 |
"""
SCHOOL = """\
# 澄湖水利职业学院2026年招生简章

| 专业 | 学制 | 计划（人） | 学费（元/年） | 招生要求 |
|---|---|---|---|---|
| 水文监测 | 三年 | 90 | 5200 | 无色盲 |
| 水土保持 | 三年 | 120 | 4800 | 无 |
| 会计事务 | 两年 | 60 | 4500 | 无 |

评审费：正高级每人500元，高级每人350元，一级每人200元。
"""
EXAMS = """\
# 澄湖市2026年考试安排

| 考试名称 | 报名时间 | 考试时间 |
|---|---|---|
| 高等教育自学考试（上半年） | 3月2日—3月9日 | 4月11日 |
| 高等教育自学考试（下半年） | 8月20日—8月27日 | 10月24日 |
| 成人高考 | 9月1日—9月8日 | 10月17日 |
"""
TODAY = dt.date(2026, 6, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(
        tmp_path_factory.mktemp("heads"),
        {"公告.md": NOTICE, "简章.md": SCHOOL, "安排.md": EXAMS},
    )


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("东滩区认定教师资格去哪体检", ["东滩区中医院"], ["西滩县", "澄湖市人民医院"]),
        ("西滩县教师资格认定确认地点是哪里", ["西滩县教育局101室"], ["东滩"]),
        ("水利职业学院会计事务要读几年", ["学制：两年"], ["三年"]),
        ("水利职业学院学费5000以下的专业有哪些", ["水土保持", "会计事务"], ["水文监测"]),
        ("水利职业学院学费超过九千的专业有哪些", [], ["水文监测，", "水土保持，"]),
        ("下半年自考什么时候报名", ["8月20日—8月27日"], ["3月2日"]),
    ],
)
def test_cells(library: PolicyAssistant, question: str, said: list[str], unsaid: list[str]) -> None:
    text = library.ask(question, today=TODAY, log=False).text
    assert all(words in text for words in said), text
    assert not any(words in text for words in unsaid), text


def test_a_follow_up_keeps_the_half_year(library: PolicyAssistant) -> None:
    first = library.ask("下半年自考什么时候报名", today=TODAY, log=False).text
    history = [("user", "下半年自考什么时候报名"), ("assistant", first)]
    text = library.ask("那哪天考呢", history=history, today=TODAY, log=False).text
    assert "10月24日" in text and "4月11日" not in text
