"""Another window of time for a list of tasks, with who does them (那九月份呢，谁牵头): the list of that window tells both."""

from __future__ import annotations

import re

from assistant.question_kind import kind_of
from ingest.grammar import find_times

ELSEWHEN = re.compile(
    r"^(?:那么?|还有|再)?(?P<when>[^，。？? ]{1,10}?)(?:的)?(?:呢|又?(?:有|要做|干)(?:什么|啥|哪些)(?:工作|任务|事)?)[，,。？? ]+"
    r"(?:都|又|分别|各)?(?:是|由|归|该|让)?(?:谁|哪个|哪些|哪一?个|什么|哪家)(?:部门|单位|科室|股室|处室|人|领导)?(?:来)?(?:牵头|负责|承担|管|做|办|落实|组织)(?:的)?[呢啊呀？?。]*$"
)
"""A time instead of the one before, and who."""


def without_who(question: str, before: str) -> str:
    """The question of the window alone where the one before it asked for tasks: each task is told with its office."""
    said = ELSEWHEN.match(question.strip())
    if said is None or kind_of(before) != "tasks" or not find_times(said["when"]):
        return question
    return f"那{said['when']}呢"
