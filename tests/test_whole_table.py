"""One table asked by conditions: rows summed, counted, listed or told by columns; what no row fits is refused."""

from __future__ import annotations

import datetime as dt

import pytest
from answer_library import open_assistant

from assistant.assistant import PolicyAssistant
from assistant.records import said_value
from ingest.records import Target

TASKS = """\
澄湖市教育局2026年校园建设重点任务分工方案
各县区教育局：
为落实年度校园建设任务，制定本方案。
二、任务分解
序号 任务 牵头单位 配合单位 完成时限
1 改造食堂12所 后勤科 财务科、基教科 5月底
2 新建操场6片 基建科 后勤科 9月30日
3 安装护眼灯 后勤科 基建科 8月20日
4 编写安全手册 安全科 后勤科、基教科 3月15日
三、保障
各单位确定一名联络员。
"""
PLAN = """\
# 澄湖市校园足球发展计划（2025—2027年）

三、经费安排

| 项目 | 2025年（万元） | 2026年（万元） | 2027年（万元） | 属性 |
|---|---|---|---|---|
| 场地改造 | 40 | 55 | 60 | 约束性 |
| 教练培训 | 12 | 18 | 20 | 预期性 |
| 校际联赛 | 9 | 11 | 15 | 预期性 |
"""
REPORT = """\
# 澄湖市2025年教育简报

## 分县区情况

| 县区 | 小学（所） | 小学毕业（人） | 初中毕业（人） | 走读生（人） |
|---|---|---|---|---|
| 东滩区 | 11 | 400 | 300 | 1200 |
| 西滩区 | 12 | 500 | 350 | 1300 |
| 北滩县 | 13 | 600 | 250 | 1400 |
"""
AIMS = """\
# 澄湖市素质教育规划

| 指标 | 单位 | 2025年（基期） | 2028年（中期） | 2030年（目标） |
|---|---|---|---|---|
| 学生体质优良率 | % | 41 | 47 | 55 |
| 艺术社团覆盖率 | % | 62 | 75 | 90 |
"""
TODAY = dt.date(2026, 6, 1)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> PolicyAssistant:
    return open_assistant(
        tmp_path_factory.mktemp("whole"),
        {"分工方案.txt": TASKS, "足球计划.md": PLAN, "简报.md": REPORT, "规划.md": AIMS},
    )


@pytest.mark.parametrize(
    ("question", "said", "unsaid"),
    [
        # the office that leads, not the one that joins in
        ("校园建设重点任务分工方案里后勤科牵头的任务有哪些", ["食堂", "护眼灯"], ["操场", "手册"]),
        ("校园建设重点任务分工方案里后勤科配合的任务有几项", ["共 2 项"], ["食堂"]),
        # what is over on the day that is asked
        ("校园建设分工那张表上哪些已经过期了", ["食堂", "手册"], ["操场", "护眼灯"]),
        # a column added up, and a row
        ("足球发展计划2026年三个项目一共多少万元", ["84万元"], []),
        ("足球发展计划里校际联赛三年经费合计多少", ["35万元"], []),
        # a column said in whole needs no title, and the number of its rows no row
        ("三县区走读生总数是多少，2025年的", ["3900人"], []),
        ("各县区小学一共毕业多少人，2025年", ["1500人"], ["初中毕业", "36所"]),
        # times of a plan by what they are of it
        ("学生体质优良率现在多少", ["41%"], ["47", "55"]),
        ("艺术社团覆盖率中期目标和2030年目标各是几", ["75%", "90%"], ["62"]),
        # rows of a value, and of each value
        ("足球发展计划的项目里约束性和预期性各有几个", ["约束性共 1 个", "预期性共 2 个"], []),
        # all rows of the column of a year
        ("足球发展计划2027年各项目经费分别是多少", ["60万元", "20万元", "15万元"], ["55"]),
    ],
)
def test_conditions(
    library: PolicyAssistant, question: str, said: list[str], unsaid: list[str]
) -> None:
    answer = library.ask(question, today=TODAY)
    assert answer.mode != "refused", answer.text
    assert all(words in answer.text for words in said), answer.text
    assert not any(words in answer.text for words in unsaid), answer.text
    assert answer.citations


def test_window_without_rows_is_refused(library: PolicyAssistant) -> None:
    answer = library.ask("校园建设重点任务分工方案里11月份安排了什么任务", today=TODAY)
    assert answer.mode == "refused", answer.text


def test_another_number_of_rows_is_refused(library: PolicyAssistant) -> None:
    answer = library.ask("足球发展计划2026年五个项目一共多少万元", today=TODAY)
    assert "84万元" not in answer.text


def test_a_fact_of_a_table_is_said_in_the_unit_of_its_head(library: PolicyAssistant) -> None:
    rows = library.checklist(kinds=["target"], today=TODAY)
    said = {said_value(row.fact) for row in rows if isinstance(row.fact, Target)}
    assert "40万元" in said, said
    assert "40元" not in said
