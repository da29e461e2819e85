"""Does a text hold gold words, a gold number or a gold date? The comparisons that the metrics stand on."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from eval.outcomes import Outcome, Passage
from eval.questions import Gold, Value
from ingest.grammar import Quantity, TimeSpan, find_quantities, find_times
from ingest.records import PartialDate

SPACE = re.compile(r"\s+")
MARK = re.compile(r"\[\d{1,3}\]")
"""Citation marks, which are not part of what an answer says."""
LIST_NUMBER = re.compile(r"\s*(?:\d{1,3}(?:\.(?!\d)|、)|（\d{1,3}）|[-•·])\s*")
"""What a row of an answer's list begins with; 149.5 is none."""
NOT_WORDS = re.compile(r"[\s，。；：、“”\"'（）()《》,.;:!?！？\-—]+")
OVERLAP = 0.5
"""A citation supports a gold quote when they share at least half of the shorter one."""
PEOPLE = frozenset({"人", "名", "位", "个"})
"""Counting words for people that say the same number."""
COUNTED_PEOPLE = PEOPLE - {"个"}
"""Those that count nobody but people: 96人 says what 96名 asks for, wherever the answer takes its unit from."""
TASKS = frozenset({"项", "件"})
"""Counting words for tasks that say the same number."""
PLACES = frozenset({"所", "个", "家", "处"})
"""Counting words for schools and offices that say the same number."""
OF_OTHER_UNITS = frozenset({"", "人", "个", "年", "天"})
"""Units that longer ones begin with which measure something else: 人次, 个百分点, 个月."""


# --- words ------------------------------------------------------------------------------------


def normal(text: str) -> str:
    """Text for comparison: full-width folded, no white space, no punctuation."""
    return NOT_WORDS.sub("", unicodedata.normalize("NFKC", text)).lower()


def bare(text: str) -> str:
    """Text without white space, as gold quotes are hashed."""
    return SPACE.sub("", text)


def same_source(passage: Passage, gold: Gold) -> bool:
    """The passage is of the gold's file (folders above it do not matter)."""
    return passage.source.rsplit("/", 1)[-1] == gold.source.rsplit("/", 1)[-1]


def holds(passage: Passage, gold: Gold) -> bool:
    """The passage holds the gold quote, or most of it where the passage is the shorter one."""
    if not same_source(passage, gold):
        return False
    if gold.sha256:
        return hash_in(bare(passage.text), gold.sha256, gold.length)
    wanted, text = normal(gold.quote), normal(passage.text)
    return wanted in text or (len(text) >= OVERLAP * len(wanted) and text in wanted)


def supports(passage: Passage, gold: Gold) -> bool:
    """The citation and the gold quote share at least half of the shorter one, in one piece."""
    if holds(passage, gold):
        return True
    if not same_source(passage, gold):
        return False
    if gold.sha256:
        return _overlaps_hash(passage, gold)
    wanted, text = normal(gold.quote), normal(passage.text)
    need = _half(len(wanted), len(text))
    return any(text[i : i + need] in wanted for i in range(max(0, len(text) - need) + 1))


def _half(one: int, other: int) -> int:
    return max(4, int(OVERLAP * min(one, other)))


def _overlaps_hash(passage: Passage, gold: Gold) -> bool:
    """Does the hashed quote stand in the text around the citation and reach far enough into it?"""
    before, text, after = map(bare, (passage.before, passage.text, passage.after))
    begin, end = len(before), len(before) + len(text)
    need = min(_half(gold.length, len(text)), len(text))
    return any(
        min(end, at + gold.length) - max(begin, at) >= need
        for at in hash_places(before + text + after, gold.sha256, gold.length)
    )


def hash_in(text: str, sha256: str, length: int) -> bool:
    """Does some piece of ``length`` code points have this hash? ``text`` is without white space."""
    return next(hash_places(text, sha256, length), None) is not None


def hash_places(text: str, sha256: str, length: int) -> Iterator[int]:
    """Where the pieces begin that have this hash."""
    for at in range(len(text) - length + 1):
        if hashlib.sha256(text[at : at + length].encode()).hexdigest() == sha256:
            yield at


# --- what an answer says ----------------------------------------------------------------------


def answer_words(outcome: Outcome) -> str:
    """All that a reader of the answer reads: text and table rows, without marks."""
    return "\n".join([MARK.sub("", outcome.text), *outcome.rows])


def row_said(wordings: tuple[str, ...], words: str) -> bool:
    """Do the words, already ``normal``, hold one of a row's wordings?"""
    return any(normal(wording) in words for wording in wordings)


def value_said(value: Value, said: str) -> float:
    """1 where the words hold the value, for a list the share of its rows."""
    if value.type == "number":
        return float(number_said(value, said))
    if value.type == "date":
        return float(date_said(value, said))
    words = normal(said)
    found = sum(row_said(row, words) for row in value.items)
    return found / len(value.items)


def number_said(value: Value, said: str, *, exactly: bool = False) -> bool:
    """Some quantity of the words has the value, in a unit like the gold's.

    ``exactly``: the words state the number itself (of 7000多万元 not the 8000万 that bounds it), in the
    same unit (个百分点 is not %, 人次 not 人).
    """
    wanted, unit = _based(value)
    same = same_unit if exactly else _like_unit
    return any(
        wanted in (_stated(quantity) if exactly else _all_numbers(quantity))
        and same(unit, quantity.unit)
        for quantity in find_quantities(said)
    )


def _based(value: Value) -> tuple[Decimal | None, str]:
    """The gold number in the base of its unit: 3万元 is 30000 of 元."""
    written = find_quantities(f"{value.number:f}{value.unit}") if value.number is not None else ()
    if len(written) == 1 and written[0].value is not None:
        return written[0].value, written[0].unit
    return value.number, value.unit


def _stated(quantity: Quantity) -> set[Decimal | None]:
    bounds = {quantity.lo, quantity.hi} if quantity.comparator == "range" else set()
    return {quantity.value, quantity.value_from, *bounds} - {None}


def _all_numbers(quantity: Quantity) -> set[Decimal | None]:
    return {quantity.value, quantity.lo, quantity.hi, quantity.value_from} - {None}


def _like_unit(wanted: str, found: str) -> bool:
    if {wanted, found} <= COUNTED_PEOPLE or {wanted, found} <= TASKS:
        return True
    return not wanted or wanted[:1] == found[:1] or wanted in found or found in wanted


def same_unit(wanted: str, found: str) -> bool:
    """The same unit; what it is counted by (元/生·年) matters where both say it."""
    if not wanted or wanted == found:
        return True
    (one, *by), (other, *other_by) = wanted.split("/", 1), found.split("/", 1)
    if by and other_by and by != other_by:
        return False
    alike = {one, other} <= PEOPLE or {one, other} <= PLACES or {one, other} == {"岁", "周岁"}
    short, long = sorted((one, other), key=len)
    return one == other or alike or (long.startswith(short) and short not in OF_OTHER_UNITS)


def date_said(value: Value, said: str, *, exactly: bool = False) -> bool:
    """Some time of the words has the gold's days.

    ``exactly``: an end that the gold leaves open is open in the words too, or the words name the one
    day (9月30日 for 9月30日前), not a stretch that only ends there.
    """
    return any(_same_time(value, time, exactly) for time in find_times(said))


def _same_time(value: Value, time: TimeSpan, exactly: bool) -> bool:
    wanted, found = (value.lo, value.hi), (time.lo, time.hi)
    if value.lo == value.hi and None in found:  # 3月1日 is said by 自3月1日起, too
        return any(_same_end(value.lo, end) for end in found)
    if not all(w is None or _same_end(w, f) for w, f in zip(wanted, found, strict=True)):
        return False
    open_ends = all(f is None for w, f in zip(wanted, found, strict=True) if w is None)
    return not exactly or time.lo == time.hi or open_ends


def _same_end(wanted: PartialDate | None, found: PartialDate | None) -> bool:
    return wanted is not None and found is not None and same_day(wanted, found)


def same_day(wanted: PartialDate, found: PartialDate) -> bool:
    """Month and day agree, and the year where both know it."""
    years = wanted.year is None or found.year is None or wanted.year == found.year
    return years and (wanted.month, wanted.day) == (found.month, found.day)


def lines(text: str) -> Iterator[str]:
    """The lines of an answer that are not empty."""
    return (line for line in text.split("\n") if line.strip())
