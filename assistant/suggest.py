"""Questions to click: what the library can answer next, tried before they are shown; first examples.

Each question is made of a fact (asking.py) and shown only where the answering, asked silently, answers it
and cites that fact.
"""

from __future__ import annotations

import re
import statistics
import threading
import time
from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, product, zip_longest
from typing import TYPE_CHECKING

from assistant.follow_up import History
from assistant.library import Library
from assistant.next_items import effect, next_article, next_month
from assistant.question_stock import Made, make_stock, varied
from assistant.records import Answer, Citation
from assistant.terms import content, pairs
from ingest.records import Fact

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

SHOWN = 3
"""Questions beside an answer."""
EXAMPLES = 4
"""Questions on an empty page."""
AT_ONCE, BEHIND = 0.055, 0.5
"""Seconds that trying may take before an answer is given, and behind one that is already read."""
WAIT = 3.0
"""Seconds that a page waits for its first questions."""


@dataclass(slots=True)
class _Tried:
    """A library's questions, and what came of those that were tried, until it changes."""

    facts: tuple[Fact, ...]
    scope: Mapping[str, StoredDocument]
    stock: dict[str, tuple[Made, ...]]
    answers: dict[str, Answer] = field(default_factory=dict)
    turns: list[Made] = field(default_factory=list)
    examples: tuple[str, ...] | None = None
    lasted: deque[float] = field(default_factory=lambda: deque((0.03,), 9))
    """Seconds of work that the last trials took; on a busy machine they last longer."""

    @property
    def usual(self) -> float:
        """Seconds that a trial takes."""
        return statistics.median(self.lasted)


class Suggesting:
    """Makes and tries questions for one library."""

    def __init__(self, library: Library, trial: Callable[[str], Answer]) -> None:
        """``trial`` answers a question and leaves no trace of it."""
        self._library = library
        self._trial = trial
        self._known: _Tried | None = None
        self._lock = threading.Lock()

    def after(
        self, question: str, history: History, answer: Answer, seconds: float = AT_ONCE
    ) -> tuple[str, ...]:
        """Two or three questions that follow an answer, none of which was asked already.

        Args:
            seconds: No trial begins that would last longer than this from now, or than twice this while nothing
                is found: in a large library none is tried before an answer is given. What was tried before is free.
        """
        if answer.options:
            return ()
        with self._library.store.standing_still():
            return self._after(question, history, answer, seconds)

    def _after(
        self, question: str, history: History, answer: Answer, seconds: float
    ) -> tuple[str, ...]:
        asked = {_plain(text) for role, text in (*history, ("user", question)) if role == "user"}
        found: list[str] = []
        coming = self._next(question, answer)
        begun = time.perf_counter()
        for made in coming:
            if len(found) == SHOWN or _plain(made.question) in asked:
                continue
            said = self._said(made, begun + (seconds if found else 2 * seconds))
            if said and said != answer.text:
                found.append(made.question)
                asked.add(_plain(made.question))
        if found or (answer.mode != "refused" and answer.citations):
            return tuple(found)
        return tuple(q for q in self.examples(min(WAIT, 10 * seconds)) if _plain(q) not in asked)[
            :SHOWN
        ]

    def examples(self, seconds: float | None = WAIT) -> tuple[str, ...]:
        """Questions of several kinds and documents that this library answers, found once; who asks second waits.

        After so many seconds nobody waits and nothing more is tried: those found by then are given, and who asks
        next goes on. None: however long it takes.
        """
        begun = time.perf_counter()
        if not self._lock.acquire(timeout=-1 if seconds is None else seconds):
            return ()
        try:
            tried = self._tried()
            if tried.examples is None:
                found, whole = self._found(tried, None if seconds is None else begun + seconds)
                if not whole:
                    return found
                tried.examples = found
            return tried.examples
        finally:
            self._lock.release()

    def _found(self, tried: _Tried, until: float | None) -> tuple[tuple[str, ...], bool]:
        """The first examples that are answered, and whether all was tried that could be one."""
        tried.turns = tried.turns or varied(tried.stock, tried.scope, tried.facts)
        found: list[Made] = []
        for strict, made in product((True, False), tried.turns):
            if len(found) == EXAMPLES:
                break
            late = until is not None and time.perf_counter() > until
            if late and made.question not in tried.answers:
                return tuple(one.question for one in found), False
            if _is_new(made, found, strict) and self._said(made):
                found.append(made)
        return tuple(made.question for made in found), True

    # --- candidates ---

    def _next(self, question: str, answer: Answer) -> Iterator[Made]:
        """What the cited facts leave unsaid, their siblings, the facts around them: one of each in turn."""
        tried = self._tried()
        cited = [c for c in answer.citations if c.document_id in tried.scope][:3]
        documents = dict.fromkeys(c.document_id for c in cited)
        rest = [made for i in documents for made in tried.stock.get(i, ())]
        unsaid = [made for made in rest if made.told not in answer.text]
        near = sorted(unsaid, key=lambda made: _distance(made, cited))
        if answer.mode == "refused":
            return iter(_alike(question, near))
        own = [made for made in rest if any(covers(c, made) for c in cited)]
        sections = {i: self._library.store.sections(i) for i in documents}
        groups = (
            next_month(question, answer, tried.facts, tried.scope),
            next_article(cited, sections, tried.scope) if not own else [],
            [made for made in own if made.told not in answer.text],
            [made for made in near if any(_siblings(made, one) for one in own)],
            [made for made in near if any(_shares_section(made, c) for c in cited)],
            self._elsewhere(own, documents),
            near,
            effect(answer, cited, tried.scope),
        )
        turns = chain.from_iterable(zip_longest(*groups))
        return iter(dict.fromkeys(made for made in turns if made is not None))

    def _elsewhere(self, own: Sequence[Made], here: Container[str]) -> list[Made]:
        """The same indicator of another year, then of other places."""
        tried = self._tried()
        names = {(one.scope, one.indicator) for one in own if one.indicator}
        places = {tried.scope[one.document_id].metadata.place for one in own}
        found = [
            made for identity, stock in tried.stock.items() if names and identity not in here
            for made in stock if (made.scope, made.indicator) in names
        ]  # fmt: skip
        return sorted(
            found, key=lambda made: tried.scope[made.document_id].metadata.place not in places
        )[:2]

    # --- trial ---

    def _said(self, made: Made, until: float | None = None) -> str:
        """What answers a question, and cites its words; empty where nothing does, or the time is up."""
        tried = self._tried()
        answer = tried.answers.get(made.question)
        if answer is None:
            if until is not None and time.perf_counter() + tried.usual > until:
                return ""
            begun = time.thread_time()
            answer = tried.answers[made.question] = self._trial(made.question)
            tried.lasted.append(time.thread_time() - begun)
        good = answer.mode not in ("refused", "clarify") and cites(answer, made)
        return answer.text if good else ""

    def _tried(self) -> _Tried:
        """The stock of the library as it is now."""
        facts, scope = self._library.store.facts(), self._library.in_scope()
        known = self._known
        if known is None or known.facts is not facts or known.scope.keys() != scope.keys():
            known = self._known = _Tried(facts, scope, make_stock(facts, scope))
        return known


def cites(answer: Answer, made: Made) -> bool:
    """Does an answer cite the words that a question was made of?"""
    return any(covers(citation, made) for citation in answer.citations)


def covers(citation: Citation, made: Made) -> bool:
    """Do the cited words, or what they need beside them, hold those that a question was made of?"""
    if citation.document_id != made.document_id:
        return False
    spans = ((citation.start, citation.end), *((c.start, c.end) for c in citation.context))
    span = made.span
    return span is None or any(start <= span.start and span.end <= end for start, end in spans)


def _siblings(made: Made, one: Made) -> bool:
    """The same indicator of another scope: 小学 beside 初中."""
    return bool(made.indicator) and made.indicator == one.indicator and made.scope != one.scope


def _is_new(made: Made, found: Sequence[Made], strict: bool) -> bool:
    """Of other words than the examples so far; ``strict``: nor of one kind and document with any."""
    kinds = {(m.aspect, m.document_id) for m in found} if strict else set()
    words = {(m.document_id, m.span) for m in found}
    return (made.document_id, made.span) not in words and (
        made.aspect,
        made.document_id,
    ) not in kinds


def _alike(question: str, found: Sequence[Made]) -> list[Made]:
    """Those that share words with a question, most first; asking words and places count for nothing."""
    asked = set(pairs(content(question)))
    shared = {made: len(asked & set(pairs(content(made.bare)))) for made in found}
    return sorted((made for made in found if shared[made]), key=lambda made: -shared[made])


def _shares_section(made: Made, citation: Citation) -> bool:
    """Under one heading: that of the citation, or the one above it where it stands deep."""
    depth = max(1, min(len(citation.section), 2))
    here = made.document_id == citation.document_id
    return here and made.section[:depth] == citation.section[:depth]


def _distance(made: Made, cited: Iterable[Citation]) -> int:
    """How far words lie behind the nearest citation; what lies before one is further."""
    start = made.span.start if made.span else 0
    away = [start - c.start for c in cited if c.document_id == made.document_id]
    return min((d if d >= 0 else -3 * d for d in away), default=0)


def _plain(question: str) -> str:
    return re.sub(r"[\s？?。，,！!]", "", question)
