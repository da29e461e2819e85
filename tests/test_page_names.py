"""Names of exported pages: readable, allowed everywhere, and never two documents in one file."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.pipeline import export_pages, ingest_paths, open_store
from ingest.render.page_names import page_names, safe_name
from ingest.settings import Settings


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("a/b/通知.docx", "通知.docx"), ("资料.zip\\内\\表.xlsx", "表.xlsx"), ("通知.html", "通知"),
        ('问?"<x>|*:.txt', "问___x____.txt"), ("CON.txt", "_CON.txt"), ("lpt1", "_lpt1"),
        ("a/. .", "_"), ("末尾点. ", "末尾点"), ("夹\x00带\n", "夹_带_"), ("..", "_"), ("", "_"),
        ("\u202egnp.txt", "_gnp.txt"),
    ],
)  # fmt: skip
def test_a_name_is_allowed_everywhere(source: str, name: str) -> None:
    assert safe_name(source) == name


def test_a_long_name_is_cut_and_stays_its_own() -> None:
    long = [f"{'关于教育工作的通知' * 20}{n}.docx" for n in (1, 2)]
    names = list(page_names(long).values())
    assert names[0] != names[1]
    assert all(len(n) <= 75 and len(n.encode()) < 250 for n in names)


def test_equal_names_are_told_apart_whichever_is_written() -> None:
    sources = ["甲/通知.docx", "乙/通知.docx", "通知.DOCX", "别的.txt"]
    names = page_names(sources)
    assert len({name.casefold() for name in names.values()}) == 4
    assert names["别的.txt"] == "别的.txt.html"
    assert names["甲/通知.docx"].startswith("通知.docx-")
    assert page_names(sources[::-1]) == names


@pytest.fixture
def two(tmp_path: Path, settings: Settings, in_process: None) -> Settings:
    for folder in ("甲", "乙"):
        path = tmp_path / "资料" / folder / "通知.txt"
        path.parent.mkdir(parents=True)
        path.write_text(f"{folder}区通知\n9月份，召开{folder}区现场会。\n", encoding="utf-8")
    ingest_paths([tmp_path / "资料"], settings)
    return settings


def test_no_page_replaces_another_documents_page(two: Settings, tmp_path: Path) -> None:
    out = tmp_path / "导出"
    with open_store(two) as store:
        first, second = store.documents()
        one, other = export_pages(store, out, [first.id]), export_pages(store, out, [second.id])
        assert one != other and export_pages(store, out) == [*one, *other]
    assert "甲区现场会" in (one[0].read_text("utf-8") + other[0].read_text("utf-8"))
    assert sorted(p.suffix for p in out.iterdir()) == [".html", ".html"]


def test_a_strangers_file_stays(
    tmp_path: Path, settings: Settings, plan: Path, in_process: None,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    ingest_paths([plan], settings)
    out = tmp_path / "导出"
    out.mkdir()
    mine = out / f"{plan.name}.html"
    mine.write_text("我的笔记", encoding="utf-8")
    command = ["export", "--html", str(out), "--data", str(settings.data_dir)]
    assert main(command) == 0 and main(command) == 0
    written = [Path(line) for line in capsys.readouterr().out.split("\n") if line]
    assert mine.read_text(encoding="utf-8") == "我的笔记"
    assert len(set(written)) == 1 and len(list(out.iterdir())) == 2
    mine.unlink()
    assert main(command) == 0
    assert mine.exists(), "the plain name is free again"
