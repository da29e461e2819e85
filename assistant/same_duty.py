"""Columns of a table that name who has one and the same duty: an office and a person (责任科室, 责任人), a person and a number
to call (联系人, 联系电话)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.table_grid import BRACKET

ENDS = re.compile(
    r"(?:单位|部门|科室|股室|处室|[科股处](?:室|站)?|机构|学校|人员?|领导|者|同志|姓名|电话|方式|号码)+$"
)
"""How a header ends that tells who has a duty, or how to reach them."""
FEWEST = 2
"""Characters of the duty itself: 责任, 联系, 牵头."""


def duty_of(head: str) -> str:
    """The duty of a header that names who has it; empty where it is none."""
    bare = BRACKET.sub("", head)
    stem = ENDS.sub("", bare)
    return stem if stem != bare and len(stem) >= FEWEST else ""


def of_one_duty(heads: Mapping[int, str], columns: Sequence[int]) -> bool:
    """Do some columns all name who has the same duty?"""
    duties = {duty_of(heads[c]) for c in columns}
    return len(columns) > 1 and len(duties) == 1 and "" not in duties


def beside(heads: Mapping[int, str], column: int) -> list[int]:
    """The other columns of the same duty."""
    duty = duty_of(heads[column])
    return [c for c, head in heads.items() if duty and c != column and duty_of(head) == duty]
