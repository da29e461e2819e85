"""What a run leaves behind: one outcome a question, saved as JSON so that scoring again is free."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ingest.errors import SettingsError


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a source, as a hit or a citation gave them.

    Of a citation, ``marker`` is its number and ``around`` what it stands on beside its quote: context,
    headings and the document's title; ``before`` and ``after`` are the text on both sides of the quote.
    """

    source: str
    text: str
    marker: int = 0
    around: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One question as it was answered. ``error`` is set where the program crashed; it scores zero."""

    question_id: str
    mode: str = ""
    text: str = ""
    citations: tuple[Passage, ...] = ()
    hits: tuple[Passage, ...] = ()
    rows: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    seconds: float = 0.0
    error: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """All outcomes of one run and what it was made with (version, model, question file, library)."""

    stamp: dict[str, Any]
    outcomes: tuple[Outcome, ...] = field(default=())

    def save(self, path: Path) -> None:
        """Writes the run as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), ensure_ascii=False, indent=1), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Run:
        """Reads what ``save`` wrote.

        Raises:
            SettingsError: the file is missing or not a saved run.
        """
        try:
            raw = json.loads(path.read_text(encoding="utf-8"))
            outcomes = tuple(_outcome(row) for row in raw["outcomes"])
            return cls(raw["stamp"], outcomes)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise SettingsError(
                f"{path} 不是评测结果文件：{error}。", "请用 python -m eval run --json 生成。"
            ) from error


def _outcome(row: dict[str, Any]) -> Outcome:
    known: dict[str, Any] = dict(row)
    for key in ("citations", "hits"):
        known[key] = tuple(Passage(**passage) for passage in row[key])
    for key in ("rows", "notes", "options"):
        known[key] = tuple(row.get(key, ()))
    return Outcome(**known)
