"""Which years' columns a question of a plan period asks for."""

from __future__ import annotations

import datetime as dt

import pytest

from assistant.column_years import years_of_columns
from assistant.question import read_question


@pytest.mark.parametrize(
    "question, years",
    [
        ("“十五五”规划里2028年的入园率是多少", (2028,)),
        ("十五五末覆盖率要到多少", (2030,)),
        ("“十四五”时期的覆盖率", (2021, 2025)),
        ("2025年和2030年各多少", (2025, 2030)),
    ],
)
def test_a_plan_period_names_no_columns_beside_a_year(
    question: str, years: tuple[int, ...]
) -> None:
    query = read_question(question, today=dt.date(2026, 5, 1))
    assert tuple(sorted(years_of_columns(query))) == years
