"""Gold facts and the bench over them, on figures worked out by hand."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from eval.__main__ import main
from eval.bench import facts, facts_agreement
from eval.bench.fact_checks import checks, same_numbers, same_unit
from eval.bench.fact_marks import Told, char_f1, mark
from eval.bench.fact_report import figures
from eval.gold_facts.files import load_gold
from eval.gold_facts.lines import read_fact
from eval.gold_facts.pack import pack, packed
from eval.gold_facts.place import FlatText, place
from eval.gold_facts.records import GoldDocument, PlacedFact
from ingest.errors import DamagedFile, NeedsOcr, SettingsError
from ingest.records import FactTime, PartialDate, Span

TEXT = """\
云溪区教育局2026年工作要点

9月份，开展教育月活动，召开表彰大会。
到2027年，普惠性幼儿园覆盖率达到90%以上；新建幼儿园3所，改建幼儿园3所。
"""
TIME = {"lo": None, "hi": "2027-12-31", "relation": "by", "precision": "year", "recurring": False}
RATE: dict[str, Any] = {
    "kind": "target", "quote": "到2027年，普惠性幼儿园覆盖率达到90%以上", "at": "90%以上",
    "indicator": "普惠性幼儿园覆盖率", "scope": "", "comparator": "ge", "value": "90", "unit": "%",
    "time": {"at": "到2027年", **TIME}, "owner": "",
}  # fmt: skip
REBUILD: dict[str, Any] = {
    "kind": "target", "quote": "改建幼儿园3所", "at": "3所", "indicator": "改建|幼儿园", "scope": "",
    "comparator": "eq", "value": "3", "unit": "所", "time": None, "owner": "",
}  # fmt: skip
IN_SEPTEMBER = {"at": "9月份", "lo": "2026-09-01", "hi": "2026-09-30", "relation": "in",
                "precision": "month", "recurring": False}  # fmt: skip
MEETING: dict[str, Any] = {
    "kind": "deadline", "quote": "9月份，开展教育月活动，召开表彰大会", "at": "9月份",
    "action": "召开表彰大会", "owner": "", "time": IN_SEPTEMBER,
}  # fmt: skip
MONTH: dict[str, Any] = MEETING | {"action": "开展教育月活动"}


def document(*rows: Mapping[str, Any], split: str = "dev", annotator: int = 1) -> GoldDocument:
    read = tuple(read_fact(row, number) for number, row in enumerate(rows, 2))
    return GoldDocument("计划.md", "plan", split, annotator, read, "g.jsonl")  # type: ignore[arg-type]


def placed(row: Mapping[str, Any], text: str = TEXT) -> PlacedFact:
    (found,), lost = place([read_fact(row, 1)], FlatText(text))
    assert not lost
    return found


def told(words: str, *, nth: int = 1, text: str = TEXT, **fields: Any) -> Told:
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    kind = "deadline" if "action" in fields else "target"
    names = {n: fields.pop(n, "") for n in ("indicator", "scope", "action", "owner")}
    numbers = {n: fields.pop(n, None) for n in ("value", "value_from", "lo", "hi")}
    return Told(
        kind, words, Span(start, start + len(words)), words, names, numbers=numbers, **fields
    )


def september(nth: int = 1) -> FactTime:
    lo, hi = PartialDate(2026, 9, 1), PartialDate(2026, 9, 30)
    return FactTime("9月份", 0, 3, lo, hi, "in", "month")


# --- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wanted, found, f1",
    [
        ("生均公用经费", "公用经费", 0.8),  # 4 shared of 6 and 4
        ("普惠率", "覆盖率", 1 / 3),
        ("（区）教育局，", "区 教育局", 1.0),
        ("人人", "人", 2 / 3),  # multisets
        ("", "", 1.0),
        ("", "全区", 0.0),
    ],
)
def test_character_f1(wanted: str, found: str, f1: float) -> None:
    assert char_f1(wanted, found) == pytest.approx(f1)


# --- finding again ----------------------------------------------------------------------------


def test_hidden_words_are_found_again_whatever_the_white_space() -> None:
    row = packed(RATE | {"note": "不存"}, plain=False)
    assert "普惠" not in json.dumps(row, ensure_ascii=False)
    assert "note" not in row
    assert row["quote"]["length"] == 23
    assert packed(row, plain=False) == row  # twice is once
    moved = "前言。\n" + TEXT.replace("普惠性幼儿园", "普惠性\n  幼儿园").replace("90%", "90 %")
    found = placed(row, moved)
    assert [moved[s.start : s.end] for s in found.spans] == ["90 %以上"]
    assert found.names == {"indicator": ("普惠性幼儿园覆盖率",), "scope": ("",), "owner": ("",)}
    assert found.time_words == ("到2027年",)
    assert found.quote.startswith("到2027年，普惠性\n")


@pytest.mark.parametrize("plain", [True, False])
def test_an_occurrence_number_says_which(plain: bool) -> None:
    second = packed(REBUILD | {"quote": "建幼儿园3所", "n": 2}, plain)
    (span,) = placed(second).spans
    assert span.start == TEXT.rindex("3所")
    both = packed(REBUILD | {"quote": "新建幼儿园3所，改建幼儿园3所", "at_n": 2}, plain)
    assert placed(both).spans == (span,)


def test_pieces_are_joined_and_every_reading_is_kept() -> None:
    row = packed(REBUILD | {"indicator": ["改建|幼儿园", "幼儿园"]}, plain=False)
    assert [len(r.get("pieces", "1")) for r in row["indicator"]] == [2, 1]
    assert placed(row).names["indicator"] == ("改建幼儿园", "幼儿园")


def test_two_hundred_facts_of_a_long_document_are_found_in_seconds() -> None:
    lines = [
        f"第{n}项：新建幼儿园{n}所，投资{n * 7}万元用于校舍改造和设备购置。" for n in range(400)
    ]
    text = "\n".join(lines)
    assert len(text) > 12_000
    rows = [
        packed(REBUILD | {"quote": line[: 10 + n % 20], "at": "新建", "indicator": "新建"}, False)
        for n, line in enumerate(lines[:200])
    ]
    began = time.process_time()
    found, lost = place([read_fact(row, 1) for row in rows], FlatText(text))
    assert (len(found), len(lost)) == (200, 0)
    assert time.process_time() - began < 5


# --- matching ---------------------------------------------------------------------------------


def test_the_best_named_pairs_come_first_and_each_fact_is_used_once() -> None:
    found = [told("9月份", action="召开表彰大会"), told("9月份", action="开展教育活动")]
    marked = mark(document(MONTH, MEETING), FlatText(TEXT), found)
    assert [(g.names["action"][0], t.names["action"]) for g, t in marked.pairs] == [
        ("开展教育月活动", "开展教育活动"),
        ("召开表彰大会", "召开表彰大会"),
    ]
    one = mark(document(MONTH, MEETING), FlatText(TEXT), found[:1])
    assert [g.names["action"][0] for g, _ in one.pairs] == ["召开表彰大会"]
    assert [g.names["action"][0] for g in one.missed] == ["开展教育月活动"]


def test_kind_and_place_must_agree() -> None:
    new = told("3所", indicator="改建幼儿园")  # named like the gold fact, but the other number
    deadline = told("90%以上", action="普惠性幼儿园覆盖率")
    marked = mark(document(RATE, REBUILD), FlatText(TEXT), [new, deadline])
    assert marked.pairs == ()
    assert len(marked.missed) == len(marked.extra) == 2


def test_finding_is_counted_by_hand() -> None:
    gone = REBUILD | {"quote": "迁建幼儿园9所", "at": "9所", "indicator": "迁建"}
    found = [
        told("90%以上", indicator="普惠性幼儿园覆盖率", value=Decimal(90), unit="%"),
        told("3所", indicator="新建幼儿园", value=Decimal(3), unit="所"),
        told("9月份", action="召开表彰大会", time=september()),
    ]
    marked = mark(document(RATE, REBUILD, gone, MEETING), FlatText(TEXT), found)
    assert [fact.line for fact in marked.lost] == [4]
    got = figures([marked])
    assert got["finding"]["targets"] == {
        "f1": 0.4, "precision": 0.5, "recall": 0.333, "gold": 3, "found": 2, "matched": 1,
    }  # fmt: skip
    assert got["finding"]["both"]["f1"] == round(2 * 2 / (4 + 3), 3)
    assert got["no_longer_found"] == 1
    assert got["fields"]["values_and_dates"] == "1.000 (2/2)"
    assert got["fields"]["comparator"] == "0.000 (0/1)"  # ge in the gold, none told
    assert got["fields"]["days"] == "0.500 (1/2)"  # the target's own time was not told
    assert got["fields"]["name"] == {"right": "1.000 (1/1)", "exact": "1.000 (1/1)"}


# --- fields -----------------------------------------------------------------------------------


def test_any_reading_of_the_gold_will_do() -> None:
    row = REBUILD | {"indicator": ["改建", "改建|幼儿园"], "unit": ["个", "所"], "value": ["3", "4"],
                     "comparator": ["ge", "eq"], "time": [None, {"at": "到2027年", **TIME}]}  # fmt: skip
    found = told("3所", nth=2, indicator="改建幼儿园", value=Decimal(3), unit="所", comparator="eq")
    got = checks(placed(row), found)
    assert {name for name, check in got.items() if not check.right} == set()
    assert got["indicator"].exact
    wrong = told("3所", nth=2, indicator="幼儿园", value=Decimal(5), unit="座", comparator="le")
    got = checks(placed(row), wrong)
    assert {name for name, check in got.items() if not check.right} == {
        "value", "unit", "comparator", "indicator", "name", "values_and_dates",
    }  # fmt: skip
    assert got["unit"].gold == ["个", "所"]


@pytest.mark.parametrize(
    "wanted, found, unit, same",
    [
        ({"value": "90"}, {"value": "90", "lo": "90"}, "%", True),  # the bound repeats the value
        ({"value": "90", "lo": "90"}, {"value": "90"}, "%", True),
        ({"value": "90"}, {"value": "90", "lo": "80"}, "%", False),
        ({"value": "90"}, {"value": "90.0"}, "%", True),
        ({"value": "90"}, {"value": "90.01"}, "%", False),
        ({"value": "0.6667"}, {"value": "0.66666667"}, "比", True),
        ({"value": "0.6667"}, {"value": "0.67"}, "比", False),
        ({"lo": "2", "hi": "3"}, {"lo": "2", "hi": "3"}, "所", True),
        ({"lo": "2", "hi": "3"}, {"value": "3"}, "所", False),
        ({"value": "70", "lo": "70", "hi": "80"}, {"value": "70", "lo": "70"}, "元", False),
        ({"value": "1050", "value_from": "800"}, {"value": "1050"}, "元", False),
    ],
)
def test_numbers(wanted: dict[str, str], found: dict[str, str], unit: str, same: bool) -> None:
    names = ("value", "value_from", "lo", "hi")
    gold = {n: (Decimal(wanted[n]) if n in wanted else None,) for n in names}
    got = {n: Decimal(found[n]) if n in found else None for n in names}
    assert same_numbers(gold, got, unit) is same


@pytest.mark.parametrize(
    "wanted, found, words, same",
    [
        ("次", "次/学期", "每学期", True),
        ("次/学期", "次", "每学期", True),
        ("次", "次/学期", "到2027年", False),
        ("元/生·年", "元/年·生", "", True),
        ("元/生·年", "元/生", "", False),
        ("人", "名", "", False),
    ],
)
def test_units(wanted: str, found: str, words: str, same: bool) -> None:
    assert same_unit([wanted], found, [words]) is same


# --- files ------------------------------------------------------------------------------------


def manifest(folder: Path, rows: list[dict[str, Any] | str], **keys: Any) -> Path:
    lines = (r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows)
    (folder / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "t.txt").write_text(TEXT, encoding="utf-8")
    entry = {"document": "计划.md", "annotation": "a.jsonl", "text": "t.txt", "kind": "plan",
             "split": "dev"}  # fmt: skip
    path = folder / "manifest.yaml"
    path.write_text(yaml.safe_dump({"documents": [entry | keys]}), encoding="utf-8")
    return path


@pytest.mark.parametrize("plain", [True, False])
def test_what_is_packed_is_read_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], plain: bool
) -> None:
    rows = [RATE, MEETING, REBUILD | {"indicator": ["改建|幼儿园", "改建"]}]
    assert main(["gold", "pack", str(manifest(tmp_path, rows, plain=plain, annotator=2))]) == 0
    out = capsys.readouterr().out
    assert ("表彰" in out) is plain
    file = tmp_path / "gold.jsonl"
    file.write_text(out, encoding="utf-8")
    (read,) = load_gold([file])
    assert (read.document, read.kind, read.split, read.annotator) == ("计划.md", "plan", "dev", 2)
    found, lost = place(read.facts, FlatText(TEXT))
    assert not lost
    spelled = [placed(row) for row in rows]
    assert [(f.spans, f.names, f.time_words) for f in found] == [
        (f.spans, f.names, f.time_words) for f in spelled
    ]
    assert [f.gold.times[0] and f.gold.times[0].hi for f in found] == [
        PartialDate(2027, 12, 31), PartialDate(2026, 9, 30), None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row, words",
    [
        ("{", "不是 JSON"),
        (RATE | {"quote": "到2028年"}, "quote 在原文中找不到"),
        (REBUILD | {"quote": "建幼儿园3所"}, "quote 在原文中有 2 处"),
        (REBUILD | {"quote": "新建幼儿园3所，改建幼儿园3所"}, "at 在 quote 中有 2 处"),
        (RATE | {"at": "3所"}, "at 不在 quote 中"),
        (RATE | {"indicator": "入园率"}, "indicator 不在原文中：入园率"),
        (RATE | {"indicator": ""}, "indicator 是空的"),
        (RATE | {"time": RATE["time"] | {"at": "到2035年"}}, "time.at 不在原文中"),
        (RATE | {"time": RATE["time"] | {"hi": "2027-13-01"}}, "time.hi 不是 EDTF"),
        (RATE | {"time": RATE["time"] | {"lo": "2028-01-01"}}, "time.lo 2028-01-01 在 time.hi"),
        (RATE | {"time": RATE["time"] | {"relation": "before"}}, "time.relation"),
        (RATE | {"time": RATE["time"] | {"precision": "week"}}, "time.precision"),
        (RATE | {"comparator": "min"}, "comparator"),
        (RATE | {"comparator": "range"}, "range 没有 lo 与 hi"),
        (RATE | {"comparator": "from_to"}, "from_to 没有 value_from"),
        (RATE | {"value": "九十"}, "value 不是十进制数"),
        (RATE | {"value": None}, "没有 value"),
        (RATE | {"unit": ""}, "unit 是空的"),
        (RATE | {"action": "达到"}, "target 没有字段 action"),
        (MEETING | {"time": None}, "deadline 没有 time"),
        (MONTH, "与第 1 行是同一事实"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, row: Any, words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        pack(manifest(tmp_path, [MONTH, row]))
    assert "a.jsonl 第 2 行" in str(caught.value)
    assert words in str(caught.value)


def test_every_wrong_line_is_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"有 2 处") as caught:
        pack(manifest(tmp_path, [RATE | {"unit": ""}, RATE, RATE | {"value": "x"}]))
    assert all(f"第 {n} 行" in str(caught.value) for n in (1, 3))


@pytest.mark.parametrize("keys", [{"kind": "plans"}, {"split": "test"}, {"half": "dev"}])
def test_a_wrong_manifest_is_named(tmp_path: Path, keys: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"manifest\.yaml 第 1 份文件"):
        pack(manifest(tmp_path, [RATE], **keys))


def test_a_gold_file_names_its_wrong_line(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text("\n" + json.dumps(RATE), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"gold\.jsonl 第 2 行：事实之前应有文件头"):
        load_gold([file])
    head = {"document": "计划.md", "kind": "plan", "split": "dev", "annotator": 1}
    file.write_text(f"{json.dumps(head)}\n" * 2, encoding="utf-8")
    with pytest.raises(SettingsError, match="已有"):
        load_gold([file])


# --- the benches ------------------------------------------------------------------------------


def gold_file(path: Path, *documents: tuple[str, str, int, list[dict[str, Any]]]) -> Path:
    lines = []
    for name, split, annotator, rows in documents:
        lines.append({"document": name, "kind": "plan", "split": split, "annotator": annotator})
        lines += [packed(row, plain=False) for row in rows]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two plans of the same words."""
    made = tmp_path / "documents"
    made.mkdir()
    for name in ("甲.txt", "乙.txt"):
        (made / name).write_text(TEXT, encoding="utf-8")
    return made


def test_the_bench_lists_the_dev_half_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = REBUILD | {"quote": "云溪区教育局2026年工作要点", "at": "2026年", "indicator": "工作要点"}
    gold = gold_file(folder.parent / "g.jsonl", ("甲.txt", "dev", 1, [RATE, odd]),
                     ("乙.txt", "held-out", 1, [RATE, odd]))  # fmt: skip
    command = ["bench", "facts", str(folder), "--gold", str(gold)]
    assert main(command) == 0
    got = json.loads(capsys.readouterr().out)
    assert got["total"]["documents"] == 2
    assert got["dev"] == got["held-out"]  # the same words, the same gold
    assert got["dev"]["finding"]["targets"]["matched"] == 1
    assert [row["document"] for row in got["missed"]] == ["甲.txt"]
    assert {row["document"] for row in got["extra"]} == {"甲.txt"}
    assert main([*command, "--show-held-out"]) == 0
    assert len(json.loads(capsys.readouterr().out)["missed"]) == 2
    assert main([*command, "--split", "held-out", "--document", "乙"]) == 0
    got = json.loads(capsys.readouterr().out)
    assert (got["total"]["documents"], got["missed"], got["extra"]) == (1, [], [])
    assert "dev" not in got


def test_the_worst_kind_stands_first(folder: Path) -> None:
    gold = gold_file(folder.parent / "g.jsonl", ("甲.txt", "dev", 1, [RATE]))
    text = gold.read_text(encoding="utf-8")
    gone = RATE | {"quote": "没有的话90%以上"}
    more = gold_file(folder.parent / "h.jsonl", ("乙.txt", "dev", 1, [gone]))
    gold.write_text(
        text + more.read_text(encoding="utf-8").replace('"plan"', '"law"'), encoding="utf-8"
    )
    got = facts.run(folder, [gold])
    assert [row["kind"] for row in got["kinds"]] == ["law", "plan"]
    assert got["kinds"][0]["finding"]["both"]["f1"] == 0.0
    assert got["no_longer_found"] == [
        {"document": "乙.txt", "file": str(gold), "line": 4, "kind": "target"}
    ]


def test_a_folder_without_gold_is_skipped(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "facts", str(folder)]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err[:8]) == ("", "skipped:")


def test_what_cannot_be_read_is_missed_and_a_scan_without_ocr_is_left_out(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gold = gold_file(folder.parent / "g.jsonl", ("甲.txt", "dev", 1, [RATE, REBUILD]))
    for error, gold_facts in ((DamagedFile("坏"), 2), (NeedsOcr("图"), 0)):
        monkeypatch.setattr(
            facts, "read_folder", lambda *_, e=error: {"甲.txt": facts.Read(refused=e)}
        )
        got = facts.run(folder, [gold])
        assert got["total"]["finding"]["both"]["gold"] == gold_facts
        assert len(got["not_read"]) == (gold_facts == 0)


def test_agreement_scores_the_second_annotator_as_the_program(folder: Path) -> None:
    second = [RATE | {"indicator": "幼儿园"}, MEETING]
    files = [
        gold_file(folder.parent / "g.jsonl", ("甲.txt", "dev", 1, [RATE, MEETING, REBUILD]),
                  ("乙.txt", "dev", 1, [RATE])),
        gold_file(folder.parent / "s.jsonl", ("甲.txt", "dev", 2, second)),
    ]  # fmt: skip
    got = facts_agreement.run(folder, files)
    assert got["total"]["documents"] == 1
    assert got["total"]["finding"]["both"]["f1"] == 0.8  # 2 of 3 and of 2
    assert got["total"]["fields"]["values_and_dates"] == "1.000 (2/2)"
    assert got["total"]["fields"]["days"] == "1.000 (2/2)"
    assert got["total"]["fields"]["indicator"]["right"] == "0.000 (0/1)"
    assert [row["indicator"] for row in got["wrong"]] == [
        {"gold": "普惠性幼儿园覆盖率", "found": "幼儿园"}
    ]


COMMITTED = [path for path in (*facts.FILES, facts_agreement.SECOND) if path.is_file()]


@pytest.mark.parametrize("path", COMMITTED, ids=lambda path: path.name)
def test_committed_gold_is_of_the_format(path: Path) -> None:
    documents = load_gold([path])
    assert {d.annotator for d in documents} == {2 if path == facts_agreement.SECOND else 1}
    assert sum(bool(d.facts) for d in documents) > 0.9 * len(documents)
    if path.name == "facts-real.jsonl":
        assert not any(f.quote.words for d in documents for f in d.facts)
