"""An official's work on a document lives through its next version and through an older library's rebuild."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from store_fakes import to_version_2

from assistant.__main__ import main as assistant_main
from ingest.__main__ import main as ingest_main
from ingest.pipeline import open_store
from ingest.settings import Settings
from ingest.store.database import Database

Rows = list[dict[str, Any]]
Run = Callable[..., Rows]

FIRST = """\
云溪区教育局2025年工作要点
一、推进教育公平
1. 提高经费标准。2025年，生均公用经费达到全区初中900元、小学700元。
2. 召开现场会。9月份，召开全区课后服务现场会，由基础教育科牵头。
3. 扩大普惠资源。年内新建公办幼儿园3所。
二、加强队伍建设
4. 开展教师培训。10月底前，完成新教师岗前培训。
5. 组织督导。11月底前，开展校园安全督导检查。
6. 加强家校协同，条件成熟时召开家长代表会。"""
SECOND = (
    FIRST.replace("一、推进教育公平\n", "一、推进教育公平\n各校要高度重视，认真落实各项工作。\n")
    .replace("初中900元", "初中960元")
    .replace("5. 组织督导。11月底前，开展校园安全督导检查。\n", "")
)
"""A sentence more above everything, another value, a task less."""
MEETING = "条件成熟时召开家长代表会"
"""What only a person finds: a time that is no date."""


def write(path: Path, text: str) -> None:
    from docx import Document

    word = Document()
    for line in text.split("\n"):
        word.add_paragraph(line)
    word.save(str(path))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "工作要点.docx"
    write(path, FIRST)
    return path


@pytest.fixture
def run(settings: Settings, in_process: None, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*argv: str) -> Rows:
        lower = argv[0] in ("facts", "coverage", "list", "show", "rebuild", "changes")
        main = ingest_main if lower or argv[:2] == ("add", "--json") else assistant_main
        assert main([*argv, "--data", str(settings.data_dir)]) == 0
        out = capsys.readouterr().out
        return [json.loads(line) for line in out.splitlines() if line.startswith("{")]

    return command


def one(rows: Rows, words: str) -> dict[str, Any]:
    """The only row that says so."""
    found = [row for row in rows if words in json.dumps(row, ensure_ascii=False)]
    assert len(found) == 1, [row["quote"] for row in found]
    return found[0]


def text_of(settings: Settings, document_id: str) -> str:
    with open_store(settings) as store:
        return store.document(document_id).text


def work(run: Run, settings: Settings) -> dict[str, str]:
    """Three rows confirmed, one corrected, one rejected, one added; their ids."""
    facts = run("facts", "--json")
    words = {
        "changed": '"value": "900"', "kept": "课后服务现场会", "dropped": "督导检查",
        "corrected": '"value": "700"', "rejected": "幼儿园3所", "left": "岗前培训",
    }  # fmt: skip
    ids = {name: str(one(facts, said)["id"]) for name, said in words.items()}
    assert len(facts) == len(ids)
    for name in ("changed", "kept", "dropped"):
        run("mark", ids[name], "已确认", "--by", "王老师")
    run("correct", ids["corrected"], "value=720", "scope=全区小学", "--by", "王老师")
    run("reject", ids["rejected"], "--note", "已在2024年完成", "--by", "王老师")
    document = str(facts[0]["document_id"])
    start = text_of(settings, document).index(MEETING)
    place = [document, str(start), str(start + len(MEETING))]
    fields = ["action=召开家长代表会", "time=条件成熟时"]
    (added,) = run("add", *place, "deadline", *fields, "--by", "李老师")
    return ids | {"added": str(added["id"])}


def test_a_new_version_keeps_all_that_an_official_did(
    plan: Path, settings: Settings, run: Run
) -> None:
    run("add", "--json", str(plan))
    ids = work(run, settings)
    write(plan, SECOND)
    (outcome,) = run("add", "--json", str(plan))
    assert outcome["version"] == 2
    assert [outcome[f"facts_{kind}"] for kind in ("added", "changed", "vanished")] == [0, 1, 1]
    text = text_of(settings, outcome["id"])

    rows = run("checklist", "--today", "2025-09-10", "--json")
    facts = [row["fact"] for row in rows]
    assert all(text[f["start"] : f["end"]] == f["quote"] for f in facts)
    changed, kept = one(rows, '"value": "960"'), one(rows, "课后服务现场会")
    assert (changed["state"], changed["by"]) == ("已确认", "王老师")
    assert "900元" in changed["note"] and "960元" in changed["note"]
    assert (kept["state"], kept["by"], kept["note"]) == ("已确认", "王老师", "")
    corrected = one(rows, '"value": "720"')
    assert (corrected["fact"]["scope"], corrected["origin"]) == ("全区小学", "corrected")
    added = one(rows, "家长代表会")
    assert (added["origin"], added["fact"]["quote"], added["edited_by"]) == (
        "added", MEETING, "李老师",
    )  # fmt: skip
    assert one(rows, "岗前培训")["state"] == "待确认"
    assert len(rows) == 5, "the rejected and the dropped one are gone"

    rejected = [f for f in run("facts", "--json", "--rejected") if f["rejected"]]
    assert [f["quote"] for f in rejected] == [one(rejected, "幼儿园3所")["quote"]]
    waiting = {i["kind"]: i for i in run("review", "--json") if i["kind"] != "sentence"}
    assert set(waiting) == {"changed", "vanished"} and "督导检查" in waiting["vanished"]["quote"]
    assert waiting["vanished"]["fact_id"] == ids["dropped"]
    assert waiting["changed"]["fact_id"] == changed["fact_id"]

    listed = run("changes", outcome["id"], "--json")
    assert {row["kind"] for row in listed} == {"changed", "vanished"} and len(listed) == 2
    assert "900元" in one(listed, "960元")["words"]
    assert "督导检查" in one(listed, '"kind": "vanished"')["before"]["quote"]
    with open_store(settings) as store:
        history = store.history(changed["fact_id"])
        assert [(h.by, h.state) for h in history] == [("王老师", "已确认"), ("系统", "已确认")]
        machine = store.edits()[corrected["fact_id"]].machine
        assert str(getattr(machine, "value", "")) == "700"


def test_rebuild_brings_an_older_library_over_with_its_states(
    plan: Path, settings: Settings, run: Run
) -> None:
    run("add", "--json", str(plan))
    facts = run("facts", "--json")
    marks = {"900": "已确认", "700": "进行中", "3": "已完成"}
    ids = {value: str(one(facts, f'"value": "{value}"')["id"]) for value in marks}
    for value, state in marks.items():
        run("mark", ids[value], state, "--by", "王老师", "--note", f"注{value}")
    before, queue = run("checklist", "--json"), run("review", "--json")
    database = Database(settings)
    with database.write() as connection:
        to_version_2(connection)
    database.close()

    (check,) = run("rebuild")
    assert check["ok"] and check["facts"] == len(facts)
    assert run("facts", "--json") == facts
    assert run("checklist", "--json") == before
    assert run("review", "--json") == queue
    said = {row["fact_id"]: (row["state"], row["by"], row["note"]) for row in before}
    assert all(said[ids[v]] == (state, "王老师", f"注{v}") for v, state in marks.items())
    with open_store(settings) as store:
        assert [h.event for h in store.history(ids["900"])] == ["state"]
    run("correct", ids["900"], "value=950", "--by", "王老师")
    assert one(run("checklist", "--json"), '"value": "950"')["state"] == "已确认"
