from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.grammar import Quantity, find_quantities


def one(text: str) -> Quantity:
    (found,) = find_quantities(text)
    assert text[found.start : found.end] == found.text
    return found


@pytest.mark.parametrize(
    "text, value, unit, comparator",
    [
        ("投入900元", "900", "元", "eq"),
        ("投入1.5亿元", "150000000", "元", "eq"),
        ("新建校舍３万平方米", "30000", "平方米", "eq"),
        ("普惠率不低于90%", "90", "%", "ge"),
        ("普惠率达到九成", "90", "%", "ge"),
        ("覆盖率在百分之九十五以上", "95", "%", "ge"),
        ("控制在38％以内", "38", "%", "le"),
        ("班额不超过45人", "45", "人", "le"),
        ("突破1000人次", "1000", "人次", "gt"),
        ("不足20人的班", "20", "人", "lt"),
        ("约300名教师", "300", "名", "approx"),
        ("每天2小时左右", "2", "小时/天", "approx"),
        ("下降0.5个百分点", "0.5", "个百分点", "eq"),
        ("每生每年补助1250元", "1250", "元", "eq"),
        ("每生每年1250元", "1250", "元/生·年", "eq"),
        ("1000元/生·年", "1000", "元/生·年", "eq"),
        ("用时不超过总时长的30%", "30", "%", "le"),
    ],
)
def test_value_unit_and_comparator(text: str, value: str, unit: str, comparator: str) -> None:
    found = one(text)
    assert (found.value, found.unit, found.comparator) == (Decimal(value), unit, comparator)


def test_inclusion_follows_the_civil_code() -> None:
    assert one("90%以上").lo_inclusive and one("30人以下").hi_inclusive
    assert not one("超过90%").lo_inclusive and not one("不满30人").hi_inclusive


def test_more_than_a_round_number_has_both_bounds() -> None:
    found = one("投入7000多万元")
    assert (found.comparator, found.lo, found.hi) == ("gt", 70_000_000, 80_000_000)
    assert (one("30余所").lo, one("30余所").hi) == (30, 40)


@pytest.mark.parametrize("dash", ["-", "—", "–", "~", "～", "至", "到"])
def test_a_range_has_no_single_value(dash: str) -> None:
    found = one(f"打造2{dash}3所特色校")
    assert (found.value, found.lo, found.hi, found.comparator) == (None, 2, 3, "range")


def test_the_lower_end_of_a_range_shares_the_big_unit() -> None:
    assert one("安排500-800万元").lo == 5_000_000
    assert one("安排1亿元至2亿元").hi == 200_000_000


def test_a_change_is_one_quantity() -> None:
    found = one("由每年800元提高到每年1050元")
    assert (found.value_from, found.value, found.comparator) == (800, 1050, "from_to")


def test_lists_of_changed_values_are_paired() -> None:
    found = find_quantities("由小学650元、初中850元提高到小学700元、初中900元")
    assert [(q.value_from, q.value) for q in found] == [(650, 700), (850, 900)]


@pytest.mark.parametrize(
    "text",
    [
        "青教〔2025〕8号", "《2025年300项行动》", "第二十七届", "第三季度", "一票否决", "“211”工程", "二中",
        "三年行动计划", "2025年9月30日", "9-10月份", "十五年教育一体化", "一校一案", "三年级", "1. 总则",
        "（三）要求", "2024—2025学年", "电话0000-0000011", "统一个别",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_quantity(text: str) -> None:
    assert find_quantities(text) == ()


@settings(deadline=None)
@given(
    st.decimals(min_value=1, max_value=9999, places=2, allow_nan=False),
    st.sampled_from(["元", "万元", "%", "平方米", "小时"]),
    st.sampled_from(["", "以上", "以内"]),
)
def test_a_written_quantity_is_read_back(number: Decimal, unit: str, after: str) -> None:
    found = one(f"达标{number:f}{unit}{after}，")
    factor = 10_000 if unit == "万元" else 1
    assert found.value == number * factor
    assert found.comparator == {"": "eq", "以上": "ge", "以内": "le"}[after]


@settings(deadline=None)
@given(st.text(alphabet="教育局开展工作，。、 ", max_size=20))
def test_words_elsewhere_change_nothing(words: str) -> None:
    text = "新增学位3000个。"
    found = find_quantities(words + "。" + text)
    assert [(q.value, q.unit) for q in found] == [(3000, "个")]


@pytest.mark.parametrize(
    "piece", ["一", "1-", "1,", "百分之", "每年", "第", "1", "年", "三万", "（"]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    began = time.perf_counter()
    find_quantities(piece * 20_000)
    assert time.perf_counter() - began < 5
