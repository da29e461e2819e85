"""The part of the one door that counts: how far the work is, what filters offer, one month at a glance."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import TypedDict, Unpack

from assistant import progress
from assistant.library import Library
from assistant.month_view import Month, month_of
from assistant.progress import Count, Progress
from assistant.records import ChecklistRow


class Filters(TypedDict, total=False):
    """The filters of ``checklist``."""

    kinds: Collection[str] | None
    since: dt.date | None
    until: dt.date | None
    states: Collection[str] | None
    owner: str | None
    documents: Sequence[str] | None
    today: dt.date | None
    rejected: bool
    window: str
    topic: str
    years: Collection[int] | None
    unconfirmed: bool


class ProgressDoor:
    """Every figure is of the rows that ``checklist`` gives for the same filters."""

    library: Library

    def checklist(self, **filters: Unpack[Filters]) -> tuple[ChecklistRow, ...]:
        """Given by ChecklistDoor."""
        raise NotImplementedError

    def progress(self, by: str = "document", **filters: Unpack[Filters]) -> tuple[Progress, ...]:
        """How far the rows are, by document, owner, issuer, month, year or kind, or ``all``; see ``progress.progress``.
        A row with two owners counts for both.

        Raises:
            SettingsError: no such way to count.
        """
        rows = self.checklist(**filters)
        return progress.progress(rows, by, self.library.in_scope(filters.get("documents")))

    def rows_counted(
        self, by: str, name: str, **filters: Unpack[Filters]
    ) -> tuple[ChecklistRow, ...]:
        """The rows behind one figure of ``progress``: those that count for the name with this id.

        Raises:
            SettingsError: no such way to count.
        """
        scope = self.library.in_scope(filters.get("documents"))
        return progress.rows_of(self.checklist(**filters), by, name, scope)

    def month(self, year: int, month: int, **filters: Unpack[Filters]) -> Month:
        """One month: days, stretches, and bands of what no day can be named for.

        Raises:
            SettingsError: there is no such month.
        """
        return month_of(self.checklist(**filters), year, month)

    def owners(self, **filters: Unpack[Filters]) -> tuple[Count, ...]:
        """The offices (责任单位, each alone) that the rows name, most rows first."""
        return progress.owners(self.checklist(**filters))

    def departments(self, **filters: Unpack[Filters]) -> tuple[Count, ...]:
        """Who issued the rows' documents (发文机关), most rows first."""
        scope = self.library.in_scope(filters.get("documents"))
        return progress.issuers(self.checklist(**filters), scope)

    def years(self, **filters: Unpack[Filters]) -> tuple[Count, ...]:
        """The years that the rows' documents are for, newest first."""
        scope = self.library.in_scope(filters.get("documents"))
        return progress.years(self.checklist(**filters), scope)
