"""Two names of one sentence, each with its number, that a question sets beside each other or adds up: 东区12万人，西区7万人.

The words behind the cut of the question begin with one name, those before it hold the other; each name's number is the
first of the kind asked for behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.case import Case
from assistant.computed_words import LEAST_MOST
from assistant.library import Library
from assistant.matching import Asked
from assistant.measure import asked_measure
from assistant.one_document import candidates, cuts, dated, no_matter
from assistant.reckoning import base
from assistant.records import Answer
from assistant.side_verdict import Valued, verdict, worked
from assistant.statements import CELL, Statement, own_words, statements, touches
from assistant.terms import coverage, terms
from ingest.records import Document

HAN = re.compile(r"[一-鿿A-Za-z0-9]+")
LONGEST = 14
NEAR = 2
"""Characters that may stand between the cut and the name behind it."""
NAMES_NOTHING = re.compile(
    r"^(?:学校|学生|教师|老师|年级|全市|全区|全县|今年|去年|各自|工作|多少|[两二三四]个?|\d+年?[一-鿿]{0,2})$"
)
HEAD = 200
"""Code points at the beginning of a document that may say its year."""
HELD = 0.6
"""Share of what is asked, without the names, that a sentence with its heading must hold."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name with its number."""

    name: str
    statement: Statement


@dataclass(slots=True)
class ProseSides:
    """Looks for both sides in one sentence of the documents that the question leads to."""

    library: Library
    case: Case
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = Asked(dated(self.case.query.text, self.case.today)).text

    def answer(self) -> Answer | None:
        """The numbers of both names, with what they come to; None where no one sentence tells them."""
        best: tuple[float, tuple[Named, ...]] = (0.0, ())
        holds = touches(self.text, 2)
        for document in candidates(self.library, self.case):
            for several in statements(document, holds):
                for named in self._named(several) if len(several) > 1 else ():
                    if (held := self._held(document, named)) > best[0]:
                        best = (held, named)
        return self._said(best[1]) if best[1] else None

    def _named(self, several: Sequence[Statement]) -> Iterator[tuple[Named, ...]]:
        words = several[-1].words
        if CELL in words:
            return
        for cut in cuts(self.text):
            parts = [self.text[part.start : part.stop] for part in cut]
            names = [_names(part, words, first=bool(n)) for n, part in enumerate(parts)]
            if not all(names):
                continue
            for first in names[0]:
                chosen = (first, *(own[0] for own in names[1:]))
                if any(a != b and (a in b or b in a) for a in chosen for b in chosen) or len(
                    set(chosen)
                ) < len(chosen):
                    continue
                if told := self._valued(several, chosen):
                    yield told

    def _valued(self, several: Sequence[Statement], names: Sequence[str]) -> tuple[Named, ...]:
        """Each name with its number: of the unit asked for, the first whose label says most of what is asked."""
        measure = asked_measure(self.text)
        wanted = terms(self._matter(names), self.library.vocabulary)
        chosen: list[Named] = []
        for name in names:
            group = [
                s
                for s in _behind(several, name, names)
                if measure is None or measure.fits(s.quantity.unit)
            ]
            group = [
                s
                for s in group
                if not chosen or base(s.quantity.unit) == base(chosen[0].statement.quantity.unit)
            ]
            if not group:
                return ()
            best = max(group, key=lambda s: round(coverage(wanted, s.label), 2))
            if (
                chosen
                and _bare(best, names) != _bare(chosen[0].statement, names)
                and _bare(best, names)
            ):
                alike = [s for s in group if _bare(s, names) == _bare(chosen[0].statement, names)]
                best = alike[0] if alike else best
            chosen.append(Named(name, best))
        return tuple(chosen) if len({n.statement.at for n in chosen}) == len(chosen) else ()

    def _matter(self, names: Sequence[str]) -> str:
        gone = no_matter(self.text)
        words = "".join(" " if i in gone else c for i, c in enumerate(self.text))
        for name in sorted(names, key=len, reverse=True):
            words = re.sub(rf"{re.escape(name)}[省市县区镇乡]?", " ", words)
        return re.sub(r"20\d\d年?", " ", words)

    def _held(self, document: Document, named: Sequence[Named]) -> float:
        """How much of what is asked the sentence, its heading and its title hold; 0 where a telling word is lacking."""
        one = named[0].statement
        known = self.case.scope[document.id].metadata
        line = document.text.rfind("\n", 0, one.span.start) + 1
        around = f"{document.text[line : one.span.start][:40]} {known.title} {known.place} {known.plan_year or ''}年"
        said = f"{around} {named[-1].statement.words}"
        asked = Asked(self.text)
        places = no_matter(self.text) | asked.match(said).places
        dated_by = f"{said} {document.text[:HEAD]}"
        if any(str(year) not in dated_by for year in self.case.query.years):
            return 0.0
        wanted = terms(self._matter([n.name for n in named]), self.library.vocabulary)
        held = coverage(wanted, said) if wanted else 1.0
        if asked.word_left(places) and held < 0.85:
            return 0.0
        return held + len("".join(n.name for n in named)) / 100 if held >= HELD else 0.0

    def _said(self, named: Sequence[Named]) -> Answer | None:
        lines, sides = [], []
        for one in named:
            mark = self.case.citer.span(one.statement.document_id, one.statement.span)
            lines.append(f"{_said_of(one, named)}{one.statement.quantity.text}{mark}")
            sides.append(Valued(one.name, one.statement.quantity.text, mark))
        if self.case.query.kind == "sum":
            lines.append(f"{worked([n.statement.quantity for n in named], '+')}{sides[0].mark}")
        elif end := verdict(sides, self.text):
            lines.append(end)
        return Answer("\n".join(lines), "extractive", self.case.citer.citations)


def prose_sides(library: Library, case: Case) -> Answer | None:
    """What one sentence says of both sides of a comparison, or of the parts of a sum."""
    text = case.query.text
    if (
        case.query.kind not in ("comparison", "sum")
        or LEAST_MOST.search(text)
        or len(case.query.years) > 1
    ):
        return None
    return ProseSides(library, case).answer()


def _said_of(one: Named, named: Sequence[Named]) -> str:
    own = own_words(one.statement)
    own = re.sub(r"^(?:其中|包括|分[^，]{1,6}看[，,]?|[^，、]*?[，,])(?=[^，,]*$)", "", own)
    return own if one.name in own else f"{one.name}{own}" if own else f"{one.name}："


def _names(part: str, words: str, *, first: bool) -> list[str]:
    """The stretches of a part of the question that the sentence says, the last first; ``first``: only the one the part
    begins with."""
    found: list[str] = []
    for run in HAN.finditer(part):
        at = run.start()
        while at < run.end() - 1:
            end = at + 2
            if part[at:end] not in words:
                at += 1
                continue
            while end < min(run.end(), at + LONGEST) and part[at : end + 1] in words:
                end += 1
            if not NAMES_NOTHING.match(part[at:end]):
                found.append(part[at:end])
            if first:
                return found if at <= NEAR else []
            at = end
        if first and found:
            break
    return found[:1] if first else list(reversed(found))


def _behind(several: Sequence[Statement], name: str, names: Sequence[str]) -> list[Statement]:
    """The numbers behind a name, up to the one that is said of another name."""
    found: list[Statement] = []
    for one in several:
        if name in one.label:
            found = [one]
        elif found and any(other in one.label for other in names if other != name):
            break
        elif found:
            found.append(one)
    return found


def _bare(statement: Statement, names: Sequence[str]) -> str:
    """A label without the names and what ends the number before."""
    words = own_words(statement)
    for name in names:
        words = re.sub(rf"{re.escape(name)}[省市县区镇乡]?", "", words)
    return re.sub(r"^.*[，,、]", "", words)
