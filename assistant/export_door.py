"""The part of the one door through which the checklist leaves as a file, and comes back filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.records import ChecklistRow
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.library import Library
    from assistant.sheet_reading import Filled
    from assistant.state_sheet import Applied, Sheet
    from ingest.store.store import Store


class ExportDoor:
    """Sheets and calendars of rows that ``checklist`` gave."""

    store: Store
    settings: Settings
    library: Library

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
        place = self.store.history_place()
        about = export.About(filter, self.settings.data_dir.name, at, place)
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

    # --- the way back ---

    def read_state_sheet(self, path: Path) -> Sheet:
        """What a sheet that was exported and filled in (xlsx, csv) would change. Writes nothing.

        State, owner, by, note and proof are taken; rows are known by their id, else by their words. Every
        mistake is told at once, with line and column; what somebody has changed since is a conflict.

        Raises:
            SettingsError: the file cannot be read, or is no such sheet.
        """
        from assistant import sheet_reading

        return self._compared(sheet_reading.read(path))

    def _compared(self, read: Filled) -> Sheet:
        from assistant import checklist, state_sheet

        said = {place: self.store.said_at(place) for place in state_sheet.places(read)}
        documents = {document.id: document for document in self.library.documents()}
        rows = checklist.make_rows(
            self.store.facts(rejected=True), self.store.states(), documents, dt.date.today(),
            self.store.edits(),
        )  # fmt: skip
        return state_sheet.compare(read, rows, said)

    def apply_sheet(self, sheet: Sheet, by: str = "", *, overwrite: bool = False) -> Applied:
        """Writes what a sheet changes as one action that ``undo`` takes back. Mistakes and unknown lines are left
        out; conflicts too, unless ``overwrite``.

        The sheet is set beside the library once more: what somebody has changed since it was shown is left as
        it is and told. ``by`` stands where a line names nobody new.
        """
        from assistant import state_sheet

        seen = self.store.history_place()
        now = self._compared(sheet.read)
        chosen = state_sheet.chosen(sheet, now, overwrite=overwrite)
        fill_ins = state_sheet.fill_ins(chosen, by)
        batch, left = self.store.fill_in(fill_ins, seen) if fill_ins else ("", ())
        return state_sheet.applied(batch, chosen, left, now)
