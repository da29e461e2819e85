"""Questions that people asked and that were not answered well: refused, disliked, or marked wrong here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from eval.workbench.desk import Desk

if TYPE_CHECKING:
    from ingest.store.store import Store

SHOWN = 200
"""Questions offered."""
COMMENT = 40
"""Code points of what somebody added to a complaint that are shown."""
LIKED = frozenset({"up", "withdrawn"})
"""Ratings that complain of nothing."""


def asked(desk: Desk) -> list[tuple[str, str]]:
    """(label, question), each question once: those marked wrong, then feedback, then refusals, the newest first."""
    found: dict[str, str] = {}
    words = desk.words
    for one in reversed(desk.shelf.verdicts()):
        if not one.right:
            found.setdefault(one.question, words("eval_from_wrong"))
    for question, reason in disliked(desk.assistant.store):
        why = words("eval_from_feedback")
        found.setdefault(question, f"{why}：{reason}" if reason else why)
    for refused in desk.assistant.unanswered():
        found.setdefault(refused.question, words("eval_from_unanswered", times=refused.times))
    return [(f"{question}〔{why}〕", question) for question, why in found.items()][:SHOWN]


def disliked(store: Store) -> Iterator[tuple[str, str]]:
    """Questions whose answers somebody complained of and has not taken it back, with the reason and the words that
    were given, the newest first; a rating of a whole conversation stands for its last question."""
    seen: set[tuple[str, int | None]] = set()
    for row in reversed(store.feedback()):
        rated = (row.conversation_id, row.message_id)
        if rated in seen:
            continue
        seen.add(rated)
        if row.rating in LIKED:
            continue
        asked_so_far = [
            message.text
            for message in store.messages(row.conversation_id)
            if message.role == "user" and (row.message_id is None or message.id <= row.message_id)
        ]
        if asked_so_far:
            said = " ".join(row.comment.split())[:COMMENT]
            reason = "，".join(part for part in (row.reason, said) if part)
            yield " ".join(asked_so_far[-1].split()), reason
