"""The door to what was asked: conversations with what people say of answers, questions that were refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant import conversations
from assistant.conversations import Turn
from assistant.records import Answer
from assistant.unanswered import Unanswered, grouped

if TYPE_CHECKING:
    from ingest.store.store import Store


class ConversationDoor:
    """What PolicyAssistant keeps of conversations."""

    store: Store

    def remember(self, conversation: str, question: str, answer: Answer) -> int:
        """Keeps a question and its answer with its citations; returns the id of what was said."""
        return conversations.remember(self.store, conversation, question, answer)

    def amend(self, message: int, answer: Answer) -> None:
        """Keeps the suggestions that were found behind an answer."""
        conversations.amend(self.store, message, answer)

    def conversation(self, conversation: str) -> tuple[Turn, ...]:
        """The turns of a conversation, oldest first."""
        return conversations.recall(self.store, conversation)

    def rate(self, conversation: str, place: int, rating: str) -> bool:
        """Notes what a person says of the answer at ``place`` of a conversation: up, down, or withdrawn."""
        return conversations.rate(self.store, conversation, place, rating)

    def unanswered(self) -> tuple[Unanswered, ...]:
        """Questions that were refused, each once, the one asked last first."""
        return grouped(self.store.unanswered())
