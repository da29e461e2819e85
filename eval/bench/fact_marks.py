"""One document marked: which found fact is which gold fact, what is missed, and what is extra.

“Found” is what is judged: the program's facts, or a second annotator's.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from eval.gold_facts.place import FlatText, place
from eval.gold_facts.records import (
    NAMES,
    NUMBERS,
    FactKind,
    GoldDocument,
    GoldFact,
    GoldTime,
    PlacedFact,
)
from ingest.records import Fact, FactTime, Span, Target


@dataclass(frozen=True, slots=True)
class Told:
    """A fact as the one who is judged tells it; ``span`` is the value's or time's own words."""

    kind: FactKind
    quote: str
    span: Span
    words: str
    names: Mapping[str, str]
    comparator: str = ""
    numbers: Mapping[str, Decimal | None] = field(default_factory=dict)
    unit: str = ""
    time: FactTime | None = None


@dataclass(frozen=True, slots=True)
class Marked:
    """One gold document beside what was found in it. ``lost``: gold facts whose words are gone."""

    document: GoldDocument
    pairs: tuple[tuple[PlacedFact, Told], ...] = ()
    missed: tuple[PlacedFact, ...] = ()
    lost: tuple[GoldFact, ...] = ()
    extra: tuple[Told, ...] = ()


def mark(document: GoldDocument, text: FlatText, found: Iterable[Told]) -> Marked:
    """Matches what was found in a document with its gold facts, one to one."""
    placed, lost = place(document.facts, text)
    found = list(found)
    pairs = match(placed, found)
    golds, tolds = {g for g, _ in pairs}, {t for _, t in pairs}
    return Marked(
        document,
        tuple((placed[g], found[t]) for g, t in pairs),
        tuple(fact for g, fact in enumerate(placed) if g not in golds),
        tuple(lost),
        tuple(fact for t, fact in enumerate(found) if t not in tolds),
    )


def match(golds: list[PlacedFact], found: list[Told]) -> list[tuple[int, int]]:
    """Pairs of indexes in gold order: same kind, spans overlap, the best-named pairs first.

    Among pairs that are named equally well those come first whose spans share more.
    """
    candidates = sorted(
        (-name_score(gold, told), -shared, g, t)
        for g, gold in enumerate(golds)
        for t, told in enumerate(found)
        if gold.gold.kind == told.kind and (shared := _shared(gold.spans, told.span))
    )
    taken: dict[int, int] = {}
    used: set[int] = set()
    for *_, g, t in candidates:
        if g not in taken and t not in used:
            taken[g] = t
            used.add(t)
    return sorted(taken.items())


def name_score(gold: PlacedFact, told: Told) -> float:
    """How well a found fact is named: indicator with scope, or action."""
    if told.kind == "deadline":
        return best_f1(gold.names["action"], told.names["action"])
    return best_f1(joined(gold), told.names["scope"] + told.names["indicator"])


def joined(gold: PlacedFact) -> tuple[str, ...]:
    """The readings of scope and indicator together."""
    return tuple(s + i for s in gold.names["scope"] for i in gold.names["indicator"])


def best_f1(readings: Iterable[str], found: str) -> float:
    """Character F1 with the reading that fits best; 0 where there is none."""
    return max((char_f1(reading, found) for reading in readings), default=0.0)


def char_f1(wanted: str, found: str) -> float:
    """F1 of the characters as multisets, without white space and punctuation; two empty texts: 1."""
    a, b = Counter(letters(wanted)), Counter(letters(found))
    if not a and not b:
        return 1.0
    return 2 * (a & b).total() / (a.total() + b.total())


def letters(text: str) -> str:
    """A text without white space and punctuation, full-width forms folded."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if not c.isspace() and unicodedata.category(c)[0] != "P")


def _shared(spans: Iterable[Span], span: Span) -> int:
    return max(max(0, min(s.end, span.end) - max(s.start, span.start)) for s in spans)


# --- those who are judged ---------------------------------------------------------------------


def told_by_program(fact: Fact) -> Told:
    """A fact of the program's."""
    if not isinstance(fact, Target):
        names = {"action": fact.action, "owner": fact.owner}
        return Told("deadline", fact.quote, fact.span, fact.time.raw, names, time=fact.time)
    return Told(
        kind="target",
        quote=fact.quote,
        span=fact.span,
        words=fact.raw,
        names={name: getattr(fact, name) for name in NAMES["target"]},
        comparator=fact.comparator,
        numbers={name: getattr(fact, name) for name in NUMBERS},
        unit=fact.unit,
        time=fact.time,
    )


def told_by_annotator(fact: PlacedFact, text: str) -> Told:
    """An annotator's fact; of several readings the first."""
    gold, span = fact.gold, fact.spans[0]
    words = fact.time_words[0] if fact.time_words else ""
    return Told(
        kind=gold.kind,
        quote=fact.quote,
        span=span,
        words=text[span.start : span.end],
        names={name: readings[0] if readings else "" for name, readings in fact.names.items()},
        comparator=gold.comparators[0] if gold.comparators else "",
        numbers={name: values[0] for name, values in gold.numbers.items()},
        unit=gold.units[0] if gold.units else "",
        time=_time(gold.times[0], words, span),
    )


def _time(time: GoldTime | None, words: str, span: Span) -> FactTime | None:
    if time is None:
        return None
    return FactTime(
        words, span.start, span.end, time.lo, time.hi,
        time.relation, time.precision, time.recurring,
    )  # fmt: skip
