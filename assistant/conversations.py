"""Conversations as they were shown, citations included: stored with the message, so they survive a reload."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from assistant.records import REASONS, Answer, Citation, Opinion, Turn
from ingest.records import Span

if TYPE_CHECKING:
    from ingest.store.rows import Message
    from ingest.store.store import Store


COMMENT_LENGTH = 1000
"""Code points that are kept of what a person adds to a rating."""


def remember(
    store: Store, conversation: str, question: str, answer: Answer, scope: str = "", ended: str = ""
) -> int:
    """Appends a question and its answer to a conversation; returns the id of the answer's message."""
    store.save_message(conversation, "user", question, "")
    payload = answer_to_json(answer, scope, ended)
    return store.save_message(conversation, "assistant", answer.text, payload)


def amend(store: Store, message: int, answer: Answer, scope: str = "") -> None:
    """Keeps what was found behind an answer that is being read: its suggestions."""
    store.set_payload(message, answer_to_json(answer, scope))


def judge(store: Store, conversation: str, message: int, opinion: Opinion | None) -> bool:
    """Notes what a person says of the answer with this message id; None takes it back. Nothing is lost: each
    judgement is a row of its own and the newest counts. False where the conversation has no such answer, or
    rating or reason are none."""
    held = {m.id for m in store.messages(conversation) if m.role == "assistant"}
    said = opinion or Opinion("withdrawn")
    known = said.rating in ("up", "down", "withdrawn") and said.reason in ("", *REASONS)
    if message not in held or not known:
        return False
    comment = said.comment.strip()[:COMMENT_LENGTH]
    store.add_feedback(conversation, said.rating, comment, message_id=message, reason=said.reason)
    return True


def recall(store: Store, conversation: str) -> tuple[Turn, ...]:
    """All turns of a conversation, oldest first; empty for one that is not known."""
    messages = store.messages(conversation)
    said = _opinions(store, conversation) if messages else {}
    return tuple(_turn(m, said.get(m.id)) for m in messages)


def history_of(turns: Iterable[Turn]) -> list[tuple[str, str]]:
    """(role, text) of what was asked and answered to the end, as follow-ups are read with it."""
    told: list[tuple[str, str]] = []
    question = ""
    for turn in turns:
        if turn.role == "user":
            question = turn.text
        elif not turn.ended:
            told += [("user", question), ("assistant", turn.text)]
    return told


def _opinions(store: Store, conversation: str) -> dict[int, Opinion]:
    """The newest judgement of each answer; one that was taken back is none."""
    found: dict[int, Opinion] = {}
    for row in store.feedback(conversation):
        if row.message_id is None:
            continue
        found.pop(row.message_id, None)
        if row.rating in ("up", "down"):
            found[row.message_id] = Opinion(row.rating, row.reason, row.comment)
    return found


def _turn(message: Message, opinion: Opinion | None) -> Turn:
    if not message.payload:
        return Turn(message.role, message.text, id=message.id)
    raw: dict[str, Any] = json.loads(message.payload)
    return Turn(
        message.role, message.text, answer_from_json(message.text, message.payload), message.id,
        tuple(raw.get("rows", ())), raw.get("scope", ""), raw.get("ended", ""), opinion,
    )  # fmt: skip


def answer_to_json(answer: Answer, scope: str = "", ended: str = "") -> str:
    """What of an answer is needed to show it again; of its rows the fact ids."""
    kept = {
        "mode": answer.mode,
        "citations": [dataclasses.asdict(c) for c in answer.citations],
        "filter": answer.filter,
        "notes": answer.notes,
        "options": answer.options,
        "suggestions": answer.suggestions,
        "rows": [row.fact_id for row in answer.rows],
        "scope": scope,
        "ended": ended,
    }
    return json.dumps(kept, ensure_ascii=False)


def answer_from_json(text: str, payload: str) -> Answer:
    """Reads what ``answer_to_json`` wrote."""
    raw: dict[str, Any] = json.loads(payload)
    return Answer(
        text=text,
        mode=raw["mode"],
        citations=tuple(_citation(c) for c in raw["citations"]),
        filter=raw["filter"],
        notes=tuple(raw["notes"]),
        options=tuple(raw["options"]),
        suggestions=tuple(raw["suggestions"]),
    )


def _citation(raw: dict[str, Any]) -> Citation:
    context = tuple(Span(**span) for span in raw.pop("context"))
    section = tuple(raw.pop("section"))
    return Citation(**raw, section=section, context=context)
