"""The card of an item of the review queue, and what can be done with it. Plain HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from assistant.ui.strings import Words
from assistant.ui.viewer import view_address
from ingest.records import Span

if TYPE_CHECKING:
    from ingest.store.rows import ReviewItem

ACTIONS = ("target", "deadline", "settle", "unsettle", "withdraw")
"""The buttons under the card, in order."""


def actions(item: ReviewItem) -> frozenset[str]:
    """Which of them an item offers."""
    if item.kind != "sentence":
        return frozenset({"settle", "withdraw"} if item.edited else {"settle"})
    if item.settled_at:
        return frozenset({"unsettle"})
    return frozenset({"target", "deadline", "settle"})


def card(item: ReviewItem, words: Words) -> str:
    """The sentence with its place and the reason; every word of a document or person is escaped."""
    see = view_address(item.document_id, [Span(item.start, item.end)], (), words)
    path = " › ".join(part for part in item.section if part != item.document_title)
    where = " · ".join(part for part in (item.document_title or item.source, path) if part)
    reason = words("why", reason=item.reason) if item.kind == "sentence" else item.reason
    if item.settled_at:
        when = item.settled_at[:16].replace("T", " ")
        said = " ".join(part for part in (when, item.settled_by, item.note) if part)
        reason = words("settled_by", said=said)
    return (
        f'<div class="source"><div class="where">{escape(where)}</div>'
        f"<blockquote>{escape(item.quote)}</blockquote>"
        f'<div class="where">{escape(reason)}</div>'
        f'<div class="where"><a class="see" href="{escape(see)}" target="_blank" rel="noopener">'
        f"{escape(words('see_words'))}</a></div></div>"
    )
