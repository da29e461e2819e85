from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import settings as settings_of
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable
from store_fakes import (
    EMBEDDER,
    FUNDING,
    SAFETY,
    HashEmbedder,
    make_deadline,
    make_document,
    make_target,
    put,
    to_version_2,
    to_version_6,
)

from ingest.errors import LibraryError, UnknownId
from ingest.records import (
    Deadline,
    Fact,
    FactTime,
    FileOutcome,
    Metadata,
    PartialDate,
    Place,
    Removed,
    Section,
    Span,
    Table,
    TableCell,
    Target,
    last_day,
)
from ingest.settings import Settings
from ingest.store import codec
from ingest.store.database import SCHEMA_VERSION, Database
from ingest.store.store import Store
from ingest.store.tables import metadata


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings, EMBEDDER) as opened:
        yield opened


def test_what_is_put_comes_back_as_it_was(store: Store) -> None:
    document, chunks = make_document("甲/经费.docx", FUNDING)
    document = replace(
        document,
        tables=(Table(0, 4, (TableCell(0, 0, 0, 2), TableCell(0, 1, 3, 4)), 1, Span(0, 2)),),
        places=(Place(0, 2, 1, (1.5, 2.0, 3.0, 4.25)),),
        removed=(Removed("— 3 —", "页码", 3),),
    )
    metadata = Metadata(
        "通知", "教育局", "云教〔2025〕3号", PartialDate(2025, 2, 3), plan_year=2025
    )
    sections = (Section(0, 4, 1, "一", "重点", ("重点",), Span(0, 2)),)
    facts = (
        make_target(document, "初中生均900元", "900元", "900"),
        make_deadline(document, "九月召开课后服务现场会", "九月", 9, "召开课后服务现场会"),
    )
    vectors = EMBEDDER.embed([c.embed_text for c in chunks])
    version = store.put(document, metadata, sections, chunks, vectors, facts, original=b"PK")
    assert version == 1
    assert store.document(document.id) == document
    assert store.metadata(document.id) == metadata
    assert store.sections(document.id) == sections
    assert store.chunks() == store.chunks(document_id=document.id) == chunks
    assert store.chunk_ids() == tuple(chunk.id for chunk in chunks)
    assert store.facts() == facts
    assert store.facts(kind="deadline") == facts[1:] and store.fact(facts[0].id) == facts[0]
    assert store.original(document.id) == b"PK"
    assert np.allclose(store.chunk_vectors([c.id for c in chunks]), vectors, atol=1e-3)
    assert store.neighbours(chunks[0].id) == chunks[1:]
    asked = [chunks[1].id, "无", chunks[0].id]
    assert [c.id for c in store.chunks(asked)] == [chunks[1].id, chunks[0].id]
    row = store.documents()[0]
    assert (row.id, row.pages, row.chunks, row.facts, row.sample) == (document.id, 1, 2, 2, False)
    assert store.unchanged("甲/经费.docx", document.sha256) == row
    assert store.unchanged("甲/经费.docx", "0") is None


def test_both_searches_find_what_was_put(store: Store) -> None:
    put(store, "经费.txt", FUNDING, title="经费通知")
    safety = put(store, "安全.txt", SAFETY)
    store.catch_up()
    assert store.chunk(store.search_lexical("初中经费 900 元", 1)[0][0]).text.startswith("初中生均")
    question = EMBEDDER.embed(["一、重点任务\n每学期开展两次消防演练。"])[0]
    best, cosine = store.search_dense(question, 3)[0]
    assert "消防" in store.chunk(best).text and cosine == pytest.approx(1, abs=1e-3)
    hits = store.search_dense(question, 9, documents=[safety.id])
    assert {store.chunk(i).document_id for i, _ in hits} == {safety.id} and len(hits) == 2
    hits = store.search_lexical("学期", 9, documents={safety.id})
    assert {store.chunk(i).document_id for i, _ in hits} == {safety.id}
    assert store.search_dense(question, 9, documents=[]) == []
    assert store.search_lexical("学期", 9, documents=[]) == []
    assert store.check().ok, store.check()


def test_scores_of_given_chunks_are_those_of_the_search(store: Store) -> None:
    put(store, "经费.txt", FUNDING)
    put(store, "安全.txt", SAFETY)
    question = EMBEDDER.embed(["初中生均"])[0]
    ids = [chunk.id for chunk in store.chunks()]
    dense = dict(store.search_dense(question, 9))
    assert store.dense_scores(question, ids) == pytest.approx(dense, abs=1e-5)
    lexical = dict(store.search_lexical("初中学期", 9))
    assert 0 < len(lexical) < 4
    expected = {i: lexical.get(i, 0.0) for i in ids}
    assert store.lexical_scores("初中学期", ids) == pytest.approx(expected)
    assert store.lexical_scores("初中", []) == {} and store.dense_scores(question, []) == {}


def test_a_new_version_replaces_the_old_one_everywhere(store: Store) -> None:
    old = put(store, "经费.txt", FUNDING)
    store.catch_up()
    new, chunks = make_document("经费.txt", [FUNDING[0].replace("900", "950"), *SAFETY])
    vectors = store.vectors_for([c.embed_text for c in chunks])
    assert store.put(new, Metadata("新"), (), chunks, vectors, (), original=b"new") == 2
    assert [d.id for d in store.documents()] == [new.id]
    assert store.chunks() == chunks
    texts = [store.chunk(i).text for i, _ in store.search_lexical("初中生均 900 元", 9)]
    assert not any("900" in t for t in texts) and any("950" in t for t in texts)
    assert {i for i, _ in store.search_dense(vectors[0], 9)} == {c.id for c in chunks}
    assert store.document(old.id) == old, "old citations can still be shown"
    assert store.original(old.id) == old.text.encode()
    assert store.check().ok, store.check()
    assert put(store, "经费.txt", FUNDING) == old, "the first text again is a third version"
    assert store.documents()[0].version == 3
    put(store, "经费.txt", FUNDING)
    assert store.documents()[0].version == 3, "the same text read again is no new version"


def test_texts_that_are_known_are_not_embedded_again(settings: Settings) -> None:
    embedder = HashEmbedder()
    with Store.open(settings, embedder) as store:
        put(store, "经费.txt", FUNDING)
        put(store, "经费.txt", [SAFETY[0], *FUNDING])
        store.rebuild()
    assert len(embedder.seen) == 3
    other = HashEmbedder("another model")
    with Store.open(settings, other) as store:
        store.fill_vectors()
        question = other.embed(["一、重点任务\n" + SAFETY[0] + "\n"])[0]
        best = store.search_dense(question, 1)[0]
        assert store.chunk(best[0]).text == SAFETY[0] + "\n" and best[1] > 0.99
        assert store.check().ok, store.check()
    with Store.open(settings, embedder) as store:
        assert store.check().ok, "the first model's vectors and collection are still there"
        assert len(embedder.seen) == 3


def test_removing_takes_a_document_out_of_everything(store: Store, settings: Settings) -> None:
    document = put(store, "经费.txt", FUNDING)
    put(store, "经费.txt", [*FUNDING, SAFETY[0]])
    kept = put(store, "安全.txt", SAFETY)
    store.catch_up()
    gone = store.remove(store.documents()[1].id)
    store.forget_removed([gone])
    assert [d.id for d in store.documents()] == [kept.id]
    assert {c.document_id for c in store.chunks()} == {kept.id}
    assert {i for i, _ in store.search_lexical("初中生均", 9)} <= {c.id for c in store.chunks()}
    with pytest.raises(UnknownId):
        store.document(document.id)
    files = [p for p in settings.originals_dir.rglob("*") if p.is_file()]
    assert [p.read_bytes() for p in files] == [kept.text.encode()]
    with sqlite3.connect(settings.data_dir / "library.sqlite3") as plain:
        assert plain.execute("select count(*) from vectors").fetchone() == (2,)
    plain.close()
    store.catch_up()
    assert store.check().ok, store.check()
    assert [o.source for o in store.outcomes()] == ["安全.txt"]
    with pytest.raises(UnknownId, match="ingest list"):
        store.remove("unknown")


def test_rebuilding_sweeps_up_what_a_crash_left(store: Store, settings: Settings) -> None:
    document = put(store, "经费.txt", FUNDING)
    left = settings.originals_dir / "ab" / "abandoned.part"
    left.parent.mkdir(exist_ok=True)
    left.write_bytes(b"half a file")
    store.rebuild()
    assert not left.exists() and store.original(document.id) == document.text.encode()
    next(p for p in settings.originals_dir.rglob("*") if p.is_file()).unlink()
    assert any("原文件" in problem for problem in store.check().problems)


def test_outcomes_tell_of_every_file(store: Store) -> None:
    store.put_outcome(FileOutcome("图.png", "unsupported", reason="不支持", remedy="请转成 pdf"))
    store.put_outcome(FileOutcome("经费.txt", "failed", reason="坏", remedy="重新导出"))
    assert [(o.source, o.status) for o in store.outcomes()] == [
        ("图.png", "unsupported"),
        ("经费.txt", "failed"),
    ]
    document = put(store, "经费.txt", FUNDING, title="通知")
    outcome = store.outcomes()[1]
    assert (outcome.status, outcome.id, outcome.title) == ("indexed", document.id, "通知")
    store.update_metadata(document.id, Metadata("改过的标题"))
    assert store.outcomes()[1].title == "改过的标题"
    store.put_outcome(FileOutcome("经费.txt", "failed", reason="坏", remedy="重新导出"))
    outcome = store.outcomes()[1]
    assert (outcome.status, outcome.id, outcome.version) == ("failed", document.id, 1)
    assert store.unchanged("经费.txt", document.sha256)
    assert store.outcomes()[1].status == "indexed", "the good bytes are back"
    store.remove("图.png")
    assert [o.source for o in store.outcomes()] == ["经费.txt"]


def test_samples_go_together(store: Store) -> None:
    assert not store.has_ever_held_documents()
    put(store, "示例.txt", SAFETY, sample=True)
    store.put_outcome(FileOutcome("示例扫描.pdf", "needs_ocr"), sample=True)
    store.put_outcome(FileOutcome("示例扫描.pdf", "needs_ocr", reason="再读一次"))
    real = put(store, "经费.txt", FUNDING)
    assert [d.source for d in store.documents(samples=True)] == ["示例.txt"]
    assert [d.id for d in store.documents(samples=False)] == [real.id]
    store.drop_samples()
    assert [d.id for d in store.documents()] == [real.id]
    assert [o.source for o in store.outcomes()] == ["经费.txt"]
    store.remove(real.id)
    assert store.has_ever_held_documents()


def test_a_new_title_is_found(store: Store) -> None:
    document = put(store, "a.txt", SAFETY, title="旧题")
    store.catch_up()
    assert not store.search_lexical("近视", 3)
    store.update_metadata(document.id, Metadata("近视防控", plan_year=2026))
    assert len(store.search_lexical("近视", 3)) == 2
    with pytest.raises(UnknownId):
        store.update_metadata("unknown", Metadata())


def test_what_is_remembered_never_outlives_a_change(store: Store) -> None:
    document, chunks = make_document("经费.txt", FUNDING)
    fact = make_target(document, "初中生均900元", "900元", "900")
    vectors = store.vectors_for([c.embed_text for c in chunks])
    store.put(document, Metadata(), (), chunks, vectors, [fact], original=None)
    assert store.facts() is store.facts() and store.facts(kind="deadline") == ()
    assert store.document(document.id) is store.document(document.id)
    better = replace(fact, scope="全区初中")
    store.update_metadata(document.id, Metadata(plan_year=2025), facts=[better])
    assert store.facts() == store.facts(document_id=document.id) == (better,)
    again = replace(document, removed=(Removed("页码", "页码"),))
    store.put(again, Metadata(), (), chunks, vectors, [], original=None)
    assert store.document(document.id) == again and store.facts() == ()
    store.remove(document.id)
    with pytest.raises(UnknownId):
        store.document(document.id)


def test_conversations_feedback_and_refusals_are_kept(settings: Settings) -> None:
    with Store.open(settings, EMBEDDER) as store:
        store.save_message("甲", "user", "初中多少？")
        answer = store.save_message("甲", "assistant", "900元[1]", '{"citations": []}')
        store.save_message("乙", "user", "别人的")
        store.add_feedback("甲", "down", "不完整", message_id=answer)
        store.log_unanswered("海宁市呢？", "库中没有海宁市的文件")
    with Store.open(settings, EMBEDDER) as store:
        said = store.messages("甲")
        assert [(m.role, m.text) for m in said] == [
            ("user", "初中多少？"),
            ("assistant", "900元[1]"),
        ]
        assert said[1].payload == '{"citations": []}' and said[1].id == answer
        assert store.messages("丙") == ()
        store.forget_conversation("乙")
        assert store.messages("乙") == ()
        assert store.feedback()[0].message_id == answer
        assert store.unanswered()[0].reason == "库中没有海宁市的文件"


def test_an_empty_library_answers_with_nothing(store: Store) -> None:
    assert store.search_lexical("经费", 5) == [] and store.documents() == ()
    assert store.search_dense(EMBEDDER.embed(["经费"])[0], 5) == []
    store.catch_up()
    assert store.search_dense(EMBEDDER.embed(["经费"])[0], 5) == []
    assert store.check().ok, store.check()


def test_a_text_without_words_does_no_harm(store: Store) -> None:
    put(store, "空.txt", ["x", "x", "x"])
    put(store, "经费.txt", FUNDING)
    document, chunks = make_document("零.txt", ["。"])
    store.put(document, Metadata(), (), chunks, np.zeros((1, 16)), (), original=None)
    store.catch_up()
    assert store.original(document.id) is None
    assert len(store.search_dense(EMBEDDER.embed(["初中"])[0], 20)) == 5
    assert store.check().ok, store.check()


def test_threads_read_while_one_writes(store: Store) -> None:
    errors: list[BaseException] = []
    stop = threading.Event()

    def read() -> None:
        try:
            while not stop.is_set():
                for chunk_id, _ in store.search_lexical("学期", 5):
                    store.chunks([chunk_id])
                store.search_dense(EMBEDDER.embed(["学期"])[0], 5)
                store.documents()
        except BaseException as error:
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    with store.writing():
        for number in range(8):
            put(store, f"{number % 3}.txt", [*SAFETY, f"第{number}学期"])
            store.set_state(*_state_of(store, number))
        store.catch_up()
    stop.set()
    for reader in readers:
        reader.join()
    assert not errors, errors
    assert store.check().ok, store.check()


def _state_of(store: Store, number: int) -> tuple[str, str]:
    document, chunks = make_document("f.txt", [f"初中生均{number}元"])
    fact = make_target(document, f"初中生均{number}元", f"{number}元", str(number))
    vectors = store.vectors_for([c.embed_text for c in chunks])
    store.put(document, Metadata(), (), chunks, vectors, [fact], original=None)
    return fact.id, "进行中"


# --- the database -----------------------------------------------------------------------------


def test_an_older_database_is_brought_forward(settings: Settings) -> None:
    Store.open(settings, EMBEDDER).close()
    database = Database(settings)
    done: list[int] = []
    newest = SCHEMA_VERSION

    def second(connection: sa.Connection) -> None:
        connection.execute(sa.text("alter table documents add column reviewed text"))
        done.append(2)

    database.prepare({newest + 1: second, newest + 2: lambda connection: done.append(3)})
    database.prepare({newest + 1: second, newest + 2: lambda connection: done.append(3)})
    assert done == [2, 3]
    database.close()
    with pytest.raises(LibraryError, match="更新版本"):
        Store.open(settings, EMBEDDER)


def test_a_library_of_the_first_version_gets_the_queue_of_scans(settings: Settings) -> None:
    with Store.open(settings, EMBEDDER) as store:
        document = put(store, "a.txt", SAFETY)
        store.update_metadata(document.id, Metadata(title="校车", plan_year=2026))
    database = Database(settings)
    with database.write() as connection:
        to_version_2(connection)
        connection.execute(sa.text("drop table scans"))
        added = "alter table documents add column plan_year_edited boolean not null default 1"
        connection.execute(sa.text(added))
        connection.execute(sa.text("update meta set value = '1' where key = 'schema_version'"))
    database.close()
    with Store.open(settings, EMBEDDER) as store:
        known = store.documents()[0].metadata
        assert (known.title, known.plan_year, known.edited) == ("校车", 2026, ("plan_year",))
        assert store.scans.waiting() == ()


def test_a_library_of_version_6_keeps_what_was_said_and_names_its_conversations(
    settings: Settings,
) -> None:
    with Store.open(settings, EMBEDDER) as store:
        fact_id, state = _state_of(store, 900)
        store.set_state(fact_id, state, "王老师", "已发通知")
        for role, words in (
            ("user", "  校车\n何时检查？ "),
            ("assistant", "9月。"),
            ("user", "谁？"),
        ):
            store.save_message("k1", role, words)
        store.save_message("k2", "assistant", "没有问题的一段")
        store.add_feedback("k1", "down", "不对")
        told = tuple(replace(entry, batch="") for entry in store.history(fact_id))
        before = store.states(), told, store.messages("k1"), store.feedback()
    database = Database(settings)
    with database.write() as connection:
        to_version_6(connection)
    database.close()
    with Store.open(settings, EMBEDDER) as store:
        after = store.states(), store.history(fact_id), store.messages("k1"), store.feedback()
        assert after == before
        with store._database.read() as connection:
            assert schema_of(connection) == schema_of_metadata()
            rows = connection.execute(sa.select(metadata.tables["conversations"])).all()
        first, second = sorted(rows, key=lambda row: row.id)
        assert (first.id, first.browser, first.title) == ("k1", "k1", "校车 何时检查？")
        said = store.messages("k1")
        assert (first.created_at, first.updated_at) == (said[0].at, said[-1].at)
        assert (second.id, second.title, second.deleted_at) == ("k2", "", None)


def schema_of(connection: sa.Connection) -> dict[str, tuple[list[str], list[str]]]:
    inspector = sa.inspect(connection)
    return {
        name: (
            sorted(column["name"] for column in inspector.get_columns(name)),
            sorted(index["name"] or "" for index in inspector.get_indexes(name)),
        )
        for name in inspector.get_table_names()
    }


def schema_of_metadata() -> dict[str, tuple[list[str], list[str]]]:
    return {
        table.name: (sorted(table.columns.keys()), sorted(str(i.name) for i in table.indexes))
        for table in metadata.sorted_tables
    }


def test_the_schema_is_not_sqlites_own() -> None:
    """PostgreSQL's dialect takes every table; its driver comes later."""
    for table in metadata.sorted_tables:
        statement = str(CreateTable(table).compile(dialect=postgresql.dialect()))
        assert statement.strip().startswith("CREATE TABLE")
        assert all(column.type is not None for column in table.columns)


def test_a_migration_that_fails_changes_nothing(settings: Settings) -> None:
    Store.open(settings, EMBEDDER).close()
    database = Database(settings)

    def breaks(connection: sa.Connection) -> None:
        connection.execute(sa.text("create table half (id integer)"))
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        database.prepare({SCHEMA_VERSION + 1: breaks})
    with database.read() as connection:
        assert not sa.inspect(connection).has_table("half")
    database.close()
    Store.open(settings, EMBEDDER).close()


def test_a_damaged_database_is_named(settings: Settings) -> None:
    settings.data_dir.mkdir(parents=True)
    (settings.data_dir / "library.sqlite3").write_bytes(b"not a database at all" * 99)
    with pytest.raises(LibraryError, match=r"library\.sqlite3.*已损坏"):
        Store.open(settings, EMBEDDER)


def test_a_folder_with_an_odd_name_is_no_trouble(tmp_path: Path) -> None:
    folder = Settings.from_env(data_dir=tmp_path / "资料 库 50%20#1", env={})
    with Store.open(folder, EMBEDDER) as store:
        put(store, "经费.txt", FUNDING)
        store.catch_up()
        assert store.check().ok
    assert (folder.data_dir / "library.sqlite3").is_file()


days = st.builds(
    lambda year, month, day: PartialDate(year, month, min(day, last_day(year, month))),
    st.none() | st.integers(1, 9999),
    st.integers(1, 12),
    st.integers(1, 31),
)


@given(st.builds(Metadata, issued=st.none() | days, replaces=st.tuples(st.text(), st.text())))
def test_records_survive_json(metadata: Metadata) -> None:
    assert codec.loads(Metadata, codec.dumps(metadata)) == metadata


numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3)
spans = st.builds(
    lambda start, more: Span(start, start + more), st.integers(0, 99), st.integers(0, 9)
)
times = st.builds(
    FactTime, st.text(), st.just(0), st.just(2), st.none() | days, st.none() | days,
    st.sampled_from(["in", "by"]), st.just("month"), st.booleans(),
)  # fmt: skip
targets = st.builds(
    Target, id=st.text(), document_id=st.text(), section=st.lists(st.text()).map(tuple),
    quote=st.text(), start=st.just(0), end=st.just(2), span=spans, indicator=st.text(),
    scope=st.text(), comparator=st.just("ge"), value=st.none() | numbers, unit=st.text(),
    raw=st.text(), value_from=st.none() | numbers, lo=st.none() | numbers, hi=st.none() | numbers,
    time=st.none() | times, owner=st.text(), context=st.lists(spans).map(tuple),
)  # fmt: skip
deadlines = st.builds(
    Deadline, id=st.text(), document_id=st.text(), section=st.just(()), quote=st.text(),
    start=st.just(0), end=st.just(2), span=spans, action=st.text(), owner=st.text(), time=times,
    context=st.lists(spans).map(tuple),
)  # fmt: skip


@settings_of(max_examples=40, deadline=None)
@given(targets | deadlines)
def test_facts_survive_json(fact: Fact) -> None:
    again = codec.loads_fact(codec.dumps(fact))
    assert again == fact and type(again) is type(fact)
    assert codec.dumps(again) == codec.dumps(fact)


def test_records_may_grow() -> None:
    assert codec.from_plain(Metadata, {"title": "旧", "unknown": 1}) == Metadata("旧")
