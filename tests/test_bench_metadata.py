from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from eval.__main__ import main
from eval.bench.metadata import FIELDS, GOLD, half_of, matches, run
from ingest.errors import SettingsError
from ingest.records import Metadata

LAW = "# 澄州市校车条例\n\n第一条　甲。\n\n第二条　本条例自2026年3月1日起施行。\n"


def test_the_bench_counts_what_is_right_and_lists_what_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "条例.md").write_text(LAW, encoding="utf-8")
    right = {"title": "澄州市校车条例", "kind": "条例", "number": None, "effective": "2026-03-01"}
    gold = tmp_path / "gold.yaml"
    wrong = {"条例.md": {**right, "place": "别处市", "issued": [None, "2026-01-01"]}}
    gold.write_text(yaml.safe_dump(wrong), encoding="utf-8")
    assert main(["bench", "metadata", str(tmp_path), str(gold)]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert figures["accuracy"]["title"] == "1.000 (1/1)"
    assert figures["accuracy"]["all"] == "0.833 (5/6)"
    assert [(w["field"], w["gold"], w["read"]) for w in figures["wrong"]] == [
        ("place", "别处市", "澄州市")
    ]


def test_a_folder_without_gold_values_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "无人读过.md").write_text(LAW, encoding="utf-8")
    assert "skipped" in run(tmp_path)


def test_a_gold_file_that_is_missing_or_broken_is_named(tmp_path: Path) -> None:
    (tmp_path / "条例.md").write_text(LAW, encoding="utf-8")
    for name, text in (("没有.yaml", None), ("坏.yaml", "[1, 2")):
        if text is not None:
            (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(SettingsError, match=name):
            run(tmp_path, tmp_path / name)


@pytest.mark.parametrize(
    "wanted, got, good",
    [
        ("青教〔2026〕3号", "青教〔2026〕3号", True),
        ("国务院令第1号", "中华人民共和国国务院令第1号", True),
        ("乙局、甲局", "甲局、乙局", True),
        (["甲", "乙"], "乙", True),
        (None, "", True),
        (None, "甲", False),
        (2025, 2026, False),
    ],
)
def test_values_are_compared_as_people_would(wanted: object, got: object, good: bool) -> None:
    assert matches(wanted, got) is good


def test_gold_files_hold_fields_of_the_metadata_and_both_halves() -> None:
    names = set(Metadata.__dataclass_fields__)
    assert set(FIELDS) <= names
    files = sorted(GOLD.glob("metadata-*.yaml"))
    rows = {k: v for file in files for k, v in yaml.safe_load(file.read_text("utf-8")).items()}
    assert len(rows) >= 90
    assert all(set(fields) <= set(FIELDS) for fields in rows.values())
    assert min(sum(half_of(n) == h for n in rows) for h in ("dev", "held-out")) >= 40
