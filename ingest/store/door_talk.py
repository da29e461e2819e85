"""The door's room for conversations and feedback."""

from __future__ import annotations

from ingest.sendable import sendable
from ingest.store import database as db
from ingest.store import talk
from ingest.store.opened import Opened
from ingest.store.rows import Conversation, Feedback, Message, UnansweredQuestion


class TalkDoor(Opened):
    """Conversations, what people say of answers, and questions that were refused. Half characters, which no
    database takes, are kept as ``?``."""

    def save_message(
        self, conversation_id: str, role: str, text: str, payload_json: str = ""
    ) -> int:
        """Appends a message to a conversation; returns its id."""
        message = Message(
            0, conversation_id, role, sendable(text), sendable(payload_json), db.now()
        )
        with self._database.write() as connection:
            return talk.save_message(connection, message)

    def set_payload(self, message_id: int, payload_json: str) -> None:
        """Puts another payload to a message; its words stay. Of a message that is gone nothing happens."""
        with self._database.write() as connection:
            talk.set_payload(connection, message_id, sendable(payload_json))

    def messages(self, conversation_id: str) -> tuple[Message, ...]:
        """A conversation, oldest message first; empty where it is not known."""
        with self._database.read() as connection:
            return talk.messages(connection, conversation_id)

    def forget_conversation(self, conversation_id: str) -> None:
        """Deletes a conversation with all that was said of it."""
        with self._database.write() as connection:
            talk.forget(connection, conversation_id)

    def conversation_entry(self, conversation_id: str) -> Conversation | None:
        """Whose a conversation is and what it is called, deleted ones too; None where it is not known."""
        with self._database.read() as connection:
            return talk.conversation(connection, conversation_id)

    def conversations(self, browser: str) -> tuple[Conversation, ...]:
        """The conversations of a browser that are not deleted, the one spoken in last first."""
        with self._database.read() as connection:
            return talk.conversations(connection, browser)

    def touch_conversation(
        self, conversation_id: str, browser: str, title: str, at: str | None = None
    ) -> None:
        """Notes that something was said in a conversation; a new one gets this browser and title."""
        now = at or db.now()
        entry = Conversation(conversation_id, browser, sendable(title), now, now)
        with self._database.write() as connection:
            talk.touch(connection, entry)

    def rename_conversation(self, conversation_id: str, title: str) -> None:
        """Gives a conversation another title."""
        with self._database.write() as connection:
            talk.set_conversation(connection, conversation_id, title=sendable(title))

    def hide_conversation(self, conversation_id: str, at: str | None) -> None:
        """Deletes a conversation so that it can be undone; ``at`` None brings it back."""
        with self._database.write() as connection:
            talk.set_conversation(connection, conversation_id, deleted_at=at)

    def forget_deleted(self, before: str) -> int:
        """Deletes for good what was deleted before a time; returns how many conversations that were."""
        with self._database.write() as connection:
            gone = talk.deleted_before(connection, before)
            for identity in gone:
                talk.forget(connection, identity)
        return len(gone)

    def add_feedback(
        self,
        conversation_id: str,
        rating: str,
        comment: str = "",
        *,
        message_id: int | None = None,
        at: str | None = None,
        reason: str = "",
    ) -> None:
        """Notes what a person says of an answer."""
        row = Feedback(
            conversation_id, message_id, rating, sendable(comment), at or db.now(), sendable(reason)
        )
        with self._database.write() as connection:
            talk.add_feedback(connection, row)

    def feedback(self, conversation_id: str | None = None) -> tuple[Feedback, ...]:
        """All feedback, or that of one conversation, oldest first."""
        with self._database.read() as connection:
            return talk.feedback(connection, conversation_id)

    def log_unanswered(self, question: str, reason: str, at: str | None = None) -> None:
        """Notes a question that was refused."""
        row = UnansweredQuestion(sendable(question), sendable(reason), at or db.now())
        with self._database.write() as connection:
            talk.log_unanswered(connection, row)

    def unanswered(self) -> tuple[UnansweredQuestion, ...]:
        """All refused questions, oldest first."""
        with self._database.read() as connection:
            return talk.unanswered(connection)
