"""An embedding model behind an OpenAI-compatible address: right vectors, or a clear error in time."""

from __future__ import annotations

import base64
import logging
import pickle
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from model_server import (
    ModelServer,
    drip,
    embeddings,
    expected,
    hang_up,
    model_server,
    seconds,
    stall,
)

from ingest.embedding import hurried, open_embedder
from ingest.embedding.endpoint import (
    BATCH,
    NAMES,
    AbsentEmbedder,
    EndpointEmbedder,
    open_endpoint,
)
from ingest.embedding.remembered import FILE, Identity, Remembered
from ingest.errors import EmbeddingError, SettingsError
from ingest.remote import Endpoint, Patience
from ingest.settings import Settings

KEY = "sk-geheim-1234567890"
FAST = Patience(seconds=3, attempt=0.4, tries=3, pause=0.02)
TEXTS = ["初中生均900元。", "九月召开现场会。", "", "校车须安装定位装置。"]


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as server:
        yield server


def asked_of(server: ModelServer, data: Path, **more: str) -> Settings:
    env = {
        "EMBEDDING_BASE_URL": server.url, "EMBEDDING_MODEL": "bge-m3", "EMBEDDING_API_KEY": KEY, **more,
    }  # fmt: skip
    return Settings.from_env(data_dir=data, env=env)


@pytest.fixture
def embedder(server: ModelServer, tmp_path: Path) -> EndpointEmbedder:
    made = open_endpoint(asked_of(server, tmp_path), patience=FAST)
    assert isinstance(made, EndpointEmbedder)
    made.embed(["先认一认"])
    server.asked.clear()
    return made


# --- what a good server answers ----------------------------------------------------------------


def test_vectors_come_in_the_order_of_the_texts(
    server: ModelServer, embedder: EndpointEmbedder
) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.dtype == np.float32 and vectors.shape == (4, 16)
    assert np.allclose(vectors, expected(TEXTS), atol=1e-6)
    assert not vectors[2].any()
    assert server.asked == [{"model": "bge-m3", "input": [TEXTS[0], TEXTS[1], TEXTS[3]]}]
    assert server.paths[-1] == "/v1/embeddings" and server.keys[-1] == f"Bearer {KEY}"


def test_base64_is_read(server: ModelServer, embedder: EndpointEmbedder) -> None:
    server.answers = [lambda body: (200, embeddings(body, coded=True))]
    assert np.allclose(embedder.embed(TEXTS), expected(TEXTS), atol=1e-6)


def test_a_server_without_index_keeps_the_order(
    server: ModelServer, embedder: EndpointEmbedder
) -> None:
    def plain(body: dict[str, Any]) -> tuple[int, Any]:
        data = embeddings(body)["data"][::-1]
        return 200, {"data": [{"embedding": item["embedding"]} for item in data]}

    server.answers = [plain]
    assert np.allclose(embedder.embed(TEXTS), expected(TEXTS), atol=1e-6)


def test_nothing_and_blanks_are_not_sent(server: ModelServer, embedder: EndpointEmbedder) -> None:
    assert embedder.embed([]).shape == (0, 16)
    assert not embedder.embed(["", " \n"]).any()
    assert not server.asked


def test_many_texts_go_in_batches(server: ModelServer, embedder: EndpointEmbedder) -> None:
    texts = [f"第{n}项工作" for n in range(2 * BATCH + 3)]
    assert np.allclose(embedder.embed(texts), expected(texts), atol=1e-6)
    assert [len(body["input"]) for body in server.asked] == [BATCH, BATCH, 3]


def test_half_characters_are_sent_as_question_marks(
    server: ModelServer, embedder: EndpointEmbedder
) -> None:
    assert embedder.embed(["\ud800初中"]).any()
    assert server.asked[0]["input"] == ["?初中"]


def test_prompts_stand_before_questions_and_passages(server: ModelServer, tmp_path: Path) -> None:
    told = {
        "EMBEDDING_QUERY_PROMPT": r"Instruct: find\nQuery: ",
        "EMBEDDING_DOCUMENT_PROMPT": "p: ",
    }
    plain = open_embedder(asked_of(server, tmp_path))
    asking = open_embedder(
        asked_of(server, tmp_path, EMBEDDING_QUERY_PROMPT=told["EMBEDDING_QUERY_PROMPT"])
    )
    both = open_embedder(asked_of(server, tmp_path, **told))
    assert asking.name == plain.name, "passages have the same vectors"
    assert both.name != plain.name
    both.embed(["先认一认"])
    server.asked.clear()
    both.embed(["校车"], query=True)
    both.embed(["校车"])
    assert server.texts == ["Instruct: find\nQuery: 校车", "p: 校车"]


# --- names and memory --------------------------------------------------------------------------


def test_the_name_tells_models_servers_and_dimensions_apart(
    server: ModelServer, tmp_path: Path
) -> None:
    name = open_embedder(asked_of(server, tmp_path)).name
    assert re.fullmatch(r"bge-m3@[0-9a-f]{8}-16-[0-9a-f]{8}", name)
    assert open_embedder(asked_of(server, tmp_path, EMBEDDING_API_KEY="other")).name == name
    slash = asked_of(server, tmp_path, EMBEDDING_BASE_URL=server.url + "/")
    assert open_embedder(slash).name == name
    with model_server() as other:
        assert open_embedder(asked_of(other, tmp_path)).name != name


def test_a_known_model_is_opened_without_a_request(server: ModelServer, tmp_path: Path) -> None:
    first = open_embedder(asked_of(server, tmp_path))
    assert len(server.asked) == 1
    again = open_embedder(asked_of(server, tmp_path))
    assert len(server.asked) == 1
    assert (again.name, again.dimension) == (first.name, first.dimension)
    for broken in ("{broken", "[]", f'{{"{first.name}": 3}}', '{"m": {"known": ["#"]}}'):
        (tmp_path / FILE).write_text(broken, encoding="utf-8")
        assert open_embedder(asked_of(server, tmp_path)).name == first.name


def test_another_dimension_is_refused_and_learnt_anew(
    server: ModelServer, embedder: EndpointEmbedder, tmp_path: Path
) -> None:
    server.always = lambda body: (200, embeddings(body, dimension=8))
    with pytest.raises(EmbeddingError) as caught:
        embedder.embed(TEXTS)
    assert "16" in caught.value.reason and "8" in caught.value.reason
    assert "重新启动" in caught.value.remedy
    after = open_embedder(asked_of(server, tmp_path))
    assert after.dimension == 8 and after.name != embedder.name
    assert after.embed(TEXTS).shape == (4, 8)


def test_another_model_under_the_same_name_is_noticed(server: ModelServer, tmp_path: Path) -> None:
    """Many servers run one model and take any name for it: the dimension may well be the same."""

    def turned(body: dict[str, Any]) -> tuple[int, Any]:
        reply = embeddings(body)
        for item in reply["data"]:
            item["embedding"] = item["embedding"][::-1]
        return 200, reply

    def rounded(body: dict[str, Any]) -> tuple[int, Any]:
        reply = embeddings(body)
        for item in reply["data"]:
            item["embedding"] = [round(value, 2) for value in item["embedding"]]
        return 200, reply

    first = open_embedder(asked_of(server, tmp_path)).name
    server.always = rounded
    assert open_embedder(asked_of(server, tmp_path)).embed(["校车"]).any(), (
        "last digits do not count"
    )
    server.always = turned
    with pytest.raises(EmbeddingError, match="换了模型"):
        open_embedder(asked_of(server, tmp_path)).embed(["校车"], query=True)
    second = open_embedder(asked_of(server, tmp_path))
    assert second.name != first and second.embed(["校车"]).any()
    server.always = lambda body: None
    with pytest.raises(EmbeddingError, match="换了模型"):
        open_embedder(asked_of(server, tmp_path)).embed(["校车"])
    assert open_embedder(asked_of(server, tmp_path)).name == first, "its vectors are used again"


# --- servers that take less --------------------------------------------------------------------


@pytest.mark.parametrize("status", [413, 400, 422])
def test_a_server_with_smaller_batches_is_asked_for_less(
    server: ModelServer, embedder: EndpointEmbedder, status: int
) -> None:
    def at_most_ten(body: dict[str, Any]) -> tuple[int, Any] | None:
        too_many = len(body["input"]) > 10
        return (status, {"error": {"message": "batch size is invalid"}}) if too_many else None

    server.always = at_most_ten
    texts = [f"第{n}项工作" for n in range(100)]
    assert np.allclose(embedder.embed(texts), expected(texts), atol=1e-6)
    server.asked.clear()
    embedder.embed(texts[:40])
    assert max(len(body["input"]) for body in server.asked) <= 10, "it is not tried again"


def test_a_text_that_is_too_long_is_cut_alone(
    server: ModelServer, embedder: EndpointEmbedder
) -> None:
    def short_ones(body: dict[str, Any]) -> tuple[int, Any] | None:
        if any(len(text) > 300 for text in body["input"]):
            return 400, {"message": "This model's maximum context length is 300 tokens."}
        return None

    server.always = short_ones
    texts = [*(f"第{n}项" for n in range(7)), "长" * 500 + "尾"]
    vectors = embedder.embed(texts)
    assert np.allclose(vectors[:7], expected(texts[:7]), atol=1e-6)
    assert vectors[7].any()
    server.asked.clear()
    embedder.embed(texts[:7])
    assert len(server.asked) == 1, "one long text does not make batches smaller"


def test_a_request_that_is_refused_for_good_ends(
    server: ModelServer, embedder: EndpointEmbedder
) -> None:
    server.always = lambda body: (400, {"error": {"message": "model is not an embedding model"}})
    with pytest.raises(EmbeddingError, match=r"not an embedding model"):
        embedder.embed(["一", "二", "三", "四"])
    assert len(server.asked) == 3


# --- servers that fail -------------------------------------------------------------------------


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(
    server: ModelServer, embedder: EndpointEmbedder, status: int
) -> None:
    server.answers = [(status, {"error": {"message": "slow down"}}), (status, b"")]
    assert np.allclose(embedder.embed(TEXTS), expected(TEXTS), atol=1e-6)
    assert len(server.asked) == 3


def test_the_pause_that_a_server_asks_for_is_kept(
    server: ModelServer, embedder: EndpointEmbedder
) -> None:
    server.answers = [(429, {})]
    server.headers = {"Retry-After": "0.5"}
    assert seconds(lambda: embedder.embed(TEXTS)) >= 0.5
    server.answers, server.headers = [(429, {"message": "quota"})], {"Retry-After": "3600"}
    with pytest.raises(EmbeddingError, match=r"429.*quota"):
        embedder.embed(TEXTS)


def test_a_broken_connection_is_tried_again(
    server: ModelServer, embedder: EndpointEmbedder
) -> None:
    server.answers = [(200, hang_up)]
    assert np.allclose(embedder.embed(TEXTS), expected(TEXTS), atol=1e-6)


@pytest.mark.parametrize(
    ("answer", "reason", "remedy"),
    [
        (
            (401, {"error": {"message": f"Incorrect API key {KEY}"}}),
            "密钥.*401",
            "EMBEDDING_API_KEY",
        ),
        ((404, {"detail": "model not found"}), "404.*model not found", "EMBEDDING_MODEL"),
        ((500, b"<html>oops</html>"), "500.*oops", "EMBEDDING_BASE_URL"),
        ((200, b"<html>welcome</html>"), "不是 JSON.*welcome", "/v1"),
        ((200, {"answer": 42}), "data", "EMBEDDING_BASE_URL"),
        ((200, {"data": []}), "3 段.*0 个", "EMBEDDING_MODEL"),
        ((200, {"data": [{"index": 0, "embedding": [1.0]}] * 3}), "index", ""),
        ((200, {"data": [{"embedding": "###"}] * 3}), "base64", ""),
        ((200, {"data": [{"embedding": {}}] * 3}), "base64", ""),
        ((200, {"data": [{"embedding": [float("nan")] * 16}] * 3}), "不是数", ""),
        ((200, {"data": [{"embedding": []}] * 3}), "空", ""),
        ((200, stall(5)), "没有在.*秒内回答", "EMBEDDING_BASE_URL"),
        ((200, drip), "没有在.*秒内回答", "EMBEDDING_BASE_URL"),
    ],
)
def test_what_fails_ends_in_a_clear_error_in_time(
    server: ModelServer, embedder: EndpointEmbedder, answer: Any, reason: str, remedy: str
) -> None:
    server.always = lambda body: answer

    def fail() -> None:
        with pytest.raises(EmbeddingError) as caught:
            embedder.embed(TEXTS)
        assert re.search(reason, caught.value.reason, re.S), caught.value.reason
        assert remedy in caught.value.remedy and "bundled" in caught.value.remedy
        assert server.url in caught.value.reason
        assert KEY not in str(caught.value) + repr(caught.value.__cause__)

    assert seconds(fail) < 3.5


def test_a_server_that_is_gone_is_named() -> None:
    dead = Endpoint("http://127.0.0.1:9/v1", "/embeddings", Settings(data_dir=Path()).embedding_api_key, NAMES)  # fmt: skip
    gone = EndpointEmbedder(dead, "m", Identity.of(np.ones(16, np.float32)), patience=FAST)
    with pytest.raises(EmbeddingError, match=r"无法连接 http://127\.0\.0\.1:9/v1/embeddings"):
        gone.embed(["校车"])


def test_whoever_waits_waits_seconds(embedder: EndpointEmbedder) -> None:
    quick = hurried(embedder)
    assert (quick.name, quick.dimension) == (embedder.name, embedder.dimension)
    assert isinstance(quick, EndpointEmbedder) and quick._patience.seconds <= 10


def test_a_server_that_never_answered_still_lets_the_library_open(
    server: ModelServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    server.always = lambda body: (401, {})
    made = open_embedder(asked_of(server, tmp_path))
    assert isinstance(made, AbsentEmbedder)
    assert "EMBEDDING_API_KEY" in caplog.text
    with pytest.raises(EmbeddingError, match="401"):
        made.embed(["校车"])
    assert made.embed([""]).shape == (1, 1)


# --- settings and the key ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"EMBEDDING_BASE_URL": "127.0.0.1:8080"}, "EMBEDDING_BASE_URL"),
        ({"EMBEDDING_BASE_URL": "http://:8080/v1"}, "EMBEDDING_BASE_URL"),
        ({"EMBEDDING_MODEL": "bundled"}, "EMBEDDING_MODEL"),
        ({"EMBEDDING_API_KEY": "密钥 abc"}, "EMBEDDING_API_KEY"),
        ({"EMBEDDING_API_KEY": "sk-a\nb"}, "EMBEDDING_API_KEY"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    server: ModelServer, tmp_path: Path, more: dict[str, str], named: str
) -> None:
    with pytest.raises(SettingsError) as caught:
        open_embedder(asked_of(server, tmp_path, **more))
    assert named in str(caught.value)
    assert more[named] not in str(caught.value) or named != "EMBEDDING_API_KEY"


def test_the_key_appears_nowhere(
    server: ModelServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    asked = asked_of(server, tmp_path)
    assert KEY not in repr(asked) + str(asked) + asked.model_dump_json()
    assert pickle.loads(pickle.dumps(asked)).embedding_api_key.get_secret_value() == KEY
    embedder = open_embedder(asked)
    embedder.embed(["校车"])
    assert KEY not in repr(embedder) + repr(vars(embedder)) + caplog.text
    assert KEY not in "".join(
        p.read_text("utf-8", "replace") for p in tmp_path.rglob("*") if p.is_file()
    )


def test_a_name_and_password_in_the_address_are_not_shown(tmp_path: Path) -> None:
    asked = Settings.from_env(
        data_dir=tmp_path,
        env={"EMBEDDING_BASE_URL": "http://anna:wort@127.0.0.1:9/v1?key=geheim", "EMBEDDING_MODEL": "m"},
    )  # fmt: skip
    made = open_endpoint(asked)
    with pytest.raises(EmbeddingError) as caught:
        made.embed(["校车"])
    assert "wort" not in str(caught.value) and "geheim" not in str(caught.value)


def test_a_name_and_password_in_the_address_reach_the_server_and_no_log(
    server: ModelServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.answers = [(500, b"wort? key=geheim?"), (500, b"again")]
    place = server.url.replace("http://", "http://anna:wort@") + "?key=geheim"
    asked = asked_of(server, tmp_path, EMBEDDING_BASE_URL=place, EMBEDDING_API_KEY="")
    with pytest.raises(EmbeddingError) as caught:
        open_endpoint(asked, patience=replace(FAST, tries=1)).embed(["校车"])
    shown = caplog.text + str(caught.value) + repr(asked)
    assert set(server.paths) == {"/v1/embeddings?key=geheim"}
    assert base64.b64decode(server.keys[0].removeprefix("Basic ")) == b"anna:wort"
    assert "POST http://127.0.0.1" in caplog.text, "requests are still logged"
    assert "wort" not in shown and "geheim" not in shown


def test_a_file_that_is_replaced_while_it_is_read_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Remembered(tmp_path)
    known.learn("m", Identity.of(np.ones(4, np.float32)))
    whole, reads = known._read(), list[int]()

    def read(self: Remembered) -> dict[str, Any]:
        reads.append(1)
        return whole if len(reads) == 1 else {}

    monkeypatch.setattr(Remembered, "_read", read)
    assert known.current("m") is not None and len(reads) == 1
    assert known.current("m") is None
