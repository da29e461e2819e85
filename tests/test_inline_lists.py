"""Lists in running text, what a question wants listed, goals told whole, values of one sentence added."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.inline_lists import inline_lists, names_in
from assistant.list_form import ListForm, asks_for_items
from assistant.parts_sum import with_sum
from assistant.records import Answer, Query, QuestionKind

PLAN = """\
云溪县政府工作报告

二、2026年工作安排

今年全县经济社会发展主要预期目标是：地区生产总值增长6%左右，在实际工作中争取更好结果，新增就业8000人以上，\
居民收入增长与经济增长同步，粮食产量20万吨。

实施三大惠民工程。筹措5亿元实施安居惠民工程，改造老旧小区。筹措2亿元实施康养惠民工程，建好村卫生室。\
筹措3.5亿元实施畅行惠民工程，修好农村路。
"""


def listed(text: str) -> list[list[str]]:
    return [
        [text[s.start : s.end] for s in one.items]
        for one in inline_lists("d", text, (), 0, len(text))
    ]


def query(text: str, kind: QuestionKind = "list") -> Query:
    return Query(text, text, kind)


def test_clauses_behind_their_lead() -> None:
    text = "采用百分制计分：选题20分，表达35分，台风30分，创意15分。获奖的发证书。"
    assert ["选题20分", "表达35分", "台风30分", "创意15分"] in listed(text)
    assert not listed("会议强调：要提高认识，要加强领导，要抓好落实。")  # no numbers: prose


def test_clauses_of_one_build_with_what_is_told_between_them() -> None:
    found = next(one for one in listed(PLAN) if "安居" in one[0])
    assert [one[2:4] for one in found] == ["5亿", "2亿", "3."]
    assert len(found) == 3


def test_what_stands_before_things_named() -> None:
    assert names_in("社团类别分为科技、艺术、体育和公益四类。") == ("社团类别分为", 3)
    assert names_in("社团经费由校团委管理。") == ("", 0)


@pytest.mark.parametrize(
    "question, words, lacks",
    [
        ("中心设在哪几所大学", "在市州所在地设立中心，开展教研、评价", True),
        ("中心设在哪几所大学", "在云溪大学、临江学院设立中心", False),
        ("扩大到哪几个县试点", "持续扩大改革试点，推进交流、轮岗", True),
        ("要交哪些材料", "申请表、成绩单", False),
    ],
)
def test_things_asked_for_by_name_must_be_named(question: str, words: str, lacks: bool) -> None:
    assert ListForm(query(question)).lacks_things(words) == lacks


def test_which_of_several_is_a_list_whatever_its_kind() -> None:
    assert asks_for_items(query("支持哪几所学校设基地", "number"))
    assert not asks_for_items(query("补助标准是多少", "number"))
    assert ListForm(query("办证要走哪几步")).steps


@pytest.mark.parametrize(
    "line, question, result",
    [
        ("建市级团10个、县级团120个。[1]", "两级团加一块要建几个", "10个 + 120个 = 130个[1]"),
        ("投资4900万元，加固2000平方米、新建600平方米。[1]", "加固加新建一共多少平方米", "= 2600平方米[1]"),
        ("共投入30万元，其中县级10万元。[1]", "一共投入多少", ""),
        ("建市级团10个、县级团120个。[1]", "市级团要建几个", ""),
    ],
)  # fmt: skip
def test_values_of_one_sentence_are_added(line: str, question: str, result: str) -> None:
    text = with_sum(Answer(line, "extractive"), question).text
    assert text.endswith(result) and ("计算：" in text) == bool(result)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(tmp_path_factory.mktemp("goals"), {"云溪县政府工作报告2026.txt": PLAN})


def said(county: PolicyAssistant, question: str) -> list[str]:
    text = county.ask(question, today=dt.date(2026, 6, 1)).text
    return [line for line in text.split("\n") if line[:1].isdigit()]


def test_goals_are_told_whole(county: PolicyAssistant) -> None:
    rows = said(county, "云溪县今年的主要目标有哪些？")
    assert len(rows) == 4
    assert "6%左右，在实际工作中" in rows[0] and "同步" in rows[2]


def test_goals_of_the_things_named_side_by_side(county: PolicyAssistant) -> None:
    rows = said(county, "云溪县今年新增就业、粮食产量的目标分别是多少？")
    assert len(rows) == 2 and "8000人" in rows[0] and "20万吨" in rows[1]


def test_announced_items_of_one_build(county: PolicyAssistant) -> None:
    rows = said(county, "三大惠民工程是哪三项？")
    assert len(rows) == 3 and "畅行惠民工程" in rows[2]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("家长要做到“三知”：知去向、知同伴、知归期。", ["知去向", "知同伴", "知归期"]),
        ("食堂落实四个严禁：严禁外购熟食；严禁采购野菜；严禁制售凉菜；严禁使用亚硝酸盐。",
         ["严禁外购熟食", "严禁采购野菜", "严禁制售凉菜", "严禁使用亚硝酸盐"]),
        ("做到“五管”：管睡眠、管手机、管读物。", []),  # fewer than it says
        ("试点为期三个月：第一月摸底、第二月整改、第三月验收。", []),  # a time counts no things
    ],
)  # fmt: skip
def test_a_name_that_counts_leads_as_many_items(text: str, items: list[str]) -> None:
    found = [
        [text[s.start : s.end] for s in listing.items]
        for listing in inline_lists("d", text, (), 0, len(text))
    ]
    assert ([items] if items else []) == found
