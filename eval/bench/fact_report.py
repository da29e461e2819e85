"""Marked documents → figures: finding, fields, kinds worst first, halves; and what went wrong, in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from eval.bench.fact_checks import Check, checks, one_of
from eval.bench.fact_marks import Marked, Told
from eval.gold_facts.records import NAMES, PlacedFact

FIELDS = ("values_and_dates", "value", "unit", "comparator", "days", "relation", "precision",
          "recurring", "name", "indicator", "scope", "action", "owner")  # fmt: skip
"""Fields in the order of the report."""


def report(marked: Sequence[Marked], *, show_held_out: bool = False) -> dict[str, Any]:
    """All figures of the marked documents.

    Missed, extra and wrongly read facts are listed for the dev half alone unless ``show_held_out``:
    rules are not made from the other half.
    """
    halves = {
        half: some
        for half in ("dev", "held-out")
        if (some := [m for m in marked if m.document.split == half])
    }
    listed = [m for m in marked if show_held_out or m.document.split == "dev"]
    return {
        "total": figures(marked),
        **{half: figures(some) for half, some in halves.items()},
        "kinds": by_kind(marked),
        **lists(listed),
    }


def by_kind(marked: Sequence[Marked]) -> list[dict[str, Any]]:
    """Figures of each kind of document, the one with the worst F1 first."""
    kinds = {m.document.kind for m in marked}
    rows = [{"kind": k} | figures([m for m in marked if m.document.kind == k]) for k in kinds]
    return sorted(rows, key=lambda row: (row["finding"]["both"]["f1"] or 0.0, row["kind"]))


def figures(marked: Iterable[Marked]) -> dict[str, Any]:
    """Finding and fields over some documents."""
    marked = list(marked)
    return {
        "documents": len(marked),
        "finding": {
            "targets": finding(marked, "target"),
            "deadlines": finding(marked, "deadline"),
            "both": finding(marked),
        },
        "no_longer_found": sum(len(m.lost) for m in marked),
        "fields": fields(marked),
    }


def finding(marked: Iterable[Marked], kind: str | None = None) -> dict[str, Any]:
    """Precision, recall and F1 with their counts. A gold fact that is no longer found is missed."""
    pairs = gold = found = 0
    for m in marked:
        matched = sum(kind in (None, fact.gold.kind) for fact, _ in m.pairs)
        pairs += matched
        gold += matched + sum(kind in (None, fact.gold.kind) for fact in m.missed)
        gold += sum(kind in (None, fact.kind) for fact in m.lost)
        found += matched + sum(kind in (None, fact.kind) for fact in m.extra)
    return {
        "f1": _rate(2 * pairs, gold + found), "precision": _rate(pairs, found),
        "recall": _rate(pairs, gold), "gold": gold, "found": found, "matched": pairs,
    }  # fmt: skip


def fields(marked: Iterable[Marked]) -> dict[str, Any]:
    """Field → share of the matched pairs that have it right; of text fields also the exact share."""
    seen: dict[str, list[Check]] = {name: [] for name in FIELDS}
    for m in marked:
        for pair in m.pairs:
            for name, check in checks(*pair).items():
                seen[name].append(check)
    shares: dict[str, Any] = {}
    for name, found in seen.items():
        if not found:
            continue
        right = _share([c.right for c in found])
        exact = [c.exact for c in found if c.exact is not None]
        shares[name] = {"right": right, "exact": _share(exact)} if exact else right
    return shares


def lists(marked: Iterable[Marked]) -> dict[str, Any]:
    """Every missed, extra and wrongly read fact of the documents, in their words."""
    missed, extra, wrong, lost = [], [], [], []
    for m in marked:
        place = {"document": m.document.name}
        missed += [place | gold_words(fact) for fact in m.missed]
        extra += [place | found_words(told) for told in m.extra]
        wrong += [place | row for gold, told in m.pairs if (row := _wrong(gold, told))]
        lost += [
            place | {"file": m.document.file, "line": fact.line, "kind": fact.kind}
            for fact in m.lost
        ]
    return {"missed": missed, "extra": extra, "wrong": wrong, "no_longer_found": lost}


def gold_words(fact: PlacedFact) -> dict[str, Any]:
    """A gold fact for a list; of several readings all."""
    gold = fact.gold
    row: dict[str, Any] = {"kind": gold.kind, "quote": fact.quote}
    row |= {name: one_of(fact.names[name]) for name in NAMES[gold.kind]}
    if gold.kind == "target":
        numbers = {k: one_of(v) for k, v in gold.numbers.items() if set(v) != {None}}
        row |= {"comparator": one_of(gold.comparators), **numbers, "unit": one_of(gold.units)}
    return row | {"time": one_of(fact.time_words) if fact.time_words else None}


def found_words(told: Told) -> dict[str, Any]:
    """A found fact for a list."""
    row: dict[str, Any] = {"kind": told.kind, "quote": told.quote, "words": told.words}
    row |= told.names
    if told.kind == "target":
        numbers = {name: value for name, value in told.numbers.items() if value is not None}
        row |= {"comparator": told.comparator, **numbers, "unit": told.unit}
    return row | {"time": told.time.raw if told.time else None}


def _wrong(gold: PlacedFact, told: Told) -> dict[str, Any]:
    """The fields of a pair that are wrong; empty where all are right."""
    bad = {
        name: {"gold": check.gold, "found": check.found}
        for name, check in checks(gold, told).items()
        if not check.right and name not in ("values_and_dates", "name")
    }
    return {"kind": told.kind, "quote": gold.quote, "words": told.words, **bad} if bad else {}


def _rate(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _share(good: Sequence[bool]) -> str:
    return f"{sum(good) / len(good):.3f} ({sum(good)}/{len(good)})"
