"""One file through every stage: the one place where their order is written.

Called in worker processes; yields one ``Reading``, ready to be stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest import edits
from ingest.errors import NoText
from ingest.records import Chunk, Document, Fact, Metadata, Section, Uncovered

if TYPE_CHECKING:
    from ingest.load.scanned import OcrPage


@dataclass(frozen=True, slots=True)
class Job:
    """One file to read. ``source`` is its identity in the library."""

    path: Path
    source: str
    sha256: str
    plan_year: int | None = None
    max_bytes: int | None = None
    recognised: tuple[OcrPage, ...] = ()
    """Pages that are pictures, as OCR read them."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the stages made of one file, ready to be stored. ``unread``: pages that are pictures."""

    document: Document
    metadata: Metadata
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]
    facts: tuple[Fact, ...]
    pages: int
    warnings: tuple[str, ...] = ()
    unread: tuple[int, ...] = ()
    uncovered: tuple[Uncovered, ...] = ()


@dataclass(frozen=True, slots=True)
class Understanding:
    """What the stages after cleaning make of a document."""

    sections: tuple[Section, ...]
    metadata: Metadata
    chunks: tuple[Chunk, ...]
    facts: tuple[Fact, ...]
    uncovered: tuple[Uncovered, ...]


def read(job: Job, lap: Callable[[str], None] = lambda stage: None) -> Reading:
    """Runs every stage on one file; called in a worker process. ``lap`` hears when a stage is done.

    Raises:
        DocumentError: the file cannot be taken in; reason and remedy name it.
    """
    from ingest.clean import clean
    from ingest.load import load

    pages = {page.number: page for page in job.recognised}
    raw = load(job.path, source=job.source, max_bytes=job.max_bytes, recognised=pages)
    lap("load")
    document = clean(raw, document_id=document_id(job.source, job.sha256), sha256=job.sha256)
    lap("clean")
    if not document.text.strip():
        raise NoText(f"{job.source} 里没有可读的文字。", "请确认文件不是空白；扫描件需要文字识别。")
    made = understand(document, plan_year=job.plan_year, lap=lap)
    return Reading(
        document, made.metadata, made.sections, made.chunks, made.facts, len(raw.pages),
        raw.warnings, raw.unread, made.uncovered,
    )  # fmt: skip


def understand(
    document: Document,
    *,
    plan_year: int | None = None,
    metadata: Metadata | None = None,
    lap: Callable[[str], None] = lambda stage: None,
) -> Understanding:
    """The stages after cleaning. ``metadata`` (edited by a person) wins over what the text says."""
    from ingest.chunk import chunk
    from ingest.extract import extract_all
    from ingest.metadata import read_metadata, year_for_facts
    from ingest.structure import find_sections

    sections = find_sections(document)
    lap("structure")
    read = metadata or read_metadata(document, sections)
    if plan_year is not None:
        read = edits.apply_edits(read, {"plan_year": plan_year}, read)
    lap("metadata")
    chunks = chunk(document, sections)
    lap("chunk")
    facts, uncovered = extract_all(document, sections, year_for_facts(read))
    lap("extract")
    return Understanding(sections, read, chunks, facts, uncovered)


def document_id(source: str, sha256: str) -> str:
    """A document version's id: a hash of where it belongs and what it holds."""
    return hashlib.sha256(f"{source}\0{sha256}".encode()).hexdigest()[:16]


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def recognise_picture(picture: Any) -> OcrPage | None:
    """What OCR reads in a PIL picture of a page; None where the extra is not installed."""
    from ingest.load import ocr

    return ocr.read_picture(picture, 1) if ocr.available() else None
