"""Answers on the matter that are of another step, meal or list than the one asked for: the day of an exam for the day of its
marks, breakfast for supper, the rule that speaks of a list for the names on it."""

from __future__ import annotations

import re

from assistant.asked import ASKS_WHEN

MARKS_ASKED = re.compile(
    r"(?:成绩|分数|得分)[^，。？?线]{0,6}?(?:出|公布|发布|查|下来|晓得|知道|揭晓)|出分|查分|(?:几[号时点]|哪天|时候|啥时)[^，。？?]{0,3}(?:出|查|公布)(?:成绩|分数|分)"
)
"""When marks are told."""
MARKS_TOLD = re.compile(
    r"(?:成绩|分数|得分)[^，。；;]{0,10}?(?:公布|发布|查询|可查|揭晓|公告|公示|通知|告知|下发|发放|反馈)|(?:公布|发布|查询|公告|公示|查看|告知|反馈|登录)[^，。；;]{0,12}?(?:成绩|分数)|出分|查分|成绩单"
)
MEALS = (
    (re.compile(r"早[饭餐点]|过早"), re.compile(r"早[饭餐点]")),
    (
        re.compile(r"[午中](?:午(?:的|那)?(?:[饭餐])?|[饭餐])(?!心)"),
        re.compile(r"[午中][饭餐]|中午"),
    ),
    (re.compile(r"[晚夜][饭餐宵]"), re.compile(r"[晚夜][饭餐宵]")),
)
"""Meals as they are asked for and as they are told."""
ALL_MEALS = re.compile(r"三餐|一日[三两]餐|每餐|伙食|膳食|每日|每天")
ON_LIST = re.compile(
    r"(?:名单|名录|目录|白名单|黑名单|花名册)(?:上|里面?|里头|中)?(?:都|到底|究竟|具体|一共|现在)*(?:有|是|列了?|包括)?(?:哪(?!里|儿|天|年)|谁|(?:什么|啥)(?:机构|单位|学校|公司|人))"
)
"""What stands on a list."""
OF_RULES = re.compile(
    r"(?:从|在|以|按照?|根据|列入|纳入|进入|移出|公布(?:的)?|建立)[^，。；;]{0,16}?(?:名单|名录|目录|花名册)"
)
"""Words that only speak of one."""
HOUSES = re.compile(
    r"(?<![归由找跟])哪(?:几|些|一)?家(?!庭|长|里|单位|部门|来?(?:管|负责|牵头|主管|批|审|办)|更|比|最|便宜|贵)"
)
"""Businesses and institutions, which are asked for by their names; 归哪家管 asks for an office."""
RULE = re.compile(r"须|应当?|不得|不能|可以|[^，。]不|均|由[一-鿿]|按|分为")
"""What a sentence that names nobody says."""
NAMES = re.compile(r"[、\t]")
"""What names side by side hold."""


def of_other_step(question: str, own: str) -> bool:
    """Is an answer of another step, meal or list than the question asks for?

    Args:
        own: The answer's words and those it cites, without titles and headings.
    """
    return _no_marks(question, own) or _other_meal(question, own) or _only_of_list(question, own)


def _no_marks(question: str, own: str) -> bool:
    asked = ASKS_WHEN.search(question) and MARKS_ASKED.search(question)
    return bool(asked) and not MARKS_TOLD.search(own)


def _other_meal(question: str, own: str) -> bool:
    asked = [told for said, told in MEALS if said.search(question)]
    told = [told for _, told in MEALS if told.search(own)]
    return (
        bool(asked and told) and not any(one in told for one in asked) and not ALL_MEALS.search(own)
    )


def _only_of_list(question: str, own: str) -> bool:
    """Is it asked what stands on a list, and do the words only say that there is one?"""
    if not ON_LIST.search(question):
        return False
    spoken = OF_RULES.search(own)
    return spoken is not None and not NAMES.search(own[spoken.end() :])


def rules_for_names(question: str, told: str) -> bool:
    """Are institutions asked for by name, and is every line told a rule?"""
    if not HOUSES.search(question):
        return False
    lines = [line for line in told.split("\n") if not line.endswith(("：", ":"))]
    return bool(lines) and all(map(RULE.search, lines))
