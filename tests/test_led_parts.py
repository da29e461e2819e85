"""Parts of a plan that an office leads: its tasks are all items below the heading, whichever way the heading names it."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.led_parts import led_parts
from assistant.plan_lines import plan_items_of

PLAN = """\
苇川县教育局2026年工作要点
一、学位供给
牵头科室：规划科
1．新建苇北小学，9月投用，投资6200万元。
2．扩建苇川一幼，8月底前完成，投资1.05亿元。
二、校园安全（安保科牵头，装备站配合）
（一）每季度开展一次隐患排查。
（二）5月底前更换灭火器600具。
（三）10月举办安全知识竞赛，由团委承办。
三、队伍建设（人事科）
招聘中小学教师90名，6月底前完成考试。
暑期组织校长研修班，7月20日至7月26日举办。
四、工作要求
各科室每月5日前报送进度。
"""
TODAY = dt.date(2026, 3, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("led"), {"要点.txt": PLAN})


def test_headings_name_offices_behind_them_below_them_or_alone() -> None:
    found = {p.leads: [PLAN[i.start : i.end] for i in p.items] for p in led_parts(PLAN)}
    assert list(found) == [("规划科",), ("安保科",), ("人事科",)]
    assert [len(items) for items in found.values()] == [2, 3, 2]
    assert led_parts(PLAN)[1].helpers == ("装备站",)


def test_a_task_with_an_office_and_nothing_below_heads_nothing() -> None:
    assert led_parts("1.评选标兵（责任科室：人事科）\n2.开展家访（责任科室：德育科）\n") == ()


def test_an_item_keeps_its_own_office_beside_that_of_its_heading() -> None:
    items = {i.words[:4]: i.leads for i in plan_items_of(PLAN, 2026)}
    assert ("团委", "安保科") in items.values()
    assert all("规划科" not in words for words in items)


@pytest.mark.parametrize(
    ("turns", "said", "unsaid"),
    [
        (["规划科牵头哪些工作"], ["苇北小学", "苇川一幼", "共 2 项"], ["灭火器"]),
        (
            ["规划科今年有哪些任务", "安保科呢"],
            ["隐患排查", "灭火器", "知识竞赛", "共 3 项"],
            ["苇北"],
        ),
        (["安保科今年有哪些任务", "人事科呢", "那7月呢"], ["校长研修班", "共 1 项"], ["招聘"]),
        (["今年10月有哪些工作"], ["知识竞赛"], ["灭火器"]),
    ],
)
def test_tasks_of_an_office(
    library: PolicyAssistant, turns: list[str], said: list[str], unsaid: list[str]
) -> None:
    history: list[tuple[str, str]] = []
    text = ""
    for turn in turns:
        text = library.ask(turn, history=history, today=TODAY, log=False).text
        history += [("user", turn), ("assistant", text)]
    assert all(words in text for words in said), text
    assert not any(words in text for words in unsaid), text
