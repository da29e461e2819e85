"""The comparison bench of retrieval: scoring by hand, sets, systems over a small library."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant import PolicyAssistant
from eval import runner
from eval.__main__ import main
from eval.bench.retrieval import measure, question_files, scoring, systems
from eval.bench.retrieval.records import Asked, AskedSet, Found, Spot, split_of
from eval.bench.retrieval.scoring import METRICS, Ranks
from eval.bench.retrieval.shelf import Shelf
from eval.bench.retrieval.table import table
from eval.questions import Gold, Question
from ingest.errors import SettingsError
from ingest.settings import Settings

NOTICE = "关于调整标准的通知\n一、标准\n初中生均900元，小学生均700元。\n"
PLAN = "安全方案\n一、要求\n各校每月开展一次疏散演练。\n"


def found(start: int, end: int, document: str = "d", text: str = "") -> Found:
    return Found(document, f"{document}.txt", text, start, end)


# --- scoring ----------------------------------------------------------------------------------


def test_a_spot_is_held_by_half_of_the_shorter_one() -> None:
    spot = Spot("d", 100, 200)
    assert scoring.holds(found(150, 400), spot), "half of the spot"
    assert not scoring.holds(found(151, 400), spot)
    assert scoring.holds(found(180, 220), spot), "half of a shorter passage"
    assert not scoring.holds(found(150, 400, "other"), spot)
    assert not scoring.holds(found(200, 200), spot), "nothing is shared with nothing"


def test_ranks_by_hand() -> None:
    hits = [found(n * 10, n * 10 + 10) for n in range(12)]
    both = (Spot("d", 10, 20), Spot("d", 30, 40))  # ranks 2 and 4
    asked = Asked("q", "？", (both, (Spot("d", 50, 60),)), "dev")  # or rank 6
    ranks = scoring.ranks(asked, hits)
    assert ranks == Ranks(whole=4, first=2)
    values = {name: of(ranks) for name, of in METRICS.items()}
    assert values == pytest.approx(
        {"R@1": 0, "R@5": 1, "R@10": 1, "MRR": 0.5, "nDCG@10": 0.430677}, abs=1e-6
    )  # 1 / log2(1 + 4)
    eleventh = Asked("q", "？", ((Spot("d", 100, 110),),), "dev")
    assert scoring.ranks(eleventh, hits) == Ranks(None, None), "below the tenth nothing counts"
    half = Asked("q", "？", ((both[0], Spot("e", 0, 9)),), "dev")
    assert scoring.ranks(half, hits) == Ranks(None, 2), "half an alternative is none"


def test_a_quote_is_found_by_its_words() -> None:
    asked = Asked("q", "？", ((Gold("通知.txt", "初中生均900元"),),), "dev")
    hits = [
        Found("a", "通知.txt", "小学生均700元", 0, 7),
        Found("a", "通知.txt", "初中生均 900 元", 7, 17),
    ]
    assert scoring.ranks(asked, hits) == Ranks(2, 2)


def test_intervals() -> None:
    draw = scoring._resamples(4)
    assert scoring.interval(np.array([1.0, 1.0, 1.0, 1.0]), draw) == (1.0, 1.0, 1.0)
    mean, lo, hi = scoring.interval(np.array([0.0, 1.0, 0.0, 1.0]), draw)
    assert (mean, lo, hi) == (0.5, 0.0, 1.0), "the extremes fall out 1 in 16 times"
    assert scoring.interval(np.array([]), scoring._resamples(0)) == (0.0, 0.0, 0.0)


def test_the_fusion_is_compared_question_by_question() -> None:
    one, two, none = Ranks(1, 1), Ranks(2, 2), Ranks(None, None)
    figures = scoring.figures(
        {"lexical": [one, two, none], "dense": [none, none, one], "fused": [one, one, two]}
    )
    row = figures["fused_minus_best"]["R@1"]
    assert row["best"] == "lexical", "the first of two that are equal"
    assert row["difference"][0] == round(1 / 3, 4)
    assert figures["fused_minus_best"]["R@5"]["difference"][0] == round(1 / 3, 4)
    assert "fused_minus_best" not in scoring.figures({"lexical": [one], "dense": [one]})
    same = scoring.figures({"lexical": [one, two], "fused": [one, two]})["fused_minus_best"]
    assert same["MRR"]["difference"] == (0.0, 0.0, 0.0), "the same ranks never differ"


# --- sets -------------------------------------------------------------------------------------


def test_only_questions_that_stand_alone_are_asked() -> None:
    gold = ((Gold("a.txt", "话"),),)
    one = question_files.as_set(
        "s",
        [
            Question("1", "有金标", "open", gold=gold, notes="colloquial"),
            Question("2", "没有", "open"),
            Question("3", "追问", "open", gold=gold, history=(("user", "？"),)),
            Question("4", "别的备注", "open", gold=gold, notes="near-miss", split="held-out"),
        ],
    )
    assert [(a.id, a.tag, a.split) for a in one.asked] == [
        ("1", "colloquial", "dev"), ("4", "", "held-out"),
    ]  # fmt: skip
    assert [a.id for a in one.of_split("held-out").asked] == ["4"]


def test_shipped_questions_fit_their_library() -> None:
    names = [one.name for one in question_files.question_sets((), of_corpus=True)]
    assert names[0] == "corpus"
    real = question_files.question_sets((), of_corpus=False)
    assert "corpus" not in [one.name for one in real]


def test_groups_are_wordings_halves_and_both() -> None:
    asked = AskedSet(
        "s",
        (
            Asked("1", "？", (), "dev", "plain"),
            Asked("2", "？", (), "dev", "typo"),
            Asked("3", "？", (), "held-out", "plain"),
        ),
    )
    ranks = {"lexical": [Ranks(1, 1), Ranks(2, 2), Ranks(None, None)]}
    figures = measure.set_figures(measure.Measured(asked, ranks, {"lexical": 0.5}))
    assert {name: g["questions"] for name, g in figures["groups"].items()} == {
        "plain": 2, "typo": 1, "dev": 2, "dev plain": 1, "dev typo": 1, "held-out": 1,
        "held-out plain": 1,
    }  # fmt: skip
    assert figures["systems"]["lexical"]["R@1"][0] == round(1 / 3, 4)
    assert figures["groups"]["plain"]["systems"]["lexical"]["R@1"][0] == 0.5
    text = table({"sets": [figures], "skipped_systems": {"x": "why"}})
    assert "| plain | 2 | lexical | 0.500" in text and "skipped x: why" in text
    assert "dev plain" not in text


def test_halves_are_by_document() -> None:
    assert {split_of(f"{n}.txt") for n in range(9)} == {"dev", "held-out"}
    assert split_of("a.txt") == split_of("a.txt")


# --- systems ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    (folder / "files").mkdir()
    (folder / "files" / "通知.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "files" / "方案.txt").write_text(PLAN, encoding="utf-8")
    runner.make_library(
        folder / "files", Settings.from_env(data_dir=folder / "data", env={"OCR": "off"})
    )
    return folder / "data"


@pytest.fixture
def shelf(data: Path) -> Iterator[Shelf]:
    with PolicyAssistant.open(Settings.from_env(data_dir=data, env={})) as assistant:
        yield Shelf(assistant)


@pytest.mark.parametrize("name", systems.SYSTEMS)
def test_every_system_finds_the_passage(shelf: Shelf, name: str) -> None:
    if why := systems.missing([name]):
        pytest.skip(why[name])
    hits = systems.SYSTEMS[name](shelf)("疏散演练多久一次", 5)
    assert hits and hits[0].source == "方案.txt"
    for hit in hits:
        assert shelf.text(hit.document_id)[hit.start : hit.end] == hit.text


def test_a_peer_without_its_packages_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(systems, "find_spec", lambda name: None)
    assert set(systems.missing(systems.SYSTEMS)) == set(systems.NEEDS)
    assert "jieba, bm25s" in systems.missing(["bm25-jieba"])["bm25-jieba"]


def test_systems_are_named() -> None:
    assert systems.chosen("fused, lexical") == ("lexical", "fused")
    assert systems.chosen("") == tuple(systems.SYSTEMS)
    with pytest.raises(SettingsError, match="gpt"):
        systems.chosen("gpt")


def test_the_command_on_a_question_file(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions = tmp_path / "mine.yaml"
    questions.write_text(
        "- {id: a, question: 初中生均多少元, split: dev, notes: plain,"
        " gold: [[{source: 通知.txt, quote: 初中生均900元}]]}\n"
        "- {id: b, question: 多久演练一次, split: held-out, notes: colloquial,"
        " gold: [[{source: 方案.txt, quote: 每月开展一次疏散演练}]]}\n",
        encoding="utf-8",
    )
    save = tmp_path / "rows.jsonl"
    command = ["bench", "retrieval", "--data", str(data), "--questions", str(questions)]
    assert main([*command, "--systems", "lexical,dense,fused", "--save", str(save)]) == 0
    out, err = capsys.readouterr()
    figures = json.loads(out)
    assert figures["questions"] == 2
    (one,) = figures["sets"]
    assert one["name"] == "mine" and set(one["groups"]) >= {"plain", "colloquial", "dev"}
    assert one["systems"]["fused"]["R@1"] == [1.0, 1.0, 1.0]
    assert "| colloquial | 1 | fused |" in err
    rows = [json.loads(line) for line in save.read_text(encoding="utf-8").splitlines()]
    assert [(r["id"], r["question"], r["ranks"]["fused"]) for r in rows] == [
        ("a", "初中生均多少元", 1), ("b", "", 1),
    ]  # fmt: skip
    assert main([*command, "--split", "dev", "--systems", "lexical"]) == 0
    assert json.loads(capsys.readouterr().out)["questions"] == 1
