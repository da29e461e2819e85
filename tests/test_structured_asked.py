"""Structured answers over one small library: roles in tables, frames of time, several targets, codes, lists in cells."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.question import read_question

TODAY = dt.date(2026, 6, 1)
TASKS = """\
# 砂河市教育局2026年下半年重点任务分工表

| 序号 | 重点任务 | 完成时限 | 牵头单位 | 配合单位 |
|---|---|---|---|---|
| 1 | 改造食堂12所 | 7月10日 | 后勤科 | 督导室 |
| 2 | 新建操场6片 | 9月30日 | 基建科 | 后勤科 |
| 3 | 安装护眼灯 | 12月8日 | 后勤科 | 基建科 |
| 4 | 编写安全手册 | 12月20日 | 安全科 | 后勤科 |
"""
PLAN = """\
砂河市智慧校园行动方案
壹、打底阶段（2026年3月至12月）
4月30日前，建成录播教室30间（责任单位：市电教馆）。
10月31日前，培训骨干教师80人（责任单位：市电教馆；配合：人事科）。
11月15日前，完成网络测评（责任单位：安全科）。
"""
POSTS = """\
# 砂河市公开招聘教师公告

| 岗位代码 | 岗位名称 | 招聘人数 | 学历要求 | 适用学段 |
|---|---|---|---|---|
| A1 | 物理教师 | 3 | 研究生 | 高中 |
| A2 | 历史教师 | 2 | 研究生 | 初中、高中 |
| A3 | 美术教师 | 4 | 本科 | 初中 |
"""
FEES = """\
# 柳湾区2026年课后托管收费通知

| 学段 | 项目 | 收费标准 | 每学期上限 |
|---|---|---|---|
| 小学 | 托管 | 2元/课时 | 全学期不超过300元 |
| 初中 | 托管 | 3元/课时 | 全学期不超过420元 |

今年新增普惠性学前学位300个，新增普通高中学位500个。
"""
AIMS = """\
# 砂河市教育发展规划

| 指标 | 2025年 | 2030年 |
|---|---|---|
| 幼儿园教师专科以上学历比例 | 81% | 90% |
| 双师型教师比例 | 50% | 66% |
| 学生近视率 | 55% | 49% |

到2030年，残疾儿童入学率达到97%，学前三年入园率达到85%，高中阶段毛入学率达到93%，各项工作走在全省前列。
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    files = {
        "分工表.md": TASKS,
        "行动方案.txt": PLAN,
        "公告.md": POSTS,
        "规划.md": AIMS,
        "收费.md": FEES,
    }
    return open_assistant(tmp_path_factory.mktemp("asked"), files)


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        ("下半年分工表里，12月份要完成的有哪几项", ["护眼灯", "安全手册"], ["食堂", "操场"]),
        ("分工表里后勤科牵头的任务有哪些", ["食堂", "护眼灯"], ["操场", "手册"]),
        ("分工表里后勤科配合的任务有哪些", ["操场", "手册"], ["食堂", "护眼灯"]),
        ("分工表里后勤科参与的任务，牵头和配合的都列一下", ["食堂", "操场", "护眼灯", "手册"], []),
        ("分工表里督导室牵头的任务有哪些", ["没有"], ["食堂"]),
        ("市电教馆下半年负责哪些工作", ["培训骨干教师80人"], ["录播教室"]),
        ("到2030年对教师学历和双师型这几项定的目标是多少", ["90%", "66%"], ["49%"]),
        ("2030年各阶段入学率、入园率达到多少", ["97%", "85%", "93%"], []),
        ("砂河市招聘要求研究生学历的岗位有几个", ["共 2 个", "物理教师", "历史教师"], ["A1"]),
        ("砂河市招聘公告里适用初中的岗位有几个", ["共 2 个", "历史教师", "美术教师"], []),
        (
            "砂河市招聘物理教师和美术教师，人数和学历要求有啥不同",
            ["3人", "研究生", "4人", "本科"],
            [],
        ),
        ("柳湾区今年普惠性学前和普通高中合计新增多少学位", ["300个 + 500个 = 800个"], []),
    ],
)
def test_a_structured_question(
    library: PolicyAssistant, question: str, said: list[str], unsaid: list[str]
) -> None:
    text = library.ask(question, today=TODAY).text
    assert [words for words in said if words not in text] == [], text
    assert [words for words in unsaid if words in text] == [], text


@pytest.mark.parametrize(
    ("question", "owner"),
    [
        ("督导室牵头的任务有哪几项", "督导室"),
        ("市教科所6月30日以前负责哪些工作", "市教科所"),
        ("分工表中安全科参与的任务", "安全科"),
        ("哪些学校参加了比赛", ""),
        ("实验室由谁负责", ""),
    ],
)
def test_the_office_asked_of(question: str, owner: str) -> None:
    assert read_question(question).owner == owner
