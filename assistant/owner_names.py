"""Whose task is it? Offices by the names people use: 教体局 for 区教育体育局, 基教科 for 基础教育科."""

from __future__ import annotations

import re

PARTS = re.compile(r"[、，,；;/\s]+|(?<=[局科室办会部校委心])(?:和|与|及|会同|联合|配合)")
"""What parts the offices of one task."""
RANK = re.compile(r"^(?:[一-鿿]{0,6}[省市县区旗州])?(?=.{2})")
"""The place or rank before an office: 区教育局, 青禾区财政局."""
BEFORE_ASKED = re.compile(
    r"^.*(?:由|归|让|请|哪些是|属于|任务是|工作是)(?=..)|^(?:年度?|月份?)(?=..)|^(?:我们?|咱们?|你们?|哪些|什么)+"
)
"""Words of the question that the name of an office drags along."""
OFFICE = re.compile(
    r".{2,}(?:[科处股室局厅委署院所馆]|办公室|中心|工会|团委|少先队|支队|大队|部门)$"
)
"""Names by which a question can mean an owner without saying that it is one."""
DOES = re.compile(
    r"(?:[今明]年|本?[月周]|(?:20\d\d年)?\d{1,2}月份?|每[年月]|都|又|还)*(?:负责|牵头|承担|要[做干办完开报交]|该[做干办]|应[该当]?[做干办完]|需要?[做干办完]|得[做干办]|有(?:哪些|什么|啥)(?:工作|任务|事))"
)
"""What stands behind an owner that is a common word: 学校9月要做什么, 学校负责哪些工作."""
GENERAL = re.compile(r"[各每全有]")
"""各学校 is nobody's short name."""
SHORTEST = 2
OF_RANK = re.compile(
    r"^[一-鿿]{0,6}?([省市县区])(?=(?:教育|教体|教育体育|财政|人社|卫健)?(?:局|厅)|教委|政府)"
)
"""The rank of a bureau: 市教育局 is not the 县教育局."""
LOWER = frozenset("县区")


def asked_owner(words: str) -> str:
    """The office a question names, without the words before it."""
    return BEFORE_ASKED.sub("", words)


def owns(asked: str, owner: str) -> bool:
    """Is the office asked for one of a task's owners?"""
    if not asked or not owner:
        return False
    return asked in owner or any(_is_short(asked, part) for part in PARTS.split(owner) if part)


def _is_short(asked: str, office: str) -> bool:
    """Are the characters of the short name those of the long one, in order, from its first to its last?"""
    if GENERAL.match(asked) or GENERAL.match(office) or _of_other_rank(asked, office):
        return False
    short, whole = RANK.sub("", asked), RANK.sub("", office)
    if len(short) < SHORTEST or len(whole) < len(short) or short[0] != whole[0]:
        return False
    at = 0
    for character in short:
        at = whole.find(character, at) + 1
        if not at:
            return False
    return short[-1] == whole[-1] or (short.endswith("委") and whole.endswith("委员会"))


def of_other_bureau(asked: str, owner: str) -> bool:
    """Is a task that of bureaus of another rank alone: 县教育局 where 市教育局 is asked for?"""
    parts = [part for part in PARTS.split(owner) if part]
    return bool(parts) and all(_of_other_rank(asked, part) for part in parts)


def _of_other_rank(asked: str, office: str) -> bool:
    """Are both bureaus of a rank, and of different ones?"""
    own, other = OF_RANK.match(asked), OF_RANK.match(office)
    if own is None or other is None:
        return False
    same = own[1] == other[1] or {own[1], other[1]} <= LOWER
    return not same
