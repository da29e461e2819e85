"""Follow-ups that compare with another place, and differences to a year that nothing tells."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.other_year import lacks_other_year

QUOTAS = """\
# 澄湖市2026年教师岗位名额分配通知

| 单位 | 高级 | 一级 |
|---|---|---|
| 东滩区 | 31 | 60 |
| 西滩区 | 24 | 52 |
| 市直学校 | 18 | 33 |

现场评审：

| 区县 | 评审时间 | 地点 |
|---|---|---|
| 东滩区 | 9月7日—9月9日 | 东滩礼堂 |
| 西滩区 | 9月4日—9月6日 | 西滩礼堂 |
"""
TODAY = dt.date(2026, 6, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("beside"), {"名额.md": QUOTAS})


def ask(library: PolicyAssistant, *turns: str) -> str:
    history: list[tuple[str, str]] = []
    text = ""
    for turn in turns:
        text = library.ask(turn, history=history, today=TODAY, log=False).text
        history += [("user", turn), ("assistant", text)]
    return text


def test_another_place_is_set_beside_the_one_asked_of(library: PolicyAssistant) -> None:
    text = ask(library, "东滩区高级名额是多少", "跟西滩区比差多少")
    assert "31个 − 24个 = 7个" in text
    text = ask(library, "东滩区现场评审是哪几天", "和西滩区比哪个先开始")
    assert "西滩区较早" in text and "9月7日" in text


def test_all_places_and_one_more_are_added(library: PolicyAssistant) -> None:
    text = ask(library, "两个区跟市直学校的高级名额加拢来有多少个")
    assert "31个 + 24个 + 18个 = 73个" in text


def test_the_number_of_one_year_tells_no_difference() -> None:
    asked = "今年高级名额跟去年比多了几个"
    assert lacks_other_year(asked, TODAY, "东滩区，高级：31个", {2026})
    assert not lacks_other_year(asked, TODAY, "高级31个，比上年增加3个", {2026})
    assert not lacks_other_year(asked, TODAY, "高级：31个 高级：28个", {2025, 2026})
    assert not lacks_other_year("今年高级名额多少个", TODAY, "高级：31个", {2026})
