"""Questions to click: what the library can answer next, tried before they are shown; first examples.

Each question is made of a fact (asking.py) and shown only where the answering, asked silently, answers it
and cites that fact.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, zip_longest

from assistant.follow_up import History
from assistant.library import Library
from assistant.question_stock import Made, make_stock
from assistant.records import Answer, Citation
from ingest.records import Fact, Target

SHOWN = 3
"""Questions beside an answer."""
EXAMPLES = 4
"""Questions on an empty page."""
AT_ONCE, BEHIND = 0.045, 0.5
"""Seconds that trying may take before an answer is given, and behind one that is already read."""
EXAMPLES_TRIED = 24
"""Questions tried for the examples."""
SCHOOLS = re.compile(r"[学教师校园课]|生均|招生|培训")
"""What the people who ask here are likely to ask about."""


@dataclass(slots=True)
class _Tried:
    """A library's questions, and what came of those that were tried, until it changes."""

    facts: tuple[Fact, ...]
    scope: tuple[str, ...]
    stock: dict[str, tuple[Made, ...]]
    answers: dict[str, str] = field(default_factory=dict)
    examples: tuple[str, ...] | None = None
    seconds: float = 0.03


class Suggesting:
    """Makes and tries questions for one library."""

    def __init__(self, library: Library, trial: Callable[[str], Answer]) -> None:
        """``trial`` answers a question and leaves no trace of it."""
        self._library = library
        self._trial = trial
        self._known: _Tried | None = None

    def after(
        self, question: str, history: History, answer: Answer, seconds: float = AT_ONCE
    ) -> tuple[str, ...]:
        """Two or three questions that follow an answer, none of which was asked already.

        Args:
            seconds: No trial begins that would last longer than this from now, or than twice this while
                nothing is found; what was tried before is free.
        """
        if answer.options:
            return ()
        if not answer.citations:
            return self.examples()
        asked = {_plain(text) for role, text in (*history, ("user", question)) if role == "user"}
        found: list[str] = []
        until = time.perf_counter() + seconds
        for made in self._next(answer):
            if _plain(made.question) in asked:
                continue
            said = self._said(made, until if found else until + seconds)
            if said and said != answer.text:
                found.append(made.question)
                asked.add(_plain(made.question))
            if len(found) == SHOWN:
                break
        if answer.mode == "refused" and (known := self._tried().examples):
            found += [q for q in known if _plain(q) not in asked]
        return tuple(found[:SHOWN])

    def examples(self) -> tuple[str, ...]:
        """Questions of several kinds and documents that this library answers."""
        tried = self._tried()
        if tried.examples is None:
            found: list[str] = []
            for made in self._varied(tried):
                if self._said(made) and made.question not in found:
                    found.append(made.question)
                if len(found) == EXAMPLES:
                    break
            tried.examples = tuple(found)
        return tried.examples

    # --- candidates ---

    def _next(self, answer: Answer) -> Iterator[Made]:
        """What the cited facts leave unsaid, their siblings, the facts around them: one of each in turn."""
        stock = self._tried().stock
        cited = [c for c in answer.citations if c.document_id in stock][:3]
        own = [made for c in cited for made in stock[c.document_id] if covers(c, made.fact)]
        rest = [made for c in dict.fromkeys(c.document_id for c in cited) for made in stock[c]]
        unsaid = [made for made in rest if made.told not in answer.text]
        near = sorted(unsaid, key=lambda made: _distance(made.fact, cited))
        groups = (
            [made for made in own if made.told not in answer.text],
            [made for made in near if any(_siblings(made, one) for one in own)],
            self._elsewhere(own, answer),
            [made for made in near if any(_shares_section(made.fact, c) for c in cited)],
            near,
        )
        turns = chain.from_iterable(zip_longest(*groups))
        return iter(dict.fromkeys(made for made in turns if made is not None))

    def _elsewhere(self, own: Sequence[Made], answer: Answer) -> list[Made]:
        """The same of another year, or of another place."""
        names = {_indicator(one.fact) for one in own if one.aspect == "value"}
        here = {c.document_id for c in answer.citations}
        return [
            made for identity, found in self._tried().stock.items() if identity not in here and names
            for made in found if made.aspect == "value" and _indicator(made.fact) in names
        ][:2]  # fmt: skip

    @staticmethod
    def _varied(tried: _Tried) -> list[Made]:
        """Values, times and owners in turn, each of another document while there are others."""
        kinds: list[list[Made]] = []
        for aspect in ("value", "time", "owner"):
            of_kind = [[m for m in found if m.aspect == aspect and SCHOOLS.search(m.question)]
                       for found in tried.stock.values()]  # fmt: skip
            shifted = of_kind[len(kinds) :] + of_kind[: len(kinds)]
            kinds.append([m for m in chain.from_iterable(zip_longest(*shifted)) if m])
        turns = [made for made in chain.from_iterable(zip_longest(*kinds)) if made]
        return turns[:EXAMPLES_TRIED]

    # --- trial ---

    def _said(self, made: Made, until: float | None = None) -> str:
        """What answers a question, and cites its fact; empty where nothing does, or the time is up."""
        tried = self._tried()
        if made.question not in tried.answers:
            begun = time.perf_counter()
            if until is not None and begun + tried.seconds > until:
                return ""
            answer = self._trial(made.question)
            good = answer.mode not in ("refused", "clarify") and cites(answer, made.fact)
            tried.answers[made.question] = answer.text if good else ""
            tried.seconds = 0.7 * tried.seconds + 0.3 * (time.perf_counter() - begun)
        return tried.answers[made.question]

    def _tried(self) -> _Tried:
        """The stock of the library as it is now."""
        facts, scope = self._library.store.facts(), self._library.in_scope()
        known = self._known
        if known is None or known.facts is not facts or known.scope != tuple(scope):
            known = self._known = _Tried(facts, tuple(scope), make_stock(facts, scope))
        return known


def cites(answer: Answer, fact: Fact) -> bool:
    """Does an answer cite the words of a fact's value or time?"""
    return any(covers(citation, fact) for citation in answer.citations)


def covers(citation: Citation, fact: Fact) -> bool:
    """Do the cited words, or what they need beside them, hold a fact's value or time?"""
    if citation.document_id != fact.document_id:
        return False
    spans = ((citation.start, citation.end), *((c.start, c.end) for c in citation.context))
    return any(start <= fact.span.start and fact.span.end <= end for start, end in spans)


def _siblings(made: Made, one: Made) -> bool:
    """The same indicator of another scope: 小学 beside 初中."""
    a, b = made.fact, one.fact
    if not isinstance(a, Target) or not isinstance(b, Target):
        return False
    return a.id != b.id and a.scope != b.scope and a.indicator == b.indicator


def _indicator(fact: Fact) -> str:
    return f"{fact.scope}{fact.indicator}" if isinstance(fact, Target) else ""


def _shares_section(fact: Fact, citation: Citation) -> bool:
    """Under one heading: that of the citation, or the one above it where it stands deep."""
    depth = max(1, min(len(citation.section), 2))
    return (
        fact.document_id == citation.document_id
        and fact.section[:depth] == citation.section[:depth]
    )


def _distance(fact: Fact, cited: Iterable[Citation]) -> int:
    """How far a fact lies behind the nearest citation; what lies before one is further."""
    away = [fact.start - c.start for c in cited if c.document_id == fact.document_id]
    return min((d if d >= 0 else -3 * d for d in away), default=0)


def _plain(question: str) -> str:
    return re.sub(r"[\s？?。，,！!]", "", question)
