"""The command lines as scripts outside the project call them (DESIGN §6)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.__main__ import main as assistant_main
from ingest.__main__ import main as ingest_main
from ingest.pipeline import open_store
from ingest.settings import Settings


@pytest.fixture
def library(plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    data = str(tmp_path / "data")
    assert ingest_main(["add", str(plan), "--data", data, "--json"]) == 0
    capsys.readouterr()
    return data


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_add_prints_outcomes_and_fails_where_a_file_fails(
    tmp_path: Path, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "坏.pdf"
    bad.write_bytes(b"%PDF-1.7 broken")
    code = ingest_main(["add", str(plan), str(bad), "--data", str(tmp_path / "d"), "--json"])
    rows = lines(capsys)
    assert code == 1
    assert [r["status"] for r in rows] == ["indexed", "failed"]
    assert set(rows[0]) >= {
        "id", "source", "sha256", "version", "status", "reason", "remedy", "title", "pages",
        "chunks", "facts",
    }  # fmt: skip
    assert "坏.pdf" in rows[1]["reason"] and rows[1]["remedy"]


def test_wrong_use_exits_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = str(tmp_path / "d")
    assert ingest_main(["add", str(tmp_path / "nowhere"), "--data", data]) == 2
    assert ingest_main(["show", "unknown", "--data", data]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_a_locked_library_exits_3(
    library: str, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOCK_SECONDS", "0.2")
    with open_store(Settings.from_env(data_dir=library)) as store, store.writing():
        assert ingest_main(["add", str(plan), "--again", "--data", library]) == 3


def test_show_text_is_exactly_the_text(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    ingest_main(["list", "--data", library, "--json"])
    identity = lines(capsys)[0]["id"]
    assert ingest_main(["show", identity, "--text", "--data", library]) == 0
    out = capsys.readouterr().out
    with open_store(Settings.from_env(data_dir=library)) as store:
        assert out == store.document(identity).text


def test_facts_are_json_lines_with_spans(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ingest_main(["facts", "--data", library, "--json"]) == 0
    rows = lines(capsys)
    target = next(r for r in rows if r["kind"] == "target" and r["value"] == "900")
    assert (target["unit"][0], target["scope"][-2:]) == ("元", "初中")
    deadline = next(r for r in rows if r["kind"] == "deadline" and r["time"]["raw"] == "9月份")
    assert deadline["time"]["lo"] == "2025-09-01" and deadline["time"]["hi"] == "2025-09-30"
    assert "现场会" in deadline["action"]
    with open_store(Settings.from_env(data_dir=library)) as store:
        text = store.document(target["document_id"]).text
    for row in rows:
        assert text[row["start"] : row["end"]] == row["quote"]
        assert row["start"] <= row["span_start"] < row["span_end"]


def test_set_remove_check_rebuild_coverage(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ingest_main(["list", "--data", library, "--json"])
    identity = lines(capsys)[0]["id"]
    assert ingest_main(["set", identity, "plan_year=2026", "--data", library]) == 0
    assert lines(capsys)[0]["plan_year"] == 2026
    assert ingest_main(["set", identity, "colour=red", "--data", library]) == 2
    assert ingest_main(["check", "--data", library]) == 0
    assert ingest_main(["rebuild", "--data", library]) == 0
    assert ingest_main(["coverage", "--data", library, "--json"]) == 0
    capsys.readouterr()
    assert ingest_main(["remove", identity, "--data", library]) == 0
    assert ingest_main(["list", "--data", library, "--json"]) == 0
    assert not [r for r in lines(capsys) if r["status"] == "indexed"]


def test_remove_says_what_leaves_with_the_file(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    ingest_main(["facts", "--data", library, "--json"])
    fact = lines(capsys)[0]
    assert assistant_main(["mark", fact["id"], "已确认", "--data", library]) == 0
    assert ingest_main(["remove", fact["document_id"], "--data", library]) == 0
    assert "1 条人工更正" in capsys.readouterr().err


def test_ask_prints_an_answer_with_citations(
    library: str, capsys: pytest.CaptureFixture[str]
) -> None:
    question = "初中生均公用经费是多少？"
    assert assistant_main(["ask", question, "--data", library, "--json"]) == 0
    answer = lines(capsys)[0]
    assert "900元" in answer["text"] and "[1]" in answer["text"]
    assert "900元" in answer["citations"][0]["quote"]
    assert answer["mode"] in ("structured", "extractive")


def test_a_mark_is_still_there_afterwards(library: str, capsys: pytest.CaptureFixture[str]) -> None:
    window = ["--from", "2025-09-01", "--to", "2025-09-30", "--data", library, "--json"]
    assert assistant_main(["checklist", *window]) == 0
    row = next(r for r in lines(capsys) if "现场会" in json.dumps(r, ensure_ascii=False))
    assert row["state"] == "待确认"
    assert (
        assistant_main(["mark", row["fact_id"], "已完成", "--by", "张三", "--data", library]) == 0
    )
    capsys.readouterr()
    assert assistant_main(["checklist", *window, "--state", "已完成"]) == 0
    assert [(r["fact_id"], r["by"]) for r in lines(capsys)] == [(row["fact_id"], "张三")]
    assert assistant_main(["mark", "unknown", "已完成", "--data", library]) == 2
