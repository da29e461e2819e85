from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import PLAN

from ingest.discover import find_files
from ingest.errors import SettingsError
from ingest.pipeline import (
    Job,
    Reading,
    add_samples,
    ingest_paths,
    open_store,
    remove,
    set_metadata,
)
from ingest.settings import Settings


def test_a_folder_walk_names_files_by_their_place(tmp_path: Path) -> None:
    for name in (
        "甲/计划.txt",
        "甲/~$计划.docx",
        ".git/x.txt",
        "README.md",
        "sources.csv",
        "乙.md",
        "README.docx",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("文", encoding="utf-8")
    assert [source for _, source in find_files([tmp_path])] == [
        "README.docx", "乙.md", "甲/计划.txt",
    ]  # fmt: skip
    assert [source for _, source in find_files([tmp_path / "README.md"])] == ["README.md"]
    with pytest.raises(SettingsError, match="找不到"):
        find_files([tmp_path / "无"])


def sources(*paths: Path | str) -> list[str]:
    return [source for _, source in find_files(paths)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("资料/计划.txt", "资料/甲/计划.txt", "资料/甲/表.csv", "资料/~$计划.txt", "资料/.x.txt",
                 "资料[1]/通知.txt", "资料/总结[定稿].txt"):  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("文", encoding="utf-8")
    return tmp_path


def test_patterns_are_read_where_the_shell_does_not(folder: Path) -> None:
    inside = folder / "资料"
    assert sources(inside / "*.txt") == ["总结[定稿].txt", "计划.txt"]
    assert sources(inside / "**" / "*.txt") == ["总结[定稿].txt", "甲/计划.txt", "计划.txt"]
    assert sources(inside / "甲" / "?划.txt") == ["计划.txt"]
    assert sorted(sources(inside / "*")) == sorted(sources(inside)), "folders are walked"
    assert sorted(sources(inside / "**")) == sorted(sources(inside))


def test_a_path_that_exists_is_no_pattern(folder: Path) -> None:
    assert sources(folder / "资料[1]") == ["通知.txt"]
    assert sources(folder / "资料[1]" / "*.txt") == ["通知.txt"]
    assert sources(folder / "资料" / "总结[定稿].txt") == ["总结[定稿].txt"]


def test_a_pattern_that_matches_nothing_is_named(folder: Path) -> None:
    for pattern in ("*.docx", ".*", "甲**.txt", "无/*.txt"):
        with pytest.raises(SettingsError) as caught:
            find_files([folder / "资料" / pattern])
        assert pattern in caught.value.reason and caught.value.remedy


def test_a_pattern_below_the_current_folder(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    assert sources("资料/*.txt") == ["总结[定稿].txt", "计划.txt"]
    assert sources("*/甲/*") == ["资料/甲/表.csv", "资料/甲/计划.txt"]


def test_two_files_of_one_name_are_both_taken(tmp_path: Path) -> None:
    for name in ("甲/附件1.txt", "乙/附件1.txt", "乙/下/附件1.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    first, second = tmp_path / "甲" / "附件1.txt", tmp_path / "乙" / "附件1.txt"
    named = [source for _, source in find_files([first, second, first])]
    assert named == ["附件1.txt", "乙/附件1.txt"]
    walked = {
        source: path.read_text("utf-8") for path, source in find_files([first, tmp_path / "乙"])
    }
    assert walked == {
        "附件1.txt": "甲/附件1.txt",
        "乙/附件1.txt": "乙/附件1.txt",
        "下/附件1.txt": "乙/下/附件1.txt",
    }


def test_a_run_takes_in_what_it_can_and_lists_the_rest(
    tmp_path: Path, plan: Path, settings: Settings
) -> None:
    (tmp_path / "空.txt").write_text("  \n", encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04 not a zip")
    (tmp_path / "包.rar").write_bytes(b"Rar!\x1a\x07\x01\x00")
    files = [plan, tmp_path / "空.txt", tmp_path / "坏.docx", tmp_path / "包.rar"]
    steps: list[tuple[int, int, str, str]] = []
    report = ingest_paths(files, settings, progress=lambda *step: steps.append(step))
    assert [o.status for o in report.outcomes] == ["indexed", "empty", "failed", "unsupported"]
    assert all(o.reason and o.remedy for o in report.failed)
    assert steps[-1][:2] == (4, 4)
    with open_store(settings) as store:
        assert {o.source for o in store.outcomes()} == {f.name for f in files}
        check = store.check()
        assert check.ok, check


def test_what_is_stored_points_into_the_text(plan: Path, settings: Settings) -> None:
    outcome = ingest_paths([plan], settings).outcomes[0]
    with open_store(settings) as store:
        text = store.document(outcome.id).text
        chunks = store.chunks(document_id=outcome.id)
        facts = store.facts(document_id=outcome.id)
        assert store.original(outcome.id) == PLAN.encode()
    assert "".join(c.text for c in chunks) == text
    assert all(text[c.start : c.end] == c.text for c in chunks)
    assert facts and all(text[f.start : f.end] == f.quote for f in facts)


def test_doing_it_twice_adds_nothing(plan: Path, settings: Settings) -> None:
    first = ingest_paths([plan], settings).outcomes[0]
    again = ingest_paths([plan], settings).outcomes[0]
    assert (again.id, again.version, again.changed) == (first.id, 1, False)
    with open_store(settings) as store:
        assert len(store.documents()) == 1
        assert len(store.facts()) == first.facts


def test_other_content_under_the_same_name_is_a_new_version(plan: Path, settings: Settings) -> None:
    ingest_paths([plan], settings)
    plan.write_text(PLAN.replace("900元", "950元"), encoding="utf-8")
    outcome = ingest_paths([plan], settings).outcomes[0]
    assert outcome.version == 2
    with open_store(settings) as store:
        assert [d.id for d in store.documents()] == [outcome.id]
        assert any("950元" in fact.quote for fact in store.facts())
        assert not any("900元" in fact.quote for fact in store.facts())


def test_editing_the_plan_year_resolves_the_facts_again(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "工作要点.txt"
    path.write_text(PLAN.replace("2025年", ""), encoding="utf-8")
    outcome = ingest_paths([path], settings).outcomes[0]

    def years() -> set[int | None]:
        with open_store(settings) as store:
            return {f.time.hi.year for f in store.facts(kind="deadline") if f.time and f.time.hi}

    assert years() == {None}
    set_metadata(settings, outcome.id, {"plan_year": 2026})
    assert years() == {2026}


def test_what_a_person_wrote_stays_when_the_file_is_read_again(
    plan: Path, settings: Settings
) -> None:
    outcome = ingest_paths([plan], settings).outcomes[0]
    set_metadata(settings, outcome.id, {"title": "改过的标题", "plan_year": 2031, "status": "现行"})
    ingest_paths([plan], settings, again=True)
    with open_store(settings) as store:
        metadata = store.metadata(outcome.id)
        assert (metadata.title, metadata.plan_year) == ("改过的标题", 2031)
        assert {f.time.hi.year for f in store.facts(kind="deadline") if f.time and f.time.hi} == {
            2031
        }
    ingest_paths([plan], settings, plan_year=2032)
    with open_store(settings) as store:
        metadata = store.metadata(outcome.id)
        assert (metadata.title, metadata.plan_year) == ("改过的标题", 2032), "the newer word"


def test_a_status_that_a_person_wrote_is_not_worked_out_again(
    tmp_path: Path, settings: Settings
) -> None:
    for name, text in (
        ("旧.txt", "青禾区校车管理办法\n青教〔2020〕3号\n第一条 校车须安装定位装置。\n"),
        ("新.txt", "青禾区接送管理办法\n第一条 本办法自2026年3月1日起施行，《青禾区校车管理办法》同时废止。\n"),
    ):  # fmt: skip
        (tmp_path / name).write_text(text, encoding="utf-8")
    report = ingest_paths([tmp_path / "旧.txt", tmp_path / "新.txt"], settings)
    old = report.outcomes[0].id

    def status() -> str:
        with open_store(settings) as store:
            return store.metadata(old).status

    assert status() == "被替代"
    set_metadata(settings, old, {"status": "现行"})
    ingest_paths([tmp_path / "新.txt"], settings, again=True)
    assert status() == "现行"


def test_removing_takes_a_document_out_of_everything(plan: Path, settings: Settings) -> None:
    outcome = ingest_paths([plan], settings).outcomes[0]
    remove(settings, outcome.id)
    with open_store(settings) as store:
        assert not store.documents() and not store.facts()
        assert not store.search_lexical("公用经费", 5)
        assert store.check().ok


def test_samples_come_only_into_a_library_that_never_held_a_document(
    plan: Path, settings: Settings
) -> None:
    outcome = ingest_paths([plan], settings).outcomes[0]
    assert add_samples(settings) is None
    remove(settings, outcome.id)
    assert add_samples(settings) is None


@pytest.mark.parametrize("gone", [True, False])
def test_a_file_that_goes_or_changes_while_it_is_read_costs_itself_alone(
    tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, gone: bool
) -> None:
    folder = tmp_path / "资料"
    folder.mkdir()
    for name in ("甲.txt", "乙.txt"):
        (folder / name).write_text(PLAN, encoding="utf-8")

    class Pool:
        """Reads here; 甲 is taken away or written anew behind it."""

        def __init__(self, settings: Settings, **more: object) -> None: ...

        def __enter__(self) -> Pool:
            return self

        def __exit__(self, *error: object) -> None: ...

        def map(
            self, function: Callable[[Job], Reading], jobs: list[Job], **told: object
        ) -> Iterator[tuple[int, Reading]]:
            results = [function(job) for job in jobs]
            if gone:
                (folder / "甲.txt").unlink()
            else:
                (folder / "甲.txt").write_text("另一份", encoding="utf-8")
            yield from enumerate(results)

    monkeypatch.setattr("ingest.pipeline.run.ParsePool", Pool)
    found = {o.source: o for o in ingest_paths([folder], settings).outcomes}
    assert found["乙.txt"].status == "indexed"
    assert found["甲.txt"].status == "failed" and found["甲.txt"].remedy
