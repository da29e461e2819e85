"""小学什么时候报名 asks the notice of enrolment, and neither a contest nor the kindergartens' one."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_library import open_assistant

from assistant import PolicyAssistant

TODAY = dt.date(2026, 5, 1)
FILES = {
    "苇泽区义务教育招生.txt": """苇泽区2026年义务教育学校招生入学工作的通知

一、时间安排
（一）5月20日至6月5日，小学新生监护人登录平台报名登记。
（二）7月10日，初中新生到校报到。
""",
    "苇泽区幼儿园招生.txt": """苇泽区2026年幼儿园招生工作的通知

一、时间安排
（一）4月8日至4月12日，网上报名登记。
（二）8月29日，新生报到。
""",
    "苇泽区艺术节.txt": """苇泽区中小学生艺术节的通知

一、报名
各小学于3月25日前报名，将报名表报送至体卫艺科。
""",
}


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("district"), FILES)


@pytest.mark.parametrize(
    "question, said",
    [
        ("小学什么时候报名", "5月20日至6月5日"),
        ("幼儿园几号报名", "4月8日至4月12日"),
        ("小学艺术节什么时候报名", "3月25日前"),
    ],
)
def test_the_notice_that_is_meant_answers(
    district: PolicyAssistant, question: str, said: str
) -> None:
    answer = district.ask(question, today=TODAY)
    assert said in answer.text and len({c.document_id for c in answer.citations}) == 1
