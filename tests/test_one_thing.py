"""One thing asked for: rows said with their headers, one of a series, ended rules, leads on the line of the first item."""

from __future__ import annotations

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.worded_rows import TableLines
from ingest.records import Span

PLAN = """\
# 松桥县关于做好2026年中职招生工作的通知

招生计划如下：

| 学校 | 专业 | 学制 | 计划（人） |
|---|---|---|---|
| 松桥县职业中学 | 茶艺与制茶 | 3年 | 45 |
| 松桥县职业中学 | 汽车维修 | 3+2 | 90 |
"""
BUS = """\
# 松桥县校车管理规定

第一条 本规定所称校车，是指接送学生上下学的专用客车。

第二条 有下列情形之一的，校车不得上路：（一）没有标牌的；
（二）遇大雾天气的；
（三）超过核定人数的。

第三条 随车费用为小学生每月不超过60元、初中生每月不超过80元，困难学生免收。

第四条 单程行驶时间不超过40分钟。

第五条 本规定自2026年9月1日起施行。2018年印发的《松桥县校车管理暂行规定》同时废止。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    files = {"招生通知.md": PLAN, "校车规定.md": BUS}
    return open_assistant(tmp_path_factory.mktemp("one"), files)


def test_a_row_is_worded_by_its_headers(library: PolicyAssistant) -> None:
    scope = library.library.in_scope(None)
    (identity,) = (i for i, d in scope.items() if "招生" in d.metadata.title)
    document = library.library.document(identity)
    at = document.text.rindex("松桥县职业中学")
    end = len(document.text)
    lines = TableLines(document, 0, len(document.text))
    row = lines.of(Span(at, end))
    assert row.worded == "学校：松桥县职业中学，专业：汽车维修，学制：3+2，计划：90人"
    assert row.valued.endswith("90人")
    head = document.text.index("学校", document.text.index("如下"))
    assert lines.of(Span(head, head + 5)).header
    assert not lines.of(Span(0, 10)).worded


@pytest.mark.parametrize(
    "question, said",
    [
        ("松桥县校车初二的娃一个月交多少钱", "初中生每月不超过80元"),
        ("松桥县超过核定人数的校车可以上路吗？", "校车不得上路"),
        ("松桥县的规定里，校车指什么？", "接送学生上下学的专用客车"),
        ("松桥县以前的校车规定还管用吗", "已经废止"),
    ],
)
def test_what_is_told(library: PolicyAssistant, question: str, said: str) -> None:
    answer = library.ask(question)
    assert said in answer.text
    assert answer.citations


def test_a_neighbour_of_the_series_is_not_told(library: PolicyAssistant) -> None:
    assert "60元" not in library.ask("松桥县校车初二的娃一个月交多少钱").text
