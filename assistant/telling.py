"""A message as a person sends it → pieces of text as they come, then the Answer; with a language model or without."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.answering import Answering
from assistant.follow_up import History
from assistant.generative import Writing
from assistant.library import Library
from assistant.models import Models
from assistant.records import Answer, Citation
from assistant.reply import Reply, Replying
from assistant.standalone import standalone
from ingest.sendable import sendable
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.llm import LanguageModel

PIECE = re.compile(r"(?:\[\d+\])+|[^\[]{1,24}|\[", re.S)
"""How an answer that is there at once is handed out: a mark [1] is never cut."""


class Telling:
    """Tells the answers of one library; holds nothing between messages."""

    def __init__(self, library: Library, models: Models, settings: Settings) -> None:
        self.answering = Answering(library)
        self._library = library
        self._models = models
        self._settings = settings
        self._replying = Replying(self.answering)

    def pieces(
        self,
        question: str,
        history: Sequence[tuple[str, str]],
        today: dt.date | None,
        documents: Sequence[str] | None,
        *,
        llm: bool = True,
        context: bool = False,
        log: bool = True,
    ) -> Iterator[str | Answer | tuple[Citation, ...]]:
        """Pieces of the text, which joined give it, then the Answer. What stays refused is logged, unless ``log``
        is False. With ``context`` what the answer can be made of comes before all."""
        said = tuple((role, sendable(text)) for role, text in history)
        day, asked = today or dt.date.today(), sendable(question)
        model = self._models.current() if llm else None
        reply = self._read(asked, said, day, documents, model)
        writing = (
            Writing(self._library, model, self._settings.llm_context_tokens) if model else None
        )
        writes = writing is not None and writing.may_write(reply)
        if context:
            yield self._context(reply, writing if writes else None)
        if writing is not None and writes:
            answers = yield from writing.write(reply, day)
            answer = reply.whole(answers)
        else:
            answers, answer = as_drafted(reply)
            yield from PIECE.findall(answer.text)
        if log:
            self._replying.log(reply, answers)
        notice = "" if answer.mode == "structured" else self._library.notice()
        yield replace(answer, notes=(*answer.notes, notice)) if notice else answer

    def _read(
        self, question: str, history: History, today: dt.date, documents: Sequence[str] | None,
        model: LanguageModel | None,
    ) -> Reply:  # fmt: skip
        """The drafts; of a follow-up that the model has read where that finds an answer, else by the rules."""
        known = self._library.known(self._library.in_scope(documents).values()) if model else ()
        whole = standalone(model, question, history, known, today) if model else ""
        if whole:
            reply = self._replying.read(whole, (), today, documents)
            if all(p.draft.answer.mode not in ("refused", "clarify") for p in reply.parts):
                return replace(reply, notes=(*reply.notes, f"按“{whole}”理解。"))
        return self._replying.read(question, history, today, documents)

    def _context(self, reply: Reply, writing: Writing | None) -> tuple[Citation, ...]:
        if writing is not None:
            return writing.evidence(reply)
        return as_drafted(reply)[1].citations


def as_drafted(reply: Reply) -> tuple[list[Answer], Answer]:
    """The answers without a model, and the one made of them."""
    answers = [part.draft.answer for part in reply.parts]
    return answers, reply.whole(answers)
