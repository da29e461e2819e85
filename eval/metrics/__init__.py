"""Exact metrics, no model: each a pure function of a question and its outcome, between 0 and 1.

``None`` means the metric says nothing about this question. A crashed question scores zero wherever its
metric applies: silence costs points. Where the answer's lines are held against what they cite:
eval/support.py. All of them by name: eval/metrics/table.py.
"""

from eval.matching import holds, supports
from eval.metrics.cited import citation_precision, citation_recall
from eval.metrics.found import hit_at, ndcg_at, recall_at, reciprocal_rank
from eval.metrics.refusals import (
    answered,
    near_miss_refused,
    refusal,
    refused,
    refused_right,
    wrongly_refused,
)
from eval.metrics.said import (
    ambiguous_right,
    chosen,
    dates_right,
    key_facts,
    list_precision,
    list_recall,
    numbers_right,
    rows_of,
    rows_whole,
    said_nothing_wrong,
    texts_right,
)
from eval.metrics.whole import correct, late, length, mean, wall

__all__ = [
    "ambiguous_right",
    "answered",
    "chosen",
    "citation_precision",
    "citation_recall",
    "correct",
    "dates_right",
    "hit_at",
    "holds",
    "key_facts",
    "late",
    "length",
    "list_precision",
    "list_recall",
    "mean",
    "ndcg_at",
    "near_miss_refused",
    "numbers_right",
    "recall_at",
    "reciprocal_rank",
    "refusal",
    "refused",
    "refused_right",
    "rows_of",
    "rows_whole",
    "said_nothing_wrong",
    "supports",
    "texts_right",
    "wall",
    "wrongly_refused",
]
