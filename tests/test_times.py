from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.grammar import TimeSpan, find_times

TODAY = dt.date(2026, 6, 10)


def one(text: str, plan_year: int | None = None) -> TimeSpan:
    (found,) = find_times(text, reference=TODAY, plan_year=plan_year)
    assert text[found.start : found.end] == found.text
    return found


def ends(found: TimeSpan) -> tuple[str, str]:
    return str(found.lo or ""), str(found.hi or "")


@pytest.mark.parametrize(
    "text, lo, hi, relation, precision",
    [
        ("9月份，召开会议", "XXXX-09-01", "XXXX-09-30", "in", "month"),
        ("九月份召开会议", "XXXX-09-01", "XXXX-09-30", "in", "month"),
        ("9-10月份举办", "XXXX-09-01", "XXXX-10-31", "in", "month"),
        ("9、10月份举办", "XXXX-09-01", "XXXX-10-31", "in", "month"),
        ("9月至10月举办", "XXXX-09-01", "XXXX-10-31", "in", "month"),
        ("2月份", "XXXX-02-01", "XXXX-02-29", "in", "month"),
        ("9月中旬举办", "XXXX-09-11", "XXXX-09-20", "in", "month"),
        ("9月底前完成", "", "XXXX-09-30", "by", "month"),
        ("年底前完成", "", "XXXX-12-31", "by", "month"),
        ("到年底，全部完成", "", "XXXX-12-31", "by", "month"),
        ("截至2025年底", "", "2025-12-31", "by", "month"),
        ("到2027年，达到", "", "2027-12-31", "by", "year"),
        ("2025年9月1日前", "", "2025-09-01", "by", "day"),
        ("于10月15日之前报送", "", "XXXX-10-15", "by", "day"),
        ("自2025年9月1日起施行", "2025-09-01", "", "from", "day"),
        ("11月及以后到期", "XXXX-11-01", "", "from", "month"),
        ("6月及以前到期", "", "XXXX-06-30", "by", "month"),
        ("2025-09-01", "2025-09-01", "2025-09-01", "in", "day"),
        ("二〇二五年三月十日", "2025-03-10", "2025-03-10", "in", "day"),
        ("6月20日至25日", "XXXX-06-20", "XXXX-06-25", "in", "day"),
        ("5月20日至6月5日", "XXXX-05-20", "XXXX-06-05", "in", "day"),
        ("第三季度", "XXXX-07-01", "XXXX-09-30", "in", "quarter"),
        ("下半年，召开", "XXXX-07-01", "XXXX-12-31", "in", "half"),
        ("2025年上半年", "2025-01-01", "2025-06-30", "in", "half"),
        ("2024—2025学年第一学期", "2024-09-01", "2025-01-31", "in", "term"),
        ("2025年秋季学期", "2025-09-01", "2026-01-31", "in", "term"),
        ("“十四五”末", "2025-01-01", "2025-12-31", "in", "plan"),
        ("2025—2027年", "2025-01-01", "2027-12-31", "in", "year"),
        ("2025年11月至次年2月", "2025-11-01", "2026-02-28", "in", "month"),
        ("年，我区新建学校", "XXXX-01-01", "XXXX-12-31", "in", "year"),
        ("今年下半年", "2026-07-01", "2026-12-31", "in", "half"),
        ("本月要做什么", "2026-06-01", "2026-06-30", "in", "month"),
        ("去年9月", "2025-09-01", "2025-09-30", "in", "month"),
        ("开学前完成", "", "XXXX-08-31", "by", "month"),
        ("2024年前三季度", "2024-01-01", "2024-09-30", "in", "quarter"),
        ("今年前两个季度", "2026-01-01", "2026-06-30", "in", "quarter"),
        ("首季度完成", "XXXX-01-01", "XXXX-03-31", "in", "quarter"),
        ("2024年前五个月", "2024-01-01", "2024-05-31", "in", "month"),
        ("07年第三季度", "2007-07-01", "2007-09-30", "in", "quarter"),
        ("九七年一季度", "1997-01-01", "1997-03-31", "in", "quarter"),
        ("19年底", "2019-11-01", "2019-12-31", "in", "month"),
        ("上季度末", "2026-03-01", "2026-03-31", "in", "month"),
        ("本月底", "2026-06-21", "2026-06-30", "in", "month"),
        ("9月15前报送", "", "XXXX-09-15", "by", "day"),
        ("2023.08-2024.02", "2023-08-01", "2024-02-29", "in", "month"),
    ],
)
def test_ends_relation_and_precision(
    text: str, lo: str, hi: str, relation: str, precision: str
) -> None:
    found = one(text)
    assert (*ends(found), found.relation, found.precision) == (lo, hi, relation, precision)


def test_a_missing_year_is_the_plans_or_stays_unknown() -> None:
    assert ends(one("9月份", plan_year=2025)) == ("2025-09-01", "2025-09-30")
    assert one("9月份").lo.year is None  # type: ignore[union-attr]
    assert ends(one("2月份", plan_year=2025))[1] == "2025-02-28"


def test_an_exact_date_gives_its_year_to_the_months_after_it() -> None:
    first, second = find_times("2025年3月启动，9月完成", plan_year=2024)
    assert ends(second) == ("2025-09-01", "2025-09-30")
    assert ends(first) == ("2025-03-01", "2025-03-31")


def test_two_months_that_do_not_touch_are_two_times() -> None:
    assert [ends(t)[0] for t in find_times("4月、10月开展")] == ["XXXX-04-01", "XXXX-10-01"]


@pytest.mark.parametrize(
    "text, relation, precision",
    [("每月25日前", "by", "day"), ("每学期", "in", "term"), ("每年9月", "in", "month")],
)
def test_what_recurs_is_marked(text: str, relation: str, precision: str) -> None:
    found = one(text)
    assert (found.recurring, found.relation, found.precision) == (True, relation, precision)


@pytest.mark.parametrize("text", ["30日内答复", "15个工作日内办结"])
def test_a_duration_has_no_day(text: str) -> None:
    found = one(text)
    assert (found.lo, found.hi, found.relation) == (None, None, "by")


@pytest.mark.parametrize(
    "text",
    [
        "2-3所", "做好年初中学业水平考试", "第一年学费", "三年行动计划", "12月龄婴儿", "青教〔2025〕8号",
        "《2025年工作要点》", "每年800元", "2011人", "召开学区会议", "十五年教育", "1+1工程",
    ],
)  # fmt: skip
def test_what_only_looks_like_a_time(text: str) -> None:
    assert find_times(text) == ()


def test_relative_words_mean_nothing_without_a_day() -> None:
    assert find_times("本月、下周、今年") == ()


@settings(deadline=None)
@given(st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2050, 12, 31)))
def test_a_written_date_is_read_back(day: dt.date) -> None:
    written = f"定于{day.year}年{day.month}月{day.day}日召开"
    assert ends(one(written)) == (day.isoformat(), day.isoformat())
    assert ends(one(f"（{day.isoformat()}）")) == (day.isoformat(), day.isoformat())


@settings(deadline=None)
@given(st.integers(1, 12), st.sampled_from(["", "份"]), st.sampled_from(["，", ",", "召开"]))
def test_a_written_month_is_read_back(month: int, share: str, after: str) -> None:
    found = one(f"{month}月{share}{after}", plan_year=2025)
    assert found.lo is not None and (found.lo.year, found.lo.month, found.lo.day) == (
        2025,
        month,
        1,
    )


@pytest.mark.parametrize("piece", ["一", "1-", "年", "9月", "每年", "2025年", "第", "十五", "至"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    began = time.perf_counter()
    find_times(piece * 10_000)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "text",
    ["教龄满20年的教师", "前三名", "前5个工作日", "最低得分2019.08分", "20年底薪", "前两月内容", "第8个月龄", "头三个月饼"],
)  # fmt: skip
def test_what_only_looks_like_one_of_these(text: str) -> None:
    assert find_times(text) == ()
