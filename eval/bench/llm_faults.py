"""What reaches a reader when a language model or its server goes wrong: questions × behaviours, over the real protocol.

A model on this machine answers well or fails in one known way. Counted is what of its wrong words is shown, what ends
in the documents' own words, how long that takes, and by how much the guard delays the first word.
"""

from __future__ import annotations

import logging
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eval.bench import scripted_llm as server
from eval.bench.llm_behaviours import BEHAVIOURS, Behaviour
from eval.bench.scripted_llm import Script, scripted_llm
from eval.questions import Question

if TYPE_CHECKING:
    from assistant import Answer, PolicyAssistant
    from ingest.settings import Settings

QUESTIONS = 20
"""Questions that the model may write the answer to, spread over the set."""
SECONDS, PAUSE = 2.0, 0.5
"""Limits of a reply in this bench."""
GRACE = 0.5
"""Seconds that the guard and a busy machine may take beside the limit."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What one question came to; ``seconds`` from the first request to the end."""

    answer: Answer
    plain: Answer
    poison: tuple[str, ...]
    seconds: float

    @property
    def unflagged(self) -> bool:
        """Words that stand nowhere in the documents are shown."""
        return any(words in self.answer.text for words in self.poison)

    @property
    def honest(self) -> bool:
        """The model's own answer, or one that says what was done to it."""
        fell_back = self.answer.mode != "generative"
        return (
            not fell_back or self.answer.mode == "refused" or self.answer.notes != self.plain.notes
        )


def run(settings: Settings, questions: Iterable[Question]) -> dict[str, Any]:
    """Figures for each behaviour; ``violations`` are wrong words shown, time over the limit, or a silent change."""
    from assistant import PolicyAssistant

    logging.getLogger("assistant.llm").setLevel(logging.ERROR)  # each failure is wanted here
    with scripted_llm() as script, PolicyAssistant.open(settings) as plain:
        plain.library.warm()
        limits = {
            "llm_model": "scripted", "llm_base_url": script.url, "llm_timeout": SECONDS, "llm_pause": PAUSE,
        }  # fmt: skip
        own = settings.model_copy(update=limits)
        asked = _written(plain, own, script, questions)
        drafts = [plain.ask(q.question, today=q.today, llm=False) for q in asked]
        told = {
            b.name: [_ask(plain, own, script, b, q, d) for q, d in zip(asked, drafts, strict=True)]
            for b in BEHAVIOURS
        }
        rows = {name: _row(shown) for name, shown in told.items()}
        first = _first_words(plain, own, script, asked)
    wrong = [one for b in BEHAVIOURS for one in told[b.name] if one.unflagged]
    violations = [
        f"{name}: {key} {row[key]}" for name, row in rows.items()
        for key in ("unflagged", "late", "silent", "lost") if row[key]
    ]  # fmt: skip
    return {
        "questions": len(asked),
        "behaviours": rows,
        "first_words": first,
        "violations": violations,
        "shown_wrongly": [
            {
                "words": one.poison,
                "text": one.answer.text,
                "cited": [c.quote for c in one.answer.citations],
            }
            for one in wrong
        ],
    }


def _fresh(plain: PolicyAssistant, settings: Settings) -> PolicyAssistant:
    """The same library with a model that has not failed yet."""
    return type(plain)(plain.store, plain.library, settings)


def _written(
    plain: PolicyAssistant, settings: Settings, script: Script, questions: Iterable[Question]
) -> list[Question]:
    """Questions whose answer a model writes, each asked once."""
    BEHAVIOURS[0].on(script)
    found: list[Question] = []
    for question in questions:
        before = len(script.asked)
        if not question.history:
            _fresh(plain, settings).ask(question.question, today=question.today)
        if len(script.asked) > before:
            found.append(question)
    step = max(1, len(found) // QUESTIONS)
    return found[::step][:QUESTIONS]


def _ask(
    plain: PolicyAssistant,
    settings: Settings,
    script: Script,
    behaviour: Behaviour,
    question: Question,
    drafted: Answer,
) -> Shown:
    behaviour.on(script)
    script.moments = {}
    *_, answer = _fresh(plain, settings).stream(
        question.question, today=question.today, suggest=False
    )
    assert not isinstance(answer, str)
    now = time.monotonic()
    return Shown(answer, drafted, tuple(script.poison), now - script.moments.get("first", now))


def _row(shown: Sequence[Shown]) -> dict[str, Any]:
    model = [one for one in shown if one.answer.mode == "generative"]
    return {
        "wrong": sum(bool(one.poison) for one in shown),
        "unflagged": sum(one.unflagged for one in shown),
        "model": len(model),
        "documents": sum(one.answer.text == one.plain.text for one in shown),
        "noted": sum(len(one.answer.notes) > len(one.plain.notes) for one in shown),
        "silent": sum(not one.honest for one in shown),
        "lost": sum(not one.answer.text for one in shown),
        "late": sum(one.seconds > SECONDS + GRACE for one in shown),
        "slowest": round(max(one.seconds for one in shown), 2),
    }


def _first_words(
    plain: PolicyAssistant, settings: Settings, script: Script, questions: Sequence[Question]
) -> dict[str, float]:
    """Seconds (medians) from the model's first word, and from its first whole sentence, to ours; and the search."""
    BEHAVIOURS[0].on(script)
    script.send = server.paced
    behind: dict[str, list[float]] = {"word": [], "sentence": [], "search": []}
    for question in questions:
        began, script.moments = time.monotonic(), {}
        pieces = _fresh(plain, settings).stream(
            question.question, today=question.today, suggest=False
        )
        next((p for p in pieces if "[" in str(p)), None)
        now = time.monotonic()
        if "sentence" not in script.moments:  # what was shown first is no sentence of the model
            continue
        behind["search"].append(script.moments["asked"] - began)
        behind["word"].append(now - script.moments["word"])
        behind["sentence"].append(now - script.moments["sentence"])
        for _ in pieces:
            pass
    return {name: round(statistics.median(values), 3) for name, values in behind.items() if values}


def table(figures: dict[str, Any]) -> str:
    """The figures as lines of text."""
    keys = ("wrong", "unflagged", "model", "documents", "noted", "silent", "late", "slowest")
    head = f"{'behaviour':24}" + "".join(f"{key:>11}" for key in keys)
    lines = [
        f"{name:24}" + "".join(f"{row[key]:>11}" for key in keys)
        for name, row in figures["behaviours"].items()
    ]
    first = figures["first_words"]
    told = (
        f"{figures['questions']} questions; first words shown {first['word']} s behind the model's first word, "
        f"{first['sentence']} s behind its first sentence; search {first['search']} s"
    )
    return "\n".join((head, *lines, told))
