"""Tells what a table as a whole is: goals, a list of courses, marks to be scored, or a report of what is."""

from __future__ import annotations

import re
from typing import Literal

from ingest.extract.columns import SCORE
from ingest.extract.grid import Grid, head_text
from ingest.extract.table_nouns import Surroundings
from ingest.extract.tense import Mode
from ingest.records import Document

Kind = Literal["goals", "courses", "marks", "report", "past"]

# Heads of a list of courses: what stands there for one course is no goal, the required total is.
COURSE_HEADER = re.compile(r"课程(?:名称?|代码|编?号|性质|类别|模块)|^课程$|科目代码|开课")
COURSE_UNITS = frozenset(("学分", "学时", "课时", "周", "节", "天", "小时", "门"))
WEEKLY = re.compile(r"学期|学年|周学时|周课时|[一二三四五六七八]$")
# 总学分, 最低学分要求: what must be reached; a sum of courses only where all of them must be taken.
TOTAL = re.compile(r"总学分|总学时|(?:最低|应修|须修|至少).{0,8}学[分时]|学分要求|毕业.{0,6}学分")
SUM = re.compile(r"^(?:合计|小计|总计|共计)")
REQUIRED = re.compile(r"必修|应修|毕业")
# Titles of tables that say what is the case.
REPORT_TITLE = re.compile(
    r"基本情况|现状|统计|名册|名单|台账|(?:完成|执行|开展|落实|进展|使用|实施)情况|通讯录|联系方式|成绩|获奖|公示|摸底|信息表|汇总表|一览表|预测"
)
# Titles of tables that describe, whatever else they name.
AS_IT_IS = re.compile(r"(?:项目|学校|单位)?(?:基本情况|基本信息|现状|花?名册|通讯录)")
# Titles of tables that only look back.
DONE_TITLE = re.compile(r"决算|(?:完成|执行|实施|使用)情况|完成率|评估结果|统计表?$")
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
# Words in a title or head that say that something is aimed at, granted or laid down.
PLANNED = re.compile(
    r"目标|计划|任务|拟|预计|规划|安排|标准|名额|要求|招生|招聘|预算|新增|新建|增加|指标|配备|收费|补助|资助|奖|项目|建设|改造|措施|下达"
)
# What of scoring is a goal all the same: a line that must be reached.
MARK_GOAL = re.compile(r"语言|外语|英语|雅思|托福|平均分|均分|分数线|及格|合格线|达标|满意度")
MARK_UNITS = frozenset(("分", "学分"))
# How long something lasted or how old somebody is.
AGE_UNITS = frozenset(("年", "岁", "周岁", "个月", "月", "天", "个工作日"))
TIMED = re.compile(r"年限|时长|学制|培训|周期|服务期|锻炼|时间")


def kind_of(
    document: Document, grid: Grid, around: Surroundings, mode: Mode, own: int | None
) -> Kind:
    """What the cells of a table are, by its titles, its heads and the part it stands in; ``own`` is
    the year that the document was written in."""
    heads = [head_text(document, grid, column) for column in range(grid.columns)]
    titles = [document.text[t.start : t.end] for t in around.titles]
    named = [int(year) for title in titles for year in YEAR.findall(title)]
    over = bool(named) and own is not None and max(named) < own
    if any(map(COURSE_HEADER.search, heads)):
        return "courses"
    if any(map(SCORE.search, (*heads, *titles))):
        return "marks"
    if any(DONE_TITLE.search(title) for title in titles) or over:
        return "past"
    title = next((t for t in titles if REPORT_TITLE.search(t) or PLANNED.search(t)), "")
    reports = REPORT_TITLE.search(title) and not PLANNED.search(AS_IT_IS.sub("", title))
    reports = reports or any(map(AS_IT_IS.search, titles))
    return "report" if reports or mode == "review" else "goals"


def no_goal(kind: Kind, names: tuple[str, ...], heads: tuple[str, ...], unit: str) -> bool:
    """Whether a value is none that somebody must reach.

    Args:
        kind: What the table is.
        names: The labels of the value's row and the line above it.
        heads: The cells above it.
        unit: The value's unit.
    """
    told = "".join((*names, *heads))
    base = unit.split("/")[0]
    if base in AGE_UNITS and not TIMED.search(told):
        return True
    if base == "分" and not MARK_GOAL.search(told):
        return True
    if kind == "courses" and any(map(COURSE_HEADER.search, heads)):
        return True
    if kind == "courses" and base in COURSE_UNITS:
        required = any(map(SUM.search, names)) and any(map(REQUIRED.search, names))
        if base == "门" or not (required or any(map(TOTAL.search, names))):
            return True
        return bool(WEEKLY.search("".join(heads)))
    if kind == "marks" and base in MARK_UNITS:
        return not MARK_GOAL.search(told)
    if kind == "past":
        return True
    if kind == "report":
        return not PLANNED.search("".join(heads))
    return False
