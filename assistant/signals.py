"""Weak signs that a sentence answers a question, as numbers mostly between 0 and 1: the one place where they are
measured. ``sufficiency`` weighs them; how much each counts is fitted (``python -m eval calibrate``), not guessed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.asked import ENUMERATES, SAYS_HOW, SAYS_MAY, SAYS_WHO, read_asked
from assistant.candidates import Candidate
from assistant.exam_steps import of_other_event
from assistant.focus import beside, kind_held, unit_absent
from assistant.grades import spelled, stage
from assistant.imprint import only_imprint
from assistant.library import Library
from assistant.own_words import without_short_names
from assistant.question_words import SCOPES
from assistant.reading_again import ReadAgain
from assistant.records import Query
from assistant.rungs import fits, told
from assistant.says import only_fined, other_matter, other_scope, says_value, scope_held
from assistant.signal_words import heaviest, telling_numbers, without_case
from assistant.soft_words import SoftWords
from assistant.terms import Term, contradicts, coverage, folded, missing, pairs, said_as
from assistant.time_frame import in_its_year, other_time
from ingest.records import Span
from ingest.store.tokens import tokenize

ENDS = "。；;！？!?：:）)”.,，"
"""Marks that end a sentence; what has none is a heading or a line of a form."""
ANNOUNCES = re.compile(
    r"(?:现将|现就)[^。]*(?:如下|公布|公示|通知)[：:。]?$|(?:通知|公告|公示|通报|答复|报告)如下[：:。]$"
)
"""A sentence that says only what follows it."""
ONE_THING = frozenset({"number", "date", "who", "yesno", "open", "count", "sum"})
"""Kinds of questions for one thing, of which rows of tables are read with their headers; of lists they are items."""
Row = NDArray[np.float32]


class Signals:
    """Measures the sentences of one question."""

    def __init__(self, library: Library, query: Query, wanted: Sequence[Term]) -> None:
        self.library = library
        self.query = query
        self.wanted = wanted
        self.asked = read_asked(query)
        self.read = without_short_names(library, query)
        self.again = ReadAgain(self.read, worded=query.kind in ONE_THING)
        self.vocabulary = vocabulary = library.vocabulary
        chosen = (*query.named, *(f"{year}{end}" for year in query.years for end in ("年", "")))
        self.told = told(query.text, follow_up=query.follow_up)
        chosen += (self.told.text,) if self.told else ()
        self.plain = without_case(wanted, self.told.text if self.told else "")
        self.soft = SoftWords(query.text, vocabulary, library.rewording.of_policy, chosen)
        self.lent = heaviest(library.rewording.words(query.text), vocabulary)
        self.numbers = telling_numbers(query)
        self.total = sum(sum(term.weights) for term in wanted) or 1.0
        words = [word.text for word in self.soft.words]
        self.beside = beside(query.text, words)
        self.focus = beside(query.text, words, self.soft.tells)
        self._of_line: dict[tuple[str, Span], dict[str, float]] = {}
        self._of_passage: dict[str, dict[str, float]] = {}

    def of(self, lines: Sequence[Candidate]) -> list[dict[str, float]]:
        """One mapping a sentence, name → value."""
        if not lines:
            return []
        self._measure([line for line in lines if _place(line) not in self._of_line])
        best = max(line.fused.score for line in lines)
        return [
            {
                **self._of_line[_place(line)],
                **self._of_passage[line.chunk.id],
                "first": 1 / (1 + line.rank),
                "behind": min(best - line.fused.score, 6.0) / 6,
            }
            for line in lines
        ]

    def _measure(self, lines: Sequence[Candidate]) -> None:
        """What does not hang on the other sentences found: known once, for every document that is asked."""
        if not lines:
            return
        embedder = self.library.meaning
        asked = embedder.embed([self.read], query=True)[0]
        near = embedder.embed([line.text for line in lines]) @ asked
        near_led = embedder.embed([line.led for line in lines]) @ asked
        soft = self.soft.held([line.text for line in lines])
        led = [f"{line.headings} {line.led}" for line in lines]
        soft_led = self.soft.held(led)
        explained = self.soft.explained(led, soft_led)
        self._of_passage |= self._passages(lines, asked)
        for i, line in enumerate(lines):
            self._of_line[_place(line)] = {
                **self._words(line),
                **self._form(line),
                **self._strays(line),
                **self._asked_after(soft_led[i], explained[i]),
                "soft": self.soft.share(soft[i]),
                "soft_led": self.soft.share(soft_led[i]),
                "lack_all": float(self.soft.lacking(soft_led[i]).sum()),
                "lack_worst": float(self.soft.lacking(soft_led[i]).max(initial=0.0)),
                "untold_all": float(self.soft.untold(explained[i]).sum()),
                "untold_worst": float(self.soft.untold(explained[i]).max(initial=0.0)),
                "near": float(near[i]),
                "near_led": float(near_led[i]),
            }

    def in_units(self, line: Candidate) -> dict[str, float]:
        """What a row of a table says with the units of its headers: 300 under 计划（人） is a number of people."""
        words = line.row.valued
        absent = self.asked.value and unit_absent(self.query.text, words)
        return {**self._form(line, words), "unit_absent": float(absent)}

    def _words(self, line: Candidate) -> dict[str, float]:
        """Which of the question's words it holds; how long it is."""
        led = f"{line.headings} {line.led}"
        length = len(line.text)
        lacks = (len(w) * x / self.total for w, x in missing(self.wanted, led) if len(w) > 1)
        return {
            "own": coverage(self.wanted, line.text, self.query.text),
            "led": coverage(self.wanted, line.led, self.query.text),
            "lent": self._lent(line.led),
            "matter": max(lacks, default=0.0),
            "short": max(0.0, 1 - length / 16),
            "long": min(1.0, max(0.0, math.log(length / 40) / 2)),
            "asks": float(
                line.text.endswith(("？", "?"))
                or bool(ANNOUNCES.search(line.text))
                or only_imprint(self.query.text, line.text)
            ),
            "unended": float(line.text[-1] not in ENDS and "\t" not in line.text),
            "leads": float(line.text.endswith(("：", ":"))),
            "listed": float(line.lead is not None),
        }

    def _form(self, line: Candidate, words: str = "") -> dict[str, float]:
        """Has it the form asked for? 1 where it has, -1 where it has not, 0 where none is asked for."""
        asked, words = self.asked, words or line.text
        kind = kind_held(self.query.text, f"{line.lead_text}{words}")
        value = asked.value and (kind > 0 or asked.has_value(words))
        says = value and says_value(self.query, self.wanted, words, line.path)
        return {
            "value": _sign(asked.value, value),
            "says": float(says),
            "may": _sign(asked.may, bool(SAYS_MAY.search(line.led))),
            "who": _sign(asked.who, bool(SAYS_WHO.search(words))),
            "which": _sign(asked.which, line.lead is not None or bool(ENUMERATES.search(words))),
            "how": _sign(asked.how, bool(SAYS_HOW.search(line.led))),
            "kind": kind,
        }

    def _strays(self, line: Candidate) -> dict[str, float]:
        """Is it of another matter, scope, time or number than the one asked about?"""
        led = f"{line.headings} {line.led}"
        scope = self.query.scope
        said = spelled(folded(led))
        return {
            "contradicts": float(self._contradicts(line, led)),
            "other_scope": float(self._other_scope(line)),
            "scope_absent": float(bool(scope) and not scope_held(scope, led)),
            "other_matter": float(other_matter(self.query.text, line.led)),
            "other_time": float(
                other_time(self.query, in_its_year(line.read, line.opening), line.headings)
            ),
            "number_absent": float(self._lacks_number(line, said)),
            "unit_absent": float(self.asked.value and unit_absent(self.query.text, line.text)),
        }

    def _other_scope(self, line: Candidate) -> bool:
        """Is it of another scope, by its own words, or where these name none by whom its paragraph is about?"""
        scope = self.query.scope
        if not line.opening or other_scope(scope, line.text, line.path):
            return other_scope(scope, line.text, line.path)
        own = not scope or scope_held(scope, f"{line.headings} {line.text}") or stage(line.text)
        plain = not own and not any(s in line.text for s in SCOPES)
        return plain and other_scope(scope, line.opening)

    def lacks(self, words: str) -> float:
        """The share of what the question tells by words of documents that these words lack, 0 to 1."""
        held = self.soft.explained([words], self.soft.held([words]))
        return float(self.soft.lacking(held[0]).sum())

    def _asked_after(self, held: Row, explained: Row) -> dict[str, float]:
        """How far it lacks the words right before and right after where the question asks, and the telling ones."""
        before, after = (sorted(some) for some in self.beside)
        telling = sorted(self.focus[0] | self.focus[1])
        return {
            "lack_focus": float((1 - explained[telling]).max(initial=0.0)),
            "lack_focus_all": float((1 - explained[telling]).min(initial=1.0)) if telling else 0.0,
            "lack_before": float((1 - held[before]).max(initial=0.0)),
            "lack_after": float((1 - held[after]).max(initial=0.0)),
        }

    def _lacks_number(self, line: Candidate, said: str) -> bool:
        """Does it lack a number of the question, and names no case that holds it?"""
        lacks = [
            number for number in self.numbers
            if number not in said and not any(other in said for other in said_as(number))
        ]  # fmt: skip
        own = folded(self.told.text) if self.told and lacks and fits(line.led, self.told) else ""
        return any(number not in own for number in lacks)

    def _contradicts(self, line: Candidate, led: str) -> bool:
        """Is it of the counterpart of what is asked, by itself or by its headings, of a fine, or of what comes before or
        after the event or the exam asked about?"""
        return (
            contradicts(self.plain, line.led)
            or contradicts(self.plain, led)
            or only_fined(self.query.text, line.text)
            or of_other_event(self.query.text, line.text)
            or self.asked.told_by_itself(line.text)
        )

    def _passages(
        self, lines: Sequence[Candidate], asked: NDArray[np.float32]
    ) -> dict[str, dict[str, float]]:
        """What the whole passage holds, by chunk."""
        chunks = {line.chunk.id: line for line in lines}
        texts = [line.chunk.embed_text or line.chunk.text for line in chunks.values()]
        held = self.soft.held(texts)
        near = self.library.meaning.embed(texts) @ asked
        signals = {}
        for identity, text, row, cosine in zip(chunks, texts, held, near, strict=True):
            known, strange = self._absent(text)
            signals[identity] = {
                "around": coverage(self.wanted, text, self.query.text),
                "lent_around": self._lent(text),
                "near_passage": float(cosine),
                "soft_around": self.soft.share(row),
                "absent_known": known,
                "absent_strange": strange,
            }
        return signals

    def _absent(self, words: str) -> tuple[float, float]:
        """The shares of the question's weight in words that a passage lacks: those that the library holds
        elsewhere, and those that it never holds."""
        knows = self.vocabulary.knows
        known = strange = 0.0
        for word, weight in missing(self.wanted, words):
            held = [knows(pair) for pair in pairs(word)]
            share = sum(held) / len(held) if held else 0.0
            known += share * weight * len(word) / self.total
            strange += (1 - share) * weight * len(word) / self.total
        return min(known, 1.0), min(strange, 1.0)

    def _lent(self, words: str) -> float:
        held = set(tokenize(words))
        return sum(weight for token, weight in self.lent.items() if token in held)


def _place(line: Candidate) -> tuple[str, Span]:
    return line.chunk.id, line.span


def _sign(asked: bool, held: bool) -> float:
    return (1.0 if held else -1.0) if asked else 0.0


Rows = NDArray[np.float64]


def matrix(signals: Sequence[Mapping[str, float]], names: Sequence[str]) -> Rows:
    """[sentences, names]."""
    return np.array([[row[name] for name in names] for row in signals], np.float64).reshape(
        len(signals), len(names)
    )
