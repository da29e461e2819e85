"""Rows below a line that runs across a table are listed by it, and what it asks of them is told."""

from __future__ import annotations

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant

PLAN = """\
<html><body><h1>云汀师专2026级美术教育专业教学计划</h1>
<table>
<tr><th>序号</th><th>课程名称</th><th>学分</th><th>学期</th></tr>
<tr><td colspan="4">入学预备课程</td></tr>
<tr><td>1</td><td>书写基础</td><td>1</td><td>一</td></tr>
<tr><td>2</td><td>图书馆利用</td><td>0.5</td><td>一</td></tr>
<tr><td>小计</td><td>2门</td><td>1.5</td><td></td></tr>
<tr><td colspan="4">本组最低学分要求：1.5</td></tr>
<tr><td colspan="4">绘画专业课程</td></tr>
<tr><td>1</td><td>素描</td><td>4</td><td>二</td></tr>
<tr><td>2</td><td>色彩</td><td>4</td><td>三</td></tr>
<tr><td>3</td><td>版画</td><td>3</td><td>四</td></tr>
<tr><td colspan="4">本组最低学分要求：8</td></tr>
</table></body></html>
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("bands"), {"教学计划.html": PLAN})


def test_rows_below_the_line_named(library: PolicyAssistant) -> None:
    told = library.ask("2026级美术教育的绘画专业课程是哪三门").text
    assert told.startswith("绘画专业课程，共 3 门")
    assert all(name in told for name in ("素描", "色彩", "版画")) and "书写" not in told


def test_what_a_line_asks_of_its_rows(library: PolicyAssistant) -> None:
    told = library.ask("美术教育入学预备课程最低要修多少学分").text
    assert "1.5" in told and "8" not in told


def test_rows_of_another_plan_are_not_told(library: PolicyAssistant) -> None:
    assert "素描" not in library.ask("护理专业的绘画专业课程有哪些").text
