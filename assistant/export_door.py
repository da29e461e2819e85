"""The part of the one door through which the checklist leaves as a file, and comes back filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.records import ChecklistRow
from ingest.settings import Settings

if TYPE_CHECKING:
    from ingest.store.store import Store


class ExportDoor:
    """Sheets and calendars of rows that ``checklist`` gave."""

    store: Store
    settings: Settings

    def export(
        self,
        rows: Iterable[ChecklistRow],
        path: Path,
        *,
        filter: str = "",
        now: dt.datetime | None = None,
    ) -> None:
        """Writes rows as .xlsx, .csv or .ics; ``filter`` says in words which rows they are.

        Raises:
            SettingsError: the suffix is none of these, or the file cannot be written.
        """
        from assistant import export

        at = now or dt.datetime.now(dt.UTC)
        about = export.About(filter, self.settings.data_dir.name, at)
        export.write(
            rows, path, about, revisions=self.store.revisions(), alarm_days=self.settings.alarm_days
        )

    def calendar(self, rows: Iterable[ChecklistRow], *, name: str = "") -> bytes:
        """Rows as an iCalendar file whose ids stay through new versions of a document; ``name`` is the filter
        in words. The same rows give the same bytes."""
        from assistant.calendar_file import calendar_bytes

        return calendar_bytes(
            rows, name=name, revisions=self.store.revisions(), alarm_days=self.settings.alarm_days
        )
