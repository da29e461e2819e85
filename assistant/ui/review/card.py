"""The card of an item of the review queue, and what can be done with it. Plain HTML."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from assistant.ui.strings.words import Words
from assistant.ui.viewer import view_address
from ingest import fact_edits
from ingest.records import Span

if TYPE_CHECKING:
    from ingest.store.rows import ReviewItem

ACTIONS = ("target", "deadline", "settle", "unsettle", "withdraw", "accept")
"""The buttons under the card."""
LABELS = {"target": "add_target", "deadline": "add_deadline", "withdraw": "withdraw_any"}
OF_PROPOSALS = {"target": "accept_changed", "deadline": "accept_changed", "settle": "not_accept"}
"""The words of a button that are not named like it; for a proposal other ones."""


def actions(item: ReviewItem) -> frozenset[str]:
    """Which of them an item offers."""
    if item.settled_at:
        return frozenset({"unsettle"})
    if item.kind == "proposed":
        return frozenset({"accept", item.proposed, "settle"})
    if item.kind != "sentence":
        return frozenset({"settle", "withdraw"} if item.edited else {"settle"})
    return frozenset({"target", "deadline", "settle"})


def label(action: str, item: ReviewItem) -> str:
    """The key of a button's words."""
    named = LABELS.get(action, action)
    return OF_PROPOSALS.get(action, named) if item.proposed else named


def proposed(item: ReviewItem, words: Words) -> str:
    """What a proposal would add, field by field."""
    given = dict(item.fields)
    if "comparator" in given:
        given["comparator"] = words(f"comparator_{given['comparator']}")
    named = [
        words("proposed_field", name=words(f"fact_{field}"), value=given[field])
        for field in fact_edits.FORM[item.proposed]
        if given.get(field)
    ]
    kind = words(f"proposed_{item.proposed}")
    return words("proposed_fields", kind=kind, fields=words("proposed_between").join(named))


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
    said = f"<div><b>{escape(proposed(item, words))}</b></div>" if item.proposed else ""
    return (
        f'<div class="source"><div class="where">{escape(where)}</div>'
        f"{said}<blockquote>{escape(item.quote)}</blockquote>"
        f'<div class="where">{escape(reason)}</div>'
        f'<div class="where"><a class="see" href="{escape(see)}" target="_blank" rel="noopener">'
        f"{escape(words('see_words'))}</a></div></div>"
    )
