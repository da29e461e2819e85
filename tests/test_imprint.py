"""Lines that tell of a document's issue answer nothing else; the year of an exam's name; who asks."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.asker_role import ROLES
from assistant.imprint import only_imprint
from assistant.question import read_question
from assistant.time_frame import other_time


@pytest.mark.parametrize(
    "question, words, only",
    [
        ("校车指什么", "（2018年3月1日发布 2025年4月2日修订）", True),
        ("校车规定是什么时候修订的", "（2018年3月1日发布 2025年4月2日修订）", False),
        ("校车怎么管", "松政发〔2026〕8号", True),
        ("校车怎么管", "校车须专人照管（2026年起）", False),
    ],
)
def test_an_imprint_is_no_answer(question: str, words: str, only: bool) -> None:
    assert only_imprint(question, words) is only


@pytest.mark.parametrize(
    "words, title, other",
    [
        ("缴费截至2025年11月20日。", "松桥市2026年高考报名公告", False),
        ("缴费截至2023年11月20日。", "松桥市2026年高考报名公告", True),
        ("2025年11月20日前完成。", "松桥市2026年工作要点", True),
    ],
)
def test_the_year_of_a_name(words: str, title: str, other: bool) -> None:
    query = read_question("2026年高考报名什么时候缴费", today=dt.date(2026, 6, 1), library=[])
    assert other_time(query, words, title) is other


def test_who_asks() -> None:
    (teacher, pupils), (student, staff) = ROLES
    assert teacher.search("我是松桥中学老师，想请假") and pupils.search("松桥中学学生手册")
    assert not teacher.search("老师能请几天假") and not pupils.search("松桥中学教师考勤制度")
    assert student.search("我是大三学生") and staff.search("松桥学院教职工考勤办法")
