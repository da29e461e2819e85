"""What the bench of whole answers measures, each job in a process of its own so that its memory is its own.

The library is made of a few invented documents that went through every stage; the others are copies under other
names. A copy's name is as long as the first one's, so that every span stays.
"""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from eval.bench.retrieval.cost_jobs import OF_A_DOCUMENT, own_peak_mb
from eval.bench.retrieval.invented_text import passages
from eval.questions import DEFAULT, Question, load_questions
from ingest.records import Chunk, Fact
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from ingest.pipeline import Reading

MODELS = 40
"""Documents that go through the stages; all others are copies of them."""
NAME = "澄州市第{:05d}学区2026年工作要点"
"""Title of a document; all are of one length."""
HEADINGS = "一二三四五六七八九十"
FACTS_A_CHUNK = 0.5
"""As in our library of real documents (0.44); the sample documents are denser."""
KINDS = ("number", "date", "who", "list", "tasks", "everyday", "unanswerable")
"""Kinds of the questions on corpus/ that are asked: the invented text is made of its sentences."""


def index(folder: Path, known: Sequence[str], chunks: int) -> dict[str, float]:
    """Stores documents until the library holds so many chunks, and brings both indexes up to date."""
    from ingest.embedding import open_embedder
    from ingest.store.store import Store

    settings = Settings(data_dir=folder)
    store = Store.open(settings, open_embedder(settings))
    began = time.perf_counter()
    held = facts = documents = 0
    with store.writing():
        for reading in invented(known, chunks):
            vectors = store.vectors_for(
                [chunk.embed_text or chunk.text for chunk in reading.chunks]
            )
            store.put(
                reading.document, reading.metadata, reading.sections, reading.chunks, vectors,
                reading.facts, original=None, uncovered=(),
            )  # fmt: skip
            held += len(reading.chunks)
            facts += len(reading.facts)
            documents += 1
        store.catch_up()
    store.close()
    seconds = round(time.perf_counter() - began, 1)
    return {"documents": documents, "chunks": held, "facts": facts, "seconds": seconds}


def invented(known: Sequence[str], chunks: int) -> Iterator[Reading]:
    """Documents with so many chunks together: models first, then copies."""
    models: list[Reading] = []
    left, number = chunks, 0
    while left > 0:
        if number < MODELS:
            models.append(_model(known, number))
        reading = _copy(models[number % MODELS], number)
        short = replace(reading, chunks=reading.chunks[:left])
        yield short if left < len(reading.chunks) else reading
        left -= len(reading.chunks)
        number += 1


def _model(known: Sequence[str], number: int) -> Reading:
    """A document of headings with paragraphs below them, read as any file; some of its facts are left out."""
    from ingest.pipeline import Job, read

    texts = list(passages(known, OF_A_DOCUMENT, seed=number))
    parts = [NAME.format(number)]
    for place, heading in enumerate(HEADINGS):
        parts += [f"{heading}、重点工作", *texts[place :: len(HEADINGS)]]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{number:05d}.txt"
        path.write_text("\n".join(parts), encoding="utf-8")
        reading = read(Job(path, path.name, ""))
    step = max(1, round(len(reading.facts) / (FACTS_A_CHUNK * len(reading.chunks))))
    return replace(reading, facts=reading.facts[::step], uncovered=())


def _copy(model: Reading, number: int) -> Reading:
    """The same document under another name: ids, title and headings of its own."""
    old, new = model.document.text[: len(NAME.format(0))], NAME.format(number)
    text = new + model.document.text[len(old) :]
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = replace(
        model.document, id=sha256[:16], source=f"{number:05d}.txt", sha256=sha256, text=text
    )

    def renamed(parts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(part.replace(old, new) for part in parts)

    def of_chunk(chunk: Chunk) -> Chunk:
        return replace(
            chunk, id=_id(sha256, chunk.id), document_id=document.id,
            text=text[chunk.start : chunk.end], section=renamed(chunk.section),
            embed_text=chunk.embed_text.replace(old, new),
        )  # fmt: skip

    def of_fact(fact: Fact) -> Fact:
        return replace(
            fact, id=_id(sha256, fact.id), document_id=document.id, section=renamed(fact.section)
        )

    return replace(
        model,
        document=document,
        metadata=replace(model.metadata, title=new),
        sections=tuple(replace(s, path=renamed(s.path)) for s in model.sections),
        chunks=tuple(map(of_chunk, model.chunks)),
        facts=tuple(map(of_fact, model.facts)),
    )


def _id(*parts: str) -> str:
    return hashlib.sha256(" ".join(parts).encode()).hexdigest()[:16]


# --- asking -----------------------------------------------------------------------------------


def ask(folder: Path, kinds: Sequence[str] = KINDS) -> dict[str, Any]:
    """Opens that library and asks it, once it is warm; the first answer also reads the facts."""
    from assistant import PolicyAssistant

    questions = [q for q in load_questions(DEFAULT) if q.split == "dev" and q.kind in kinds]
    with PolicyAssistant.open(Settings(data_dir=folder)) as assistant:
        began = time.perf_counter()
        assistant.library.warm()
        warm = time.perf_counter() - began
        first = _answer(assistant, questions[0]) / 1000
        times: dict[str, list[float]] = defaultdict(list)
        for question in questions:
            assistant.library.embedder.forget()
            times[question.kind].append(_answer(assistant, question))
        parts = _parts(assistant)
    every = [t for of_kind in times.values() for t in of_kind]
    by_kind = {kind: _quantiles(times[kind]) for kind in kinds if times[kind]}
    return {
        "warm_s": round(warm, 2), "first_s": round(first, 2), "all": _quantiles(every), "kinds": by_kind, "parts_ms": parts,
        "peak_mb": own_peak_mb(),
    }  # fmt: skip


def _answer(assistant: PolicyAssistant, question: Question) -> float:
    """Milliseconds of one whole answer."""
    began = time.perf_counter()
    assistant.ask(question.question, history=list(question.history), today=question.today)
    return 1000 * (time.perf_counter() - began)


def _parts(assistant: PolicyAssistant) -> dict[str, float]:
    """Milliseconds of what every answer does beside its search, as it is when it was done before."""
    library = assistant.library
    scope = library.in_scope()
    parts: dict[str, Callable[[], object]] = {
        "documents in scope": library.in_scope,
        "names of documents": lambda: library.known(scope.values()),
        "facts in scope": lambda: library.facts(scope),
        "vocabulary": lambda: library.vocabulary,
        "edits": assistant.store.edits,
        "checklist rows": assistant.checklist,
        "search": lambda: assistant.search("初中生均公用经费是多少"),
    }
    return {name: _median_ms(part) for name, part in parts.items()}


def _median_ms(part: Callable[[], object], rounds: int = 5) -> float:
    seconds = []
    for _ in range(rounds):
        began = time.perf_counter()
        part()
        seconds.append(time.perf_counter() - began)
    return round(1000 * float(np.median(seconds)), 2)


def _quantiles(milliseconds: Sequence[float]) -> dict[str, float]:
    p50, p95 = np.percentile(milliseconds, [50, 95])
    return {"n": len(milliseconds), "p50_ms": round(float(p50), 1), "p95_ms": round(float(p95), 1)}
