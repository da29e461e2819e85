"""The question sets: every file is read, keeps its promises about refusals and halves, and hides what is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.questions import Question, load_questions

EVAL = Path(__file__).resolve().parents[1] / "eval"
LIBRARIES = sorted(p.parent for p in EVAL.glob("libraries/*/questions.yaml"))


@pytest.fixture(scope="module")
def real() -> tuple[Question, ...]:
    return load_questions(EVAL / "questions" / "answers-real.yaml")


def test_the_set_on_real_documents_is_large_and_asks_what_cannot_be_answered(
    real: tuple[Question, ...],
) -> None:
    unanswerable = [q for q in real if not q.answerable]
    assert len(real) >= 250 and len(unanswerable) >= len(real) / 4
    assert sum(q.notes == "near-miss" for q in unanswerable) >= len(unanswerable) / 2
    assert sum(bool(q.history) for q in real) >= 20
    assert sum(q.notes == "colloquial" for q in real) >= 40
    held_out = sum(q.split == "held-out" for q in real)
    assert 0.4 <= held_out / len(real) <= 0.6


def test_no_words_of_the_real_documents_are_kept(real: tuple[Question, ...]) -> None:
    for name in ("everyday-real.yaml", "asked-real.yaml"):
        real += load_questions(EVAL / "questions" / name)
    gold = [g for q in real for group in q.gold for g in group]
    assert gold and all(g.sha256 and g.length and not g.quote for g in gold)
    wordings = [w for q in real for v in q.values for item in v.items for w in item]
    assert max(map(len, wordings)) <= 20


def test_there_are_libraries_of_invented_documents() -> None:
    assert {p.name for p in LIBRARIES} == {
        "bureau",
        "bureauwork",
        "city-blind",
        "city-forms",
        "city-prose",
        "city-tables",
        "city-text",
        "county",
        "directors",
        "mixed",
        "notices",
        "office",
        "officials",
        "parents",
        "plain",
        "prefecture",
        "pupils",
        "regulations",
        "schools",
        "township",
        "transport",
    }


@pytest.mark.parametrize("library", LIBRARIES, ids=lambda p: p.name)
def test_gold_of_an_invented_library_names_its_documents(library: Path) -> None:
    questions = load_questions(library / "questions.yaml")
    held = {p.name for p in (library / "documents").iterdir()}
    named = {g.source for q in questions for group in q.gold for g in group}
    assert named and named <= held
    assert all(q.gold or not q.answerable for q in questions)
