"""Everyday ways to ask: places that are none, the day told in a message, remedies, items by number, owners of items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.everyday import plainly_said
from assistant.names import Known
from assistant.places import named_places
from assistant.row_columns import of_columns_asked
from assistant.several import parted
from assistant.told_today import told_today

RULES = """\
荻川市民办培训机构管理办法
第一章 监督
第一条 机构应当公示收费标准。学员与机构应当订立合同。
第二条 学员与机构因退费发生纠纷的，由双方协商解决；协商不成的，可以向市消费者委员会申请调解。当事人也可以直接向人民法院提起诉讼。
第三条 检查人员应当出示证件。机构应当配合检查。
"""
SCHEME = """\
荻川市校园读书行动方案
一、工作分工
1.校长主持读书会，每月不少于1次。
2.图书管理员每周更新书架，破损图书5日内修补。
3.班主任组织晨读。
二、申请补办借阅证程序
（一）学生向图书馆提出补办申请，附照片1张；
（二）图书馆核对后3日内发证。
三、荻川市民生实事
1.新建社区书屋40间，每间藏书不少于2000册（牵头单位：文旅局）。
2.为山区学生配送图书3万册（牵头单位：教育厅、邮政局）。
"""
TABLE = """\
# 荻川市教育局2026年活动安排表

| 月份 | 时间 | 事项 | 牵头 |
|---|---|---|---|
| 6月 | 6月3日—5日 | 诗词大会 | 语文科 |
| 6月 | 6月18日前 | 书法评审 | 艺术科 |
| 6月 | 6月28日前 | 读书会总结 | 语文科 |
"""
TODAY = dt.date(2026, 6, 1)
KNOWN = [Known("1", "荻川市教育局2026年活动安排表", "a", "荻川市", "", (2026,))]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    folder = tmp_path_factory.mktemp("city")
    texts = {"办法.txt": RULES, "方案.txt": SCHEME, "安排表.md": TABLE}
    with open_assistant(folder, texts) as assistant:
        yield assistant


@pytest.mark.parametrize("before", ["安排表上", "通知上", "本月", "报送", "会上", "三月份"])
@pytest.mark.parametrize("office", ["市局", "区局", "县局", "省厅", "州局"])
def test_everyday_words_before_an_office_are_no_place(before: str, office: str) -> None:
    assert named_places(f"{before}{office}要求什么时候交", KNOWN)[:2] == ((), ())


@pytest.mark.parametrize("place", ["白桦市", "云柘县", "龙门县", "岳池县"])
def test_names_before_an_office_stay_places(place: str) -> None:
    assert named_places(f"{place}局4月做什么", KNOWN)[1] == (place,)


@pytest.mark.parametrize(
    ("said", "left", "day"),
    [
        ("今天15号，6月还剩什么", "6月还剩什么", (6, 15)),
        ("现在已经7月20号了，还有哪些", "还有哪些", (7, 20)),
        ("今天是6月2号星期二，要交啥", "要交啥", (6, 2)),
        ("今天15号前要交什么", "今天15号前要交什么", (6, 1)),
        ("今天40号，交什么", "今天40号，交什么", (6, 1)),
    ],
)
def test_the_day_told_is_today(said: str, left: str, day: tuple[int, int]) -> None:
    assert told_today(said, TODAY) == (left, dt.date(2026, *day))


def test_rows_from_the_day_told_to_the_end_of_its_month(city: PolicyAssistant) -> None:
    answer = city.ask("今天10号，安排表里6月还剩什么没到", today=TODAY)
    assert "书法评审" in answer.text
    assert "读书会总结" in answer.text
    assert "诗词大会" not in answer.text


def test_a_quarrel_is_answered_with_the_steps_of_its_article(city: PolicyAssistant) -> None:
    answer = city.ask("跟培训机构退费谈不拢，下一步怎么弄", today=TODAY)
    assert "申请调解" in answer.text
    assert "提起诉讼" in answer.text
    assert "证件" not in answer.text


def test_a_quarrel_of_another_matter_is_not(city: PolicyAssistant) -> None:
    assert city.ask("对职称评审结果不服，怎么申诉", today=TODAY).mode == "refused"


def test_an_item_of_a_section_and_the_one_behind_it(city: PolicyAssistant) -> None:
    first = "读书行动方案工作分工第1条讲什么"
    assert "主持读书会" in city.ask(first, today=TODAY).text
    later = city.ask("第2条讲啥", history=[("user", first)], today=TODAY).text
    assert "修补" in later
    assert "晨读" not in later


def test_items_of_an_office_under_the_heading_said(city: PolicyAssistant) -> None:
    answer = city.ask("荻川市民生实事里由教育厅牵头的有哪些", today=TODAY).text
    assert "配送图书" in answer
    assert "书屋" not in answer


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("怎么转班，要走什么程序", 1),
        ("我对记过不服，几天之内、向谁、怎么申诉", 1),
        ("怎么转班，什么时候报名", 2),
    ],
)
def test_one_way_in_several_words_is_one_question(message: str, questions: int) -> None:
    assert len(parted(message).questions) == questions


def test_columns_of_the_place_asked_for() -> None:
    row = "项目：晚托，荻川市、柏川县：3元，芦川县：2元，单位：每课时"
    assert of_columns_asked(row, "芦川晚托多少钱") == "项目：晚托，芦川县：2元，单位：每课时"
    assert of_columns_asked(row, "晚托多少钱") == row


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("申请交上去以后多久能给个准话", "申请受理之日起多久作出决定"),
        ("芦川那边多少", "芦川多少"),
        ("我们那边多少", "我们那边多少"),
        ("背了记过，怎么撤掉", "背了记过，怎么解除处分"),
        ("报了名以后几天考试", "报了名以后几天考试"),
    ],
)
def test_everyday_words_are_read_as_documents_write(said: str, read: str) -> None:
    assert plainly_said(said) == read


def test_a_short_later_part_is_of_the_first_ones_matter(city: PolicyAssistant) -> None:
    answer = city.ask("诗词大会哪天开，要带啥", today=TODAY).text
    assert "6月3日" in answer
    assert "没有" in answer.split("二、")[1]


def test_the_steps_of_the_last_clause(city: PolicyAssistant) -> None:
    answer = city.ask("我家孩子弄丢了借阅证，急着用，怎么申请补办借阅证", today=TODAY).text
    assert "1. " in answer
    assert "照片" in answer
    assert "晨读" not in answer


def test_a_schedule_tells_the_day_and_each_row_once(city: PolicyAssistant) -> None:
    assert "6月18日" in city.ask("书法评审是哪天", today=TODAY).text
    listed = city.ask("6月语文科要做哪些", today=TODAY).text
    assert listed.count("诗词大会") == 1
