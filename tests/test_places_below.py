"""Which of the places within one are asked for."""

from __future__ import annotations

import pytest

from assistant.places_below import places_below

HELD = ("河南省", "洛阳市", "新乡市", "保定市", "洛阳市涧西区", "")


@pytest.mark.parametrize(
    ("text", "places", "meant"),
    [
        ("河南哪些市有条例", ("河南省",), ("洛阳市", "新乡市", "洛阳市涧西区")),
        ("河南有几个县出台了办法", ("河南省",), ("洛阳市", "新乡市", "洛阳市涧西区")),
        ("洛阳哪几个区有办法", ("洛阳市",), ("洛阳市涧西区",)),
        ("河南的学校有哪些", ("河南省",), ("河南省",)),
        ("新乡哪些市场要管", ("新乡市",), ("新乡市",)),
        ("新乡哪几个县有办法", ("新乡市",), ("新乡市",)),
        ("河南和河北哪些市有条例", ("河南省", "河北省"), ("河南省", "河北省")),
    ],
)
def test_places_within_the_one_named(
    text: str, places: tuple[str, ...], meant: tuple[str, ...]
) -> None:
    assert places_below(text, places, HELD) == meant
