"""Numbers of people as they are told in passing, with the unit that the grammar reads: 一千二的学校 is one of 一千二百人."""

from __future__ import annotations

import re

_NUMERAL = r"[一二两三四五六七八九十百千万\d]{1,6}"
_MORE = r"(?:多|来|余|几)?"
_SHORT = re.compile(
    r"([一二两三四五六七八九])([百千万])([一二三四五六七八九])(?=(?:多|来)?(?:号|口)?(?:人|学生|的|左右|上下|$|[，,。？?]))"
)
"""一千二 before what it counts, or before what is so large."""
_TENTH = {"百": "十", "千": "百", "万": "千"}
_MEASURES = re.compile(rf"({_NUMERAL}{_MORE})(?:号|口)(?=人)")
"""六百多号人."""
_OF_MANY = re.compile(rf"({_NUMERAL}{_MORE})(?:号|口)(?=学生|孩子|娃|老师|教师)")
"""一百来号学生."""
_OF_SCHOOLS = re.compile(
    rf"(?<![第一二两三四五六七八九十百千万\d])({_NUMERAL}{_MORE})(?=的(?:[小大]?学校|[小大]校|幼儿园|小学|初中|高中|完小|教学点))"
)
"""三百来的学校."""
_OF_PUPILS = re.compile(
    rf"((?:学生|人数|规模|在校生?)(?:总数)?(?:大概|大约|差不多|约|[才也就只有是]|不到|不足|接近|将近|近|快|超过)*{_NUMERAL}{_MORE})(?=[的，,。？?]|左右|上下|$)"
)
"""学生不到两百."""


def with_people(question: str) -> str:
    """The question with 人 behind numbers of people that lack it, and their last place written out."""
    said = _SHORT.sub(lambda m: f"{m[1]}{m[2]}{m[3]}{_TENTH[m[2]]}", question)
    said = _OF_MANY.sub(r"\1个", _MEASURES.sub(r"\1", said))
    return _OF_PUPILS.sub(r"\1人", _OF_SCHOOLS.sub(r"\1人", said))
