"""Drawings of the report as inline SVG. Colours come from the page's style, so that they follow light and dark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10

from eval.page.markup import both, esc, group_words, svg_text
from eval.page.words import WORDS, Both

WIDTH = 760
LABEL = 150
"""Left margin that holds the names of the rows."""
RIGHT = 60
ROW = 26
BOTTOM = 28
TALL = 250
LEFT = 46
TICKS = (0.0, 0.25, 0.5, 0.75, 1.0)
BINS = 24
FEW = 5
"""Groups of fewer questions are drawn faintly: their intervals say little."""
SECONDS = (0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0, 100.0)
"""Labels of the axis of times."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A share with its interval and the number of questions behind it."""

    label: Both
    value: float
    lo: float
    hi: float
    n: int


def drawing(body: str, width: float, height: float, label: str) -> str:
    """The frame of a drawing."""
    return f'<svg viewBox="0 0 {width:.0f} {height:.0f}" role="img" aria-label="{esc(label)}">{body}</svg>'


def range_bar(mark: Mark, less_is_better: bool = False) -> str:
    """A small track from 0 to 1 with interval and value, for a card or a table cell."""
    kind = "bad" if less_is_better else "ok"
    lo, hi, at = (1 + 98 * x for x in (mark.lo, mark.hi, mark.value))
    body = (
        '<rect class="track" x="0" y="4" width="100" height="4" rx="2"/>'
        f'<rect class="{kind} band" x="{lo:.1f}" y="4" width="{max(hi - lo, 0.8):.1f}" height="4"/>'
        f'<circle class="{kind}" cx="{at:.1f}" cy="6" r="3.2"/>'
    )
    return f'<svg class="range" viewBox="-3 0 106 12" aria-hidden="true">{body}</svg>'


def dots(marks: Sequence[Mark]) -> str:
    """One row a group: a dot for the share, a line for its interval."""
    height = ROW * len(marks) + BOTTOM
    inner = WIDTH - LABEL - RIGHT

    def x(share: float) -> float:
        return LABEL + inner * share

    body = "".join(
        f'<line class="grid" x1="{x(t):.1f}" x2="{x(t):.1f}" y1="4" y2="{height - BOTTOM}"/>'
        f'<text class="tick mid" x="{x(t):.1f}" y="{height - 10}">{t * 100:.0f}%</text>'
        for t in TICKS
    )
    for n, mark in enumerate(marks):
        y = ROW * n + ROW / 2 + 4
        few = " few" if mark.n < FEW else ""
        body += f'<g class="row{few}">'
        body += svg_text(mark.label, f'x="{LABEL - 12}" y="{y + 4:.1f}"', "name end")
        body += (
            f'<line class="bar" x1="{x(mark.lo):.1f}" x2="{x(mark.hi):.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
            f'<circle class="ok" cx="{x(mark.value):.1f}" cy="{y:.1f}" r="5"/>'
            f'<text class="tick" x="{WIDTH - RIGHT + 12}" y="{y + 4:.1f}">{mark.value * 100:.0f}%'
            f' <tspan class="faint">n {mark.n}</tspan></text></g>'
        )
    return drawing(body, WIDTH + 20, height, WORDS["kinds"][1])


def curves(lines: Mapping[str, Sequence[Mark]]) -> str:
    """Shares over the number of hits looked at: one line a name of ``WORDS``, with its band."""
    inner, tall = WIDTH - LEFT - 130, TALL - BOTTOM - 10
    depth = max(len(marks) for marks in lines.values())

    def x(k: int) -> float:
        return LEFT + inner * (k - 1) / max(depth - 1, 1)

    def y(share: float) -> float:
        return 10 + tall * (1 - share)

    body = "".join(
        f'<line class="grid" x1="{LEFT}" x2="{LEFT + inner}" y1="{y(t):.1f}" y2="{y(t):.1f}"/>'
        f'<text class="tick end" x="{LEFT - 8}" y="{y(t) + 4:.1f}">{t * 100:.0f}%</text>'
        for t in TICKS
    )
    body += "".join(
        f'<text class="tick mid" x="{x(k):.1f}" y="{TALL - 10}">{k}</text>'
        for k in range(1, depth + 1)
    )
    names = sorted(lines, key=lambda name: -lines[name][-1].value)
    ends = _apart([y(lines[name][-1].value) for name in names])
    for name, end in zip(names, ends, strict=True):
        marks = lines[name]
        up = [f"{x(k):.1f},{y(m.hi):.1f}" for k, m in enumerate(marks, 1)]
        down = [f"{x(k):.1f},{y(m.lo):.1f}" for k, m in enumerate(marks, 1)]
        points = " ".join(f"{x(k):.1f},{y(m.value):.1f}" for k, m in enumerate(marks, 1))
        kind = f"curve-{name}"
        body += f'<polygon class="{kind} band" points="{" ".join(up + down[::-1])}"/>'
        body += f'<polyline class="{kind} line" points="{points}"/>'
        label = (
            f"{WORDS[name][0]} {marks[-1].value * 100:.0f}%",
            f"{WORDS[name][1]} {marks[-1].value * 100:.0f}%",
        )
        body += svg_text(label, f'x="{LEFT + inner + 10}" y="{end + 4:.1f}"', f"name {kind}-text")
    return drawing(body, WIDTH, TALL, WORDS["retrieval"][1])


def _apart(places: Sequence[float], least: float = 17) -> list[float]:
    """Labels from the top down, moved so that none covers another."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + least) if found else place)
    return found


def times(seconds: Sequence[float], limit: float, quantiles: Mapping[str, float]) -> str:
    """How many questions took how long, on a logarithmic axis, with lines at quantiles and limit."""
    known = [max(s, 0.001) for s in seconds]
    low, high = log10(min(known) * 0.8), log10(max(*known, limit) * 1.25)
    inner, tall = WIDTH - LEFT - 20, TALL - 80 - BOTTOM
    counts = [0] * BINS
    for s in known:
        counts[min(BINS - 1, int((log10(s) - low) / (high - low) * BINS))] += 1

    def x(s: float) -> float:
        return LEFT + inner * (log10(s) - low) / (high - low)

    step = inner / BINS
    top = 34
    body = "".join(
        f'<rect class="{"bad" if low + (n + 0.5) * (high - low) / BINS > log10(limit) else "ok"} soft" '
        f'x="{LEFT + n * step + 1:.1f}" width="{step - 2:.1f}" '
        f'y="{top + tall * (1 - c / max(counts)):.1f}" height="{tall * c / max(counts):.1f}"/>'
        for n, c in enumerate(counts)
        if c
    )
    body += (
        f'<line class="axis" x1="{LEFT}" x2="{LEFT + inner}" y1="{top + tall}" y2="{top + tall}"/>'
    )
    body += "".join(
        f'<text class="tick mid" x="{x(s):.1f}" y="{top + tall + 18}">{s:g}</text>'
        for s in SECONDS
        if low <= log10(s) <= high
    )
    body += svg_text(WORDS["seconds"], f'x="{LEFT + inner + 4}" y="{top + tall + 18}"', "tick")
    for n, (name, s) in enumerate(quantiles.items()):
        body += (
            f'<line class="line mark" x1="{x(s):.1f}" x2="{x(s):.1f}" y1="{24 - 10 * (n % 2)}" y2="{top + tall}"/>'
            f'<text class="name mid" x="{x(s):.1f}" y="{20 - 10 * (n % 2)}">{esc(name)} {s:.2f}</text>'
        )
    return drawing(body, WIDTH, top + tall + BOTTOM, WORDS["latency"][1])


def pieces(parts: Mapping[str, int]) -> str:
    """One bar of all questions, cut by what became of them, with a legend."""
    total = sum(parts.values()) or 1
    bar, legend, at = "", "", 0.0
    for name, count in parts.items():
        if not count:
            continue
        width = 100 * count / total
        kind = name.replace(" ", "-")
        bar += f'<rect class="piece {kind}" x="{at:.2f}" y="0" width="{max(width - 0.25, 0.1):.2f}" height="7"/>'
        label = f'<i class="piece {kind}"></i>{both(WORDS[name])} <b>{count}</b>'
        legend += (
            f"<li>{label}</li>" if name == "right" else f'<li><a href="#{kind}">{label}</a></li>'
        )
        at += width
    return (
        f'<svg class="pieces" viewBox="0 0 100 7" preserveAspectRatio="none" aria-hidden="true">{bar}</svg>'
        f'<ul class="legend">{legend}</ul>'
    )


def kind_mark(name: str, figures: Mapping[str, object]) -> Mark:
    """The share of right answers of one group, from the figures of the report."""
    value = float(str(figures["correct"]))
    intervals = figures["intervals"]
    assert isinstance(intervals, dict)
    lo, hi = intervals["correct"]
    return Mark(group_words(name), value, lo, hi, int(str(figures["questions"])))
