"""Milliseconds of processor time a page by stage and format, beside the bare readers, in one run."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ingest.discover import find_files
from ingest.errors import DocumentError
from ingest.pipeline import Job, hash_file, read

CHARACTERS_A_PAGE = 800
"""Code points that count as a page in formats without pages."""
MOST_TABLES = 0.3
"""Tables a page from which a file is counted by itself, as one of tables."""
ROUNDS = 5
"""Each file is read so often; the fastest counts."""
TEXT_STAGES = ("load", "clean", "structure", "chunk")
"""The stages that the aim speaks of."""


def run(folder: Path) -> dict[str, Any]:
    """Per format: pages, milliseconds a page of every stage, of the bare reader, and their ratio."""
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for path, source in find_files([folder]):
        stages, pages, form = _stages(path, source)
        if not pages:
            continue
        bare = _fastest(lambda p=path: BARE.get(p.suffix.lower(), _read_bytes)(p))  # type: ignore[misc]
        row = sums[form]
        row["files"] += 1
        row["pages"] += pages
        row["bare"] += bare
        for name, seconds in stages.items():
            row[name] += seconds
    return {form: _figures(row) for form, row in sorted(sums.items())}


def _figures(row: dict[str, float]) -> dict[str, Any]:
    pages = row["pages"]
    timed = {k: round(1000 * v / pages, 3) for k, v in row.items() if k not in ("files", "pages")}
    text = sum(row[name] for name in TEXT_STAGES)
    whole = sum(v for k, v in row.items() if k not in ("files", "pages", "bare"))
    return {
        "files": int(row["files"]), "pages": round(pages, 1), "ms_a_page": timed,
        "text_stages_to_bare": round(text / row["bare"], 2) if row["bare"] else None,
        "pages_a_second_without_store": round(pages / whole, 1) if whole else None,
    }  # fmt: skip


def _stages(path: Path, source: str) -> tuple[dict[str, float], float, str]:
    job = Job(path, source, hash_file(path))
    best: dict[str, float] = {}
    pages, form = 0.0, ""
    for _ in range(ROUNDS):
        laps: dict[str, float] = {}
        last = time.process_time()

        def lap(name: str, laps: dict[str, float] = laps) -> None:
            nonlocal last
            now = time.process_time()
            laps[name] = laps.get(name, 0.0) + now - last
            last = now

        try:
            reading = read(job, lap=lap)
        except DocumentError:
            return {}, 0.0, ""
        document = reading.document
        pages = reading.pages or len(document.text) / CHARACTERS_A_PAGE
        ruled = len(document.tables) > MOST_TABLES * pages
        form = f"{document.format}, tables" if ruled else document.format
        best = {name: min(seconds, best.get(name, seconds)) for name, seconds in laps.items()}
    return best, pages, form


def _fastest(work: Callable[[], Any]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _pdfium(path: Path) -> None:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(path)
    for page in pdf:
        page.get_textpage().get_text_range()
    pdf.close()


def _python_docx(path: Path) -> None:
    import docx

    document = docx.Document(str(path))
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            for row in block.rows:
                for cell in row.cells:
                    _ = cell.text
        else:
            _ = block.text


def _read_bytes(path: Path) -> None:
    path.read_bytes().decode("utf-8", "replace")


BARE: dict[str, Callable[[Path], None]] = {".pdf": _pdfium, ".docx": _python_docx}
"""The bare readers; other formats are read as bytes."""
