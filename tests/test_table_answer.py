"""A question about one cell of a table: its value with label and header, not its neighbour's."""

from __future__ import annotations

import pytest
from answer_library import FILES, open_assistant

from assistant.matching import Asked

FEES = """\
# 临溪县教育局关于调整生均公用经费的通知

各学校：

现将标准通知如下。

表1 生均公用经费标准

| 学段 | 2024年标准（元/生·年） | 2025年标准（元/生·年） | 说明 |
|---|---|---|---|
| 小学 | 681 | 721 | 含教学点 |
| 初中 | 861 | 941 | — |
| 特殊教育学校 | 8100 | 9300 | 含送教上门 |
"""
TASKS = """\
# 临溪县中小学合唱节实施方案

一、任务分工

| 阶段 | 主要任务 | 责任单位 | 完成时限 | 地点 |
|---|---|---|---|---|
| 初赛 | 各校组织选拔 | 各中心校 | 2025年4月底前 | 本校礼堂 |
| 复赛 | 分片区举行比赛 | 体育艺术科 | 2025年5月20日前 | 城南中学 |
| 复赛 | 评委培训 | 教研室 | 2025年5月10日前 | 县教育局三楼 |
| 决赛 | 全县汇演 | 县教育局办公室 | 2025年6月1日 | 县大剧院 |

二、名额

单位：人

| 学校 | 合唱 | 指挥 |
|---|---|---|
| 城南小学 | 36 | 2 |
| 城北小学 | 42 | 3 |
"""

FORM = """\
# 临溪县城东小学改扩建项目情况

| 项目名称 | 城东小学改扩建 | 建设单位 | 县教育服务中心 |
|---|---|---|---|
| 建筑面积 | 5600平方米 | 计划竣工时间 | 2026年7月 |
| 联系人 | 陈工 | 总投资 | 2300万元 |
"""
POSTS = """\
# 临溪县2025年乡镇教师岗位表

一、岗位

| 岗位代码 | 招聘单位 | 招聘人数 | 学历 |
|---|---|---|---|
| LX03 | 柳湾小学 | 4 | 本科以上 |
| LX04 | 竹溪小学 | 7 | 大专以上 |

二、教龄津贴

| 教龄 | 每月津贴（元） |
|---|---|
| 不满5年 | 30 |
| 5年以上不满15年 | 80 |
| 15年以上 | 150 |
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory):
    files = {
        **FILES,
        "经费通知.md": FEES,
        "合唱节方案.md": TASKS,
        "项目.md": FORM,
        "岗位.md": POSTS,
    }
    with open_assistant(tmp_path_factory.mktemp("tables"), files) as opened:
        yield opened


def said(assistant, question: str) -> str:
    return assistant.ask(question).text.split("[")[0]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("初中2025年标准是多少？", "初中，2025年标准：941元/生·年"),
        ("特殊教育学校2024年的标准是多少", "特殊教育学校，2024年标准：8100元/生·年"),
        ("小学的说明是什么？", "小学，说明：含教学点"),
        ("合唱节决赛在哪？", "决赛，地点：县大剧院"),
        ("合唱节决赛由谁负责？", "决赛，责任单位：县教育局办公室"),
        ("合唱节初赛什么时候完成？", "初赛，完成时限：2025年4月底前"),
        ("谁负责评委培训？", "评委培训，责任单位：教研室"),
        ("城北小学合唱多少人？", "城北小学，合唱：42人"),
        ("城东小学改扩建项目的建设单位是哪家？", "城东小学改扩建，建设单位：县教育服务中心"),
        ("城东小学改扩建项目建筑面积多少？", "建筑面积：5600平方米"),
        ("LX04这个岗招几个人", "LX04，招聘人数：7人"),
        ("我教了9年书，教龄津贴每月多少", "5年以上不满15年，每月津贴：80元"),
        ("教龄二十年的教龄津贴每月多少", "15年以上，每月津贴：150元"),
    ],
)
def test_a_cell_is_answered_with_label_header_and_unit(assistant, question, text):
    assert said(assistant, question) == text


def test_the_cell_is_cited_with_its_header_and_label(assistant):
    answer = assistant.ask("初中2025年标准是多少？")
    (citation,) = answer.citations
    document = assistant.library.document(citation.document_id)
    assert citation.quote == "941"
    context = [document.text[span.start : span.end] for span in citation.context]
    assert {"初中", "2025年标准（元/生·年）"} <= set(context)


def test_one_label_over_two_rows_gives_both(assistant):
    answer = assistant.ask("合唱节复赛的责任单位是哪个？")
    assert "体育艺术科" in answer.text and "教研室" in answer.text
    assert "各中心校" not in answer.text


def test_a_whole_row_is_told_with_its_headers(assistant):
    assert said(assistant, "合唱节评委培训怎么安排？") == (
        "评委培训——阶段：复赛；责任单位：教研室；完成时限：2025年5月10日前；地点：县教育局三楼"
    )
    assert said(assistant, "小学生均公用经费标准分别是多少？") == (
        "小学——2024年标准：681元/生·年；2025年标准：721元/生·年；说明：含教学点"
    )


@pytest.mark.parametrize(
    "question",
    ["初中2025年比2024年提高了多少？", "托班2025年标准是多少？", "2025年5月有哪些工作？"],
)
def test_what_no_single_cell_says_is_not_answered_from_one(assistant, question):
    text = assistant.ask(question).text
    assert not text.startswith(("初中，", "小学，", "复赛，", "特殊教育学校，"))


def test_a_longer_number_does_not_match_a_shorter_one():
    asked = Asked("2025年第12届的名额是多少")
    assert asked.match("第1届").share < 1
    assert asked.match("2025年").share == 1
    assert asked.match("名额").places <= asked.content
