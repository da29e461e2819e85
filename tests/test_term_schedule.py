"""Plans of a term: months above their items, offices alone in brackets, which plan a question means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from answer_library import open_assistant

from assistant.absent_part import PART
from assistant.asked_windows import asked_window
from assistant.assistant import PolicyAssistant
from assistant.names import Known
from assistant.own_office import with_own_office
from assistant.plan_lines import plan_items_of
from assistant.question import read_question
from assistant.schedule_named import named_schedule
from assistant.turned_role import with_role
from ingest.extract import find_times

TODAY = dt.date(2026, 10, 12)
SCHEDULE = """\
苇川区教育局2026—2027学年第一学期工作安排
各中小学：
现将本学期主要工作按月安排如下。9月1日开学；1月22日放寒假。
九月
1.9月10日召开教师节座谈会（办公室）。
2.完成新生学籍注册，9月28日前上报（学籍科）。
十月
1.10月12日至16日开展常规视导（教研室、督学科）。
2.启动冬季长跑（体艺科）。
3.公布示范课名单（教研室）。
十二月
1.12月20日前完成年度考核（人事科）。
2.组织冰雪安全演练（后勤科、体艺科）。
注：时间有变的另行通知。
联系人：办公室 王小满，电话0999-1234567。
"""
PLAN = """\
苇川区教育局2026年工作要点
一、重点
1.改造食堂12所。
附件 2026年重点任务分工表
序号	任务	牵头科室	配合科室	完成时限
1	改造食堂12所	后勤科	人事科	11月底前
2	招聘教师40名	人事科	后勤科、教研室	7月底前
3	建设智慧课堂	教研室	人事科	12月底前
"""
FILES = {
    "苇川区教育局2026—2027学年第一学期工作安排.txt": SCHEDULE,
    "苇川区教育局2026年工作要点.txt": PLAN,
    "苇川区教育局2025年工作要点.txt": "苇川区教育局2025年工作要点\n一、重点\n1.新建小学2所。\n",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    folder: Path = tmp_path_factory.mktemp("term")
    with open_assistant(folder, FILES) as opened:
        yield opened


def ask(assistant: PolicyAssistant, *turns: str) -> str:
    history: list[tuple[str, str]] = []
    text = ""
    for turn in turns:
        text = assistant.ask(turn, history=history, today=TODAY, log=False).text
        history += [("user", turn), ("assistant", text)]
    return text


def test_the_number_of_an_item_is_no_part_of_its_day() -> None:
    (time,) = find_times("2.3月18日召开大会")
    assert (time.text, str(time.lo)) == ("3月18日", "XXXX-03-18")
    assert not find_times("跑道长2.3月")


def test_an_item_without_a_day_is_of_the_month_above() -> None:
    items = {i.words: i for i in plan_items_of(SCHEDULE, 2026, 2027, True)}
    (run,) = items["启动冬季长跑"].times
    assert (str(run.lo), items["启动冬季长跑"].leads) == ("2026-10-01", ("体艺科",))
    assert [t.text for t in items["10月12日至16日开展常规视导"].times] == ["10月12日至16日"]
    assert items["组织冰雪安全演练"].leads == ("后勤科", "体艺科")


def test_brackets_that_name_no_offices_are_none() -> None:
    text = "九月\n1.开学（含民办园）。\n2.体检（在校医院）。\n十月\n1.家访（留守儿童家庭）。\n2.评优（三好学生）。\n"
    assert plan_items_of(text, 2026) == ()


def test_a_month_of_the_term_is_that_month(assistant: PolicyAssistant) -> None:
    told = ask(assistant, "按本学期工作安排，十月份局里有哪些工作？")
    assert "共 3 项" in told and "冬季长跑" in told and "年度考核" not in told
    later = ask(assistant, "按本学期工作安排，十月份局里有哪些工作？", "那十二月份呢")
    assert "年度考核" in later and "冰雪安全演练" in later and "长跑" not in later


def test_what_falls_to_the_askers_office(assistant: PolicyAssistant) -> None:
    told = ask(assistant, "我是体艺科新来的，这学期的月度安排里落到我们科的事列一下")
    assert "冬季长跑" in told and "冰雪安全演练" in told and "学籍注册" not in told


def test_the_plan_of_another_term_is_not_held(assistant: PolicyAssistant) -> None:
    answer = assistant.ask(
        "2026—2027学年第二学期工作安排里四月份有哪些工作", today=TODAY, log=False
    )
    assert answer.mode == "refused" and "第二学期" in answer.text


def test_the_part_of_another_year_is_not_held(assistant: PolicyAssistant) -> None:
    assert PART.search("重点任务分工表里")
    answer = assistant.ask("2025年的重点任务分工表里人事科牵头哪几项", today=TODAY, log=False)
    assert answer.mode == "refused" and "2026年" in answer.text
    assert "招聘教师" in ask(assistant, "2026年的重点任务分工表里人事科牵头哪几项")


def test_the_other_role_of_the_same_office(assistant: PolicyAssistant) -> None:
    told = ask(assistant, "今年分工表里人事科牵头哪几项", "要它配合的是哪几项呢")
    assert "改造食堂" in told and "智慧课堂" in told and "招聘教师" not in told
    assert with_role("那安全科配合哪些", "人事科牵头哪几项") == "那安全科配合哪些"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("我刚到后勤科 我们科这个月要干啥", "后勤科这个月要干啥"),
        ("教研室这边问，我们科十月有哪些事", "教研室十月有哪些事"),
        ("我们科有哪些工作", "我们科有哪些工作"),
        ("本科生怎么报名", "本科生怎么报名"),
    ],
)
def test_our_office_by_its_name(said: str, read: str) -> None:
    assert with_own_office(said) == read


def test_a_schedule_is_called_by_its_kind() -> None:
    known = Known("a", "苇川区教育局2026—2027学年第一学期工作安排", "a.txt", "苇川区", "", (2026,))
    assert named_schedule("这学期安排了哪些活动", [known], TODAY) is None
    found = named_schedule("这学期的工作安排里十月有啥", [known], TODAY)
    assert found is not None and found.documents == ("a",)


def test_a_term_frames_a_month_of_the_year_after() -> None:
    query = read_question("2026—2027学年第一学期一月份有哪些工作", today=TODAY)
    window = asked_window(query, TODAY)
    assert window is not None and str(window.lo) == "2027-01-01"
