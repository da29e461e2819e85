"""Of a half-year or quarter and a time in it the narrower one is asked for."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.asked_windows import asked_window
from assistant.question import read_question

TODAY = dt.date(2026, 6, 1)


@pytest.mark.parametrize(
    ("question", "since", "until"),
    [
        ("下半年的清单里12月有哪些任务", (12, 1), (12, 31)),
        ("第三季度9月份的任务", (9, 1), (9, 30)),
        ("下半年要在10月底前办完的事", (7, 1), (10, 31)),
        ("下半年有哪些任务", (7, 1), (12, 31)),
        ("上半年的总结里，12月的任务", (1, 1), (6, 30)),
    ],
)
def test_the_narrower_window(question: str, since: tuple[int, int], until: tuple[int, int]) -> None:
    window = asked_window(read_question(question, today=TODAY), TODAY)
    assert window is not None and window.lo is not None and window.hi is not None
    assert (window.lo.month, window.lo.day) == since
    assert (window.hi.month, window.hi.day) == until
