"""Records as JSON, the same on the command line and in the REST API: decimals as strings, days as EDTF."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from assistant.month_view import Month
from assistant.progress import Progress
from assistant.records import Answer, ChecklistRow, Event, Hit
from ingest.records import Section, fact_to_json, metadata_to_json

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument


def answer_to_json(answer: Answer) -> dict[str, Any]:
    """The Answer as JSON; rows in the form of ``checklist --json``."""
    raw = dataclasses.asdict(dataclasses.replace(answer, rows=()))
    return raw | {"rows": [row_to_json(row) for row in answer.rows]}


def row_to_json(row: ChecklistRow) -> dict[str, Any]:
    """A row with its fact in the form of ``python -m ingest facts --json``."""
    return {
        "fact_id": row.fact_id,
        "fact": fact_to_json(
            row.fact, document=row.document_title, source=row.source, origin=row.origin,
            edited_by=row.edited_by,
        ),
        "state": row.state,
        "overdue": row.overdue,
        "by": row.by,
        "at": row.at,
        "note": row.note,
        "document_title": row.document_title,
        "source": row.source,
        "year_known": row.year_known,
        "sample": row.sample,
        "origin": row.origin,
        "edited_by": row.edited_by,
        "rejected": row.rejected,
        "proof": row.proof,
    }  # fmt: skip


def progress_to_json(progress: Progress) -> dict[str, Any]:
    """How far the rows of one name are."""
    return dataclasses.asdict(progress) | {"waiting": progress.waiting}


def month_to_json(month: Month) -> dict[str, Any]:
    """A month: rows by day, stretches with their days, and the bands of what has no day."""
    bands = ("of_month", "longer", "recurring", "unknown_year")
    return {
        "year": month.year,
        "month": month.month,
        "days": [
            {"day": str(day.day), "rows": [row_to_json(row) for row in day.rows]}
            for day in month.days
        ],
        "stretches": [
            {"first": str(s.first), "last": str(s.last), "row": row_to_json(s.row)}
            for s in month.stretches
        ],
        **{name: [row_to_json(row) for row in getattr(month, name)] for name in bands},
    }


def event_to_json(event: Event) -> dict[str, Any]:
    """An entry of a row's history; ``machine`` is left out: it is the program's own reading, not said by anybody."""
    raw = {
        field.name: getattr(event, field.name)
        for field in dataclasses.fields(event)
        if field.name != "machine"
    }
    changes = [{"field": f, "before": b, "after": a} for f, b, a in event.changes]
    return raw | {"changes": changes}


def hit_to_json(hit: Hit) -> dict[str, Any]:
    """A passage with its place; ``start`` and ``end`` are code points of the document's text, half-open."""
    chunk = hit.chunk
    return {
        "id": chunk.id,
        "document_id": chunk.document_id,
        "document_title": hit.document_title,
        "source": hit.source,
        "section": list(chunk.section),
        "page": chunk.page,
        "start": chunk.start,
        "end": chunk.end,
        "text": chunk.text,
        "score": round(hit.score, 4),
    }


def document_to_json(document: StoredDocument) -> dict[str, Any]:
    """A document of the library without its text."""
    raw = {f.name: getattr(document, f.name) for f in dataclasses.fields(document)}
    return raw | {"metadata": metadata_to_json(document.metadata)}


def section_to_json(section: Section) -> dict[str, Any]:
    """A heading with the stretch of text below it."""
    return dataclasses.asdict(section)
