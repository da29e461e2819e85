"""Rows of one header with their sum, where all of them are asked for."""

from __future__ import annotations

import pytest

from assistant.rows_total import _table, _total

ROWS = (
    "学校：柳渡小学，班数：4个，招生计划：180人[1]\n学校：东岭小学，班数：3个，招生计划：135人[2]"
)
POSTS = "岗位：语文，人数：3人[1]\n岗位：数学，人数：5人[2]"


def test_the_rows_are_added_up() -> None:
    assert _total("二中招几个老师", POSTS) == "3人 + 5人 = 8人"
    assert _total("今年收多少人", ROWS) == "180人 + 135人 = 315人"


def test_a_table_is_the_lines_with_cells_side_by_side() -> None:
    text = "一、岗位\n学校\t人数\n二中\t3\n二中\t5\n注：每校一人\n三中\t2"
    assert sorted(_table(text, text.index("二中"))) == ["二中\t3", "二中\t5", "学校\t人数"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("各岗位招几个人", POSTS),
        ("哪些岗位招几个人", POSTS),
        ("招几个老师", "岗位：语文，人数：3人[1]"),
        ("招几个老师", POSTS + "\n合计，人数：8人[3]"),
        ("二中报名要什么条件", POSTS),
    ],
)
def test_otherwise_they_stand_alone(question: str, text: str) -> None:
    assert _total(question, text) == ""
