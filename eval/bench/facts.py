"""Does the program find the targets and deadlines that people found, and read them as they do?

Gold: eval/gold/facts-corpus.jsonl and facts-real.jsonl, annotated from eval/GUIDELINES.md and the
documents alone. Matching and scores as in its §5.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.bench import fact_report
from eval.bench.fact_marks import Marked, mark, told_by_program
from eval.gold_facts.files import load_gold
from eval.gold_facts.place import FlatText
from eval.gold_facts.records import GoldDocument
from ingest.discover import find_files
from ingest.errors import DocumentError, NeedsOcr
from ingest.pipeline import (
    Job,
    Reading,
    hash_file,
    ingest_paths,
    open_store,
    read,
    relate,
    understand,
)
from ingest.records import Document, Fact
from ingest.settings import Settings

GOLD = Path(__file__).resolve().parent.parent / "gold"
FILES = tuple(GOLD / name for name in ("facts-corpus.jsonl", "facts-real.jsonl"))


@dataclass(frozen=True, slots=True)
class Read:
    """A document of the folder with its facts, or why it could not be read."""

    document: Document | None = None
    facts: tuple[Fact, ...] = ()
    refused: DocumentError | None = None


def run(
    folder: Path,
    gold: Sequence[Path] = (),
    *,
    split: str = "all",
    document: str = "",
    show_held_out: bool = False,
) -> dict[str, Any]:
    """Figures over the gold documents that the folder holds; ``skipped`` where it holds none.

    Args:
        gold: Gold files; without any, those of eval/gold that exist.
        split: Only this half.
        document: Only documents whose name holds this.
    """
    wanted = chosen(load_gold(gold or [file for file in FILES if file.is_file()]), split, document)
    found = read_folder([folder], {d.name for d in wanted})
    held = [d for d in wanted if d.name in found]
    if not held:
        return {"skipped": f"no gold facts for the files of {folder}"}
    marked, unread = [], []
    for one in held:
        reading = found[one.name]
        if isinstance(reading.refused, NeedsOcr):
            unread.append({"document": one.name, "reason": reading.refused.reason})
        else:
            marked.append(mark_reading(one, reading))
    absent = sorted(d.name for d in wanted if d.name not in found) if gold else []
    figures = fact_report.report(marked, show_held_out=show_held_out)
    return {"not_in_folder": absent, "not_read": unread, **figures}


def chosen(
    documents: Iterable[GoldDocument], split: str = "all", name: str = ""
) -> list[GoldDocument]:
    """The gold documents of one half, or of a name."""
    return [d for d in documents if split in ("all", d.split) and name in d.document]


def mark_reading(document: GoldDocument, reading: Read) -> Marked:
    """A gold document beside what the program read; where it could not read it, all is missed."""
    if reading.document is None:
        return Marked(document, lost=document.facts)
    text = FlatText(reading.document.text)
    return mark(document, text, [told_by_program(fact) for fact in reading.facts])


def read_folder(folders: Sequence[Path], names: set[str]) -> dict[str, Read]:
    """The named files of the folders with their facts, each read with what the others say of it."""
    readings: dict[str, Reading] = {}
    found: dict[str, Read] = {}
    for path, source in find_files(folders):
        name = Path(source).name
        try:
            readings[source] = read(Job(path, source, hash_file(path)))
        except DocumentError as error:
            if name in names:
                found[name] = read_scan(path, error)
    related = relate({source: (source, r.metadata) for source, r in readings.items()})
    for source, reading in readings.items():
        if (name := Path(source).name) in names and name not in found:
            facts = reading.facts
            if related[source] != reading.metadata:
                facts = understand(reading.document, metadata=related[source]).facts
            found[name] = Read(reading.document, facts)
    return found


def read_scan(path: Path, error: DocumentError) -> Read:
    """A scan as a library takes it in, where text recognition is installed; else the refusal."""
    if not isinstance(error, NeedsOcr):
        return Read(refused=error)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as data:
        settings = Settings.from_env(data_dir=data)
        if not ingest_paths([path], settings).indexed:
            return Read(refused=error)
        with open_store(settings) as store:
            (stored,) = store.documents()
            return Read(store.document(stored.id), store.facts(document_id=stored.id))
