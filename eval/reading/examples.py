"""What the reader learns from: a question with the sentences that a search found, and which of them answer it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.sufficiency import first_order, weights
from eval.calibrate import overlap, spans
from eval.questions import Question, load_questions
from ingest.errors import SettingsError
from ingest.reranking.bundled import Pair
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant import PolicyAssistant

HARD, FROM, OTHERS = 4, 5, 24
"""Wrong sentences of one example: so many of the first five, and the rest of the first 24."""
SIZE = 7
"""Sentences of one example."""


@dataclass(frozen=True, slots=True)
class Example:
    """A question, its sentences best first as the other signals have them, and which of them answer; none where it
    cannot be answered."""

    question: str
    pairs: tuple[Pair, ...]
    right: tuple[bool, ...]

    def drawn(self, chance: random.Random) -> tuple[list[int], bool]:
        """Places of the sentences of one training step, the right one first where one is."""
        wrong = [n for n, right in enumerate(self.right) if not right]
        right = [n for n, right in enumerate(self.right) if right]
        some = [chance.choice(right)] if right else []
        hard = chance.sample(wrong[:FROM], min(HARD, len(wrong[:FROM])))
        rest = [n for n in wrong[:OTHERS] if n not in hard]
        more = min(SIZE - len(some) - len(hard), len(rest))
        return some + hard + chance.sample(rest, more), bool(right)


def examples(pairs: Sequence[str]) -> Iterator[Example]:
    """Of each ``QUESTIONS=LIBRARY`` the dev questions whose answer is among what a search finds, and those that cannot
    be answered.

    Raises:
        SettingsError: a pair is none.
    """
    from assistant import PolicyAssistant

    for pair in pairs:
        file, found, library = pair.partition("=")
        if not found:
            raise SettingsError(
                f"{pair} 不是“题库=资料夹”。", "例如 eval/questions/corpus.yaml=data。"
            )
        questions = [q for q in load_questions(Path(file)) if q.split == "dev"]
        with PolicyAssistant.open(Settings.from_env(data_dir=library)) as assistant:
            held = {d.source.rsplit("/", 1)[-1]: d.id for d in assistant.documents()}
            for question in questions:
                if made := _example(assistant, question, held):
                    yield made


def _example(
    assistant: PolicyAssistant, question: Question, held: dict[str, str]
) -> Example | None:
    told = assistant.sentences(question.question, question.history, question.today)
    if not told:
        return None
    where = [
        span for group in question.gold for gold in group for span in spans(assistant, gold, held)
    ]
    best = [told[n] for n in first_order([one.signals for one in told], weights())]
    right = tuple(
        any(overlap((one.document_id, one.start, one.end), span) for span in where) for one in best
    )
    if question.answerable and not any(right):
        return None
    return Example(question.question, tuple(one.pair for one in best), right)
