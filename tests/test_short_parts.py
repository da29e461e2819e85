"""A later part of a message that says only what it asks."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_library import open_assistant

from assistant import PolicyAssistant

TODAY = dt.date(2026, 5, 1)
FILES = {
    "苇泽区课后服务办法.txt": """苇泽区课后服务管理办法

第一条 课后服务每天结束时间不早于17:40。
第二条 课后服务收费标准为每生每学期不超过380元。
第三条 学生中途退出的，学校应当在7个工作日内退还费用。
第四条 每班配备2名教师，教师持证率达到100%。
""",
}


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("district"), FILES)


def test_parts_of_one_matter_are_all_answered(district: PolicyAssistant) -> None:
    text = district.ask("课后服务几点结束，收多少钱", today=TODAY).text
    assert "17:40" in text and "380元" in text


def test_papers_are_not_told_where_none_are_written(district: PolicyAssistant) -> None:
    text = district.ask("课后服务几点结束，要带啥", today=TODAY).text
    assert "17:40" in text and "持证率" not in text
