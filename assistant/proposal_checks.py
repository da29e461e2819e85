"""A row that a language model proposes → a proposal whose every part the document bears out, or why it is none.

The quote must stand in the sentence, value and time must be what the grammar reads there, and names must be made of
the document's own words: a proposal that fails is dropped and counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from assistant import placing
from assistant.proposal_prompt import Row
from ingest.errors import SettingsError
from ingest.grammar import find_quantities
from ingest.records import Fact, Metadata, Span
from ingest.store.rows import Proposal

if TYPE_CHECKING:
    from ingest.grammar.quantities import Quantity
    from ingest.grammar.times import TimeSpan

QUOTE = "原文里没有这段话"
VALUE = "数值与原文不符"
TIME = "时间与原文不符"
WORDS = "名称里有原文没有的字"
NAMELESS = "没有写明指标或事项"
KNOWN = "清单里已经有"
FIELDS = "内容不完整"
"""Why a proposal is dropped."""
Kind = Literal["target", "deadline"]
LONGEST = 80
"""Characters of a name."""
BARE = re.compile(r"\d[\d,]*(?:\.\d+)?")
"""A number without a unit."""
LONE = 1
"""Characters of a name that may stand alone: any text holds most single characters."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A sentence that was asked about: its place in the document, the words around it, the facts near it."""

    sentence: str
    start: int
    around: str
    metadata: Metadata
    facts: Sequence[Fact] = ()


class Folded:
    """A text without white space and width, with the way back to its code points."""

    def __init__(self, text: str) -> None:
        kept = [
            (plain, n) for n, char in enumerate(text) for plain in fold(char) if not plain.isspace()
        ]
        self.text = "".join(plain for plain, _ in kept)
        self._places = [n for _, n in kept]

    def find(self, words: str, start: int = 0, end: int | None = None) -> Span | None:
        """Where words stand, between two places of the folded text; None where they do not."""
        wanted = "".join(fold(words).split())
        at = self.text.find(wanted, start, end) if wanted else -1
        if at < 0:
            return None
        return Span(self._places[at], self._places[at + len(wanted) - 1] + 1)


BRACKETS = str.maketrans("[]【】〔〕", "()()()")
"""Brackets that are changed on the way to the model."""


def fold(text: str) -> str:
    """Half width, brackets alike."""
    return unicodedata.normalize("NFKC", text).translate(BRACKETS)


def checked(row: Row, asked: Asked) -> Proposal | str:
    """The proposal, or the reason why it is dropped."""
    place = Folded(asked.sentence).find(row.quote)
    if place is None:
        return QUOTE
    quote = asked.sentence[place.start : place.end]
    is_target = row.kind == "target"
    own = row.indicator if is_target else row.action
    if not own:
        return NAMELESS
    if not all(_is_of(words, asked) for words in (own, row.owner, row.scope if is_target else "")):
        return WORDS
    make = _target if is_target else _deadline
    return make(row, quote, place, asked)


def _is_of(words: str, asked: Asked) -> bool:
    """Is a name made of pieces of the sentence and of what stands around it, of two characters at least?"""
    wanted = "".join(char for char in fold(words) if char.isalnum())
    found = tuple(_pieces(wanted, Folded(f"{asked.sentence}\n{asked.around}").text))
    return 0 not in found and found.count(1) <= LONE and len(words) <= LONGEST


def _pieces(words: str, text: str) -> Iterator[int]:
    """Lengths of the longest pieces of a text that words are made of, one after another; 0 for what is not there."""
    at = 0
    while at < len(words):
        left = range(len(words) - at, 0, -1)
        length = next((n for n in left if words[at : at + n] in text), 0)
        yield length
        at += max(length, 1)


def _target(row: Row, quote: str, place: Span, asked: Asked) -> Proposal | str:
    found = _quantity(row.value, quote) or _bare(row, quote, asked)
    if found is None:
        return VALUE
    numbers = {name: getattr(found, name) for name in ("value", "value_from", "lo", "hi")}
    fields = placing.as_typed({
        "indicator": row.indicator, "scope": row.scope, "comparator": found.comparator, **numbers,
        "unit": found.unit, "owner": row.owner, "span": f"{found.start}-{found.end}",
    })  # fmt: skip
    if row.time:
        time = _time(row.time, quote, asked.metadata)
        if time is None:
            return TIME
        fields["time"] = time.text
    return _made("target", quote, place, (found.start, found.end), fields, asked)


def _deadline(row: Row, quote: str, place: Span, asked: Asked) -> Proposal | str:
    found = _time(row.time, quote, asked.metadata)
    if found is None:
        return TIME
    fields = {"action": row.action, "owner": row.owner, "time": found.text}
    return _made("deadline", quote, place, (found.start, found.end), fields, asked)


def _quantity(said: str, quote: str) -> Quantity | None:
    """The quantity of the quote that the model's words name: where they stand, and of the same value."""
    place = Folded(quote).find(said)
    alone = next(iter(find_quantities(said)), None)
    if place is None or alone is None:
        return None
    return next(
        (
            q for q in find_quantities(quote)
            if place.overlaps(Span(q.start, q.end)) and _base(q) == _base(alone)
            and _ends(alone) <= _ends(q)
        ),
        None,
    )  # fmt: skip


def _bare(row: Row, quote: str, asked: Asked) -> Quantity | None:
    """A number that stands alone, as in the cell of a table, with a unit that stands around the sentence."""
    unit = "".join(fold(row.unit).split())
    if not BARE.fullmatch(fold(row.value)) or not unit or unit not in Folded(asked.around).text:
        return None
    place = re.search(rf"(?<![\d.,]){re.escape(row.value)}(?![\d.,%])", quote)
    read = next(iter(find_quantities(row.value + unit)), None)
    if place is None or read is None or (read.start, read.end) != (0, len(row.value + unit)):
        return None
    return replace(read, start=place.start(), end=place.end())


def _base(quantity: Quantity) -> str:
    """The unit without what it is counted for: 元 of 元/生."""
    return quantity.unit.split("/")[0]


def _ends(quantity: Quantity) -> set[object]:
    return {n for n in (quantity.value, quantity.lo, quantity.hi) if n is not None}


def _time(said: str, quote: str, metadata: Metadata) -> TimeSpan | None:
    """The time of the quote that the model's words name."""
    place = Folded(quote).find(said)
    alone = next(iter(placing.times(said, metadata)), None)
    if place is None or alone is None:
        return None
    found = placing.times(quote, metadata)
    return next(
        (t for t in found if place.overlaps(Span(t.start, t.end)) and _days(alone) <= _days(t)),
        None,
    )


def _days(time: TimeSpan) -> set[tuple[int, int]]:
    """Month and day of its ends; the year may stand elsewhere in the quote."""
    return {(day.month, day.day) for day in (time.lo, time.hi) if day is not None}


def _made(
    kind: Kind, quote: str, place: Span, at: tuple[int, int], fields: dict[str, str], asked: Asked
) -> Proposal | str:
    start = asked.start + place.start
    here = Span(start + at[0], start + at[1])
    if any(fact.kind == kind and here.overlaps(fact.span) for fact in asked.facts):
        return KNOWN
    given = {name: value for name, value in fields.items() if value}
    try:
        placing.filled(kind, quote, given, asked.metadata)
    except SettingsError:
        return FIELDS
    return Proposal(kind, quote, place.start, place.end, *at, tuple(given.items()))
