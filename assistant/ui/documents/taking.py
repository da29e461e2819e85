"""Taking files in: what a browser sends, a folder of this machine, and documents that are read again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr
from gradio.utils import get_upload_folder

from assistant.ui.documents import progress
from assistant.ui.documents.guarded import Guarded, refusal
from assistant.ui.documents.uploads import named, parcel, typed_folder
from ingest.errors import SettingsError

if TYPE_CHECKING:
    from assistant.ui.documents.intake import Run, Seen
    from ingest.records import FileOutcome


class Taking(Guarded):
    """Starts runs, looks at them and calls them off. A run is known by its name to who started it."""

    # --- starting ---

    def upload(self, sent: Mapping[str, Any], password: str | None) -> str:
        """Takes what a browser sent (``files``, and names of those that were too large or did not come)."""
        self.check(password)
        self._say_refused(sent)
        files = named(sent.get("files", ()), Path(get_upload_folder()))
        if not files:
            return ""
        folder, paths = parcel(files)
        names = [parts[0] for _, parts in files if len(parts) == 1]
        work = partial(self.workshop.add, paths)
        return self.workshop.intake.start(work, folder=folder, names=sorted(set(names))).id

    def _say_refused(self, sent: Mapping[str, Any]) -> None:
        limit = self.assistant.settings.max_file_mb
        for key in ("large", "failed"):
            for name in list(sent.get(key, ()))[:5]:
                gr.Warning(refusal(self.words(f"drop_{key}", name=name, limit=limit)).message)

    def folder(self, typed: str | None, password: str | None) -> str:
        """Takes a folder of the machine that the program runs on."""
        self.check(password)
        if not (typed or "").strip():
            raise refusal(self.words("folder_needed"))
        path = typed_folder(typed or "")
        if not path.exists():
            raise refusal(self.words("folder_missing", path=path))
        own = self.assistant.settings.data_dir.resolve()
        if own in (path.resolve(), *path.resolve().parents):
            raise refusal(self.words("folder_own", path=path))
        return self.workshop.intake.start(partial(self._add_folder, path)).id

    def _add_folder(self, path: Path, **told: Any) -> Any:
        report = self.workshop.add([path], **told)
        if not report.outcomes and not told["stopped"]():
            raise SettingsError(f"“{path}”里没有可以读的文件。", "请换一个文件夹。")
        return report

    def again(self, sources: Collection[str] | None, password: str | None) -> str:
        """Reads documents again from the kept files; None: all."""
        self.check(password)
        known = [d for d in self.assistant.documents() if sources is None or d.source in sources]
        if self.workshop.read_again is None or not known:
            raise refusal(self.words("read_again_missing"))
        work = partial(self.workshop.read_again, None if sources is None else [d.id for d in known])
        names = [d.source for d in known]
        return self.workshop.intake.start(work, again=True, names=names).id

    # --- looking ---

    def find(self, run_id: str | None) -> Run | None:
        """The run of this page."""
        return self.workshop.intake.find(run_id or "")

    def look(self, run_ids: Iterable[str]) -> list[Seen]:
        """How the runs of this page stand, the newest first; without those that are forgotten."""
        return [run.look() for run_id in run_ids if (run := self.find(run_id)) is not None]

    def panel(self, runs: Sequence[Seen]) -> str:
        """The runs as HTML."""
        twins = self._twins() if any(seen.ended for seen in runs) else _no_twin
        return "".join(progress.panel(seen, twins, self.words) for seen in runs)

    def at_work(self) -> str:
        """The run that is going on, for a page that is opened anew; only where everybody may edit."""
        run = self.workshop.intake.at_work() if self.workshop.may_edit("") else None
        return run.id if run is not None else ""

    def _twins(self) -> progress.Twins:
        held: dict[str, list[Any]] = {}
        for document in self.assistant.documents():
            held.setdefault(document.sha256, []).append(document)

        def twin(outcome: FileOutcome) -> str:
            others: Sequence[Any] = held.get(outcome.sha256, ())
            name = next((d for d in others if d.source != outcome.source), None)
            return (name.metadata.title or name.source) if name is not None else ""

        return twin


def _no_twin(outcome: FileOutcome) -> str:
    return ""
