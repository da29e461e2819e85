from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ingest.errors import DamagedIndex, SettingsError
from ingest.settings import Settings
from ingest.store import vectors as module
from ingest.store.changes import Position
from ingest.store.chroma import collection_name, where
from ingest.store.vectors import VectorIndex

DIMENSION = 8


def some(count: int, seed: int = 0) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, DIMENSION)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def rows(count: int, seed: int = 0) -> list[tuple[str, str, np.ndarray]]:
    return [(f"c{seed}-{i}", f"d{i % 3}", v) for i, v in enumerate(some(count, seed))]


@pytest.fixture
def index(settings: Settings) -> Iterator[VectorIndex]:
    made = VectorIndex(settings, "模型/a", DIMENSION)
    yield made
    made.close()


def test_names_that_chroma_takes() -> None:
    name = collection_name("BAAI/bge 中文", 512)
    assert name.isascii() and name.endswith("-512") and 3 <= len(name) <= 512
    assert name != collection_name("BAAI/bge 中文 2", 512)


def test_where_holds_one_operator() -> None:
    assert where(None) is None
    assert where(["a"]) == {"document_id": "a"}
    assert where({"b", "a"}) == {"document_id": {"$in": ["a", "b"]}}


def test_cosines_are_exact(index: VectorIndex) -> None:
    head = Position(1, "t")
    assert index.position(head) is None
    data = rows(40)
    index.update((), data, head, anew=True)
    assert index.position(head) == head and index.count() == 40
    question = some(1, 7)[0]
    expected = {i: float(v @ question) for i, _, v in data}
    hits = index.search(question, 10)
    assert [s for _, s in hits] == sorted((s for _, s in hits), reverse=True)
    assert dict(hits) == pytest.approx({i: expected[i] for i, _ in hits}, abs=1e-5)
    assert [i for i, _ in hits] == sorted(expected, key=lambda i: -expected[i])[:10]
    hits = index.search(question, 99, documents=["d1", "d2"])
    assert {i for i, _ in hits} == {i for i, d, _ in data if d != "d0"}
    assert index.search(question, 5, documents=["none"]) == []
    assert index.search(question, 0) == [] and index.search(question, 5, documents=[]) == []


def test_documents_are_replaced(index: VectorIndex) -> None:
    index.update((), rows(9), Position(1, "t"), anew=True)
    index.update(["d0", "never seen"], [("new", "d0", some(1, 3)[0])], Position(2, "u"))
    assert index.ids() == {"new"} | {i for i, d, _ in rows(9) if d != "d0"}
    assert index.position(Position(2, "u")) == Position(2, "u")
    index.update((), rows(2, 5), Position(3, "v"), anew=True)
    assert index.ids() == {"c5-0", "c5-1"}


def test_large_batches_and_pages(index: VectorIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BATCH", 7)
    monkeypatch.setattr(module, "PAGE", 6)
    index.update((), rows(30), Position(1, "t"), anew=True)
    assert index.ids() == {i for i, _, _ in rows(30)}


def test_a_zero_vector_is_left_out(index: VectorIndex) -> None:
    zero = np.zeros(DIMENSION, np.float32)
    index.update((), [("zero", "d", zero), *rows(3)], Position(1, "t"), anew=True)
    assert index.count() == 3


def test_two_models_never_mix(index: VectorIndex, settings: Settings) -> None:
    index.update((), rows(3), Position(1, "t"), anew=True)
    other = VectorIndex(settings, "模型/b", DIMENSION)
    assert other.position(Position(1, "t")) is None
    with pytest.raises(DamagedIndex, match="rebuild"):
        other.search(some(1)[0], 1)
    other.close()
    assert index.search(some(1)[0], 1)[0][0] == "c0-0"


def test_closing_one_leaves_the_other_open(index: VectorIndex, settings: Settings) -> None:
    index.update((), rows(3), Position(1, "t"), anew=True)
    other = VectorIndex(settings, "模型/a", DIMENSION)
    other.update((), rows(4, 2), Position(2, "u"))
    other.close()
    other.close()
    assert index.count() == 7
    assert index.position(Position(2, "u")) == Position(2, "u")
    assert index.search(some(4, 2)[3], 1)[0][0] == "c2-3"


def test_rows_that_cannot_be_found_are_noticed(settings: Settings) -> None:
    """The known silent loss: the graph's folder is gone, the count is right, queries find nothing."""
    index = VectorIndex(settings, "m", DIMENSION)
    data = rows(1200)
    index.update((), data, Position(1, "t"), anew=True)
    index.close()
    for folder in settings.chroma_dir.iterdir():
        if folder.is_dir():
            shutil.rmtree(folder)
    again = VectorIndex(settings, "m", DIMENSION)
    try:
        lost = again.unreachable([(i, v) for i, _, v in data[:5]])
    except DamagedIndex:
        lost = ["an error is as good"]
    assert lost
    try:
        again.update((), data, Position(2, "u"), anew=True)
    except DamagedIndex:
        again.update((), data, Position(2, "u"), anew=True)
    assert again.unreachable([(i, v) for i, _, v in data[::100]]) == []
    again.close()


@pytest.mark.parametrize("damage", [b"", b"garbage" * 2000])
def test_a_damaged_folder_is_an_error_with_a_remedy(settings: Settings, damage: bytes) -> None:
    index = VectorIndex(settings, "m", DIMENSION)
    index.update((), rows(3), Position(1, "t"), anew=True)
    index.close()
    for name in ("chroma.sqlite3-wal", "chroma.sqlite3-shm"):
        (settings.chroma_dir / name).unlink(missing_ok=True)
    (settings.chroma_dir / "chroma.sqlite3").write_bytes(damage)
    again = VectorIndex(settings, "m", DIMENSION)
    try:
        assert again.position(Position(1, "t")) is None
    except DamagedIndex as error:
        assert "rebuild" in error.remedy
    with pytest.raises(DamagedIndex):
        again.search(some(1)[0], 1)
    try:
        again.update((), rows(3), Position(1, "t"), anew=True)
    except DamagedIndex:  # the second time there is nothing left of the damage
        again.update((), rows(3), Position(1, "t"), anew=True)
    assert again.count() == 3
    again.close()


def test_a_wrong_address_names_the_setting(tmp_path: Path) -> None:
    settings = Settings.from_env(data_dir=tmp_path, env={"CHROMA_URL": "localhost:8000"})
    index = VectorIndex(settings, "m", DIMENSION)
    with pytest.raises(SettingsError, match="CHROMA_URL"):
        index.position(Position(1, "t"))
    index.close()


@pytest.mark.slow
def test_a_server_works_the_same(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).parent / "chroma"), "run", "--path", str(tmp_path)]
    with subprocess.Popen([*command, "--port", "8731"], stdout=subprocess.DEVNULL) as server:
        settings = Settings.from_env(
            data_dir=tmp_path / "d", env={"CHROMA_URL": "http://127.0.0.1:8731"}
        )
        index = VectorIndex(settings, "m", DIMENSION)
        for _ in range(50):
            try:
                assert index.position(Position(1, "t")) is None
                break
            except DamagedIndex:
                time.sleep(0.2)
        index.update((), rows(30), Position(1, "t"), anew=True)
        assert index.position(Position(1, "t")) == Position(1, "t")
        assert index.search(some(30)[4], 1)[0][0] == "c0-4"
        index.close()
        server.terminate()
