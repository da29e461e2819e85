"""Tables read as relations: rows by the words of their cells, then values, counts, lists, sums and differences."""

from __future__ import annotations

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.matching import Asked
from assistant.table_naming import is_made_of, namings
from assistant.table_relation import Chosen

PLAN = """\
# 澄湖市2026年中等职业学校招生工作通知

附表1：2026年澄湖市中等职业学校分专业招生计划

| 学校 | 专业 | 学制 | 计划（人） | 负责人 |
|---|---|---|---|---|
| 澄湖市农业学校 | 园林技术 | 3 | 160 | 丁一禾 |
| 澄湖市农业学校 | 畜禽生产 | 3 | 90 | 白小满 |
| 澄湖市卫生学校 | 中药制药 | 2 | 120 | 丁一禾 |
| 澄湖市卫生学校 | 口腔护理 | 3 | 75 | 石青 |
"""
EXAMS = """\
# 澄湖市教育考试中心关于2026年下半年考试安排的通知

| 序号 | 考试项目 | 报名时间 | 考试时间 |
|---|---|---|---|
| 1 | 高等教育自学考试 | 8月11日至8月16日 | 10月24日至10月25日 |
| 2 | 中小学教师资格考试（笔试） | 7月3日至7月6日 | 9月12日 |
| 3 | 中小学教师资格考试（面试） | 11月9日至11月12日 | 12月5日 |
| 4 | 全国计算机等级考试 | 8月3日至8月20日 | 9月19日 |
| 5 | 普通话水平测试 | 10月8日至10月12日 | 12月12日 |
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(
        tmp_path_factory.mktemp("relation"), {"招生通知.md": PLAN, "考试通知.md": EXAMS}
    )


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # several rows of one school
        ("澄湖市卫生学校中药制药和口腔护理各招多少人？", ["120人", "75人"]),
        # a short name of the row, one of two columns of times
        ("澄湖自考报名是哪几天？", ["8月11日至8月16日"]),
        ("澄湖自考哪天考？", ["10月24日至10月25日"]),
        # two of several rows with the same short name
        ("教资面试什么时候报名？", ["11月9日至11月12日"]),
        # added up
        ("澄湖市农业学校两个专业合计招多少人？", ["160人 + 90人 = 250人"]),
        # rows of one value counted, with what they are
        ("招生计划里负责人是丁一禾的专业有几个？", ["共 2 个", "园林技术", "中药制药"]),
    ],
)
def test_what_the_rows_named_say(library: PolicyAssistant, question: str, said: list[str]) -> None:
    text = library.ask(question).text
    assert [words for words in said if words not in text] == []


def test_every_line_is_cited_where_it_stands(library: PolicyAssistant) -> None:
    answer = library.ask("澄湖市卫生学校中药制药和口腔护理各招多少人？")
    assert [c.quote.split("\t")[0].split("|")[0].strip() for c in answer.citations] != []
    assert {"120", "75"} <= {n for c in answer.citations for n in ("120", "75") if n in c.quote}


def test_a_later_question_is_asked_of_the_row_just_told(library: PolicyAssistant) -> None:
    text = library.ask("澄湖教资笔试哪天报名，哪天考？").text
    assert "7月3日至7月6日" in text and "9月12日" in text


@pytest.mark.parametrize("question", ["9月份有哪些工作？", "9月份有几项工作？"])
def test_the_tasks_of_a_month_are_the_stores_to_list(
    library: PolicyAssistant, question: str
) -> None:
    answer = library.ask(question)
    assert answer.mode == "structured" and answer.rows


def test_a_row_that_is_not_there_is_not_told(library: PolicyAssistant) -> None:
    assert library.ask("澄湖市卫生学校助产专业招多少人？").mode == "refused"


def test_a_row_whose_name_differs_inside_is_another_one() -> None:
    cells = ("澄湖一中东校区扩建", "湖畔小学食堂改造", "云门幼儿园新建")
    for question, another in (
        ("澄湖一中西校区扩建什么时候完成", True),
        ("澄湖一中东校区扩建什么时候完成", False),
    ):
        asked = Asked(question)
        places = namings(asked, cells, "重点项目")[cells[0]].places
        assert Chosen((0,), {0: cells[:1]}, places).is_another(asked, places) is another


@pytest.mark.parametrize(
    ("short", "name", "made"),
    [
        ("自考", "高等教育自学考试", True),
        ("教资", "中小学教师资格考试", True),
        ("卫校", "澄湖市卫生学校", True),
        ("学考", "高等教育自学考试", False),  # stands side by side
        ("考自", "高等教育自学考试", False),  # in another order
    ],
)
def test_short_names(short: str, name: str, made: bool) -> None:
    assert is_made_of(short, name) is made


@pytest.mark.parametrize(
    ("question", "cells", "named"),
    [
        ("哪几项没完成", ("完成", "未完成"), ["未完成"]),
        ("完成的有几项", ("完成", "未完成"), ["完成"]),
        ("公办、民办幼儿园的校车各补多少", ("公办幼儿园校车", "民办幼儿园校车", "小学校车"),
         ["公办幼儿园校车", "民办幼儿园校车"]),
        ("普通话普及情况抽样调查谁牵头", ("建立普通话台账", "普及情况抽样调查", "编写读本"), ["普及情况抽样调查"]),
    ],
)  # fmt: skip
def test_which_cells_are_named(question: str, cells: tuple[str, ...], named: list[str]) -> None:
    assert sorted(namings(Asked(question), cells, "")) == sorted(named)


def test_a_later_question_names_another_row(library: PolicyAssistant) -> None:
    history = [("user", "澄湖市卫生学校口腔护理招多少人？"), ("assistant", "口腔护理招75人。")]
    assert "120人" in library.ask("那中药制药呢？", history=history).text


def test_the_cell_that_says_more_is_named() -> None:
    cells = ("药剂", "药剂学", "护理")
    assert list(namings(Asked("药剂学招多少人"), cells, "招生计划")) == ["药剂学"]
