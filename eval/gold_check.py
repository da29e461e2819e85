"""Does every gold quote still stand in the library? By words, or by hash for texts that are not ours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from eval.gold_facts.place import FlatText
from eval.gold_facts.records import Piece
from eval.matching import value_said
from eval.questions import Gold, Question

if TYPE_CHECKING:
    from assistant import PolicyAssistant


class Texts:
    """The texts of a library by file name, each read when it is asked for."""

    def __init__(self, assistant: PolicyAssistant) -> None:
        self._assistant = assistant
        self._ids = {name(d.source): d.id for d in assistant.documents()}
        self._flat: dict[str, FlatText] = {}

    def of(self, source: str) -> FlatText | None:
        """The text of a source; None where the library does not hold it."""
        file = name(source)
        if file in self._ids and file not in self._flat:
            self._flat[file] = FlatText(self._assistant.document_text(self._ids[file]))
        return self._flat.get(file)


def name(source: str) -> str:
    """The file name of a source: the folders above it do not matter."""
    return source.rsplit("/", 1)[-1]


def piece(gold: Gold) -> Piece:
    """The words of a gold quote, known or hashed."""
    return Piece(sha256=gold.sha256, length=gold.length) if gold.sha256 else Piece.of(gold.quote)


def problems(question: Question, texts: Texts) -> Iterator[str]:
    """What of a question's gold the library does not hold, never in the words of the quote."""
    for gold in (gold for group in question.gold for gold in group):
        text = texts.of(gold.source)
        if text is None:
            yield f"{question.id}：库中没有 {gold.source}"
        elif not (gold.quote or gold.sha256):
            yield f"{question.id}：{gold.source} 没有引文"
        elif not text.hits(piece(gold)):
            yield f"{question.id}：{gold.source} 中找不到引文（{piece(gold).length} 字）"


def unsaid(question: Question, texts: Texts) -> bool:
    """Is some number, date or deciding word of the gold in none of its quotes? A slip, or computed."""
    found = (
        text.words((piece(gold),))
        for group in question.gold
        for gold in group
        if (gold.quote or gold.sha256) and (text := texts.of(gold.source)) is not None
    )
    said = "\n".join(words for words in found if words)
    values = [value for value in question.values if value.type != "list"]
    return bool(said) and any(value_said(value, said) == 0.0 for value in values)


def check(questions: Iterable[Question], assistant: PolicyAssistant) -> dict[str, Any]:
    """Looks every quote up.

    Returns:
        Numbers of questions, quotes and documents named, the problems one by one, and the ids of the
        questions that can be answered and name no gold at all, or whose values no quote says.
    """
    asked, texts = tuple(questions), Texts(assistant)
    quotes = [gold for q in asked for group in q.gold for gold in group]
    return {
        "questions": len(asked),
        "quotes": len(quotes),
        "sources": len({name(gold.source) for gold in quotes}),
        "problems": [problem for question in asked for problem in problems(question, texts)],
        "values_not_in_quotes": [q.id for q in asked if unsaid(q, texts)],
        "without_gold": [q.id for q in asked if q.answerable and not q.gold],
    }
