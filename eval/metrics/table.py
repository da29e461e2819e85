"""Every metric by its name, in the order of the report, and which way is better."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from eval.metrics import cited, found, refusals, said, whole
from eval.outcomes import Outcome
from eval.questions import Question
from eval.support import citation_support

Metric = Callable[[Question, Outcome], float | None]


def _at(metric: Callable[[Question, Outcome, int], float | None], k: int) -> Metric:
    return lambda question, outcome: metric(question, outcome, k)


METRICS: Mapping[str, Metric] = {
    "correct": whole.correct,
    **{f"hit@{k}": _at(found.hit_at, k) for k in found.DEPTHS},
    **{f"recall@{k}": _at(found.recall_at, k) for k in found.DEPTHS},
    "mrr": found.reciprocal_rank,
    "ndcg@10": _at(found.ndcg_at, 10),
    "key_facts": said.key_facts,
    "numbers_right": said.numbers_right,
    "dates_right": said.dates_right,
    "texts_right": said.texts_right,
    "list_recall": said.list_recall,
    "list_precision": said.list_precision,
    "rows_whole": said.rows_whole,
    "ambiguous_right": said.ambiguous_right,
    "nothing_wrong": said.said_nothing_wrong,
    "citation_recall": cited.citation_recall,
    "citation_precision": cited.citation_precision,
    "citation_support": citation_support,
    "answered": refusals.answered,
    "wrongly_refused": refusals.wrongly_refused,
    "refused_right": refusals.refused_right,
    "near_miss_refused": refusals.near_miss_refused,
    "wall": whole.wall,
    "late": whole.late,
}
"""Name → metric, each between 0 and 1; None where it says nothing about a question."""
LESS_IS_BETTER = frozenset({"wrongly_refused", "wall", "late"})
"""Metrics that count what should not be."""
