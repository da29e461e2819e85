"""Damaged and hostile files: each is one outcome with reason and remedy, and none harms the rest."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from eval.bench import damage, damaged, hostile
from eval.bench.hostile_pdf import pdfs
from ingest.chunk import LONGEST_ROW
from ingest.discover import find_files
from ingest.load.markdown import strip_markup
from ingest.load.pairs import cut_pairs
from ingest.pipeline import Job, hash_file, read

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


def test_the_same_seed_makes_the_same_files() -> None:
    first, again = (dict(damage.damaged(CORPUS)) for _ in range(2))
    assert first == again and len(first) > 200
    assert dict(damage.damaged(CORPUS, seed=8)) != first


def test_a_small_run_harms_nothing() -> None:
    """The bench in small: every ninth damaged file, and the hostile ones that are quick to make."""
    files = [
        *islice(damage.damaged(CORPUS), 0, None, 9),
        *islice(hostile.hostile(scale=0.002), 0, None, 6),
        ("坏字节\udcff.txt", "9月底前完成。".encode()),
    ]
    figures = damaged.take_in(files)
    assert figures["violations"] == [] and figures["files"] >= 30
    assert figures["stopped"] == []
    assert {"indexed", "failed", "needs_ocr", "empty", "unsupported"} <= figures.keys()


@pytest.mark.slow
def test_the_whole_bench() -> None:
    assert damaged.run(CORPUS)["violations"] == []


def test_a_file_name_that_is_no_utf8_has_a_storable_source(tmp_path: Path) -> None:
    path = tmp_path / "坏字节\udcff.txt"
    try:
        path.write_text("9月底前完成。", encoding="utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this system allows no such name")
    assert [source for _, source in find_files([tmp_path])] == ["坏字节\ufffd.txt"]
    assert [source for _, source in find_files([path])] == ["坏字节\ufffd.txt"]


def test_a_huge_cell_is_cut_into_chunks_that_tile_it(tmp_path: Path) -> None:
    path = tmp_path / "大格.docx"
    long = "学校应当加强管理。" * 3000
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>" for t in ("甲", long))
    path.write_bytes(hostile.package(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"))
    reading = read(Job(path, path.name, hash_file(path)))
    assert max(len(chunk.text) for chunk in reading.chunks) <= LONGEST_ROW
    assert "".join(chunk.text for chunk in reading.chunks) == reading.document.text


def test_a_very_long_paragraph_gives_all_its_facts(tmp_path: Path) -> None:
    path = tmp_path / "长.txt"
    path.write_text("2026年底前，新增学位3000个。" * 300, encoding="utf-8")
    reading = read(Job(path, path.name, hash_file(path)))
    assert sum(fact.kind == "target" for fact in reading.facts) == 300


def test_marks_that_are_never_closed_cost_one_pass() -> None:
    assert cut_pairs("a<!--b-->c<!--d", "<!--", "-->") == ("ac<!--d", ["b"])
    assert cut_pairs("<%" * 200_000, "<%", "%>")[1] == []
    assert strip_markup("[" * 100_000 + "甲") == "[" * 100_000 + "甲"


def test_pages_that_cannot_be_opened_are_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "缺页.pdf"
    path.write_bytes(dict(pdfs(lambda number: 2))["缺页"])
    (warning,) = read(Job(path, path.name, hash_file(path))).warnings
    assert "2 页已损坏" in warning and "第 2、3 页" in warning


def test_the_made_pdf_is_sound(tmp_path: Path) -> None:
    path = tmp_path / "完好.pdf"
    path.write_bytes(dict(pdfs(lambda number: 2))["完好"])
    assert "3000 places" in read(Job(path, path.name, hash_file(path))).document.text
