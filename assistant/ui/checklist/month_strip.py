"""The strip over the calendar: the title with its buttons, and a year or school year month by month."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

from assistant.ui.checklist.clicks import button
from assistant.ui.checklist.month_html import title
from assistant.ui.checklist.month_rows import MonthCount, moved
from assistant.ui.strings.words import Words

SCHOOL_START, SECOND_TERM = 9, 2
"""Months in which a school year and its second term begin."""
TALL = 8
"""Rows of a month that fill its bar, unless another month has more."""
Month = tuple[int, int]
"""Year and month."""


def first_month(shown: Month, *, school: bool) -> Month:
    """Where the twelve months around the shown one begin."""
    year, month = shown
    if not school:
        return year, 1
    return (year if month >= SCHOOL_START else year - 1), SCHOOL_START


def head(shown: Month, today: dt.date, words: Words) -> str:
    """Title and the ways to other months."""
    before, after = moved(*shown, -1), moved(*shown, 1)
    here = shown == (today.year, today.month)
    arrows = (
        _go(before, "‹", "before", words("month_before"), words),
        f'<h2 aria-live="polite">{escape(title(*shown, words))}</h2>',
        _go(after, "›", "after", words("month_after"), words),
    )
    back = button(
        "go", escape(words("month_today")), key="go-today", kind="act" + (" on" if here else ""),
        month=f"{today:%Y-%m}",
    )  # fmt: skip
    paper = button("print", escape(words("month_print")), key="print", kind="act paper")
    return f'<div class="month-head">{"".join(arrows)}<span class="gap"></span>{back}{paper}</div>'


def _go(month: Month, text: str, key: str, label: str, words: Words) -> str:
    said = f"{label}：{title(*month, words)}"
    return button("go", text, key=f"go-{key}", kind="act arrow", label=said, month=written(month))


def strip(counts: Sequence[MonthCount], shown: Month, words: Words, *, school: bool) -> str:
    """Twelve months with how much each holds; a click goes there."""
    most = max(TALL, *(count.total for count in counts))
    months = "".join(f"<li>{_month(c, shown, most, words)}</li>" for c in counts)
    first = counts[0]
    key, other = ("strip_school", "calendar") if school else ("strip_calendar", "school")
    name = words(key, year=first.year, next=first.year + 1)
    back = button(
        "go", f"« {first.year - 1}", key="year-before", kind="act",
        label=words(key, year=first.year - 1, next=first.year),
        month=written((shown[0] - 1, shown[1])),
    )  # fmt: skip
    on = button(
        "go", f"{first.year + 1} »", key="year-after", kind="act",
        label=words(key, year=first.year + 1, next=first.year + 2),
        month=written((shown[0] + 1, shown[1])),
    )  # fmt: skip
    terms = _terms(words) if school else ""
    turn = button("span", escape(words(f"strip_to_{other}")), key="span", kind="act")
    return (
        f'<nav class="strip" aria-label="{escape(words("strip_label"))}"><div class="strip-head">'
        f"{back}<b>{escape(name)}</b>{on}{turn}</div>"
        f'{terms}<ol data-arrows class="{"school" if school else "year"}">{months}</ol></nav>'
    )


def _terms(words: Words) -> str:
    """The names of both terms over their months."""
    first, second = escape(words("strip_term_1")), escape(words("strip_term_2"))
    return f'<div class="terms" aria-hidden="true"><span>{first}</span><span>{second}</span></div>'


def _month(count: MonthCount, shown: Month, most: int, words: Words) -> str:
    month = (count.year, count.month)
    said = words(
        "strip_month", title=title(*month, words), total=count.total, open=count.open,
        overdue=count.overdue,
    )  # fmt: skip
    high, still = round(100 * count.total / most), round(100 * count.open / most)
    late = f'<b class="late" aria-hidden="true">! {count.overdue}</b>' if count.overdue else ""
    text = (
        f'<span class="bar" aria-hidden="true"><i style="height:{high}%"></i>'
        f'<i class="open" style="height:{still}%"></i></span>'
        f'<span class="m">{escape(words("month_n_short", n=count.month))}</span>'
        f'<span class="n">{count.total or "·"}</span>{late}'
    )
    kind = "mon on" if month == shown else "mon"
    made = button(
        "go", text, key=f"mon-{written(month)}", kind=kind, label=said, month=written(month)
    )
    return made.replace("<button ", '<button aria-current="true" ', 1) if month == shown else made


def years(busy: Sequence[Month], shown: Month, words: Words) -> str:
    """Every year that holds something, folded; a click goes to its month of that name, or its first busy one."""
    first: dict[int, Month] = {}
    for month in busy:
        first.setdefault(month[0], month)
    if len(first) < 2:
        return ""
    made = []
    for year, month in first.items():
        goal = (year, shown[1]) if (year, shown[1]) in busy else month
        kind = "act on" if year == shown[0] else "act"
        made.append(button("go", str(year), key=f"year-{year}", kind=kind, month=written(goal)))
    return (
        f'<details class="years"><summary>{escape(words("month_jump"))}</summary>'
        f"<div>{''.join(made)}</div></details>"
    )


def way_out(busy: Sequence[Month], shown: Month, words: Words) -> str:
    """From an empty month to the nearest ones that hold something."""
    earlier = max((m for m in busy if m < shown), default=None)
    later = min((m for m in busy if m > shown), default=None)
    parts = [f'<p class="none">{escape(words("month_empty"))}</p>']
    for month, key in ((later, "month_next_busy"), (earlier, "month_last_busy")):
        if month is not None:
            text = escape(words(key, title=title(*month, words)))
            parts.append(button("go", text, key=key, kind="act", month=written(month)))
    return f'<div class="way-out">{"".join(parts)}</div>'


def written(month: Month) -> str:
    """2026-09."""
    return f"{month[0]:04d}-{month[1]:02d}"


def read(text: str) -> Month | None:
    """What ``written`` wrote; None for anything else or a year no calendar has."""
    year, _, month = text.partition("-")
    if not (year.isdecimal() and month.isdecimal()):
        return None
    found = int(year), int(month)
    return found if 1900 <= found[0] <= 2200 and 1 <= found[1] <= 12 else None
