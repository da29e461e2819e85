"""Groups of people and exams by their everyday names, said as documents write them: 外来务工的孩子 are 随迁子女."""

from __future__ import annotations

import re

_CHILDREN = r"(?:的|人员|家庭|者|随迁)*(?:小?孩子?|子女|娃娃?|儿女)"
GROUPS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(
            rf"(?:(?:外来|外地来?|进城|来[一-鿿]{{0,3}})(?:务工|打工|做工|工作)(?:就业)?|农民工|打工){_CHILDREN}"
        ),
        "随迁子女",
    ),  # those who came with parents that work here
    (
        re.compile(r"外(?:地|来|省|乡)(?:户口|户籍)(?:的)?(?:小?孩子?|子女|娃娃?|学生)"),
        "随迁子女",
    ),  # by where they are registered
    (re.compile(r"特教(?=学校|老师|教师|学生|班|资源|生均)"), "特殊教育"),  # schools of their own
)
"""What is said, and what documents write."""


def with_groups(question: str) -> str:
    """The question with everyday names of groups as documents write them."""
    for said, written in GROUPS:
        question = said.sub(written, question)
    return question
