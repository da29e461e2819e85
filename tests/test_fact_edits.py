"""What a person types of a fact: read strictly, refused by name, and applied over the machine's reading."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_fakes import make_deadline, make_document, make_target

from ingest import fact_edits
from ingest.errors import SettingsError
from ingest.records import Deadline, PartialDate, Span, Target

DOCUMENT = make_document("计划.txt", ["初中900元、小学700元", "9月召开现场会"])[0]
TARGET = make_target(DOCUMENT, "初中900元、小学700元", "900元", "900")
MEETING = make_deadline(DOCUMENT, "9月召开现场会", "9月", 9, "召开现场会")
DEADLINE = replace(MEETING, time=replace(MEETING.time, hi=PartialDate(None, 9, 30)))


def corrected(**typed: str) -> Target:
    fact = fact_edits.apply(TARGET, fact_edits.check("target", typed))
    assert isinstance(fact, Target)
    return fact


@pytest.mark.parametrize(
    "typed, number",
    [
        ("950", "950"),
        ("3,200", "3200"),
        ("3200万", "32000000"),
        ("１.２亿", "120000000"),
        ("-3", "-3"),
        ("3 200 000", "3200000"),
        ("1.5 万", "15000"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, number: str) -> None:
    assert corrected(value=typed).value == Decimal(number)


@pytest.mark.parametrize(
    "kind, field, value, told",
    [
        ("target", "value", "九百", "目标值"),
        ("target", "value", "NaN", "目标值"),
        ("target", "comparator", "至多", "比较"),
        ("target", "indicator", " ", "指标"),
        ("deadline", "action", "", "事项"),
        ("deadline", "time_hi", "2025-13-01", "时间止"),
        ("deadline", "time_lo", "9月", "时间起"),
        ("deadline", "value", "3", "value"),
        ("target", "span", "7-3", "位置"),
        ("target", "value", "1,2", "目标值"),
        ("target", "value", "1 2", "目标值"),
        ("target", "value", "9" * 21, "目标值"),
        ("target", "time_recurring", "也许", "重复"),
        ("target", "indicator", "经" * 501, "指标.*太长"),
        ("target", "indicator", "经\x00费", r"指标.*U\+0000"),
        ("target", "unit", "\ud800", r"单位.*U\+D800"),
        ("deadline", "action", "\u202e召开", r"事项.*U\+202E"),
    ],
)
def test_what_cannot_be_read_is_named_with_a_remedy(
    kind: str, field: str, value: str, told: str
) -> None:
    with pytest.raises(SettingsError, match=told) as caught:
        fact_edits.check(kind, {field: value})
    assert caught.value.remedy


def test_bounds_follow_the_value() -> None:
    assert (corrected(comparator="ge", value="950").lo, corrected(value="950").lo) == (
        Decimal(950),
        None,
    )
    assert corrected(comparator="不超过").hi == Decimal(900)
    between = corrected(comparator="range", lo="10", hi="20", unit="人")
    assert (between.value, between.lo, between.hi, between.raw) == (
        None,
        Decimal(10),
        Decimal(20),
        "10–20人",
    )
    change = corrected(comparator="from_to", value_from="900", value="950")
    assert (change.value_from, change.raw) == (Decimal(900), "900→950元")


@pytest.mark.parametrize(
    "typed",
    [
        {"comparator": "range"},
        {"comparator": "range", "lo": "20", "hi": "10"},
        {"comparator": "from_to"},
        {"value": ""},
    ],
)
def test_values_that_do_not_go_together_are_refused(typed: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match="合不到一起"):
        corrected(**typed)


def test_a_value_is_said_as_typed_or_sliced_from_the_quote() -> None:
    assert corrected(value="3200万").raw == "3200万元"
    assert corrected(value="700", span="9-13").raw == "700元"
    assert corrected(value="700", span="9-13").span == Span(9, 13)
    assert corrected(indicator="公用经费").raw == "900元"
    with pytest.raises(SettingsError, match="引文"):
        corrected(span="8-99")


def test_days_bring_relation_and_precision_and_are_never_sharpened() -> None:
    def time(**typed: str) -> object:
        fact = fact_edits.apply(DEADLINE, fact_edits.check("deadline", typed))
        assert fact.time is not None
        return fact.time.relation, fact.time.precision, fact.time.raw

    assert time(time_lo="", time_hi="2025-09-30") == ("by", "day", "9月")
    assert time(time_lo="2025-09-01", time_hi="2025-09-30") == ("in", "month", "9月")
    assert time(time_lo="2025-01-01", time_hi="2025-12-31") == (
        "in",
        "year",
        "2025-01-01 至 2025-12-31",
    )
    assert time(time_lo="2025-09-05", time_hi="") == ("from", "day", "9月")
    assert time(owner="办公室") == ("in", "month", "9月")
    with pytest.raises(SettingsError, match="晚于"):
        time(time_lo="2025-10-01", time_hi="2025-09-01")
    with pytest.raises(SettingsError, match="必须有时间"):
        fact_edits.new_fact("deadline", "d", (), "召开现场会", 0, {"action": "召开现场会"})


@pytest.mark.parametrize(
    "raw, old, new, told",
    [
        ("10月15日前", (None, "2025-10-15"), {"time_hi": "2025-10-20"}, "2025-10-20前"),
        ("10月15日前", (None, "2025-10-15"), {"time_hi": "2025-10-10"}, "2025-10-10前"),
        ("10月15日前", (None, "XXXX-10-15"), {"time_hi": "2025-10-15"}, "10月15日前"),
        ("9月1日起", ("2025-09-01", None), {"time_hi": "2025-12-31"}, "9月1日起"),
        ("2025年9月", ("2025-09-01", "2025-09-30"), {"time_hi": "2025-09-10"}, "2025年9月"),
        (
            "2025年9月", ("2025-09-01", "2025-09-30"),
            {"time_lo": "2026-09-01", "time_hi": "2026-09-30"}, "2026-09-01 至 2026-09-30",
        ),
        ("条件成熟时", (None, None), {"time_hi": "2025-09-10"}, "条件成熟时"),
    ],
)  # fmt: skip
def test_the_documents_words_are_not_told_for_other_days(
    raw: str, old: tuple[str | None, str | None], new: dict[str, str], told: str
) -> None:
    lo, hi = (PartialDate.parse(day) if day else None for day in old)
    fact = replace(DEADLINE, time=replace(DEADLINE.time, raw=raw, lo=lo, hi=hi))
    assert fact_edits.apply(fact, fact_edits.check("deadline", new)).time.raw == told  # type: ignore[union-attr]


def test_the_words_of_a_time_are_found_in_the_quote() -> None:
    fact = fact_edits.apply(DEADLINE, {"time": "9月召开"})
    assert isinstance(fact, Deadline)
    assert DOCUMENT.text[fact.span.start : fact.span.end] == "9月召开" == fact.time.raw
    assert fact.time.lo == PartialDate(None, 9, 1)


def test_a_field_given_back_leaves() -> None:
    assert fact_edits.merged({"value": "950", "scope": "小学"}, {"value": "auto"}) == {
        "scope": "小学"
    }


def test_a_new_row_needs_its_subject_and_value() -> None:
    with pytest.raises(SettingsError, match="指标"):
        fact_edits.new_fact("target", "d", (), "新增学位2400个", 0, {"value": "2400"})
    with pytest.raises(SettingsError, match="目标值"):
        fact_edits.new_fact("target", "d", (), "新增学位2400个", 0, {"indicator": "学位"})
    with pytest.raises(SettingsError, match="这一类"):
        fact_edits.new_fact("任务", "d", (), "x", 0, {})
    made = fact_edits.new_fact(
        "target",
        "d",
        (),
        "新增学位2400个",
        5,
        {"indicator": "学位", "value": "2400", "unit": "个", "span": "4-9"},
    )
    assert isinstance(made, Target) and (made.raw, made.span, made.start) == (
        "2400个",
        Span(9, 14),
        5,
    )


numbers = st.decimals(min_value=-(10**12), max_value=10**12, places=2)


@given(numbers)
def test_a_number_is_said_and_read_back(number: Decimal) -> None:
    assert fact_edits.read_number(fact_edits.say_number(number)) == number
    assert fact_edits.read_number(fact_edits.plain_number(number)) == number


@given(numbers, st.sampled_from(["eq", "ge", "gt", "le", "lt", "approx"]))
def test_what_is_written_is_what_was_meant(value: Decimal, comparator: str) -> None:
    """The form shows a fact as a person would type it; typing that again changes nothing."""
    fact = corrected(value=str(value), comparator=comparator)
    again = fact_edits.apply(TARGET, fact_edits.check("target", fact_edits.written(fact)))
    assert fact_edits.written(again) == fact_edits.written(fact)


@pytest.mark.parametrize(
    "typed",
    [
        {"lo": "1000"},
        {"hi": "5"},
        {"comparator": "ge", "lo": "5000"},
        {"comparator": "approx", "lo": "10", "hi": "5"},
    ],
)
def test_bounds_must_not_speak_against_the_value(typed: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"下限.*上限"):
        corrected(**typed)


def test_whether_something_recurs_is_said_in_either_language() -> None:
    for said, recurs in (("是", True), ("true", True), ("否", False)):
        typed = fact_edits.check("deadline", {"time_recurring": said})
        assert fact_edits.apply(DEADLINE, typed).time.recurring is recurs  # type: ignore[union-attr]


def test_a_remark_loses_only_what_cannot_be_kept() -> None:
    assert fact_edits.remark("王\ud800老师\x00：\n见附件 <b>😀\u202e") == "王老师：\n见附件 <b>😀"
