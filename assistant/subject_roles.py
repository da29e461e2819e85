"""Of whom a sentence speaks: what holds for the head of a kindergarten (园长应当…) is no answer about its teachers."""

from __future__ import annotations

import re

ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("园长", re.compile(r"园长")),
    ("校长", re.compile(r"校长")),
    ("班主任", re.compile(r"班主任")),
    ("辅导员", re.compile(r"辅导员")),
    ("保育员", re.compile(r"保育[员教]")),
    ("保安", re.compile(r"保安|门卫|安保人员")),
    ("校医", re.compile(r"校医|保健[员医教]|卫生(?:保健|技术)?人员|医务人员")),
    ("驾驶人", re.compile(r"司机|驾驶[人员]")),
    ("督学", re.compile(r"督学(?!责任)")),
    ("教研员", re.compile(r"教研员")),
    (
        "教师",
        re.compile(
            r"(?<!特级)(?<!班主任)(?:教师|老师|教员)(?!节|资格|法|队伍|培训|招聘|职称|编制|家访)"
        ),
    ),
)
"""Those who work for a school, by the words for them. Office, post and condition of each are ruled apart."""
MODAL = re.compile(r"应当|必须|须(?!知)|应(?=[具取有持符在])|不得|可以|要求|需要?|具[有备]")
"""What stands behind the subject of a rule."""
OWN, NAMED, OTHER = 0.7, -1.0, -2.0
SUBJECT = 24
"""Code points in which the subject of a rule ends."""


def role_of(text: str) -> str:
    """The one role that a question names; empty where it names none or several."""
    named = _named(text)
    return named.pop() if len(named) == 1 else ""


def weight_of(asked: str, words: str) -> float:
    """What a rule gains whose subject is ``asked`` alone, and loses whose subject is another role: less where it at least
    names the one asked. 学校 and offices are no roles."""
    subjects = _subjects(words)
    if not asked or not subjects:
        return 0.0
    if asked in subjects:
        return OWN if len(subjects) == 1 else 0.0
    return NAMED if asked in _named(words) else OTHER


def _subjects(words: str) -> set[str]:
    """The roles that stand before what a rule demands; none where it demands nothing of a subject."""
    modal = MODAL.search(words)
    return _named(words[: modal.start()]) if modal and modal.start() <= SUBJECT else set()


def _named(words: str) -> set[str]:
    return {role for role, said in ROLES if said.search(words)}
