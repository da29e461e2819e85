"""Why a sentence or a table row gave no fact, and whether the program is sure of it.

One table for the stage that finds them, the store that keeps them and the screens that show them.
"""

from __future__ import annotations

from typing import Literal

Verdict = Literal["unsure", "sure", "silent"]
"""unsure: a person has to decide; sure: a guard knows why; silent: a number or date for nobody."""

UNREAD = "未能识别的数字或时间"
PERIOD = "年份或规划期只作修饰"
TOLD_LENGTH = "叙述中的时长"
ACHIEVED = "已完成的成绩或现状"
DOUBTED = "像成绩，但含要求的字样"
CONDITION = "只是条件或描述"
MARKS = "加分、扣分或绩点"
DOSE = "用量或规格"
FORMULA = "计算公式"
NAMED_NUMBER = "名称中的数字"
NOT_READ_TABLE = "表格过大或过宽，没有读取"
EMPTY_TABLE = "表格没有识别出指标或时间"
EMPTY_ROW = "表格的这一行没有识别出指标或时间"
REPORT_TABLE = "表格记录现状或已完成的情况"
COURSE_TABLE = "课程表或学分表"
MARK_TABLE = "评分或计分的表"
ROSTER = "名单、通讯录或登记表"

VERDICTS: dict[str, Verdict] = {
    # nobody understood the number or the time
    UNREAD: "unsure",
    "没有单位的数": "unsure",
    # a value without a name, a time without a task
    "未找到数值所指的指标": "unsure",
    "时间后没有任务": "unsure",
    "时间后是数值，不是任务": "unsure",
    "时间只修饰名词": "unsure",
    "一次活动，时间另计": "unsure",
    # a length of time may be a limit, a condition a norm
    "时长": "unsure",
    "条件或描述，不是要求": "unsure",
    "条件或计量的基数": "unsure",
    # it looks like the past, and the sentence demands something
    DOUBTED: "unsure",
    # tables of which nothing was understood
    NOT_READ_TABLE: "unsure",
    EMPTY_TABLE: "unsure",
    EMPTY_ROW: "unsure",
    # what was reached or is over
    ACHIEVED: "sure",
    "已完成的工作或背景": "sure",
    "时间早于文件的年份": "sure",
    REPORT_TABLE: "sure",
    # years and periods that only name or date something
    PERIOD: "sure",
    "标题中的年份": "sure",
    "节日或活动周的名称": "sure",
    TOLD_LENGTH: "sure",
    "时间的说法": "sure",
    "星期": "sure",
    # what is allowed, forbidden, said, or done every day
    "权利或禁止，不是任务": "sure",
    "日常工作，没有期限": "sure",
    "说明或表态，不是任务": "sure",
    "条件，不是任务": "sure",
    "任务在下文": "sure",
    "罚则": "sure",
    CONDITION: "sure",
    # dates of a document and of a page
    "立法沿革": "sure",
    "落款日期": "sure",
    "印发或发布的日期": "sure",
    "网页信息": "sure",
    "网页或页面附加文字": "sure",
    # numbers that measure no goal
    "年龄": "sure",
    "联系方式": "sure",
    "份数": "sure",
    "字数": "sure",
    "版式要求": "sure",
    MARKS: "sure",
    DOSE: "sure",
    FORMULA: "sure",
    "括号内的换算或说明": "sure",
    "项目名称中的规模": "sure",
    "概括的说法": "sure",
    "泛指的“一”": "sure",
    "引号内的名称": "sure",
    "以年数命名": "sure",
    COURSE_TABLE: "sure",
    MARK_TABLE: "sure",
    ROSTER: "sure",
    # names and printed numbers: no number for anybody
    "编号": "silent",
    "序数": "silent",
    "文件名称": "silent",
    "文号": "silent",
    "附件编号": "silent",
    "固定说法": "silent",
    "年级名称": "silent",
    "机构或地区名称": "silent",
    "工程的分期": "silent",
    "计量单位": "silent",
    "表格的名称": "silent",
    NAMED_NUMBER: "silent",
}
"""Every reason with its verdict; one that is not here is for a person to judge."""


def verdict(reason: str) -> Verdict:
    """Whether a person has to decide on what bears this reason."""
    return VERDICTS.get(reason, "unsure")


def is_sure(reason: str) -> bool:
    """Whether the program knows why the words gave no fact."""
    return verdict(reason) != "unsure"
