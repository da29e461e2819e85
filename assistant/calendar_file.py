"""Checklist rows → one calendar (ics): all-day events with stable ids, reminders, and what they could not hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from assistant import content_lines as lines
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
END = lines.raw("END", "VCALENDAR")
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
    left_out = {"year": 0, "day": 0}
    events: list[bytes] = []
    for row in rows:
        days = event_days(row.fact.time)
        if days is not None:
            known = (revisions or {}).get(row.fact_id)
            events.append(_event(row, days, known, alarm_days))
        elif row.fact.time is not None:
            left_out["day" if row.fact.time.lo is row.fact.time.hi is None else "year"] += 1
    whole = f"{NAME}（{name}）" if name else NAME
    return b"".join((*_heads(whole, _description(len(events), left_out)), *events, END))


def _heads(name: str, description: str) -> list[bytes]:
    every = lines.duration(REFRESH)
    return [
        lines.raw("BEGIN", "VCALENDAR"), lines.raw("VERSION", "2.0"),
        lines.raw("PRODID", "-//edu-policy-assistant//checklist//ZH"), lines.raw("CALSCALE", "GREGORIAN"),
        lines.raw("METHOD", "PUBLISH"), lines.text("NAME", name), lines.text("X-WR-CALNAME", name),
        lines.text("DESCRIPTION", description), lines.text("X-WR-CALDESC", description),
        lines.raw("REFRESH-INTERVAL;VALUE=DURATION", every), lines.raw("X-PUBLISHED-TTL", every),
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
) -> bytes:
    changed = _moment(max(row.at, known.at if known is not None else ""))
    name = known.thread if known is not None else row.fact_id
    changes = known.changes if known is not None else int(changed is not None)
    dropped = row.state == "不适用" or row.rejected
    parts = [
        lines.raw("BEGIN", "VEVENT"), lines.text("UID", f"{name}@edu-policy-assistant"),
        lines.moment("DTSTAMP", changed or NEVER), lines.raw("SEQUENCE", str(changes)),
        lines.day("DTSTART", days[0]), lines.day("DTEND", days[1] + dt.timedelta(days=1)),
        lines.text("SUMMARY", _summary(row)), lines.text("DESCRIPTION", _details(row)),
        lines.raw("TRANSP", "TRANSPARENT"), lines.raw("STATUS", "CANCELLED" if dropped else "CONFIRMED"),
    ]  # fmt: skip
    if changed is not None:
        parts.append(lines.moment("LAST-MODIFIED", changed))
    if not dropped and row.state != "已完成":
        parts += _alarms(row, alarm_days)
    return b"".join((*parts, lines.raw("END", "VEVENT")))


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


def _alarms(row: ChecklistRow, alarm_days: Sequence[int]) -> list[bytes]:
    """One a day asked for. What is known by the month only is due at its end, and reminds once, at the earliest."""
    time = row.fact.time
    sharp = time is not None and time.precision == "day"
    asked = sorted({days for days in alarm_days if days >= 0}, reverse=True)
    from_end = dt.timedelta(0) if sharp else dt.timedelta(days=1)
    trigger = f"TRIGGER;RELATED={'START' if sharp else 'END'}"
    return [
        lines.raw("BEGIN", "VALARM") + lines.raw("ACTION", "DISPLAY")
        + lines.text("DESCRIPTION", _summary(row))
        + lines.raw(trigger, lines.duration(MORNING - dt.timedelta(days=days) - from_end))
        + lines.raw("END", "VALARM")
        for days in (asked if sharp else asked[:1])
    ]  # fmt: skip


def event_days(time: FactTime | None) -> tuple[dt.date, dt.date] | None:
    """First and last day of an event: a due day stands on its day, a month spans the month."""
    if time is None or not time.year_known:
        return None
    lo, hi = time.lo or time.hi, time.hi or time.lo
    if time.relation in ("by", "until"):
        lo = hi
    first, last = lo and lo.to_date(), hi and hi.to_date()
    return (first, last) if first and last else None
