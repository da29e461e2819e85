"""The bench of retrieval's cost, on a sample small enough for every run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.__main__ import main
from eval.bench.retrieval import cost, cost_jobs, invented_text
from ingest.errors import SettingsError

SENTENCES = ("初中生均公用经费为900元。", "各校每月开展一次疏散演练；", "九月底前完成校车检测。")


def test_invented_passages_are_whole_sentences_and_always_the_same() -> None:
    first = list(invented_text.passages(SENTENCES, 20))
    assert first == list(invented_text.passages(SENTENCES, 20))
    assert first != list(invented_text.passages(SENTENCES, 20, seed=8))
    low, high = invented_text.LENGTHS
    assert all(low <= len(text) < high + max(map(len, SENTENCES)) for text in first)
    for text in first:
        for sentence in SENTENCES:
            text = text.replace(sentence, "")
        assert text == ""


def test_invented_questions_stand_in_a_sentence() -> None:
    asked = invented_text.questions(SENTENCES, 30)
    assert len(asked) == 30
    assert all(any(question in sentence for sentence in SENTENCES) for question in asked)


def test_sentences_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("安全方案\n" + "".join(SENTENCES) * 2, encoding="utf-8")
    (tmp_path / "b.png").write_bytes(b"\x89PNG")
    assert invented_text.sentences(tmp_path) == SENTENCES


def test_ratios_by_hand() -> None:
    one, other = {"a": 3.0, "b": {"c": 1.0}, "d": 1.0}, {"a": 2.0, "b": {"c": 400.0}, "d": 0.0}
    assert cost.ratios(one, other) == {"a": 1.5, "b": {"c": 0.0025}, "d": None}


def test_sizes() -> None:
    assert cost.parse_sizes("100,20") == (20, 100)
    for wrong in ("many", "0", ""):
        with pytest.raises(SettingsError, match="--sizes"):
            cost.parse_sizes(wrong)


def test_a_library_is_built_and_asked(tmp_path: Path) -> None:
    built = cost_jobs.index(tmp_path, SENTENCES, 60)
    assert built["seconds"] >= built["of_which_indexes_s"] > 0 and built["disk_mb"] > 0
    asked = cost_jobs.query(tmp_path, ["疏散演练", "校车检测"])
    assert all(asked[side]["p95_ms"] >= asked[side]["p50_ms"] > 0 for side in ("lexical", "fused"))


@pytest.mark.slow
def test_the_small_bert_has_the_shape_it_stands_for(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("transformers")
    assert cost_jobs._ids("你好")[::3] == [101, 102]
    assert len(cost_jobs._ids("长" * 2000)) == cost_jobs.LONGEST
    assert all(0 < i < cost_jobs.VOCABULARY for i in cost_jobs._ids("你好 hello"))
    monkeypatch.setattr(cost_jobs, "ROUNDS", 1)
    figures = cost_jobs.embed_bert(SENTENCES, SENTENCES)
    assert figures["texts_a_second"] > 0


@pytest.mark.slow
def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("安全方案\n" + "".join(SENTENCES), encoding="utf-8")
    assert main(["bench", "retrieval-cost", str(tmp_path), "--sizes", "50,100"]) == 0
    out, err = capsys.readouterr()
    figures = json.loads(out)
    assert set(figures["library"]) == {"50", "100"}
    assert figures["growth"]["50→100"]["index"]["disk_mb"] > 0
    assert figures["embedding"]["ours"]["peak_mb"] > 0
    assert "| ours |" in err and "| 100 |" in err
