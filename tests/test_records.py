from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.records import (
    Deadline,
    FactTime,
    FileOutcome,
    IngestReport,
    PartialDate,
    Span,
    Target,
    fact_to_json,
    last_day,
)


@given(st.dates(min_value=date(1000, 1, 1)), st.booleans())
def test_partial_dates_read_back_as_written(day: date, known: bool) -> None:
    partial = PartialDate(day.year if known else None, day.month, day.day)
    assert PartialDate.parse(str(partial)) == partial
    assert partial.to_date() == (day if known else None)


def test_an_unknown_year_is_written_with_xxxx() -> None:
    assert str(PartialDate(None, 9, 1)) == "XXXX-09-01"


def test_february_of_an_unknown_year_may_have_29_days() -> None:
    assert last_day(None, 2) == 29
    assert PartialDate(None, 2, 29).with_year(2025) == PartialDate(2025, 2, 28)


@pytest.mark.parametrize("month, day", [(13, 1), (2, 30), (0, 1), (4, 31)])
def test_no_such_day(month: int, day: int) -> None:
    with pytest.raises(ValueError, match="no such day"):
        PartialDate(2025, month, day)


def test_spans_are_half_open() -> None:
    assert len(Span(2, 5)) == 3
    assert Span(0, 3).overlaps(Span(2, 4))
    assert not Span(0, 3).overlaps(Span(3, 4))
    assert Span(0, 9).contains(Span(3, 9))
    with pytest.raises(ValueError, match="half-open"):
        Span(3, 2)


def test_facts_become_json_without_losing_digits() -> None:
    time = FactTime("9月", 0, 2, PartialDate(None, 9, 1), PartialDate(None, 9, 30), "in", "month")
    target = Target(
        "t", "d", ("一、",), "补助比例由1.5%提高到10%", 4, 18, Span(8, 18), "补助比例", "", "from_to",
        Decimal("10"), "%", "由1.5%提高到10%", value_from=Decimal("1.50"), time=time,
    )  # fmt: skip
    row = fact_to_json(target, document="计划", source="a.docx")
    assert (row["value"], row["value_from"], row["span_start"]) == ("10", "1.5", 8)
    deadline = Deadline("x", "d", (), "9月开会", 0, 4, Span(0, 2), "开会", "教研室", time)
    row = fact_to_json(deadline, document="计划", source="a.docx")
    assert row["time"] == {
        "raw": "9月", "lo": "XXXX-09-01", "hi": "XXXX-09-30", "relation": "in",
        "precision": "month", "recurring": False, "year_known": False,
    }  # fmt: skip
    assert row["action"] == "开会" and row["owner"] == "教研室"


def test_a_report_tells_what_is_not_in_the_library() -> None:
    good = FileOutcome("a.txt", "indexed", changed=False)
    bad = FileOutcome("b.pdf", "needs_ocr", reason="扫描件", remedy="识别文字")
    report = IngestReport((good, bad))
    assert (report.indexed, report.unchanged, report.failed) == ((good,), (good,), (bad,))
    assert not report.ok
