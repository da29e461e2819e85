"""Two processes, a killed writer, damaged indexes: the library as it is really used."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from store_fakes import EMBEDDER, FUNDING, SAFETY, put

from ingest.errors import DamagedIndex, LibraryLocked
from ingest.settings import Settings
from ingest.store import lexical
from ingest.store.lexical import LexicalIndex
from ingest.store.store import Store
from ingest.store.vectors import VectorIndex

ROOT = Path(__file__).resolve().parent.parent


@contextmanager
def other_process(settings: Settings, code: str) -> Iterator[subprocess.Popen[str]]:
    """Runs code with an open ``store`` in another process; talk to it over its pipes."""
    head = """
        import os, signal, sys
        from pathlib import Path
        sys.path[:0] = [r"{root}", r"{tests}"]
        from ingest.settings import Settings
        from ingest.store.store import Store
        from store_fakes import EMBEDDER, FUNDING, SAFETY, put
        settings = Settings.from_env(data_dir=Path(sys.argv[1]), env={{}})
        store = Store.open(settings, EMBEDDER)
    """
    whole = textwrap.dedent(head).format(root=ROOT, tests=ROOT / "tests") + textwrap.dedent(code)
    with subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", whole, str(settings.data_dir)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def say(process: subprocess.Popen[str], line: str = "") -> None:
    assert process.stdin is not None
    process.stdin.write(line + "\n")
    process.stdin.flush()


def hear(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def question(text: str) -> np.ndarray:
    return EMBEDDER.embed(["一、重点任务\n" + text])[0]


WRITER = """
    put(store, "安全.txt", SAFETY)
    store.catch_up()
    print("written", flush=True)
    sys.stdin.readline()
    store.remove(next(d.id for d in store.documents() if d.source == "经费.txt"))
    store.catch_up()
    print("removed", flush=True)
    sys.stdin.readline()
    store.rebuild()
    print("rebuilt", flush=True)
    sys.stdin.readline()
"""


def test_a_reader_sees_what_another_process_wrote(settings: Settings) -> None:
    with Store.open(settings, EMBEDDER) as store:
        put(store, "经费.txt", FUNDING)
        store.catch_up()
        assert len(store.search_dense(question(SAFETY[1]), 9)) == 2
        assert not store.search_lexical("消防演练", 9)
        with other_process(settings, WRITER) as process:
            assert hear(process) == "written"
            best, cosine = store.search_dense(question(SAFETY[1]), 9)[0]
            assert "消防" in store.chunk(best).text and cosine > 0.99
            assert len(store.search_lexical("消防演练", 9)) == 1
            say(process)
            assert hear(process) == "removed"
            assert len(store.search_dense(question(FUNDING[0]), 9)) == 2
            assert not store.search_lexical("初中生均", 9)
            say(process)
            assert hear(process) == "rebuilt"
            assert len(store.search_dense(question(FUNDING[0]), 9)) == 2
            assert len(store.search_lexical("消防演练", 9)) == 1
        assert store.check().ok, store.check()


BUSY = """
    with store.writing():
        put(store, "安全.txt", [SAFETY[0], SAFETY[1] + "各校每月报送。"])
        print("half way", flush=True)
        sys.stdin.readline()
        store.catch_up()
    print("done", flush=True)
"""


def test_reading_never_waits_for_a_writer(settings: Settings) -> None:
    with Store.open(settings, EMBEDDER) as store:
        put(store, "经费.txt", FUNDING)
        put(store, "安全.txt", SAFETY)
        store.catch_up()
        mark = SAFETY[1] + "各校每月报送。"
        with other_process(settings, BUSY) as process:
            assert hear(process) == "half way"
            assert {d.source: d.version for d in store.documents()}["安全.txt"] == 2
            best, cosine = store.search_dense(question(mark), 9)[0]
            assert store.chunk(best).text == mark and cosine > 0.99, "the exact scan knows it"
            known = {c.id for c in store.chunks()}
            assert {i for i, _ in store.search_lexical("学期初中", 9)} <= known
            assert store.lexical_scores("初中", list(known))
            store.save_message("甲", "user", "写入时也能聊天")
            with pytest.raises(LibraryLocked, match=str(process.pid)):
                impatient = settings.model_copy(update={"lock_seconds": 0.05})
                with Store.open(impatient, EMBEDDER) as other, other.writing():
                    pass
            report = store.check()
            assert not report.ok and any("落后" in p for p in report.problems)
            say(process)
            assert hear(process) == "done"
        assert store.search_lexical("每月报送", 1)
        assert store.check().ok, store.check()


KILLED = """
    import {module} as module
    real = module.{name}
    def killed(*arguments, **options):
        {when}
        os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    module.{name} = killed
    put(store, "经费.txt", SAFETY)
    store.catch_up()
"""


@pytest.mark.parametrize(
    ("module", "name", "when", "version"),
    [
        ("ingest.store.outcomes", "put_outcome", "real(*arguments, **options)", 1),
        ("ingest.store.follow", "Indexes.catch_up", "pass", 2),
        ("ingest.store.lexical", "marker", "pass", 2),
        ("ingest.store.vectors", "VectorIndex._add", "real(*arguments, **options)", 2),
    ],
)
def test_a_killed_writer_leaves_the_old_or_the_new(
    settings: Settings, module: str, name: str, when: str, version: int
) -> None:
    with Store.open(settings, EMBEDDER) as store:
        for number in range(4):
            put(store, f"{number}.txt", [f"第{number}件事"])
        put(store, "经费.txt", FUNDING)
        store.catch_up()
    code = KILLED.format(module=module, name=name, when=when)
    with other_process(settings, code) as process:
        assert process.wait(60) != 0
    with Store.open(settings, EMBEDDER) as store:
        assert {d.source: d.version for d in store.documents()}["经费.txt"] == version
        texts = FUNDING if version == 1 else SAFETY
        hits = store.search_dense(question(texts[1]), 9)
        assert store.chunk(hits[0][0]).text == texts[1] and len(hits) == 6
        assert len(store.search_lexical(texts[1], 1)) == 1
        assert not store.search_lexical("消防" if version == 1 else "初中", 9)
        assert store.check().ok, store.check()


@pytest.mark.parametrize("seed", range(6))
def test_any_damaged_byte_is_survived(settings: Settings, seed: int) -> None:
    """One file of an index is cut or overwritten: the answers stay right, ``rebuild`` mends."""
    lines = [f"第{number}项工作" for number in range(1100)]  # enough for graph files on disk
    with Store.open(settings, EMBEDDER) as store:
        put(store, "工作.txt", lines)
        store.catch_up()
    folder = settings.lexical_dir if seed % 2 else settings.chroma_dir
    chance = random.Random(seed)
    files = sorted(p for p in folder.rglob("*") if p.is_file() and p.stat().st_size)
    victim = chance.choice(files)
    data = bytearray(victim.read_bytes())
    if seed < 3:
        del data[chance.randrange(len(data)) :]
    for _ in range(50 if data else 0):
        data[chance.randrange(len(data))] = chance.randrange(256)
    victim.write_bytes(data)
    with Store.open(settings, EMBEDDER) as store:
        text = lines[777]
        assert store.chunk(store.search_lexical(text, 1)[0][0]).text.strip() == text, victim
        hit = store.search_dense(question(text + "\n"), 1)[0]
        assert store.chunk(hit[0]).text.strip() == text, victim
        if not store.check().ok:
            store.rebuild()
        assert store.check().ok, (victim, store.check())


@pytest.mark.parametrize("what", ["folders", "chroma garbage", "graph"])
def test_damaged_indexes_mend_themselves(settings: Settings, what: str) -> None:
    with Store.open(settings, EMBEDDER) as store:
        put(store, "经费.txt", FUNDING)
        put(store, "安全.txt", SAFETY)
        store.catch_up()
    if what == "folders":
        shutil.rmtree(settings.chroma_dir)
        shutil.rmtree(settings.lexical_dir)
    if what == "chroma garbage":
        (settings.chroma_dir / "chroma.sqlite3").write_bytes(b"garbage" * 999)
    if what == "graph":
        for folder in [p for p in settings.chroma_dir.iterdir() if p.is_dir()]:
            shutil.rmtree(folder)
    with Store.open(settings, EMBEDDER) as store:
        assert store.chunk(store.search_dense(question(SAFETY[1]), 1)[0][0]).text == SAFETY[1]
        assert store.chunk(store.search_lexical("消防演练", 1)[0][0]).text == SAFETY[1]
        assert store.check().ok, store.check()


def test_a_check_reports_damage_and_leaves_it(settings: Settings) -> None:
    with Store.open(settings, EMBEDDER) as store:
        put(store, "经费.txt", FUNDING)
        store.catch_up()
        put(store, "安全.txt", SAFETY)
        assert store.check().ok, "an index that is only behind follows"
    shutil.rmtree(settings.chroma_dir)
    shutil.rmtree(settings.lexical_dir)
    with Store.open(settings, EMBEDDER) as store:
        for _ in range(2):
            report = store.check()
            assert not report.ok and all(index.problems for index in report.indexes)
        store.rebuild()
        assert store.check().ok, store.check()


def test_damaged_indexes_do_not_stop_a_reader_without_the_lock(settings: Settings) -> None:
    with Store.open(settings, EMBEDDER) as store:
        put(store, "安全.txt", SAFETY)
        store.catch_up()
    shutil.rmtree(settings.lexical_dir)
    (settings.chroma_dir / "chroma.sqlite3").write_bytes(b"garbage" * 999)
    with Store.open(settings, EMBEDDER) as writer, Store.open(settings, EMBEDDER) as store:
        with writer.writing():
            assert store.chunk(store.search_dense(question(SAFETY[1]), 1)[0][0]).text == SAFETY[1]
            assert store.chunk(store.search_lexical("消防演练", 1)[0][0]).text == SAFETY[1]
        assert not store.check().ok
        store.rebuild()
        assert store.check().ok, store.check()


def test_searching_goes_on_while_this_process_updates(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long catch-up in one thread (an upload) does not hold up a question in another."""
    reached, go_on = threading.Event(), threading.Event()
    real_add, real_entry = VectorIndex._add, lexical.entry

    def slowly(*arguments: object) -> None:
        reached.set()
        assert go_on.wait(30)

    def slow_add(self: VectorIndex, *arguments: Any) -> None:
        slowly()
        real_add(self, *arguments)

    def slow_entry(*arguments: Any) -> Any:
        slowly()
        return real_entry(*arguments)

    with Store.open(settings, EMBEDDER) as store:
        for number in range(4):
            put(store, f"{number}.txt", FUNDING)
        store.catch_up()
        put(store, "安全.txt", SAFETY)
        for owner, name, slow in ((VectorIndex, "_add", slow_add), (lexical, "entry", slow_entry)):
            with monkeypatch.context() as patch:
                patch.setattr(owner, name, slow)
                thread = threading.Thread(target=store.rebuild)
                thread.start()
                assert reached.wait(30)
                began = time.monotonic()
                hit = store.search_dense(question(SAFETY[1]), 1)[0]
                assert store.chunk(hit[0]).text == SAFETY[1]
                assert store.search_lexical("初中生均", 4)
                assert time.monotonic() - began < 5
                go_on.set()
                thread.join(30)
            reached.clear()
            go_on.clear()
        assert store.check().ok, store.check()


def test_an_index_that_cannot_be_mended_stops_nobody(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    calls: list[object] = []

    def broken(self: object, *arguments: object, **options: object) -> None:
        calls.append(self)
        raise DamagedIndex("磁盘坏了。")

    with Store.open(settings, EMBEDDER) as store:
        put(store, "安全.txt", SAFETY)
        monkeypatch.setattr(VectorIndex, "update", broken)
        monkeypatch.setattr(LexicalIndex, "update", broken)
        store.catch_up()
        assert "磁盘坏了" in caplog.text
        calls.clear()
        for _ in range(5):
            assert store.chunk(store.search_dense(question(SAFETY[1]), 1)[0][0]).text == SAFETY[1]
        assert len(calls) == 2, "tried once, and once more anew; not at every question"
        with pytest.raises(DamagedIndex):
            store.rebuild()


def test_a_restored_database_is_noticed(settings: Settings) -> None:
    """A backup from before: the same change numbers mean other documents now."""
    with Store.open(settings, EMBEDDER) as store:
        put(store, "经费.txt", FUNDING)
        store.catch_up()
    database = settings.data_dir / "library.sqlite3"
    backup = database.read_bytes()
    with Store.open(settings, EMBEDDER) as store:
        put(store, "安全.txt", SAFETY)
        store.catch_up()
    database.write_bytes(backup)
    with Store.open(settings, EMBEDDER) as store:
        put(store, "补录.txt", ["补录的一份文件"])
        assert not store.search_lexical("消防", 9)
        assert len(store.search_dense(question(SAFETY[1]), 9)) == 3
        assert store.check().ok, store.check()


def test_opening_is_light(settings: Settings) -> None:
    """Opening and reading SQL loads neither Chroma nor tantivy."""
    with Store.open(settings, EMBEDDER) as store:
        put(store, "经费.txt", FUNDING)
        store.catch_up()
    code = """
        store.documents(), store.facts(), store.states()
        print([m for m in ("chromadb", "tantivy") if m in sys.modules], flush=True)
    """
    with other_process(settings, code) as process:
        assert json.loads(hear(process).replace("'", '"')) == []
