"""What a run of ingest reports of each file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["indexed", "failed", "empty", "needs_ocr", "unsupported"]


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """What became of one file. ``remedy`` says what a person can do where it was not indexed."""

    source: str
    status: Status
    id: str = ""
    sha256: str = ""
    version: int = 0
    reason: str = ""
    remedy: str = ""
    title: str = ""
    pages: int = 0
    chunks: int = 0
    facts: int = 0
    changed: bool = True
    """False where the same bytes were in the library already."""
    unread: int = 0
    """Pages that are pictures and have not been read."""
    waiting: int = 0
    """Pages that OCR is going to read: the file is in the queue."""
    recognised: int | None = None
    """How many of the waiting pages have been read so far; None while nobody has begun."""
    facts_added: int = 0
    facts_changed: int = 0
    facts_vanished: int = 0
    """Facts that are not those of the version before; all 0 where there is none."""


@dataclass(frozen=True, slots=True)
class IngestReport:
    """All outcomes of one run, in the order of the files."""

    outcomes: tuple[FileOutcome, ...]
    seconds: float = 0.0

    @property
    def indexed(self) -> tuple[FileOutcome, ...]:
        """What is in the library now."""
        return tuple(o for o in self.outcomes if o.status == "indexed")

    @property
    def unchanged(self) -> tuple[FileOutcome, ...]:
        """What was in the library before, byte for byte."""
        return tuple(o for o in self.outcomes if o.status == "indexed" and not o.changed)

    @property
    def failed(self) -> tuple[FileOutcome, ...]:
        """Everything that is not indexed and needs a person."""
        return tuple(o for o in self.outcomes if o.status != "indexed")

    @property
    def ok(self) -> bool:
        """Every file is in the library."""
        return not self.failed
