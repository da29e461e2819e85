"""The REST API over a small library: every documented example runs, errors are sentences, reads change nothing."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import PLAN, Here
from fastapi import FastAPI
from fastapi.testclient import TestClient
from pydantic import TypeAdapter
from store_fakes import EMBEDDER

from assistant import PolicyAssistant
from assistant.api import schemas, words
from assistant.api.access import Access
from assistant.api.app import build
from ingest import embedding, pipeline
from ingest.pipeline import run
from ingest.settings import Settings

HERE = "http://127.0.0.1:7860"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PolicyAssistant]:
    folder = tmp_path_factory.mktemp("api")
    plan = folder / "云溪区2025年工作要点.txt"
    plan.write_text(PLAN, encoding="utf-8")
    settings = Settings(data_dir=folder / "data", ocr="off")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(run, "ParsePool", Here)
        patch.setattr(embedding, "open_embedder", lambda settings: EMBEDDER)
        pipeline.ingest_paths([plan], settings)
        with PolicyAssistant.open(settings) as opened:
            yield opened


def app(assistant: PolicyAssistant, access: Access | None = None) -> Any:
    workshop: Any = SimpleNamespace(  # the page's own would import Gradio
        add=partial(pipeline.ingest_paths, settings=assistant.settings),
        set_metadata=partial(pipeline.set_metadata, assistant.settings),
        remove=partial(pipeline.remove, assistant.settings),
    )
    whole = FastAPI()
    whole.mount("/api", build(assistant, workshop, access or Access()))
    return whole


@pytest.fixture(scope="module")
def client(assistant: PolicyAssistant) -> Iterator[TestClient]:
    with TestClient(app(assistant), base_url=HERE, raise_server_exceptions=False) as opened:
        yield opened


def fact(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/v1/checklist?limit=1").json()["items"][0]
    return found


def upload(client: TestClient, name: str, text: str) -> dict[str, Any]:
    files = {"files": (name, io.BytesIO(text.encode()), "text/plain")}
    answer = client.post("/api/v1/documents", files=files)
    assert answer.status_code == 202, answer.text
    for _ in range(200):
        job: dict[str, Any] = client.get(answer.headers["location"]).json()
        if job["state"] not in ("waiting", "running"):
            return job
        time.sleep(0.01)
    raise AssertionError(job)


MODELS = {
    "progress": schemas.Progresses, "month/{year}/{month}": schemas.Month,
    "ask": schemas.Answer, "search": schemas.Passages, "series": schemas.Series,
    "checklist": schemas.Rows, "checklist/{fact_id}": schemas.Row,
    "checklist/{fact_id}/history": schemas.History, "documents": schemas.Documents,
    "documents/{document_id}": schemas.Document, "documents/{document_id}/text": schemas.Text,
    "documents/{document_id}/sections": schemas.Sections, "jobs": schemas.Jobs,
    "jobs/{job_id}": schemas.Job, "health": schemas.Health, "version": schemas.Version,
}  # fmt: skip


def test_every_route_is_told_and_its_example_runs(client: TestClient) -> None:
    """Also: what comes back is what the documentation says."""
    schema = client.get("/api/openapi.json").json()
    routes = {(m.upper(), path) for path, found in schema["paths"].items() for m in found}
    assert routes == set(words.ROUTES)
    job = upload(client, "临时通知.txt", "云溪区教育局通知\n12月底前，完成校舍检查。")
    ids = {"fact": fact(client)["fact_id"], "document": "临时通知.txt", "job": job["id"]}
    # What takes something out comes last: the others need it.
    for (method, path), route in sorted(words.ROUTES.items(), key=lambda r: r[0][0] == "DELETE"):
        address = "/api" + route.example.address(**ids)
        if route.example.file:
            assert (
                upload(client, route.example.file, "云溪区教育局通知\n按时上报。")["state"]
                == "done"
            )
            continue
        answer = client.request(method, address, json=route.example.sent(**ids))
        assert answer.status_code == 200, (method, address, answer.text)
        ids |= {"batch": answer.json()["batch"]} if path == "/v1/checklist/bulk" else {}
        assert route.summary and "curl" in schema["paths"][path][method.lower()]["description"]
        model = MODELS.get(path.removeprefix("/v1/"))
        if method == "GET" and model is not None:
            TypeAdapter(model).validate_python(answer.json())
    text = client.get("/api/v1/calendar.ics").text
    assert text.startswith("BEGIN:VCALENDAR") and "课后服务现场会" in text.replace("\r\n ", "")


def test_a_question_is_answered_as_on_the_page(client: TestClient) -> None:
    answer = client.get("/api/v1/ask", params={"question": "初中生均公用经费是多少？"}).json()
    assert "900" in answer["text"] and answer["citations"][0]["quote"]
    follow = words.ROUTES["POST", "/v1/ask"].example.body
    assert "700" in client.post("/api/v1/ask", json=follow).json()["text"]


def test_a_streamed_answer_is_the_pieces_then_the_whole(client: TestClient) -> None:
    body = {"question": "初中生均公用经费是多少？", "stream": True}
    with client.stream("POST", "/api/v1/ask", json=body) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        blocks = "".join(answer.iter_text()).strip().split("\n\n")
    events = [dict(line.split(": ", 1) for line in block.splitlines()) for block in blocks]
    data = [(e["event"], json.loads(e["data"])) for e in events if "event" in e]
    assert "".join(d["text"] for kind, d in data if kind == "text") == data[-1][1]["text"]
    assert data[-1][0] == "answer" and data[-1][1]["citations"]


def test_reads_change_nothing(client: TestClient, assistant: PolicyAssistant) -> None:
    before = (assistant.stamp(), len(assistant.unanswered()))
    client.get("/api/v1/ask", params={"question": "火星上有几所学校？"})
    client.get("/api/v1/checklist", params={"states": "逾期"})
    assert (assistant.stamp(), len(assistant.unanswered())) == before


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/v1/checklist")
    tag = {"If-None-Match": first.headers["etag"]}
    again = client.get("/api/v1/checklist", headers=tag)
    assert again.status_code == 304 and not again.content
    change = {"state": "已确认", "by": "王老师"}
    changed = client.patch(f"/api/v1/checklist/{fact(client)['fact_id']}", json=change).json()
    row = changed["items"][0]
    assert (row["state"], row["by"]) == ("已确认", "王老师")
    assert client.get("/api/v1/checklist", headers=tag).status_code == 200
    assert client.get("/api/v1/ask?question=经费", headers=tag).headers.get("etag") is None


def test_many_rows_change_together_and_go_back_together(client: TestClient) -> None:
    rows = client.get("/api/v1/checklist").json()["items"]
    ids = [row["fact_id"] for row in rows]

    def states() -> list[tuple[str, str, str]]:
        found = client.get("/api/v1/checklist").json()["items"]
        return sorted((row["fact_id"], row["state"], row["fact"]["owner"]) for row in found)

    before = states()
    wrong = {"ids": [*ids, "nothing"], "state": "已完成"}
    assert client.post("/api/v1/checklist/bulk", json=wrong).status_code == 404
    assert states() == before, "all or none"
    done = {"ids": ids, "state": "已完成", "owner": "办公室", "by": "王老师"}
    batch = client.post("/api/v1/checklist/bulk", json=done).json()["batch"]
    assert {(state, owner) for _, state, owner in states()} == {("已完成", "办公室")}
    history = client.get(f"/api/v1/checklist/{ids[0]}/history").json()["items"]
    assert history[-1]["by"] == "王老师"
    undone = client.post("/api/v1/checklist/undo", json={"batch": batch}).json()
    assert sorted(undone["done"]) == sorted(ids) and states() == before
    empty = client.patch(f"/api/v1/checklist/{ids[0]}", json={})
    assert empty.status_code == 400 and empty.json()["remedy"]


def test_long_lists_come_in_parts(client: TestClient) -> None:
    whole = client.get("/api/v1/checklist").json()
    first = client.get("/api/v1/checklist?limit=2").json()
    rest = client.get(f"/api/v1/checklist?offset={first['next_offset']}").json()
    assert first["items"] + rest["items"] == whole["items"] and rest["next_offset"] is None


def test_filters_on_documents_hold_everywhere(client: TestClient) -> None:
    for path in ("checklist", "documents"):
        assert client.get(f"/api/v1/{path}?years=2025").json()["total"]
        assert client.get(f"/api/v1/{path}?years=1999").json()["total"] == 0
    search = {"q": "经费", "years": 1999}
    assert client.get("/api/v1/search", params=search).json()["items"] == []
    refused = client.get("/api/v1/ask", params={"question": "初中生均公用经费？", "years": 1999})
    assert refused.json()["mode"] == "refused"


@pytest.mark.parametrize(
    "method, path, sent, status, told",
    [
        ("GET", "nowhere", {}, 404, "地址"),
        ("DELETE", "ask", {}, 405, "方法"),
        ("GET", "checklist/nothing", {}, 404, "nothing"),
        ("GET", "checklist?documents=没有.docx", {}, 404, "没有.docx"),
        ("GET", "checklist?limit=0", {}, 422, "limit：不能小于 1"),
        ("GET", "checklist?since=九月", {}, 422, "2026-09-01"),
        ("GET", "checklist?colour=red", {}, 422, "colour：没有这一项"),
        ("GET", "checklist?window=someday", {}, 400, "someday"),
        ("GET", "month/2025/13", {}, 422, "month：不能大于 12"),
        ("GET", "documents/nothing/text", {}, 404, "nothing"),
        ("POST", "ask", {"json": {}}, 422, "question：缺少这一项"),
        ("POST", "ask", {"content": "{", "headers": {"content-type": "application/json"}}, 422, "JSON"),
        ("POST", "ask", {"data": {"question": "x"}}, 415, "application/json"),
        ("PATCH", "checklist/x", {"json": {"state": "已完成"}}, 404, "x"),
        ("POST", "documents", {"json": {}}, 415, "multipart"),
        ("DELETE", "jobs/x", {}, 404, "x"),
        ("POST", "ask", {"json": {"question": "长" * 900_000}}, 413, "MB"),
    ],
)  # fmt: skip
def test_an_error_says_what_is_wrong_and_what_to_do(
    client: TestClient, method: str, path: str, sent: dict[str, Any], status: int, told: str
) -> None:
    answer = client.request(method, f"/api/v1/{path}", **sent)
    problem = answer.json()
    assert (answer.status_code, answer.headers["content-type"]) == (
        status,
        "application/problem+json",
    )
    assert told in problem["detail"] and problem["remedy"] and "Traceback" not in answer.text


def test_a_state_that_is_none_is_refused_and_a_crash_tells_no_secrets(
    client: TestClient, assistant: PolicyAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = client.patch(f"/api/v1/checklist/{fact(client)['fact_id']}", json={"state": "好了"})
    assert wrong.status_code == 400 and "待确认" in wrong.json()["remedy"]
    monkeypatch.setattr(assistant, "search", lambda *a: 1 / 0)
    crash = client.get("/api/v1/search?q=x")
    assert crash.status_code == 500 and "ZeroDivision" not in crash.text


def test_a_body_without_a_length_is_cut_off(client: TestClient) -> None:
    def endless() -> Iterator[bytes]:
        yield b'{"question": "'
        for _ in range(3):
            yield b"x" * 500_000

    headers = {"content-type": "application/json"}
    assert client.post("/api/v1/ask", content=endless(), headers=headers).status_code == 413


def test_elsewhere_the_key_is_asked_for(assistant: PolicyAssistant) -> None:
    access = Access.of(local=False, api_key="钥匙", admin_password="")
    afar = TestClient(app(assistant, access), base_url="http://bureau.example")
    assert afar.get("/api/v1/health").status_code == 200
    refused = afar.get("/api/v1/documents")
    assert refused.status_code == 401 and "API_KEY" in refused.json()["remedy"]
    key = {"Authorization": "Bearer 钥匙".encode()}
    assert afar.get("/api/v1/documents", headers=key).json()["total"]
    off = Access.of(local=False, api_key="", admin_password="")
    closed = TestClient(app(assistant, off), base_url="http://bureau.example")
    assert closed.get("/api/v1/documents").status_code == 403


def test_the_documentation_needs_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/api/docs")
    assert "https://" not in page.text and "'self'" in page.headers["content-security-policy"]
    for address in page.text.split('src="')[1:]:
        assert client.get(address.split('"')[0]).status_code == 200


def test_an_upload_keeps_to_its_folder_and_its_name(
    client: TestClient, assistant: PolicyAssistant, tmp_path: Path
) -> None:
    job = upload(client, "../../云溪区（试行）.txt", "云溪区教育局办法\n一、每年检查一次。")
    assert job["state"] == "done" and job["files"] == ["云溪区（试行）.txt"]
    assert job["outcomes"][0]["status"] == "indexed"
    listed = client.get("/api/v1/documents?q=试行").json()["items"]
    assert [one["source"] for one in listed] == ["云溪区（试行）.txt"]
    client.delete("/api/v1/documents/云溪区（试行）.txt")
    assert client.get("/api/v1/documents?q=试行").json()["total"] == 0
