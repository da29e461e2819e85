"""A saved run, ours or another system's rows: both are scored, compared and reported alike."""

from __future__ import annotations

from pathlib import Path

from eval.formats import ragas
from eval.outcomes import Run
from eval.runner import file_stamp


def load_run(path: Path) -> Run:
    """Reads what ``run --json`` saved, or JSON lines of ragas rows that another system answered.

    Raises:
        SettingsError: the file is neither; the message says what is wrong.
    """
    if path.suffix != ".jsonl":
        return Run.load(path)
    found = ragas.read_outcomes(path)
    return Run(file_stamp([path]), found.outcomes, found.questions)
