"""An exam and what goes before and after it: who asks on which day 中考 is does not ask when its marks are published, nor
on which day one part of it is held; the autumn term begins on no day of March."""

from __future__ import annotations

import re

from assistant.asked import ASKS_WHEN
from assistant.sentences import CLAUSE
from ingest.grammar import find_times

EXAM = re.compile(r"[中高会联统月招]考|考试|笔试|面试|(?:几[号日点]|哪天|时候|哪几天)考")
"""What a question calls an exam."""
STEP = re.compile(
    r"报名|成绩|查分|出分|志愿|录取|准考证|资格审查|资格复审|缴费|体检|分数线|复核|公[布示告]|印发|填报|期间"
)
"""Steps before and after, and what only stands at the same time."""
WHOLE = re.compile(r"中考|高考|会考|学业水平考试|学考|期[中末]考|统考|联考")
PART = re.compile(
    r"体育|实验操作|听力|口语|听说|人机对话|信息(?:科技|技术)|生物|地理|加试|音乐|美术|艺术|特长|补考"
)
"""An exam as a whole, and parts of it that are held on days of their own: 中考 is not 体育与健康考试."""
SEASONS = (
    (re.compile(r"秋季|秋学期|下半年|第一学期"), re.compile(r"开学|报到|开课"), range(8, 11)),
    (re.compile(r"春季|春学期|上半年|第二学期"), re.compile(r"开学|报到|开课"), range(1, 5)),
    (re.compile(r"暑假"), re.compile(r"放|开始"), range(6, 9)),
    (re.compile(r"寒假"), re.compile(r"放|开始"), (12, 1, 2)),
)
"""Which term begins or which holidays are asked for, what happens then, and the months in which it does."""
ROUNDS = re.compile(
    r"笔试|面试|初试|复试|试讲|机试|实操|技能测试|体能测试|体检|初评|复评|初赛|复赛|决赛|中考|高考"
)
"""Rounds of one procedure, each with results of its own."""
ASKED_STEP = re.compile(rf"{STEP.pattern}|报|查|出来|通知|名单|结果|截止")


DENIES = re.compile(r"(?:不要|不算|不含|不包括|除了?|除开|不是|非)[一-鿿]{2,6}")
PART_DENIED = re.compile(
    rf"[，, ]*(?:(?:不要|不算|不含|不包括|不说|除了?|除开|除去|刨去|抛开|不是)(?:{PART.pattern})(?:考试|那门|那个|那场)?(?:的|以外|之外|外)*"
    rf"|(?:{PART.pattern})(?:考试|那门|那个|那场)?(?:的)?(?:不算|除外|不要|不说))[，, ]*"
)
"""不要体育的, 除了体育, 体育不算: which part of the exam is not meant."""


def of_whole_exam(question: str) -> str:
    """The question for the day of a whole exam without the part of it that it denies: the days of parts are no answer
    to it anyway."""
    return PART_DENIED.sub("，", question).strip("，") if WHOLE.search(question) else question


def of_other_event(question: str, words: str) -> bool:
    """Do words tell only days of something else than the exam, the term or the holidays asked about?"""
    told = (of_other_step, of_other_part, of_other_season)
    return any(of(question, words) for of in told)


def of_other_step(question: str, words: str) -> bool:
    """Is the day of an exam asked for, and do the words tell days of such steps alone?"""
    if not ASKS_WHEN.search(question) or not EXAM.search(question) or ASKED_STEP.search(question):
        return False
    timed = [one for one in _clauses(words) if find_times(one)]
    return bool(timed) and all(STEP.search(one) for one in timed)


def of_other_part(question: str, words: str) -> bool:
    """Is the day of a whole exam asked for, and do the words tell days of parts of it alone?"""
    if not ASKS_WHEN.search(question) or not WHOLE.search(question):
        return False
    timed = [one for one in _clauses(words) if find_times(one)]
    return (
        bool(timed)
        and not PART.search(DENIES.sub("", question))
        and all(PART.search(one) for one in timed)
    )


def of_other_season(question: str, words: str) -> bool:
    """Is the first day of one term or of one kind of holidays asked for, and do the words tell days of other months?"""
    if not ASKS_WHEN.search(question):
        return False
    asked = [
        months for said, what, months in SEASONS if said.search(question) and what.search(question)
    ]
    if len(asked) != 1 or any(
        said.search(words) for said, _, months in SEASONS if months == asked[0]
    ):
        return False
    days = [day for t in find_times(words) if t.precision == "day" for day in (t.lo, t.hi) if day]
    return bool(days) and not any(day.month in asked[0] for day in days)


def of_other_round(question: str, before: str, words: str) -> bool:
    """Is something of one round asked for, and do words that name none follow on what is said of another?"""
    asked = set(ROUNDS.findall(question))
    if len(asked) != 1 or ROUNDS.search(words):
        return False
    named = ROUNDS.findall(before)
    return bool(named) and named[-1] not in asked


def _clauses(words: str) -> list[str]:
    """The clauses of a sentence; a row of a table is one."""
    return [words] if "\t" in words else CLAUSE.findall(words)
