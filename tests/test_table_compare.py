"""Rows of one table set side by side: the greatest of a column, two rows with their difference."""

from __future__ import annotations

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant

NOTICE = """\
# 关于下达临溪市2026年教育补助经费的通知

现将补助经费分配如下（单位：万元）：

| 县区 | 公用经费 | 膳食补助 | 合计 |
|---|---|---|---|
| 云岭县 | 3,200 | 410 | 3,610 |
| 青滩县 | 4,150 | 380 | 4,530 |
| 沙洲区 | 2,870 | 520 | 3,390 |
| 合计 | 10,220 | 1,310 | 11,530 |
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("rows"), {"经费通知.md": NOTICE})


@pytest.mark.parametrize(
    "question, rows",
    [
        ("公用经费最多的是哪个县区？", ["青滩县：4,150万元", "云岭县：3,200万元", "沙洲区：2,870万元"]),
        ("膳食补助最少的是哪个县区？", ["青滩县：380万元", "云岭县：410万元", "沙洲区：520万元"]),
        ("云岭县和沙洲区的膳食补助各多少？", ["云岭县：410万元", "沙洲区：520万元"]),
    ],
)  # fmt: skip
def test_rows_of_the_column_asked_for(
    library: PolicyAssistant, question: str, rows: list[str]
) -> None:
    lines = library.ask(question).text.split("\n")
    told = [line.partition(". ")[2].partition("[")[0] for line in lines if line[:1].isdigit()]
    assert told == rows


def test_two_rows_with_their_difference(library: PolicyAssistant) -> None:
    text = library.ask("云岭县和青滩县的公用经费哪个多，差多少？").text
    assert "4,150万元 − 3,200万元 = 950万元" in text


def test_no_column_fits(library: PolicyAssistant) -> None:
    assert "按数值排列" not in library.ask("食堂建设资金最多的是哪个县区？").text
