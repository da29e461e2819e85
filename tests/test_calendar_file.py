"""Calendars: stable ids, whole days, reminders, and a word on what they could not hold."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from checklist_rows import SEPTEMBER, deadline, row, target, time
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from assistant import content_lines
from assistant.calendar_file import calendar_bytes, event_days
from assistant.export import write
from ingest.records import FactTime
from ingest.store.rows import Revision

DUE = time(None, "2025-10-15", "by", "day")


def events_of(path: Path) -> list:
    return Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def triggers(event: object) -> list[tuple[dt.timedelta, str]]:
    alarms = event.walk("VALARM")  # type: ignore[attr-defined]
    return [(a["trigger"].dt, a["trigger"].params["RELATED"]) for a in alarms]


def test_a_month_spans_the_month_and_a_due_day_is_one_day(tmp_path: Path) -> None:
    path = tmp_path / "清单.ics"
    write([row(deadline(SEPTEMBER)), row(deadline(time(None, "2025-10-15", "by", "day")))], path)
    month, due = events_of(path)
    assert month["dtstart"].dt == dt.date(2025, 9, 1) and month["dtend"].dt == dt.date(2025, 10, 1)
    assert due["dtstart"].dt == dt.date(2025, 10, 15) and due["dtend"].dt == dt.date(2025, 10, 16)
    assert "召开课后服务现场会" in month["summary"] and "9月份" in month["summary"]
    assert "9月份" not in due["summary"], "a day needs no words about how sharp it is"
    assert "临溪县教育局2025年工作要点" in month["description"]


@pytest.mark.parametrize(
    "when, days",
    [
        (SEPTEMBER, ("2025-09-01", "2025-09-30")),
        (time(None, "2025-12-31", "by", "year"), ("2025-12-31", "2025-12-31")),
        (time("2025-09-01", "2025-09-30", "until"), ("2025-09-30", "2025-09-30")),
        (time("2025-09-01", None, "from", "day"), ("2025-09-01", "2025-09-01")),
        (time("XXXX-09-01", "XXXX-09-30"), None),
        (time(None, None), None),
        (None, None),
    ],
)
def test_days_of_an_event(when: FactTime | None, days: tuple[str, str] | None) -> None:
    found = event_days(when)
    assert (found and tuple(day.isoformat() for day in found)) == days


def test_rows_without_a_known_day_are_no_events(tmp_path: Path) -> None:
    path = tmp_path / "清单.ics"
    write([row(target("940", "940元")), row(deadline(time("XXXX-09-01", "XXXX-09-30")))], path)
    assert events_of(path) == []


def test_the_same_rows_give_the_same_file_and_the_same_ids(tmp_path: Path) -> None:
    one, two = tmp_path / "一.ics", tmp_path / "二.ics"
    rows = [row(deadline(SEPTEMBER))]
    write(rows, one)
    write(rows, two)
    assert one.read_bytes() == two.read_bytes()
    write([row(deadline(SEPTEMBER), state="已完成", at="2025-09-10T08:00:00+00:00")], two)
    (before,), (after,) = events_of(one), events_of(two)
    assert before["uid"] == after["uid"] == "f1@edu-policy-assistant"
    assert str(after["summary"]).startswith("✓ ") and not str(before["summary"]).startswith("✓")


def test_what_does_not_apply_is_cancelled(tmp_path: Path) -> None:
    path = tmp_path / "清单.ics"
    write([row(deadline(SEPTEMBER), state="不适用")], path)
    assert events_of(path)[0]["status"] == "CANCELLED"


def test_commas_semicolons_and_lines_come_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "清单.ics"
    quote = "9月份，召开A,B;C\\会议\n并通报" + "很长" * 60
    write([row(deadline(SEPTEMBER, action="召开A,B;C会议", quote=quote))], path)
    (event,) = events_of(path)
    assert str(event["description"]).startswith(quote) and "A,B;C" in str(event["summary"])
    assert all(len(line) <= 75 for line in path.read_bytes().split(b"\r\n"))


# --- reminders --------------------------------------------------------------------------------


def test_a_due_day_reminds_a_week_and_a_day_before_at_nine() -> None:
    (event,) = Calendar.from_ical(calendar_bytes([row(deadline(DUE))])).walk("VEVENT")
    at_nine = [dt.datetime(2025, 10, 15) + ahead for ahead, _ in triggers(event)]
    assert at_nine == [dt.datetime(2025, 10, 8, 9), dt.datetime(2025, 10, 14, 9)]
    assert {related for _, related in triggers(event)} == {"START"}


def test_a_month_reminds_once_before_its_end() -> None:
    (event,) = Calendar.from_ical(calendar_bytes([row(deadline(SEPTEMBER))])).walk("VEVENT")
    ((ahead, related),) = triggers(event)
    assert related == "END" and dt.datetime(2025, 10, 1) + ahead == dt.datetime(2025, 9, 23, 9)


@pytest.mark.parametrize(
    "state, count", [("待确认", 2), ("进行中", 2), ("已完成", 0), ("不适用", 0)]
)
def test_what_is_done_reminds_nobody(state: str, count: int) -> None:
    made = calendar_bytes([row(deadline(DUE), state=state)])
    assert made.count(b"BEGIN:VALARM") == count


def test_the_days_are_a_setting() -> None:
    (event,) = Calendar.from_ical(calendar_bytes([row(deadline(DUE))], alarm_days=(0,))).walk(
        "VEVENT"
    )
    assert triggers(event) == [(dt.timedelta(hours=9), "START")]
    assert b"VALARM" not in calendar_bytes([row(deadline(DUE))], alarm_days=())


# --- what changes -----------------------------------------------------------------------------


def test_a_change_is_newer_under_the_same_name() -> None:
    shown = row(deadline(DUE), at="2025-09-10T08:00:00+00:00")
    known = Revision("thread", 3, "2025-09-12T08:00:00+00:00")
    (event,) = Calendar.from_ical(calendar_bytes([shown], revisions={"f1": known})).walk("VEVENT")
    assert event["uid"] == "thread@edu-policy-assistant" and event["sequence"] == 3
    assert event["last-modified"].dt == dt.datetime(2025, 9, 12, 8, tzinfo=dt.UTC)
    (fresh,) = Calendar.from_ical(calendar_bytes([row(deadline(DUE))])).walk("VEVENT")
    assert fresh["sequence"] == 0 and "last-modified" not in fresh


def test_a_rejected_row_is_cancelled_too() -> None:
    (event,) = Calendar.from_ical(calendar_bytes([row(deadline(DUE), rejected=True)])).walk(
        "VEVENT"
    )
    assert event["status"] == "CANCELLED" and not event.walk("VALARM")


def test_the_calendar_says_its_filter_and_what_it_left_out() -> None:
    rows = [
        row(deadline(DUE)), row(deadline(time("XXXX-09-01", "XXXX-09-30"))),
        row(deadline(time(None, None))), row(target("940", "940元")),
    ]  # fmt: skip
    made = calendar_bytes(rows, name="基础教育科，本月")
    calendar = Calendar.from_ical(made)
    assert calendar["x-wr-calname"] == calendar["name"] == "教育文件任务清单（基础教育科，本月）"
    told = str(calendar["x-wr-caldesc"])
    assert "共 1 条" in told and "1 条没有写明年份" in told and "1 条没有具体日期" in told
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT4H\r\n" in made


def test_long_chinese_lines_are_folded_between_characters() -> None:
    words = "开展全区义务教育阶段学生营养改善计划专项督导" * 9
    made = calendar_bytes([row(deadline(DUE, action=words))], name=words)
    pieces = made.split(b"\r\n")
    assert max(map(len, pieces)) <= 75
    for piece in pieces:
        piece.decode("utf-8")  # no character is cut
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert str(event["summary"]) == words


@settings(deadline=None, max_examples=50)
@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\x85"))
)
def test_any_words_come_back(words: str) -> None:
    made = calendar_bytes([row(deadline(DUE, action=f"召开{words}会议"))])
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert str(event["summary"]) == f"召开{words}会议"


@pytest.mark.parametrize(
    "hours, words", [(9, "PT9H"), (-15, "-PT15H"), (-159, "-P6DT15H"), (0, "P0D"), (48, "P2D")]
)
def test_stretches_of_time_are_written(hours: int, words: str) -> None:
    assert content_lines.duration(dt.timedelta(hours=hours)) == words
