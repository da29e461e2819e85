"""One indicator by year as a picture: lines in SVG, each value a link to its words. No library, no request.

What a target says is drawn as it says it: at least and at most as arrows, a range as a bar, years as a stretch.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from assistant.ui.strings.words import Words
from assistant.ui.viewer import view_address
from ingest.records import Span

if TYPE_CHECKING:
    from assistant.alignment import Series
    from assistant.points import Point

HIGH, TOP, FOOT = 260, 48, 34
"""Height of a plot, and the pixels that labels above and years below need."""
LEFT, RIGHT = 9.0, 91.0
"""Per cent of the width between which the years lie."""
LABEL = 18
"""Pixels of a label's line."""
NEAR = 17.0
"""Per cent of the width within which two labels would touch."""
FROM_ZERO = 0.6
"""The scale begins at zero unless all values lie above this share of the highest one."""
MOST_YEARS = 12
"""Years up to which each has its mark; more are marked where a value stands."""
LONGEST = 14
"""Code points of a value's label."""
ENDED = ("废止", "被替代")


@dataclass(frozen=True, slots=True)
class Dot:
    """A value on the plot: ``x`` and ``until`` in per cent of the width, all else in pixels from the top."""

    point: Point
    x: float
    until: float | None
    y: float
    low: float | None
    high: float | None
    start: float | None
    label: float


def can_be_drawn(one: Series) -> bool:
    """Are there values of two known years?"""
    years = [p.years.first for p in one.points if p.years is not None and _numbers(p)]
    return len(set(years)) > 1


def draw(one: Series, words: Words) -> str:
    """The figure of an indicator; its words say what it shows, and each value can be reached by the keyboard."""
    points = [p for p in one.points if p.years is not None and _numbers(p)]
    scale = _Scale(points)
    dots = _dots(points, scale)
    named = words("plot_named", name=one.name, unit=one.unit)
    known = "；".join(f"{dot.point.years}：{dot.point.value}" for dot in dots)
    lines = "".join((_axis(scale), _joined(dots), *(_drawn(dot) for dot in dots)))
    links = "".join(_link(dot, words) for dot in dots)
    notes = _notes(one, points, scale, words)
    return (
        f'<figure class="plot"><div class="field" style="height:{HIGH}px">'
        f'<svg width="100%" height="{HIGH}" role="img" aria-label="{escape(named)}">'
        f"<title>{escape(named)}</title><desc>{escape(known)}</desc>{lines}</svg>{links}</div>"
        f"<figcaption>{escape(notes)}</figcaption></figure>"
    )


def _notes(one: Series, points: Sequence[Point], scale: _Scale, words: Words) -> str:
    """What must be known to read it: the unit, the signs that occur, where the scale begins, what is not drawn."""
    said = [words("plot_unit", unit=one.unit)] if one.unit else []
    kinds = {p.fact.comparator for p in points}
    said += [words("plot_ge")] if kinds & {"ge", "gt"} else []
    said += [words("plot_le")] if kinds & {"le", "lt"} else []
    said += [words("plot_approx")] if "approx" in kinds else []
    said += [words("plot_range")] if "range" in kinds else []
    if any(p.years and p.years.last != p.years.first for p in points):
        said.append(words("plot_years"))
    said += [] if scale.low == 0 else [words("plot_not_zero")]
    left = len(one.points) - len(points)
    said += [words("plot_left_out", n=left)] if left else []
    return words("plot_stop").join(said)


# --- scale ------------------------------------------------------------------------------------


def _numbers(point: Point) -> list[float]:
    """The numbers that a value names."""
    fact = point.fact
    bounds = (fact.lo, fact.hi) if fact.comparator == "range" or fact.value is None else ()
    known = (fact.value, fact.value_from, *bounds)
    return [float(number) for number in known if number is not None]


class _Scale:
    """Years to per cent of the width, values to pixels."""

    def __init__(self, points: Sequence[Point]) -> None:
        firsts = [p.years.first for p in points if p.years]
        lasts = [p.years.last or p.years.first for p in points if p.years]
        self.first, self.last = min(firsts), max(*lasts, min(firsts) + 1)
        numbers = [n for p in points for n in _numbers(p)]
        low, high = min(numbers), max(numbers)
        margin = (high - low or abs(high) or 1) * 0.15
        self.low = 0 if 0 <= low <= FROM_ZERO * high else low - margin
        self.high = high + margin if high != low or self.low else high * 1.3
        every = self.last - self.first < MOST_YEARS
        self.years = range(self.first, self.last + 1) if every else sorted({*firsts, *lasts})

    def x(self, year: int) -> float:
        return LEFT + (RIGHT - LEFT) * (year - self.first) / (self.last - self.first)

    def y(self, number: float) -> float:
        share = (number - self.low) / (self.high - self.low or 1)
        return HIGH - FOOT - share * (HIGH - FOOT - TOP)


def _dots(points: Sequence[Point], scale: _Scale) -> list[Dot]:
    """Each value's place; values of one year stand side by side, labels over each other."""
    crowd = Counter(p.years.first for p in points if p.years)
    met: Counter[int] = Counter()
    taken: list[tuple[float, float]] = []
    dots = []
    for point in points:
        assert point.years is not None
        first, last = point.years.first, point.years.last
        step = 3 * (met[first] - (crowd[first] - 1) / 2)
        met[first] += 1
        numbers, fact = _numbers(point), point.fact
        y = scale.y(float(fact.value) if fact.value is not None else numbers[-1])
        bounds = [scale.y(n) for n in numbers] if fact.comparator == "range" else []
        x = scale.x(first) + step
        above = 38 if ARROWS.get(fact.comparator) == "up" else 30
        label = _free(x, min([y, *bounds]) - above, taken)
        until = scale.x(last) if last is not None and last > first else None
        start = scale.y(float(fact.value_from)) if fact.value_from is not None else None
        dots.append(
            Dot(
                point,
                x,
                until,
                y,
                max(bounds, default=None),
                min(bounds, default=None),
                start,
                label,
            )
        )
    return dots


def _free(x: float, y: float, taken: list[tuple[float, float]]) -> float:
    """The nearest free line for a label at or above ``y``; it is taken from now on."""
    while y > 0 and any(abs(x - a) < NEAR and abs(y - b) < LABEL for a, b in taken):
        y -= LABEL
    taken.append((x, max(y, 0)))
    return max(y, 0)


# --- lines ------------------------------------------------------------------------------------


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return f'<line x1="{x1:.2f}%" y1="{y1:.1f}" x2="{x2:.2f}%" y2="{y2:.1f}" class="{kind}"/>'


def _axis(scale: _Scale) -> str:
    foot = HIGH - FOOT
    marks = "".join(
        _line(scale.x(year), foot, scale.x(year), foot + 5, "axis")
        + f'<text x="{scale.x(year):.2f}%" y="{foot + 22}" text-anchor="middle">{year}</text>'
        for year in scale.years
    )
    return _line(LEFT - 5, foot, RIGHT + 5, foot, "axis") + marks


def _joined(dots: Sequence[Dot]) -> str:
    """A line through the values where each year has one, else through those of each document."""
    whole = len({dot.x for dot in dots}) == len(
        {d.point.years.first for d in dots if d.point.years}
    )
    parts: dict[str, list[Dot]] = {}
    for dot in dots:
        mine = parts.setdefault("" if whole else dot.point.fact.document_id, [])
        if not mine or mine[-1].point.years != dot.point.years:
            mine.append(dot)
    return "".join(
        _line(one.x, one.y, other.x, other.y, "trend")
        for some in parts.values()
        for one, other in itertools.pairwise(some)
    )


def _drawn(dot: Dot) -> str:
    """What a value says beside its number."""
    parts, kind = [], dot.point.fact.comparator
    if dot.until is not None:
        parts.append(_line(dot.x, dot.y, dot.until, dot.y, "years"))
        parts.append(_line(dot.until, dot.y - 6, dot.until, dot.y + 6, "years"))
    elif dot.point.years and dot.point.years.last is None:
        parts.append(_line(dot.x, dot.y, min(dot.x + 6, 99), dot.y, "years open"))
    if dot.low is not None and dot.high is not None:
        parts.append(_line(dot.x, dot.low, dot.x, dot.high, "range"))
    if dot.start is not None:
        parts.append(_line(dot.x, dot.start, dot.x, dot.y, "start"))
    if kind in ("ge", "gt"):
        parts.append(_line(dot.x, dot.y, dot.x, dot.y - 16, "bound"))
    if kind in ("le", "lt"):
        parts.append(_line(dot.x, dot.y, dot.x, dot.y + 16, "bound"))
    return "".join(parts)


ARROWS = {"ge": "up", "gt": "up", "le": "down", "lt": "down", "approx": "about"}
"""Comparators whose dot has a sign of its own."""


def _link(dot: Dot, words: Words) -> str:
    """The value as a link to its words; who says it is shown while it is pointed at or has the focus."""
    point, fact = dot.point, dot.point.fact
    where = view_address(fact.document_id, [Span(fact.start, fact.end)], fact.context, words)
    title = point.document_title or point.source
    number = f"（{point.number}）" if point.number else ""
    tip = f"{point.years}：{point.value} · {title}{number}"
    kind = " ".join(
        filter(
            None,
            ("see pt", ARROWS.get(fact.comparator, ""), "ended" if point.status in ENDED else ""),
        )
    )
    side = "left" if dot.x > 60 else "right"
    short = point.value if len(point.value) <= LONGEST else f"{point.value[:LONGEST]}…"
    return (
        f'<a class="{kind}" href="{escape(where)}" target="_blank" rel="noopener" '
        f'style="left:{dot.x:.2f}%;top:{dot.y:.1f}px" aria-label="{escape(tip)}">'
        f'<span class="dot" aria-hidden="true"></span>'
        f'<span class="tip {side}" aria-hidden="true">{escape(tip)}</span></a>'
        f'<span class="value" aria-hidden="true" style="left:{dot.x:.2f}%;top:{dot.label:.1f}px">{escape(short)}</span>'
    )
