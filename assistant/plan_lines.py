"""Items of plans of work as their writers set them: a line, whose it is, and when.

The office stands in brackets behind the item （A科牵头，B科配合，6月底前完成）, in its last sentence (由A科牵头), behind
a label, in the line or in the one below (责任单位：A科), or in the heading above (（二）项目建设（牵头：A科）). In a schedule it
may be all that the brackets hold (（A科、B科）), and the month stands above the items.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.led_parts import LedPart, led_parts
from assistant.month_lines import MonthAbove, month_of, months_above, touches_month
from assistant.plan_roles import BRACKET, Role, bare_roles, roles_of
from assistant.sentences import bare, trimmed
from ingest.grammar import TimeSpan, find_times, numbering
from ingest.records import Span

DUE = re.compile(r"^\s*(?:完成)?(?:时限|期限|时间|节点)(?:要求)?\s*[:：]")
"""A line below an item that says only when."""
DAILY = re.compile(r"每[天日]|每个?工作日|天天")
"""What is done every day is no task of a month."""
ENOUGH = 3
"""Items with offices by which a document shows that it is a plan of work."""
ABOVE = 5
"""Lines above a label in which its item begins."""
SHORTEST = 12
"""Code points of a line that is no heading."""
LONE = 6
"""Code points that may stand beside the offices in a line that only names them."""
UNSAID = frozenset({"plan", "year"})
"""Precisions of a time that only says for when the plan is."""
LOOSE = frozenset({"term", "half"})
"""Precisions of a time that a finer one beside it tells better: 春季学期4月10日前."""

REMEMBERED = 1024
"""Documents whose items are kept in memory."""


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One item; ``words`` without its number and its offices, ``times`` offsets in the document, dated ones only."""

    span: Span
    quote: str
    words: str
    leads: tuple[str, ...]
    helpers: tuple[str, ...]
    times: tuple[TimeSpan, ...]


@lru_cache(maxsize=REMEMBERED)
def plan_items_of(
    text: str, year: int | None, last: int | None = None, school_year: bool = False
) -> tuple[PlanItem, ...]:
    """The items of a plan for ``year`` (to ``last``) in their order; none where hardly any names an office.
    ``school_year``: ``year`` is the first of a school year, whose spring is the year after."""
    found: list[PlanItem] = []
    parts = led_parts(text)
    lines = [line for line in _lines(text) if not any(p.heading.contains(line) for p in parts)]
    led = {item.start: part for part in parts for item in part.items}
    of_line = {at: roles for at, line in enumerate(lines) if (roles := roles_of(text, line))}
    below = sum(line.start in led for line in lines)
    if len(of_line) + below < ENOUGH:
        of_line = bare_roles(text, lines, SHORTEST)
    if len(of_line) + below < ENOUGH:
        return ()
    months = months_above(text, lines, year, school_year=school_year)
    taken: set[int] = set()
    for at, line in enumerate(lines):
        roles, part = of_line.get(at, ()), led.get(line.start)
        start = _begin(text, lines, at, of_line, taken) if roles else line.start
        end = line.end
        if at + 1 < len(lines) and DUE.match(text[lines[at + 1].start : lines[at + 1].end]):
            end = lines[at + 1].end
        above = month_of(months, line.start)
        item = _is_item(text[line.start : line.end], in_month=above is not None)
        if not (roles or part or item):
            continue
        span = Span(start, end)
        times = _times(text, span, year, last, school_year=school_year)
        if roles or part or times or above:
            taken.update(n for n, one in enumerate(lines) if span.start <= one.start < span.end)
            pieces = _parted(text, span, roles, times, part) or [_undivided(text, span)]
            found += [_in_month(piece, months) for piece in pieces]
    return tuple(found)


def _undivided(text: str, span: Span) -> PlanItem:
    """An item that says neither whose it is nor when."""
    return PlanItem(span, text[span.start : span.end], _words(text, span, []), (), (), ())


def _in_month(item: PlanItem, months: tuple[MonthAbove, ...]) -> PlanItem:
    """An item is of the month above it, where no day that it names lies in that month."""
    above = month_of(months, item.span.start)
    if above is None:
        return item
    at = item.span.start
    own = tuple(t for t in item.times if any(c.isdigit() for c in t.text) or "月" in t.text)
    if not any(touches_month(t, above) for t in own):
        own = (replace(above, start=above.start - at, end=above.end - at), *own)
    return replace(item, times=own)


def _lines(text: str) -> Iterator[Span]:
    for match in re.finditer(r"[^\n]+", text):
        span = trimmed(text, match.start(), match.end())
        if len(span) > 1 and "\t" not in text[span.start : span.end]:
            yield span


def _begin(
    text: str, lines: list[Span], at: int, owned: dict[int, tuple[Role, ...]], taken: set[int]
) -> int:
    """Where the item of a line begins: above, where the line only names offices."""
    line = lines[at]
    told = sum(len(r.span) for r in owned[at])
    if len(line) - told > LONE:
        return line.start
    start = line.start
    for above in range(at - 1, max(at - 1 - ABOVE, -1), -1):
        if above in taken:
            break
        start = lines[above].start
        if numbering(text[start : lines[above].end]):
            break
    return start


def _is_item(words: str, *, in_month: bool) -> bool:
    """Is a line that names no office an item of its own: numbered, and more than a heading? In a month every numbered
    line is one."""
    if numbering(words) is None:
        return False
    return in_month or (len(words) > SHORTEST and bool(re.search("[，。；]", words)))


def _times(
    text: str, span: Span, year: int | None, last: int | None, *, school_year: bool
) -> tuple[TimeSpan, ...]:
    """The times of an item that say when; years alone and past ones do not, and what recurs only where nothing else
    does."""
    found, again = [], []
    for time in find_times(text[span.start : span.end], plan_year=year, school_year=school_year):
        ends = [day for day in (time.lo, time.hi) if day is not None]
        years = [day.year for day in ends if day.year is not None]
        whole = time.precision in UNSAID and not (last and time.relation in ("by", "until"))
        past = year is not None and bool(years) and max(years) < year
        if time.recurring and not DAILY.match(time.text):
            again.append(time)
        elif ends and not whole and not time.recurring and not past:
            found.append(time)
    finer = [t for t in found if t.precision not in LOOSE]
    return tuple(finer or found or again)


def _parted(
    text: str, span: Span, roles: tuple[Role, ...], times: tuple[TimeSpan, ...],
    part: LedPart | None = None,
) -> list[PlanItem]:  # fmt: skip
    """The items of one line: a new one begins behind each bracket that names offices; those of the heading above,
    ``part``, lead each of them too."""
    cuts = [
        span.start + m.end() for m in BRACKET.finditer(text[span.start : span.end])
        if any(span.start + m.start() <= r.span.start < span.start + m.end() for r in roles)
    ]  # fmt: skip
    cuts = [c for c in cuts if text[c : span.end].strip("。；;，, \n")] if len(cuts) > 1 else []
    found, start = [], span.start
    for end in (*cuts, span.end):
        own = [r for r in roles if start <= r.span.start < end]
        mine = tuple(t for t in times if start <= span.start + t.start < end)
        if own or mine or part:
            piece = trimmed(text, start, end)
            leads = [n for r in own if not r.helps for n in r.names]
            leads += part.leads if part else ()
            helps = [n for r in own if r.helps for n in r.names]
            helps += part.helpers if part else ()
            found.append(
                PlanItem(
                    piece, text[piece.start : piece.end], _words(text, piece, own), tuple(dict.fromkeys(leads)),
                    tuple(dict.fromkeys(helps)), mine,
                )
            )  # fmt: skip
        start = end
    return found


def _words(text: str, span: Span, roles: list[Role]) -> str:
    """An item's words without its number, and without the brackets and clauses that name its offices."""
    words = text[span.start : span.end]
    out = [
        (m.start(), m.end()) for m in BRACKET.finditer(words)
        if any(m.start() <= r.span.start - span.start < m.end() for r in roles)
    ]  # fmt: skip
    out += [
        (r.span.start - span.start, r.span.end - span.start) for r in roles
        if not any(a <= r.span.start - span.start < b for a, b in out)
    ]  # fmt: skip
    kept, at = [], 0
    for first, end in sorted(out):
        kept.append(words[at:first])
        at = max(at, end)
    said = re.sub(r"\s*\n\s*", "，", "".join([*kept, words[at:]]))
    said = re.sub(r"[，,；;]*。[，,；;。]+", "。", said)
    return bare(re.sub(r"[，,；;]{2,}", "，", said)).lstrip("，,；;。")
