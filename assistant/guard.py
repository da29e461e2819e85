"""Every number, date, article and quoted name of an answer must stand in what its sentence cites.

``judge`` weighs a sentence that a language model wrote; ``guarded`` holds the program's own answers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.day_count import days_add_up
from assistant.guard_binding import binding_faults
from assistant.guard_exceptions import exception_faults
from assistant.guard_names import name_faults
from assistant.guard_numbers import number_faults
from assistant.guard_plain import plain_faults
from assistant.guard_polarity import polarity_faults
from assistant.guard_slots import slot_faults
from assistant.guard_support import support_faults
from assistant.guard_text import Lack, level, said_text
from assistant.guard_times import time_faults
from assistant.records import Answer, Citation
from ingest.grammar import find_quantities, parse_numeral

MARKS = re.compile(r"(?:\[\d{1,3}\])+")
"""One or more citation marks: the end of what they support."""
LIST_NUMBER = re.compile(r"^\s*\d{1,3}(?:\.(?!\d)|、)\s*")
"""An answer's own list number; 149.5 is none."""
NUMBER = re.compile(r"\d+(?:\.\d+)?")
HAN_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千两]{1,12}")
NAMES = re.compile(r"《([^》]{2,60})》")
COMPUTED = re.compile(r"计算：(?P<terms>[^=\n]{2,2000}?) = (?P<result>[^\s，。；（]{1,40})")
"""A sum or difference that the program worked out: “计算：950元 − 900元 = 50元”."""
SIGN = re.compile(r" ([+−]) ")
SAME_UNIT = {"个百分点": "%", "名": "人", "位": "人"}
"""The difference of two shares is counted in points; heads are counted in more than one word."""

ROOMS: tuple[Callable[[str, Sequence[str]], Iterator[Lack]], ...] = (
    number_faults, time_faults, name_faults, polarity_faults, exception_faults, binding_faults, slot_faults,
    support_faults, plain_faults,
)  # fmt: skip
"""What weighs a written sentence, each a kind of claim."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A piece of an answer that its citations do not bear out, and the words that are not there."""

    start: int
    end: int
    words: tuple[str, ...]


def judge(sentence: str, sources: Sequence[str]) -> tuple[Lack, ...]:
    """What a written sentence says that its sources do not bear out; empty where they bear out all of it.

    Args:
        sentence: One sentence of running text or of a list, with or without its citation marks.
        sources: The words of each span it cites, with what belongs to them: title, headings, caption,
            header cells, issuer, day of issue. One string a citation: what is said of one is not borne out
            by another.
    """
    text = said_text(sentence)
    words = tuple(level(source) for source in sources)
    found = [lack for weigh in ROOMS for lack in weigh(text, words)]
    return tuple(sorted(dict.fromkeys(found), key=lambda lack: (lack.start, lack.end)))


def find_faults(answer: Answer, source: Callable[[Citation], str]) -> tuple[Fault, ...]:
    """Pieces of the text, each up to its marks, with a number or name its cited words do not hold.

    Args:
        source: The words a citation stands for: its quote and its context.
    """
    by_marker = {c.marker: c for c in answer.citations}
    faults, begin = [], 0
    for match in MARKS.finditer(answer.text):
        piece = answer.text[begin : match.start()]
        line = piece.rpartition("\n")[2]
        cited = [by_marker.get(int(n)) for n in re.findall(r"\d+", match.group())]
        words = "\n".join(source(c) for c in cited if c is not None)
        lacking = _lacking(_without_results(LIST_NUMBER.sub("", line)), words)
        if lacking or not words:
            faults.append(Fault(match.start() - len(line), match.end(), lacking))
        begin = match.end()
    return tuple(faults)


def _without_results(line: str) -> str:
    """The line without what it works out, where that is right: its operands are left to be found in the
    cited words like any number, and a wrong result is left to be missed."""
    return COMPUTED.sub(lambda m: m.group("terms") if _adds_up(m) else m.group(), line)


def _adds_up(computed: re.Match[str]) -> bool:
    """Do the terms, each a value with its unit, give the result? Units must be the same."""
    signs = [1, *(1 if s == "+" else -1 for s in SIGN.findall(computed["terms"]))]
    read = [_quantity(words) for words in (*SIGN.split(computed["terms"])[::2], computed["result"])]
    values = [value for value, _ in filter(None, read)]
    if len(values) != len(read) or len({unit for _, unit in filter(None, read)}) != 1:
        return days_add_up(SIGN.split(computed["terms"]), computed["result"])
    return sum(s * v for s, v in zip(signs, values[:-1], strict=True)) == values[-1]


def _quantity(words: str) -> tuple[Decimal, str] | None:
    """The one value of some words in its base unit; None where there is none, or more than one."""
    found = find_quantities(words)
    if len(found) != 1 or found[0].value is None:
        return None
    unit = found[0].unit.split("/")[0]
    return found[0].value, SAME_UNIT.get(unit, unit)


def _lacking(said: str, words: str) -> tuple[str, ...]:
    said, words = (unicodedata.normalize("NFKC", text) for text in (said, words))
    numbers = set(NUMBER.findall(words))
    values = {_value(n) for n in numbers} | {_value(h) for h in HAN_NUMBER.findall(words)}
    lacking = [n for n in NUMBER.findall(said) if n not in numbers and _value(n) not in values]
    lacking += [name for name in NAMES.findall(said) if name not in words]
    return tuple(dict.fromkeys(lacking))


def _value(number: str) -> str:
    value = parse_numeral(number)
    return number if value is None else format(value.normalize(), "f")


def guarded(answer: Answer, source: Callable[[Citation], str]) -> Answer:
    """The answer with every faulty piece replaced by the line it cites, and a note that says so."""
    faults: Sequence[Fault] = find_faults(answer, source)
    if not faults:
        return answer
    by_marker = {c.marker: c for c in answer.citations}
    text = answer.text
    for fault in reversed(faults):
        piece = text[fault.start : fault.end]
        marks = [int(n) for n in re.findall(r"\[(\d{1,3})\]", piece)]
        lines = [f"{by_marker[n].quote}[{n}]" for n in marks if n in by_marker]
        kept = LIST_NUMBER.match(piece)
        text = (
            text[: fault.start]
            + (kept.group() if kept else "")
            + " ".join(lines)
            + text[fault.end :]
        )
    note = f"有 {len(faults)} 处表述与出处不完全一致，已改为原文。"
    return replace(answer, text=text, notes=(*answer.notes, note))
