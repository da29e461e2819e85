"""The form on a row's card as HTML: its state as big buttons, owner, note and proof; the script sends what was changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from assistant.records import STATES, ChecklistRow, Event
from assistant.ui.checklist import details, times
from assistant.ui.checklist.list_html import CLASSES
from assistant.ui.strings.words import Words

ADDRESS = re.compile(r"https?://[^\s<>\"'，。；、）】》]+", re.IGNORECASE)
"""What of a proof can be opened; nothing else ever becomes a link."""


def panel(row: ChecklistRow, events: Iterable[Event], owners: Sequence[str], words: Words) -> str:
    """The whole card of a row with its form; ``data-id`` names the row."""
    form = "" if row.rejected else _form(row, owners, words)
    events = tuple(events)
    undo = (
        f'<button type="button" class="act" data-undo="last">{escape(words("undo_last"))}</button>'
        if events
        else ""
    )
    head = (
        f'<div class="bar"><b tabindex="-1" class="title">{escape(words("card"))}</b>'
        f'<button type="button" class="act" data-close="1">{escape(words("close_card"))} '
        '<span aria-hidden="true">×</span></button></div>'
    )
    top = _facts(row, words) + ("" if row.rejected else _states(row, words))
    body = details.card(row, events, words, top, form + undo)
    return f'<section class="card" data-id="{escape(row.fact_id)}" aria-label="{escape(words("card"))}">{head}{body}</section>'


def _facts(row: ChecklistRow, words: Words) -> str:
    """Time and lateness in words."""
    said = times.say(row.fact.time, words) or words("no_date")
    late = f' <span class="mark late">{escape(words("overdue"))}</span>' if row.overdue else ""
    return f'<p class="due">{escape(words("col_time"))}：{escape(said)}{late}</p>'


def _states(row: ChecklistRow, words: Words) -> str:
    buttons = "".join(
        f'<button type="button" class="state {CLASSES[state]}" data-state="{state}" '
        f'aria-pressed="{str(state == row.state).lower()}">{escape(words(f"state_{state}"))}</button>'
        for state in STATES
    )
    label = escape(words("card_state"))
    return f'<div class="states" role="group" aria-label="{label}">{buttons}</div>'


def _form(row: ChecklistRow, owners: Sequence[str], words: Words) -> str:
    return (
        f'<form class="fields" onsubmit="return false">'
        f"{_owner(row, owners, words)}"
        f'<label>{escape(words("note"))}<textarea name="note" rows="2">{escape(plain_note(row))}</textarea></label>'
        f'<label>{escape(words("proof"))}<input name="proof" value="{escape(row.proof)}" '
        f'placeholder="{escape(words("proof_hint"))}" autocomplete="off"></label>{_links(row, words)}'
        f'<button type="submit" class="act save">{escape(words("save"))}</button></form>'
    )


def plain_note(row: ChecklistRow) -> str:
    """What a person wrote, without what a new version changed."""
    return row.note.removeprefix(row.flag).lstrip("；")


def _owner(row: ChecklistRow, owners: Sequence[str], words: Words) -> str:
    options = "".join(f'<option value="{escape(name)}"></option>' for name in owners)
    return (
        f'<label>{escape(words("col_owner"))}<input name="owner" value="{escape(row.fact.owner)}" '
        f'placeholder="{escape(words("no_owner"))}" list="card-owners-{words.language}" autocomplete="off">'
        f'<datalist id="card-owners-{words.language}">{options}</datalist></label>'
    )


def _links(row: ChecklistRow, words: Words) -> str:
    """The addresses of a proof; only http and https can be clicked."""
    links = "".join(
        f'<a href="{escape(found)}" target="_blank" rel="noopener noreferrer nofollow">'
        f"{escape(words('open_proof'))}：{escape(found)}</a>"
        for found in ADDRESS.findall(row.proof)
    )
    return f'<p class="proof">{links}</p>' if links else ""
