"""The year by which a plan's dates without one are read."""

from __future__ import annotations

from dataclasses import replace

from ingest.records import Metadata

LONG_PLAN = 2
"""Years between first and last from which a year cannot be filled in for a date without one."""


def year_for_facts(metadata: Metadata) -> Metadata:
    """The metadata that dates without a year are read by: a plan of many years fills in none.

    A year that a person has set always counts.
    """
    first, last = metadata.plan_year, metadata.plan_until
    if "plan_year" in metadata.edited or first is None or last is None or last - first <= LONG_PLAN:
        return metadata
    return replace(metadata, plan_year=None)
