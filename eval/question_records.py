"""The nouns of a question set: a question, the words that must be found, the values that must be said."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from ingest.records import PartialDate


@dataclass(frozen=True, slots=True)
class Gold:
    """Words of one source that must be found: the quote itself or, for texts that are not ours, the
    SHA-256 of the quote without white space and its length in code points."""

    source: str
    quote: str = ""
    sha256: str = ""
    length: int = 0


@dataclass(frozen=True, slots=True)
class Value:
    """A typed gold value: a number with unit, a date range, a list of rows, or a text (any of).

    A list that is ``complete`` holds every row that is asked for; ``also`` are rows that may stand
    beside them and need not.
    """

    type: Literal["number", "date", "list", "text"]
    number: Decimal | None = None
    unit: str = ""
    lo: PartialDate | None = None
    hi: PartialDate | None = None
    items: tuple[tuple[str, ...], ...] = ()
    """For a list: each row with its accepted wordings. For a text: one row of accepted wordings."""
    complete: bool = False
    also: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question with what a right answer must hold. ``gold`` is an OR-list of AND-lists.

    ``ambiguous``: several documents fit, and the question does not say which. Right is to ask back with
    options, or to give the values of at least two of them.
    """

    id: str
    question: str
    kind: str
    answerable: bool = True
    ambiguous: bool = False
    history: tuple[tuple[str, str], ...] = ()
    asker: str = "teacher"
    library: str = "corpus"
    today: dt.date | None = None
    gold: tuple[tuple[Gold, ...], ...] = ()
    values: tuple[Value, ...] = ()
    must_not_say: tuple[str, ...] = ()
    split: str = "dev"
    notes: str = ""
