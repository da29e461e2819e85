"""Vectors for whoever waits for an answer: remembered, and given up quickly where a model fails."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from store_fakes import HashEmbedder

from assistant import question_vectors, resting
from assistant.question_vectors import QuestionEmbedder
from ingest.errors import EmbeddingError


class Moody(HashEmbedder):
    """Fails while it is told to; questions and passages have different vectors."""

    fails = False

    def embed(self, texts: Sequence[str], *, query: bool = False) -> np.ndarray:
        if self.fails:
            self.seen += texts
            raise EmbeddingError("http://server 没有回答。", "请检查。")
        return super().embed([f"问：{t}" if query else t for t in texts])


def test_what_was_embedded_lately_is_not_embedded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(question_vectors, "KEPT", 4)
    moody = Moody()
    embedder = QuestionEmbedder(moody)
    first = embedder.embed(["甲乙", "丙丁", "甲乙"])
    assert moody.seen == ["甲乙", "丙丁"]
    assert np.array_equal(first, Moody().embed(["甲乙", "丙丁", "甲乙"]))
    assert np.array_equal(embedder.embed(["丙丁", "戊己"]), Moody().embed(["丙丁", "戊己"]))
    assert not np.array_equal(embedder.embed(["甲乙"], query=True), first[:1])
    assert moody.seen == ["甲乙", "丙丁", "戊己", "问：甲乙"]
    embedder.embed(["庚辛"])
    embedder.embed(["甲乙"])
    assert moody.seen[-2:] == ["庚辛", "甲乙"], "the oldest has been forgotten"
    assert embedder.embed([]).shape == (0, 16)
    assert (embedder.name, embedder.dimension) == ("hash", 16)


def test_what_is_asked_for_again_and_again_is_not_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(question_vectors, "KEPT", 2)
    moody = Moody()
    embedder = QuestionEmbedder(moody)
    for text in ("甲乙", "丙丁", "甲乙", "戊己", "甲乙"):
        embedder.embed([text])
    assert moody.seen == ["甲乙", "丙丁", "戊己"]
    embedder.forget()
    embedder.embed(["甲乙"])
    assert moody.seen[-1] == "甲乙" and embedder.plain is moody


def test_whoever_measures_is_told_of_every_failure() -> None:
    moody = Moody()
    embedder = QuestionEmbedder(moody)
    moody.fails = True
    assert not embedder.embed(["甲乙"]).any()
    with resting.unforgiving(), pytest.raises(EmbeddingError):
        embedder.embed(["甲乙"])
    assert not embedder.embed(["甲乙"]).any(), "afterwards it is forgiven again"


def test_a_model_that_fails_is_left_alone_and_comes_back(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    moody = Moody()
    embedder = QuestionEmbedder(moody)
    moody.fails = True
    for _ in range(3):
        assert not embedder.embed(["甲乙"], query=True).any()
    assert len(moody.seen) == 1 and "没有回答" in embedder.failed
    monkeypatch.setattr(resting, "REST_SECONDS", 0.0)
    embedder._resting._until = 0.0
    assert not embedder.embed(["甲乙"]).any() and len(moody.seen) == 2
    moody.fails = False
    assert embedder.embed(["甲乙"]).any() and embedder.failed == ""
    assert caplog.text.count("暂时用不了") == 1
