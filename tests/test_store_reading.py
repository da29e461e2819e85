"""What an open library shows after another one has changed it, what it remembers, and articles by number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from store_fakes import EMBEDDER, FUNDING, SAFETY, HashEmbedder, make_document, put, to_version_2

from assistant import PolicyAssistant, library
from ingest.grammar import article_number
from ingest.pipeline import ingest_paths, set_metadata
from ingest.records import Document, Metadata, Section, Span
from ingest.settings import Settings
from ingest.store import changes, recent
from ingest.store.database import Database
from ingest.store.recent import Recent
from ingest.store.store import Store

LAW = """\
云溪区课后服务管理办法（试行）

第一条 为规范课后服务，制定本办法。
第二条 课后服务坚持自愿原则，本办法自2020年1月1日起施行。
"""
NEW_LAW = (
    LAW.replace("（试行）", "").replace("2020", "2024")
    + "第三条 《云溪区课后服务管理办法（试行）》同时废止。\n"
)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    with Store.open(settings, EMBEDDER) as opened:
        yield opened


def head(store: Store) -> changes.Position:
    with store._database.read() as connection:
        return changes.head(connection)


# --- what another one has changed ---------------------------------------------------------------


def test_an_open_library_sees_what_another_one_wrote_of_a_document(
    store: Store, settings: Settings
) -> None:
    document = put(store, "安全.txt", SAFETY)
    store.catch_up()
    written = Metadata(title="安全.txt", place="云溪区", status="废止")
    assert store.documents()[0].metadata.place == ""
    before = head(store)
    embedder = HashEmbedder()
    with Store.open(settings, embedder) as other:
        other.update_metadata(document.id, written)
        other.catch_up()
    assert store.documents()[0].metadata == written
    assert head(store) == before and embedder.seen == [], "the indexes have nothing to do"


def test_an_open_library_counts_facts_as_another_one_edited_them(
    store: Store, settings: Settings
) -> None:
    document = put(store, "安全.txt", SAFETY)
    assert store.documents()[0].facts == 0
    with Store.open(settings, EMBEDDER) as other:
        other.add_fact(
            document.id, (0, 5), "target", {"indicator": "校车", "value": "2", "unit": "次"}
        )
    assert store.documents()[0].facts == 1


@pytest.mark.usefixtures("in_process")
def test_an_open_assistant_sees_that_a_document_was_replaced(
    settings: Settings, tmp_path: Path
) -> None:
    old, new = tmp_path / "办法（试行）.txt", tmp_path / "办法.txt"
    old.write_text(LAW, encoding="utf-8")
    new.write_text(NEW_LAW, encoding="utf-8")
    ingest_paths([old], settings)
    with PolicyAssistant.open(settings) as assistant:
        (before,) = assistant.documents()
        assert before.metadata.status == "现行"
        ingest_paths([new], settings, progress=lambda *stage: assistant.documents())
        now = {d.source: d.metadata.status for d in assistant.documents()}
        assert now == {old.name: "被替代", new.name: "现行"}
        set_metadata(settings, before.id, {"place": "丁州市戊区"})
        places = [d.metadata.place for d in assistant.documents() if d.id == before.id]
        assert places == ["丁州市戊区"]


# --- what is remembered -------------------------------------------------------------------------


def test_what_was_asked_for_longest_ago_is_forgotten(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent, "LIMIT", 2)
    loaded: list[str] = []

    def load(name: str) -> str:
        loaded.append(name)
        return name

    memory = Recent()
    with store._database.read() as connection:
        memory.documents(connection, lambda: load("list"))
        memory.get(connection, "facts", lambda: load("facts"), of_all=True)
        for name in ("a", "b", "a", "c", "a", "b"):
            memory.get(connection, name, lambda name=name: load(name))
        memory.documents(connection, lambda: load("list"))
        memory.get(connection, "facts", lambda: load("facts"), of_all=True)
    whole = ["list", "facts"]
    assert loaded == [*whole, "a", "b", "c", "b"], (
        "neither what is in use, nor what is of all, goes"
    )


def test_texts_are_held_up_to_a_number_of_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    class Shelf:
        def document(self, identity: str) -> Document:
            read.append(identity)
            return Document(identity, identity, "", "txt", "字" * (9 if identity == "long" else 2))

    monkeypatch.setattr(library, "CHARACTERS_KEPT", 6)
    held = library.Library(Shelf(), EMBEDDER)  # type: ignore[arg-type]
    for identity in ("a", "b", "c", "a", "b", "long", "long", "a"):
        assert held.document(identity).id == identity
    assert read == ["a", "b", "c", "long", "a"], (
        "six characters fit, and the newest whatever its length"
    )


# --- articles by number -------------------------------------------------------------------------


def test_articles_are_found_by_number(store: Store, settings: Settings) -> None:
    first = law(store, "甲.txt", ("第十条", "第十条之二", "第10条"))
    second = law(store, "乙.txt", ("第九条", "第十条"))
    assert numbers(store, "10") == {first.id: ["第十条", "第10条"], second.id: ["第十条"]}
    assert numbers(store, "10之二") == {first.id: ["第十条之二"]}
    assert numbers(store, "99") == numbers(store, "") == {}
    assert all(s in store.sections(d) for d, found in store.articles("10").items() for s in found)
    with Store.open(settings, EMBEDDER) as other:
        other.remove(second.id)
        law(other, "甲.txt", ("第十一条",))
    assert numbers(store, "10") == {}


def test_a_library_of_an_older_version_gets_its_articles(settings: Settings) -> None:
    with Store.open(settings, EMBEDDER) as store:
        document = law(store, "甲.txt", ("第九条", "第十条"))
    database = Database(settings)
    with database.write() as connection:
        to_version_2(connection)
        assert not sa.inspect(connection).has_table("articles")
    database.close()
    with Store.open(settings, EMBEDDER) as store:
        assert numbers(store, "10") == {document.id: ["第十条"]}


def test_article_numbers_are_read() -> None:
    read = {"第十条": "10", "第一百二十三条之一": "123之一", "第 7 条": "7", "一、": "", "": ""}
    assert {words: article_number(words) for words in read} == read


def numbers(store: Store, number: str) -> dict[str, list[str]]:
    return {d: [s.number for s in found] for d, found in store.articles(number).items()}


def law(store: Store, source: str, articles: tuple[str, ...]) -> Document:
    """A document whose sections are these articles and one heading of the same number."""
    document, chunks = make_document(source, [*articles, *FUNDING])
    sections = [Section(0, 1, 1, "十", "十", ("十",), Span(0, 1))]
    for number in articles:
        at = document.text.index(number)
        one = Section(at, at + len(number), 2, number, "", (number,), Span(at, at + len(number)))
        sections.append(replace(one, kind="article"))
    vectors = store.vectors_for([c.embed_text for c in chunks])
    store.put(document, Metadata(), sections, chunks, vectors, (), original=None)
    return document


def test_a_model_is_shown_by_its_name() -> None:
    from ingest.store.rows import VectorState

    names = {
        "bundled-256-f0521544": "bundled", "bge-m3@94beb9a7-1024-bdce9f85": "bge-m3",
        "BAAI/bge-small-zh-v1.5-512": "BAAI/bge-small-zh-v1.5", "hash": "hash",
    }  # fmt: skip
    assert {name: VectorState(name, 0, 1).label for name in names} == names
