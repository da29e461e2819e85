"""Rerankers: on a server, as an ONNX graph, by sentence-transformers; and what search does with one."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from model_server import ModelServer, drip, hang_up, model_server, seconds, shared, stall
from onnx_files import write_graph, write_tokenizer
from pydantic import SecretStr
from store_fakes import FUNDING, SAFETY, HashEmbedder, put

from assistant import PolicyAssistant
from assistant.finding import Found, find
from assistant.fusion import Fused
from assistant.library import Library
from assistant.question import read_question
from assistant.rerank import TOP, Reranking, rerank
from ingest.errors import RerankerError, SettingsError
from ingest.remote import Patience
from ingest.reranking import open_reranker
from ingest.reranking.endpoint import EndpointReranker, read_scores
from ingest.reranking.onnx import OnnxReranker
from ingest.settings import Settings
from ingest.store.store import Store

KEY = "sk-geheim-987"
FAST = Patience(seconds=2, attempt=0.3, tries=2, pause=0.02)
QUERY = "初中生均多少"
PASSAGES = ["校车须安装定位装置。", "初中生均900元。", "小学生均700元。"]


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as server:
        yield server


@pytest.fixture
def reranker(server: ModelServer) -> EndpointReranker:
    return EndpointReranker(server.url, SecretStr(KEY), "bge-reranker", patience=FAST)


def wanted() -> list[float]:
    return [shared(QUERY, text) for text in PASSAGES]


# --- a server ----------------------------------------------------------------------------------


def test_scores_come_in_the_order_of_the_passages(
    server: ModelServer, reranker: EndpointReranker
) -> None:
    assert reranker.score(QUERY, PASSAGES).tolist() == wanted()
    assert server.asked == [
        {"model": "bge-reranker", "query": QUERY, "documents": PASSAGES, "top_n": 3}
    ]
    assert server.paths == ["/v1/rerank"] and server.keys == [f"Bearer {KEY}"]
    assert reranker.score(QUERY, []).shape == (0,) and len(server.asked) == 1


def test_a_server_that_calls_them_texts_is_understood(
    server: ModelServer, reranker: EndpointReranker
) -> None:
    def tei(body: dict[str, Any]) -> tuple[int, Any]:
        if "texts" not in body:
            return 422, b"Failed to deserialize the JSON body: missing field `texts` at line 1"
        scores = [shared(body["query"], text) for text in body["texts"]]
        return 200, [{"index": i, "score": s} for i, s in enumerate(scores)][::-1]

    server.always = tei
    for _ in range(2):
        assert reranker.score(QUERY, PASSAGES).tolist() == wanted()
    assert len(server.asked) == 3, "it is asked the other way only once"


@pytest.mark.parametrize(
    "reply",
    [
        {"results": [{"index": 1, "relevance_score": 0.9}, {"index": 0, "relevance_score": 0.2}]},
        {"data": [{"index": 1, "relevance_score": 0.9}, {"index": 0, "relevance_score": 0.2}]},
        [{"index": 1, "score": 0.9}, {"index": 0, "score": 0.2}],
        {"results": [{"index": 1, "relevance_score": 0.9, "document": {"text": "x"}},
                     {"index": 0, "relevance_score": 0.2}]},
    ],
)  # fmt: skip
def test_the_shapes_of_real_servers_are_read(reply: Any) -> None:
    assert np.allclose(read_scores(reply, 2), [0.2, 0.9])
    assert np.allclose(read_scores(reply, 3), [0.2, 0.9, 0.2]), "left out: as low as the lowest"


@pytest.mark.parametrize(
    ("answer", "reason", "remedy"),
    [
        ((401, {"message": f"bad key {KEY}"}), "密钥.*401", "RERANKER_API_KEY"),
        ((404, b""), "404", "RERANKER"),
        ((422, {"detail": "nope"}), "422.*nope", "RERANKER"),
        ((500, b"oops"), "500.*oops", "RERANKER_BASE_URL"),
        ((200, b"<html>"), "不是 JSON", "RERANKER_BASE_URL"),
        ((200, {"results": []}), "results", "RERANKER_BASE_URL"),
        ((200, {"results": [{"index": 7, "relevance_score": 1}]}), "index 7", ""),
        ((200, {"results": [{"index": 0, "relevance_score": 1}] * 2}), "重复", ""),
        ((200, {"results": [{"index": 0}]}), "relevance_score", ""),
        ((200, {"results": ["a"]}), "relevance_score", ""),
        ((200, {"results": [{"index": "0", "relevance_score": 1}]}), "不是数", ""),
        ((200, [{"index": 0, "score": float("nan")}]), "不是数", ""),
        ((200, stall(5)), "没有在.*秒内回答", ""),
        ((200, drip), "没有在.*秒内回答", ""),
        ((200, hang_up), "无法连接", ""),
    ],
)
def test_what_fails_ends_in_a_clear_error_in_time(
    server: ModelServer, reranker: EndpointReranker, answer: Any, reason: str, remedy: str
) -> None:
    server.always = lambda body: answer

    def fail() -> None:
        with pytest.raises(RerankerError) as caught:
            reranker.score(QUERY, PASSAGES)
        assert re.search(reason, caught.value.reason, re.S), caught.value.reason
        assert remedy in caught.value.remedy and "不用重排" in caught.value.remedy
        assert KEY not in str(caught.value)

    assert seconds(fail) < 2.5


def test_a_busy_server_is_asked_again(server: ModelServer, reranker: EndpointReranker) -> None:
    server.answers = [(429, {})]
    assert reranker.score(QUERY, PASSAGES).tolist() == wanted()


# --- choosing one ------------------------------------------------------------------------------


def chosen(tmp_path: Path, **env: str) -> Any:
    return open_reranker(Settings.from_env(data_dir=tmp_path, env=env))


def test_the_setting_chooses(server: ModelServer, tmp_path: Path) -> None:
    assert chosen(tmp_path) is None
    made = chosen(tmp_path, RERANKER_BASE_URL=server.url, RERANKER="m", RERANKER_API_KEY=KEY)
    assert isinstance(made, EndpointReranker) and KEY not in repr(made) + repr(vars(made))
    assert server.asked == [], "nothing is asked before the first question"
    with pytest.raises(SettingsError, match="RERANKER"):
        chosen(tmp_path, RERANKER_BASE_URL=server.url)
    with pytest.raises(SettingsError, match="RERANKER_BASE_URL"):
        chosen(tmp_path, RERANKER_BASE_URL="somewhere", RERANKER="m")


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    needs("sentence_transformers")
    with pytest.raises(RerankerError) as caught:
        chosen(tmp_path, RERANKER=str(tmp_path / "没有"))
    assert "RERANKER" in caught.value.remedy


def needs(package: str) -> None:
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"{package} is not installed")


# --- ONNX --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model whose logit is the sum of the tokens' numbers, and its tokenizer."""
    folder = tmp_path_factory.mktemp("graph")
    write_tokenizer(folder)
    write_graph(folder / "model.onnx")
    return folder


def sum_of_tokens(reranker: OnnxReranker, text: str) -> float:
    encoding = reranker._tokenizer.encode(QUERY, text)
    return float(np.dot(encoding.ids, encoding.attention_mask))


def test_a_graph_scores_without_torch(graph: Path, tmp_path: Path) -> None:
    reranker = chosen(tmp_path, RERANKER=str(graph))
    assert isinstance(reranker, OnnxReranker)
    assert re.fullmatch(rf"{re.escape(graph.name)}-[0-9a-f]{{8}}", reranker.name)
    texts = [*PASSAGES, "长" * 40, "", *(f"第{n}项" for n in range(30))]
    scores = reranker.score(QUERY, texts)
    assert scores.dtype == np.float32
    assert scores.tolist() == [sum_of_tokens(reranker, text) for text in texts]
    assert reranker.score(QUERY, []).shape == (0,)
    code = (
        "import sys; from pathlib import Path; from ingest.settings import Settings;"
        "from ingest.reranking import open_reranker;"
        f"s = Settings(data_dir=Path('.'), reranker={str(graph)!r});"
        "print(open_reranker(s).score('初中', ['小学']).size,"
        " [m for m in ('torch', 'transformers') if m in sys.modules])"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "1 []"


def test_long_questions_and_passages_are_cut(graph: Path, tmp_path: Path) -> None:
    for name in ("model.onnx", "tokenizer.json"):
        (tmp_path / name).write_bytes((graph / name).read_bytes())
    (tmp_path / "config.json").write_text('{"max_position_embeddings": 34}', encoding="utf-8")
    reranker = OnnxReranker(tmp_path, label="bundled")
    assert reranker.name.startswith("bundled-")
    for question in (QUERY, "问" * 900):
        assert np.isfinite(reranker.score(question, ["长" * 900, "短"])).all()
        assert len(reranker._tokenizer.encode(question, "长" * 900).ids) == 32


@pytest.mark.parametrize("how", ["plain", "types", "two classes", "int32"])
def test_graphs_come_with_other_inputs_and_outputs(graph: Path, tmp_path: Path, how: str) -> None:
    (tmp_path / "tokenizer.json").write_bytes((graph / "tokenizer.json").read_bytes())
    (tmp_path / "onnx").mkdir()
    write_graph(
        tmp_path / "onnx" / "model.onnx", types=how == "types", classes=2 if how == "two classes" else 1,
        narrow=how == "int32",
    )  # fmt: skip
    reranker = OnnxReranker(tmp_path)
    scores = reranker.score(QUERY, PASSAGES)
    sums = np.array([sum_of_tokens(reranker, text) for text in PASSAGES])
    if how == "types":  # the second segment's tokens count once more
        more = [sum(reranker._tokenizer.encode(QUERY, text).type_ids) for text in PASSAGES]
        assert np.allclose(scores, sums + more)
    else:
        assert np.allclose(scores, 0 * sums if how == "two classes" else sums)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_damaged_file_is_named(graph: Path, tmp_path: Path, name: str) -> None:
    for one in ("model.onnx", "tokenizer.json"):
        (tmp_path / one).write_bytes((graph / one).read_bytes())
    (tmp_path / name).write_bytes(b"cut off")
    with pytest.raises(RerankerError) as caught:
        OnnxReranker(tmp_path)
    assert str(tmp_path) in caught.value.reason and "RERANKER" in caught.value.remedy


def test_a_graph_that_wants_something_else_is_refused(graph: Path, tmp_path: Path) -> None:
    (tmp_path / "tokenizer.json").write_bytes((graph / "tokenizer.json").read_bytes())
    write_graph(tmp_path / "model.onnx", first="pixel_values")
    with pytest.raises(RerankerError, match="pixel_values"):
        OnnxReranker(tmp_path)
    with pytest.raises(RerankerError, match="没有"):
        OnnxReranker(tmp_path / "nowhere")


# --- sentence-transformers ---------------------------------------------------------------------


def tiny_bert(folder: Path, labels: int) -> Path:
    """A cross-encoder with random weights."""
    import torch
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    write_tokenizer(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=200, hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=16, max_position_embeddings=64, num_labels=labels,
    )  # fmt: skip
    BertForSequenceClassification(config).save_pretrained(folder)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_file=str(folder / "tokenizer.json"), pad_token="[PAD]", unk_token="[UNK]",
        cls_token="[CLS]", sep_token="[SEP]", model_max_length=64,
    )  # fmt: skip
    tokenizer.save_pretrained(folder)
    return folder


def test_a_cross_encoder_is_loaded_with_the_first_question(tmp_path: Path) -> None:
    needs("torch")
    needs("sentence_transformers")
    from ingest.reranking.sentence import SentenceReranker

    reranker = chosen(tmp_path, RERANKER=str(tiny_bert(tmp_path, 1)))
    assert isinstance(reranker, SentenceReranker) and reranker._model is None
    scores = reranker.score(QUERY, [*PASSAGES, "长" * 300])
    assert scores.shape == (4,) and scores.dtype == np.float32 and len(set(scores.tolist())) > 2
    alone = [float(reranker.score(QUERY, [text])[0]) for text in PASSAGES]
    assert np.allclose(scores[:3], alone, atol=1e-5)


def test_a_model_with_several_outputs_is_refused(tmp_path: Path) -> None:
    needs("torch")
    needs("sentence_transformers")
    reranker = chosen(tmp_path, RERANKER=str(tiny_bert(tmp_path, 3)))
    with pytest.raises(RerankerError, match="分数"):
        reranker.score(QUERY, PASSAGES)
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(RerankerError, match="无法打开"):
        chosen(tmp_path, RERANKER=str(tmp_path)).score(QUERY, PASSAGES)


# --- in the search -----------------------------------------------------------------------------


class Liking:
    """Likes passages with a word."""

    name = "liking"

    def __init__(self, word: str, fails: bool = False) -> None:
        self.word = word
        self.fails = fails
        self.asked = 0

    def score(self, query: str, texts: Sequence[str]) -> np.ndarray:
        self.asked += 1
        if self.fails:
            raise RerankerError("http://server 没有回答。", "请检查。")
        return np.array([100.0 * (self.word in text) for text in texts], np.float32)


def test_both_scores_count() -> None:
    candidates = [("a", "校车", 5.0), ("b", "食堂", 4.9), ("c", "宿舍", 1.0)]
    assert [i for i, _ in rerank(Liking("食堂"), "?", candidates)] == ["b", "a", "c"]
    assert [i for i, _ in rerank(Liking("没有"), "?", candidates)] == ["a", "b", "c"]
    found = rerank(
        Liking("宿舍"), "?", [("a", "校车", 9.0), ("b", "食堂", 1.0), ("c", "宿舍", 0.9)]
    )
    assert {i for i, _ in found[:2]} == {"a", "c"}
    assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)


def test_only_the_best_are_looked_at_again() -> None:
    from ingest.records import Chunk

    fused = [Fused(str(n), float(-n), 0.0, 0.0) for n in range(TOP + 5)]
    chunks = {
        f.chunk_id: Chunk(f.chunk_id, "d", f"第{f.chunk_id}号", 0, 1, (), None) for f in fused
    }
    last, below = str(TOP - 1), str(TOP)
    sort = Reranking(Liking(f"第{last}号")).sort("?", fused, chunks)
    assert last in [f.chunk_id for f in sort[:3]]
    assert [f.chunk_id for f in sort[TOP:]] == [below, *(str(TOP + n) for n in range(1, 5))]
    assert sorted(f.chunk_id for f in sort) == sorted(f.chunk_id for f in fused)
    assert [f.score for f in sort] == sorted((f.score for f in sort), reverse=True)
    assert Reranking(None).sort("?", fused, chunks) == fused


def test_a_search_is_sorted_by_it_and_survives_its_failure(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    embedder = HashEmbedder()
    with Store.open(settings, embedder) as store:
        put(store, "经费.txt", FUNDING)
        put(store, "安全.txt", SAFETY)
        store.catch_up()

        def search(library: Library) -> Found:
            return find(library, read_question("学期"), library.in_scope(), 4)

        plain = search(Library(store, embedder))
        liked = plain[-1][0]
        found = search(Library(store, embedder, Liking(liked.text.strip())))
        assert [c.id for c, _ in found] != [c.id for c, _ in plain]
        assert {c.id for c, _ in found} == {c.id for c, _ in plain}
        broken = Liking("", fails=True)
        library = Library(store, embedder, broken)
        for _ in range(3):
            assert search(library) == plain
        assert broken.asked == 1, "left alone for a while"
        assert caplog.text.count("重排模型暂时用不了") == 1
        assert library.notice() == "", "nothing that a user must know"


def test_the_assistant_asks_the_server(
    settings: Settings, plan: Path, in_process: None, server: ModelServer
) -> None:
    from ingest import pipeline

    pipeline.ingest_paths([plan], settings)
    env = {"RERANKER_BASE_URL": server.url, "RERANKER": "m"}
    asked = Settings.from_env(data_dir=settings.data_dir, env=env)
    with PolicyAssistant.open(asked) as assistant:
        assert assistant.search("新教师岗前培训")
        assert server.asked[-1]["query"] == "新教师岗前培训"
