"""The bundled embedding: equal to sentence-transformers, without torch, and trained from nothing."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_fakes import FUNDING, put

from assistant import PolicyAssistant
from ingest.embedding import MODEL_FOLDER, Embedder, open_embedder
from ingest.embedding.evaluate import Bm25, KnownItems, bigrams, evaluate, table
from ingest.embedding.recipe import Recipe
from ingest.embedding.static import StaticEmbedder, is_static
from ingest.embedding.terms import term_pairs, term_words
from ingest.embedding.texts import plain, read_training_text
from ingest.embedding.train import main, train
from ingest.embedding.words import find_words
from ingest.errors import EmbeddingError
from ingest.settings import Settings
from ingest.store.store import Store

TEXTS = (
    "初中生均公用经费基准定额为每生每年900元。",
    "各学校应当在九月底前完成校园安全隐患排查，建立台账。",
    "普惠性幼儿园覆盖率达到90%以上。",
    "Docker 容器与 VPN",
    "到 2025 年 底，全区新增学位 12350 个；",
    "①  ，。！",
    "",
)


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return open_embedder(Settings(data_dir=tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model trained for three steps on sentences written for this test."""
    needs("torch")
    folder = tmp_path_factory.mktemp("tiny")
    write_training_text(folder)
    recipe = Recipe(steps=3, vocabulary=2_000, dimension=16, batch=32, lengths=(16, 8))
    train(folder, folder / "model", recipe, say=lambda message: None)
    return folder / "model"


def needs(package: str) -> None:
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed")


def write_training_text(folder: Path) -> None:
    places = ["东湖区", "西岭县", "南溪镇", "北桥街道"]
    topics = ["校园安全", "食堂管理", "教师培训", "阅读活动", "近视防控"]
    rows = [
        {
            "source": "laws",
            "title": f"{place}{topic}办法",
            "text": f"{place}教育局负责{topic}工作。学校应当制定{topic}方案，每学期检查一次。"
            f"{place}各部门按照职责分工做好{topic}的保障，并向社会公布检查结果。",
        }
        for place in places
        for topic in topics
    ]
    pairs = [{"source": "LCQMC", "a": f"{t}谁来管", "b": f"{t}由哪个部门负责"} for t in topics]
    pairs.append({"source": "alpaca-zh", "a": "不该出现的句子", "b": "不该出现的回答"})
    for name, lines in (("passages.jsonl", rows), ("pairs.jsonl", pairs)):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (folder / name).write_text(text, encoding="utf-8")


# --- the bundled model ------------------------------------------------------------------------


def test_vectors_are_unit_float32(bundled: Embedder) -> None:
    vectors = bundled.embed(TEXTS)
    assert vectors.shape == (len(TEXTS), bundled.dimension) == (len(TEXTS), 256)
    assert vectors.dtype == np.float32
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.allclose(lengths[:5], 1.0, atol=1e-5)
    assert not lengths[6]


def test_nothing_gives_no_rows(bundled: Embedder) -> None:
    assert bundled.embed([]).shape == (0, 256)


def test_marks_and_blanks_have_the_zero_vector(bundled: Embedder) -> None:
    assert not bundled.embed(["", " \r\n\t", "，。！？", "……——"]).any()


def test_one_by_one_equals_all_at_once(bundled: Embedder) -> None:
    together = bundled.embed(TEXTS)
    single = np.concatenate([bundled.embed([text], query=True) for text in TEXTS])
    assert np.array_equal(together, single)


@settings(max_examples=50, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_can_be_embedded(bundled: Embedder, text: str) -> None:
    vector = bundled.embed([text])[0]
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) < 1.0 + 1e-5


@pytest.mark.parametrize("question", ["初中\ud800生均多少元？", "\udfff", "海宁\ud83d市的校车？"])
def test_half_a_character_stops_no_question(
    bundled: Embedder, tmp_path: Path, question: str
) -> None:
    asked = Settings.from_env(data_dir=tmp_path, env={})
    with Store.open(asked, bundled) as store:
        put(store, "经费.txt", FUNDING)
        store.catch_up()
    with PolicyAssistant.open(asked) as assistant:
        answer = assistant.ask(question, [("user", question), ("assistant", question)])
        assert answer.text.encode("utf-8"), "it can be printed"
        assert len(assistant.search(question)) <= 2


def test_layout_and_width_do_not_matter(bundled: Embedder) -> None:
    first, second, third = bundled.embed(
        [
            "到2025年底，新增学位（公办）",
            "到 2025 年 底,新增学位(公办)",
            "到２０２５年底，\r\n新增学位（公办）",
        ]
    )
    assert np.allclose(first, second, atol=1e-6)
    assert np.allclose(first, third, atol=1e-6)


PASSAGES = (
    "各小学应当免费或者普惠提供放学后的看护，结束时间与当地下班时间相衔接。",
    "学校食堂实行负责人陪餐，每餐留样，公布菜谱。",
    "在职教师每年参加不少于72学时的培训，其中集中研修不少于24学时。",
    "新建住宅小区应当按规划配套建设停车场和充电设施。",
    "每学期开展两次视力监测，建立学生屈光档案，降低近视发生率。",
    "对欺侮、殴打同学的行为及时制止，并通知双方监护人。",
)


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("家长下班晚，孩子放学没人接怎么办", 0),
        ("孩子在学校中午吃得放心吗", 1),
        ("老师一年要学习多少个小时", 2),
        ("孩子眼睛看不清黑板了，学校管不管", 4),
        ("我家小孩被同班同学打了", 5),
    ],
)
def test_everyday_question_finds_its_passage(bundled: Embedder, question: str, right: int) -> None:
    scores = bundled.embed([question], query=True) @ bundled.embed(PASSAGES).T
    assert int(scores.argmax()) == right


def test_words_of_the_field_are_words() -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(MODEL_FOLDER / "tokenizer.json"))
    for phrase in ("生均公用经费", "普惠性幼儿园", "双减", "课后服务", "巩固率", "近视率"):
        assert all(len(token) > 1 for token in tokenizer.encode(phrase).tokens), phrase


def test_equals_sentence_transformers(bundled: Embedder) -> None:
    needs("torch")
    needs("sentence_transformers")
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(MODEL_FOLDER), device="cpu").float()
    theirs = model.encode(list(TEXTS), convert_to_numpy=True)
    assert np.abs(bundled.embed(TEXTS) - theirs).max() < 2e-6


def test_size_and_layout_of_the_folder() -> None:
    assert (MODEL_FOLDER / "model.safetensors").stat().st_size <= 25_000_000
    assert (MODEL_FOLDER / "tokenizer.json").stat().st_size <= 5_000_000
    assert is_static(MODEL_FOLDER)
    card = (MODEL_FOLDER / "README.md").read_text(encoding="utf-8")
    assert "alpaca-zh" in card
    assert "本模型" in card


def test_default_use_loads_no_torch() -> None:
    code = (
        "import sys; from pathlib import Path; from ingest.settings import Settings;"
        "from ingest.embedding import open_embedder;"
        "v = open_embedder(Settings(data_dir=Path('.'))).embed(['家长会'], query=True);"
        "assert v.any(); print([m for m in ('torch', 'sentence_transformers', 'transformers')"
        " if m in sys.modules])"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_question_is_fast(bundled: Embedder) -> None:
    bundled.embed(["热身"], query=True)
    best = min(_seconds(bundled) for _ in range(20))
    assert best < 0.005  # 1 ms on a free machine; the rest is for a busy one


def _seconds(embedder: Embedder) -> float:
    started = time.perf_counter()
    embedder.embed(["初中生均公用经费是多少？"], query=True)
    return time.perf_counter() - started


# --- choosing a model -------------------------------------------------------------------------


def test_static_folder_is_read_without_torch(tiny: Path, tmp_path: Path) -> None:
    embedder = open_embedder(Settings(data_dir=tmp_path, embedding_model=str(tiny)))
    assert isinstance(embedder, StaticEmbedder)
    assert embedder.dimension == 16
    assert embedder.name.startswith("model-16-")


def test_other_folder_goes_through_sentence_transformers(tiny: Path, tmp_path: Path) -> None:
    needs("sentence_transformers")
    from ingest.embedding.sentence import SentenceEmbedder

    theirs = SentenceEmbedder(str(tiny))
    assert theirs.name.startswith("model-")
    assert np.abs(theirs.embed(TEXTS) - StaticEmbedder(tiny).embed(TEXTS)).max() < 2e-6
    assert not theirs.embed(["", " "], query=True).any()


def test_prompts_of_the_settings_stand_in_for_missing_ones(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs("sentence_transformers")
    from ingest.embedding.sentence import SentenceEmbedder

    plain = SentenceEmbedder(str(tiny))
    told = SentenceEmbedder(str(tiny), query_prompt="校园安全", document_prompt="食堂管理")
    assert plain.name != told.name, "passages have other vectors"
    assert SentenceEmbedder(str(tiny), query_prompt="校园安全").name == plain.name
    assert np.allclose(told.embed(["培训"], query=True), plain.embed(["校园安全培训"]), atol=1e-6)
    assert np.allclose(told.embed(["培训"]), plain.embed(["食堂管理培训"]), atol=1e-6)
    theirs = plain._model
    theirs.prompts = {"query": "阅读活动", "document": ""}
    monkeypatch.setattr("ingest.embedding.sentence._load", lambda model: theirs)
    own = SentenceEmbedder(str(tiny), query_prompt="校园安全").embed(["培训"], query=True)
    theirs.prompts = {"query": "", "document": ""}
    assert np.allclose(own, plain.embed(["阅读活动培训"]), atol=1e-6), "the model's own wins"


def test_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    needs("sentence_transformers")
    asked = Settings(data_dir=tmp_path, embedding_model=str(tmp_path / "没有"))
    with pytest.raises(EmbeddingError) as caught:
        open_embedder(asked)
    assert "EMBEDDING_MODEL" in caught.value.remedy


def test_missing_torch_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(EmbeddingError) as caught:
        open_embedder(Settings(data_dir=tmp_path, embedding_model="org/model"))
    assert "sentence-transformers" in caught.value.remedy


def test_damaged_folder_is_named(tiny: Path, tmp_path: Path) -> None:
    for name in ("modules.json", "tokenizer.json"):
        (tmp_path / name).write_bytes((tiny / name).read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"cut off")
    with pytest.raises(EmbeddingError) as caught:
        open_embedder(Settings(data_dir=tmp_path, embedding_model=str(tmp_path)))
    assert str(tmp_path) in caught.value.reason


# --- training ---------------------------------------------------------------------------------


def test_training_twice_gives_the_same_model(tiny: Path, tmp_path: Path) -> None:
    write_training_text(tmp_path)
    recipe = Recipe(steps=3, vocabulary=2_000, dimension=16, batch=32, lengths=(16, 8))
    train(tmp_path, tmp_path / "model", recipe, say=lambda message: None)
    for name in ("tokenizer.json", "model.safetensors"):
        assert (tmp_path / "model" / name).read_bytes() == (tiny / name).read_bytes()


def test_non_commercial_source_is_left_out(tmp_path: Path) -> None:
    write_training_text(tmp_path)
    text, held = read_training_text(tmp_path, "open")
    assert text.pairs
    assert not any("不该出现" in pair.a for pair in (*text.pairs, *held.pairs))


def test_held_out_documents_are_not_trained_on(tmp_path: Path) -> None:
    rows = [{"source": "laws", "title": f"第{n}号办法>总则", "text": "正文"} for n in range(500)]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows for _ in range(2)]
    (tmp_path / "passages.jsonl").write_text("\n".join(lines), encoding="utf-8")
    text, held = read_training_text(tmp_path, "open")
    assert len(text.passages) + len(held.passages) == 1_000
    assert held.passages
    assert not {p.document for p in text.passages} & {p.document for p in held.passages}


def test_evaluation_from_the_command_line(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        {"source": "laws", "title": f"{n}号{t}办法", "text": f"{t}工作由{n}号单位负责。"}
        for n in range(60)
        for t in ("食堂", "校车", "宿舍")
    ]
    lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    (tmp_path / "passages.jsonl").write_text(lines, encoding="utf-8")
    assert main([str(tmp_path), str(tiny), "--evaluate"]) == 0
    assert "BM25" in capsys.readouterr().out


def test_words_are_found_without_a_dictionary() -> None:
    schools = ["东湖", "西岭", "南溪", "北桥", "上河", "下塘", "前山", "后港"]
    verbs = ["推进", "落实", "讨论", "检查", "说明", "公布", "实施", "改进"]
    text = "\n".join(f"{s}{v}义务教育{e}" for s in schools for v in verbs for e in "法部费率人")
    words = find_words(text, min_count=5)
    assert "义务教育" in words
    assert "务教" not in words
    assert "的义务" not in words


def test_terms_are_pairs_of_different_texts() -> None:
    assert all(pair.a and pair.b and pair.a != pair.b for pair in term_pairs())
    assert all(2 <= len(word) <= 5 for word in term_words())


def test_web_layout_is_taken_out() -> None:
    assert plain("<p><strong>本台消息</strong>：见[公告](https://example.org/a)</p>").split() == [
        "本台消息",
        "：见公告",
    ]


def test_scores_of_a_perfect_and_a_useless_model() -> None:
    items = KnownItems("x", ("校车", "食堂"), ("校车安全", "食堂卫生", "教师培训"))

    class Useless:
        def embed(self, texts: object, *, query: bool = False) -> np.ndarray:
            return np.ones((len(list(texts)), 4), dtype=np.float32)  # type: ignore[call-overload]

    rows = evaluate(Useless(), [items])
    assert [row.at_1 for row in rows] == [0.0, 1.0, 1.0]
    assert "| x | 2 | 3 | 本模型 | 0.000 |" in table(rows)


def test_bigrams_and_bm25() -> None:
    assert bigrams("校车安全，A组") == ["校车", "车安", "安全", "a组"]
    assert bigrams("我，") == ["我"]
    scores = Bm25(["校车安全管理", "食堂安全"]).scores(["校车", "没有"])
    assert scores[0, 0] > 0 == scores[0, 1]
    assert not scores[1].any()
