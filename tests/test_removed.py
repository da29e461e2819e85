"""What is removed is kept for a month and comes back whole; reading again and stopping a run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from store_fakes import EMBEDDER
from test_store_edits import PLAN, add_places, put

from ingest import pipeline
from ingest.errors import SettingsError, UnknownId
from ingest.settings import Settings
from ingest.store import removed
from ingest.store.store import Store

COUNTED = ("seq", "at")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings, EMBEDDER) as opened:
        yield opened


def everything(settings: Settings) -> dict[str, Any]:
    """Every row of the library but those that only ever grow."""
    with sqlite3.connect(settings.data_dir / "library.sqlite3") as plain:
        names = {t.name for t in (*removed.BY_SOURCE, *removed.BY_DOCUMENT)} | {"vectors"}
        found = {
            name: sorted(map(repr, plain.execute(f'select * from "{name}"'))) for name in names
        }
    plain.close()
    return found


def talked_about(store: Store) -> tuple[Any, list[Any]]:
    """Two versions of a plan of which people have said all that can be said."""
    put(store, PLAN[:3])
    document, facts = put(store, PLAN)
    store.set_state(facts[0].id, "进行中", by="王老师", note="经费已下拨")
    store.correct(facts[0].id, {"value": "950", "owner": "财务科"}, "王老师", "看错了")
    store.reject(facts[1].id, "李科长", "重复")
    store.set_state(facts[2].id, "已完成", by="李科长")
    store.settle(store.review_queue()[0].id, "甲")
    add_places(store, document)
    return document, facts


def test_what_was_removed_comes_back_with_every_state_note_edit_and_version(
    store: Store, settings: Settings
) -> None:
    document, facts = talked_about(store)
    store.catch_up()
    before, history = everything(settings), store.history(facts[0].id)
    states, edits, shown = store.states(), store.edits(), store.facts(rejected=True)
    kept = store.remove(document.id, by="王老师", batch="b1")
    store.catch_up()
    assert store.facts() == () and store.states() == {} and not store.search_lexical("初中", 9)
    (line,) = store.removed()
    assert (line.id, line.source, line.by, line.batch) == (kept, "计划.txt", "王老师", "b1")
    assert line.states == len(states) and line.facts == len(store.removed()) * line.facts > 0
    assert store.restore(kept) == "计划.txt"
    store.catch_up()
    assert everything(settings) == before
    assert (store.states(), store.edits(), store.facts(rejected=True)) == (states, edits, shown)
    again = store.history(facts[0].id)
    assert again[: len(history)] == history, "nothing of the history is lost"
    assert [h.note for h in again[len(history) :]] == [
        "文件已移出资料库：计划.txt", "文件已恢复到资料库：计划.txt",
    ]  # fmt: skip
    assert len(store.versions.of(document.id)) == 2 and store.search_lexical("初中", 9)
    assert store.check().ok, store.check()
    assert store.removed() == ()
    with pytest.raises(UnknownId, match="已经恢复"):
        store.restore(kept)


def test_a_name_that_is_taken_again_is_not_overwritten(store: Store) -> None:
    document, _ = talked_about(store)
    kept = store.remove(document.id)
    put(store, ["9月召开现场会"])
    with pytest.raises(SettingsError, match="先移出"):
        store.restore(kept)
    store.remove(store.documents()[0].id)
    store.restore(kept)
    assert store.documents()[0].id == document.id


def test_after_a_month_it_is_gone_for_good(
    store: Store, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, _ = put(store, PLAN)
    kept = store.remove(document.id)
    assert store.forget_removed() == set() and len(store.removed()) == 1
    monkeypatch.setattr(removed, "DAYS", -1)
    assert store.forget_removed() == {document.sha256}
    assert store.removed() == () and everything(settings)["vectors"] == []
    with pytest.raises(UnknownId):
        store.restore(kept)


def test_the_file_itself_stays_until_then(plan: Path, settings: Settings, in_process: None) -> None:
    (outcome,) = pipeline.ingest_paths([plan], settings).outcomes
    kept = pipeline.remove(settings, outcome.id)
    with pipeline.open_store(settings) as store:
        store.rebuild()
        assert pipeline.restore(settings, [kept]) == (plan.name,)
        assert store.original(outcome.id) == plan.read_bytes()
        pipeline.restore(settings, ())
        gone = pipeline.remove(settings, outcome.id)
        store.forget_removed([gone])
        assert not [p for p in settings.originals_dir.rglob("*") if p.is_file()]


def test_samples_and_failed_files_come_back_too(
    tmp_path: Path, settings: Settings, in_process: None
) -> None:
    sample, broken = tmp_path / "示例.txt", tmp_path / "坏.docx"
    sample.write_text("青禾区校车工作通知\n一、9月1日前完成校车检查。\n", encoding="utf-8")
    broken.write_bytes(b"PK\x03\x04 nothing")
    pipeline.ingest_paths([sample, broken], settings, sample=True)
    kept = pipeline.remove_samples(settings, batch="b")
    with pipeline.open_store(settings) as store:
        assert store.outcomes() == () and {k.sample for k in store.removed()} == {True}
        pipeline.restore(settings, kept)
        assert {o.source for o in store.outcomes()} == {"示例.txt", "坏.docx"}
        assert [d.source for d in store.documents(samples=True)] == ["示例.txt"]


def test_reading_again_keeps_what_people_said(
    plan: Path, settings: Settings, in_process: None
) -> None:
    (outcome,) = pipeline.ingest_paths([plan], settings).outcomes
    with pipeline.open_store(settings) as store:
        fact = next(f for f in store.facts() if "9月" in f.quote)
        store.set_state(fact.id, "已完成", by="王老师")
        pipeline.set_metadata(settings, outcome.id, {"plan_year": 2031})
        steps: list[str] = []
        report = pipeline.read_again(
            settings, [outcome.id], progress=lambda done, total, source, stage: steps.append(stage)
        )
        assert [o.id for o in report.indexed] == [outcome.id] and "读取" in steps
        assert [row.state for row in store.states().values()] == ["已完成"]
        assert store.metadata(outcome.id).plan_year == 2031
        assert [d.version for d in store.documents()] == [1]
        assert pipeline.read_again(settings, []).outcomes == ()
    assert not list(settings.data_dir.glob("reading-again-*"))


def test_a_run_that_is_called_off_keeps_what_is_done(
    tmp_path: Path, settings: Settings, in_process: None
) -> None:
    folder = tmp_path / "资料"
    folder.mkdir()
    for n in range(4):
        (folder / f"{n}.txt").write_text(
            f"青禾区第{n}号通知\n一、9月{n + 1}日前完成检查。", encoding="utf-8"
        )
    taken: list[str] = []

    def tell(done: int, total: int, source: str, stage: str) -> None:
        if stage == "完成":
            taken.append(source)

    report = pipeline.ingest_paths(
        [folder], settings, progress=tell, stopped=lambda: len(taken) >= 2, gentle=True
    )
    assert [o.source for o in report.outcomes] == taken == ["0.txt", "1.txt"]
    with pipeline.open_store(settings) as store:
        assert {d.source for d in store.documents()} == set(taken)
        assert store.check().ok, store.check()


def test_the_command_line_removes_lists_and_restores(
    plan: Path, settings: Settings, in_process: None, capsys: pytest.CaptureFixture[str]
) -> None:
    from ingest.__main__ import main

    (outcome,) = pipeline.ingest_paths([plan], settings).outcomes
    data = ["--data", str(settings.data_dir)]
    assert main(["remove", outcome.id, *data]) == 0
    assert "python -m ingest restore 1" in capsys.readouterr().err
    assert main(["removed", "--json", *data]) == 0
    assert f'"source": "{plan.name}"' in capsys.readouterr().out
    assert main(["restore", "1", *data]) == 0
    assert capsys.readouterr().out.strip() == plan.name
    assert main(["restore", "1", *data]) == 2
