"""The evaluators' tab, assembled for app.py: a room of the page that no other house knows."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.ui.page import Room


@contextmanager
def opened(data_dir: Path) -> Iterator[Room]:
    """The tab over one data folder, as ``Workshop.evaluation`` takes it; a run under way is stopped and kept
    when the app ends."""
    from assistant.ui.page import Room
    from eval.workbench import look, routes, tab
    from eval.workbench.desk import Desk
    from eval.workbench.job import Job
    from eval.workbench.shelf import Shelf

    shelf, secret = Shelf(data_dir), secrets.token_bytes(32)
    job = Job(shelf)

    def build(page: Any, assistant: Any, workshop: Any, words: Any) -> Any:
        return tab.build(Desk(assistant, workshop, words, shelf, job, secret))

    try:
        yield Room(build, lambda app: routes.add(app, shelf, secret), look.CSS)
    finally:
        job.close()
