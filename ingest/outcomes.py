"""What became of a file, as a line of the list: taken in, unchanged, waiting for OCR, or failed and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.errors import DocumentError, NeedsOcr, NoText, UnsupportedFormat
from ingest.load.scanned import REMEDY
from ingest.records import FileOutcome, Metadata, Status

if TYPE_CHECKING:
    from ingest.load.scanned import OcrPage
    from ingest.store.rows import StoredDocument
    from ingest.store.versions import Changes

STATUS_OF_ERROR: tuple[tuple[type[DocumentError], Status], ...] = (
    (NeedsOcr, "needs_ocr"),
    (NoText, "empty"),
    (UnsupportedFormat, "unsupported"),
    (DocumentError, "failed"),
)
"""Which line of the list a failed file becomes; the first match counts."""


def unchanged(source: str, sha256: str, held: StoredDocument) -> FileOutcome:
    """The same bytes were in the library already."""
    return FileOutcome(
        source, "indexed", held.id, sha256, held.version, title=held.metadata.title,
        pages=held.pages, chunks=held.chunks, facts=held.facts, changed=False,
    )  # fmt: skip


def failed(source: str, sha256: str, error: DocumentError) -> FileOutcome:
    """The file could not be taken in; the error says why and what to do."""
    status = next(status for kind, status in STATUS_OF_ERROR if isinstance(error, kind))
    unread = len(error.pages) if isinstance(error, NeedsOcr) else 0
    return FileOutcome(
        source, status, sha256=sha256, reason=error.reason, remedy=error.remedy, unread=unread
    )


def waits(source: str, sha256: str, pages: int) -> FileOutcome:
    """A scan in the queue: none of its pages can be searched yet."""
    return FileOutcome(
        source, "needs_ocr", sha256=sha256, unread=pages, waiting=pages,
        reason=f"“{source}”是扫描件，共 {pages} 页需要识别。", remedy="识别完成后自动入库。",
    )  # fmt: skip


def indexed(
    source: str,
    sha256: str,
    identity: str,
    version: int,
    metadata: Metadata,
    sizes: tuple[int, int, int],
    said: Sequence[str] = (),
) -> FileOutcome:
    """The file is in the library. ``sizes``: pages, chunks, facts; ``said``: what to know of it."""
    return FileOutcome(
        source, "indexed", identity, sha256, version, reason=" ".join(said), title=metadata.title,
        pages=sizes[0], chunks=sizes[1], facts=sizes[2],
    )  # fmt: skip


def with_changes(outcome: FileOutcome, changes: Changes | None) -> FileOutcome:
    """The line of a new version: how many facts are not those of the version before."""
    if changes is None:
        return outcome
    added, changed, vanished = changes.counts
    return replace(outcome, facts_added=added, facts_changed=changed, facts_vanished=vanished)


def said_of_pictures(pages: Sequence[OcrPage], errors: Sequence[DocumentError]) -> list[str]:
    """Which pages OCR has read, and why others could not be read."""
    said = []
    if pages:
        shown = "、".join(str(page.number) for page in pages[:20]) + (
            "…" if len(pages) > 20 else ""
        )
        said.append(f"第 {shown} 页由文字识别读出，可能有误，请对照版面核对。")
    return said + [error.reason for error in errors[:5]]


def remedy_of_pictures(tried: Sequence[DocumentError] | None, recognises: bool) -> str:
    """What to do about pages that are still pictures. ``tried``: why OCR could not read them."""
    if tried is None:
        return "正在识别，完成后自动补上。" if recognises else REMEDY
    return next((e.remedy for e in tried if e.remedy), "请重新扫描或拍摄这些页，再添加一次。")
