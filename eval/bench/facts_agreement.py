"""How far do two people agree who annotated the same documents without seeing each other's work?

The second annotator is scored as the program is, against the first: the ceiling of ``bench facts``.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from eval.bench import fact_report
from eval.bench.fact_marks import Marked, mark, told_by_annotator
from eval.bench.facts import FILES, GOLD, chosen, read_folder
from eval.gold_facts.files import load_gold
from eval.gold_facts.place import FlatText, place
from eval.gold_facts.records import GoldDocument
from ingest.pipeline import corpus_dir

SECOND = GOLD / "facts-second.jsonl"


def run(
    folder: Path,
    gold: Sequence[Path] = (),
    *,
    split: str = "all",
    document: str = "",
    show_held_out: bool = False,
) -> dict[str, Any]:
    """Figures over the documents of corpus/ and the folder that both annotators did.

    ``gold``: files that hold both annotators' work; without any, those of eval/gold.
    """
    files = gold or [file for file in (*FILES, SECOND) if file.is_file()]
    documents = chosen(load_gold(files), split, document)
    first, second = ({d.name: d for d in documents if d.annotator == n} for n in (1, 2))
    both = first.keys() & second.keys()
    folders = [corpus_dir()] if folder.samefile(corpus_dir()) else [corpus_dir(), folder]
    found = read_folder(folders, set(both)) if both else {}
    marked = [
        judge(first[name], second[name], reading.document.text)
        for name, reading in found.items()
        if reading.document is not None
    ]
    if not marked:
        return {"skipped": f"no document of {folder} has two annotators"}
    absent = sorted(both - {m.document.name for m in marked})
    figures = fact_report.report(marked, show_held_out=show_held_out)
    return {"not_read": absent, **figures}


def judge(first: GoldDocument, second: GoldDocument, text: str) -> Marked:
    """The second annotator's facts against the first's; those no longer found count for neither."""
    flat = FlatText(text)
    placed, _ = place(second.facts, flat)
    return mark(first, flat, [told_by_annotator(fact, text) for fact in placed])
