"""Measures a model on held-out text: does the question find its passage among the others?

Every set is a list of questions and a longer list of passages, the i-th belonging to the i-th. BM25 over
character bigrams stands beside the model, and the sum of both standardised scores.
"""

from __future__ import annotations

import math
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ingest.embedding.pairs import SENTENCE_END
from ingest.embedding.texts import Pair, Passage, TrainingText

Scores = NDArray[np.float32]

SIZE = 2_000
"""Passages of a set at most."""
ANSWERS = ("lawyer-llama", "huatuo")
EVERYDAY = ("QBQTC", "LCQMC", "AFQMC", "epidemic", "ATEC", "BQ", "OPPO-xiaobu", "CCF")
WORD_CHARACTERS = re.compile(r"[^\W_]+")


class Embeds(Protocol):
    """What is measured."""

    def embed(self, texts: Sequence[str], *, query: bool = False) -> Scores:
        """Unit vectors."""
        ...


@dataclass(frozen=True, slots=True)
class KnownItems:
    """Questions whose right passage is known: the one with the same index. More passages may follow."""

    name: str
    questions: tuple[str, ...]
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of results; ranks count ties against the system."""

    items: str
    system: str
    questions: int
    passages: int
    at_1: float
    at_5: float
    reciprocal_rank: float


def held_out_sets(held: TrainingText) -> tuple[KnownItems, ...]:
    """Title → text, sentence → rest of its passage, question → answer, everyday wording → the same."""
    passages = _one_a_title(held.passages)
    rests = [rest for p in held.passages if (rest := _hide_a_sentence(p.text)) is not None]
    untitled = [p.text for p in held.passages if not p.title]
    sets = [
        _items("标题→正文", [(p.title, p.text) for p in passages], untitled),
        _items("一句→同段其余", rests),
        _items("问→答", [(p.a, p.b) for p in _pairs(held.pairs, ANSWERS)]),
        _items("口语改写", [(p.a, p.b) for p in _pairs(held.pairs, EVERYDAY)]),
    ]
    return tuple(one for one in sets if one.questions)


def evaluate(model: Embeds, sets: Sequence[KnownItems]) -> tuple[Row, ...]:
    """R@1, R@5 and MRR of the model, of BM25 and of both together on every set."""
    rows: list[Row] = []
    for items in sets:
        dense = model.embed(items.questions, query=True) @ model.embed(items.passages).T
        lexical = Bm25(items.passages).scores(items.questions)
        systems = {"本模型": dense, "二元组 BM25": lexical, "两者相加": _z(dense) + _z(lexical)}
        rows += [_measure(items.name, system, scores) for system, scores in systems.items()]
    return tuple(rows)


def table(rows: Sequence[Row]) -> str:
    """The results as a Markdown table."""
    lines = ["| 集合 | 题数 | 段数 | 方法 | R@1 | R@5 | MRR |", "|---|---|---|---|---|---|---|"]
    for r in rows:
        figures = f"{r.at_1:.3f} | {r.at_5:.3f} | {r.reciprocal_rank:.3f}"
        lines.append(f"| {r.items} | {r.questions} | {r.passages} | {r.system} | {figures} |")
    return "\n".join(lines)


class Bm25:
    """BM25 over character bigrams (k1 1.2, b 0.75), all scores at once."""

    def __init__(self, passages: Sequence[str]) -> None:
        bags = [Counter(bigrams(text)) for text in passages]
        lengths = np.array([sum(bag.values()) for bag in bags], dtype=np.float32)
        norm = 1.2 * (0.25 + 0.75 * lengths / max(float(lengths.mean()), 1.0))
        postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for row, bag in enumerate(bags):
            for gram, count in bag.items():
                postings[gram].append((row, count))
        self._size = len(bags)
        self._postings: dict[str, tuple[NDArray[np.int64], Scores]] = {}
        for gram, hits in postings.items():
            where = np.array([row for row, _ in hits])
            counts = np.array([count for _, count in hits], dtype=np.float32)
            idf = math.log(1 + (self._size - len(hits) + 0.5) / (len(hits) + 0.5))
            self._postings[gram] = where, idf * counts * 2.2 / (counts + norm[where])

    def scores(self, questions: Sequence[str]) -> Scores:
        """One row a question, one column a passage."""
        result = np.zeros((len(questions), self._size), dtype=np.float32)
        for row, question in enumerate(questions):
            for gram in bigrams(question):
                if gram in self._postings:
                    where, weights = self._postings[gram]
                    result[row, where] += weights
        return result


def bigrams(text: str) -> list[str]:
    """Overlapping character bigrams of each run of letters and digits; a lone character stays."""
    grams: list[str] = []
    for run in WORD_CHARACTERS.findall(text.lower()):
        grams += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return grams


def _measure(name: str, system: str, scores: Scores) -> Row:
    right = scores[np.arange(len(scores)), np.arange(len(scores))][:, None]
    ranks = (scores >= right).sum(axis=1)
    return Row(
        name,
        system,
        len(ranks),
        scores.shape[1],
        float((ranks <= 1).mean()),
        float((ranks <= 5).mean()),
        float((1 / ranks).mean()),
    )


def _z(scores: Scores) -> Scores:
    spread = scores.std(axis=1, keepdims=True)
    return np.asarray((scores - scores.mean(axis=1, keepdims=True)) / np.maximum(spread, 1e-6))


def _items(name: str, pairs: Sequence[tuple[str, str]], others: Sequence[str] = ()) -> KnownItems:
    """At most ``SIZE`` pairs, chosen by hash, no question and no passage twice, filled up with others."""
    ordered = sorted(set(pairs), key=lambda pair: (zlib.crc32(pair[0].encode("utf-8")), pair))
    asked: set[str] = set()
    told: set[str] = set()
    kept: list[tuple[str, str]] = []
    for question, passage in ordered:
        if question not in asked and passage not in told and question and passage:
            kept.append((question, passage))
        asked.add(question)
        told.add(passage)
    kept = kept[:SIZE]
    passages = dict.fromkeys([*(p for _, p in kept), *others])
    return KnownItems(name, tuple(q for q, _ in kept), tuple(passages)[: max(SIZE, len(kept))])


def _one_a_title(passages: Sequence[Passage]) -> list[Passage]:
    """The longest passage of each title."""
    best: dict[str, Passage] = {}
    for passage in passages:
        known = best.get(passage.title)
        if passage.title and (known is None or len(passage.text) > len(known.text)):
            best[passage.title] = passage
    return list(best.values())


def _hide_a_sentence(text: str) -> tuple[str, str] | None:
    """A sentence of 8 to 40 characters, and the passage without it; None where there is none."""
    parts = [part for part in SENTENCE_END.split(text) if part.strip()]
    short = [i for i, part in enumerate(parts) if 8 <= len(part.strip()) <= 40]
    if len(text) < 80 or not short:
        return None
    chosen = short[zlib.crc32(text.encode("utf-8")) % len(short)]
    rest = "".join(part for i, part in enumerate(parts) if i != chosen)
    return parts[chosen].strip(), rest


def _pairs(pairs: Sequence[Pair], sources: Sequence[str]) -> list[Pair]:
    return [pair for pair in pairs if pair.source in sources]
