"""The run behind the tab: one at a time, in a thread of its own, so that a chat goes on and a closed page ends nothing."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from eval import report, runner
from eval.questions import Question
from eval.workbench.shelf import QuestionSet, Shelf

if TYPE_CHECKING:
    from assistant import PolicyAssistant

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class State:
    """How far the run is. ``saved`` is the name of its file once it is over, ``failed`` why it has none."""

    title: str = ""
    done: int = 0
    total: int = 0
    running: bool = False
    stopping: bool = False
    saved: str = ""
    failed: str = ""


class Job:
    """Asks a set of an open library and saves the run. Both pages see the same one."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.state = State()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    def start(
        self,
        assistant: PolicyAssistant,
        chosen: QuestionSet,
        title: str,
        questions: tuple[Question, ...],
    ) -> bool:
        """Begins; False where a run is under way. ``title`` is what the run will be called."""
        with self._lock:
            if self.state.running:
                return False
            self._stop.clear()
            self.state = State(title, 0, len(questions), running=True)
            self._thread = threading.Thread(
                target=self._work, args=(assistant, chosen, questions), name="evaluation", daemon=True
            )  # fmt: skip
            self._thread.start()
        return True

    def stop(self) -> None:
        """After the question that is being asked; what was asked is kept."""
        self._stop.set()
        if self.state.running:
            self.state = replace(self.state, stopping=True)

    def wait(self, seconds: float = 10) -> None:
        """Until the run is over."""
        if self._thread is not None:
            self._thread.join(timeout=seconds)

    def close(self) -> None:
        """Stops and waits, before the library is closed."""
        self.stop()
        self.wait()

    def _work(
        self, assistant: PolicyAssistant, chosen: QuestionSet, questions: tuple[Question, ...]
    ) -> None:
        title = self.state.title
        try:
            made = runner.ask_all(
                questions, assistant, assistant.settings, runner.file_stamp([chosen.path]),
                progress=self._heard, stopped=self._stop.is_set,
            )  # fmt: skip
            scored = report.score(made.questions, made)
            right = sum(row.scores["correct"] == 1.0 for row in scored)
            path = self.shelf.new_run(title, right, len(scored))
            if scored:
                made.save(path)
            done = replace(
                self.state, running=False, stopping=False, saved=path.name if scored else ""
            )
        except Exception as error:  # said on the page; the app goes on
            log.exception("the evaluation failed")
            done = replace(self.state, running=False, stopping=False, failed=str(error))
        self.state = done

    def _heard(self, done: int, total: int) -> None:
        self.state = replace(self.state, done=done, total=total)
