"""The app, its data folder, the browser and a page: one app per file of stories, on the invented samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser_app import CHROMIUM, FLAGS, App, note_outside

HERE = Path(__file__).resolve().parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test of this folder is a browser test, and skips with a reason where there is no Chromium."""
    missing = pytest.mark.skip(reason="Chromium is not installed (.ci/run installs it)")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(missing)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("数据")


@pytest.fixture(scope="module")
def app(data: Path) -> Iterator[App]:
    app = App(data)
    yield app
    app.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    page = browser.new_page(viewport={"width": 1360, "height": 1000}, locale="zh-CN")
    page.set_default_timeout(20_000)
    page.outside = []
    page.on("request", lambda request: note_outside(page.outside, request.url))
    yield page
    assert page.outside == [], "a request left the machine"
    page.close()
