"""Milliseconds of processor time a page by stage and format, beside the bare readers, in one run."""

from __future__ import annotations

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ingest.discover import find_files
from ingest.errors import DocumentError
from ingest.pipeline import Job, hash_file, read

CHARACTERS_A_PAGE = 800
"""Code points that count as a page in formats without pages."""
ROUNDS = 5
"""Each file is read so often; the fastest counts."""
TEXT_STAGES = ("load", "clean", "structure", "chunk")
"""The stages that the aim speaks of."""


def run(folder: Path) -> dict[str, Any]:
    """Per format: pages, milliseconds a page of every stage, of the bare reader, and their ratio.

    Pages of a pdf that hold a table count by themselves: they are measured as a file of their own.
    """
    sums: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    with tempfile.TemporaryDirectory() as scratch:
        for path, source in find_files([folder]):
            for part, form in _parts(path, source, Path(scratch)):
                _measure(part, source, sums[form])
    return {form: _figures(row) for form, row in sorted(sums.items()) if row["pages"]}


def _measure(path: Path, source: str, row: dict[str, float]) -> None:
    stages, pages = _stages(path, source)
    if not pages:
        return
    row["files"] += 1
    row["pages"] += pages
    row["bare"] += _fastest(lambda: BARE.get(path.suffix.lower(), _read_bytes)(path))
    for name, seconds in stages.items():
        row[name] += seconds


def _parts(path: Path, source: str, scratch: Path) -> Iterator[tuple[Path, str]]:
    """The file and its format; of a pdf its pages without tables, and those with."""
    try:
        document = read(Job(path, source, hash_file(path))).document
    except DocumentError:
        return
    if document.format != "pdf":
        yield path, document.format
        return
    tables = {page.number for t in document.tables if (page := document.page_at(t.start))}
    tables |= {
        p.page for t in document.tables for p in document.places if t.start <= p.start < t.end
    }
    for name, pages in (
        ("pdf, pages without tables", [p.number for p in document.pages if p.number not in tables]),
        ("pdf, pages with tables", sorted(tables)),
    ):
        if pages:
            yield _of_pages(path, pages, scratch / f"{len(tables)}-{len(pages)}.pdf"), name


def _of_pages(path: Path, pages: list[int], target: Path) -> Path:
    import pypdfium2

    whole, part = pypdfium2.PdfDocument(path), pypdfium2.PdfDocument.new()
    part.import_pages(whole, [number - 1 for number in pages])
    part.save(target)
    part.close()
    whole.close()
    return target


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


def _stages(path: Path, source: str) -> tuple[dict[str, float], float]:
    job = Job(path, source, hash_file(path))
    best: dict[str, float] = {}
    pages = 0.0
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
            return {}, 0.0
        pages = reading.pages or len(reading.document.text) / CHARACTERS_A_PAGE
        best = {name: min(seconds, best.get(name, seconds)) for name, seconds in laps.items()}
    return best, pages


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
