"""Another embedding model for a library that stands: vectors are made anew, kept apart, and never mixed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from model_server import ModelServer, embeddings, model_server
from store_fakes import FUNDING, SAFETY, HashEmbedder, put

from assistant import PolicyAssistant
from assistant.__main__ import main as ask_main
from assistant.finding import hits
from assistant.library import Library
from ingest import pipeline
from ingest.__main__ import main
from ingest.errors import EmbeddingError
from ingest.remote import Patience
from ingest.settings import Settings
from ingest.store import missing
from ingest.store.store import Store

MANY = [f"第{n}项：学校应当完成第{n}号工作，由第{n}科负责。" for n in range(300)]
QUESTION = "第7项：学校应当完成第7号工作，由第7科负责。"


class Failing(HashEmbedder):
    """Works for so many texts, then fails."""

    def __init__(self, name: str, works_for: int) -> None:
        super().__init__(name)
        self.works_for = works_for

    def embed(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        if len(self.seen) + len(texts) > self.works_for:
            raise EmbeddingError("http://server 没有回答。", "请检查。")
        return super().embed(texts, query=query)


@pytest.fixture
def held(settings: Settings) -> Settings:
    """A library of 304 passages with the vectors of model ``one``."""
    with Store.open(settings, HashEmbedder("one")) as store:
        put(store, "工作.txt", MANY)
        put(store, "经费.txt", FUNDING)
        put(store, "安全.txt", SAFETY)
        store.catch_up()
    return settings


def vector(embedder: HashEmbedder, text: str) -> np.ndarray:
    return HashEmbedder(embedder.name).embed(["一、重点任务\n" + text + "\n"])[0]


def test_the_new_model_embeds_everything_with_progress(held: Settings) -> None:
    told: list[tuple[int, int]] = []
    two = HashEmbedder("two")
    with Store.open(held, two) as store:
        assert store.vector_state().missing == store.vectors_missing() == 304
        store.fill_vectors(lambda done, total: told.append((done, total)))
        assert store.vectors_missing() == 0 and len(two.seen) == 304
        best = store.search_dense(vector(two, QUESTION), 1)
        assert store.chunk(best[0][0]).text.strip() == QUESTION and best[0][1] > 0.99
        report = store.check()
    assert told[0] == (0, 304) and told[-1] == (304, 304) and len(told) > 2
    assert report.ok, report
    assert report.model == "two" and report.vectors == {"one": 304, "two": 304}


def test_switching_back_embeds_nothing(held: Settings) -> None:
    with Store.open(held, HashEmbedder("two")) as store:
        store.fill_vectors()
    one = HashEmbedder("one")
    with Store.open(held, one) as store:
        store.fill_vectors()
        assert store.search_dense(vector(one, QUESTION), 1)[0][1] > 0.99
        assert store.check().ok
    assert one.seen == []


def test_progress_is_logged_where_nobody_else_tells_it(
    held: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with Store.open(held, HashEmbedder("two")) as store:
        store.fill_vectors()
    assert "计算向量：0/304 段" in caplog.text and "304/304 段" in caplog.text


@pytest.mark.parametrize("works_for", [0, 150])
def test_what_was_made_before_a_failure_is_kept(
    held: Settings,
    works_for: int,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(missing, "COUNTED_EVERY", 0.0)
    monkeypatch.setattr(missing, "LARGEST_BATCH", 64)
    failing = Failing("two", works_for)
    with Store.open(held, failing) as store:
        for _ in range(2):
            with pytest.raises(EmbeddingError):
                store.fill_vectors()
        assert caplog.text.count("向量没有算完") == 1, "said once"
        state = store.vector_state()
        kept = 128 if works_for else 0
        assert (state.done, state.total) == (kept, 304) and "没有回答" in state.error
        report = store.check()
        assert not report.ok and report.vectors == {"one": 304} | ({"two": kept} if kept else {})
        assert any(f"还有 {304 - kept} 段" in problem for problem in report.problems)
    two = HashEmbedder("two")
    with Store.open(held, two) as store:
        store.catch_up()
        assert len(two.seen) == 304 - kept
        assert store.check().ok, store.check()


def test_half_the_vectors_help_without_harm(
    held: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What has a vector is found by it; what has none yet is judged by its words alone."""
    monkeypatch.setattr(missing, "COUNTED_EVERY", 0.0)
    monkeypatch.setattr(missing, "LARGEST_BATCH", 64)
    failing = Failing("two", 150)
    with Store.open(held, failing) as store:
        with pytest.raises(EmbeddingError):
            store.fill_vectors()
        chunks = store.chunks()
        held_ids = [c.id for c in chunks if np.any(store.chunk_vectors([c.id]))]
        without = [c.id for c in chunks if c.id not in set(held_ids)]
        asked = vector(failing, store.chunk(held_ids[5]).text.strip())
        assert store.search_dense(asked, 1)[0][0] == held_ids[5]
        assert {i for i, _ in store.search_dense(asked, 400)} == set(held_ids), "one model only"
        scores = store.dense_scores(asked, [*held_ids[:9], *without[:3]])
        mean = np.mean([scores[i] for i in held_ids[:9]])
        assert all(scores[i] == pytest.approx(mean) for i in without[:3])
        library = Library(store, HashEmbedder("two"))
        for chunk in (store.chunk(without[0]), store.chunk(held_ids[5])):
            (found,) = hits(library, chunk.text, library.in_scope(), 1)
            assert found.chunk.id == chunk.id
        assert f"128/{304} 段" in library.notice()


def test_vectors_that_come_while_a_search_is_open_are_found(held: Settings) -> None:
    two = HashEmbedder("two")
    with Store.open(held, two) as store:
        assert store.search_dense(vector(two, QUESTION), 5) == []
        with Store.open(held, HashEmbedder("two")) as other:
            other.fill_vectors()
        store._indexes.missing._counted = None  # two seconds later
        assert len(store.search_dense(vector(two, QUESTION), 5)) == 5


def test_nobody_embeds_what_another_process_is_embedding(held: Settings) -> None:
    two = HashEmbedder("two")
    with Store.open(held, two) as store, FileLock(held.data_dir / "embedding.lock"):
        store.fill_vectors()
        assert two.seen == [] and store.vectors_missing() == 304


def test_documents_can_be_written_while_vectors_are_made(held: Settings) -> None:
    """The writer's lock is free meanwhile, and what was removed in between gets no vector."""
    seen: list[int] = []
    with Store.open(held, HashEmbedder("two")) as store:

        def tell(done: int, total: int) -> None:
            if not seen:
                with Store.open(held, HashEmbedder("one")) as other:
                    put(other, "新.txt", ["新来的一段文字。"])
                    other.remove(next(d.id for d in other.documents() if d.source == "工作.txt"))
            seen.append(done)

        store.fill_vectors(tell)
        store._indexes.missing._counted = None
        assert store.vectors_missing() == 1
        store.catch_up()
        report = store.check()
    assert report.ok and report.vectors["two"] == 5


def test_a_stop_ends_it_between_batches(held: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "LARGEST_BATCH", 64)
    two = HashEmbedder("two")
    with Store.open(held, two) as store:
        store.fill_vectors(stopped=lambda: len(two.seen) >= 64)
        assert len(two.seen) == 64 and store.vectors_missing() == 240


# --- through the doors, with a server ----------------------------------------------------------


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as server:
        yield server


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that fails is given up at once."""
    patience = Patience(seconds=2, attempt=0.4, tries=2, pause=0.01)
    for name in ("BULK", "QUESTION"):
        monkeypatch.setattr(f"ingest.embedding.endpoint.{name}", patience)


def with_server(server: ModelServer, data: Path) -> Settings:
    env = {"EMBEDDING_BASE_URL": server.url, "EMBEDDING_MODEL": "bge-m3"}
    return Settings.from_env(data_dir=data, env=env)


@pytest.fixture
def filled(plan: Path, settings: Settings) -> Settings:
    """A library with the bundled model."""
    pipeline.ingest_paths([plan], settings)
    return settings


def test_opening_with_a_server_embeds_and_answers(filled: Settings, server: ModelServer) -> None:
    with PolicyAssistant.open(with_server(server, filled.data_dir)) as assistant:
        assert assistant.vectors() is None
        answer = assistant.ask("初中生均公用经费是多少？")
        assert "900" in answer.text and not any("向量" in note for note in answer.notes)
        assert assistant.search("新教师岗前培训")[0].score > 0
    count = len(server.asked)
    with PolicyAssistant.open(with_server(server, filled.data_dir)):
        assert len(server.asked) == count, "nothing is embedded again, not even a probe"


def test_a_server_that_fails_leaves_search_by_words_and_says_so(
    filled: Settings, server: ModelServer, quick: None, caplog: pytest.LogCaptureFixture
) -> None:
    server.answers = [lambda body: (200, embeddings(body))]  # the probe
    server.always = lambda body: (503, {"error": {"message": "starting"}})
    with PolicyAssistant.open(with_server(server, filled.data_dir)) as assistant:
        began = time.monotonic()
        answers = [assistant.ask("初中生均公用经费是多少？") for _ in range(3)]
        assert all("900" in answer.text for answer in answers)
        assert all(any("503" in note for note in answer.notes) for answer in answers)
        assert time.monotonic() - began < 12, "not every question waits for the server"
        assert assistant.checklist() and assistant.documents()
        state = assistant.vectors()
        assert state is not None and "503" in state.error
    assert caplog.text.count("只按字面检索：") == 1


def test_a_new_file_is_taken_in_while_the_server_is_away(
    filled: Settings,
    server: ModelServer,
    quick: None,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    asked = with_server(server, filled.data_dir)
    server.answers = [lambda body: (200, embeddings(body))]
    server.always = lambda body: (500, b"")
    files = []
    for number in range(3):
        files.append(tmp_path / f"通知{number}.txt")
        files[-1].write_text(f"一、校车{number}号检查\n9月{number + 1}日前完成检查。\n", "utf-8")
    report = pipeline.ingest_paths(files, asked)
    assert report.ok and all(outcome.facts for outcome in report.outcomes)
    assert caplog.text.count("没有向量") == 1, "said once, tried once"
    server.always = lambda body: None
    steps: list[str] = []
    again = pipeline.ingest_paths(files, asked, progress=lambda *step: steps.append(step[3]))
    assert len(again.unchanged) == 3
    assert any(step.startswith("向量 ") for step in steps)
    with pipeline.open_store(asked) as store:
        assert store.vectors_missing() == 0 and store.check().ok


def test_the_app_makes_vectors_behind_its_page(
    filled: Settings, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ingest.pipeline.filling.LOOK_SECONDS", 0.05)
    monkeypatch.setattr("ingest.pipeline.filling.RETRY_SECONDS", 0.05)
    monkeypatch.setattr(missing, "COUNTED_EVERY", 0.0)
    asked = with_server(server, filled.data_dir)
    with PolicyAssistant.open(asked, embed=False) as assistant:
        assert assistant.vectors() is not None
        assert any("计算向量" in n for n in assistant.ask("新教师培训由谁负责？").notes)
        server.answers = [(400, {"message": "not yet"})]
        with pipeline.filling_vectors(assistant.store):
            end = time.monotonic() + 10
            while assistant.vectors() is not None and time.monotonic() < end:
                time.sleep(0.02)
        assert assistant.vectors() is None
        assert not any("计算向量" in n for n in assistant.ask("新教师培训由谁负责？").notes)


def test_the_command_line_goes_on_without_the_server(
    filled: Settings,
    quick: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setenv("EMBEDDING_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("EMBEDDING_MODEL", "bge-m3")
    data = ["--data", str(filled.data_dir)]
    assert main(["list", *data]) == 0
    assert main(["facts", *data]) == 0
    assert ask_main(["checklist", *data]) == 0
    capsys.readouterr()
    assert ask_main(["ask", "初中生均公用经费是多少？", *data]) == 0
    said = capsys.readouterr().out
    assert "900" in said and "无法连接" in said
    assert main(["check", *data]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["model"].startswith("bge-m3@") and any("向量" in p for p in report["problems"])
    assert main(["rebuild", *data]) == 2, "the lexical index is built, the error is told"
    assert "EMBEDDING_BASE_URL" in capsys.readouterr().err
    assert "EMBEDDING_BASE_URL" in caplog.text


def test_nobody_waits_for_vectors_to_mark_a_row(
    filled: Settings, server: ModelServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMBEDDING_BASE_URL", server.url)
    monkeypatch.setenv("EMBEDDING_MODEL", "bge-m3")
    assert ask_main(["checklist", "--data", str(filled.data_dir)]) == 0
    assert server.texts == ["教育政策"], "the probe alone"
