"""Embeds texts with a model on an OpenAI-compatible server, where ``EMBEDDING_BASE_URL`` names one."""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ingest.address import Names
from ingest.embedding.remembered import Identity, Remembered
from ingest.embedding.reply import read_vectors
from ingest.embedding.static import Vectors, normalise
from ingest.errors import EmbeddingError, EndpointError, SettingsError
from ingest.remote import BULK, QUESTION, Endpoint, Patience
from ingest.sendable import sendable
from ingest.settings import BUNDLED, Settings

BATCH = 64
"""Texts in one request; a server that takes fewer is noticed, and asked for fewer."""
SHORTEST = 32
"""Characters to which a text that a server finds too long is cut at most."""
PROBE = "教育政策"
NAMES = Names("EMBEDDING_BASE_URL", "EMBEDDING_API_KEY", "EMBEDDING_MODEL")
BACK = "或删去 EMBEDDING_BASE_URL、把 EMBEDDING_MODEL 改回 bundled 使用自带模型。"
TOO_LONG = re.compile(
    r"too (?:long|large)|length|tokens?\b|exceed|maximum|less than|过长|超过", re.I
)
"""What servers say of a text that is longer than their model reads."""

log = logging.getLogger(__name__)


class Prompts(NamedTuple):
    """What stands before a question and before a passage."""

    query: str = ""
    document: str = ""


@dataclass(slots=True)
class _Learnt:
    """What was learnt of a server while it was used; shared by both patiences of one embedder."""

    batch: int = BATCH
    cuts: int = 0
    recognised: bool = False


class EndpointEmbedder:
    """One model of one server, behind the same door as a model of this machine. Thread-safe."""

    def __init__(
        self,
        endpoint: Endpoint,
        model: str,
        identity: Identity,
        *,
        prompts: Prompts = Prompts(),  # noqa: B008
        patience: Patience = BULK,
        changed: Callable[[], None] = lambda: None,
    ) -> None:
        """``changed`` is called when another model than that of ``identity`` answers."""
        self.dimension = identity.dimension
        self.name = f"{label(endpoint, model, prompts)}-{self.dimension}-{identity.mark}"
        self._identity = identity
        self._endpoint = endpoint
        self._model = model
        self._prompts = prompts
        self._patience = patience
        self._changed = changed
        self._learnt = _Learnt()

    def hurried(self) -> EndpointEmbedder:
        """The same model for somebody who is waiting: it gives up after seconds, not minutes."""
        other = EndpointEmbedder(
            self._endpoint, self._model, self._identity, prompts=self._prompts,
            patience=QUESTION, changed=self._changed,
        )  # fmt: skip
        other._learnt = self._learnt
        return other

    def embed(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Unit vectors [len(texts), dimension]; blank texts have the zero vector and are not sent.

        Raises:
            EmbeddingError: the server cannot be reached, refuses, or answers something else.
        """
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        rows = [row for row, text in enumerate(texts) if text.strip()]
        prompt = self._prompts.query if query else self._prompts.document
        if rows:
            self._recognise()
        first = 0
        while first < len(rows):
            some = rows[first : first + self._learnt.batch]
            vectors[some] = self._embed([prompt + sendable(texts[row]) for row in some])
            first += len(some)
        return normalise(vectors)

    def _embed(self, texts: list[str]) -> Vectors:
        """Vectors as they were sent. What is too much for the server goes in halves."""
        try:
            return self._ask(texts)
        except EndpointError as error:
            if not _may_be_too_much(error, texts):
                raise EmbeddingError(
                    error.reason, f"{error.remedy.rstrip('。')}，{BACK}"
                ) from error
        if len(texts) == 1:
            self._learnt.cuts += 1
            return self._embed([texts[0][: len(texts[0]) // 2]])
        half, cuts = len(texts) // 2, self._learnt.cuts
        vectors = np.concatenate([self._embed(texts[:half]), self._embed(texts[half:])])
        if self._learnt.cuts == cuts:  # the number was too much, not the length of one of them
            self._learnt.batch = min(self._learnt.batch, len(texts) - half)
        return vectors

    def _recognise(self) -> None:
        """Once, before the first vector is used: is it still the model that made the stored ones?"""
        if self._learnt.recognised:
            return
        now = Identity.of(self._embed([PROBE])[0])
        if not now.is_of(self._identity):
            raise self._other(f"同一段文字的向量与原来不同（{now.dimension} 维）")
        self._learnt.recognised = True

    def _ask(self, texts: list[str]) -> Vectors:
        reply = self._endpoint.post({"model": self._model, "input": texts}, self._patience)
        vectors = _read(reply, len(texts), self._endpoint)
        if vectors.shape[1] != self.dimension:
            raise self._other(f"向量原来是 {self.dimension} 维，现在是 {vectors.shape[1]} 维")
        return vectors

    def _other(self, seen: str) -> EmbeddingError:
        """The error for a server that runs another model now; its vectors are used nowhere."""
        self._changed()
        self._learnt.recognised = False
        return EmbeddingError(
            f"{self._endpoint.shown} 的 {self._model} 换了模型：{seen}。",
            "请重新启动本程序，会用新模型重新计算，旧向量不会混用；或让该服务换回原来的模型，"
            f"{BACK}",
        )

    def __repr__(self) -> str:
        return f"EndpointEmbedder({self.name!r})"


class AbsentEmbedder:
    """Stands for a model whose server has never answered: the library opens and searches by words."""

    dimension = 1

    def __init__(self, name: str, error: EmbeddingError) -> None:
        self.name = f"{name}-0"
        self._error = error

    def embed(self, texts: Sequence[str], *, query: bool = False) -> Vectors:
        """Says why there are no vectors.

        Raises:
            EmbeddingError: always, unless there is nothing to embed.
        """
        if any(text.strip() for text in texts):
            raise EmbeddingError(self._error.reason, self._error.remedy)
        return np.zeros((len(texts), self.dimension), dtype=np.float32)


def open_endpoint(
    settings: Settings, *, patience: Patience | None = None
) -> EndpointEmbedder | AbsentEmbedder:
    """The model that the settings name on their server.

    Which model that is and how long its vectors are is asked once and remembered in the data folder: from
    then on a library opens without a request. A server that has never answered leaves an ``AbsentEmbedder``.

    Raises:
        SettingsError: the address, the key or the model's name is missing or cannot be used.
    """
    model = settings.embedding_model
    if model == BUNDLED:
        raise SettingsError(
            "设置了 EMBEDDING_BASE_URL，但没有写用哪个模型。",
            "请把 EMBEDDING_MODEL 设为该服务里的模型名。",
        )
    prompts = Prompts(
        _typed(settings.embedding_query_prompt), _typed(settings.embedding_document_prompt)
    )
    endpoint = Endpoint(
        settings.embedding_base_url, "/embeddings", settings.embedding_api_key, NAMES
    )
    memory, name = Remembered(settings.data_dir), label(endpoint, model, Prompts())
    identity = memory.current(name)
    if identity is None:
        try:
            identity = memory.learn(name, _probe(endpoint, model))
        except (EndpointError, EmbeddingError) as error:
            absent = EmbeddingError(error.reason, f"{error.remedy}之后重新启动本程序。")
            log.warning("向量模型 %s 用不了，暂时只按字面检索：%s", model, absent)
            return AbsentEmbedder(label(endpoint, model, prompts), absent)
    return EndpointEmbedder(
        endpoint, model, identity, prompts=prompts, patience=patience or BULK,
        changed=lambda: memory.forget(name),
    )  # fmt: skip


def label(endpoint: Endpoint, model: str, prompts: Prompts) -> str:
    """The model's name with a hash of its server's address, and of the words that go before passages.

    The same name on two servers need not be the same model, so their vectors are kept apart.
    """
    told = endpoint.shown + (f"\n{prompts.document}" if prompts.document else "")
    return f"{model[:150]}@{hashlib.blake2b(told.encode(), digest_size=4).hexdigest()}"


def _probe(endpoint: Endpoint, model: str) -> Identity:
    """Who answers, by embedding one text; whoever opens a library waits for it."""
    reply = endpoint.post({"model": model, "input": [PROBE]}, QUESTION)
    return Identity.of(_read(reply, 1, endpoint)[0])


def _read(reply: object, count: int, endpoint: Endpoint) -> Vectors:
    try:
        return read_vectors(reply, count)
    except ValueError as error:
        raise EmbeddingError(
            f"{endpoint.shown} 的回答不是 OpenAI 格式的向量：{error}。",
            f"请检查 EMBEDDING_BASE_URL 和 EMBEDDING_MODEL，{BACK}",
        ) from error


def _may_be_too_much(error: EndpointError, texts: Sequence[str]) -> bool:
    """Whether the server may take the same texts in smaller pieces."""
    if error.status not in (400, 413, 422):
        return False
    if len(texts) > 1:
        return True
    long_enough = len(texts[0]) // 2 >= SHORTEST
    return long_enough and (error.status == 413 or bool(TOO_LONG.search(error.reason)))


def _typed(prompt: str) -> str:
    r"""A prompt as it was meant: few shells let a line break into a variable, so ``\n`` stands for it."""
    return prompt.replace("\\n", "\n")
