"""What a new version of a document, or the document that follows it, changed in its facts."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from answer_library import NEW_MEASURE, OLD_MEASURE, PLAN_2024, PLAN_2025, PairEmbedder, add
from conftest import PLAN
from hypothesis import given
from hypothesis import settings as example_settings
from hypothesis import strategies as st
from store_fakes import make_document, make_target, to_version_2

from assistant import PolicyAssistant
from assistant.ui.documents import about
from assistant.ui.documents.changes import changed_facts
from assistant.ui.strings.words import Words
from ingest import pipeline
from ingest.__main__ import main
from ingest.errors import UnknownId
from ingest.pipeline import Job, read
from ingest.records import Fact, Metadata, PartialDate
from ingest.settings import Settings
from ingest.store.compare import compare, count
from ingest.store.predecessors import predecessor
from ingest.store.rows import StoredDocument
from ingest.store.store import Store
from ingest.store.versions import Changes, Version

UNHURRIED = example_settings(deadline=None, max_examples=40)
"""A whole pipeline runs in every example."""
BASE = PLAN_2025.rstrip("\n").split("\n")


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings, PairEmbedder()) as opened:
        yield opened


def facts_of(text: str) -> tuple[Fact, ...]:
    """Facts as the whole pipeline reads them from a text file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "要点.txt"
        path.write_text(text, encoding="utf-8")
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return read(Job(path, path.name, sha256)).facts


def put(store: Store, folder: Path, name: str, text: str) -> str:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return add(store, path)


# --- the comparison ---------------------------------------------------------------------------


def test_the_same_text_read_again_has_the_same_facts_and_no_change() -> None:
    once, again = facts_of(PLAN_2025), facts_of(PLAN_2025)
    assert len(once) > 8
    assert [f.id for f in once] == [f.id for f in again]
    assert compare(once, again) == ()


@UNHURRIED
@given(
    at=st.integers(min_value=3, max_value=len(BASE)),
    words=st.sampled_from(
        [
            "各校要高度重视，认真落实。",
            "全年建设校园书屋37个。",
            "11月底前，完成食堂改造验收，由后勤中心牵头。",
            "全县校车安装定位装置的比例达到93%以上。",
        ]
    ),
)
def test_a_paragraph_put_in_elsewhere_changes_nothing_but_its_own_facts(
    at: int, words: str
) -> None:
    text = "\n".join([*BASE[:at], words, *BASE[at:]])
    old, new = facts_of(PLAN_2025), facts_of(text)
    rows = compare(old, new)
    assert {row.kind for row in rows} <= {"added"}
    assert all(row.fact.quote in words for row in rows)
    assert len(rows) == len(new) - len(old)
    assert bool(rows) == any(c.isdigit() for c in words)


@UNHURRIED
@given(
    change=st.sampled_from(
        [("940元", "元"), ("720元", "元"), ("46%", "%"), ("120人次", "人次"), ("3200万元", "万元")]
    ),
    value=st.integers(min_value=11, max_value=99),
)
def test_one_other_value_is_one_changed_row(change: tuple[str, str], value: int) -> None:
    before, unit = change
    after = f"{value}{unit}"
    if after == before:
        return
    text = PLAN_2025.replace(before, after)
    rows = compare(facts_of(PLAN_2025), facts_of(text))
    assert [row.kind for row in rows] == ["changed"]
    assert before in rows[0].words and after in rows[0].words
    assert rows[0].before is not None and before in rows[0].before.quote
    assert rows[0].after is not None and after in rows[0].after.quote


def test_another_month_and_a_line_less_are_told_apart() -> None:
    text = PLAN_2025.replace("9月份，召开", "11月份，召开").replace(BASE[-1], "")
    rows = compare(facts_of(PLAN_2025), facts_of(text))
    assert [(r.kind, r.words) for r in rows] == [
        ("changed", "值已变化：9月份→11月份"), ("vanished", ""),
    ]  # fmt: skip
    assert rows[1].before is not None and "120人次" in rows[1].before.quote
    assert rows[1].after is None and count(rows) == (0, 1, 1)


def test_another_unit_that_answers_is_a_change() -> None:
    text = PLAN_2025.replace("由规划财务科牵头", "由基建科牵头")
    rows = compare(facts_of(PLAN_2025), facts_of(text))
    assert {row.kind for row in rows} == {"changed"}
    assert all(row.words == "责任单位已变化：规划财务科→基建科" for row in rows)


def test_the_same_month_of_the_next_plan_is_no_change() -> None:
    next_year = PLAN_2025.replace("2025", "2026")
    old, new = facts_of(PLAN_2025), facts_of(next_year)
    assert compare(old, new, years=1) == ()
    assert {row.kind for row in compare(old, new)} == {"changed"}, "told apart only by the year"


def test_the_29th_of_february_moves_to_a_year_without_one() -> None:
    document, _ = make_document("a", ["初中900元"])
    fact = make_target(document, "初中900元", "900元", "900")
    deadline = facts_of("教育局2024年工作要点\n\n一、工作\n2月29日前，完成排查。\n")[0]
    assert deadline.time is not None and deadline.time.hi == PartialDate(2024, 2, 29)
    later = replace(deadline, id="x", time=replace(deadline.time, hi=PartialDate(2025, 2, 28)))
    assert compare([fact, deadline], [fact, later], years=1) == ()


# --- versions in the library ------------------------------------------------------------------


def test_a_new_version_tells_what_it_changed(store: Store, tmp_path: Path) -> None:
    first = put(store, tmp_path / "f", "要点.txt", PLAN_2025)
    assert store.versions.changes(first) == ()
    second = put(store, tmp_path / "f", "要点.txt", PLAN_2025.replace("940元", "960元"))
    (changes,) = store.versions.changes(second)
    assert (changes.earlier.version, changes.later.version) == (1, 2)
    assert changes.same_source and changes.known and changes.counts == (0, 1, 0)
    row = changes.rows[0]
    assert row.before is not None and row.before.document_id == first
    text = store.document(first).text
    assert text[row.before.start : row.before.end] == row.before.quote
    assert [v.id for v in store.versions.of(first)] == [first, second]
    assert len(store.versions.facts(first) or ()) == len(store.facts())


def test_reading_a_version_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    put(store, tmp_path / "f", "要点.txt", PLAN_2025)
    text = PLAN_2025.replace("940元", "960元")
    second = put(store, tmp_path / "f", "要点.txt", text)
    before = store.versions.changes(second)
    assert put(store, tmp_path / "f", "要点.txt", text) == second
    assert store.versions.changes(second) == before


def test_a_text_that_comes_back_is_compared_with_the_one_between(
    store: Store, tmp_path: Path
) -> None:
    first = put(store, tmp_path / "f", "要点.txt", PLAN_2025)
    between = put(store, tmp_path / "f", "要点.txt", PLAN_2025.replace("940元", "960元"))
    assert put(store, tmp_path / "f", "要点.txt", PLAN_2025) == first
    (changes,) = store.versions.changes(first)
    assert (changes.earlier.id, changes.earlier.version, changes.later.version) == (between, 2, 3)
    assert changes.counts == (0, 1, 0)
    assert changes.rows[0].words == "值已变化：960元（2025年）→940元（2025年）"


def test_a_removed_document_takes_its_older_facts_along(store: Store, tmp_path: Path) -> None:
    first = put(store, tmp_path / "f", "要点.txt", PLAN_2025)
    second = put(store, tmp_path / "f", "要点.txt", PLAN_2025.replace("940元", "960元"))
    store.remove(second)
    with pytest.raises(UnknownId):
        store.versions.changes(first)
    with store._database.read() as connection:
        assert connection.execute(sa.text("select count(*) from earlier_facts")).scalar() == 0


def test_a_library_of_schema_2_says_that_older_facts_are_not_known(
    store: Store, settings: Settings, tmp_path: Path
) -> None:
    first = put(store, tmp_path / "f", "要点.txt", PLAN_2025)
    second = put(store, tmp_path / "f", "要点.txt", PLAN_2025.replace("940元", "960元"))
    with store._database.write() as connection:
        to_version_2(connection)
    store.close()
    with Store.open(settings, PairEmbedder()) as again:
        (changes,) = again.versions.changes(second)
        assert not changes.known and changes.rows == ()
        assert again.versions.facts(first) is None
        third = put(again, tmp_path / "f", "要点.txt", PLAN_2025.replace("940元", "970元"))
        assert again.versions.changes(third)[0].counts == (0, 1, 0)


def test_the_report_and_the_list_count_what_changed(
    plan: Path, settings: Settings, in_process: None, capsys: pytest.CaptureFixture[str]
) -> None:
    first = pipeline.ingest_paths([plan], settings).outcomes[0]
    assert (first.facts_added, first.facts_changed, first.facts_vanished) == (0, 0, 0)
    text = PLAN.replace("900元", "950元") + "4. 全年建设校园书屋37个。\n"
    plan.write_text(text, encoding="utf-8")
    outcome = pipeline.ingest_paths([plan], settings).outcomes[0]
    assert (outcome.facts_added, outcome.facts_changed, outcome.facts_vanished) == (1, 1, 0)
    data = ["--data", str(settings.data_dir)]
    assert main(["list", "--json", *data]) == 0
    assert json.loads(capsys.readouterr().out)["facts_added"] == 1
    assert main(["list", *data]) == 0
    assert "新增 1、变化 1、消失 0" in capsys.readouterr().out


# --- documents that follow others -------------------------------------------------------------


def test_a_measure_is_compared_with_its_trial_version(store: Store, tmp_path: Path) -> None:
    old = put(store, tmp_path / "f", "办法（试行）.txt", OLD_MEASURE)
    new = put(store, tmp_path / "f", "办法.txt", NEW_MEASURE)
    (changes,) = store.versions.changes(new)
    assert changes.earlier.id == old and not changes.same_source
    assert any("120元" in row.words and "150元" in row.words for row in changes.rows)
    assert store.versions.changes(old) == ()


def test_a_plan_is_compared_with_last_years(store: Store, tmp_path: Path) -> None:
    old = put(store, tmp_path / "f", "2024.txt", PLAN_2024)
    new = put(store, tmp_path / "f", "2025.txt", PLAN_2025)
    (changes,) = store.versions.changes(new)
    assert changes.earlier.id == old
    changed = {row.words for row in changes.rows if row.kind == "changed"}
    assert any("860元" in words and "940元" in words for words in changed)
    assert store.versions.between(old, new) == changes


def stored(identity: str, **known: object) -> StoredDocument:
    metadata = replace(Metadata(place="临溪县", kind="工作要点"), **known)  # type: ignore[arg-type]
    return StoredDocument(identity, identity, "", 1, "txt", metadata, 1, 1, 1, False, "")


def test_what_a_document_follows() -> None:
    first = stored("a", title="临溪县教育局2023年工作要点", plan_year=2023)
    second = stored("b", title="临溪县教育局2024年工作要点", plan_year=2024)
    third = stored("c", title="临溪县教育局2025年工作要点", plan_year=2025)
    elsewhere = replace(second, id="d", metadata=replace(second.metadata, place="云溪区"))
    other = stored("e", title="临溪县教育局2024年工作总结", plan_year=2024, kind="工作总结")
    assert predecessor(third, [first, second, third, elsewhere, other]) == second
    assert predecessor(first, [first, second, third]) is None
    assert predecessor(third, [third, elsewhere, other]) is None
    twin = replace(second, id="f")
    assert predecessor(third, [first, second, twin, third]) is None, "one of two is a guess"


def test_what_it_says_that_it_replaces_comes_first() -> None:
    measure = stored(
        "n", title="临溪县研学管理办法", kind="办法", replaces=("临教规〔2021〕2号",),
        issued=PartialDate(2024, 5, 1),
    )  # fmt: skip
    old = stored("o", title="临溪县研学旅行暂行规定", kind="规定", number="临教规〔2021〕2号")
    near = stored(
        "p", title="临溪县研学管理办法（试行）", kind="办法", issued=PartialDate(2020, 1, 1)
    )
    assert predecessor(measure, [old, near, measure]) == old
    unsaid = replace(measure, metadata=replace(measure.metadata, replaces=()))
    assert predecessor(unsaid, [old, near, unsaid]) == near


# --- command line and page --------------------------------------------------------------------


def test_changes_on_the_command_line(
    tmp_path: Path, settings: Settings, in_process: None, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name, text in {"2024.txt": PLAN_2024, "2025.txt": PLAN_2025}.items():
        (folder / name).write_text(text, encoding="utf-8")
    pipeline.ingest_paths(sorted(folder.glob("*.txt")), settings)
    data = ["--data", str(settings.data_dir)]
    assert main(["changes", *data]) == 0
    out = capsys.readouterr().out
    assert "临溪县教育局2025年工作要点" in out and "860元" in out and "940元" in out
    assert main(["changes", "2024.txt", "2025.txt", "--json", *data]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    changed = next(r for r in rows if r["kind"] == "changed" and "940元" in r["words"])
    assert (changed["before"]["value"], changed["after"]["value"]) == ("860", "940")
    assert changed["before"]["source"] == "2024.txt" and changed["section"]
    assert {r["kind"] for r in rows} == {"added", "changed", "vanished"}
    assert main(["changes", "2024.txt", *data]) == 0
    assert capsys.readouterr().out == "", "it follows nothing"
    assert main(["changes", "nowhere", *data]) == 2
    assert main(["changes", "a", "b", "c", *data]) == 2


@pytest.mark.parametrize("language, head", [("zh", "新增 0、变化 1、消失 0"), ("en", "1 changed")])
def test_the_panel_shows_both_words(
    plan: Path, settings: Settings, in_process: None, language: str, head: str
) -> None:
    pipeline.ingest_paths([plan], settings)
    plan.write_text(PLAN.replace("900元", "950元"), encoding="utf-8")
    pipeline.ingest_paths([plan], settings)
    with PolicyAssistant.open(settings) as assistant:
        document = assistant.documents()[0]
        html = about.insides(assistant, document.id, Words(language))  # type: ignore[arg-type]
        earlier = assistant.changes(document.id)[0].earlier.id
        assert assistant.changes("gone") == ()
    assert head in html and "900元" in html and "950元" in html
    assert f"/documents/{earlier}/view" in html and f"/documents/{document.id}/view" in html


def test_the_panel_escapes_the_documents_words() -> None:
    document, _ = make_document("a", ["初中<生均>900元"])
    fact = make_target(document, "初中<生均>900元", "900元", "900")
    version = Version("a", "a<b>.txt", 1, True, Metadata())
    html = changed_facts(Changes(version, version, compare([], [fact])), Words("zh"))
    assert "&lt;生均&gt;" in html and "<生均>" not in html
    followed = Changes(replace(version, source="c<d>.txt"), version, ())
    assert "c&lt;d&gt;.txt" in changed_facts(followed, Words("zh"))
    unknown = changed_facts(Changes(version, version, (), known=False), Words("zh"))
    assert "没有保留" in unknown and "新增" not in unknown
