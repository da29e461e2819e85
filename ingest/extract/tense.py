"""Tells what was achieved from what is planned: by the part of the document, then by the sentence."""

from __future__ import annotations

import re
from typing import Literal

from ingest.records import Metadata

Mode = Literal["plan", "review", "neutral"]

# Headings of a part that looks back.
REVIEW_HEADING = re.compile(
    r"回顾(?!展)|总结(?=$|报告|与|和|[（(])|工作(?:开展|完成)?情况|主要做法|主要工作情况|取得的?(?:成绩|成效|进展)|(?:工作|主要|基本)?成效|成就"
    r"|(?:存在|面临)的?(?:主要)?(?:问题|困难|不足|挑战)|问题与不足|基本情况|现状|发展基础|形势(?:分析|与挑战)|经验体会|(?:上|去)年(?:工作|完成)"
)
# Headings of a part that looks ahead.
PLAN_HEADING = re.compile(
    r"目标|任务|要点|计划|安排|打算|思路|部署|措施|下一(?:步|年|阶段)|今后|来年|明年|重点工作|工作重点|主要工作(?!情况)|规划|建议"
    r"|要求|方案|步骤|进度|保障|实施|推进|总体"
)
# A line that is a task of its own, not a heading of a part.
TASK_LINE = re.compile(
    r"^[（(]?[一二三四五六七八九十\d]*[)）、.．]?\s*(?:召开|开展|举办|组织|完成|撰写|做好|报送|上报|提交|进行)|月|\t"
)
# Headings that look ahead even below a review.
AHEAD = re.compile(
    r"下一(?:步|年|阶段)|今后|来年|明年|打算|(?:20\d\d|今)年.{0,8}(?:重点|要点|任务|安排|计划|思路|目标|建议)|主要目标|预期目标|目标任务|工作要点|工作计划"
)
NEXT = re.compile(r"下一|今后|来年|明年|打算|计划|目标|思路")
# What a heading says of a time that is over, if it opens a part and is no name of a plan.
LOOKS_BACK = re.compile(
    r"(?:工作|发展|成就|成绩|回顾|情况|任务|完成|主要)(?!.*(?:要点|计划|规划|方案|意见|通知))"
)
# 2025年工作总结和2026年工作打算: a title that looks back first.
BOTH = re.compile(
    r"^[^一二三四五六七八九十（(].*(?:总结|回顾|汇报|报告)[暨和与及、].{0,12}(?:打算|计划|要点|安排|思路|目标|任务|谋划)"
)
SUB_HEADING = re.compile(r"^\s*(?:[（(]|\d+[.．、])")
# Sentences that open a part that looks back, where no heading does.
REVIEW_OPENING = re.compile(
    r"^(?:刚刚)?过去的?(?:一年|五年|\d{4}年)|^(?:一|五|三|几|近)年来|^近年来|^(?:回顾|一年来|去年|上年)|^(?:刚刚过去的?)"
    r"|主要做了以下工作|以下(?:主要)?(?:成绩|成效|做法)|取得了(?:以下|显著|明显|重大|新的?)"
    r"|(?:主要)?做法是"
)
# Sentences that open a part that looks ahead.
PLAN_OPENING = re.compile(
    r"(?:总体|主要|预期|发展)(?:要求|目标|思路|任务).{0,12}(?:是|为|如下|[:：]$)|重点(?:抓好|做好|推进|实施).{0,14}(?:工作|任务|方面)?[:：]?$"
    r"|^(?:今年(?!以来|来)|新的?一年|下一步|明年|今后|接下来|来年|下阶段)|(?:编制|制定)了?.{0,30}(?:规划)?纲要|制定本(?:方案|计划|规划|意见|要点)|提出(?:如下|以下).{0,6}(?:意见|要求|措施)|通知如下|要(?:努力)?(?:实现|做好|抓好)以下"
)

# Words that say: this is done.
PAST = re.compile(
    r"已(?!批准|纳入|经批准的|满|取得|婚|故)|累计(?!(?:完成|达到?|接受|参加|培训)?(?:不|至少)|达到|应|须)|同比|[较比]上年|[较比]去年|去年|上年度?|上一年|截至目前|截至\d{4}年|目前(?:已|共|有)"
    r"|近年来|几年来|[一二三四五两\d]年来|年均完成|[\u4e00-\u9fff]{1,2}了(?=[\d一二两三四五六七八九十百])|(?:实现|完成|取得|开展|举办|组织|召开|承办|通过|获得|荣获|建成|获批|入选|发放|投入|新增|成功)了"
    r"|荣获|获批|获得?全[国省市区]|入选(?![者的教学项人对名课作单])|位居|位列|居全[国省市]|[名排]第|首次突破|首次超|创历史|创.{0,4}新高|顺利(?:完成|通过)|圆满|如期完成|成功(?:创建|举办|承办|入选)"
    r"|全年(?:共|完成|实现)|(?<!要)(?<!将)(?<!拟)先后|原有|曾"
)
# Words that say: this is to be done. They win over a review part, not over PAST in the same clause.
FUTURE = re.compile(
    r"(?<![需重主次必])要(?!求|点|素|闻|件|么|约)|(?<!即)将(?!来|军)|力争|争取|确保|计划(?=投|新|建|完|培|招|用|在|于|安|实|对)|拟|预计|努力|应当|须|必须|不得|不低于|不少于|不超过|目标|力求"
    r"|(?:^|[，,。；;：:])(?:到|至)(?:20)\d\d年|底前|年内"
)
# What it takes to be a goal inside a part that looks back.
STRONG_FUTURE = re.compile(
    r"力争|(?<!即)将(?=在|于|[^，,。；;]{0,4}(?:建|新|完|达|实|举|开|启|继|全|努|进|力))|下一步|计划(?:投|新|建|完|到|于)|拟|(?:^|[，,。；;：:])(?:到|至)20\d\d年|不低于|不少于"
)
# Weak signs of the past; they count only where nothing says plan.
REPORTED = re.compile(
    r"(?:达到?|增长|下降|提高|提升|缩小|减少|超过?|突破|占)[^，,；;。]{0,6}\d|从[^，,；;。]{1,14}(?:增加|提高|提升|扩大|上升|缩小|下降)[到至]"
    r"|由[^，,；;。]{1,14}(?:增加|提高|提升|扩大|上升|缩小|下降)[到至]"
)

REVIEW_KINDS = ("总结", "述职", "汇报", "情况报告", "公报")


# “十四五”时期是…的五年: a period that opens a paragraph, past or to come.
PERIOD_OPENING = re.compile(
    r"^(?:即将过去的|刚刚过去的)?[“”\"]?十[一二三四五六七八九][“”\"]?五[“”\"]?(?:时期|期间)"
)
# 比上年降低0.5个百分点: in a plan the year before is the base of the goal.
AGAINST = re.compile(
    r"[较比](?:上一?年|去年|20\d\d年)(?:度|同期|底|末)?(?=[^，,。；;]{0,6}(?:降|减|下|增|提|高|升|扩|缩))"
)


OPENING_LENGTH = 24
"""Code points of a paragraph within which a word of planning says that it does not look back."""


def opening_mode(metadata: Metadata) -> Mode:
    """What a document does before any heading says otherwise."""
    name = metadata.kind + metadata.title
    if any(kind in metadata.kind for kind in REVIEW_KINDS):
        return "review"
    if "总结" in name and not re.search(r"计划|要点|方案|安排|打算", name):
        return "review"
    if "政府工作报告" in name:
        return "neutral"
    return "plan"


def after_heading(heading: str, mode: Mode, *, over: bool = False, summary: bool = False) -> Mode:
    """The mode below a heading; one that says nothing leaves it as it was.

    ``over``: all times that it names lie before the document's own year (2025年主要工作 in a report of 2026).

    ``summary``: the document looks back as a whole; only words like 下一步 and 明年 look ahead in it.

    A numbered sub-heading of a review (（二）实施…工程) opens no plan unless it says so plainly.
    """
    if TASK_LINE.search(heading):
        return mode
    if BOTH.search(heading) and not SUB_HEADING.match(heading):
        return "review"
    if over and LOOKS_BACK.search(heading):
        return "review"
    if summary and REVIEW_HEADING.search(heading) and not NEXT.search(heading):
        return "review"
    if AHEAD.search(heading):
        return "plan"
    if REVIEW_HEADING.search(heading):
        return mode if PLAN_HEADING.search(heading) and re.search(r"[与和]", heading) else "review"
    if summary:
        return mode
    if PLAN_HEADING.search(heading) and (mode != "review" or not SUB_HEADING.match(heading)):
        return "plan"
    return mode


def paragraph_mode(text: str, mode: Mode, *, over: bool = True) -> Mode:
    """The mode of a paragraph: its first sentence may open another part without a heading.

    ``over``: whether the period that it may open with (“十四五”时期是…) had ended when it was written.
    """
    head = text.lstrip("\u3000 \t")[:80]
    if PERIOD_OPENING.match(head):
        return "review" if over else "plan"
    if REVIEW_OPENING.search(head) and not FUTURE.search(head[:OPENING_LENGTH]):
        return "review"
    if PLAN_OPENING.search(head):
        return "plan"
    return mode


# 入选后须签订协议: what is owed after something that will have happened.
OWED_AFTER = re.compile(r"后(?:应当?|须|必须|需要?|要(?!求))")


def is_past(clause: str, sentence: str, mode: Mode) -> bool:
    """Whether a value or time in ``clause`` was reached already rather than aimed at."""
    if mode != "review" and OWED_AFTER.search(clause):
        return False
    if PAST.search(AGAINST.sub("", clause) if mode == "plan" else clause):
        return True
    if mode == "review":
        return not STRONG_FUTURE.search(clause)
    if mode == "plan" or FUTURE.search(clause):
        return False
    return bool(PAST.search(sentence)) or bool(REPORTED.search(clause))
