"""LangExtract-shaped lines: its own reader opens them, and ours gives the same facts back."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from ingest.__main__ import main
from ingest.errors import DamagedFile
from ingest.pipeline import export_jsonl, ingest_paths, open_store
from ingest.pipeline.run import corpus_dir
from ingest.render.annotated import annotated_line, read_annotated
from ingest.settings import Settings

KEYS = {
    "extraction_class", "extraction_text", "char_interval", "alignment_status", "extraction_index",
    "group_index", "description", "attributes",
}  # fmt: skip
"""What LangExtract's Extraction takes; an unknown key makes its reader fail."""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings(data_dir=tmp_path_factory.mktemp("annotated") / "data")
    ingest_paths([corpus_dir()], settings, read_scans=False)
    return settings


@pytest.fixture(scope="module")
def exported(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("out") / "新 文件夹" / "标注.jsonl"
    assert main(["export", "--jsonl", str(path), "--data", str(settings.data_dir)]) == 0
    return path


def test_every_fact_comes_back_as_it_was(settings: Settings, exported: Path) -> None:
    lines = exported.read_text(encoding="utf-8").split("\n")
    assert lines.pop() == ""
    with open_store(settings) as store:
        documents = store.documents()
        assert len(lines) == len(documents) > 10
        for line, stored in zip(lines, documents, strict=True):
            read = read_annotated(line)
            assert (read.document_id, read.text) == (stored.id, store.document(stored.id).text)
            assert read.facts == store.facts(document_id=stored.id)


def test_the_shape_is_langextracts(exported: Path) -> None:
    kinds = set()
    for line in exported.read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        for index, found in enumerate(document["extractions"]):
            assert set(found) == KEYS and found["extraction_index"] == index
            place = found["char_interval"]
            words = document["text"][place["start_pos"] : place["end_pos"]]
            assert words == found["extraction_text"]
            told = found["attributes"]
            for value in told.values():
                assert isinstance(value, str) or all(isinstance(v, str) for v in value)
            own = document["text"][int(told["words_start"]) : int(told["words_end"])]
            assert own == told["words"]
            kinds.add(found["extraction_class"])
    assert kinds == {"target", "deadline"}


@pytest.mark.skipif(
    importlib.util.find_spec("langextract") is None,
    reason="langextract is not installed (pip install --target DIR langextract; PYTHONPATH=DIR)",
)
def test_langextract_opens_it(exported: Path) -> None:
    import langextract

    documents = list(langextract.io.load_annotated_documents_jsonl(exported, show_progress=False))
    lines = exported.read_text(encoding="utf-8").splitlines()
    assert len(documents) == len(lines)
    for document, line in zip(documents, lines, strict=True):
        facts = read_annotated(line).facts
        assert [e.extraction_text for e in document.extractions] == [f.quote for f in facts]
        assert all(e.alignment_status.value == "match_exact" for e in document.extractions)
    shown = langextract.visualize(documents[0])
    html = getattr(shown, "data", shown)
    for index in range(len(documents[0].extractions)):
        assert f'data-idx="{index}"' in html


def test_only_the_documents_asked_for(settings: Settings, tmp_path: Path) -> None:
    with open_store(settings) as store:
        chosen = [d.id for d in store.documents()][2:4]
        assert export_jsonl(store, tmp_path / "a.jsonl", [*chosen, chosen[0]]) == 2
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["document_id"] for line in lines] == chosen
    assert not list(tmp_path.glob("*.part"))


def test_a_line_that_was_changed_is_refused(settings: Settings) -> None:
    with open_store(settings) as store:
        stored = next(d for d in store.documents() if d.facts)
        facts = store.facts(document_id=stored.id)
        line = annotated_line(store.document(stored.id), stored.metadata, facts)
    moved = json.loads(line)
    moved["text"] = "　" + moved["text"]
    with pytest.raises(DamagedFile, match="不符"):
        read_annotated(json.dumps(moved))
    for bad in ("{}", "[]", "x", '{"document_id": "d", "text": "", "extractions": [{}]}'):
        with pytest.raises(DamagedFile, match="不是导出的标注"):
            read_annotated(bad)


def test_wrong_use_says_the_remedy(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data", str(settings.data_dir)]
    assert main(["export", *data]) == 2
    assert "--jsonl" in capsys.readouterr().err
    target = str(tmp_path / "a.jsonl")
    assert main(["export", "--jsonl", target, "--document", "nothing", *data]) == 2
    assert "nothing" in capsys.readouterr().err and not Path(target).exists()
    (tmp_path / "file").write_text("x")
    assert main(["export", "--html", str(tmp_path / "file"), *data]) == 2
    assert "写不进去" in capsys.readouterr().err
