"""The door to what was asked: conversations with what people say of answers, questions that were refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant import conversations
from assistant.records import Answer, ChecklistRow, Opinion, Turn
from assistant.unanswered import Unanswered, grouped

if TYPE_CHECKING:
    from assistant.library import Library
    from ingest.store.rows import Conversation
    from ingest.store.store import Store

TITLE_LENGTH = 60
"""Code points of a conversation's title."""
KEPT_DAYS = 30
"""Days for which a deleted conversation can be brought back; then it is gone for good."""


class ConversationDoor:
    """What PolicyAssistant keeps of conversations. A conversation belongs to a browser, known by a secret name;
    whoever names another's gets nothing."""

    store: Store
    library: Library

    def remember(
        self, conversation: str, question: str, answer: Answer, *, browser: str = "", scope: str = "",
        ended: str = "",
    ) -> int:  # fmt: skip
        """Keeps a question and its answer with its citations; returns the id of what was said.

        Args:
            browser: Whose a new conversation is; empty: known by the conversation's own id.
            scope: In words, which documents were asked.
            ended: ``stopped`` or ``failed`` where the answer was not given to its end.
        """
        title = " ".join(question.split())[:TITLE_LENGTH]
        self.store.touch_conversation(conversation, browser or conversation, title)
        return conversations.remember(self.store, conversation, question, answer, scope, ended)

    def amend(self, message: int, answer: Answer, scope: str = "") -> None:
        """Keeps the suggestions that were found behind an answer."""
        conversations.amend(self.store, message, answer, scope)

    def conversation(self, conversation: str) -> tuple[Turn, ...]:
        """The turns of a conversation, oldest first."""
        return conversations.recall(self.store, conversation)

    def conversation_of(self, browser: str, conversation: str) -> tuple[Turn, ...]:
        """The same where it is this browser's and not deleted; else nothing."""
        return self.conversation(conversation) if self._owned(browser, conversation) else ()

    def told_before(self, turns: Sequence[Turn]) -> list[tuple[str, str]]:
        """(role, text) of what was asked and answered to the end, for ``ask`` and ``stream``."""
        return conversations.history_of(turns)

    def conversations(self, browser: str) -> tuple[Conversation, ...]:
        """The conversations of a browser, the one spoken in last first."""
        return self.store.conversations(browser) if browser else ()

    def rename_conversation(self, browser: str, conversation: str, title: str) -> bool:
        """Gives a conversation another title; False where it is not this browser's or the title is empty."""
        title = " ".join(title.split())[:TITLE_LENGTH]
        if not title or not self._owned(browser, conversation):
            return False
        self.store.rename_conversation(conversation, title)
        return True

    def delete_conversation(self, browser: str, conversation: str) -> bool:
        """Takes a conversation out of the list for ``KEPT_DAYS`` days, then for good; False where it is not this
        browser's."""
        if not self._owned(browser, conversation):
            return False
        now = dt.datetime.now(dt.UTC)
        self.store.forget_deleted(
            (now - dt.timedelta(days=KEPT_DAYS)).isoformat(timespec="seconds")
        )
        self.store.hide_conversation(conversation, now.isoformat(timespec="seconds"))
        return True

    def restore_conversation(self, browser: str, conversation: str) -> bool:
        """Takes a deletion back."""
        entry = self.store.conversation_entry(conversation)
        if entry is None or not browser or entry.browser != browser:
            return False
        self.store.hide_conversation(conversation, None)
        return True

    def _owned(self, browser: str, conversation: str) -> bool:
        entry = self.store.conversation_entry(conversation) if browser and conversation else None
        return entry is not None and entry.browser == browser and entry.deleted_at is None

    def rows_by_id(
        self, fact_ids: Sequence[str], today: dt.date | None = None
    ) -> tuple[ChecklistRow, ...]:
        """The rows of these facts as they are now, in this order; those that are gone are left out."""
        if not fact_ids:
            return ()
        scope = {d.id for d in self.library.documents()}
        held = {r.fact_id: r for r in self.library.rows(scope, today or dt.date.today())}
        return tuple(held[one] for one in fact_ids if one in held)

    def judge(self, browser: str, conversation: str, message: int, opinion: Opinion | None) -> bool:
        """Notes what a person says of an answer, by the id of its message; None takes it back."""
        return self._owned(browser, conversation) and conversations.judge(
            self.store, conversation, message, opinion
        )

    def unanswered(self) -> tuple[Unanswered, ...]:
        """Questions that were refused, each once, the one asked last first."""
        return grouped(self.store.unanswered())
