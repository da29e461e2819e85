"""What one report says of a matter, and no more of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from answer_library import open_assistant

from assistant.topic_in_plan import ASKS

REPORT = """云岭省2026年政府工作报告

一、2025年工作回顾
新建中小学校120所。教育投入增长6%。

二、2026年工作安排
（一）提升科技水平。支持企业研发。加强法治宣传教育，建设法治云岭。
（二）增进民生福祉。扩大就业。开展职业技能培训20万人次，稳定重点群体就业。办好人民满意教育。增加普通高中学位3万个，改善县中办学条件。推广集团化办学，支持高校引进人才。加快健康云岭建设。新建县级医院6所，加强基层医疗服务。
"""
TODAY = dt.date(2026, 3, 1)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("report")
    with open_assistant(folder, {"云岭省2026年政府工作报告.txt": REPORT}) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "云岭省今年政府工作报告里教育这块讲了啥",
        "云岭省政府工作报告中关于教育的部署有哪些",
        "云岭省今年教育方面有什么打算",
    ],
)
def test_the_matter_with_what_follows_it(assistant: Any, question: str) -> None:
    said = assistant.ask(question, today=TODAY, log=False).text
    assert "普通高中学位3万个" in said and "集团化办学" in said
    assert not any(word in said for word in ("法治", "医院", "120所", "职业技能"))


def test_a_whole_report_is_still_described(assistant: Any) -> None:
    said = assistant.ask("云岭省2026年政府工作报告讲了啥", today=TODAY, log=False).text
    assert "120所" in said and "与“" not in said


def test_what_asks_for_a_matter() -> None:
    assert ASKS.search("报告对职业教育咋说的")
    assert not ASKS.search("今年新增多少个学位")
