"""The address that calendars subscribe to: who gets in, what it holds, when it is sent again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from icalendar import Calendar
from test_month import row

from assistant.calendar_file import calendar_bytes
from assistant.records import ChecklistRow
from assistant.ui.calendar_route import CalendarKey, Choice, add_calendar, address, chosen, named

HERE = "a.txt"
ROWS = (
    row("2026-09-09", "2026-09-09", action="报送甲"),
    row("2026-09-01", "2026-09-30", "month", action="召开乙"),
    row("2026-01-01", "2026-12-31", "year", action="全年丙"),
    replace(row("2026-10-09", None, action="开工丁"), source="b.txt", state="已完成"),
)


class Rows:
    """A checklist without a library."""

    def __init__(self, rows: tuple[ChecklistRow, ...]) -> None:
        self.rows = rows

    def checklist(self, **asked: Any) -> tuple[ChecklistRow, ...]:
        states = asked["states"]
        return tuple(r for r in self.rows if states is None or r.state in states)

    def calendar(self, rows: Any, *, name: str = "") -> bytes:
        return calendar_bytes(rows, name=name)


@pytest.fixture
def key(tmp_path: Path) -> CalendarKey:
    return CalendarKey(tmp_path)


@pytest.fixture
def library() -> Rows:
    return Rows(ROWS)


@pytest.fixture
def client(key: CalendarKey, library: Rows) -> TestClient:
    app = FastAPI()
    add_calendar(app, library, key)  # type: ignore[arg-type]
    return TestClient(app)


def events(content: bytes) -> list[str]:
    return [str(e["summary"]) for e in Calendar.from_ical(content).walk("VEVENT")]


def test_only_the_secret_opens_the_calendar_and_a_renewed_one_closes_it(
    client: TestClient, key: CalendarKey
) -> None:
    assert client.get("/calendar/.ics").status_code == 404
    assert client.get("/calendar/x.ics").status_code == 404, "before a key was ever shown"
    old = address(key.current(), Choice())
    assert key.current() == CalendarKey(key.path.parent).current() and len(key.current()) >= 32
    assert client.get(old).status_code == 200
    assert client.get("/calendar/密钥.ics").status_code == 404
    key.renew()
    gone = client.get(old)
    assert gone.status_code == 404 and "复制新的地址" in gone.text
    assert client.get(address(key.current(), Choice())).status_code == 200


def test_it_holds_what_was_chosen_and_nothing_that_lies_on_every_day(
    client: TestClient, key: CalendarKey
) -> None:
    got = client.get(address(key.current(), Choice()))
    assert got.headers["content-type"] == "text/calendar; charset=utf-8"
    assert [s[:3] for s in events(got.content)] == ["报送甲", "召开乙", "✓ 开"]
    choice = Choice(document=named("b.txt"))
    assert "b.txt" not in address(key.current(), choice)
    assert events(client.get(address(key.current(), choice)).content) == ["✓ 开工丁"]
    still = client.get(address(key.current(), Choice(state="open", kind="deadline")))
    assert len(events(still.content)) == 2 and "未完成" in still.text
    assert chosen({"owner": "教务处", "by": "王"}) == Choice(owner="教务处")


def test_an_unchanged_calendar_is_not_sent_again(
    client: TestClient, key: CalendarKey, library: Rows
) -> None:
    where = address(key.current(), Choice())
    tag = client.get(where).headers["etag"]
    again = client.get(where, headers={"If-None-Match": f'"x", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.head(where).status_code == 200 and not client.head(where).content
    library.rows = ROWS[1:]
    changed = client.get(where, headers={"If-None-Match": tag})
    assert changed.status_code == 200 and changed.headers["etag"] != tag
