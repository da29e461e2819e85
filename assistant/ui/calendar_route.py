"""An address of the checklist that calendars subscribe to. A secret in it lets them in: they cannot type a password."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from assistant.records import STATES, ChecklistRow

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant import PolicyAssistant

FILE = "calendar.key"
OPEN = ("待确认", "已确认", "进行中")
LONGEST = 93
"""Days of the longest stretch that is sent: a task of a whole year would lie on every day of a phone's calendar."""
GONE = "这个订阅地址已失效。请在“任务清单”的“月历”里复制新的地址。\n"


class CalendarKey:
    """The secret of the address, kept in the data folder; ``renew`` makes the old address useless."""

    def __init__(self, data_dir: Path) -> None:
        self.path = data_dir / FILE

    def current(self) -> str:
        """The secret; made when it is first asked for."""
        try:
            return self.path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return self.renew()

    def renew(self) -> str:
        """A new secret."""
        made = secrets.token_urlsafe(24)
        fresh = self.path.with_suffix(".new")
        fresh.write_text(made, encoding="ascii")
        fresh.replace(self.path)
        return made

    def opens(self, typed: str) -> bool:
        """Is this the secret? Never where none was ever shown."""
        if not self.path.exists():
            return False
        return hmac.compare_digest(typed.encode(), self.current().encode())


@dataclass(frozen=True, slots=True)
class Choice:
    """What a calendar holds. ``document`` is a short name of a file that stays through its versions (``named``);
    ``state`` a state, open or 逾期; ``kind`` deadline, target or both where empty."""

    document: str = ""
    owner: str = ""
    state: str = ""
    kind: str = ""

    @property
    def query(self) -> str:
        """For the address; only what was chosen."""
        return urlencode({name: value for name, value in asdict(self).items() if value})


def named(source: str) -> str:
    """The name of a file in an address: the same for its next version, and it tells nothing."""
    return hashlib.sha256(source.encode()).hexdigest()[:12]


def address(key: str, choice: Choice) -> str:
    """The path of a calendar, without the machine."""
    return f"/calendar/{key}.ics" + (f"?{choice.query}" if choice.query else "")


def rows_of(
    assistant: PolicyAssistant, choice: Choice, today: dt.date | None = None
) -> list[ChecklistRow]:
    """The rows of a calendar; what spans more than a quarter is left out."""
    states: Sequence[str] | None = None
    if choice.state == "open":
        states = OPEN
    elif choice.state in (*STATES, "逾期"):
        states = (choice.state,)
    rows = assistant.checklist(
        kinds=(choice.kind,) if choice.kind in ("deadline", "target") else None, states=states,
        owner=choice.owner or None, today=today,
    )  # fmt: skip
    if choice.document:
        rows = tuple(row for row in rows if named(row.source) == choice.document)
    return [row for row in rows if _short(row)]


def _short(row: ChecklistRow) -> bool:
    """Is it due on a day, or does it last a quarter at most?"""
    time = row.fact.time
    if time is None or time.lo is None or time.hi is None or time.relation in ("by", "until"):
        return True
    lo, hi = time.lo.to_date(), time.hi.to_date()
    return lo is None or hi is None or (hi - lo).days < LONGEST


def in_words(rows: Sequence[ChecklistRow], choice: Choice) -> str:
    """The filter as the calendar's name says it, in Chinese."""
    titles = {row.document_title or row.source for row in rows} if choice.document else set()
    kind = {"deadline": "时间节点", "target": "指标"}.get(choice.kind, "")
    state = "未完成" if choice.state == "open" else choice.state
    return "，".join(filter(None, (*sorted(titles), choice.owner, state, kind)))


def add_calendar(app: FastAPI, assistant: PolicyAssistant, key: CalendarKey) -> None:
    """Adds ``/calendar/SECRET.ics``; an unchanged calendar is not sent again."""
    from fastapi.responses import PlainTextResponse, Response

    def calendar(request: Any) -> Any:
        if not key.opens(request.path_params["token"]):
            return PlainTextResponse(GONE, status_code=404)
        choice = chosen(request.query_params)
        rows = rows_of(assistant, choice)
        content = assistant.calendar(rows, name=in_words(rows, choice))
        tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {
            "ETag": tag,
            "Cache-Control": "private, no-cache",
            "Content-Disposition": 'inline; filename="checklist.ics"',
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "X-Robots-Tag": "noindex",
        }
        if unchanged(request.headers.get("if-none-match", ""), tag):
            return Response(status_code=304, headers=headers)
        return Response(content, media_type="text/calendar; charset=utf-8", headers=headers)

    app.add_route("/calendar/{token}.ics", calendar, methods=["GET", "HEAD"])


def chosen(query: Mapping[str, str]) -> Choice:
    """The choice that an address carries; unknown names are left out."""
    return Choice(**{name: query.get(name, "")[:200] for name in Choice.__slots__})


def unchanged(asked: str, tag: str) -> bool:
    """Does an If-None-Match header name this version? Proxies may have weakened it."""
    names = [name.strip().removeprefix("W/") for name in asked.split(",")]
    return tag in names or "*" in names
