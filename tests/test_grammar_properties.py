"""What holds of the grammar for any text: written things are read back, spans slice, time grows with the length."""

from __future__ import annotations

import datetime as dt
import gc
import time
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.grammar import TimeSpan, find_quantities, find_times, parse_amount, parse_numeral

HAN = "零一二三四五六七八九十百千万亿两半廿年月日号季度周学期前后底初末至到自从每第不低于超过以上内元块角分%％成倍番名个所比配备（）()《》“”、，。；:： -—~/.,0123456789９kw\n\t"
WORDS = [
    "2025",
    "2026年",
    "9月",
    "10日",
    "每年",
    "每学期",
    "开学",
    "前",
    "底",
    "次年",
    "至",
    "——",
    "、",
    "，",
    "第一",
    "周",
    "1:",
    "配备",
    "每100名",
    "由",
    "从",
    "提高到",
    "元",
    "万元",
    "%",
    "不低于",
    "以上",
    "五块",
    "六",
    "角",
    "分",
    "上半年",
    "学年",
    "十五”",
    "“十四",
    "末",
    "期间",
    "教师节",
    "自",
    "之日起",
    "30日内",
    "用",
    "三年",
    "左右",
    "时间",
    "过半数",
    "翻",
    "番",
    "一半",
    "1/3",
    "分之",
    "百",
    "千瓦",
    "三五",
]
texts = st.one_of(
    st.text(alphabet=HAN, max_size=60),
    st.text(max_size=40),
    st.lists(st.sampled_from(WORDS), max_size=16).map("".join),
)
numbers = st.decimals(min_value=Decimal("0.01"), max_value=9999, places=2, allow_nan=False)
FACTORS = {"": 1, "万": 10**4, "亿": 10**8}
UNITS = ("元", "平方米", "名", "个", "所", "人次", "公里", "千瓦时", "学时")
COMPARATORS = {
    ("", ""): "eq", ("不低于", ""): "ge", ("不少于", ""): "ge", ("至少", ""): "ge", ("", "以上"): "ge",
    ("不超过", ""): "le", ("不高于", ""): "le", ("", "以内"): "le", ("", "以下"): "le", ("超过", ""): "gt",
    ("逾", ""): "gt", ("低于", ""): "lt", ("不足", ""): "lt", ("约", ""): "approx", ("", "左右"): "approx",
}  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(texts)
def test_nothing_raises_and_spans_slice_to_their_text(text: str) -> None:
    today = dt.date(2026, 6, 10)
    parse_numeral(text)
    parse_amount(text)
    for found in (
        find_quantities(text),
        find_times(text),
        find_times(text, reference=today, plan_year=2026, school_year=True),
    ):
        end = 0
        for item in found:
            assert text[item.start : item.end] == item.text and item.start >= end
            end = item.end
            if isinstance(item, TimeSpan) and item.lo and item.hi and item.lo.year:
                assert item.hi.year is None or str(item.lo) <= str(item.hi)


@settings(deadline=None)
@given(
    numbers,
    st.sampled_from(sorted(FACTORS)),
    st.sampled_from(UNITS),
    st.sampled_from(list(COMPARATORS)),
)
def test_a_written_quantity_is_read_back(
    number: Decimal, big: str, unit: str, around: tuple[str, str]
) -> None:
    text = f"{around[0]}{number:f}{big}{unit}{around[1]}"
    (found,) = find_quantities(f"总量{text}。")
    assert found.text == text
    assert (found.value, found.unit) == (number * FACTORS[big], unit)
    assert found.comparator == COMPARATORS[around]


@settings(deadline=None)
@given(
    st.integers(1, 400),
    st.integers(1, 400),
    st.sampled_from(["-", "—", "～", "至", "到"]),
    st.sampled_from(UNITS),
)
def test_a_written_range_is_read_back(low: int, more: int, dash: str, unit: str) -> None:
    (found,) = find_quantities(f"安排{low}{dash}{low + more}{unit}。")
    assert (found.lo, found.hi, found.comparator) == (low, low + more, "range")


@settings(deadline=None)
@given(st.integers(0, 999), st.integers(1, 9), st.integers(1, 9))
def test_an_amount_of_yuan_jiao_and_fen_is_read_back(yuan: int, jiao: int, fen: int) -> None:
    (found,) = find_quantities(f"{yuan}元{jiao}角{fen}分")
    assert found.value == Decimal(yuan * 100 + jiao * 10 + fen) / 100


@settings(deadline=None)
@given(
    st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2060, 12, 31)),
    st.sampled_from([("", "召开", "in"), ("", "前完成", "by"), ("自", "起施行", "from"), ("截至", "，", "by")]),
    st.sampled_from(["{0.year}年{0.month}月{0.day}日", "{0.year}-{0.month:02}-{0.day:02}", "{0.year}.{0.month}.{0.day}"]),
)  # fmt: skip
def test_a_written_day_is_read_back(day: dt.date, around: tuple[str, str, str], form: str) -> None:
    (found,) = find_times(f"应{around[0]}{form.format(day)}{around[1]}")
    lo, hi = str(found.lo or ""), str(found.hi or "")
    assert found.relation == around[2] and found.precision == "day"
    assert (lo, hi) == (
        "" if around[2] == "by" else day.isoformat(), "" if around[2] == "from" else day.isoformat(),
    )  # fmt: skip


@settings(deadline=None)
@given(
    st.integers(2000, 2060),
    st.integers(1, 12),
    st.integers(0, 11),
    st.sampled_from(["—", "至", "-"]),
)
def test_written_months_are_read_back(year: int, first: int, more: int, dash: str) -> None:
    last = (first + more - 1) % 12 + 1
    if last == first:
        return
    (found,) = find_times(f"{year}年{first}月{dash}{last}月开展")
    assert found.lo and found.hi and (found.lo.month, found.hi.month) == (first, last)
    assert (found.lo.year, found.hi.year) == (year, year + (last < first))


PIECES = (
    "1", "1,", "1，", "1.", "1—", "1、", "1:", "1/", "一", "三五", "万", "百分之", "年月日", "9月", "2025年", "2025、",
    "20", "第", "每", "每每每", "每年", "每名1", "自", "由1", " ", "\n", "（", "《", "“十", "不", "超过", "1元", "1%、",
    "1元提高到", "半", "开学", "次年", "学期", "9月10日、", "，", "用三年", "自1起", "1元1角", "比1:", "〔", "-", "—",
)  # fmt: skip
READERS: tuple[Callable[[str], object], ...] = (
    find_times,
    find_quantities,
    parse_amount,
    parse_numeral,
)


def seconds(read: Callable[[str], object], text: str) -> float:
    """The shorter of two runs, without the collector, which counts the objects of other tests."""
    gc.disable()
    try:
        runs = []
        for _ in range(2):
            began = time.process_time()
            read(text)
            runs.append(time.process_time() - began)
        return min(runs)
    finally:
        gc.enable()


@pytest.mark.parametrize("piece", PIECES)
def test_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    """Four times the length may take ten times as long; a quadratic rule takes sixteen."""
    for read in READERS:
        short = (piece * 12_000)[:12_000]
        if seconds(read, short) > 0.01:  # below this the clock says nothing
            assert seconds(read, short * 4) < 10 * seconds(read, short) + 0.1, read


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["1", "一", "9月", "每", " ", "年月日", "1元、", "（"])
def test_two_hundred_thousand_characters_are_read_in_seconds(piece: str) -> None:
    text = (piece * 200_000)[:200_000]
    assert sum(seconds(read, text) for read in READERS) < 10
