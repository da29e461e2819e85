"""Steps of one target, and the year that a change is reckoned from."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant.question import read_question
from assistant.stage_values import steps
from assistant.time_frame import base_years, other_time
from ingest.grammar import find_times
from ingest.records import FactTime, Span, Target

TEXT = "辍学率2027年降到2%，2029年降到1%，2031年降到零。餐补2027年为9元。"


def target(value: str, year: str, indicator: str = "辍学率") -> Target:
    at = TEXT.index(f"{year}年")
    time = find_times(TEXT[at : at + 5])[0]
    start = TEXT.index(value, at)
    return Target(
        id=value, document_id="d", start=at, end=start + len(value), quote=TEXT[at : start + len(value)],
        span=Span(start, start + len(value)), section=("规划",), indicator=indicator, scope="", comparator="eq",
        value=Decimal(value[0]), unit=value[1:], raw=value,
        time=FactTime(time.text, at, at + 5, time.lo, time.hi, time.relation, time.precision, time.recurring),
    )  # fmt: skip


FIRST, SECOND = target("2%", "2027"), target("1%", "2029")
OTHER = replace(SECOND, id="x", indicator="巩固率")


def test_the_steps_of_one_thing_stand_together() -> None:
    assert steps(SECOND, [SECOND, FIRST]) == [FIRST, SECOND]
    assert steps(FIRST, [FIRST, OTHER]) == [FIRST]
    assert steps(replace(FIRST, time=None), [FIRST, SECOND]) == [replace(FIRST, time=None)]


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("优良率由2024年的50%提高到60%", {2024}),
        ("比2023年增加3所", {2023}),
        ("2026年优良率提高到60%", set()),
        ("从2026年起执行", set()),
    ],
)
def test_the_year_of_the_base_is_not_that_of_the_result(words: str, years: set[int]) -> None:
    assert base_years(words) == years


def test_a_sentence_with_a_base_is_of_the_year_of_its_plan() -> None:
    words = "优良率由2024年的50%提高到60%"
    assert not other_time(read_question("2025年优良率要到多少"), words, "2025年整治方案")
    assert other_time(read_question("2026年优良率要到多少"), words, "2025年整治方案")
