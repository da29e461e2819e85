"""Conversations, feedback and unanswered questions in the database; every function takes a connection."""

from __future__ import annotations

import sqlalchemy as sa

from ingest.store import tables
from ingest.store.rows import Conversation, Feedback, Message, UnansweredQuestion


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
    own = tables.conversations
    connection.execute(sa.delete(own).where(own.c.id == conversation_id))


def conversation(connection: sa.Connection, conversation_id: str) -> Conversation | None:
    """A conversation's entry, deleted ones too; None where it is not known."""
    table = tables.conversations
    query = sa.select(table).where(table.c.id == conversation_id)
    row = connection.execute(query).mappings().first()
    return Conversation(**row) if row else None


def conversations(connection: sa.Connection, browser: str) -> tuple[Conversation, ...]:
    """The conversations of a browser that are not deleted, the one spoken in last first."""
    table = tables.conversations
    query = (
        sa.select(table)
        .where(table.c.browser == browser, table.c.deleted_at.is_(None))
        .order_by(table.c.updated_at.desc(), table.c.created_at.desc(), table.c.id)
    )
    return tuple(Conversation(**row) for row in connection.execute(query).mappings())


def touch(connection: sa.Connection, entry: Conversation) -> None:
    """Notes that something was said: a new entry, or the time of one that is there, which is no longer deleted."""
    table = tables.conversations
    done = connection.execute(
        sa.update(table)
        .where(table.c.id == entry.id)
        .values(updated_at=entry.updated_at, deleted_at=None)
    )
    if done.rowcount == 0:
        connection.execute(
            sa.insert(table).values(
                id=entry.id,
                browser=entry.browser,
                title=entry.title,
                created_at=entry.created_at,
                updated_at=entry.updated_at,
            )
        )


def set_conversation(connection: sa.Connection, conversation_id: str, **values: str | None) -> None:
    """Sets the title of an entry, or when it was deleted (None: it is not)."""
    table = tables.conversations
    connection.execute(sa.update(table).where(table.c.id == conversation_id).values(**values))


def deleted_before(connection: sa.Connection, at: str) -> tuple[str, ...]:
    """The ids of conversations that were deleted before a time."""
    c = tables.conversations.c
    return tuple(connection.execute(sa.select(c.id).where(c.deleted_at < at)).scalars())


def add_feedback(connection: sa.Connection, feedback: Feedback) -> None:
    """Appends what a person said of an answer."""
    connection.execute(
        sa.insert(tables.feedback).values(
            conversation_id=feedback.conversation_id,
            message_id=feedback.message_id,
            rating=feedback.rating,
            comment=feedback.comment,
            at=feedback.at,
            reason=feedback.reason,
        )
    )


def feedback(connection: sa.Connection, conversation_id: str | None = None) -> tuple[Feedback, ...]:
    """All feedback, or that of one conversation, oldest first."""
    c = tables.feedback.c
    query = sa.select(
        c.conversation_id, c.message_id, c.rating, c.comment, c.at, c.reason
    ).order_by(c.id)
    if conversation_id is not None:
        query = query.where(c.conversation_id == conversation_id)
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
