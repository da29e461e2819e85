"""The chat's handlers: a question is answered, stopped, rated. They hold no conversation: that lives in the
database, and the browser's secret name says whose it is."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.records import FAILED, STOPPED, Answer, ChecklistRow, Opinion, Turn
from assistant.ui.chat.filters import Scope, scope_of
from assistant.ui.chat.shelf import shelf_html
from assistant.ui.chat.turn import Shown, suggestions, turn_html, without_rows
from assistant.ui.strings.words import Words

if TYPE_CHECKING:
    from assistant import PolicyAssistant

log = logging.getLogger(__name__)

EVERY = 0.2
"""Seconds between two states of an answer that streams in: what is there at once is shown at once, and whole."""
OUTPUTS = 7
"""Parts of the page that an answer fills: past, live, shelf, box, browser, conversation, running. Which of 提问 and
停止 is there follows from the turn (look.py)."""


@dataclass(frozen=True, slots=True)
class Running:
    """An answer that is being made: what was asked in which conversation, how far it is."""

    conversation: str
    number: int
    question: str
    scope: str
    so_far: str = ""


class Talking:
    """What happens between a question and its answer."""

    def __init__(self, assistant: PolicyAssistant, words: Words) -> None:
        self.assistant = assistant
        self.words = words

    # --- asking ---

    def picked(
        self, browser: str, conversation: str, chosen: list[str], year: str, event: gr.EventData
    ) -> Iterator[tuple[Any, ...]]:
        """A question that was clicked, not typed."""
        asked = str(event._data.get("text", ""))
        yield from self.answer(asked, browser, conversation, chosen, year)

    def answer(
        self, question: str, browser: str, conversation: str, chosen: Sequence[str], year: str
    ) -> Iterator[tuple[Any, ...]]:
        """States of the page from the question to the answer with its suggestions."""
        question, skip = (question or "").strip(), gr.skip()
        if not question:
            yield (skip,) * OUTPUTS
            return
        browser = browser or uuid.uuid4().hex
        turns = self.assistant.conversation_of(browser, conversation)
        conversation = conversation if turns else uuid.uuid4().hex
        scope = scope_of(self.assistant, chosen or (), year or "", self.words)
        run = Running(conversation, len(turns) // 2 + 1, question, scope.said)
        past = self.past(turns)
        first = self._live(run, doing=self._searching(scope))
        yield past, first, skip, "", browser, conversation, run
        yield from self._pieces(run, scope, self.assistant.told_before(turns), browser)

    def _pieces(
        self, run: Running, scope: Scope, history: list[tuple[str, str]], browser: str
    ) -> Iterator[tuple[Any, ...]]:
        skip, last = gr.skip(), time.monotonic()
        for piece in self._stream(run.question, history, scope):
            if isinstance(piece, str):
                run = replace(run, so_far=run.so_far + piece)
                if time.monotonic() - last < EVERY:
                    continue
                last = time.monotonic()
                # a model that has not begun: a click on 停止 is heard between two yields
                live = self._live(run, doing=self.words("doing_write"))
                yield skip, live, *(skip,) * 4, run
                continue
            yield self._ended(run, piece, browser)

    def _ended(self, run: Running, piece: Answer | _Failed, browser: str) -> tuple[Any, ...]:
        """The whole answer, kept before it is seen."""
        skip = gr.skip()
        failed = FAILED if isinstance(piece, _Failed) else ""
        answer = piece.answer if isinstance(piece, _Failed) else piece
        kept = self.assistant.remember(
            run.conversation, run.question, answer, browser=browser, scope=run.scope, ended=failed
        )
        shown = Shown(run.number, run.question, answer, kept, run.scope, failed)
        live = turn_html(self.assistant, shown, self.words)
        return skip, live, self.shelf(browser, run.conversation), *(skip,) * 3, None

    def follow(self, browser: str, conversation: str) -> Any:
        """The questions that may follow the last answer, which is being read already; the browser puts them under
        it where it is still the last. Finding them never holds up the next question."""
        turns = self.assistant.conversation_of(browser, conversation)
        last = self.shown(turns[-2:])[-1:]
        if not last or last[0].ended or last[0].answer is None or last[0].answer.suggestions:
            return gr.skip()
        one, history = last[0], self.assistant.told_before(turns[:-2])
        answer = self._followed(one.question, history, last[0].answer)
        self.assistant.amend(one.message, answer, one.scope)
        return f'<div data-for="{one.message}">{suggestions(answer, self.words)}</div>'

    def _stream(
        self, question: str, history: list[tuple[str, str]], scope: Scope
    ) -> Iterator[str | Answer | _Failed]:
        """The assistant's stream; a fault becomes an answer that says so, and a line in the log."""
        if scope.documents == ():
            yield Answer(self.words("only_none"), "refused")
            return
        try:
            yield from self.assistant.stream(
                question, history=history, documents=scope.documents, suggest=False
            )
        except Exception as error:  # the page must stay usable whatever a question stumbles over
            log.exception("a question could not be answered")
            reason = str(error) or type(error).__name__
            yield _Failed(Answer(self.words("ask_failed", reason=reason), "refused"))

    def _followed(self, question: str, history: list[tuple[str, str]], answer: Answer) -> Answer:
        """The answer with suggestions; without where seeking them fails."""
        try:
            return self.assistant.followed(question, history, answer)
        except Exception:  # the answer stands whatever its suggestions stumble over
            log.exception("no suggestions could be made")
            return answer

    def _live(self, run: Running, doing: str) -> str:
        shown = Shown(run.number, run.question, scope=run.scope, so_far=run.so_far, doing=doing)
        return turn_html(self.assistant, shown, self.words)

    def _searching(self, scope: Scope) -> str:
        count = len(self.assistant.documents() if scope.documents is None else scope.documents)
        return self.words("doing_search", count=count)

    def stop(self, run: Running | None, browser: str, conversation: str) -> tuple[Any, ...]:
        """Keeps what was said so far of an answer that is no longer made: live, shelf, running."""
        if run is None:
            return self.live(self.assistant.conversation_of(browser, conversation)), gr.skip(), None
        return *self.stopped(run, browser), None

    def stopped(self, run: Running | None, browser: str) -> tuple[Any, Any]:
        """The turn and the list after a stop; nothing new where the answer had been given meanwhile."""
        if run is None:
            return gr.skip(), gr.skip()
        turns = self.assistant.conversation_of(browser, run.conversation)
        if len(turns) // 2 >= run.number:
            return self.live(turns), gr.skip()
        text = run.so_far.strip() or self.words("nothing_written")
        answer = Answer(text, "extractive")
        kept = self.assistant.remember(
            run.conversation, run.question, answer, browser=browser, scope=run.scope, ended=STOPPED
        )
        shown = Shown(run.number, run.question, answer, kept, run.scope, STOPPED)
        live = turn_html(self.assistant, shown, self.words)
        return live, self.shelf(browser, run.conversation)

    # --- what was said before ---

    def shown(self, turns: Sequence[Turn]) -> list[Shown]:
        """Questions with their answers as they stand on the page; rows by their facts as they are now. Of an
        answer of which a row is gone only the text is left."""
        wanted = [one for turn in turns for one in turn.row_ids]
        held = {row.fact_id: row for row in self.assistant.rows_by_id(wanted)} if wanted else {}
        found: list[Shown] = []
        question = ""
        for turn in turns:
            if turn.answer is None:
                question = turn.text
                continue
            answer = _with_rows(turn, turn.answer, held)
            found.append(
                Shown(
                    len(found) + 1, question, answer, turn.id, turn.scope, turn.ended, turn.opinion
                )
            )
        return found

    def past(self, turns: Sequence[Turn]) -> str:
        """All turns as HTML."""
        return "".join(turn_html(self.assistant, one, self.words) for one in self.shown(turns))

    def live(self, turns: Sequence[Turn]) -> str:
        """The last turn as HTML."""
        return "".join(turn_html(self.assistant, one, self.words) for one in self.shown(turns)[-1:])

    def shelf(self, browser: str, conversation: str, gone: Any = None) -> str:
        """The list of this browser's conversations."""
        return shelf_html(self.assistant.conversations(browser), conversation, self.words, gone)

    def rate(self, browser: str, conversation: str, event: gr.EventData) -> None:
        """Notes what a person says of an answer; what is sent is what holds now."""
        said = event._data
        rating = str(said.get("rating", ""))
        opinion = Opinion(rating, str(said.get("reason", "")), str(said.get("comment", "")))
        message = str(said.get("message", ""))
        held = message.isdigit() and self.assistant.judge(
            browser, conversation, int(message), opinion if rating else None
        )
        if not held:
            gr.Warning(self.words("rating_lost"))

    def rows(
        self, browser: str, conversation: str, message: str
    ) -> tuple[tuple[ChecklistRow, ...], str]:
        """The rows of an answer as they are now, and which they are in words."""
        for turn in self.assistant.conversation_of(browser, conversation):
            if turn.answer is not None and str(turn.id) == message:
                said = turn.answer.filter or turn.answer.text.partition("\n")[0]
                return self.assistant.rows_by_id(turn.row_ids), said
        return (), ""


@dataclass(frozen=True, slots=True)
class _Failed:
    """An answer that says what went wrong."""

    answer: Answer


def _with_rows(turn: Turn, answer: Answer, held: dict[str, ChecklistRow]) -> Answer:
    rows = tuple(held[one] for one in turn.row_ids if one in held)
    return replace(answer, rows=rows) if len(rows) == len(turn.row_ids) else without_rows(answer)
