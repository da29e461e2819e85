"""Figures of retrieval, time and passages, each computed by hand."""

from __future__ import annotations

from math import log2

import pytest

from eval import metrics
from eval.outcomes import Outcome, Passage
from eval.questions import Gold, Question

FIRST, SECOND, THIRD = (
    Gold("甲.txt", "初中900元"),
    Gold("乙.txt", "小学700元"),
    Gold("丙.txt", "高中1200元"),
)


def asked(*gold: tuple[Gold, ...], kind: str = "number") -> Question:
    return Question("q", "？", kind, gold=gold)


def found(*hits: Gold | None) -> Outcome:
    """An outcome whose hits hold these quotes; None stands for a passage of no use."""
    passages = (
        Passage(h.source, f"标准：{h.quote}。") if h else Passage("丁.txt", "略") for h in hits
    )
    return Outcome("q", "extractive", "答[1]", hits=tuple(passages))


def test_recall_counts_the_quotes_of_the_best_alternative() -> None:
    both = asked((FIRST, SECOND))
    assert metrics.recall_at(both, found(FIRST, None, SECOND), 1) == 0.5
    assert metrics.recall_at(both, found(FIRST, None, SECOND), 3) == 1.0
    either = asked((FIRST, SECOND), (THIRD,))
    assert metrics.recall_at(either, found(FIRST, THIRD), 1) == 0.5
    assert metrics.recall_at(either, found(FIRST, THIRD), 2) == 1.0, "the third alone is enough"
    assert metrics.hit_at(either, found(FIRST, THIRD), 1) == 0.0
    assert metrics.recall_at(Question("q", "？", "open"), found(FIRST), 1) is None


def test_the_first_hit_that_holds_gold_gives_the_reciprocal_rank() -> None:
    assert metrics.reciprocal_rank(asked((FIRST,)), found(None, None, None, FIRST)) == 0.25
    assert metrics.reciprocal_rank(asked((FIRST,)), found(None)) == 0.0


@pytest.mark.parametrize(
    "hits, by_hand",
    [
        ((FIRST, SECOND), 1.0),
        ((SECOND, FIRST), 1.0),
        ((None, FIRST), (1 / log2(3)) / (1 + 1 / log2(3))),  # .631 of 1.631
        (
            (FIRST, FIRST, SECOND),
            (1 + 1 / log2(4)) / (1 + 1 / log2(3)),
        ),  # the same quote again: nothing
        ((None, None), 0.0),
    ],
)
def test_ndcg_by_hand(hits: tuple[Gold | None, ...], by_hand: float) -> None:
    for question in (asked((FIRST, SECOND)), asked((FIRST,), (SECOND,))):
        assert metrics.ndcg_at(question, found(*hits)) == pytest.approx(by_hand)


def test_ndcg_stops_at_its_depth_and_a_passage_may_hold_two_quotes() -> None:
    question = asked((FIRST, Gold("甲.txt", "小学700元")))
    together = Outcome("q", hits=(Passage("甲.txt", "初中900元，小学700元"),))
    assert metrics.ndcg_at(question, together) == 1.0
    assert metrics.ndcg_at(asked((FIRST,)), found(None, FIRST), 1) == 0.0


def test_an_answer_is_late_from_three_seconds_and_when_it_never_comes() -> None:
    times = [Outcome("q", seconds=3.0), Outcome("q", seconds=3.1), Outcome("q", error="crash")]
    assert [metrics.late(asked(), outcome) for outcome in times] == [0.0, 1.0, 1.0]


def test_where_the_gold_is_passages_alone_one_must_be_cited() -> None:
    question = asked((FIRST,), (SECOND,), kind="retrieval")
    cites = Outcome("q", "extractive", "700元[1]", citations=(Passage("乙.txt", "小学700元"),))
    beside = Outcome("q", "extractive", "700元[1]", citations=(Passage("丁.txt", "小学700元"),))
    assert metrics.correct(question, cites) == 1.0
    assert metrics.correct(question, beside) == 0.0
