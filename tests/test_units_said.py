"""A bound of a table with its unit."""

from assistant.units_said import bounded


def test_the_unit_stands_before_the_bound() -> None:
    assert bounded("47以下", "%") == "47%以下"
    assert bounded("约30左右", "人") == "约30人左右"


def test_other_words_are_left_alone() -> None:
    assert bounded("47", "%") == bounded("47%以下", "%") == bounded("47以下", "") == ""
