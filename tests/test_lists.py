"""A question for several things: the rows of the right list, all of them and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from answer_library import FILES, open_assistant

from assistant.assistant import PolicyAssistant
from assistant.item_words import shortened
from assistant.shortfall import fell_short

CLUBS = """\
# 临溪县中学生社团管理办法

第一条 本办法所称星级社团，是指成立满两年、每学期活动不少于十次的学生社团。前款社团不包括临时兴趣小组。

第二条 申请成立社团，应当提交下列材料：发起人名单；指导教师同意书；社团章程。

第三条 成立社团按下列程序办理：发起人向校团委提出申请；校团委在7日内审核；学校公示3天。

第四条 有下列情形之一的，撤销社团：

（一）一学期没有活动的；

（二）挪用社团经费的；

（三）发生安全责任事故的。

第五条 社团活动可以采取排练、讲座、野外观察、义卖等形式。社团经费由校团委管理。

第六条 社团应当加强“三自”（自主招新、自主策划、自主评议）建设。
"""
AWARDS = """\
# 临溪县2025年优秀社团名单公示

公示期为5天。

| 序号 | 社团名称 | 学校 | 类别 | 备注 |
|---|---|---|---|---|
| 1 | 星尘天文社 | 临溪一中 | 科技 | 首次入选 |
| 2 | 竹影书画社 | 临溪二中 | 艺术 | |
| 3 | 青禾机器人社 | 城南中学 | 科技 | |
| 4 | 晨风合唱社 | 城北中学 | 艺术 | 首次入选 |
| 5 | 云雀航模社 | 城北中学 | 科技 | |
| 6 | 拾光编程社 | 临溪一中 | 科技 | 首次入选 |
| 7 | 蓝鲸海洋社 | 临溪二中 | 科技 | |
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    folder: Path = tmp_path_factory.mktemp("lists")
    files = {**FILES, "社团.md": CLUBS, "名单.md": AWARDS}
    return open_assistant(folder, files)


def rows(library: PolicyAssistant, question: str) -> list[str]:
    text = library.ask(question).text
    lines = [line for line in text.split("\n") if line[:1].isdigit()]
    return [line.partition(". ")[2].partition("[")[0] for line in lines]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("申请成立社团要交哪些材料？", ["发起人名单", "指导教师同意书", "社团章程"]),
        (
            "成立社团按什么程序办理？",
            ["发起人向校团委提出申请", "校团委在7日内审核", "学校公示3天"],
        ),
        (
            "什么情形会撤销社团？",
            ["一学期没有活动的", "挪用社团经费的", "发生安全责任事故的"],
        ),
        (
            "优秀社团名单里科技类的都是啥社团？",
            ["星尘天文社", "青禾机器人社", "云雀航模社", "拾光编程社", "蓝鲸海洋社"],
        ),
    ],
)
def test_all_rows_and_no_others(
    library: PolicyAssistant, question: str, expected: list[str]
) -> None:
    assert rows(library, question) == expected


def test_things_named_in_one_sentence_are_told_by_it_alone(library: PolicyAssistant) -> None:
    text = library.ask("社团活动可以采取哪些形式？").text
    assert "野外观察、义卖等形式" in text and "经费" not in text


def test_a_definition_with_what_bounds_it(library: PolicyAssistant) -> None:
    text = library.ask("星级社团是什么意思？").text
    assert text.startswith("本办法所称星级社团，是指成立满两年")
    assert "不包括临时兴趣小组" in text


def test_the_steps_of_something_are_no_definition_of_it(library: PolicyAssistant) -> None:
    text = library.ask("成立社团的基本程序是什么？").text
    assert "校团委提出申请" in text and "公示3天" in text


def test_a_term_explained_in_brackets(library: PolicyAssistant) -> None:
    text = library.ask("社团的“三自”指哪三自？").text
    assert "三自（自主招新、自主策划、自主评议）" in text


def test_what_fell_short() -> None:
    items = ["植树90棵，完成90棵", "修桥8座，实际完成7座", "建亭子3座，未完成"]
    assert fell_short("哪些没干完", items) == [1, 2]
    assert fell_short("有哪些工程", items) == []


def test_a_long_item_keeps_its_number() -> None:
    words = (
        "社团应当"
        + "积极组织各类有益身心的活动，" * 7
        + "每学期不少于12次，并做好记录"
        + "，存档备查" * 20
    )
    assert "12次" in shortened(words) and shortened(words).endswith("……")
