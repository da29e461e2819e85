"""Conversations, feedback and unanswered questions in the database; every function takes a connection."""

from __future__ import annotations

import sqlalchemy as sa

from ingest.store import tables
from ingest.store.rows import Feedback, Message, UnansweredQuestion


def save_message(connection: sa.Connection, message: Message) -> int:
    """Appends a message; returns its id (that of ``message`` is not used)."""
    done = connection.execute(
        sa.insert(tables.messages).values(
            conversation_id=message.conversation_id,
            role=message.role,
            text=message.text,
            payload=message.payload,
            at=message.at,
        )
    )
    key = done.inserted_primary_key
    assert key is not None
    return int(key[0])


def set_payload(connection: sa.Connection, message_id: int, payload: str) -> None:
    """Puts another payload to a message; its words stay."""
    table = tables.messages
    connection.execute(sa.update(table).where(table.c.id == message_id).values(payload=payload))


def messages(connection: sa.Connection, conversation_id: str) -> tuple[Message, ...]:
    """A conversation, oldest message first."""
    table = tables.messages
    query = (
        sa.select(table).where(table.c.conversation_id == conversation_id).order_by(table.c.id)
    )  # fmt: skip
    return tuple(Message(**row) for row in connection.execute(query).mappings())


def forget(connection: sa.Connection, conversation_id: str) -> None:
    """Deletes a conversation and its feedback."""
    for table in (tables.messages, tables.feedback):
        connection.execute(sa.delete(table).where(table.c.conversation_id == conversation_id))


def add_feedback(connection: sa.Connection, feedback: Feedback) -> None:
    """Appends what a person said of an answer."""
    connection.execute(
        sa.insert(tables.feedback).values(
            conversation_id=feedback.conversation_id,
            message_id=feedback.message_id,
            rating=feedback.rating,
            comment=feedback.comment,
            at=feedback.at,
        )
    )


def feedback(connection: sa.Connection) -> tuple[Feedback, ...]:
    """All feedback, oldest first."""
    c = tables.feedback.c
    query = sa.select(c.conversation_id, c.message_id, c.rating, c.comment, c.at).order_by(c.id)
    return tuple(Feedback(**row) for row in connection.execute(query).mappings())


def log_unanswered(connection: sa.Connection, question: UnansweredQuestion) -> None:
    """Appends a question that was refused."""
    connection.execute(
        sa.insert(tables.unanswered).values(
            question=question.question, reason=question.reason, at=question.at
        )
    )


def unanswered(connection: sa.Connection) -> tuple[UnansweredQuestion, ...]:
    """All refused questions, oldest first."""
    c = tables.unanswered.c
    query = sa.select(c.question, c.reason, c.at).order_by(c.id)
    return tuple(UnansweredQuestion(**row) for row in connection.execute(query).mappings())
