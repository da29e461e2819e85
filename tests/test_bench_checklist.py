"""The bench of the checklist on a library small enough for a test."""

from __future__ import annotations

import pytest

from eval.bench import checklist as bench


@pytest.mark.usefixtures("in_process")
def test_the_bench_times_every_call() -> None:
    figures = bench.run(facts=40, rounds=1)
    assert figures["facts"] == 40 and figures["bulk_state"]["rows"] == 40
    assert {"checklist", "this_week", "month", "progress_owner", "after_a_mark"} <= figures.keys()
    assert figures["checklist"]["p95"] < figures["checklist"]["first"] + 1000
    assert "bulk_owner" in bench.table(figures)
