"""Stretches of time as people tell them, and the case of a ladder that holds them."""

from __future__ import annotations

import pytest

from assistant.durations_told import with_durations
from assistant.rungs import shortened_to_case, told


@pytest.mark.parametrize(
    "question, said",
    [
        ("孩子读了六个礼拜", "孩子读了六周"),
        ("上了三个多星期", "上了三多周"),
        ("住了两个半月", "住了75天"),
        ("才读半个月", "才读15天"),
        ("上了大半个月", "上了20天"),
        ("读了个把月", "读了一个月"),
        ("下个星期三考试", "下个星期三考试"),
        ("第三个星期放假", "第三个星期放假"),
        ("上半月发多少", "上半月发多少"),
    ],
)
def test_weeks_and_halves_of_months_are_said_as_the_grammar_reads_them(
    question: str, said: str
) -> None:
    assert with_durations(question) == said


def test_the_band_that_holds_the_weeks_is_told_alone() -> None:
    bands = "中途离园的，不满一个月的退保教费九成，满一个月不满三个月的退六成，满三个月的不退。"
    words = shortened_to_case(bands, told("娃在园里待了七个礼拜，能退几成"))
    assert "退六成" in words and "九成" not in words and "不退" not in words
    assert words.startswith("中途离园的，")
