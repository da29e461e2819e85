"""What the commands share: UTF-8 and JSON on the console, a progress bar, the open library."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.store.store import Store


def use_utf8() -> None:
    """UTF-8 on stdout and stderr whatever the console's code page (Windows)."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def print_json(value: object) -> None:
    """One JSON value on one line of stdout."""
    print(json.dumps(value, ensure_ascii=False, default=str))


class ProgressBar:
    """A progress bar on stderr that shows the file and the stage; nothing until the first file."""

    def __init__(self) -> None:
        from tqdm import tqdm

        self._bar = tqdm(total=0, unit="份", file=sys.stderr, leave=False, disable=None)

    def __call__(self, done: int, total: int, source: str, stage: str) -> None:
        """One step of a run, as ``ingest_paths`` reports it."""
        self._bar.total = total
        self._bar.n = done
        self._bar.set_postfix_str(f"{stage} {source[-40:]}", refresh=False)
        self._bar.update(0)

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(self, *error: object) -> None:
        self._bar.close()


def open_library(settings: Settings) -> Store:
    """The library of these settings."""
    from ingest.pipeline import open_store

    return open_store(settings)
