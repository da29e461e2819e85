"""How a row's state is shown small: a sign and a class for its colour, never colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import NamedTuple

from assistant.records import ChecklistRow, State
from assistant.ui.strings.words import Words


class Sign(NamedTuple):
    """``mark`` is what is drawn, ``name`` the CSS class and the end of the key of its words."""

    mark: str
    name: str


SIGNS: Mapping[State, Sign] = {
    "已完成": Sign("✓", "done"),
    "进行中": Sign("◐", "doing"),
    "已确认": Sign("●", "confirmed"),
    "待确认": Sign("○", "waiting"),
    "不适用": Sign("—", "void"),
}


def classes(row: ChecklistRow) -> str:
    """The classes of a row's button."""
    return f"it s-{SIGNS[row.state].name}{' s-late' if row.overdue else ''}"


def mark(row: ChecklistRow) -> str:
    """The sign, for the eye only: ``said`` says it to others."""
    late = '<b class="late" aria-hidden="true">!</b>' if row.overdue else ""
    return f'<i class="sign" aria-hidden="true">{SIGNS[row.state].mark}</i>{late}'


def said(row: ChecklistRow, words: Words) -> str:
    """State and lateness in words."""
    state = words(f"sign_{SIGNS[row.state].name}")
    return words("comma").join([state, words("overdue")] if row.overdue else [state])


def legend(words: Words) -> str:
    """What the signs mean."""
    entries = [
        f'<span class="s-{sign.name}"><i class="sign" aria-hidden="true">{sign.mark}</i>'
        f"{escape(words(f'sign_{sign.name}'))}</span>"
        for sign in SIGNS.values()
    ]
    late = f'<span class="s-late"><b class="late" aria-hidden="true">!</b>{escape(words("overdue"))}</span>'
    return f'<p class="legend">{"".join([*entries, late])}</p>'
