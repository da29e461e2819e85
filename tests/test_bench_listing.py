"""What the bench of the checklist's list says of its seconds."""

from __future__ import annotations

from eval.bench.app.listing import AIM, figures


def test_the_slowest_action_is_what_counts() -> None:
    quick = figures(5000, {"sort": [0.1, 0.2, 0.1], "tick": [0.3]})
    assert quick["ok"] and quick["sort"] == {"median": 0.1, "p95": 0.2} and "tick" in quick["said"]
    slow = figures(5000, {"sort": [0.1] * 19 + [AIM + 0.1] * 2, "tick": [0.3]})
    assert not slow["ok"] and "sort，0.60 秒" in slow["said"]
