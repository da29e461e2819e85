from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.grammar import parse_numeral

DIGITS = "零一二三四五六七八九"


def in_han(number: int) -> str:
    """A whole number below one hundred million as it is said, written for this test."""
    if number >= 10_000:
        high, low = divmod(number, 10_000)
        gap = "零" if low and low < 1000 else ""
        return in_han(high) + "万" + gap + (in_han(low) if low else "")
    words, zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            words += ("零" if zero and words else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = bool(words)
    return words or "零"


@pytest.mark.parametrize(
    "text, value",
    [
        ("0", "0"), ("９００", "900"), ("1,234.50", "1234.5"), ("九十", "90"), ("二〇二五", "2025"),
        ("一百二", "120"), ("三万五", "35000"), ("一百零二", "102"), ("廿二", "22"), ("两千五百", "2500"),
        ("12万3千", "123000"), ("3.5亿", "350000000"), ("三点五亿", "350000000"), ("1亿2000万", "120000000"),
        ("一万亿", "1000000000000"), ("半", "0.5"), ("2/5", "0.4"), ("五分之二", "0.4"), ("百分之五", "0.05"),
        ("负三", "-3"), ("壹仟贰佰", "1200"), ("零点零五", "0.05"),
    ],
)  # fmt: skip
def test_a_numeral_is_read_exactly(text: str, value: str) -> None:
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "万", "元", "三所", "第三", "一票否决", "12a", "点五分"])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert parse_numeral(text) is None


@given(st.integers(min_value=0, max_value=99_999_999))
def test_a_number_said_in_han_is_read_back(number: int) -> None:
    assert parse_numeral(in_han(number)) == number


@given(st.decimals(min_value=0, max_value=10**9, places=3, allow_nan=False))
def test_a_decimal_keeps_all_its_places(number: Decimal) -> None:
    assert parse_numeral(f"{number:f}") == number
    assert parse_numeral(f"{number:f}万") == number * 10_000
