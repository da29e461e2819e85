"""A model's reply while it streams in: each sentence is shown once it stands, and what was done to the others is counted."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from assistant.cite import Citer
from assistant.llm_faults import CutShort
from assistant.prompts import ABSTAINS
from assistant.vetting import Vetted, Vetting
from assistant.written import Cutter, Said
from ingest.errors import EndpointError

if TYPE_CHECKING:
    from assistant.llm import LanguageModel

MOST_SENTENCES, MOST_CHARACTERS = 16, 1200
"""Of one answer; what goes on behind them is rambling."""
BEAT = 0.2
"""Seconds after which an empty piece comes: whoever wants to stop need not wait for the end of a sentence."""
STRUCK = 3
"""Struck sentences from which the rest is not waited for, where they are more than those that stand."""
ABSTAINED = re.compile(
    rf"{ABSTAINS}|^(?:很?抱歉|对不起|我(?:没有|无法|未能))"
    r"|(?:资料|文件|材料|原文|上述内容|所给内容)[^。]{0,12}(?:没有|未|并未|不)(?:能)?(?:提及|提到|写到|说明|涉及|包含|明确|给出|规定|找到)"
    r"|^(?:没有|未能|无法)(?:在[^。]{0,12}中)?(?:找到|查到|得知)"
)
"""What a model says that has found no answer."""

NO_REPLY = "语言模型没有回应，这里给出原文摘录。"
NOTHING_SAID = "语言模型没有给出回答，这里给出原文摘录。"
NOT_BORNE_OUT = "语言模型的表述与原文不符，没有采用，这里给出原文摘录。"
NOT_ANSWERED = "语言模型认为所给原文没有直接回答，这里给出原文摘录。"
TOO_LONG = "语言模型的回答过长，后面的部分没有采用。"
CHANGED = "语言模型有 {count} 处表述与出处不一致，已改为原文或删去。"
MOVED = "语言模型有 {count} 处出处标错，已按原文改正。"
ORIGINAL = "原文：“{line}”"


class UnderGuard:
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
        self.fault = self.too_long = self._done = False
        self._read = 0

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
        """The sentences that stand, each with its marks, as they come; empty pieces while nothing does."""
        cutter, last = Cutter(), time.monotonic()
        try:
            with closing(model.stream(asked)) as pieces:
                for piece in pieces:
                    if time.monotonic() - last >= BEAT:
                        last = time.monotonic()
                        yield ""
                    for said in cutter.feed(piece):
                        yield from self._heard(said)
                    if self._done:
                        return
            for said in cutter.rest():
                yield from self._heard(said)
        except CutShort:
            self.too_long = True
        except EndpointError:
            self.fault = True
            self.why = NO_REPLY

    def _heard(self, said: Said) -> Iterator[str]:
        """One sentence, as long as more are listened to."""
        if self._done:
            return
        self._read += len(said.text)
        if ABSTAINED.search(said.text):
            if not self.kept:
                self.why, self._done = NOT_ANSWERED, True
            return  # what the evidence does not say, no quotation bears out
        yield from self._vetted(self._vetting.vet(said), said.head, said.behind)
        self.too_long = self.kept + self.struck >= MOST_SENTENCES or self._read > MOST_CHARACTERS
        self._done = self.too_long or (self.struck >= STRUCK and self.failing)

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
