"""What the bench of cost measures, each run in a process of its own so that its memory is its own."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from eval.bench.damaged import peak_kb
from eval.bench.retrieval.invented_text import passages
from eval.bench.retrieval.training_sets import lay_in
from ingest.settings import Settings

ROUNDS = 3
"""A bulk run is timed so often; the quickest counts."""
VOCABULARY, LONGEST = 21_128, 512
"""Of BERT's Chinese models: pieces, and tokens of a text at most."""
BATCH = 32
"""Texts embedded at once, as sentence-transformers does it, sorted by length."""
OF_A_DOCUMENT = 50
"""Chunks of an invented document."""
K = 10

Embed = Callable[[Sequence[str]], Any]


def embed_ours(texts: Sequence[str], questions: Sequence[str]) -> dict[str, float]:
    """The bundled model as the program opens it."""
    from ingest.embedding import open_embedder

    return _embedding(lambda: open_embedder(Settings(data_dir=Path())).embed, texts, questions)


def embed_bert(texts: Sequence[str], questions: Sequence[str]) -> dict[str, float]:
    """A model of the shape of bge-small-zh-v1.5 with random weights, on the CPU.

    One token a character stands for its tokenizer, which costs nothing here. 4 layers, hidden 512, 8
    heads, intermediate 2048: the config.json of that model.
    """
    return _embedding(_open_bert, texts, questions)


def _open_bert() -> Embed:
    import torch
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=VOCABULARY, hidden_size=512, num_hidden_layers=4, num_attention_heads=8,
        intermediate_size=2048, max_position_embeddings=LONGEST,
    )  # fmt: skip
    model = BertModel(config, add_pooling_layer=False).eval()

    def embed(texts: Sequence[str]) -> None:
        rows = sorted((_ids(text) for text in texts), key=len, reverse=True)
        for first in range(0, len(rows), BATCH):
            batch = rows[first : first + BATCH]
            width = len(batch[0])
            ids = torch.tensor([row + [0] * (width - len(row)) for row in batch])
            with torch.inference_mode():
                found = model(input_ids=ids, attention_mask=(ids > 0).long())
                torch.nn.functional.normalize(found.last_hidden_state[:, 0], dim=1)

    return embed


def _ids(text: str) -> list[int]:
    return [101, *(1 + ord(c) % (VOCABULARY - 1) for c in text[: LONGEST - 2]), 102]


def _embedding(
    opened: Callable[[], Embed], texts: Sequence[str], questions: Sequence[str]
) -> dict[str, float]:
    began = time.perf_counter()
    embed = opened()
    loaded = time.perf_counter() - began
    single = _timed(lambda question: embed([question]), questions)
    seconds = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        embed(texts)
        seconds.append(time.perf_counter() - began)
    bulk = round(len(texts) / min(seconds), 1)
    return {
        "load_s": round(loaded, 2), **single, "texts_a_second": bulk, "peak_mb": own_peak_mb(),
    }  # fmt: skip


def index(folder: Path, known: Sequence[str], chunks: int) -> dict[str, float]:
    """Embeds and stores so many chunks, in documents of fifty, and brings both indexes up to date."""
    from ingest.embedding import open_embedder
    from ingest.store.store import Store

    settings = Settings(data_dir=folder)
    store = Store.open(settings, open_embedder(settings))
    began = time.perf_counter()
    with store.writing():
        for number, texts in enumerate(_documents(known, chunks)):
            lay_in(store, f"{number:05d}.txt", texts, catch_up=False)
        stored = time.perf_counter() - began
        store.catch_up()
    seconds = time.perf_counter() - began
    store.close()
    return {
        "seconds": round(seconds, 2),
        "of_which_indexes_s": round(seconds - stored, 2),
        "chunks_a_second": round(chunks / seconds, 1),
        "peak_mb": own_peak_mb(),
        "disk_mb": round(sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 2**20, 1),
    }  # fmt: skip


def _documents(known: Sequence[str], chunks: int) -> Iterator[tuple[str, ...]]:
    seed = int(hashlib.sha256(str(chunks).encode()).hexdigest()[:8], 16)
    texts = tuple(passages(known, chunks, seed=seed))
    for first in range(0, chunks, OF_A_DOCUMENT):
        yield texts[first : first + OF_A_DOCUMENT]


def query(folder: Path, questions: Sequence[str]) -> dict[str, Any]:
    """Opens that library and asks it; the first fused question also reads the vocabulary."""
    from assistant import PolicyAssistant

    began = time.perf_counter()
    with PolicyAssistant.open(Settings(data_dir=folder)) as assistant:
        opened = time.perf_counter() - began
        store, embedder = assistant.store, assistant.library.embedder
        began = time.perf_counter()
        assistant.search(questions[0], k=K)
        first = time.perf_counter() - began
        sides: dict[str, Callable[[str], Any]] = {
            "lexical": lambda q: store.search_lexical(q, K),
            "dense": lambda q: store.search_dense(embedder.plain.embed([q], query=True)[0], K),
            "fused": lambda q: assistant.search(q, k=K),
        }
        times = {name: _timed(search, questions, embedder.forget) for name, search in sides.items()}
    return {
        "open_s": round(opened, 2), "first_fused_s": round(first, 2), **times,
        "peak_mb": own_peak_mb(),
    }  # fmt: skip


def _timed(
    search: Callable[[str], Any],
    questions: Sequence[str],
    before: Callable[[], None] = lambda: None,
) -> dict[str, float]:
    """Times of the questions; ``before`` each is done what is not timed."""
    search(questions[0])  # what is read once is not a question's time
    milliseconds = []
    for question in questions:
        before()
        began = time.perf_counter()
        search(question)
        milliseconds.append(1000 * (time.perf_counter() - began))
    p50, p95 = np.percentile(milliseconds, [50, 95])
    return {"p50_ms": round(float(p50), 3), "p95_ms": round(float(p95), 3)}


def own_peak_mb() -> float:
    """The largest resident memory of this process; 0 where the system does not tell (Linux does)."""
    return round(peak_kb(str(os.getpid())) / 1024, 1)
