"""What the tab keeps and finds: question sets, saved runs and verdicts, all in the data folder by name.

``questions/*.yaml`` are sets (``own.yaml`` the one written here), ``questions/verdicts.jsonl`` what people said of
answers, ``evaluations/*.json`` runs as ``python -m eval run --json`` saves them.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import threading
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

from eval.gold_check import name
from eval.questions import Question, load_questions, save_questions
from eval.sheets.reading import read_sheet
from ingest.errors import PolicyError, SettingsError, UnknownId

HERE = Path(__file__).resolve().parent.parent
SHIPPED = (*sorted((HERE / "questions").glob("*.yaml")), *sorted(HERE.glob("libraries/*/questions.yaml")))  # fmt: skip
"""Sets that come with the program; each is offered where the library holds its documents."""
OWN = "own.yaml"
OWN_LIBRARY = "own"
"""What questions written here say of their library."""
SOURCE = re.compile(r"\bsource: *['\"]?([^'\",}\n]+)")
"""Where a question file names a document."""
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f_]+')
"""Characters that a file name does not take on every system; ``_`` parts the name of a run."""
RUN = re.compile(r"(\d{4}-\d\d-\d\d)_(\d\d)-(\d\d)-\d\d_(.*)_(\d+)-of-(\d+)")
"""The name of a saved run: when, which set, how many right of how many."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """A set by the key it is chosen by; ``title`` is empty for the one that is written here."""

    key: str
    title: str
    path: Path
    questions: tuple[Question, ...]

    def sources(self) -> frozenset[str]:
        """File names of the documents that its gold stands in."""
        golds = (g for q in self.questions for group in q.gold for g in group)
        return frozenset(name(g.source) for g in golds)


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved run by the name of its file."""

    name: str
    at: str
    title: str
    right: int
    asked: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person said of an answer; ``right`` or not. ``at`` is UTC, ISO 8601."""

    at: str
    question: str
    mode: str
    answer: str
    cited: tuple[str, ...]
    right: bool
    note: str = ""


class Shelf:
    """The files of one data folder. Safe to use from several threads."""

    def __init__(self, data_dir: Path) -> None:
        self.sets_dir = data_dir / "questions"
        self.runs_dir = data_dir / "evaluations"
        self._lock = threading.Lock()

    @property
    def own_path(self) -> Path:
        """The file of the questions written here."""
        return self.sets_dir / OWN

    # --- question sets ---

    def sets(self, held: Iterable[str]) -> tuple[tuple[QuestionSet, ...], tuple[str, ...]]:
        """The sets of the data folder, then those shipped ones whose documents are all among ``held`` (sources
        that answer); and what is wrong with files that cannot be read."""
        files, found, problems = {name(source) for source in held}, [], []
        for path in sorted(self.sets_dir.glob("*.yaml"), key=lambda p: (p.name != OWN, p.name)):
            try:
                title = "" if path.name == OWN else path.stem
                found.append(QuestionSet(path.name, title, path, _read(path)))
            except PolicyError as error:
                problems.append(str(error))
        for path in SHIPPED:
            if _first_source(path) not in files:  # the others need not be read, which takes seconds
                continue
            title = path.stem if path.stem != "questions" else path.parent.name
            shipped = QuestionSet(f"shipped/{title}", title, path, _read(path))
            if shipped.sources() <= files:
                found.append(shipped)
        return tuple(found), tuple(problems)

    def add_set(self, path: Path, called: str) -> QuestionSet:
        """Takes a question file in, YAML or workbook, under its own name; one of that name is replaced.

        Raises:
            SettingsError: it is not of the format; nothing is kept.
        """
        questions = read_sheet(path) if called.lower().endswith(".xlsx") else load_questions(path)
        stem = safe(Path(called).stem) or "questions"
        target = self.sets_dir / f"{stem if stem != Path(OWN).stem else stem + '-2'}.yaml"
        with self._lock:
            save_questions(questions, target)
        return QuestionSet(target.name, stem, target, questions)

    def own(self) -> tuple[Question, ...]:
        """The questions written here.

        Raises:
            SettingsError: somebody has edited the file and it cannot be read.
        """
        return _read(self.own_path) if self.own_path.exists() else ()

    def next_id(self) -> str:
        """The id of the next question written here."""
        numbers = [int(n) for q in self.own() if (n := q.id.rpartition("-")[2]).isdigit()]
        return f"own-{max(numbers, default=0) + 1:03}"

    def add_own(self, question: Question) -> None:
        """Appends a question to those written here."""
        with self._lock:
            save_questions((*self.own(), question), self.own_path)

    def remove_own(self, identity: str) -> None:
        """Takes a question out of those written here.

        Raises:
            UnknownId: there is none of this id.
        """
        with self._lock:
            kept = tuple(q for q in self.own() if q.id != identity)
            if len(kept) == len(self.own()):
                raise UnknownId(f"没有题目 {identity}。", "请刷新后再选。")
            if kept:
                save_questions(kept, self.own_path)
            else:
                self.own_path.unlink()

    # --- runs ---

    def runs(self) -> tuple[Saved, ...]:
        """Saved runs, the newest first; what else lies in the folder is left out."""
        found = []
        for path in sorted(self.runs_dir.glob("*.json"), reverse=True):
            if match := RUN.fullmatch(path.stem):
                day, hour, minute, title, right, asked = match.groups()
                found.append(
                    Saved(path.name, f"{day} {hour}:{minute}", title, int(right), int(asked))
                )
        return tuple(found)

    def run_path(self, chosen: str) -> Path:
        """The file of a saved run.

        Raises:
            UnknownId: there is none of this name.
        """
        if chosen not in {saved.name for saved in self.runs()}:
            raise UnknownId(f"没有评测 {chosen}。", "请刷新后再选。")
        return self.runs_dir / chosen

    def new_run(self, title: str, right: int, asked: int) -> Path:
        """Where a run of now is saved; one that has ended in the same second keeps its place."""
        at = dt.datetime.now()
        while any(self.runs_dir.glob(f"{at:%Y-%m-%d_%H-%M-%S}_*")):
            at += dt.timedelta(seconds=1)
        return self.runs_dir / f"{at:%Y-%m-%d_%H-%M-%S}_{safe(title)}_{right}-of-{asked}.json"

    # --- verdicts ---

    def add_verdict(self, verdict: Verdict) -> None:
        """Appends what a person said."""
        path = self.sets_dir / "verdicts.jsonl"
        with self._lock:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(json.dumps(asdict(verdict), ensure_ascii=False) + "\n")

    def verdicts(self) -> tuple[Verdict, ...]:
        """All of them, oldest first.

        Raises:
            SettingsError: somebody has edited the file and it cannot be read.
        """
        path = self.sets_dir / "verdicts.jsonl"
        if not path.exists():
            return ()
        try:
            rows = [
                json.loads(line)
                for line in path.read_text(encoding="utf-8").splitlines()
                if line.strip()
            ]
            return tuple(Verdict(**{**row, "cited": tuple(row["cited"])}) for row in rows)
        except (ValueError, KeyError, TypeError) as error:
            raise SettingsError(f"{path} 读不出来：{error}。", "请改正或删去那一行。") from error


def safe(words: str) -> str:
    """Words as part of a file name."""
    return UNSAFE.sub("-", words).strip(" .-")[:60]


@lru_cache(maxsize=64)
def _first_source(path: Path) -> str:
    """The file name of the first document that a shipped set names."""
    match = SOURCE.search(path.read_text(encoding="utf-8"))
    return name(match[1].strip()) if match else ""


def _read(path: Path) -> tuple[Question, ...]:
    """A question file; read again when it has changed."""
    return _kept(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=64)
def _kept(path: Path, changed: int) -> tuple[Question, ...]:
    return load_questions(path)
