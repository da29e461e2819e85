"""Answers written by a language model from numbered evidence, sentence by sentence under the guard.

A draft without a model is there before the model is asked. The model writes where that draft is made of sentences,
and may try where the evidence was merely weak; what it writes is shown sentence by sentence once the guard has found
what bears it out. Whatever goes wrong ends in the draft, within the same reply, and says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answering import Draft
from assistant.choosing import SIDE_BY_SIDE
from assistant.cite import MARK, Citer
from assistant.effect import effect
from assistant.extractive import Extractive
from assistant.joined import said as renumbered
from assistant.library import Library
from assistant.numbered import Numbered, gather
from assistant.prompts import messages
from assistant.records import Answer, Citation, Mode
from assistant.reply import Part, Reply
from assistant.several import heading
from assistant.under_guard import NO_REPLY, NOT_BORNE_OUT, UnderGuard
from assistant.validity import validity
from assistant.vetting import Vetting
from ingest.records import Span

if TYPE_CHECKING:
    from assistant.llm import LanguageModel
    from ingest.store.rows import StoredDocument

LISTED = re.compile(r"^\s*\d{1,2}[.、]", re.M)
LONG_LIST = 3
"""Items from which a list of the documents stays as it is: whole and in order."""
BROKEN_OFF = "语言模型的回答中断了，后面补上原文摘录。"
WEAK = "文件没有直接写明，以上由语言模型根据相近的原文归纳，请核对原文。"


@dataclass(frozen=True, slots=True)
class _Told:
    """What became of one question: its text, its mode and what is noted."""

    text: str
    mode: Mode
    notes: tuple[str, ...] = ()


class Writing:
    """Writes replies with one model; holds nothing between them."""

    def __init__(self, library: Library, model: LanguageModel, tokens: int) -> None:
        """``tokens``: of the evidence sent with one question."""
        self._library = library
        self._model = model
        self._tokens = tokens

    def may_write(self, reply: Reply) -> bool:
        """Is there a question of this reply that the model may answer?"""
        return reply.english is None and any(self._free(part.draft) for part in reply.parts)

    def write(self, reply: Reply, today: dt.date) -> Generator[str, None, list[Answer]]:
        """Pieces of the text as they stand; returns the answers to the parts, numbered through."""
        documents = {d.id: d for d in self._library.documents()}
        for part in reply.parts:
            documents |= part.draft.case.scope if part.draft.case else {}
        citer = Citer(self._library, documents)
        told: list[_Told] = []
        for number, part in enumerate(reply.parts):
            if len(reply.parts) > 1:
                yield ("\n\n" if number else "") + heading(number, part.asked) + "\n"
            told.append((yield from self._part(part, citer, documents, today)))
        return [self._answer(p.draft, t, citer) for p, t in zip(reply.parts, told, strict=True)]

    def evidence(self, reply: Reply) -> tuple[Citation, ...]:
        """What the answers to the parts can be made of: the evidence a model is sent, and the drafts' citations."""
        documents = {d.id: d for d in self._library.documents()}
        citer = Citer(self._library, documents)
        for part in reply.parts:
            for c in part.draft.answer.citations:
                citer.span(c.document_id, Span(c.start, c.end), c.section, c.context)
            for one in self._gathered(part.draft) if self._free(part.draft) else ():
                first, last = one.pieces[0], one.pieces[-1]
                span = Span(first.span.start, last.span.end)
                citer.span(first.document_id, span, context=first.context)
        return citer.citations

    # --- one question ---

    def _free(self, draft: Draft) -> bool:
        """May the model write this answer? Not what is exact and complete, given back or refused by name."""
        case, answer = draft.case, draft.answer
        if case is None or answer.mode not in ("extractive", "refused"):
            return False
        if answer.mode == "refused":
            weighed = Extractive(self._library, case).weighed
            return bool(weighed.lines) and not weighed.absent
        if answer.text.startswith(SIDE_BY_SIDE) or len(LISTED.findall(answer.text)) >= LONG_LIST:
            return False
        return not (validity(self._library, case) or effect(self._library, case))

    def _gathered(self, draft: Draft) -> tuple[Numbered, ...]:
        """The evidence for one question: first what its draft cites, unless that is a refusal."""
        assert draft.case is not None, "only what is free is written"
        weighed = Extractive(self._library, draft.case).weighed
        cited = draft.answer.citations if draft.answer.mode == "extractive" else ()
        return gather(self._library, draft.case, cited, weighed.lines, self._tokens)

    def _part(
        self, part: Part, citer: Citer, documents: dict[str, StoredDocument], today: dt.date
    ) -> Generator[str, None, _Told]:
        draft = part.draft
        if draft.case is None or not self._free(draft):
            return (yield from self._as_drafted(draft, citer))
        if self._model.rests:
            return (yield from self._as_drafted(draft, citer, NO_REPLY))
        case, evidence = draft.case, self._gathered(draft)
        vetting = Vetting(self._library, case, documents, evidence)
        asked = messages(part.asked, case.query.text, evidence, _day(today))
        if draft.answer.mode == "refused":
            own = Citer(self._library, documents)
            return (yield from self._tried(draft, UnderGuard(vetting, own), asked, own, citer))
        written = UnderGuard(vetting, citer)
        yield from written.sentences(self._model, asked)
        return (yield from self._ended(draft, written, citer))

    def _ended(
        self, draft: Draft, written: UnderGuard, citer: Citer
    ) -> Generator[str, None, _Told]:
        """What the model wrote, where it stands; else the draft, or the draft behind what stands."""
        if not written.kept:
            return (yield from self._as_drafted(draft, citer, written.why))
        if not written.failing and not written.fault:
            return _Told(written.text, "generative", written.notes)
        more = f"\n{renumbered(draft.answer, citer)}"
        yield more
        why = BROKEN_OFF if written.fault else NOT_BORNE_OUT
        return _Told(written.text + more, "generative", (*written.notes, why))

    def _tried(
        self,
        draft: Draft,
        written: UnderGuard,
        asked: Sequence[tuple[str, str]],
        own: Citer,
        citer: Citer,
    ) -> Generator[str, None, _Told]:
        """A question that was refused because the evidence is weak: the model's answer if all of it stands, shown
        at once when it does; else the refusal."""
        for _ in written.sentences(self._model, asked):
            yield ""
        if not written.kept or written.struck or written.fault:
            return (yield from self._as_drafted(draft, citer))
        text = renumbered(Answer(written.text, "generative", own.citations), citer)
        yield text
        return _Told(text, "generative", (*written.notes, WEAK))

    def _as_drafted(self, draft: Draft, citer: Citer, why: str = "") -> Generator[str, None, _Told]:
        text = renumbered(draft.answer, citer)
        yield text
        note = (why,) if why and draft.answer.mode != "refused" else ()
        return _Told(text, draft.answer.mode, (*draft.answer.notes, *note))

    def _answer(self, draft: Draft, told: _Told, citer: Citer) -> Answer:
        """The answer with the citations that its marks name, and with what is noted of them."""
        said = "\n".join((told.text, *told.notes))
        marks = {int(n) for n in MARK.findall(said)}
        cited = tuple(c for c in citer.citations if c.marker in marks)
        if told.mode != "generative":
            return replace(draft.answer, text=told.text, citations=cited, notes=told.notes)
        answer = Answer(told.text, "generative", cited, rows=draft.answer.rows)
        noted = draft.finish(answer)
        return replace(noted, notes=tuple(dict.fromkeys((*told.notes, *noted.notes))))


def _day(today: dt.date) -> str:
    return f"{today.year}年{today.month}月{today.day}日"
