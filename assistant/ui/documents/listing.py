"""The list of the documents tab: every file with its status, title, counts and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.ui.chat.sources import escape_markdown
from assistant.ui.strings.words import Words
from ingest.records import FileOutcome

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from ingest.store.rows import StoredDocument, VectorState

SOURCE_COLUMN = 2
"""Where a table row carries the identity of its file."""


@dataclass(frozen=True, slots=True)
class Listing:
    """The list at one moment; ``choices`` are (name, source), ``waits``: scans are being read, or vectors made."""

    counts: str
    rows: list[list[str]]
    choices: list[tuple[str, str]]
    waits: bool

    @property
    def sources(self) -> set[str]:
        """The files that are in the list."""
        return {source for _, source in self.choices}


class DocumentList:
    """Reads the list from the library, in the page's language."""

    def __init__(self, assistant: PolicyAssistant, reads_scans: bool, words: Words) -> None:
        self.assistant = assistant
        self.reads_scans = reads_scans
        self.words = words

    def headers(self) -> list[str]:
        """The names of the columns."""
        keys = ("status", "title", "source", "pages", "chunks", "facts", "year", "problem")
        return [self.words(f"col_{key}") for key in keys]

    def read(self) -> Listing:
        """The whole list as it now is."""
        known = {d.id: d for d in self.assistant.documents()}
        outcomes = self._in_order(known)
        waiting = [o for o in outcomes if self.is_read(o)]
        vectors = self.assistant.vectors()
        return Listing(
            self._counts(known, waiting) + self._missing(vectors),
            [self._cells(outcome, known.get(outcome.id)) for outcome in outcomes],
            [(self.name(o, known.get(o.id)), o.source) for o in outcomes],
            bool(waiting) or vectors is not None,
        )

    def _counts(self, known: dict[str, StoredDocument], waiting: list[FileOutcome]) -> str:
        counts = self.words(
            "library_counts",
            documents=len(known),
            chunks=sum(d.chunks for d in known.values()),
            facts=sum(d.facts for d in known.values()),
        )
        if waiting:
            pages = sum(o.waiting - (o.recognised or 0) for o in waiting)
            counts += " " + self.words("scans_waiting", files=len(waiting), pages=pages)
        return counts

    def _missing(self, vectors: VectorState | None) -> str:
        """How far the vectors of a model are that is new to this library."""
        if vectors is None:
            return ""
        done, total = f"{vectors.done:,}", f"{vectors.total:,}"
        model = escape_markdown(vectors.label)
        told = "\n\n" + self.words("vectors_missing", model=model, done=done, total=total)
        if vectors.error:
            reason = escape_markdown(vectors.error)
            told += "\n\n" + self.words("vectors_failed", reason=reason)
        return told

    def has_samples(self) -> bool:
        """Are documents of ours in the library still?"""
        return any(d.sample for d in self.assistant.documents())

    def is_read(self, outcome: FileOutcome) -> bool:
        """Is OCR at it, or going to be?"""
        return self.reads_scans and outcome.waiting > 0

    def name(self, outcome: FileOutcome, document: StoredDocument | None) -> str:
        """What a file is called in the list of choices."""
        title = document.metadata.title if document is not None else ""
        return f"{title}（{outcome.source}）" if title else outcome.source

    def _cells(self, outcome: FileOutcome, document: StoredDocument | None) -> list[str]:
        title, year = outcome.title, ""
        if document is not None:
            title = document.metadata.title or outcome.title
            year = str(document.metadata.plan_year or "")
            if document.sample:
                title = f"{title} · {self.words('sample')}"
        return [
            self.status(outcome), title, outcome.source, str(outcome.pages or ""), str(outcome.chunks or ""),
            str(outcome.facts or ""), year, f"{outcome.reason} {outcome.remedy}".strip(),
        ]  # fmt: skip

    def status(self, outcome: FileOutcome) -> str:
        """What became of a file, in words."""
        if not self.is_read(outcome):
            return self.words(f"status_{outcome.status}")
        key = "recognising" if outcome.recognised is not None else "queued"
        return self.words(key, done=outcome.recognised, total=outcome.waiting)

    def _in_order(self, known: dict[str, StoredDocument]) -> list[FileOutcome]:
        """What needs a person or is being read first, samples last."""

        def place(outcome: FileOutcome) -> tuple[bool, bool]:
            document = known.get(outcome.id)
            return document is not None and document.sample, outcome.status == "indexed"

        return sorted(self.assistant.outcomes(), key=place)

    def find(self, source: str | None) -> tuple[FileOutcome | None, StoredDocument | None]:
        """A file of the list, and the document where it was taken in."""
        outcome = next((o for o in self.assistant.outcomes() if o.source == source), None)
        document = next((d for d in self.assistant.documents() if d.source == source), None)
        return outcome, document
