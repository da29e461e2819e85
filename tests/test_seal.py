"""The check sums of a dense index: damage is seen, and what Chroma makes anew by itself is no damage."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.store import seal


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """The folder of one collection, sealed, without rows in its graph."""
    folder = tmp_path / "0f3c"
    folder.mkdir()
    for name in ("header.bin", "length.bin", "data_level0.bin"):
        (folder / name).write_bytes(bytes(100))
    seal.write(tmp_path)
    return folder


@pytest.mark.parametrize("rows", [False, True])
def test_only_an_empty_graph_may_be_made_anew(graph: Path, rows: bool) -> None:
    if rows:
        (graph / seal.ROWS).write_bytes(b"rows")
        seal.write(graph.parent)
    (graph / "length.bin").write_bytes(b"\x07" * 100)
    assert seal.broken(graph.parent) == ("0f3c/length.bin" if rows else "")


def test_damage_of_an_empty_graph_is_seen(graph: Path) -> None:
    (graph / "header.bin").write_bytes(b"\x07" * 100)
    assert seal.broken(graph.parent) == "0f3c/header.bin"


def test_a_cut_file_is_seen(graph: Path) -> None:
    (graph / "length.bin").write_bytes(bytes(40))
    assert seal.broken(graph.parent) == "0f3c/length.bin"


def test_a_missing_file_is_seen(graph: Path) -> None:
    (graph / "data_level0.bin").unlink()
    assert seal.broken(graph.parent) == "0f3c/data_level0.bin"
