"""Sums over all rows or districts by what they are called, and words that say some and ask nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.bare_sum import with_matter
from assistant.several import parted

TODAY = dt.date(2026, 5, 20)
CHECKS = """\
# 澄湖市2026年校车安全检查方案

一、时间
4月20日至24日开展检查。

二、检查分组

| 组别 | 带队 | 检查区县 | 抽查车辆数（辆） |
|---|---|---|---|
| 第一组 | 张主任 | 东洲区 | 12 |
| 第二组 | 李科长 | 西塘县 | 9 |
| 第三组 | 王站长 | 南屏县 | 15 |
"""
GAMES = """\
澄湖市2026年中学生田径运动会通知
一、报名
1. 名额分配：东洲区45人、西塘县38人、南屏县30人，市直学校每校不超过6人。
2. 裁判共24名，其中东洲区10名、西塘县8名、南屏县6名。
"""
POSTS = """\
# 澄湖市2026年公开招聘教师公告

| 招聘学校 | 岗位 | 人数 |
|---|---|---|
| 澄湖六中 | 高中化学 | 4 |
| 澄湖六中 | 高中历史 | 3 |
| 澄湖艺校 | 舞蹈 | 2 |
| 澄湖艺校 | 声乐 | 1 |
"""
FILES = {"检查.md": CHECKS, "运动会.txt": GAMES, "招聘.md": POSTS}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with open_assistant(tmp_path_factory.mktemp("all"), FILES) as opened:
        yield opened


def ask(assistant: PolicyAssistant, *turns: str) -> str:
    history: list[tuple[str, str]] = []
    text = ""
    for turn in turns:
        text = assistant.ask(turn, history=history, today=TODAY, log=False).text
        history += [("user", turn), ("assistant", text)]
    return text


def test_all_rows_by_their_number(assistant: PolicyAssistant) -> None:
    told = ask(assistant, "四月下旬查校车 三个组加一块要抽多少辆车")
    assert "= 36辆" in told


def test_places_to_be_had_at_a_school(assistant: PolicyAssistant) -> None:
    assert "= 7人" in ask(assistant, "我和几个同学都想考澄湖六中 这次它一共放了几个名额")


def test_districts_of_one_sentence(assistant: PolicyAssistant) -> None:
    assert "= 113人" in ask(assistant, "田径运动会名额 三个区县一共多少人")
    assert "= 24名" in ask(assistant, "田径运动会裁判三个区县加起来多少名")


def test_a_bare_sum_is_of_the_matter_before() -> None:
    earlier = "运动会的名额是怎么分给各区县的"
    assert "名额" in with_matter("不算市直的，三个区县加起来是多少人", earlier)
    whole = "三个区县的裁判一共多少名"
    assert with_matter(whole, earlier) == whole


@pytest.mark.parametrize(
    "message",
    [
        "我和几个同事都想报澄湖艺校 一共招几个",
        "通知后头列的那几所小学 今年一共收多少娃",
    ],
)
def test_some_is_no_question(message: str) -> None:
    assert len(parted(message, whole=False).questions) == 1
