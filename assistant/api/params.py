"""What callers can ask with: parameters that several routes share."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field

from assistant.time_windows import WINDOWS
from assistant.which import Which
from ingest.errors import UnknownId

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.records import ChecklistRow

IN_FORCE = ("现行", "未知")
"""Statuses of documents whose rows are given without being asked for."""
WINDOW_NAMES = "；".join(f"{name} {words}" for name, words in WINDOWS.items())
Strings = Annotated[list[str], Field(max_length=200)]


class Scope(BaseModel):
    """Which documents are looked in; what is left out lets all through."""

    model_config = ConfigDict(extra="forbid")

    documents: Strings = Field([], description="文件的 id 或文件名，可以有几个")
    years: list[int] = Field(
        [], max_length=50, description="文件的年份：规划年度、成文、施行或标题里的年份"
    )
    places: Strings = Field([], description="地名的一部分，如 青禾区")
    issuers: Strings = Field([], description="发文机关的一部分，如 教育局")
    document_kinds: Strings = Field([], description="文种：通知、办法、工作要点……")
    document_statuses: Strings = Field([], description="现行、废止、被替代、未知")

    def which(self) -> Which:
        """The filter on what is known of documents."""
        return Which(
            self.places, self.issuers, self.years, self.document_kinds, self.document_statuses
        )

    def named(self, assistant: PolicyAssistant) -> tuple[str, ...] | None:
        """The documents that are named. Raises UnknownId: the library does not hold one of them."""
        known = {name for d in assistant.documents() for name in (d.id, d.source)}
        for name in self.documents:
            if name not in known:
                raise UnknownId(
                    f"资料库里没有文件 {name}。", "可用的 id 见 GET /api/v1/documents。"
                )
        return tuple(self.documents) or None

    def scope(self, assistant: PolicyAssistant) -> tuple[str, ...] | None:
        """Ids or names of the documents to look in; None: all that may answer."""
        named = self.named(assistant)
        return named if self.which() == Which() else assistant.fitting(self.which(), named)


class Page(BaseModel):
    """Which part of a long list."""

    limit: int = Field(100, ge=1, le=1000, description="最多几条")
    offset: int = Field(0, ge=0, description="从第几条起，0 是第一条")


class Rows(Scope):
    """Which rows of the checklist."""

    kinds: list[Literal["target", "deadline"]] = Field(
        [], description="target 指标，deadline 时间节点；不写就是都要"
    )
    states: Strings = Field(
        [], description="待确认、已确认、进行中、已完成、不适用；逾期、已驳回也算"
    )
    owner: str = Field("", max_length=200, description="责任单位的一部分")
    since: dt.date | None = Field(None, description="时间从这一天起")
    until: dt.date | None = Field(None, description="到这一天止")
    today: dt.date | None = Field(None, description="按哪一天算逾期，不写就是今天")
    window: str = Field("", max_length=40, description=f"什么时候到期：{WINDOW_NAMES}")
    topic: str = Field("", max_length=200, description="内容里的词，几个词之间用空格")
    unconfirmed: bool = Field(False, description="true：只要没有人确认过的")

    def documents_of_rows(self, assistant: PolicyAssistant) -> tuple[str, ...] | None:
        """As ``scope``; documents that ended are left out as they are without a filter, unless asked for."""
        if self.documents or self.which() == Which():
            return self.scope(assistant)
        statuses = tuple(self.document_statuses) or IN_FORCE
        return assistant.fitting(dataclasses.replace(self.which(), statuses=statuses))

    def filters(self, assistant: PolicyAssistant) -> dict[str, Any]:
        """As ``PolicyAssistant.checklist``, ``progress`` and ``month`` take them. Raises UnknownId: a document that
        is named is not there."""
        return {
            "kinds": self.kinds or None,
            "since": self.since,
            "until": self.until,
            "states": self.states or None,
            "owner": self.owner or None,
            "documents": self.documents_of_rows(assistant),
            "today": self.today,
            "window": self.window,
            "topic": self.topic,
            "unconfirmed": self.unconfirmed,
        }

    def rows(self, assistant: PolicyAssistant) -> tuple[ChecklistRow, ...]:
        """The rows that fit, by time."""
        return assistant.checklist(**self.filters(assistant))


class RowsPage(Rows, Page):
    """The same, a part of it."""


def page_of(items: Sequence[Any], page: Page, as_json: Callable[[Any], Any]) -> Response:
    """A part of a list with its length and where the next part begins."""
    end = page.offset + page.limit
    return said(
        {
            "total": len(items),
            "limit": page.limit,
            "offset": page.offset,
            "next_offset": end if end < len(items) else None,
            "items": [as_json(item) for item in items[page.offset : end]],
        }
    )


def said(value: object, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """JSON as the command line prints it: UTF-8, decimals and days as text."""
    content = json.dumps(value, ensure_ascii=False, default=str)
    return Response(content, status, headers, "application/json")
