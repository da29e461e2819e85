"""What two values set side by side come to: which is more or earlier, that they are the same, their difference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.computed_words import AGAINST, BETTER, DIFFERENCE, SAME, WHICH_IS_MORE
from assistant.day_count import day_said, days_between
from assistant.reckoning import HEDGES, SHARES, amount, base
from ingest.grammar import Quantity, find_quantities, find_times
from ingest.records import PartialDate

TOLD_EACH = re.compile(r"各|分别")
MORE = (DIFFERENCE, AGAINST, WHICH_IS_MORE, BETTER, SAME, re.compile(r"差|哪|谁|区别|不同"))
ASKS_SAME = re.compile(rf"{SAME.pattern}|同一|相同|一致")


@dataclass(frozen=True, slots=True)
class Valued:
    """A side by its name, what it says, and the mark of where that stands."""

    name: str
    words: str
    mark: str


def verdict(sides: Sequence[Valued], question: str) -> str:
    """The line that answers which is more, earlier or whether they are the same; empty where nothing tells it."""
    if len(sides) != 2 or any(not one.words for one in sides):
        return ""
    if TOLD_EACH.search(question) and not any(p.search(question) for p in MORE):
        return ""
    marks = "".join(dict.fromkeys(one.mark for one in sides))
    one, other = sides
    if re.sub(r"\s", "", one.words) == re.sub(r"\s", "", other.words):
        return f"两者相同{marks}"
    if line := _by_number(one, other, marks):
        return line
    if line := _by_time(one, other, marks):
        return line
    return f"两者不同{marks}" if ASKS_SAME.search(question) else ""


def _by_time(one: Valued, other: Valued, marks: str) -> str:
    days = [_first_day(side.words) for side in (one, other)]
    first, second = days
    if first is None or second is None:
        return ""
    own, its = ((d.year or 0, d.month or 0, d.day or 0) for d in (first, second))
    if own == its:
        return f"两者开始的日子相同{marks}"
    early = one if own < its else other
    sooner, later = (first, second) if own < its else (second, first)
    between = days_between(later, sooner)
    worked_out = (
        f"，计算：{day_said(later, with_year=False)} − {day_said(sooner, with_year=False)} = {between}天"
        if between and not (later.year or sooner.year)
        else ""
    )
    return f"{early.name}较早{worked_out}{marks}"


def _first_day(words: str) -> PartialDate | None:
    found = find_times(words)
    day = (found[0].lo or found[0].hi) if found else None
    return day if day is not None and day.month is not None else None


def _by_number(one: Valued, other: Valued, marks: str) -> str:
    read = [single(side.words) for side in (one, other)]
    if read[0] is None or read[1] is None or base(read[0].unit) != base(read[1].unit):
        return ""
    first, second = read[0], read[1]
    if first.value == second.value:
        return f"两者相同{marks}"
    large, small = (one, other) if first.value > second.value else (other, one)  # type: ignore[operator]
    return f"{large.name}较高，{worked([first, second], '−')}{marks}" if large is not small else ""


def single(words: str) -> Quantity | None:
    """The one number of some words with its unit."""
    found = [q for q in find_quantities(words) if q.value is not None and q.comparator != "range"]
    return found[0] if len(found) == 1 and found[0].unit else None


def worked(values: Sequence[Quantity], sign: str) -> str:
    """“计算：180人 + 240人 = 420人”; of a difference the larger first."""
    ordered = list(values)
    if sign == "−":
        ordered.sort(key=lambda v: v.value or Decimal(0), reverse=True)
    numbers = [v.value or Decimal(0) for v in ordered]
    result = numbers[0] - sum(numbers[1:]) if sign == "−" else sum(numbers, Decimal(0))
    units = {v.unit for v in ordered}
    unit = base(ordered[0].unit) if len(units) > 1 else ordered[0].unit.split("/")[0]
    unit = SHARES.get(unit, unit) if sign == "−" else unit
    said = (HEDGES.sub("", v.text).strip() for v in ordered)
    return f"计算：{f' {sign} '.join(said)} = {amount(result, unit)}"
