"""Small fakes and the options shared by all tests."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from answer_library import open_assistant, open_folder
from store_fakes import EMBEDDER

from assistant import PolicyAssistant
from ingest.errors import DocumentError
from ingest.settings import Settings

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
os.environ.setdefault("HF_HUB_OFFLINE", "1")

PLAN = """\
云溪区教育局2025年工作要点

一、推进教育公平
1. 提高经费标准。2025年，提高义务教育阶段生均公用经费，达到全区初中生均900元、小学生均700元。
2. 召开现场会。9月份，召开全区课后服务现场会，由基础教育科牵头。

二、加强队伍建设
3. 开展教师培训。10月底前，完成新教师岗前培训。
"""
"""A work plan small enough for tests that need some real document."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-slow", action="store_true", help="run the tests marked slow too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--run-slow"):
        return
    skip = pytest.mark.skip(reason="slow: make bench runs it")
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(skip)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings of a new library."""
    return Settings.from_env(data_dir=tmp_path / "data", env={})


class Here:
    """Stands for the worker processes that read files: reads in the caller's own thread."""

    def __init__(self, settings: Settings, *, gentle: bool = False) -> None: ...

    def __enter__(self) -> Here:
        return self

    def __exit__(self, *error: object) -> None: ...

    def map(
        self, function: Any, jobs: list[Any], *, stopped: Any = lambda: False, begun: Any = print
    ) -> Iterator[tuple[int, Any]]:
        for index, job in enumerate(jobs):
            if stopped():
                return
            begun(index)
            try:
                yield index, function(job)
            except DocumentError as error:
                yield index, error


@pytest.fixture
def in_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process, and embedded by the fake: a tenth of the time."""
    from ingest import embedding
    from ingest.pipeline import run

    monkeypatch.setattr(run, "ParsePool", Here)
    monkeypatch.setattr(embedding, "open_embedder", lambda settings: EMBEDDER)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A small work plan as a text file."""
    path = tmp_path / "云溪区2025年工作要点.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def county_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The county's library, made once; every test opens a copy."""
    folder = tmp_path_factory.mktemp("county")
    open_assistant(folder).close()
    return folder / "data"


@pytest.fixture
def county(county_made: Path, tmp_path: Path) -> Iterator[PolicyAssistant]:
    shutil.copytree(county_made, tmp_path / "data")
    with open_folder(Settings.from_env(data_dir=tmp_path / "data", env={})) as assistant:
        yield assistant
