"""What a set of another house holds once it is read, and its documents as files."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.outcomes import Outcome
from eval.questions import Question
from ingest.errors import SettingsError

NOT_IN_NAMES = re.compile(r"[~\\/:*?\"<>|\s\x00-\x1f]+")
"""Characters that a file name cannot hold on every system."""
NAME_LENGTH = 40
"""Code points of a title that its file is named with."""


@dataclass(frozen=True, slots=True)
class PublicSet:
    """Questions, the documents they are asked about (file name → text), and answers of another system
    where the set has them."""

    questions: tuple[Question, ...]
    documents: Mapping[str, str] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()

    def write(self, folder: Path) -> None:
        """The documents as text files."""
        for name, text in self.documents.items():
            (folder / name).write_text(text, encoding="utf-8")


class Names:
    """Gives each document a file name that is allowed everywhere; the page shows it as the title."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def new(self, title: str) -> str:
        """A name that none before had, not even in other letters."""
        short = NOT_IN_NAMES.sub("_", title)[:NAME_LENGTH].strip("_.") or "text"
        number = self._given[short.casefold()]
        self._given[short.casefold()] += 1
        return f"{short}~{number}.txt" if number else f"{short}.txt"


def read_json(path: Path) -> Any:
    """JSON, or JSON lines as a list.

    Raises:
        SettingsError: the file is missing or neither; the message names file and line.
    """
    if path.suffix == ".jsonl":
        return list(read_lines(path))
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path} 不是可读的 JSON：{error}。", "请检查路径和内容。") from error


def read_lines(path: Path) -> Iterator[Mapping[str, Any]]:
    """The objects of a file of JSON lines.

    Raises:
        SettingsError: as ``read_json``.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} 打不开。", "请检查路径。") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise SettingsError(
                f"{path} 第 {number} 行不是 JSON：{error}。", "请改正这一行。"
            ) from error
        if not isinstance(row, Mapping):
            raise SettingsError(f"{path} 第 {number} 行不是对象。", "每行一个 {…}。")
        yield row


def wrong(path: Path, where: str, error: object, shape: str) -> SettingsError:
    """A file that is not of its format: where, why, and what the format is."""
    said = f"缺少 {error}" if isinstance(error, KeyError) else str(error)
    return SettingsError(f"{path} {where}：{said}。", f"格式应是 {shape}")
