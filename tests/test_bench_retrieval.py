"""The comparison bench of retrieval: scoring by hand, sets, systems over a small library."""

from __future__ import annotations

import functools
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from model_server import model_server
from numpy.typing import NDArray

from assistant import PolicyAssistant
from eval import resampling, runner
from eval.__main__ import main
from eval.bench.retrieval import (
    known_items,
    measure,
    place_family,
    places,
    question_files,
    scoring,
    systems,
    training_sets,
)
from eval.bench.retrieval import run as bench
from eval.bench.retrieval.records import Asked, AskedSet, Found, Spot, split_of
from eval.bench.retrieval.scoring import METRICS, Ranks
from eval.bench.retrieval.shelf import Shelf
from eval.bench.retrieval.table import table
from eval.questions import Gold, Question
from ingest.embedding import Embedder, open_embedder
from ingest.embedding.evaluate import KnownItems
from ingest.errors import EmbeddingError, ModelError, SettingsError
from ingest.pipeline import corpus_dir, open_store
from ingest.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
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
    assert ranks == Ranks(whole=4, first=2, document=1, read=40)
    values = {name: of(ranks) for name, of in METRICS.items()}
    assert values == pytest.approx(
        {"R@1": 0, "R@5": 1, "R@10": 1, "MRR": 0.5, "nDCG@10": 0.430677, "doc@1": 1, "R@1500c": 1},
        abs=1e-6,
    )  # 1 / log2(1 + 4)
    eleventh = Asked("q", "？", ((Spot("d", 100, 110),),), "dev")
    assert scoring.ranks(eleventh, hits) == Ranks(None, None, 1), "below the tenth nothing counts"
    half = Asked("q", "？", ((both[0], Spot("e", 0, 9)),), "dev")
    assert scoring.ranks(half, hits) == Ranks(None, 2, 1), "half an alternative is none"


def test_a_quote_is_found_by_its_words() -> None:
    asked = Asked("q", "？", ((Gold("通知.txt", "初中生均900元"),),), "dev")
    hits = [
        Found("a", "通知.txt", "小学生均700元", 0, 7),
        Found("a", "通知.txt", "初中生均 900 元", 7, 17),
    ]
    assert scoring.ranks(asked, hits) == Ranks(2, 2, 1, 17)
    long = [Found("b", "别的.txt", "", 0, 1490), hits[1]]
    assert scoring.ranks(asked, long) == Ranks(2, 2, 2, 1500)
    assert METRICS["R@1500c"](Ranks(2, 2, 2, 1500)) == 1
    assert METRICS["R@1500c"](Ranks(2, 2, 2, 1501)) == METRICS["doc@1"](Ranks(2, 2, 2)) == 0


def test_intervals() -> None:
    draw = resampling.resamples(4)
    assert resampling.interval(np.array([1.0, 1.0, 1.0, 1.0]), draw) == (1.0, 1.0, 1.0)
    mean, lo, hi = resampling.interval(np.array([0.0, 1.0, 0.0, 1.0]), draw)
    assert (mean, lo, hi) == (0.5, 0.0, 1.0), "the extremes fall out 1 in 16 times"
    assert resampling.interval(np.array([]), resampling.resamples(0)) == (0.0, 0.0, 0.0)


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
    notice = {"关于调整2026年生均公用经费标准的通知.pdf"}
    assert question_files.fitting(notice, of_corpus=True)[0].name == "corpus"
    assert question_files.fitting(notice, of_corpus=False) == ()
    assert question_files.fitting({"别的.txt"}, of_corpus=True) == (), (
        "none of its sources is there"
    )


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
    assert figures["unreachable"] == []
    text = table({"sets": [figures], "skipped_systems": {"x": "why"}})
    assert "| plain | 2 | lexical | 0.500" in text and "skipped x: why" in text
    assert "dev plain" not in text


def test_halves_are_by_document() -> None:
    assert {split_of(f"{n}.txt") for n in range(9)} == {"dev", "held-out"}
    assert split_of("a.txt") == split_of("a.txt")


# --- sets made from a library -----------------------------------------------------------------


LAW = "{place}学校条例\n\n第一章 总则\n第一条 为了{why}，制定本条例。\n第十二条 学校应当{must}。\n"
ARTS = """{place}人民政府关于加强学校美育工作的意见

一、开齐开足课程
{place}各学校每周开设艺术课{n}节。

二、配齐美育教师
{place}到2027年配齐教师{n}00名。

三、加大投入力度
{place}每年安排{n}0万元。

四、{place}特有的安排
{place}另行通知。
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Notices of three cities and two laws."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "files").mkdir()
    texts = {
        f"{place}意见.txt": ARTS.format(place=place, n=n)
        for n, place in enumerate(("信阳市", "芜湖市", "咸阳市"), 2)
    }
    texts["条例.txt"] = LAW.format(place="河南省", why="保障安全", must="建立巡查制度")
    texts["国法.txt"] = LAW.format(place="中华人民共和国", why="普及教育", must="免收学费")
    for name, text in texts.items():
        (folder / "files" / name).write_text(text, encoding="utf-8")
    settings = Settings.from_env(data_dir=folder / "data", env={"OCR": "off"})
    runner.make_library(folder / "files", settings)
    with PolicyAssistant.open(settings) as assistant:
        yield Shelf(assistant)


def words_at(shelf: Shelf, item: Asked) -> list[str]:
    """The beginning of each right passage."""
    spots = [group[0] for group in item.gold]
    return [shelf.text(s.document_id)[s.start : s.end][:12] for s in spots if isinstance(s, Spot)]


def by_text(one: AskedSet) -> dict[str, Asked]:
    return {item.text: item for item in one.asked}


def test_headings_are_qualified_where_several_documents_have_them(many: Shelf) -> None:
    asked = by_text(known_items.heading_set(many))
    title = "信阳市人民政府关于加强学校美育工作的意见"
    assert asked[f"{title} 配齐美育教师"].tag == "qualified"
    assert asked["信阳市特有的安排"].tag == "alone"
    assert words_at(many, asked["信阳市特有的安排"]) == ["四、信阳市特有的安排\n信"]
    assert "总则" not in " ".join(asked), "too general to be asked for"
    assert known_items.heading_set(many) == known_items.heading_set(many)


def test_articles_are_asked_as_printed_in_digits_and_by_the_short_title(many: Shelf) -> None:
    asked = by_text(known_items.article_set(many))
    assert {
        "河南省学校条例第十二条": "printed", "河南省学校条例第12条": "digits",
        "河南学校条例第12条怎么说的": "short", "学校条例第1条怎么说的": "short",
    }.items() <= {text: item.tag for text, item in asked.items()}.items()  # fmt: skip
    assert words_at(many, asked["河南省学校条例第12条"]) == ["第十二条 学校应当建立巡"]
    assert words_at(many, asked["学校条例第1条怎么说的"]) == ["第一条 为了普及教育，制"]


@pytest.mark.parametrize(
    "title, said",
    [
        ("中华人民共和国教育法", "教育法"),
        ("山东省学校安全条例", "山东学校安全条例"),
        ("上海市实施《中华人民共和国教师法》办法（修订）", "上海实施教师法办法"),
        ("广西壮族自治区义务教育办法", "广西义务教育办法"),
    ],
)
def test_titles_as_people_say_them(title: str, said: str) -> None:
    assert known_items.said_title(title) == said


def test_places_are_asked_about_what_several_notices_have(many: Shelf) -> None:
    asked = by_text(places.place_set(many))
    assert set(asked) == {
        f"{words}{topic}"
        for topic in ("开齐开足课程", "配齐美育教师", "加大投入力度")
        for words in ("信阳市", "芜湖市", "咸阳市", "信阳的", "芜湖的", "咸阳的")
    }
    item = asked["芜湖的配齐美育教师"]
    assert item.tag == "short"
    assert "芜湖市到2027年" in many.text(item.gold[0][0].document_id)  # type: ignore[union-attr]
    assert [places.said_place(p) for p in ("内蒙古自治区", "深圳经济特区", "北京市昌平区")] == [
        "内蒙古", "深圳经济特区", "北京市昌平",
    ]  # fmt: skip


def test_no_document_gives_more_than_its_share() -> None:
    items = [
        Asked(f"x-{n:08x}", str(n), ((Spot("big" if n < 50 else "small", 0, 9),),), "dev")
        for n in range(60)
    ]
    kept = known_items.picked(items, 12, each=8)
    assert [item.text for item in kept] == [str(n) for n in (*range(8), *range(50, 54))]


# --- the invented family ----------------------------------------------------------------------


def test_invented_places_are_in_no_list_of_the_product() -> None:
    names = place_family.invented_places()
    assert len(set(names)) == 40
    product = "".join(
        path.read_text(encoding="utf-8", errors="replace")
        for room in ("ingest", "assistant")
        for path in (ROOT / room).rglob("*")
        if path.suffix in (".py", ".tsv", ".txt", ".yaml")
    )
    assert not [name for name in names if name[:2] in product]


def test_a_notice_is_retold_with_other_numbers_only() -> None:
    text = "青教〔2026〕11号\n青禾区的学校3月10日前报送，区级每校10件，小学不低于90%，全区100%。2026年\n澄州市青禾区教育局"
    told = place_family.retold(text, "砚坪县")
    assert told == place_family.retold(text, "砚坪县") != place_family.retold(text, "霁溪县")
    shape = re.sub(r"\d+", "#", told)
    assert shape == (
        "青教〔#〕#号\n砚坪县的学校#月#日前报送，县级每校#件，小学不低于#%，全县#%。#年\n砚州市砚坪县教育局"
    )
    assert "〔2026〕" in told and "2026年" in told and "全县100%" in told
    assert all(int(n) <= 100 for n in re.findall(r"(\d+)%", told))


def test_every_place_has_both_notices_and_all_topics(
    in_process: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place_family, "FIRST", "砚霁")
    monkeypatch.setattr(place_family, "SECOND", "溪坪")
    files = tmp_path / "files"
    files.mkdir()
    place_family.write_family(corpus_dir(), files)
    settings = Settings.from_env(data_dir=tmp_path / "data", env={"OCR": "off"})
    runner.make_library(files, settings)
    with PolicyAssistant.open(settings) as assistant:
        shelf = Shelf(assistant)
        items = [
            item
            for placed in known_items.placed_sections(shelf, "heading")
            for item in place_family._questions(placed)
        ]
        assert len(items) == 4 * 8 * 2, "four places, eight sections, two wordings"
        item = next(i for i in items if i.text == "霁坪幼儿园一个月多少钱")
        assert words_at(shelf, item) == ["三、收费标准\n公办幼儿园"]
        spot = item.gold[0][0]
        assert isinstance(spot, Spot) and "霁坪" in shelf.text(spot.document_id)


# --- training text ----------------------------------------------------------------------------


def test_held_out_passages_become_a_library(in_process: None, settings: Settings) -> None:
    items = KnownItems(
        "问→答", ("校车多快", "午餐多贵"), ("时速不超过60。", "每餐12元。", "别的话。")
    )
    with PolicyAssistant.open(settings) as assistant:
        chunks = training_sets.lay_in(assistant.store, items.name, items.passages)
    assert [c.text.strip() for c in chunks] == list(items.passages)
    one = training_sets.as_set(items, chunks)
    with PolicyAssistant.open(settings) as assistant:
        shelf = Shelf(assistant)
        assert [words_at(shelf, a)[0].strip() for a in one.asked] == list(items.passages[:2])
        (measured,) = measure.measure(shelf, [one], training_sets.SYSTEMS[:3])
    assert measured.unreachable == ()
    assert set(measured.ranks) == {"lexical", "dense", "fused"}


def test_a_folder_without_training_text_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="没有训练文本"):
        training_sets.training_items(tmp_path)


def test_what_no_chunk_holds_is_said(many: Shelf) -> None:
    asked = AskedSet(
        "s",
        (
            Asked("gone", "？", ((Gold("扫描件.pdf", "留样48小时"),),), "dev"),
            Asked("there", "？", ((Gold("信阳市意见.txt", "信阳市到2027年配齐"),),), "dev"),
        ),
    )
    assert measure.unreachable(many, asked) == ("gone",)


def test_sets_are_named() -> None:
    named = functools.partial(bench.chosen_sets, files=(), training=None)
    assert named("") == ("questions", "heading", "article", "place", "place-family")
    assert named("place, heading") == ("heading", "place")
    assert bench.chosen_sets("", files=[Path("a")], training=None) == ("questions",)
    assert bench.chosen_sets("", files=(), training=Path("t"))[-1] == "training"
    with pytest.raises(SettingsError, match="guess"):
        named("guess")
    with pytest.raises(SettingsError, match="--training"):
        named("training")


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


def test_no_system_is_quick_because_another_was_asked_before(shelf: Shelf) -> None:
    embedder = shelf.assistant.library.embedder
    seen: list[str] = []
    model = Counted(shelf.embedder, seen)
    embedder.plain = embedder._embedder = shelf.embedder = model
    asked = AskedSet("s", (Asked("1", "疏散演练多久一次", ((Spot("d", 0, 9),),), "dev"),) * 2)
    measure.measure(shelf, [asked], ("dense", "fused"))
    assert seen.count("疏散演练多久一次") == 4


class Counted:
    """A model that notes what it embeds."""

    def __init__(self, model: Embedder, seen: list[str]) -> None:
        self._model, self._seen = model, seen
        self.name, self.dimension = model.name, model.dimension

    def embed(self, texts: Sequence[str], *, query: bool = False) -> NDArray[np.float32]:
        self._seen += texts
        return self._model.embed(texts, query=query)


@pytest.mark.parametrize("part", ["EMBEDDING", "RERANKER"])
def test_a_model_server_that_fails_gives_no_figures(
    data: Path, tmp_path: Path, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = tmp_path / "mine.yaml"
    questions.write_text(
        "- {id: a, question: 初中生均多少元, split: dev, notes: plain,"
        " gold: [[{source: 通知.txt, quote: 初中生均900元}]]}\n",
        encoding="utf-8",
    )
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    with model_server() as server:
        env = {f"{part}_BASE_URL": server.url, "RERANKER": "m", "EMBEDDING_MODEL": "m"}
        env = {k: v for k, v in env.items() if k.startswith(part)}
        settings = Settings.from_env(data_dir=copy, env=env)
        with open_store(settings) as store:
            store.catch_up()
        wish = bench.Wish(("fused",), ("questions",), (questions,))
        assert bench.run(settings, wish)["fused"]["R@1"] in ("0.000", "1.000")
        server.always = lambda body: (400, {"error": "no model"})
        with pytest.raises(ModelError, match="no model"):
            bench.run(settings, wish)


def test_a_library_whose_vectors_are_to_come_gives_no_figures(data: Path, tmp_path: Path) -> None:
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    with model_server() as server:
        env = {"EMBEDDING_BASE_URL": server.url, "EMBEDDING_MODEL": "m"}
        settings = Settings.from_env(data_dir=copy, env=env)
        open_embedder(settings)  # the model is known, but then its server goes
        server.always = lambda body: (400, {"error": "no model"})
        with pytest.raises(EmbeddingError, match=r"还有 3 段文字没有模型.*no model"):
            bench.run(settings, bench.Wish(("fused",), ("heading",)))


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


def test_the_command_on_sets_made_from_libraries(
    in_process: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(place_family, "FIRST", "砚")
    files, training = tmp_path / "files", tmp_path / "training"
    files.mkdir()
    training.mkdir()
    (files / "通知.txt").write_text(ARTS.format(place="信阳市", n=3), encoding="utf-8")
    pairs = [
        {"source": "lawyer-llama", "a": f"第{n}个问题怎么办", "b": f"第{n}个办法是去找第{n}科。"}
        for n in range(300)
    ]
    lines = "\n".join(json.dumps(pair, ensure_ascii=False) for pair in pairs)
    (training / "pairs.jsonl").write_text(lines, encoding="utf-8")
    command = ["bench", "retrieval", str(files), "--systems", "lexical,dense,fused"]
    more = ["--sets", "questions,heading,place-family,training", "--training", str(training)]
    assert main([*command, *more]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in figures["sets"]] == ["heading", "place-family", "问→答"]
    assert (figures["documents"], figures["questions"]) == (1, 0)
    heading, family, answers = figures["sets"]
    assert heading["systems"]["lexical"]["R@1"][0] == 1.0
    assert family["questions"] == 5 * 8 * 2, "five places, eight sections, two wordings"
    assert answers["systems"]["lexical"]["R@5"][0] == 1.0
    assert not any(one["unreachable"] for one in figures["sets"])
