"""Is every line of an answer borne out by what it cites? Numbers, dates and words held against the sources.

Stricter than the guard of the answers: units and comparators count, and nine tenths of the words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eval.matching import LIST_NUMBER, bare, lines, same_day, same_unit
from eval.outcomes import Outcome, Passage
from eval.questions import Question
from ingest.grammar import Quantity, TimeSpan, find_quantities, find_times, parse_numeral
from ingest.records import PartialDate

MARKS = re.compile(r"(?:\[\d{1,3}\])+")
WORDS_HELD = 0.9
"""Share of a line's content characters that must stand in what it cites."""
FUNCTION = frozenset("的了是在和与及等为由按其此该这那有也都就将把被对并而或")
"""Characters that state nothing alone."""
PROGRAM = re.compile(
    r"（?责任单位(?:是|[：:])|）$"  # who answers for a task
    r"|〔[^〕]{1,6}〕"  # the state of a task
    r"|另见|参见|——"  # a further place that says it
    r"|(?:完成)?时限[：:]?"  # the head of a column of times
    r"|原文写的是|没有另写牵头单位|某年（原文缺年份）"  # what is missing in the source
)
"""Words that the program writes around those of the documents."""
FIXED = re.compile(
    r".*[：:？?]\s*$"  # what leads to the lines below, and a question said again
    r"|\s*(?:\d+[.、]\s*)?《[^》]+》(?:（[^）]*）)?\s*$"  # the title that a group of lines stands under
    r"|\s*(?:没有|库中|查了|共 ?\d|您好)"  # what is said of the library itself
    r"|.*(?:不能据此回答|份文件[^，。]*，没有找到答案)"
)
"""Lines without a mark that state nothing of the documents."""
PART = re.compile(r"\s*[一二三四五六七八九十]{1,2}、")
"""What a part of a question is numbered with where it is said again."""
SHOWN = re.compile(r"\s*最接近的内容[：:]")
"""What is shown beside a refusal, with marks."""
COMPUTED = re.compile(r"计算|算得|合计|共计|总计|总共|相加|相差|computed|calculated", re.I)
"""What marks a value as computed by the program."""
NUMBER = re.compile(r"\d+(?:\.\d+)?")
HAN_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千万亿两]{1,12}")
CONTENT = re.compile(r"[一-鿿a-z]")
SHORTEST = 4
"""Content characters from which an unmarked line states something."""
SIDES = {"ge": "up", "gt": "up", "le": "down", "lt": "down", "approx": "about"}
"""Comparator → the side on which it leaves the value open."""
REACHABLE = 4096
"""Sums that are tried at most."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Words of one line of an answer and the marks that bear them out; without marks none do."""

    words: str
    markers: tuple[int, ...]


def citation_support(question: Question, outcome: Outcome) -> float | None:
    """Share of the answer's claims that what they cite bears out; what cites nothing is not borne out."""
    if outcome.error:
        return 0.0
    if outcome.mode == "refused" or not outcome.text:
        return None
    stated = list(claims(outcome.text, question.question))
    if outcome.mode == "clarify":  # what is asked back is no claim
        stated = [claim for claim in stated if claim.markers]
    if not stated:
        return None
    cited = {c.marker or n: c for n, c in enumerate(outcome.citations, 1)}
    return sum(not lacking(claim, cited) for claim in stated) / len(stated)


def claims(text: str, question: str = "") -> Iterator[Claim]:
    """The claims of an answer, in order; a line without a mark leans on the next mark below it, as the
    lines of an article that is quoted whole do. A part of the question said again claims nothing."""
    asked = _content(question)
    waiting: list[str] = []
    for words, markers in _pieces(text):
        if SHOWN.match(words):
            continue
        if not markers:
            if _share_held(_content(PART.sub("", words)), asked) >= WORDS_HELD:
                continue
            waiting.append(words)
            continue
        yield from (Claim(earlier, markers) for earlier in waiting)
        yield Claim(words, markers)
        waiting.clear()
    yield from (Claim(words, ()) for words in waiting)


def _pieces(text: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Words and the marks behind them; what is left of a line behind its last mark has none."""
    for line in lines(text):
        begin = LIST_NUMBER.match(line)
        at = begin.end() if begin else 0
        for marks in MARKS.finditer(line, at):
            yield line[at : marks.start()], tuple(int(n) for n in re.findall(r"\d+", marks.group()))
            at = marks.end()
        rest = line[at:]
        if len(_content(rest)) >= SHORTEST and not FIXED.match(rest if at else line):
            yield rest, ()


def lacking(claim: Claim, cited: dict[int, Passage]) -> tuple[str, ...]:
    """What of a claim its citations do not hold: numbers, dates, or its words as a whole."""
    passages = [cited[n] for n in claim.markers if n in cited]
    if not passages:
        return (claim.words,)
    held = [unicodedata.normalize("NFKC", f"{p.text}\n{p.around}") for p in passages]
    said = unicodedata.normalize("NFKC", PROGRAM.sub(" ", claim.words))
    return tuple(_lacking(said, held))


def _lacking(said: str, held: Sequence[str]) -> Iterator[str]:
    source = "\n".join(held)
    times, quantities = find_times(said), find_quantities(said)
    rest = list(said)
    for time in times:
        rest[time.start : time.end] = " " * (time.end - time.start)
        if not _time_held(time, source):
            yield time.text
    computed = COMPUTED.search(said) is not None
    for quantity in quantities:
        rest[quantity.start : quantity.end] = " " * (quantity.end - quantity.start)
        if not _quantity_held(quantity, source) and not (computed and _follows(quantity, held)):
            yield quantity.text
    words = "".join(rest)
    known = numerals(source)
    for number in NUMBER.findall(words):
        if Decimal(number) not in known and not (computed and Decimal(number) == len(held)):
            yield number
    content = _content(COMPUTED.sub(" ", words))
    if content and _share_held(content, _content(source)) < WORDS_HELD:
        yield words.strip()


# --- words ------------------------------------------------------------------------------------


def _content(text: str) -> str:
    """Letters that state something, in order."""
    return "".join(c for c in CONTENT.findall(text.lower()) if c not in FUNCTION)


def _share_held(said: str, source: str) -> float:
    """Share of the characters that stand in the source beside a neighbour of theirs."""
    if len(said) < 2:
        return float(said in source)
    pairs = [said[i : i + 2] in source for i in range(len(said) - 1)]
    held = sum(
        before or after for before, after in zip([False, *pairs], [*pairs, False], strict=True)
    )
    return held / len(said)


# --- dates ------------------------------------------------------------------------------------


def _time_held(time: TimeSpan, source: str) -> bool:
    """The time stands there in the same words, or with the same days; its year stands there too."""
    written = find_times(source)
    if any(bare(other.text) == bare(time.text) for other in written):
        return True
    if time.lo is None and time.hi is None:
        return _share_held(_content(time.text), _content(source)) >= WORDS_HELD
    years = {str(day.year) for day in (time.lo, time.hi) if day and day.year is not None}
    return all(year in source for year in years) and any(
        _same_end(time.lo, other.lo) and _same_end(time.hi, other.hi)
        for other in find_times(source)
    )


def _same_end(one: PartialDate | None, other: PartialDate | None) -> bool:
    if one is None or other is None:
        return one is other
    return same_day(one, other)


# --- numbers ----------------------------------------------------------------------------------


def numerals(text: str) -> set[Decimal]:
    """All numbers of a text, in digits and in characters."""
    written = [Decimal(n) for n in NUMBER.findall(text)]
    spelled = [parse_numeral(n) for n in HAN_NUMBER.findall(text)]
    return {*written, *(n for n in spelled if n is not None)}


def _quantity_held(quantity: Quantity, source: str) -> bool:
    """The same value with its unit and comparator, or the bare number with its unit elsewhere (in the
    head of a table)."""
    written = find_quantities(source)
    if any(_same_quantity(quantity, other) for other in written):
        return True
    if quantity.comparator in SIDES or quantity.unit.split("/")[0] not in source:
        return False
    rest = list(source)
    for other in written:
        rest[other.start : other.end] = " " * (other.end - other.start)
    return numerals(quantity.text) <= numerals("".join(rest))


def _same_quantity(one: Quantity, other: Quantity) -> bool:
    if bare(one.text) == bare(other.text):
        return True
    values = (one.value, one.value_from) == (other.value, other.value_from)
    sides = SIDES.get(one.comparator) == SIDES.get(other.comparator)
    bounds = one.comparator != "range" or (one.lo, one.hi) == (other.lo, other.hi)
    return values and sides and bounds and same_unit(one.unit, other.unit)


def _follows(quantity: Quantity, held: Sequence[str]) -> bool:
    """Is it a number of the passages, the difference or share of two of their values, or the sum of one
    value of each?"""
    wanted = quantity.value
    if wanted is None:
        return False
    values = [
        {q.value for q in find_quantities(text) if q.value is not None and _added(quantity, q)}
        for text in held
    ]
    every = set().union(*values)
    pairs = [(a, b) for a in every for b in every if a != b]
    if wanted == len(held) or any(_about(wanted, a - b) for a, b in pairs):
        return True
    if any(b and (_about(wanted, a / b) or _about(wanted, 100 * a / b)) for a, b in pairs):
        return True
    sums = {Decimal(0)}
    for found in filter(None, values):
        sums = set(sorted({s + value for s in sums for value in found})[:REACHABLE])
    return (len(held) > 1 and wanted in sums) or any(_about(wanted, a + b) for a, b in pairs)


def _added(wanted: Quantity, operand: Quantity) -> bool:
    """May the operand be of the computed value's unit? A share may be of any."""
    return wanted.unit in ("%", "个百分点", "倍", "比") or same_unit(wanted.unit, operand.unit)


def _about(wanted: Decimal, computed: Decimal) -> bool:
    """Equal in the places that are said."""
    exponent = wanted.as_tuple().exponent
    places = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(wanted - computed) <= places / 2
