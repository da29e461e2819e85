"""Who asks: a teacher does not mean the rules of the school's pupils, and a pupil not those of its staff."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.case import Case

ROLES: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = (
    # a teacher asks: rules for pupils and students are not meant
    (
        re.compile(
            r"(?:我|咱)们?(?:就)?是[^，。？?]{0,10}?(?:老师|教师|教职工|班主任)(?!的?(?:家属|孩子|学生))|(?:我们|咱们?)(?:当)?老师|当老师的"
        ),
        re.compile(r"^(?!.*(?:教师|教职工)).*学生(?:手册|守则|行为|违纪|考勤|请假|宿舍|管理|奖惩|处分)"),
    ),
    # a pupil or student asks: rules for the staff are not meant
    (
        re.compile(r"(?:我|咱)们?(?:就)?是[^，。？?]{0,10}?(?:学生|新生|大[一二三四]|高[一二三]|初[一二三])(?!的?(?:家长|妈|爸|父|母))"),
        re.compile(r"^(?!.*学生).*(?:教师|教职工)(?:手册|守则|考勤|请假|考核|行为|管理|职称|绩效)"),
    ),
)  # fmt: skip
"""How a question says who asks, and the titles of rules that then are not meant."""


def of_role(case: Case) -> Case:
    """The case without documents for people of another role than who asks; as it is where no others are found."""
    text = case.query.text
    others = [title for said, title in ROLES if said.search(text)]
    if len(others) != 1 or case.query.documents:
        return case
    kept = {
        i: d for i, d in case.documents.items() if not others[0].search(d.metadata.title)
    }  # fmt: skip
    found = tuple((chunk, fused) for chunk, fused in case.found if chunk.document_id in kept)
    return replace(case, documents=kept, found=found) if found else case
