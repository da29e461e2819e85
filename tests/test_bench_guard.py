"""The guard's bench: every change makes another sentence, or none; what was written by hand is whole."""

from __future__ import annotations

import random

import pytest

from eval.bench.guard_changes import CHANGES
from eval.bench.guard_fair import hand_written, rewritten
from eval.bench.guard_pairs import half_of
from eval.bench.guard_splicing import Pool

POOL = Pool(("甲川县", "乙山县"))
FULL = (
    "第三条 甲川县教育局应当在2025年3月6日前拨付小学20元、初中30元，参与率不低于85%，覆盖率达到90%，"
    "教师二十名，参照甲教〔2024〕7号，不得收取；6月8日报名，7月9日录取。"
)


@pytest.mark.parametrize("kind", sorted(CHANGES))
def test_a_change_makes_another_sentence_or_none(kind: str) -> None:
    change = CHANGES[kind]
    said = change(FULL, random.Random(1), POOL)
    assert said != FULL and (said or kind == "negation inserted")
    assert said == change(FULL, random.Random(1), POOL)
    assert not change("会议照常。", random.Random(1), POOL)


def test_fair_ways_keep_what_is_said() -> None:
    said = dict(rewritten("2025年3月6日前，15名教师应当到校，参与率达到90%。"))
    assert said["ISO dates"].startswith("2025-03-06前")
    assert "十五名" in said["in Han"] and "百分之九十" in said["in Han"]
    assert said["without year"].startswith("3月6日前")


def test_what_was_written_by_hand_is_whole() -> None:
    every = hand_written()
    fair = [one for one in every if not one.bad]
    assert len(fair) >= 120 and len(every) - len(fair) >= 60
    assert all(one.said and all(one.sources) for one in every)
    assert {one.half for one in every} == {"dev", "held-out", "unseen"}


def test_a_document_stays_in_its_half() -> None:
    assert half_of("a.txt") == half_of("a.txt")
    assert {half_of(f"{n}.txt") for n in range(20)} == {"dev", "held-out"}
