"""A library that the program of part 1 made is opened by today's: nothing that people said is lost."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from store_fakes import EMBEDDER

from assistant import PolicyAssistant, conversations
from ingest.settings import Settings
from ingest.store.database import SCHEMA_VERSION, Database
from ingest.store.store import Store

LIBRARY = Path(__file__).parent / "libraries" / "part1.zip"
"""Made by libraries/make_part1.py with that program's own code."""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder as part 1 left it."""
    folder = tmp_path_factory.mktemp("part1")
    with zipfile.ZipFile(LIBRARY) as archive:
        archive.extractall(folder)
    with sqlite3.connect(folder / "library.sqlite3") as plain:
        plain.executescript((folder / "library.sql").read_text(encoding="utf-8"))
    plain.close()
    return folder


@pytest.fixture
def old(unpacked: Path, settings: Settings) -> Settings:
    """Settings of a copy of it, not yet opened by today's code."""
    shutil.copytree(unpacked, settings.data_dir)
    return settings


@pytest.fixture(scope="module")
def held(unpacked: Path) -> dict[str, Any]:
    """What part 1 itself said that it held."""
    found: dict[str, Any] = json.loads((unpacked / "held.json").read_text(encoding="utf-8"))
    return found


def only(wanted: Mapping[str, Any], found: Any) -> dict[str, Any]:
    """Of a record of today the fields that part 1 knew, in the form of JSON."""
    every = json.loads(json.dumps(asdict(found), ensure_ascii=False, default=str))
    return {key: every[key] for key in wanted}


def test_opened_today_it_says_what_it_said(old: Settings, held: dict[str, Any]) -> None:
    with Store.open(old, EMBEDDER) as store:
        assert {f.id for f in store.facts()} == set(held["facts"])
        states = {i: only(w, store.states()[i]) for i, w in held["states"].items()}
        assert states == held["states"] and set(store.states()) == set(states)
        gone = [{"quote": v.fact.quote} | asdict(v.row) for v in store.vanished()]
        assert [{key: row[key] for key in held["vanished"][0]} for row in gone] == held["vanished"]
        for source, said in held["documents"].items():
            found = next(d for d in store.documents() if d.source == source)
            assert (found.id, found.version) == (said["id"], said["version"])
            assert found.metadata.title == said["title"]
            assert found.metadata.plan_year == said["plan_year"]
            assert store.document(found.id).text == said["text"]
            assert store.original(found.id) is not None
    database = Database(old)
    with database.read() as connection:
        version = connection.exec_driver_sql("select value from meta where key='schema_version'")
        assert version.scalar() == str(SCHEMA_VERSION)
    database.close()


def test_every_entry_of_every_history_is_there(old: Settings, held: dict[str, Any]) -> None:
    vanished = {row["fact_id"] for row in held["vanished"]}
    told = 0
    with Store.open(old, EMBEDDER) as store:
        for fact_id, entries in held["history"].items():
            removed = entries[-1]["note"].startswith("文件已移出")
            if fact_id not in held["states"] and fact_id not in vanished and not removed:
                continue  # an id of an older version: the entries stand under today's id
            found = store.history(fact_id)
            assert [only(w, e) for w, e in zip(entries, found, strict=True)] == entries
            assert {e.event for e in found} == {"state"} and not any(e.changes for e in found)
            told += len(entries)
    assert told > 100, "or there was nothing to compare"


def test_conversations_are_told_with_their_citations(old: Settings, held: dict[str, Any]) -> None:
    with Store.open(old, EMBEDDER) as store:
        for name, said in held["conversations"].items():
            turns = conversations.recall(store, name)
            assert [(t.role, t.text) for t in turns] == [(t["role"], t["text"]) for t in said]
            for turn, before in zip(turns, said, strict=True):
                if turn.answer is not None:
                    cited = zip(before["answer"]["citations"], turn.answer.citations, strict=True)
                    assert all(only(w, c) == w for w, c in cited)
                    assert turn.answer.mode == before["answer"]["mode"]
                    assert list(turn.answer.notes) == before["answer"]["notes"]
        check_quotes(store, held)
        assert [only(held["feedback"][0], f) for f in store.feedback()] == held["feedback"]
        assert [only(held["unanswered"][0], u) for u in store.unanswered()] == held["unanswered"]


def test_the_checklist_shows_the_same_rows(old: Settings, held: dict[str, Any]) -> None:
    with PolicyAssistant.open(old, embed=False) as assistant:
        rows = {row.fact_id: row for row in assistant.checklist(today=dt.date(2025, 10, 8))}
    assert set(rows) == set(held["rows"])
    for fact_id, said in held["rows"].items():
        found = only({k: v for k, v in said.items() if k != "quote"}, rows[fact_id])
        assert found | {"quote": rows[fact_id].fact.quote} == said


def check_quotes(store: Store, held: dict[str, Any]) -> None:
    """A citation of a document that is still there, also of its older version, is found in its text."""
    first = conversations.recall(store, "teacher")[1].answer
    assert first is not None and len(first.citations) > 3
    for c in first.citations:
        assert store.document(c.document_id).text[c.start : c.end] == c.quote
    current = {said["id"] for said in held["documents"].values()}
    assert any(c.document_id not in current for c in first.citations), "one is of an older version"


@pytest.mark.usefixtures("in_process")
def test_read_again_every_state_follows_its_fact(
    old: Settings, held: dict[str, Any], tmp_path: Path
) -> None:
    """Today's program reads some of these texts otherwise: ids change, what people said does not."""
    from ingest.pipeline import ingest_paths

    folder = tmp_path / "files"
    folder.mkdir()
    with Store.open(old, EMBEDDER) as store:
        for document in store.documents():
            if not document.source.endswith(".docx"):
                (folder / document.source).write_bytes(store.original(document.id) or b"")
    assert ingest_paths([folder], old, again=True).ok
    with Store.open(old, EMBEDDER) as store:
        facts = {f.id for f in store.facts()}
        kept = [asdict(row) for row in store.states().values()]
        gone = [asdict(v.row) for v in store.vanished()]
        assert {row["fact_id"] for row in kept} <= facts
        moved = [i for i in held["states"] if i not in facts]
        assert moved, "or nothing was carried by matching"
        told = [(r["state"], r["by"], r["at"], r["note"]) for r in kept + gone]
        quiet = ("不适用", "待确认")
        for said in [*held["states"].values(), *held["vanished"]]:
            row = (said["state"], said["by"], said["at"], said["note"])
            assert row in told or said["state"] in quiet
        assert len(kept) >= 0.95 * len(held["states"])
        assert all(row["flag"] for row in gone), "it is said why they are gone"
