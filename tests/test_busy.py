"""Background work gives way to whoever waits for an answer, a while."""

from __future__ import annotations

import time
from typing import Any

import pytest

from assistant.busy import Busy
from ingest.pipeline import run
from ingest.pipeline.run import Run


def test_busy_as_long_as_one_block_is_under_way() -> None:
    busy = Busy()
    assert not busy()
    with busy:
        with busy:
            assert busy()
        assert busy()
    with pytest.raises(ValueError), busy:
        raise ValueError
    assert not busy()


def test_a_file_waits_for_answers_but_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "GIVEN_SECONDS", 0.1)
    waiting: Any = Run.__new__(Run)
    waiting.stopped = lambda: False
    waiting.others = lambda: True
    began = time.monotonic()
    waiting._give_way()
    assert 0.1 <= time.monotonic() - began < 5
    waiting.stopped = lambda: True
    began = time.monotonic()
    waiting._give_way()
    assert time.monotonic() - began < 0.1, "who was called off does not wait"
