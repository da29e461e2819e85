"""Checklist rows → one calendar (ics): all-day events with stable ids, reminders, and what they could not hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assistant.records import ChecklistRow
from ingest.records import FactTime, Target, quoted

if TYPE_CHECKING:
    from ingest.store.rows import Revision

NAME = "教育文件任务清单"
ALARM_DAYS = (7, 1)
"""Days before a due day on which a calendar reminds, unless settings say otherwise."""
MORNING = dt.timedelta(hours=9)
"""When: at nine, not at midnight."""
REFRESH = dt.timedelta(hours=4)
"""How often a calendar that subscribes is asked to look again."""
NEVER = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Stands for the time of a change that never happened, so that the same rows give the same file."""


def calendar_bytes(
    rows: Iterable[ChecklistRow],
    *,
    name: str = "",
    revisions: Mapping[str, Revision] | None = None,
    alarm_days: Sequence[int] = ALARM_DAYS,
) -> bytes:
    """Deadlines and targets of known year as all-day events, one a row, in iCalendar (RFC 5545, 7986).

    What does not apply is cancelled. Rows without a year or a day are left out and counted in the calendar's
    description. The same rows give the same bytes.

    Args:
        rows: What to write.
        name: The filter in words; it stands in the calendar's name.
        revisions: By fact id, the name that a row keeps through versions of its document, and how often and
            when it changed. Without them ids are the facts' own.
        alarm_days: Days before the day on which to remind; none of what is done.
    """
    from icalendar import Calendar

    calendar = Calendar()
    for key, value in _heads(f"{NAME}（{name}）" if name else NAME):
        calendar.add(key, value)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    left_out = {"year": 0, "day": 0}
    events = []
    for row in rows:
        days = event_days(row.fact.time)
        if days is not None:
            known = (revisions or {}).get(row.fact_id)
            events.append(_event(row, days, known, alarm_days))
        elif row.fact.time is not None:
            left_out["day" if row.fact.time.lo is row.fact.time.hi is None else "year"] += 1
    words = _description(len(events), left_out)
    calendar.add("description", words)
    calendar.add("x-wr-caldesc", words)
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _heads(name: str) -> list[tuple[str, Any]]:
    return [
        ("prodid", "-//edu-policy-assistant//checklist//ZH"), ("version", "2.0"), ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"), ("name", name), ("x-wr-calname", name), ("x-published-ttl", "PT4H"),
    ]  # fmt: skip


def _description(held: int, left_out: Mapping[str, int]) -> str:
    parts = [f"共 {held} 条。"]
    if left_out["year"]:
        parts.append(f"另有 {left_out['year']} 条没有写明年份，不能放进日历，请在任务清单里查看。")
    if left_out["day"]:
        parts.append(f"另有 {left_out['day']} 条没有具体日期（例如每月、每学期），未放进日历。")
    return "".join(parts)


def _event(
    row: ChecklistRow,
    days: tuple[dt.date, dt.date],
    known: Revision | None,
    alarm_days: Sequence[int],
) -> Any:
    from icalendar import Event

    event = Event()
    name = known.thread if known is not None else row.fact_id
    changed = _moment(max(row.at, known.at if known is not None else ""))
    event.add("uid", f"{name}@edu-policy-assistant")
    event.add("dtstamp", changed or NEVER)
    event.add("sequence", known.changes if known is not None else int(changed is not None))
    if changed is not None:
        event.add("last-modified", changed)
    event.add("dtstart", days[0])
    event.add("dtend", days[1] + dt.timedelta(days=1))
    event.add("summary", _summary(row))
    event.add("description", _details(row))
    event.add("transp", "TRANSPARENT")
    dropped = row.state == "不适用" or row.rejected
    event.add("status", "CANCELLED" if dropped else "CONFIRMED")
    if not dropped and row.state != "已完成":
        for alarm in _alarms(row, alarm_days):
            event.add_component(alarm)
    return event


def _moment(at: str) -> dt.datetime | None:
    """A time of the library; None where nobody has said anything."""
    try:
        return dt.datetime.fromisoformat(at).astimezone(dt.UTC)
    except ValueError:
        return None


def _summary(row: ChecklistRow) -> str:
    time = row.fact.time
    about = "" if time is None or time.precision == "day" else f"（{time.raw}）"
    done = "✓ " if row.state == "已完成" else ""
    value = f" {row.fact.raw}" if isinstance(row.fact, Target) else ""
    return f"{done}{row.headline}{value}{about}"


def _details(row: ChecklistRow) -> str:
    lines = [row.fact.quote, f"——{quoted(row.document_title or row.source)}"]
    if row.fact.owner:
        lines.append(f"责任单位：{row.fact.owner}")
    lines.append(f"状态：{row.state}")
    return "\n".join(lines)


def _alarms(row: ChecklistRow, alarm_days: Sequence[int]) -> list[Any]:
    """One a day asked for. What is known by the month only is due at its end, and reminds once, at the earliest."""
    from icalendar import Alarm

    time = row.fact.time
    sharp = time is not None and time.precision == "day"
    asked = sorted({days for days in alarm_days if days >= 0}, reverse=True)
    made = []
    for days in asked if sharp else asked[:1]:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _summary(row))
        from_end = dt.timedelta(0) if sharp else dt.timedelta(days=1)
        ahead = MORNING - dt.timedelta(days=days) - from_end
        alarm.add("trigger", ahead, parameters={"RELATED": "START" if sharp else "END"})
        made.append(alarm)
    return made


def event_days(time: FactTime | None) -> tuple[dt.date, dt.date] | None:
    """First and last day of an event: a due day stands on its day, a month spans the month."""
    if time is None or not time.year_known:
        return None
    lo, hi = time.lo or time.hi, time.hi or time.lo
    if time.relation in ("by", "until"):
        lo = hi
    first, last = lo and lo.to_date(), hi and hi.to_date()
    return (first, last) if first and last else None
