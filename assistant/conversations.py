"""Conversations as they were shown, citations included: stored with the message, so they survive a reload."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.records import Answer, Citation
from ingest.records import Span

if TYPE_CHECKING:
    from ingest.store.store import Store


@dataclass(frozen=True, slots=True)
class Turn:
    """One message. ``answer`` is there for what the assistant said; its rows stay in the facts table."""

    role: str
    text: str
    answer: Answer | None = None


def remember(store: Store, conversation: str, question: str, answer: Answer) -> int:
    """Appends a question and its answer to a conversation; returns the id of the answer's message."""
    store.save_message(conversation, "user", question, "")
    return store.save_message(conversation, "assistant", answer.text, answer_to_json(answer))


def amend(store: Store, message: int, answer: Answer) -> None:
    """Keeps what was found behind an answer that is being read: its suggestions."""
    store.set_payload(message, answer_to_json(answer))


def rate(store: Store, conversation: str, place: int, rating: str) -> bool:
    """Notes what a person says of an answer; ``place`` counts the conversation's messages from 0. False where
    there is no answer at that place."""
    messages = store.messages(conversation) if conversation else ()
    if not 0 <= place < len(messages) or messages[place].role != "assistant":
        return False
    store.add_feedback(conversation, rating, message_id=messages[place].id)
    return True


def recall(store: Store, conversation: str) -> tuple[Turn, ...]:
    """All turns of a conversation, oldest first; empty for one that is not known."""
    return tuple(
        Turn(m.role, m.text, answer_from_json(m.text, m.payload) if m.payload else None)
        for m in store.messages(conversation)
    )


def answer_to_json(answer: Answer) -> str:
    """What of an answer is needed to show it again, without its rows."""
    kept = {
        "mode": answer.mode,
        "citations": [dataclasses.asdict(c) for c in answer.citations],
        "filter": answer.filter,
        "notes": answer.notes,
        "options": answer.options,
        "suggestions": answer.suggestions,
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
