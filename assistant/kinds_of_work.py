"""Kinds of work that a question may ask for, and how actions name them."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KindOfWork:
    """``name`` is what people see; ``asked`` stands in questions, ``words`` there only say the kind;
    ``action`` stands in actions of the kind once ``other`` is taken out of them."""

    name: str
    asked: re.Pattern[str]
    words: re.Pattern[str]
    action: re.Pattern[str]
    other: re.Pattern[str] = re.compile(r"(?!)")


MEETINGS = KindOfWork(
    "会议",
    re.compile(r"会议|开会|什么会|哪些会|啥会|几[个次场]会|有[啥什]么?会|会(?=[？?。，]|$)"),
    re.compile(r"会议|会"),
    re.compile(
        r"会议|大会|(?:现场|推进|表彰|座谈|交流|培训|研讨|工作|动员|总结|部署|发布|答辩|论坛|家长|听证|例|评审|展示|观摩|启动|经验|专题|部长|联席)会(?!员|计|同)|会$"
    ),
    re.compile(
        r"(?:音乐|运动|联欢|演唱|晚|招聘|博览|展览|交易|委员|社|机|协|学|工|基金|联合|理事)会(?!议)"
    ),
)
"""委员会 and 社会 are bodies, 运动会 is a gathering and no meeting."""
CONTESTS = KindOfWork(
    "比赛",
    re.compile(r"比赛|竞赛|赛事|什么赛|哪些赛"),
    re.compile(r"比赛|竞赛|赛事|赛"),
    re.compile(r"大赛|竞赛|比赛|联赛|锦标赛|决赛|初赛|复赛|选拔赛|杯赛|赛$|运动会|评比|评选"),
)
CHECKS = KindOfWork(
    "检查",
    re.compile(r"检查|督查|巡查|抽查|督导|排查"),
    re.compile(r"检查|督查|巡查|抽查|督导|排查"),
    re.compile(
        r"检查|督查|巡查|抽查|督导|排查|自查|核查|巡视|视导|专项整治|验收|评估|检测|监测|筛查"
    ),
)
TRAININGS = KindOfWork(
    "培训",
    re.compile(r"培训|研修|进修|轮训"),
    re.compile(r"培训|研修|进修|轮训"),
    re.compile(r"培训|研修|轮训|进修|跟岗|国培|岗前|训练营|成长营"),
)
KINDS: tuple[KindOfWork, ...] = (MEETINGS, CONTESTS, CHECKS, TRAININGS)


def kind_asked(question: str) -> KindOfWork | None:
    """The kind of work that a question asks for; None where it asks for work of any kind."""
    return next((kind for kind in KINDS if kind.asked.search(question)), None)


def is_of_kind(action: str, kind: KindOfWork) -> bool:
    """Does an action name the kind?"""
    return bool(kind.action.search(kind.other.sub(" ", action)))
