"""The noun that an earlier clause hands on to the values of a later one."""

from __future__ import annotations

import re

from ingest.extract.phrases import GOAL_END, TRAIL, split_scope, strip_head
from ingest.extract.wording import ACTOR_END, MEASURE_END, OBJECT_VERB, SCOPE_RUN

# What ends a clause whose values follow: 标准如下, 标准调整为.
AS_FOLLOWS = re.compile(
    r"(?:分别)?(?:调整|确定|核定|设定|规定|执行)?(?:情况)?(?:如下|为)?(?:表所示)?$"
)
# 学生每日学习时间（包括自习）: a remark behind the noun.
REMARK_END = re.compile(r"[（(][^（）()]*[)）]$")
BARE_MEASURE = 2
"""Code points of a measure that says nothing without its verb: 选派|规模, 培训|人数."""
# “将艺术课程作为必修课，保证72学时”: the noun that was taken up.
TAKEN = re.compile(r"(?:将|把)(?P<noun>[\u4e00-\u9fff]{2,14}?)(?:作为|纳入|列入|列为|定为)")
# 关键字不宜太多，一般不少于3个: what the clause before speaks of.
TOPIC = re.compile(r"^(?P<noun>[\u4e00-\u9fff]{2,8}?)(?:不宜|不应|宜)(?!于)")
# 幼儿园规模应当有利于身心健康，一般不超过360人: the measure that a duty is about.
MEASURED = re.compile(r"^(?P<noun>[\u4e00-\u9fff]{3,14}?)(?:应当?|须|按月|按学期|按年|据实|实行)")
# 困难住宿学生的|补助标准: whose it is.
WHOSE = re.compile(
    r"^[\u4e00-\u9fff]{2,14}(?:学生|教师|幼儿|儿童|人员|[寄考新]?宿?生)的(?=[\u4e00-\u9fff]{2,})"
)


def inherited(clause: str) -> str:
    """The noun of an earlier clause that a later value can measure; empty where it has none."""
    if taken := TAKEN.search(clause):
        return split_scope(taken.group("noun"))[1] or taken.group("noun")
    clause = REMARK_END.sub("", clause.strip())
    noun = strip_head(TRAIL.sub("", GOAL_END.sub("", AS_FOLLOWS.sub("", clause.strip()))))
    if (verb := OBJECT_VERB.match(noun)) and len(noun) - verb.end() > BARE_MEASURE:
        noun = noun[verb.end() :]
    if re.search(r"\d", noun) and (verbs := list(OBJECT_VERB.finditer(noun))):
        noun = noun[verbs[-1].end() :]  # 按总课时的11%开设|艺术课程
    noun = split_scope(strip_head(noun))[1] or noun
    noun = WHOSE.sub("", noun)
    if MEASURE_END.search(noun) and len(noun) <= 24:
        return noun
    if (told := MEASURED.match(clause.strip())) and MEASURE_END.search(told["noun"]):
        bare = split_scope(told["noun"])[1]
        return bare if len(bare) > BARE_MEASURE else told["noun"]
    topic = TOPIC.match(clause.strip())
    return topic["noun"] if topic else ""


def whom_of(clause: str, noun: str) -> str:
    """For whom the noun of an earlier clause holds: 提高|农村初中困难住宿学生|的补助标准."""
    head = clause[: clause.rfind(noun)] if noun in clause else ""
    head = strip_head(head)
    if verb := OBJECT_VERB.match(head):
        head = strip_head(head[verb.end() :])
    head = head.rstrip("的")
    return (
        head
        if SCOPE_RUN.fullmatch(head) or (SCOPE_RUN.match(head) and ACTOR_END.search(head))
        else ""
    )
