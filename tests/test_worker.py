"""Workers: limits, deaths and mistakes cost one file and never the run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import worker_jobs as jobs

from ingest.errors import DamagedFile, DocumentError, NoText, ParseLimit
from ingest.settings import Settings
from ingest.worker import ParsePool


def run(settings: Settings, function: Callable[[Any], Any], *given: Any) -> list[Any]:
    with ParsePool(settings) as pool:
        return [result for _, result in sorted(pool.map(function, given), key=lambda r: r[0])]


def test_every_job_has_its_result(settings: Settings) -> None:
    assert run(settings, jobs.double, *range(20)) == [2 * n for n in range(20)]


def test_a_documents_error_comes_back_as_it_was(settings: Settings) -> None:
    (error,) = run(settings, jobs.refuse, "空.txt")
    assert isinstance(error, NoText) and "空.txt" in str(error) and error.remedy == "请换一个文件。"


def test_a_mistake_of_the_program_is_told_as_one(
    settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    (error,) = run(settings, jobs.blunder, "甲.docx")
    assert type(error) is DocumentError and "程序的缺陷" in error.remedy
    assert "ZeroDivisionError" in capfd.readouterr().err


def test_a_worker_that_dies_costs_one_file(settings: Settings) -> None:
    with ParsePool(settings) as pool:
        (died,) = [result for _, result in pool.map(jobs.die, ["坏.pdf"])]
        assert isinstance(died, DamagedFile) and "坏.pdf" in str(died) and "9" in str(died)
        assert [result for _, result in pool.map(jobs.double, [4])] == [8]


def test_a_file_that_takes_too_long_is_stopped(settings: Settings) -> None:
    quick = settings.model_copy(update={"parse_seconds": 0.6, "parse_workers": 2})
    slow, fast = run(quick, jobs.sleep, 30.0, 0.1)
    assert isinstance(slow, ParseLimit) and "PARSE_SECONDS" in slow.remedy
    assert fast == 0.1


def test_a_file_that_eats_memory_is_stopped(settings: Settings) -> None:
    small = settings.model_copy(update={"parse_memory_mb": 300})
    (error,) = run(small, jobs.eat, 600)
    assert isinstance(error, ParseLimit) and "PARSE_MEMORY_MB" in error.remedy
