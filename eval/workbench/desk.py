"""What the three views share: the library, the shelf, the run behind them, and who may see and change what."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import gradio as gr

from assistant.ui.strings.words import Words
from eval.report import summary
from eval.scores import Lines, load_lines
from eval.workbench.job import Job
from eval.workbench.shelf import Shelf

if TYPE_CHECKING:
    from assistant import PolicyAssistant
    from assistant.ui.page import Workshop


@dataclass(frozen=True, slots=True)
class Desk:
    """One page's desk; ``secret`` seals the addresses of reports."""

    assistant: PolicyAssistant
    workshop: Workshop
    words: Words
    shelf: Shelf
    job: Job
    secret: bytes

    def may(self, password: str | None) -> bool:
        """On this machine everybody; elsewhere who knows the password. Questions of others are not for all to read."""
        return self.workshop.may_edit(password or "")

    def check(self, password: str | None) -> None:
        """
        Raises:
            gr.Error: this person may not.
        """
        if not self.may(password):
            raise gr.Error(self.words("eval_locked"), print_exception=False)

    def sources(self) -> tuple[str, ...]:
        """Sources of the documents that answer: samples only where there is nothing else."""
        return tuple(d.source for d in self.assistant.library.in_scope(None).values())

    def address(self, run: str, held_out: bool, *, download: bool = False) -> str:
        """Where a run's report is read; nobody else can make it up."""
        asked = f"lang={self.words.language}&held={held_out:d}&key={seal(self.secret, run)}"
        return f"/evaluation/{quote(run)}?{asked}" + ("&download=1" if download else "")


def seal(secret: bytes, run: str) -> str:
    """What proves that the address of a report was handed out here."""
    return hmac.digest(secret, run.encode(), "sha256").hex()[:32]


def scored_lines(path: Path) -> Lines:
    """A saved run with its scores; kept until the file changes."""
    return _lines(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=6)
def _lines(path: Path, changed: int) -> Lines:
    return load_lines(path)


def figures(path: Path) -> Mapping[str, Any]:
    """The figures of a saved run with their intervals; kept until the file changes."""
    return _figures(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=6)
def _figures(path: Path, changed: int) -> Mapping[str, Any]:
    rows = [row.of for row in _lines(path, changed).rows if row.of is not None]
    return summary(rows, intervals=True)
