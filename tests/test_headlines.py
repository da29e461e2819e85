"""A whole year's chief work is told by the plan in its parts, and lists come in the order that is asked for."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_library import open_assistant

from assistant import PolicyAssistant

TODAY = dt.date(2025, 3, 1)
OTHER = "\n".join(
    [
        "临溪县2025年校园安全专项方案",
        "",
        *(
            f"{n}. {month}月10日前，完成第{n}批校舍排查。"
            for n, month in enumerate(range(3, 12), 1)
        ),
    ]
)


@pytest.fixture(scope="module")
def safe_county(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    from answer_library import FILES

    folder = tmp_path_factory.mktemp("safe")
    return open_assistant(folder, {**FILES, "临溪县2025年校园安全专项方案.txt": OTHER})


@pytest.mark.parametrize("question", ["今年教育局有什么大事", "2025年的重点工作是哪几项"])
def test_the_plan_of_the_year_stands_for_its_chief_work(
    safe_county: PolicyAssistant, question: str
) -> None:
    answer = safe_county.ask(question, today=TODAY)
    assert "促进公平" in answer.text and "强健体魄" in answer.text and "建强队伍" in answer.text
    assert "2024" not in answer.text and "校舍排查" not in answer.text


def test_rows_are_listed_where_their_times_are_asked_for(safe_county: PolicyAssistant) -> None:
    assert "校舍排查" in safe_county.ask("今年重点任务按月份列一下", today=TODAY).text


def test_a_list_by_time_is_one_list(safe_county: PolicyAssistant) -> None:
    grouped = safe_county.ask("今年有哪些任务", today=TODAY).text
    by_time = safe_county.ask("今年的任务按时间排一下", today=TODAY).text
    assert "项）：" in grouped and "项）：" not in by_time
    assert by_time.index("9月10日前") < by_time.index("9月20日") < by_time.index("10月10日前")


def test_what_keeps_people_busy_is_no_topic(safe_county: PolicyAssistant) -> None:
    busy = safe_county.ask("9月份老师要忙啥", today=TODAY)
    assert busy.text == safe_county.ask("9月份有哪些任务", today=TODAY).text
