"""The list of a browser's conversations as HTML: new, open, search, rename, delete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from ingest.store.rows import Conversation

SEARCHED = 10
"""Conversations from which there is a box to search them."""


def shelf_html(
    entries: Sequence[Conversation], current: str, words: Words, gone: Conversation | None = None,
    now: dt.datetime | None = None,
) -> str:  # fmt: skip
    """The list, ``current`` marked; ``gone`` was just deleted and can be brought back."""
    moment = now or dt.datetime.now(dt.UTC)
    items = "".join(_entry(one, one.id == current, words, moment) for one in entries)
    search = ""
    if len(entries) > SEARCHED:
        label = escape(words("talk_search"))
        search = f'<input type="search" class="find" aria-label="{label}" placeholder="{label}">'
    empty = "" if entries else f'<p class="none">{escape(words("talk_none"))}</p>'
    return (
        f'<nav class="shelf" aria-label="{escape(words("talks"))}">'
        f'<button type="button" class="shut" data-act="shut" aria-label="{escape(words("talk_close"))}">✕ {escape(words("close_viewer"))}</button>'
        f'<button type="button" class="fresh" data-act="fresh">{escape(words("new_chat"))}</button>'
        f"{_undo(gone, words)}{search}<ul>{items}</ul>{empty}</nav>"
    )


def _entry(one: Conversation, current: bool, words: Words, now: dt.datetime) -> str:
    title = escape(one.title or words("talk_untitled"))
    here = ' aria-current="true"' if current else ""
    return (
        f'<li data-id="{escape(one.id)}"{here}>'
        f'<button type="button" class="open" data-act="open"{here}>'
        f'<span class="title">{title}</span><span class="when">{escape(when(one.updated_at, now, words))}</span></button>'
        f'<button type="button" class="small" data-act="rename" data-label="{escape(words("talk_title"))}" '
        f'aria-label="{escape(words("talk_rename", title=one.title))}" title="{escape(words("rename"))}">✎</button>'
        f'<button type="button" class="small" data-act="drop" '
        f'aria-label="{escape(words("talk_delete", title=one.title))}" title="{escape(words("delete"))}">✕</button></li>'
    )


def _undo(gone: Conversation | None, words: Words) -> str:
    if gone is None:
        return ""
    return (
        f'<p class="undo" role="status">{escape(words("talk_deleted", title=gone.title))} '
        f'<button type="button" data-act="restore" data-id="{escape(gone.id)}">{escape(words("undo_delete"))}</button></p>'
    )


def when(at: str, now: dt.datetime, words: Words) -> str:
    """今天 14:05, 昨天, or the day, in the time of this machine."""
    try:
        then = dt.datetime.fromisoformat(at).astimezone()
    except ValueError:
        return ""
    days = (now.astimezone().date() - then.date()).days
    if days == 0:
        return f"{then:%H:%M}"
    if days == 1:
        return words("yesterday")
    return (
        f"{then:%Y-%m-%d}" if then.year != now.astimezone().year else f"{then.month}-{then.day:02d}"
    )
