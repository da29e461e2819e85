"""Both sides of a comparison, or the parts of a sum, where one document tells them, or the plans of two years."""

from __future__ import annotations

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.one_document import cuts, stretched
from assistant.side_verdict import Valued, verdict
from assistant.statements import statements
from assistant.year_before import pairs
from ingest.records import Document

POSTS = """\
# 云岭县2026年公开招聘教师公告

附件 岗位计划表

| 代码 | 单位 | 岗位 | 人数 | 学历要求 |
|---|---|---|---|---|
| A1 | 云岭县第三高级中学 | 高中化学 | 4 | 硕士研究生 |
| A2 | 乡镇小学 | 小学科学 | 11 | 大专及以上 |
| A3 | 乡镇小学 | 小学音乐 | 6 | 本科及以上 |
| A4 | 乡镇初中 | 初中历史 | 5 | 本科及以上 |

附表 时间安排

| 环节 | 小学 | 初中 |
|---|---|---|
| 公布名单 | 7月3日 | 7月9日 |
| 新生报到 | 8月30日 | 8月30日 |
"""
REPORT = """\
临溪市2025年教育事业统计公报

学前教育。全市有幼儿园152所，上年为160所；停办幼儿园14所，其中云岭县3所、青滩县5所、沙洲区6所。

分县区看，云岭县在校学生4.1万人、专任教师2600人，青滩县在校学生3.3万人、专任教师2140人。
"""
PLAN = """\
临溪市教育局{}年工作要点

一、教师队伍

1. 全年招聘中小学教师{}名，其中乡村学校{}名。

2. 建设校园足球场{}块。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    papers = {
        "公告.md": POSTS, "公报.txt": REPORT,
        "要点2025.txt": PLAN.format(2025, 310, 120, 6), "要点2026.txt": PLAN.format(2026, 270, 130, 9),
    }  # fmt: skip
    return open_assistant(tmp_path_factory.mktemp("beside"), papers)


@pytest.mark.parametrize(
    "question, told",
    [
        ("云岭三中的高中化学岗和乡镇小学科学岗，学历要求有啥区别", ["硕士研究生", "大专及以上"]),
        ("小学跟初中公布名单是同一天吗？", ["7月3日", "7月9日", "小学较早"]),
        ("乡镇小学和乡镇初中的岗位一共招多少人", ["11人 + 6人 + 5人 = 22人"]),
        ("2025年云岭县和青滩县的专任教师相差多少人？", ["2600人 − 2140人 = 460人"]),
        ("青滩和沙洲两个地方2025年停办的幼儿园加一块几所", ["5所 + 6所 = 11所"]),
        ("全市幼儿园2025年比2024年少了多少所", ["160所 − 152所 = 8所"]),
        ("2026年招聘老师比2025年少招几个", ["310名", "270名", "= 40名"]),
    ],
)
def test_both_sides_are_told(library: PolicyAssistant, question: str, told: list[str]) -> None:
    text = library.ask(question).text
    assert [words for words in told if words not in text] == []


@pytest.mark.parametrize(
    "question", ["云岭县和青滩县的寄宿学生相差多少人？", "乡镇小学和乡镇初中的住宿费差多少"]
)
def test_what_no_row_tells_is_not_compared(library: PolicyAssistant, question: str) -> None:
    assert "计算" not in library.ask(question).text


def test_numbers_of_the_year_before() -> None:
    text = "近视率小学31%、初中62%，上年分别为33%和63%，比2024年的64%低。"
    found = [
        pair
        for several in statements(
            Document(id="a", source="a.txt", sha256="", format="txt", text=text)
        )
        for pair in pairs(several)
    ]
    assert [(p.value.text, p.before and p.before.text) for p in found][:2] == [
        ("31%", "33%"),
        ("62%", "63%"),
    ]


def test_a_verdict_only_where_one_is_asked_for() -> None:
    sides = (Valued("甲", "12人", "[1]"), Valued("乙", "9人", "[2]"))
    assert verdict(sides, "甲和乙各多少人") == ""
    assert verdict(sides, "甲比乙多几人") == "甲较高，计算：12人 − 9人 = 3人[1][2]"


def test_a_question_is_cut_at_all_joins_and_at_each() -> None:
    assert [len(cut) for cut in cuts("甲乙、丙丁和戊己")] == [3, 2, 2]


def test_a_short_name_goes_on_from_its_first_word() -> None:
    assert len(stretched("云岭三中的", frozenset({0, 1}), "云岭县第三高级中学")) == 4
