"""An exam and what goes before and after it: who asks on which day 中考 is does not ask when its marks are published."""

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
ASKED_STEP = re.compile(rf"{STEP.pattern}|报|查|出来|通知|名单|结果|截止")


def of_other_step(question: str, words: str) -> bool:
    """Is the day of an exam asked for, and do the words tell days of such steps alone?"""
    if not ASKS_WHEN.search(question) or not EXAM.search(question) or ASKED_STEP.search(question):
        return False
    timed = [one for one in _clauses(words) if find_times(one)]
    return bool(timed) and all(STEP.search(one) for one in timed)


def _clauses(words: str) -> list[str]:
    """The clauses of a sentence; a row of a table is one."""
    return [words] if "\t" in words else CLAUSE.findall(words)
