"""Scores of a run as plain tables: headline figures, then by kind, then the questions that failed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from statistics import median, quantiles
from typing import Any

from eval import metrics
from eval.outcomes import Outcome, Run
from eval.questions import Question

Metric = Callable[[Question, Outcome], float | None]

METRICS: Mapping[str, Metric] = {
    "correct": metrics.correct,
    "hit@1": lambda q, o: metrics.hit_at(q, o, 1),
    "hit@5": lambda q, o: metrics.hit_at(q, o, 5),
    "hit@10": lambda q, o: metrics.hit_at(q, o, 10),
    "mrr": metrics.reciprocal_rank,
    "key_facts": lambda q, o: metrics.key_facts(q, o) if q.answerable else None,
    "nothing_wrong": metrics.said_nothing_wrong,
    "citation_recall": lambda q, o: metrics.citation_recall(q, o) if q.answerable else None,
    "citation_precision": lambda q, o: metrics.citation_precision(q, o) if q.answerable else None,
    "answered": lambda q, o: metrics.refusal(q, o) if q.answerable else None,
    "refused": lambda q, o: None if q.answerable else metrics.refusal(q, o),
}
"""Name → metric, in the order of the report."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One question with its outcome and every metric that applies."""

    question: Question
    outcome: Outcome
    scores: Mapping[str, float | None]


def score(questions: Iterable[Question], run: Run) -> tuple[Scored, ...]:
    """Every question of the set; one that the run did not answer scores as a crash."""
    by_id = {outcome.question_id: outcome for outcome in run.outcomes}
    return tuple(
        Scored(q, o, {name: metric(q, o) for name, metric in METRICS.items()})
        for q in questions
        for o in [by_id.get(q.id, Outcome(q.id, error="not asked"))]
    )


def summary(scored: Iterable[Scored]) -> dict[str, Any]:
    """Means per metric: over all, by kind and by split; seconds and length of the answers."""
    rows = tuple(scored)
    kinds: dict[str, list[Scored]] = defaultdict(list)
    splits: dict[str, list[Scored]] = defaultdict(list)
    for row in rows:
        kinds[row.question.kind].append(row)
        splits[row.question.split].append(row)
    return {
        "all": means(rows),
        "kinds": {kind: means(group) for kind, group in sorted(kinds.items())},
        "splits": {split: means(group) for split, group in sorted(splits.items())},
        "failed": [row.question.id for row in rows if row.scores["correct"] != 1.0],
    }


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
    lengths = [len(r.outcome.text) for r in group if r.question.answerable and r.outcome.text]
    figures["length_p50"] = median(lengths) if lengths else None
    return figures


def as_text(figures: dict[str, Any], scored: Iterable[Scored]) -> str:
    """The report for a terminal; the worst kind first, then each failed question with the reason."""
    lines = [_line("", COLUMNS)]
    lines.append(_row("all", figures["all"]))
    lines += [_row(f"split {name}", group) for name, group in figures["splits"].items()]
    worst_first = sorted(figures["kinds"].items(), key=lambda item: float(item[1]["correct"] or 0))
    lines += [_row(kind, group) for kind, group in worst_first]
    for row in scored:
        if row.scores["correct"] != 1.0:
            lines.append(f"\n✗ {row.question.id}  {row.question.question}")
            lines.append(f"  {why(row)}")
            lines.append(f"  {row.outcome.mode}: {row.outcome.text[:160] or row.outcome.error}")
    return "\n".join(lines)


def why(row: Scored) -> str:
    """In words, what was wrong with an answer."""
    if row.outcome.error:
        return f"crashed: {row.outcome.error}"
    if not row.scores["refused"] and not row.question.answerable:
        return "answered, though the library does not hold it"
    if not row.scores["answered"]:
        return "refused, though the library holds it"
    if row.scores["nothing_wrong"] == 0.0:
        return f"says what it must not: {'、'.join(row.question.must_not_say)}"
    return f"key facts {row.scores['key_facts']}"


COLUMNS = ("n", *METRICS, "p50 s", "p95 s")


def _row(name: str, figures: Mapping[str, Any]) -> str:
    cells = [figures["questions"], *(figures[m] for m in METRICS)]
    return _line(name, [*cells, figures["seconds_p50"], figures["seconds_p95"]])


def _line(name: str, cells: Iterable[Any]) -> str:
    shown = ("-" if cell is None else str(cell) for cell in cells)
    columns = zip(shown, COLUMNS, strict=True)
    return f"{name:<16}" + "".join(cell.rjust(max(len(c), 5) + 2) for cell, c in columns)
