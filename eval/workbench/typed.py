"""What an evaluator types as the right answer → typed gold values, read by our own grammar."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from eval.question_records import Value
from eval.reasons import gold_words
from eval.sheets.columns import BAR
from ingest.grammar import find_quantities, find_times

PLAIN = re.compile(r"(-?\d+(?:\.\d+)?)\s*([^\s\d.]\S*)")
"""A number with a unit that the grammar does not know; without any it could not be found in an answer."""
ISO = re.compile(r"(?P<lo>[\dX]{4}-\d\d-\d\d)?\s*(?P<to>\.\.)?\s*(?P<hi>[\dX]{4}-\d\d-\d\d)?")
"""2026-09-01, or a range with an end that may be open: ..2026-12-31."""


HINTS = 3
"""Numbers or dates that a hint shows."""


class Unread(Exception):
    """A line of which nothing can be read; ``what`` is ``number`` or ``date``, lines count from 1."""

    def __init__(self, what: str, line: int, words: str) -> None:
        super().__init__(what, line, words)
        self.what, self.line, self.words = what, line, words


def lines(text: str | None) -> list[tuple[int, str]]:
    """The lines that hold something, with their numbers."""
    rows = enumerate((text or "").splitlines(), 1)
    return [(n, words) for n, row in rows if (words := row.strip())]


def values(numbers: str, dates: str, items: str, complete: bool, texts: str) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of ``values`` as a question file has them.

    Raises:
        Unread: a line holds no number or no date.
    """
    found = [number(n, words) for n, words in lines(numbers)]
    found += [date(n, words) for n, words in lines(dates)]
    if rows := [wordings(words) for _, words in lines(items)]:
        found.append({"type": "list", "items": rows, "complete": bool(complete)})
    found += [{"type": "text", "any": wordings(words)} for _, words in lines(texts)]
    return found


def number(line: int, words: str) -> dict[str, Any]:
    """One number with its unit, in the unit's base: 1.2万元 is 12000 元.

    Raises:
        Unread: there is none, or more than one.
    """
    read = [q for q in find_quantities(words) if q.value is not None]
    if len(read) == 1 and read[0].value is not None:
        return {"type": "number", "value": f"{read[0].value:f}", "unit": read[0].unit}
    if not read and (plain := PLAIN.fullmatch(words)):
        return {"type": "number", "value": str(Decimal(plain[1])), "unit": plain[2]}
    raise Unread("number", line, words)


def date(line: int, words: str) -> dict[str, Any]:
    """One date or range.

    Raises:
        Unread: there is none.
    """
    if (iso := ISO.fullmatch(words)) and (iso["lo"] or iso["hi"]):
        lo, hi = iso["lo"], iso["hi"] if iso["to"] else iso["lo"]
        return {"type": "date", **{k: v for k, v in (("lo", lo), ("hi", hi)) if v}}
    read = [t for t in find_times(words) if t.lo is not None or t.hi is not None]
    if len(read) != 1:
        raise Unread("date", line, words)
    ends = {"lo": read[0].lo, "hi": read[0].hi}
    return {"type": "date", **{k: str(v) for k, v in ends.items() if v is not None}}


def hints(quotes: Iterable[str]) -> tuple[str, str]:
    """The numbers and the dates that quotes hold, as they stand there: what a person may want to type."""
    said = "\n".join(quotes)
    times = [t for t in find_times(said) if t.lo is not None or t.hi is not None]
    numbers = [
        q.text for q in find_quantities(said)
        if q.value is not None and not any(t.start < q.end and q.start < t.end for t in times)
    ]  # fmt: skip
    return _few(numbers), _few(t.text for t in times)


def _few(found: Iterable[str]) -> str:
    return "\n".join(list(dict.fromkeys(found))[:HINTS])


def wordings(words: str) -> list[str]:
    """One row with its accepted wordings."""
    return list(_parts(words))


def _parts(words: str) -> Iterator[str]:
    for part in words.replace("|", BAR).split(BAR):
        if part.strip():
            yield part.strip()


def as_typed(found: Iterable[Value]) -> tuple[str, str, str, bool, str]:
    """Gold values as a person types them: numbers, dates, rows, whether these are all, deciding words."""
    given = tuple(found)
    numbers = [gold_words(v) for v in given if v.type == "number"]
    dates = [f"{v.lo or ''}..{v.hi or ''}" for v in given if v.type == "date"]
    rows = [BAR.join(item) for v in given if v.type == "list" for item in v.items]
    texts = [BAR.join(v.items[0]) for v in given if v.type == "text"]
    complete = any(v.complete for v in given if v.type == "list")
    return "\n".join(numbers), "\n".join(dates), "\n".join(rows), complete, "\n".join(texts)
