"""Who has one and the same duty is told together: the office and the person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.same_duty import beside, duty_of, of_one_duty

TASKS = """\
# 柳溪县2026年教育实事任务分工表

| 序号 | 任务 | 责任科室 | 责任人 | 完成时限 |
|---|---|---|---|---|
| 1 | 维修北坡小学围墙2处 | 基建科 | 秦越 | 4月底前 |
| 2 | 为住校生更换被褥800套 | 后勤科 | 桑朗 | 9月1日前 |
| 3 | 开通到上坪的校车1条线 | 安全科 | 尤亮 | 8月25日前 |
"""
HEADS = {0: "任务", 1: "责任科室", 2: "责任人", 3: "配合单位", 4: "联系电话", 5: "联系人"}


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    with open_assistant(tmp_path_factory.mktemp("tasks"), {"分工表.md": TASKS}) as opened:
        yield opened


def test_headers_of_one_duty() -> None:
    assert duty_of("责任科室") == duty_of("责任人（签字）") == "责任"
    assert of_one_duty(HEADS, [1, 2]) and not of_one_duty(HEADS, [1, 3])
    assert beside(HEADS, 4) == [5] and beside(HEADS, 0) == []


@pytest.mark.parametrize(
    "question, told",
    [
        ("北坡小学围墙那两处维修归谁管", ("基建科", "秦越")),
        ("给住校生换被褥谁负责", ("后勤科", "桑朗")),
    ],
)
def test_office_and_person_are_told(
    tasks: PolicyAssistant, question: str, told: tuple[str, ...]
) -> None:
    text = tasks.ask(question, today=dt.date(2026, 3, 1), log=False).text
    assert all(name in text for name in told)
