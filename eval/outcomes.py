"""What a run leaves behind: one outcome a question, saved as JSON so that scoring again is free."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from eval.question_fields import row_of
from eval.question_records import Question
from eval.questions import read_rows
from ingest.errors import SettingsError

FORMAT = 2
"""Number of the format of saved runs; 1 had no number and no questions."""


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
    """All outcomes of one run, what it was made with (version, model, settings, library, date), and the
    questions as they were asked, so that it can be scored and read without their file."""

    stamp: dict[str, Any]
    outcomes: tuple[Outcome, ...] = field(default=())
    questions: tuple[Question, ...] = field(default=())

    def save(self, path: Path) -> None:
        """Writes the run as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        saved = {
            "format": FORMAT,
            "stamp": self.stamp,
            "questions": [row_of(question) for question in self.questions],
            "outcomes": [asdict(outcome) for outcome in self.outcomes],
        }
        path.write_text(json.dumps(saved, ensure_ascii=False, indent=1), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Run:
        """Reads what ``save`` wrote, today or before formats were numbered.

        Raises:
            SettingsError: the file is missing, not a saved run, or of a format yet to come.
        """
        raw = saved_json(path)
        try:
            outcomes = tuple(_outcome(row) for row in raw["outcomes"])
            rows = raw.get("questions")
            return cls(raw["stamp"], outcomes, read_rows(rows, str(path)) if rows else ())
        except (KeyError, TypeError, AttributeError) as error:
            raise _no_run(path, error) from error


def saved_json(path: Path) -> dict[str, Any]:
    """A JSON file of this room.

    Raises:
        SettingsError: it is missing, no JSON object, or of a format yet to come.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _no_run(path, error) from error
    if not isinstance(raw, dict):
        raise _no_run(path, "不是对象")
    if (found := raw.get("format", 1)) not in range(1, FORMAT + 1):
        raise SettingsError(
            f"{path} 是格式 {found} 的评测结果，本版本只认到 {FORMAT}。", "请用更新的版本打开。"
        )
    return raw


def _no_run(path: Path, error: object) -> SettingsError:
    return SettingsError(
        f"{path} 不是评测结果文件：{error}。", "请用 python -m eval run --json 生成。"
    )


def _outcome(row: dict[str, Any]) -> Outcome:
    known: dict[str, Any] = dict(row)
    for key in ("citations", "hits"):
        known[key] = tuple(Passage(**passage) for passage in row[key])
    for key in ("rows", "notes", "options"):
        known[key] = tuple(row.get(key, ()))
    return Outcome(**known)
