"""Answers written by a language model from numbered evidence, sentence by sentence under the guard.

A draft without a model is there before the model is asked. The model writes where that draft is made of sentences,
and may try where the evidence was merely weak; what it writes is shown sentence by sentence once the guard has found
what bears it out. Whatever goes wrong ends in the draft, within the same reply, and says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.answering import Draft
from assistant.choosing import SIDE_BY_SIDE
from assistant.cite import MARK, Citer
from assistant.effect import effect
from assistant.extractive import Extractive
from assistant.joined import said as renumbered
from assistant.library import Library
from assistant.numbered import gather
from assistant.prompts import ABSTAINS, messages
from assistant.records import Answer, Mode
from assistant.reply import Part, Reply
from assistant.several import heading
from assistant.validity import validity
from assistant.vetting import Vetted, Vetting
from assistant.written import said_in
from ingest.errors import EndpointError

if TYPE_CHECKING:
    from assistant.llm import LanguageModel
    from ingest.store.rows import StoredDocument

LISTED = re.compile(r"^\s*\d{1,2}[.、]", re.M)
LONG_LIST = 3
"""Items from which a list of the documents stays as it is: whole and in order."""
MOST_SENTENCES, MOST_CHARACTERS = 16, 1200
"""Of one answer; what goes on behind them is rambling."""
STRUCK = 3
"""Struck sentences from which the rest is not waited for, where they are more than those that stand."""
ABSTAINED = re.compile(
    rf"{ABSTAINS}|(?:资料|文件|材料|原文|上述内容|所给内容)[^。]{{0,12}}(?:没有|未|并未|不)(?:能)?(?:提及|提到|写到|说明|涉及|包含|明确|给出|规定|找到)|(?:没有|无法|未能)(?:找到|查到|确定|得知)"
)
"""What a model says that has found no answer."""

NO_REPLY = "语言模型没有回应，这里给出原文摘录。"
BROKEN_OFF = "语言模型的回答中断了，后面补上原文摘录。"
NOTHING_SAID = "语言模型没有给出回答，这里给出原文摘录。"
NOT_BORNE_OUT = "语言模型的表述与原文不符，没有采用，这里给出原文摘录。"
NOT_ANSWERED = "语言模型认为所给原文没有直接回答，这里给出原文摘录。"
TOO_LONG = "语言模型的回答过长，后面的部分没有采用。"
WEAK = "文件没有直接写明，以上由语言模型根据相近的原文归纳，请核对原文。"
CHANGED = "语言模型有 {count} 处表述与出处不一致，已改为原文或删去。"
MOVED = "语言模型有 {count} 处出处标错，已按原文改正。"
ORIGINAL = "原文：“{line}”"


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

    def _part(
        self, part: Part, citer: Citer, documents: dict[str, StoredDocument], today: dt.date
    ) -> Generator[str, None, _Told]:
        draft = part.draft
        if draft.case is None or not self._free(draft):
            return (yield from self._as_drafted(draft, citer))
        if self._model.rests:
            return (yield from self._as_drafted(draft, citer, NO_REPLY))
        case = draft.case
        weighed = Extractive(self._library, case).weighed
        cited = draft.answer.citations if draft.answer.mode == "extractive" else ()
        evidence = gather(self._library, case, cited, weighed.lines, self._tokens)
        vetting = Vetting(self._library, case, documents, evidence)
        asked = messages(part.asked, case.query.text, evidence, _day(today))
        if draft.answer.mode == "refused":
            own = Citer(self._library, documents)
            return (yield from self._tried(draft, _Written(vetting, own), asked, own, citer))
        written = _Written(vetting, citer)
        yield from written.sentences(self._model, asked)
        return (yield from self._ended(draft, written, citer))

    def _ended(self, draft: Draft, written: _Written, citer: Citer) -> Generator[str, None, _Told]:
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
        written: _Written,
        asked: Sequence[tuple[str, str]],
        own: Citer,
        citer: Citer,
    ) -> Generator[str, None, _Told]:
        """A question that was refused because the evidence is weak: the model's answer if all of it stands, shown
        at once when it does; else the refusal."""
        for _ in written.sentences(self._model, asked):
            pass
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


class _Written:
    """What one reply of the model comes to, while it streams in."""

    def __init__(self, vetting: Vetting, citer: Citer) -> None:
        self._vetting = vetting
        self._citer = citer
        self._held: list[Vetted] = []
        self._shown: set[str] = set()
        self._behind = ""
        self.text = ""
        self.kept = self.struck = self.moved = 0
        self.why = NOTHING_SAID
        self.fault = self.too_long = False

    @property
    def failing(self) -> bool:
        """More was struck than stands."""
        return self.struck > self.kept

    @property
    def notes(self) -> tuple[str, ...]:
        """What was done to the model's words."""
        told = []
        if self.struck:
            told.append(CHANGED.format(count=self.struck))
        if self.moved:
            told.append(MOVED.format(count=self.moved))
        return (*told, *((TOO_LONG,) if self.too_long else ()))

    def sentences(self, model: LanguageModel, asked: Sequence[tuple[str, str]]) -> Iterator[str]:
        """The sentences that stand, each with its marks, as they come."""
        read = 0
        try:
            with closing(model.stream(asked)) as pieces:
                for said in said_in(pieces):
                    read += len(said.text)
                    if ABSTAINED.search(said.text) and not self.kept:
                        self.why = NOT_ANSWERED
                        return
                    yield from self._vetted(self._vetting.vet(said), said.head, said.behind)
                    if self.struck >= STRUCK and self.failing:
                        return
                    if self.kept + self.struck >= MOST_SENTENCES or read > MOST_CHARACTERS:
                        self.too_long = True
                        return
        except EndpointError:
            self.fault = True
            self.why = NO_REPLY

    def _vetted(self, vetted: Vetted, head: str, behind: str) -> Iterator[str]:
        if vetted.struck:
            self.struck += 1
            self.why = NOT_BORNE_OUT
            if not self.kept:  # nothing stands yet: perhaps nothing will
                self._held.append(vetted)
                return
        if not vetted.text or vetted.text in self._shown:
            return
        if not vetted.struck:
            self.kept += 1
            self.moved += vetted.moved
            for held in self._held:
                yield from self._show(held, "", "")
            self._held.clear()
        yield from self._show(vetted, head, behind)

    def _show(self, vetted: Vetted, head: str, behind: str) -> Iterator[str]:
        if not vetted.text or vetted.text in self._shown:
            return
        self._shown.add(vetted.text)
        marks = "".join(
            self._citer.span(p.document_id, p.span, context=p.context) for p in vetted.pieces
        )
        words = ORIGINAL.format(line=vetted.text) if vetted.struck else f"{head}{vetted.text}"
        apart = bool(self.text) and (bool(head) or vetted.struck)
        end = words[-1:] if words[-1:] in "。！？" else ""
        before = "\n" if apart else self._behind
        piece = f"{before}{words.removesuffix(end) if end else words}{marks}{end}"
        self._behind = "\n" if vetted.struck else behind
        self.text += piece
        yield piece


def _day(today: dt.date) -> str:
    return f"{today.year}年{today.month}月{today.day}日"
