"""The guard on sentences made wrong and on sentences that are fair: what is caught, what is struck by mistake, how long it takes."""

from __future__ import annotations

import random
import statistics
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.guard import judge
from eval.bench.guard_changes import CHANGES
from eval.bench.guard_fair import hand_written, rewritten
from eval.bench.guard_pairs import Pair, half_of, pairs
from eval.bench.guard_splicing import Pool

if TYPE_CHECKING:
    from ingest.settings import Settings

HALVES = ("dev", "held-out")
PER_DOCUMENT = 40
"""Sentences taken of a document."""
SHOWN = 12
"""Examples of a kind that are told, of the dev half alone."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One sentence as it was judged; ``bad`` says that it was made wrong."""

    kind: str
    half: str
    bad: bool
    said: str
    true: str
    lacks: tuple[str, ...]


def run(settings: Settings, show: str = "") -> dict[str, Any]:
    """Figures over one library, each for both halves of its documents."""
    from assistant import PolicyAssistant

    with PolicyAssistant.open(settings) as assistant:
        found = pairs(assistant, per_document=PER_DOCUMENT)
        places = {d.metadata.place for d in assistant.library.documents() if d.metadata.place}
    trials = [
        *_wrong(found, Pool(tuple(sorted(places)))), *_foreign(found), *_untouched(found), *_fair(found), *_by_hand(),
    ]  # fmt: skip
    return {
        "pairs": len(found),
        "documents": len({p.document for p in found}),
        "caught": _shares([t for t in trials if t.bad]),
        "struck": _shares([t for t in trials if not t.bad]),
        "milliseconds_of_6_sentences": _milliseconds(found),
        "examples": _examples(trials, show),
    }


def _judged(kind: str, half: str, bad: bool, said: str, pair: Pair) -> Trial:
    lacks = tuple(f"{lack.kind} {lack.words}" for lack in judge(said, pair.sources))
    return Trial(kind, half, bad, said, pair.said, lacks)


def _wrong(found: Iterable[Pair], pool: Pool) -> list[Trial]:
    trials = []
    for pair in found:
        for kind, change in CHANGES.items():
            said = change(pair.said, random.Random(f"{kind} {pair.said}"), pool)
            if said and said != pair.said:
                trials.append(_judged(kind, pair.half, True, said, pair))
    return trials


def _foreign(found: Sequence[Pair]) -> list[Trial]:
    """Sentences with the sources of another sentence of their document."""
    trials = []
    for one, other in pairwise(found):
        alike = one.document == other.document and one.said not in "\n".join(other.sources)
        if alike:
            trials.append(_judged("another's sources", one.half, True, one.said, other))
    return trials


def _untouched(found: Iterable[Pair]) -> list[Trial]:
    return [_judged("untouched", p.half, False, p.said, p) for p in found]


def _fair(found: Sequence[Pair]) -> list[Trial]:
    return [
        _judged(kind, pair.half, False, said, pair)
        for pair in found for kind, said in rewritten(pair.said)
    ]  # fmt: skip


def _by_hand() -> list[Trial]:
    return [
        _judged("by hand", one.half, one.bad, one.said, Pair("", "", one.sources, one.half))
        for one in hand_written()
    ]


def _shares(trials: Iterable[Trial]) -> dict[str, dict[str, Any]]:
    """Kind → half → (how many were struck, of how many, share)."""
    counted: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for trial in trials:
        for half in (trial.half, "both"):
            counted[trial.kind][half].append(bool(trial.lacks))
    return {
        kind: {
            half: [sum(v), len(v), round(sum(v) / len(v), 4)] for half, v in sorted(halves.items())
        }
        for kind, halves in counted.items()
    }


def _milliseconds(found: Sequence[Pair]) -> dict[str, float]:
    """Processor time of six sentences with their sources, none of them read before."""
    spent = []
    for at in range(0, min(len(found), 600) - 5, 6):
        answer = [(p.said, tuple(f"{s}\n{at}" for s in p.sources)) for p in found[at : at + 6]]
        began = time.process_time()
        for said, sources in answer:
            judge(said, sources)
        spent.append((time.process_time() - began) * 1000)
    spent.sort()
    return {
        "median": round(statistics.median(spent), 2),
        "p95": round(spent[int(len(spent) * 0.95)], 2),
    }


def _examples(trials: Iterable[Trial], show: str) -> list[dict[str, Any]]:
    """What went wrong in the dev half, for who mends it."""
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for t in trials:
        if t.half == "dev" and t.bad != bool(t.lacks) and len(told[t.kind]) < SHOWN:
            told[t.kind].append({"kind": t.kind, "said": t.said, "true": t.true, "lacks": t.lacks})
    return [one for kind, many in told.items() if show in ("all", kind) for one in many]


def table(figures: dict[str, Any]) -> str:
    """The figures as lines for people."""
    lines = [
        f"{figures['pairs']} pairs of {figures['documents']} documents; {figures['milliseconds_of_6_sentences']}"
    ]
    for title in ("caught", "struck"):
        lines.append(f"{title}:")
        for kind, halves in figures[title].items():
            shares = "  ".join(f"{h} {n}/{of} {share:.1%}" for h, (n, of, share) in halves.items())
            lines.append(f"  {kind:22} {shares}")
    return "\n".join(lines)


__all__ = ["Path", "half_of", "run", "table"]
