"""Asks one shelf the questions of its sets with every system, and keeps the ranks."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from eval.bench.retrieval import scoring
from eval.bench.retrieval.records import DEPTH, Asked, AskedSet, Search, Wanted
from eval.bench.retrieval.scoring import Ranks
from eval.bench.retrieval.shelf import Shelf
from eval.bench.retrieval.systems import SYSTEMS


@dataclass(frozen=True, slots=True)
class Measured:
    """One set as every system answered it: a rank a question, in the order of the set."""

    asked: AskedSet
    ranks: Mapping[str, Sequence[Ranks]]
    milliseconds: Mapping[str, float]
    """The median of a search."""
    unreachable: tuple[str, ...] = ()
    """Questions whose gold no chunk of the library holds (a scan that was not read, a cut quote)."""


def measure(shelf: Shelf, sets: Sequence[AskedSet], systems: Sequence[str]) -> list[Measured]:
    """Every set with every system; a system is built once and let go before the next."""
    found: dict[str, list[tuple[list[Ranks], float]]] = {}
    for name in systems if sets else ():
        print(f"{name} …", file=sys.stderr, flush=True)
        search = SYSTEMS[name](shelf)
        found[name] = [_ask(shelf, search, one) for one in sets]
    return [
        Measured(
            one,
            {name: rows[number][0] for name, rows in found.items()},
            {name: rows[number][1] for name, rows in found.items()},
            unreachable(shelf, one),
        )
        for number, one in enumerate(sets)
    ]


def _ask(shelf: Shelf, search: Search, asked: AskedSet) -> tuple[list[Ranks], float]:
    ranks, seconds = [], []
    for question in asked.asked:
        shelf.forget()
        began = time.perf_counter()
        hits = search(question.text, DEPTH)
        seconds.append(time.perf_counter() - began)
        ranks.append(scoring.ranks(question, hits))
    return ranks, scoring.median(1000 * s for s in seconds)


def unreachable(shelf: Shelf, one: AskedSet) -> tuple[str, ...]:
    """Ids of questions that no system over these chunks can get right: they still count as missed."""
    return tuple(
        asked.id
        for asked in one.asked
        if not any(all(_held(shelf, wanted) for wanted in group) for group in asked.gold)
    )


def _held(shelf: Shelf, wanted: Wanted) -> bool:
    return any(scoring.holds(passage, wanted) for passage in shelf.passages_of(wanted))


def set_figures(measured: Measured) -> dict[str, Any]:
    """Figures of the whole set and of its groups: each wording, each half, each wording in each half."""
    whole = _figures(measured, range(len(measured.asked.asked)))
    for name, milliseconds in measured.milliseconds.items():
        whole["systems"][name]["ms"] = milliseconds
    groups = {name: _figures(measured, rows) for name, rows in _groups(measured.asked.asked)}
    missed = list(measured.unreachable)
    return {"name": measured.asked.name, "unreachable": missed, **whole, "groups": groups}


def _figures(measured: Measured, rows: Sequence[int]) -> dict[str, Any]:
    chosen = {name: [ranks[row] for row in rows] for name, ranks in measured.ranks.items()}
    return {"questions": len(rows), **scoring.figures(chosen)}


def _groups(asked: Sequence[Asked]) -> Iterable[tuple[str, list[int]]]:
    tags = sorted({a.tag for a in asked} - {""})
    for split in ("", *sorted({a.split for a in asked})):
        for tag in ("", *tags):
            rows = [n for n, a in enumerate(asked) if split in ("", a.split) and tag in ("", a.tag)]
            if 0 < len(rows) < len(asked):
                yield f"{split} {tag}".strip(), rows


def headline(measured: Iterable[Measured]) -> dict[str, dict[str, str]]:
    """System → metric → mean over the questions of all these sets together, to three places."""
    pooled: dict[str, list[Ranks]] = {}
    for one in measured:
        for name, ranks in one.ranks.items():
            pooled.setdefault(name, []).extend(ranks)
    return {
        name: {m: f"{sum(map(of, ranks)) / len(ranks):.3f}" for m, of in scoring.METRICS.items()}
        for name, ranks in pooled.items()
        if ranks
    }


def rows_of(measured: Measured) -> list[dict[str, Any]]:
    """One row a question for ``--save``; the words of held-out questions are not shown."""
    return [
        {
            "set": measured.asked.name,
            "id": asked.id,
            "split": asked.split,
            "tag": asked.tag,
            "question": "" if asked.split == "held-out" else asked.text,
            "ranks": {name: ranks[row].whole for name, ranks in measured.ranks.items()},
        }
        for row, asked in enumerate(measured.asked.asked)
    ]
