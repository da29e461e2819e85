"""Scores of a run as plain tables: all, by split, library, note and kind, then the questions that failed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

import numpy as np

from eval import metrics
from eval.metrics.table import LESS_IS_BETTER, METRICS
from eval.outcomes import Outcome, Run
from eval.questions import Question
from eval.reasons import joined, reasons
from eval.resampling import Values, interval, quantile_interval, resamples

SHORT_KINDS = frozenset({"number", "date"})
"""Kinds of question that a clause answers: their length is told apart."""
NOTES = ("plain", "colloquial", "exact", "typo", "near-miss", "absent")
"""Notes of a question that a group is made of."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One question with its outcome and every metric that applies."""

    question: Question
    outcome: Outcome
    scores: Mapping[str, float | None]


def score(questions: Iterable[Question], *runs: Run) -> tuple[Scored, ...]:
    """Every question of the set; one that no run answered scores as a crash."""
    by_id = {outcome.question_id: outcome for run in runs for outcome in run.outcomes}
    return tuple(
        Scored(q, o, {name: metric(q, o) for name, metric in METRICS.items()})
        for q in questions
        for o in [by_id.get(q.id, Outcome(q.id, error="not asked"))]
    )


# --- figures ----------------------------------------------------------------------------------


def summary(scored: Iterable[Scored], *, intervals: bool = False) -> dict[str, Any]:
    """Means per metric: over all, and by split, library, note and kind; seconds and length of the answers.

    With ``intervals`` each group also has ``intervals``: metric → [lo, hi], 95% by bootstrap over its
    questions.
    """
    rows = tuple(scored)
    of = means_with_intervals if intervals else means
    figures: dict[str, Any] = {"all": of(rows)}
    for name, key in GROUPS.items():
        groups: dict[str, list[Scored]] = defaultdict(list)
        for row in rows:
            if label := key(row.question):
                groups[label].append(row)
        figures[name] = {label: of(groups[label]) for label in sorted(groups)}
    figures["failed"] = [row.question.id for row in rows if row.scores["correct"] != 1.0]
    return figures


GROUPS: Mapping[str, Callable[[Question], str]] = {
    "splits": lambda q: q.split,
    "libraries": lambda q: q.library,
    "notes": lambda q: q.notes if q.notes in NOTES else "",
    "kinds": lambda q: q.kind,
}
"""Name of a table of groups → the group of a question; empty where it is in none."""


def means(rows: Iterable[Scored]) -> dict[str, Any]:
    """The mean of each metric over those questions it says something about, as strings."""
    group = tuple(rows)
    figures: dict[str, Any] = {"questions": len(group)}
    for name in METRICS:
        value = metrics.mean(row.scores[name] for row in group)
        figures[name] = None if value is None else str(value)
    seconds = sorted(row.outcome.seconds for row in group)
    figures["seconds_p50"] = round(median(seconds), 3) if seconds else None
    figures["seconds_p95"] = round(quantiles(seconds, n=20)[-1], 3) if len(seconds) > 1 else None
    figures["length_p50"] = _length(group)
    figures["length_short_p50"] = _length(r for r in group if r.question.kind in SHORT_KINDS)
    return figures


def _length(rows: Iterable[Scored]) -> float | None:
    lengths = [metrics.length(row.question, row.outcome) for row in rows]
    known = [length for length in lengths if length is not None]
    return median(known) if known else None


def means_with_intervals(rows: Iterable[Scored]) -> dict[str, Any]:
    """``means`` and the interval of each figure."""
    group = tuple(rows)
    found: dict[str, Any] = {}
    for name in METRICS:
        values = _known(row.scores[name] for row in group)
        if len(values):
            found[name] = list(interval(values, resamples(len(values)))[1:])
    lengths = _known(metrics.length(row.question, row.outcome) for row in group)
    seconds = _known(row.outcome.seconds for row in group)
    for name, values, share in (
        ("seconds_p50", seconds, 0.5),
        ("seconds_p95", seconds, 0.95),
        ("length_p50", lengths, 0.5),
    ):
        if len(values) > 1:
            found[name] = list(quantile_interval(values, share))
    return means(group) | {"intervals": found}


def _known(values: Iterable[float | None]) -> Values:
    return np.array([value for value in values if value is not None], dtype=float)


# --- for people -------------------------------------------------------------------------------

COLUMNS = {
    "n": "questions", "correct": "correct", "hit@1": "hit@1", "hit@5": "hit@5", "facts": "key_facts",
    "num": "numbers_right", "date": "dates_right", "list R": "list_recall",
    "list P": "list_precision", "whole": "rows_whole", "cite R": "citation_recall",
    "cite P": "citation_precision", "support": "citation_support", "answered": "answered",
    "refused": "refused_right", "near": "near_miss_refused", "chars": "length_p50",
    "p50 s": "seconds_p50", "p95 s": "seconds_p95",
}  # fmt: skip
"""Column of the table of groups → figure."""
FIRST_COLUMN = 16


def as_text(figures: dict[str, Any], scored: Sequence[Scored], *, held_out: bool = False) -> str:
    """The report for a terminal: every metric over all, the groups (the worst kind first), then each
    failed question with the reason; those held out are only counted, unless ``held_out``."""
    return "\n".join(
        [*_overall(figures["all"], scored), *_groups(figures), *_failures(scored, held_out)]
    )


def _overall(figures: Mapping[str, Any], scored: Sequence[Scored]) -> list[str]:
    lines = []
    for name in METRICS:
        if figures[name] is None:
            continue
        count = sum(row.scores[name] is not None for row in scored)
        bounds = figures.get("intervals", {}).get(name)
        shown = f"  [{bounds[0]:.3f}, {bounds[1]:.3f}]" if bounds else ""
        less = "  (less is better)" if name in LESS_IS_BETTER else ""
        lines.append(f"{name:<20}{figures[name]:>6}{shown}  n {count}{less}")
    lines.append(
        f"characters p50 {figures['length_p50']}, of number and date questions "
        f"{figures['length_short_p50']}; seconds p50 {figures['seconds_p50']}, p95 {figures['seconds_p95']}"
    )
    return lines


def _groups(figures: Mapping[str, Any]) -> list[str]:
    lines = ["", _line("", COLUMNS), _row("all", figures["all"])]
    for name in ("splits", "libraries", "notes"):
        lines += [_row(label, group) for label, group in figures[name].items()]
    worst_first = sorted(figures["kinds"].items(), key=lambda item: float(item[1]["correct"] or 0))
    return lines + [_row(kind, group) for kind, group in worst_first]


def _failures(scored: Sequence[Scored], held_out: bool) -> list[str]:
    failed = [row for row in scored if row.scores["correct"] != 1.0]
    shown = [row for row in failed if held_out or row.question.split != "held-out"]
    lines = []
    for row in shown:
        lines.append(f"\n✗ {row.question.id}  {row.question.question}")
        lines.append(f"  {why(row)}")
        lines.append(f"  {row.outcome.mode}: {row.outcome.text[:160] or row.outcome.error}")
    if hidden := len(failed) - len(shown):
        lines.append(f"\n{hidden} held-out questions failed; they are not shown")
    return lines


def why(row: Scored) -> str:
    """In words, what was wrong with an answer."""
    return joined(reasons(row.question, row.outcome, row.scores))


def _row(name: str, figures: Mapping[str, Any]) -> str:
    return _line(name, [figures[figure] for figure in COLUMNS.values()])


def _line(name: str, cells: Iterable[Any]) -> str:
    shown = ("-" if cell is None else str(cell) for cell in cells)
    columns = zip(shown, COLUMNS, strict=True)
    cut = name[: FIRST_COLUMN - 1]
    return f"{cut:<{FIRST_COLUMN}}" + "".join(c.rjust(max(len(h), 5) + 2) for c, h in columns)
