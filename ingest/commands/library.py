"""Commands on the library as a whole: check, rebuild."""

from __future__ import annotations

import argparse
import dataclasses

from ingest.commands.console import open_library, print_json
from ingest.settings import Settings


def check_library(args: argparse.Namespace, settings: Settings) -> int:
    """``check``: 1 where an index disagrees with the database."""
    with open_library(settings) as store:
        report = store.check()
    print_json(dataclasses.asdict(report))
    return 0 if report.ok else 1


def rebuild_indexes(args: argparse.Namespace, settings: Settings) -> int:
    """``rebuild``: both indexes, and the review queue of what an older program took in."""
    from ingest.pipeline import look_through

    with open_library(settings) as store, store.writing():
        look_through(store)
        store.rebuild()
    return check_library(args, settings)
