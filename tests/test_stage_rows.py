"""Rows of one stage, of one of several tables of a notice of prizes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.stage_rows import stage_column, stages_said

PRIZES = """\
# 关于公布临河市第五届中小学生机器人和书法绘画展评结果的通报

各学校报送作品140件，经评审，现将结果公布。

## 一、机器人创意获奖名单

| 组别 | 等次 | 作品 | 学校 |
|---|---|---|---|
| 小学组 | 一等奖 | 会浇花的小车 | 河东小学 |
| 小学组 | 二等奖 | 分拣手臂 | 河西小学 |
| 初中组 | 一等奖 | 巡堤小艇 | 临河二中 |

## 二、书法绘画获奖名单

| 组别 | 等次 | 作品 | 学校 |
|---|---|---|---|
| 小学组 | 一等奖 | 春到河滩 | 河东小学 |
| 初中组 | 一等奖 | 渔歌 | 临河一中 |
| 初中组 | 二等奖 | 晚渡 | 临河三中 |
"""
TODAY = dt.date(2026, 6, 1)


@pytest.fixture(scope="module")
def prizes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with open_assistant(tmp_path_factory.mktemp("prizes"), {"通报.md": PRIZES}) as opened:
        yield opened


@pytest.mark.parametrize(
    "question, count, lacking",
    [
        ("机器人创意小学组获奖作品有几个", "共 2 个", "春到河滩"),
        ("书法绘画那块初中生得奖的作品有几个", "共 2 个", "巡堤小艇"),
    ],
)
def test_the_prizes_of_one_stage_of_one_table_are_counted(
    prizes: PolicyAssistant, question: str, count: str, lacking: str
) -> None:
    text = prizes.ask(question, today=TODAY, log=False).text
    assert text.startswith(count) and lacking not in text


def test_a_column_of_stages() -> None:
    assert stage_column({0: ["小学组", "初中组"], 1: ["一等奖", "二等奖"]}) == 0
    assert stage_column({0: ["小学组", "小学组"]}) is None
    assert stages_said("中小学生比赛里小学生得几个奖") == ["小学"]
