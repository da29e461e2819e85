"""Which fact of a new version is the fact of the old one, so that its state can follow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.records import Fact, FactTime, Target

NOISE = re.compile(r"[\s，,。.；;：:、（）()“”\"‘’'《》〈〉·\-—–]+")
"""What does not count when two wordings are compared."""
ALIKE = 0.75
"""From this share of common characters on, two actions with one time are one action reworded."""


@dataclass(frozen=True, slots=True)
class Match:
    """A new fact for an old one; ``change`` says what is different, empty where nothing is."""

    fact: Fact
    change: str = ""


def match(old: Sequence[Fact], new: Sequence[Fact]) -> dict[str, Match]:
    """Old fact id → its match; a fact without one has vanished. No new fact is given twice.

    First those that say the same; then the same subject with another value or time; then another
    wording of an action with the same time. Equal keys are matched in document order, those of the
    same section first.
    """
    found: dict[str, Match] = {}
    left, free = list(old), list(new)
    for key, change in _STEPS:
        _pair(left, free, lambda f, key=key: (key(f), f.section), change, found)  # type: ignore[misc]
        _pair(left, free, key, change, found)
    found |= _reworded(left, free)
    return found


def _pair(
    left: list[Fact],
    free: list[Fact],
    key: Callable[[Fact], Hashable],
    change: Callable[[Fact, Fact], str],
    found: dict[str, Match],
) -> None:
    """Matches facts of equal keys, first with first, and takes them out of both lists."""
    waiting: dict[Hashable, list[Fact]] = {}
    for fact in free:
        waiting.setdefault(key(fact), []).append(fact)
    taken: set[str] = set()
    for fact in list(left):
        others = waiting.get(key(fact))
        if others:
            other = others.pop(0)
            taken.add(other.id)
            found[fact.id] = Match(other, change(fact, other))
            left.remove(fact)
    free[:] = [fact for fact in free if fact.id not in taken]


def subject(fact: Fact) -> tuple[str, ...]:
    """What a fact is about: indicator, scope and unit, or action."""
    if isinstance(fact, Target):
        return ("target", plain(fact.indicator), plain(fact.scope), fact.unit)
    return ("deadline", plain(fact.action))


def _said(fact: Fact) -> tuple[object, ...]:
    """Subject with value and time."""
    time = None if fact.time is None else _when(fact.time)
    if isinstance(fact, Target):
        numbers = (fact.comparator, fact.value, fact.value_from, fact.lo, fact.hi)
        return (*subject(fact), *numbers, time)
    return (*subject(fact), time)


def _when(time: FactTime) -> tuple[object, ...]:
    return (time.lo, time.hi, time.relation, time.recurring)


def _changed(old: Fact, new: Fact) -> str:
    """The words that stand in history and on screen."""
    before, after = _value(old), _value(new)
    if before != after:
        return f"值已变化：{before}→{after}"
    if _day(old) != _day(new):  # the same words mean another day: the plan year changed
        return f"时间已变化：{_day(old)}→{_day(new)}"
    return f"表述已变化：{old.quote}→{new.quote}"


def _value(fact: Fact) -> str:
    time = "" if fact.time is None else fact.time.raw
    return f"{fact.raw}（{time}）" if isinstance(fact, Target) and time else _raw(fact)


def _raw(fact: Fact) -> str:
    return fact.raw if isinstance(fact, Target) else fact.time.raw


def _day(fact: Fact) -> str:
    if fact.time is None:
        return "无"
    ends = [str(day) for day in (fact.time.lo, fact.time.hi) if day is not None]
    return " 至 ".join(ends)


def _reworded(left: Sequence[Fact], free: Sequence[Fact]) -> dict[str, Match]:
    """Facts of the same value or time in other, similar words; each takes the likeliest."""
    waiting: dict[Hashable, list[Fact]] = {}
    for fact in free:
        waiting.setdefault(_measure(fact), []).append(fact)
    found: dict[str, Match] = {}
    for fact in left:
        others = waiting.get(_measure(fact), [])
        best = max(others, key=lambda other: _likeness(fact, other), default=None)
        if best is not None and _likeness(fact, best) >= ALIKE:
            found[fact.id] = Match(best, f"表述已变化：{wording(fact)}→{wording(best)}")
            others.remove(best)
    return found


def _measure(fact: Fact) -> tuple[object, ...]:
    """All but the wording of indicator or action; another scope is another fact."""
    return (fact.kind, *_said(fact)[2:])


def _likeness(one: Fact, other: Fact) -> float:
    return SequenceMatcher(None, plain(wording(one)), plain(wording(other))).ratio()


def wording(fact: Fact) -> str:
    """The indicator of a target, the action of a deadline."""
    return fact.indicator if isinstance(fact, Target) else fact.action


def plain(text: str) -> str:
    """A wording without white space, punctuation and full-width forms."""
    return NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()


def _nothing(old: Fact, new: Fact) -> str:
    return ""


_STEPS: tuple[tuple[Callable[[Fact], Hashable], Callable[[Fact, Fact], str]], ...] = (
    (_said, _nothing),
    (subject, _changed),
)
"""Keys of the first two rounds, strictest first, and what their matches changed."""
