"""What names the row that an answer told."""

from __future__ import annotations

import pytest

from assistant.told_row import told_row


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("初中 书法社 6元/课时 全学期不超过500元[1]。", "初中 书法社"),
        ("学段：初中，类别：书法社，标准：6元/课时，上限：500元[1]", "初中 书法社"),
        ("Z05，小学语文教师，年龄要求：30周岁以下[2]", "Z05 小学语文教师"),
        ("云岭县，时间：4月25日至4月27日[1]。", "云岭县"),
        ("留样每个品种不少于100克[1]。", ""),
        ("初中 书法社 6元[1]\n初中 棋社 5元[2]", ""),
    ],
)
def test_the_cells_before_the_value_name_the_row(said: str, row: str) -> None:
    assert told_row(said) == row
