"""Routes of the checklist: rows, their states and history, files to take away."""

from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Response
from fastapi import Path as InPath
from pydantic import BaseModel, ConfigDict, Field

from assistant.api import schemas
from assistant.api.params import Rows, RowsPage, page_of, said
from assistant.as_json import event_to_json, month_to_json, progress_to_json, row_to_json
from ingest.errors import UnknownId

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.records import ChecklistRow

FILES = {
    "export.xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel 文件"),
    "export.csv": ("text/csv; charset=utf-8", "CSV 文件，UTF-8"),
    "calendar.ics": ("text/calendar; charset=utf-8", "日历文件"),
}  # fmt: skip
"""Path → media type and what it is."""
Words = Annotated[str, Field(max_length=2000)]


Ids = Annotated[list[str], Field(min_length=1, max_length=5000, description="清单编号")]


class Change(BaseModel):
    """What is set of rows; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    state: str | None = Field(None, description="待确认、已确认、进行中、已完成、不适用")
    owner: Words | None = Field(None, description="责任单位；auto 是程序读到的")
    note: Words | None = Field(None, description="备注；空文字是清空")
    proof: Words | None = Field(None, description="佐证：文字或链接")
    by: str = Field("", max_length=200, description="谁改的")

    def make(self, assistant: PolicyAssistant, ids: Sequence[str]) -> str:
        """Makes the change to all of these rows or to none; returns the batch, for undoing."""
        return assistant.mark_all(
            ids, self.state, self.by, self.note, owner=self.owner, proof=self.proof
        )


class By(Rows):
    """Which rows are counted, and by what."""

    by: Literal["document", "owner", "issuer", "month", "year", "kind", "all"] = Field(
        "document", description="按文件、责任单位、发文机关、月、年、类别，或合计"
    )


class ChangeMany(Change):
    """The same for many rows."""

    ids: Ids


class Undoing(BaseModel):
    """Which change is taken back, and by whom."""

    model_config = ConfigDict(extra="forbid")

    batch: str = Field(min_length=1, max_length=64, description="改动的编号，改的时候返回的")
    by: str = Field("", max_length=200, description="谁撤销的")


def router(assistant: PolicyAssistant) -> APIRouter:
    """``/checklist``, ``/export.xlsx``, ``/export.csv`` and ``/calendar.ics``."""
    routes = APIRouter(tags=["任务清单"])

    @routes.get("/checklist", responses=schemas.gives(schemas.Rows))
    def rows(wanted: Annotated[RowsPage, Query()]) -> Response:
        return page_of(wanted.rows(assistant), wanted, row_to_json)

    @routes.get("/progress", responses=schemas.gives(schemas.Progresses))
    def progress(wanted: Annotated[By, Query()]) -> Response:
        found = assistant.progress(wanted.by, **wanted.filters(assistant))
        return said({"items": [progress_to_json(one) for one in found]})

    @routes.get("/month/{year}/{month}", responses=schemas.gives(schemas.Month))
    def month(
        year: Annotated[int, InPath(ge=1, le=9999)],
        month: Annotated[int, InPath(ge=1, le=12)],
        wanted: Annotated[Rows, Query()],
    ) -> Response:
        return said(month_to_json(assistant.month(year, month, **wanted.filters(assistant))))

    @routes.get("/checklist/{fact_id}", responses=schemas.gives(schemas.Row))
    def row(fact_id: str) -> Response:
        return said(row_to_json(_row(assistant, fact_id)))

    @routes.get("/checklist/{fact_id}/history", responses=schemas.gives(schemas.History))
    def history(fact_id: str) -> Response:
        events = assistant.history(_row(assistant, fact_id).fact_id)
        return said({"fact_id": fact_id, "items": [event_to_json(e) for e in events]})

    @routes.patch("/checklist/{fact_id}", responses=schemas.gives(schemas.Changed))
    def change(fact_id: str, change: Change) -> Response:
        batch = change.make(assistant, (fact_id,))
        return said({"batch": batch, "items": [row_to_json(_row(assistant, fact_id))]})

    @routes.post("/checklist/bulk", responses=schemas.gives(schemas.Batch))
    def change_many(change: ChangeMany) -> Response:
        ids = tuple(dict.fromkeys(change.ids))
        return said({"batch": change.make(assistant, ids), "rows": len(ids)})

    @routes.post("/checklist/undo", responses=schemas.gives(schemas.Undone))
    def undo(wanted: Undoing) -> Response:
        return said(dataclasses.asdict(assistant.undo(wanted.batch, wanted.by)))

    for name, (media_type, told) in FILES.items():
        _add_file(routes, assistant, name, media_type, told)
    return routes


def _add_file(
    routes: APIRouter, assistant: PolicyAssistant, name: str, media_type: str, told: str
) -> None:
    @routes.get(
        f"/{name}", responses=schemas.file_of(media_type, told), response_class=Response,
        name=name.replace(".", "_"),
    )  # fmt: skip
    def file(wanted: Annotated[Rows, Query()]) -> Response:
        content = _written(assistant, wanted.rows(assistant), name)
        shown = quote(f"任务清单{Path(name).suffix}")
        headers = {
            "Content-Disposition": f"attachment; filename*=UTF-8''{shown}",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(content, headers=headers, media_type=media_type)


def _written(assistant: PolicyAssistant, rows: Iterable[ChecklistRow], name: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        assistant.export(rows, path)
        return path.read_bytes()


def _row(assistant: PolicyAssistant, fact_id: str) -> ChecklistRow:
    """One row, rejected ones too. Raises UnknownId."""
    document = assistant.store.fact(fact_id, rejected=True).document_id
    rows = assistant.checklist(documents=(document,), rejected=True)
    found = next((row for row in rows if row.fact_id == fact_id), None)
    if found is None:
        raise UnknownId(f"清单里没有 {fact_id}。", "可用的编号见 GET /api/v1/checklist。")
    return found
