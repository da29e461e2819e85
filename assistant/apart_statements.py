"""What the documents of one side may say of the matter: the answer that its own question gets, and the sentences
nearest to it, each with how well it answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.apart_sides import Apart
from assistant.apart_values import Value, asked_values, values_in
from assistant.apart_words import Wanted, levels_in
from assistant.case import Case, make_case
from assistant.cite import MARK, Citer
from assistant.extractive import Extractive
from assistant.finding import every_passage
from assistant.joined import said
from assistant.library import Library
from assistant.near_misses import is_near_miss
from assistant.question import read_question
from assistant.question_kind import kind_of
from assistant.records import Answer, Citation
from assistant.says import other_scope
from assistant.sentences import bare
from assistant.shorten import shortened_to_value
from assistant.terms import coverage
from ingest.grammar import numbering

PASSAGES = 8
"""Passages of a side that are looked at, several of one section among them: of a side there are few documents."""
LOOKED_AT = 12
"""Sentences of a side that are looked at."""
LISTS = frozenset({"tasks", "targets", "status", "overview", "documents"})
"""Kinds whose answer is a list of rows or of documents: a side is asked what is said of it."""
OWN = 0.3
"""What an answer of its own counts over a sentence that only stands near."""
BEHIND = 0.15
"""What a sentence loses by every point that it stands behind the best one."""
OTHER_VALUE, NO_VALUE = 0.1, 0.2
"""What a statement loses where another value of it is taken than the one whose words say most, by how much less these
say; and what it loses that says no value at all, where none is asked for."""
THING, WITHOUT, SHORTEST_THING = 0.4, 0.5, 3
"""What it counts that a statement names the thing asked about, what it loses that is of those without it, and code points
from which a thing is named."""
ANSWER = re.compile(r"^答\s*[：:]\s*")
OF_LIST = re.compile(r"^\d{1,3}\. ")
"""The number of a line of a list, which says nothing beside another document's line."""
HAN = re.compile(r"[一-鿿]")
DIGIT = re.compile(r"\d")
NAMES, PROSE = 3, 8
"""Han characters from which a cell of a table names something, and from which it is a sentence."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One line that may answer. ``text``: as it is said, with its marks; ``led``: with headings and what leads it;
    ``told``: the share of the question it tells; ``score`` orders the statements of a side; ``own``: it is the answer
    that the side's own question gets."""

    text: str
    led: str
    told: float
    score: float
    own: bool
    value: Value | None = None
    citations: tuple[Citation, ...] = ()

    @property
    def document_id(self) -> str:
        """The document it stands in first."""
        marks = MARK.findall(self.text)
        return next((c.document_id for c in self.citations if str(c.marker) in marks[:1]), "")

    def cited(self, citer: Citer) -> str:
        """The text with its marks numbered by another citer."""
        marks = set(MARK.findall(self.text))
        held = tuple(c for c in self.citations if str(c.marker) in marks)
        return said(Answer(self.text, "extractive", held), citer)


def statements(
    library: Library, case: Case, side: Apart, wanted: Wanted, read: Callable[[Case], Answer]
) -> list[Statement]:
    """The statements of one side, best first; those without a value where one is asked for are left out."""
    own = _case(library, case, side, wanted)
    extractive = Extractive(library, own)
    near = list(_sentences(library, own, extractive, wanted))
    found = [*_answered(library, own, extractive, wanted, read), *near]
    if wanted.kind:
        found = [one for one in found if one.value is not None]
    found = [replace(one, score=one.score + _of_thing(one, wanted)) for one in found]
    return sorted(found, key=lambda one: -one.score)


def _of_thing(one: Statement, wanted: Wanted) -> float:
    """What it counts that a statement says the thing asked about in its own words, and that it is of those without it
    (无居住证的), which the question does not ask about."""
    thing, words = wanted.thing, MARK.sub("", one.text)
    if len(thing) < SHORTEST_THING:
        return 0.0
    pairs = [a + b for a, b in pairwise(thing)]
    without = re.search(
        rf"(?:(?<!有)无|没有|未取得|未办理|不具备|缺少)(?:有效)?{re.escape(thing)}", words
    )
    if without and not re.search(rf"(?:没有?|无|不){re.escape(thing)}", wanted.matter):
        return -WITHOUT
    return THING * sum(pair in words for pair in pairs) / len(pairs)


def _case(library: Library, case: Case, side: Apart, wanted: Wanted) -> Case:
    """The side's own question over its own documents."""
    name = f"{side.place}{f'{side.year}年' if side.year else ''}"
    text = f"{name}{wanted.asks}"
    query = read_question(text, today=case.today, library=library.known(side.documents.values()))
    kind = kind_of(text, computing=False)
    scope = "" if len(levels_in(wanted.matter)) > 1 else case.query.scope
    query = replace(query, kind="open" if kind in LISTS else kind, scope=scope)
    if not name and len(side.documents) == 1:
        query = replace(query, documents=tuple(side.documents))
    own = make_case(library, query, side.documents, case.today)
    found = every_passage(library, query, own.documents, PASSAGES)
    return replace(own, citer=Citer(library, case.scope), scope=case.scope, found=tuple(found))


def _answered(
    library: Library, case: Case, extractive: Extractive, wanted: Wanted,
    read: Callable[[Case], Answer],
) -> Iterator[Statement]:  # fmt: skip
    answer = read(case)
    if answer.mode in ("refused", "clarify") or is_near_miss(library, case, answer, ()):
        return
    headings = " ".join(dict.fromkeys(h for c in answer.citations for h in c.section))
    for told_line in answer.text.split("\n"):
        line = OF_LIST.sub("", told_line)
        words = MARK.sub("", line)
        if MARK.search(line):
            led = f"{headings} {words}"
            told = 1 - extractive.signals.lacks(led)
            for value, behind in _values(words, case, wanted):
                yield Statement(
                    _cell(line, answer, wanted), led, told, told + OWN - behind, True, value,
                    answer.citations,
                )  # fmt: skip


def _sentences(
    library: Library, case: Case, extractive: Extractive, wanted: Wanted
) -> Iterator[Statement]:
    weighed = extractive.weighed
    best = max(weighed.scores, default=0.0)
    for line, score in zip(weighed.lines[:LOOKED_AT], weighed.scores, strict=False):
        words = ANSWER.sub("", line.text)
        if other_scope(case.query.scope, words, line.path):
            continue
        told = 1 - extractive.signals.lacks(f"{line.headings} {line.led}")
        context = () if line.lead is None else (line.lead,)
        mark = case.citer.span(line.document_id, line.span, context=context)
        for value, behind in _values(words, case, wanted):
            led = (
                f"{' '.join(line.path[-1:])} {line.lead_text} {_short(words, case, wanted, value)}"
            )
            yield Statement(
                f"{_short(words, case, wanted, value)}{mark}", led, told,
                told - BEHIND * (best - score) - behind, False, value, case.citer.citations,
            )  # fmt: skip


def _cell(line: str, answer: Answer, wanted: Wanted) -> str:
    """A line that says a whole row of a table as the one cell of it that is a sentence with a value."""
    marks = MARK.findall(line)
    quote = next((c.quote for c in answer.citations if str(c.marker) in marks), "")
    prose = [cell for cell in quote.split("\t") if len(HAN.findall(cell)) >= PROSE]
    prose = [cell for cell in prose if values_in(cell, wanted)]
    whole = "\t" in quote and len(prose) == 1
    return f"{prose[0].strip()}[{']['.join(marks)}]" if whole else line


def _short(words: str, case: Case, wanted: Wanted, value: Value | None) -> str:
    """A sentence without its number; of a row the cell with the value; where one value is asked for only the clauses that
    tell it."""
    plain = _of_row(words.split("\t"), value).strip()
    plain = bare(plain) if numbering(plain) else plain.rstrip("。；;")
    if value is None or wanted.several:
        return plain
    return shortened_to_value(
        plain, lambda clause: value.words in clause, lambda w: coverage(case.wanted, w, case.query.text)
    )  # fmt: skip


def _of_row(cells: Sequence[str], value: Value | None) -> str:
    """The cell that holds the value, with the nearest one before it that names something where it is no sentence."""
    held = [n for n, cell in enumerate(cells) if value and value.words in cell]
    if len(cells) < 2 or len(held) != 1:
        return " ".join(cells)
    cell = cells[held[0]]
    names = [c for c in cells[: held[0]] if len(HAN.findall(c)) >= NAMES and not DIGIT.search(c)]
    if len(HAN.findall(cell)) >= PROSE or not names:
        return cell if names or len(HAN.findall(cell)) >= PROSE else " ".join(cells)
    return f"{names[-1].strip()}：{cell.strip()}"


def _values(words: str, case: Case, wanted: Wanted) -> list[tuple[Value | None, float]]:
    """The values that may be meant, each with what the statement loses by being read so; None where there is none."""
    found = asked_values(words, wanted, case.query.scope)
    return [(value, OTHER_VALUE * behind) for value, behind in found] or [(None, NO_VALUE)]
