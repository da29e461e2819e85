"""Question files as sets: questions that people wrote, with the quotes that answer them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from eval.bench.retrieval.records import Asked, AskedSet, file_name
from eval.questions import DEFAULT, Gold, Question, load_questions

TAGS = ("colloquial", "typo", "plain", "exact")
"""Notes that say how a question is worded; each is a group of the report."""
CORPUS = "corpus"
"""``library`` of questions on the sample documents; any other value means a folder that is given."""


def given(files: Sequence[Path]) -> tuple[AskedSet, ...]:
    """These files, whole."""
    return tuple(as_set(path.stem, load_questions(path)) for path in files)


def fitting(sources: Collection[str], *, of_corpus: bool) -> tuple[AskedSet, ...]:
    """The shipped files as far as they ask about this library: of its kind, with a source that it holds."""
    names = {file_name(source) for source in sources}
    sets = (as_set(path.stem, _of_kind(path, of_corpus)) for path in shipped())
    return tuple(one for one in sets if _sources(one) & names)


def shipped() -> tuple[Path, ...]:
    """The general question file and those written for retrieval."""
    return (DEFAULT, *sorted(DEFAULT.parent.glob("retrieval-*.yaml")))


def _of_kind(path: Path, of_corpus: bool) -> Iterable[Question]:
    return (q for q in load_questions(path) if (q.library == CORPUS) == of_corpus)


def _sources(one: AskedSet) -> set[str]:
    parts = (wanted for asked in one.asked for group in asked.gold for wanted in group)
    return {file_name(wanted.source) for wanted in parts if isinstance(wanted, Gold)}


def as_set(name: str, questions: Iterable[Question]) -> AskedSet:
    """The questions that stand alone and have gold."""
    return AskedSet(name, tuple(_asked(q) for q in questions if q.gold and not q.history))


def _asked(question: Question) -> Asked:
    tag = next((tag for tag in TAGS if tag in question.notes.split()), "")
    return Asked(question.id, question.question, question.gold, question.split, tag)
