"""Routes of the documents: which there are, their words, uploads, corrections, removal."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from fastapi import APIRouter, Body, Query, Response, UploadFile
from pydantic import Field

from assistant.api import schemas
from assistant.api.jobs import Jobs
from assistant.api.params import Page, Scope, page_of, said
from assistant.api.problems import Problem
from assistant.as_json import section_to_json
from assistant.which import Which
from ingest.edits import read_edits
from ingest.errors import UnknownId
from ingest.records import FileOutcome, metadata_to_json

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.ui.page import Workshop
    from ingest.store.rows import StoredDocument

Known = TypeVar("Known", "FileOutcome", "StoredDocument")
MOST_FILES = 500
"""Files of one upload."""


class Wanted(Scope, Page):
    """Which files, and which part of the list."""

    q: str = Field("", max_length=200, description="标题或文件名里的词")
    status: list[str] = Field(
        [], max_length=10, description="indexed 已入库、failed、empty、needs_ocr、unsupported"
    )

    def fits(self, outcome: FileOutcome, document: StoredDocument | None) -> bool:
        """Does this file fit?"""
        if self.status and outcome.status not in self.status:
            return False
        if self.documents and not {outcome.id, outcome.source} & set(self.documents):
            return False
        if self.which() != Which() and (document is None or not self.which().fits(document)):
            return False
        return self.q.lower() in f"{outcome.title}\n{outcome.source}".lower()


def router(assistant: PolicyAssistant, workshop: Workshop) -> APIRouter:
    """``/documents`` and ``/jobs``."""
    routes = APIRouter(tags=["文件"])
    jobs = Jobs(workshop.add)
    _add_reads(routes, assistant)

    @routes.post("/documents", status_code=202, responses=schemas.gives(schemas.Job, 202))
    def upload(files: list[UploadFile]) -> Response:
        if len(files) > MOST_FILES:
            raise Problem(413, f"一次最多传 {MOST_FILES} 个文件。", "请分几次传。")
        folder = Path(tempfile.mkdtemp(prefix="edu-policy-upload-"))
        try:
            job = jobs.submit(folder, [_kept(one, folder) for one in files])
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return said(job.as_json(), 202, {"Location": f"/api/v1/jobs/{job.id}"})

    @routes.patch("/documents/{document_id}", responses=schemas.gives(schemas.Document))
    def correct(document_id: str, changes: Annotated[dict[str, str], Body()]) -> Response:
        identity = _document(assistant, document_id).id
        workshop.set_metadata(identity, read_edits(changes))
        return said(_one(assistant, identity))

    @routes.delete("/documents/{document_id}", responses=schemas.gives(schemas.Removed))
    def remove(document_id: str) -> Response:
        outcome = _outcome(assistant, document_id)
        workshop.remove(outcome.id or outcome.source)
        return said({"removed": outcome.source})

    @routes.get("/jobs", responses=schemas.gives(schemas.Jobs))
    def all_jobs() -> Response:
        return said({"items": [job.as_json() for job in jobs.all()]})

    @routes.get("/jobs/{job_id}", responses=schemas.gives(schemas.Job))
    def job(job_id: str) -> Response:
        return said(jobs.get(job_id).as_json())

    @routes.delete("/jobs/{job_id}", responses=schemas.gives(schemas.Job))
    def cancel(job_id: str) -> Response:
        return said(jobs.cancel(job_id).as_json())

    return routes


def _add_reads(routes: APIRouter, assistant: PolicyAssistant) -> None:
    @routes.get("/documents", responses=schemas.gives(schemas.Documents))
    def listing(wanted: Annotated[Wanted, Query()]) -> Response:
        held = {d.source: d for d in assistant.documents()}
        files = [o for o in assistant.outcomes() if wanted.fits(o, held.get(o.source))]
        return page_of(files, wanted, lambda o: as_json(o, held.get(o.source)))

    @routes.get("/documents/{document_id}", responses=schemas.gives(schemas.Document))
    def one(document_id: str) -> Response:
        return said(_one(assistant, document_id))

    @routes.get("/documents/{document_id}/text", responses=schemas.gives(schemas.Text))
    def text(
        document_id: str,
        start: Annotated[int, Query(ge=0)] = 0,
        end: Annotated[int | None, Query(ge=0)] = None,
    ) -> Response:
        identity = _document(assistant, document_id).id
        whole = assistant.document_text(identity)
        last = len(whole) if end is None else min(end, len(whole))
        first = min(start, last)
        return said(
            {"document_id": identity, "start": first, "end": last, "length": len(whole),
             "text": whole[first:last]}
        )  # fmt: skip

    @routes.get("/documents/{document_id}/sections", responses=schemas.gives(schemas.Sections))
    def sections(document_id: str) -> Response:
        identity = _document(assistant, document_id).id
        found = [section_to_json(s) for s in assistant.sections(identity)]
        return said({"document_id": identity, "items": found})


def as_json(outcome: FileOutcome, document: StoredDocument | None) -> dict[str, Any]:
    """A file as ``list --json`` prints it, with what is known of its document and where it can be seen."""
    return dataclasses.asdict(outcome) | {
        "sample": bool(document and document.sample),
        "format": document.format if document else "",
        "added_at": document.added_at if document else "",
        "metadata": metadata_to_json(document.metadata) if document else None,
        "view": f"/documents/{document.id}/view" if document else "",
        "original": f"/documents/{document.id}/original" if document else "",
    }


def _kept(file: UploadFile, folder: Path) -> Path:
    """An upload under the name that it has at the caller's; never outside the folder."""
    name = Path((file.filename or "").replace("\\", "/")).name.strip() or "未命名"
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem}（{number}）{Path(name).suffix}"
        number += 1
    with path.open("wb") as target:
        shutil.copyfileobj(file.file, target)
    return path


def _one(assistant: PolicyAssistant, named: str) -> dict[str, Any]:
    outcome = _outcome(assistant, named)
    held = {d.source: d for d in assistant.documents()}
    return as_json(outcome, held.get(outcome.source))


def _outcome(assistant: PolicyAssistant, named: str) -> FileOutcome:
    """A file by its document's id or by its name. Raises UnknownId."""
    return _found(assistant.outcomes(), named)


def _document(assistant: PolicyAssistant, named: str) -> StoredDocument:
    """The same where it was read. Raises UnknownId."""
    return _found(assistant.documents(), named)


def _found(known: Sequence[Known], named: str) -> Known:
    for one in known:
        if named and named in (one.id, one.source):
            return one
    raise UnknownId(f"资料库里没有文件 {named}。", "可用的 id 见 GET /api/v1/documents。")
