"""Windows of time by name, and which rows are a matter of one."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from test_checklist import TODAY, deadline, rows_of, target, time

from assistant.due import days_in, in_window
from assistant.time_windows import WINDOWS, Terms, window
from ingest.errors import SettingsError
from ingest.records import FactTime

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


@pytest.mark.parametrize(
    ("name", "today", "since", "until"),
    [
        ("today", "2026-11-28", "2026-11-28", "2026-11-28"),
        ("this-week", "2026-11-29", "2026-11-23", "2026-11-29"),
        ("本周", "2026-11-23", "2026-11-23", "2026-11-29"),
        ("next-week", "2026-12-30", "2027-01-04", "2027-01-10"),
        ("this-month", "2024-02-10", "2024-02-01", "2024-02-29"),
        ("next-month", "2026-12-31", "2027-01-01", "2027-01-31"),
        ("this-term", "2026-11-28", "2026-09-01", "2027-01-31"),
        ("this-term", "2027-01-31", "2026-09-01", "2027-01-31"),
        ("本学期", "2026-08-31", "2026-02-01", "2026-08-31"),
        ("next-term", "2026-09-01", "2027-02-01", "2027-08-31"),
        ("this-half-year", "2026-06-30", "2026-01-01", "2026-06-30"),
        ("this-half-year", "2026-07-01", "2026-07-01", "2026-12-31"),
        ("this-year", "2026-07-01", "2026-01-01", "2026-12-31"),
        ("next-year", "2026-07-01", "2027-01-01", "2027-12-31"),
    ],
)
def test_windows_are_reckoned_from_today(name: str, today: str, since: str, until: str) -> None:
    found = window(name, dt.date.fromisoformat(today))
    assert (str(found.since), str(found.until), found.overdue) == (since, until, False)


@given(DAYS)
@settings_of(max_examples=30)
def test_every_day_lies_in_its_own_windows(today: dt.date) -> None:
    for name in ("today", "this-week", "this-month", "this-term", "this-half-year", "this-year"):
        found = window(name, today)
        assert found.since is not None and found.since <= today <= found.until
    for this, following in (("this-week", "next-week"), ("this-month", "next-month"),
                            ("this-term", "next-term"), ("this-year", "next-year")):  # fmt: skip
        after = window(this, today).until + dt.timedelta(days=1)
        assert window(following, today).since == after


def test_a_school_may_count_its_terms_otherwise() -> None:
    terms = Terms(autumn=(8, 26), spring=(2, 20))
    found = window("this-term", dt.date(2026, 8, 27), terms)
    assert (str(found.since), str(found.until)) == ("2026-08-26", "2027-02-19")


def test_terms_are_read_from_the_settings() -> None:
    assert Terms.parse("08-26,02-20") == Terms((8, 26), (2, 20))
    for wrong in ("02-30,09-01", "02-29,09-01", "09-01,09-01", "09-01"):
        with pytest.raises(SettingsError, match="TERM_STARTS"):
            Terms.parse(wrong)


def test_an_unknown_window_is_named_with_all_there_are() -> None:
    with pytest.raises(SettingsError, match=r"this-week（本周）"):
        window("someday", TODAY)
    assert window("逾期", TODAY).overdue and len(WINDOWS) == 11


# --- what is a matter of a window (today is Wednesday 10 September 2025) ------------------------


@pytest.mark.parametrize(
    ("when", "windows"),
    [
        (time("2025-09-12", "2025-09-12", "in", "day"), "this-week this-month this-term this-year"),
        (time(None, "2025-09-14", "by", "day"), "this-week this-month this-term this-year"),
        (time("2025-09-01", "2025-09-30"), "today this-week next-week this-month this-term this-year"),
        (time("2025-01-01", "2025-12-31", "in", "year"), "this-term this-year"),
        (time(None, "2025-12-31", "by", "year"), "this-term this-year"),
        (time("2025-09-12", "2025-12-31", "in", "day"), "this-week this-month this-term this-year"),
        (time("2025-09-12", None, "from", "day"), "this-week this-month this-term this-year"),
        (time("XXXX-09-16", "XXXX-09-16", "in", "day"), "next-week this-month this-term this-year next-year"),
        (time("XXXX-12-20", "XXXX-01-10", "in", "day"), "this-term this-year next-year"),
        (time("2024-09-12", "2024-09-12", "in", "day"), "overdue"),
        (time(None, None, "in", "year", True), "this-year next-year"),
        (replace(time(None, None, "in", "month", True), raw="每月"), "this-month this-term this-year next-year"),
    ],
)  # fmt: skip
def test_rows_are_a_matter_of_the_windows_they_are_due_in(when: FactTime, windows: str) -> None:
    rows = rows_of(deadline("a", when))
    wanted = set(windows.split())
    for name in {"overdue", "today", "this-week", "next-week", "this-month", "this-term",
                 "this-year", "next-year"}:  # fmt: skip
        assert bool(in_window(rows, window(name, TODAY))) == (name in wanted), name


def test_a_value_to_hold_every_year_is_no_task_of_a_window() -> None:
    rows = rows_of(target("t", time(None, None, "in", "year", True)), target("u"))
    assert not any(in_window(rows, window(name, TODAY)) for name in WINDOWS)


def test_the_days_of_a_time() -> None:
    assert days_in(time("XXXX-12-20", "XXXX-01-10"), 2025) == (
        dt.date(2025, 12, 20), dt.date(2026, 1, 10),
    )  # fmt: skip
    assert days_in(time("2025-09-01", "2025-09-30", "by"), 1) == (dt.date(2025, 9, 30),) * 2
    assert days_in(time("2025-09-01", None, "from"), 1) == (dt.date(2025, 9, 1),) * 2
