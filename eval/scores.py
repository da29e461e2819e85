"""Every question with its scores, as a run leaves them or as they are kept without the answers.

A baseline that is committed holds no answer and no gold: ids, groups, scores and a hash of the answer.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.formats.runs import load_run
from eval.outcomes import FORMAT, Outcome, Run, saved_json
from eval.questions import Question
from eval.report import Scored, score
from ingest.errors import SettingsError

HASH_LENGTH = 12
PLACES = 4
"""Decimal places of a kept score."""


@dataclass(frozen=True, slots=True)
class Line:
    """The scores of one question. ``answer`` is a hash of what was said; ``of`` the question and its
    outcome, where they are known."""

    id: str
    kind: str
    split: str
    scores: Mapping[str, float | None]
    answer: str = ""
    of: Scored | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """All questions of a run, and what it was made with."""

    stamp: Mapping[str, Any]
    rows: tuple[Line, ...]

    def by_id(self) -> dict[str, Line]:
        """The rows by the ids of their questions."""
        return {row.id: row for row in self.rows}

    def save(self, path: Path) -> None:
        """Writes the scores alone: a baseline to hold later runs against."""
        rows = [{k: v for k, v in asdict(row).items() if k != "of"} for row in self._bare()]
        path.parent.mkdir(parents=True, exist_ok=True)
        body = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
        stamp = json.dumps(self.stamp, ensure_ascii=False)
        path.write_text(
            f'{{"format": {FORMAT},\n"stamp": {stamp},\n"scores": [\n{body}\n]}}\n',
            encoding="utf-8",
        )

    def _bare(self) -> Iterable[Line]:
        for row in self.rows:
            kept = {n: round(s, PLACES) for n, s in row.scores.items() if s is not None}
            yield Line(row.id, row.kind, row.split, kept, row.answer)


def lines(scored: Sequence[Scored], stamp: Mapping[str, Any]) -> Lines:
    """The scores of a run."""
    rows = (
        Line(s.question.id, s.question.kind, s.question.split, s.scores, answer_hash(s.outcome), s)
        for s in scored
    )
    return Lines(stamp, tuple(rows))


def answer_hash(outcome: Outcome) -> str:
    """Changes when what is said, refused or cited changes."""
    cited = [(passage.source, passage.text) for passage in outcome.citations]
    said = json.dumps(
        [outcome.mode, outcome.text, outcome.error, outcome.rows, cited], ensure_ascii=False
    )
    return hashlib.sha256(said.encode()).hexdigest()[:HASH_LENGTH]


def load_lines(
    path: Path, questions: Sequence[Question] = (), *, latest: Sequence[Question] = ()
) -> Lines:
    """Reads kept scores, or scores a saved run: with ``questions``, else with those that it holds.

    ``latest`` are later wordings of the same questions: two runs are held against one gold. Questions
    that the run was not asked have no line.

    Raises:
        SettingsError: the file is neither, or is a run that holds no questions while none are given.
    """
    raw = saved_json(path) if path.suffix != ".jsonl" else {}
    if "scores" in raw:
        try:
            return Lines(raw["stamp"], tuple(Line(**row) for row in raw["scores"]))
        except (KeyError, TypeError) as error:
            raise SettingsError(
                f"{path} 不是评分文件：{error}。", "请用 python -m eval score --json 生成。"
            ) from error
    run = load_run(path)
    newest = {question.id: question for question in latest}
    answered = {outcome.question_id for outcome in run.outcomes}
    given = asked(questions or ([] if run.questions else latest), [run], path)
    held = (newest.get(q.id, q) for q in given if q.id in answered)
    return lines(score(held, run), run.stamp)


def asked(given: Sequence[Question], runs: Sequence[Run], path: Path) -> tuple[Question, ...]:
    """The questions to score with: those given, else those that the runs hold.

    Raises:
        SettingsError: there are none.
    """
    held = {q.id: q for run in runs for q in run.questions}
    if not (given or held):
        raise SettingsError(f"{path} 里没有题目（旧格式）。", "请用 --questions 给出题库。")
    return tuple(given or held.values())
