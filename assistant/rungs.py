"""Rungs of a ladder: where a text tells cases apart by a number (满10年…、满20年…), the case that holds the number
a person tells of themselves (我教了12年书). Standard library and the grammar only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.durations_told import with_durations
from assistant.headcounts import with_people
from ingest.grammar import find_quantities

D = Decimal
UNITS: dict[str, tuple[str, Decimal]] = {
    "天": ("days", D(1)), "个工作日": ("days", D(1)), "周": ("days", D(7)), "个月": ("days", D(30)),
    "年": ("years", D(1)), "小时": ("hours", D(1)), "分钟": ("hours", D(1) / 60),
    "岁": ("age", D(1)), "周岁": ("age", D(1)), "人": ("people", D(1)), "名": ("people", D(1)), "位": ("people", D(1)),
    "分": ("points", D(1)), "元": ("money", D(1)), "%": ("share", D(1)), "公里": ("way", D(1000)), "米": ("way", D(1)),
    "节": ("lessons", D(1)), "节课": ("lessons", D(1)), "课时": ("lessons", D(1)), "学时": ("lessons", D(1)),
}  # fmt: skip
"""Base unit → what it measures and how many of that measure's smallest unit it is."""
PEOPLE_BEHIND = re.compile(r"^(?:学生|孩子|娃|人|老师|教师|幼儿|同学|班)")
"""What 个 counts where people stand behind it: 50个学生."""
HALF = re.compile(r"半个?(?P<unit>[天日年])(?:以(?P<ends>[上下内]))?")
"""Half a day is no quantity of the grammar, and often the first case."""
NOT_YET = re.compile(r"(?:未满|不满|未达到?|不到|不足)$")
REACHED = re.compile(r"(?:(?:年|已|期)?满|累计达?到?|达到?)$")
"""满10年, 累计4节 are so many or more, where the grammar reads so many."""
BARE = frozenset({"eq", "approx", "ge", "gt", "le", "lt"})
"""How a number of one's case is said: 20年, 三天以上的假, 50人以内的学校, 不到两百人."""
OWN_ONE = re.compile(r"[了满请过干教读住有是假]$")
"""教了一年 tells of oneself; 一个月多少钱 asks for a rate."""
BESIDE = 4
"""Characters between two ends of one case: 满10年但不满20年."""
ON_TOP = re.compile(r"每(?:增|多|超)|[增加]配|再增|另增|在此基础上|递增")
"""A case that says only what comes on top of the one before: 每增加500人增配1名."""
MATTER, HAN = 24, re.compile(r"[一-鿿]{3}")
"""Code points between the first case and its value up to which they are told for all cases."""
MARKS = "，,；;、：:。\n\t"
"""Where a case begins or ends."""


@dataclass(frozen=True, slots=True)
class Told:
    """A number of the question, in the smallest unit of its measure."""

    measure: str
    value: Decimal
    text: str


@dataclass(frozen=True, slots=True)
class Rung:
    """A case with its ends, and the code points of the text it stands in; an open end is None."""

    start: int
    end: int
    lo: Decimal | None
    hi: Decimal | None
    lo_held: bool = True
    hi_held: bool = True

    def holds(self, value: Decimal) -> bool:
        """Is the number within the ends?"""
        low = self.lo is None or value > self.lo or (self.lo_held and value == self.lo)
        high = self.hi is None or value < self.hi or (self.hi_held and value == self.hi)
        return low and high

    @property
    def width(self) -> tuple[bool, Decimal]:
        """How near its ends are: of 满10年 and 满20年 the second is the nearer for 25."""
        if self.lo is not None and self.hi is not None:
            return (False, self.hi - self.lo)
        return (True, self.hi if self.hi is not None else -(self.lo or D(0)))


def told(question: str, *, follow_up: bool = False) -> Told | None:
    """The one number that a question tells of its case; None where it tells none, or several. A question that
    follows on another (那十天呢) has the earlier one's before its own."""
    question = with_durations(with_people(question))
    found = [
        Told(known[0], known[1] + _more(q.comparator, question[q.end :]), q.text)
        for q in find_quantities(question)
        if q.comparator in BARE and q.value is not None
        and (q.value != 1 or OWN_ONE.search(question[: q.start]))
        and (known := _measured(q.unit, q.value, question[q.end :])) is not None
    ]  # fmt: skip
    last = found[-1:] if follow_up and len({one.measure for one in found}) == 1 else found
    return last[0] if len(last) == 1 else None


def _more(comparator: str, behind: str) -> Decimal:
    """What a number told is more than it says: 三岁半; three days and more are told as a little more than three."""
    if behind.startswith("半"):
        return D("0.5")
    return D("0.01") * ((comparator in ("ge", "gt")) - (comparator == "lt"))


def rungs(words: str, measure: str) -> list[Rung]:
    """The cases of one measure that a text names, in order, one a clause: what follows it there is its outcome."""
    found: list[Rung] = []
    for rung in sorted(_ends(words, measure), key=lambda r: r.start):
        last = found[-1] if found else None
        if last and last.hi is None and rung.lo is None and rung.start - last.end <= BESIDE:
            found[-1] = Rung(last.start, rung.end, last.lo, rung.hi, last.lo_held, rung.hi_held)
        elif not (last and _same_clause(words, last, rung)):
            found.append(rung)
    return found


def _ends(words: str, measure: str) -> Iterator[Rung]:
    """Every number of the measure that ends a case: 三天以上, 满10年, 不足半天."""
    for q in find_quantities(words):
        unit = _measured(q.unit, D(1), words[q.end :])
        lo, hi = q.lo, q.hi
        before, held = words[max(0, q.start - 4) : q.start], q.hi_inclusive
        if q.comparator == "eq" and NOT_YET.search(before):
            hi, held = q.value, False
        elif q.comparator == "eq" and REACHED.search(before):
            lo = q.value
        if unit is None or unit[0] != measure or (lo is None and hi is None):
            continue
        low, high = (None if end is None else end * unit[1] for end in (lo, hi))
        yield Rung(q.start, q.end, low, high, q.lo_inclusive, held)
    for half in HALF.finditer(words):
        kind = "years" if half["unit"] == "年" else "days"
        if kind == measure and half["ends"]:
            ends = (D("0.5"), None) if half["ends"] == "上" else (None, D("0.5"))
            yield Rung(*half.span(), *ends)


def fits(words: str, of: Told) -> bool | None:
    """Does one of the cases that the words name hold the number? None where they name none."""
    cases = rungs(words, of.measure)
    return any(rung.holds(of.value) for rung in cases) if cases else None


def is_ladder(texts: Sequence[str], of: Told) -> bool:
    """Do the texts together name two cases or more, one of which holds the number and another does not?"""
    cases = {(r.lo, r.hi): r for text in texts for r in rungs(text, of.measure)}
    held = {rung.holds(of.value) for rung in cases.values()}
    lower = [r for r in cases.values() if r.hi is None and r.holds(of.value)]
    return held == {True, False} or len(lower) > 1


def nearest(cases: Sequence[Rung], value: Decimal) -> Rung | None:
    """Of the cases that hold the number the one whose ends are nearest."""
    return min((r for r in cases if r.holds(value)), key=lambda r: r.width, default=None)


def segments(words: str, of: Told) -> Iterator[tuple[int, int, bool]]:
    """The stretches of a text that speak of one case each, with whether it is the one that holds the number:
    from the clause that names the case to where the next case begins. Nothing where there is no ladder."""
    cases = rungs(words, of.measure)
    best = nearest(cases, of.value)
    if len(cases) < 2 or best is None:
        return
    starts = [_clause_start(words, rung.start) for rung in cases]
    if len(set(starts)) < len(starts):
        return
    for rung, start, end in zip(cases, starts, [*starts[1:], len(words)], strict=True):
        yield start, end, rung == best


def comes_on_top(words: str, of: Told | None) -> bool:
    """Does the case that holds the number say only what comes on top of the one before it: 每增加500人增配1名?"""
    parts = list(segments(words, of)) if of else []
    return any(
        held and ON_TOP.search(words[start:end]) is not None for start, end, held in parts[1:]
    )


def shortened_to_case(words: str, of: Told | None) -> str:
    """What a sentence says before its cases, and the one case that holds the number; what is left out is marked."""
    parts = list(segments(words, of)) if of else []
    at = next((n for n, (_, _, held) in enumerate(parts) if held), None)
    if at is None or of is None:
        return words
    start, end, _ = parts[at]
    if at and comes_on_top(words, of):  # told with what it is added to
        start = parts[at - 1][0]
    head = words[: parts[0][0]]
    if start > len(head):  # whose case it is, the first one says: 任教满10年…、满20年…
        first = rungs(words, of.measure)[0]
        head = REACHED.sub("", NOT_YET.sub("", words[: first.start]))
        head += _matter(words[first.end : parts[0][1]], words[start:end])
    said = words[start:end].rstrip("，,；;、。") if end < len(words) else words[start:end]
    gap = "……" if start > len(head) else ""
    return f"{head}{gap}{said}{'……' if end < len(words) else ''}"


def _matter(behind: str, said: str) -> str:
    """What the first case says of what is told, up to its value, where the one told does not say it: ……的学校配保安."""
    value = min((q.start for q in find_quantities(behind)), default=0)
    matter = behind[:value]
    again = any(matter[at : at + 2] in said for at in range(len(matter) - 1))
    return f"……{matter}" if not again and len(matter) <= MATTER and HAN.search(matter) else ""


def _same_clause(words: str, one: Rung, other: Rung) -> bool:
    return _clause_start(words, one.end) == _clause_start(words, other.start)


def _clause_start(words: str, at: int) -> int:
    return max(words.rfind(mark, 0, at) for mark in MARKS) + 1


def _measured(unit: str, value: Decimal, behind: str) -> tuple[str, Decimal] | None:
    """What a value measures, and how much of its smallest unit; dates as 2026年 are none."""
    base = unit.split("/")[0]
    if base == "个" and PEOPLE_BEHIND.match(behind):
        base = "人"
    if base not in UNITS or "/" in unit or (base == "年" and value > 200):
        return None
    measure, factor = UNITS[base]
    return measure, value * factor
