"""A page of the calendar as HTML: a table of weeks that a phone shows as a list of days, the bands above it, the strip of months.

Every word of a document is escaped.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from html import escape

from assistant.records import ChecklistRow
from assistant.ui.checklist import signs, times
from assistant.ui.checklist.clicks import button
from assistant.ui.checklist.month_rows import MonthRows, Placed, as_time
from assistant.ui.checklist.saying import value, what
from assistant.ui.strings.words import Words

IN_DAY = 3
"""Rows that a day shows; the others are behind “还有 N 项”."""
IN_BAND = 8
"""Rows that a band over the days shows."""
ON_PAPER = 40
"""Further rows of a day, or of the month, that are printed."""
FOLDED = ("wide", "recurring", "unknown")
"""Bands that are opened with a click: no single day or month of theirs is known."""


def page(rows: MonthRows, today: dt.date, words: Words) -> str:
    """The bands and the days of one month."""
    counts = _counts(rows, words) if rows.exact else ""
    return "".join(
        (
            counts,
            _band(rows, words),
            _grid(rows, today, words),
            *(_folded(rows, name, words) for name in FOLDED),
            signs.legend(words),
        )
    )


def title(year: int, month: int, words: Words) -> str:
    """The name of a month in the language of the page."""
    return words("month_title", year=year, month=month, month_name=calendar.month_name[month])


def _counts(rows: MonthRows, words: Words) -> str:
    exact = rows.exact
    still = sum(r.state not in ("已完成", "不适用") for r in exact)
    late = sum(r.overdue for r in exact)
    said = words("month_counts", total=len(exact), open=still, overdue=late)
    return f'<p class="counted">{escape(said)}</p>'


# --- days -------------------------------------------------------------------------------------


def _grid(rows: MonthRows, today: dt.date, words: Words) -> str:
    named = words("month_caption", title=title(rows.year, rows.month, words))
    names = words("weekdays").split(",")
    heads = "".join(f'<th scope="col">{escape(words("weekday_n", day=n))}</th>' for n in names)
    weeks = calendar.Calendar().monthdatescalendar(rows.year, rows.month)
    body = "".join(
        f"<tr>{''.join(_day(day, rows, today, words) for day in week)}</tr>" for week in weeks
    )
    return (
        f'<table class="cal" data-arrows><caption class="unseen">{escape(named)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def _day(day: dt.date, rows: MonthRows, today: dt.date, words: Words) -> str:
    if day.month != rows.month:
        return '<td class="other"></td>'
    placed = rows.days.get(day.day, [])
    now = day == today
    kinds = " ".join(filter(None, ("today" if now else "", "" if placed else "free")))
    weekday = words("weekday_n", day=words("weekdays").split(",")[day.weekday()])
    head = (
        f'<time datetime="{day.isoformat()}"{" aria-current=date" if now else ""}>'
        f'<b>{day.day}</b><span class="narrow">{escape(weekday)}</span>'
        f"{'<em>' + escape(words('plan_is_today')) + '</em>' if now else ''}</time>"
    )
    said = words("plan_day_said", month=day.month, day=day.day)
    items = "".join(
        f"<li{_on_paper(n, IN_DAY)}>{_placed(p, said, words)}</li>"
        for n, p in enumerate(placed[: IN_DAY + ON_PAPER])
    )
    left = len(placed) - IN_DAY
    if left > 0:
        more = words("plan_more_n", n=left)
        items += f"<li>{_more(str(day.day), more, f'{said} {more}')}</li>"
    return f'<td class="{kinds}">{head}{f"<ul>{items}</ul>" if items else ""}</td>'


def _on_paper(number: int, most: int) -> str:
    """A printed month holds the rows that the screen keeps behind “还有 N 项”."""
    return ' class="on-paper"' if number >= most else ""


def _more(where: str, text: str, label: str) -> str:
    return button("day", escape(text), key=f"day-{where}", kind="more", label=label, where=where)


def _placed(placed: Placed, day: str, words: Words) -> str:
    part = "" if placed.part == "due" else words(f"part_{placed.part}")
    return item(placed.row, words, place=day, part=part, during=placed.part == "during")


def item(
    row: ChecklistRow, words: Words, *, place: str = "", part: str = "", during: bool = False
) -> str:
    """A row as a button that opens its card."""
    name = " ".join(filter(None, (what(row), value(row))))
    label = "，".join(filter(None, (place, part, name, signs.said(row, words))))
    tag = f'<span class="part">{escape(part)}</span>' if part else ""
    kind = f"{signs.classes(row)}{' during' if during else ''}"
    text = f'{signs.mark(row)}{tag}<span class="name">{escape(name)}</span>'
    return button(
        "open", text, key=f"row-{place}-{row.fact_id}", kind=kind, label=label, id=row.fact_id
    )


# --- bands ------------------------------------------------------------------------------------


def _band(rows: MonthRows, words: Words) -> str:
    if not rows.band:
        return ""
    head = words("band_month", month=rows.month, n=len(rows.band))
    shown = times.say(as_time(rows.year, rows.month), words)
    return (
        f'<section class="band"><h3>{escape(head)}</h3>'
        f"{_listed(rows.band, 'band', words, most=IN_BAND, month=shown)}</section>"
    )


def _folded(rows: MonthRows, name: str, words: Words) -> str:
    some: list[ChecklistRow] = getattr(rows, name)
    if not some:
        return ""
    head = words(f"band_{name}", n=len(some))
    hint = ""
    if name == "unknown":
        hint = f'<p class="hint">{escape(words("band_unknown_hint", month=rows.month))}</p>'
    listed = _listed(some, name, words, most=IN_BAND)
    return f'<details class="band"><summary>{escape(head)}</summary>{hint}{listed}</details>'


def _listed(
    rows: Sequence[ChecklistRow], where: str, words: Words, *, most: int, month: str = ""
) -> str:
    items = "".join(
        f"<li{_on_paper(n, most)}>{item(r, words, place=where, part=when(r, words, month))}</li>"
        for n, r in enumerate(rows[: most + (ON_PAPER if where == "band" else 0)])
    )
    left = len(rows) - most
    if left > 0:
        text = words("plan_more_n", n=left)
        items += f"<li>{_more(where, text, text)}</li>"
    return f"<ul>{items}</ul>"


def when(row: ChecklistRow, words: Words, month: str = "") -> str:
    """The time as precisely as the document has it; nothing where the page says it already by ``month``."""
    time = row.fact.time
    if time is None:
        return ""
    said = time.raw if time.recurring else times.say(time, words)
    return "" if said == month else said


def chosen(rows: MonthRows, where: str) -> list[ChecklistRow]:
    """The rows of a day (“9”) or of a band, by the name that its button carries."""
    if where in (*FOLDED, "band"):
        return list(getattr(rows, where))
    return [p.row for p in rows.days.get(int(where), [])] if where.isdecimal() else []


def whole(rows: Sequence[ChecklistRow], words: Words, where: str) -> str:
    """All rows of a day or band, for the side of the page."""
    items = "".join(
        f"<li>{item(r, words, place=f'all-{where}', part=when(r, words))}</li>" for r in rows
    )
    return f'<ul class="whole" data-arrows>{items}</ul>'
