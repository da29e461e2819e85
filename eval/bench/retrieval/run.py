"""The order of the bench: a library, the sets that fit it, every system, figures."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.bench.retrieval import systems
from eval.bench.retrieval.measure import Measured, headline, measure, rows_of, set_figures
from eval.bench.retrieval.question_files import question_sets
from eval.bench.retrieval.shelf import Shelf
from ingest.settings import Settings


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asks for."""

    systems: tuple[str, ...]
    files: tuple[Path, ...] = ()
    split: str = "all"
    of_corpus: bool = True
    save: Path | None = field(default=None)


def run(settings: Settings, wish: Wish) -> dict[str, Any]:
    """Figures of every set; those of all question files together stand at the top, by system."""
    from assistant import PolicyAssistant

    skipped = systems.missing(wish.systems)
    names = [name for name in wish.systems if name not in skipped]
    with PolicyAssistant.open(settings) as assistant:
        shelf = Shelf(assistant)
        sets = question_sets(wish.files, of_corpus=wish.of_corpus)
        asked = measure(shelf, [one.of_split(wish.split) for one in sets], names)
        stamp = {
            "questions": sum(len(one.asked.asked) for one in asked),
            "documents": len(shelf.documents),
            "chunks": len(shelf.chunks),
            "model": shelf.embedder.name,
            "split": wish.split,
        }
    if wish.save:
        _save(wish.save, asked)
    figures = {"sets": [set_figures(one) for one in asked], "skipped_systems": skipped}
    return stamp | headline(asked) | figures


def _save(path: Path, asked: Sequence[Measured]) -> None:
    rows = [json.dumps(row, ensure_ascii=False) for one in asked for row in rows_of(one)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
