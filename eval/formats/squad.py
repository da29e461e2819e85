"""SQuAD-shaped JSON (SQuAD 1.1 and 2, CMRC, DRCD): each paragraph is a document of its own.

Also the flat rows that data set libraries write: id, title, context, question, answers {text, answer_start}.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.formats.public_set import Names, PublicSet, read_json, wrong
from eval.questions import Gold, Question, Value
from ingest.grammar import find_quantities, find_times

SHAPE = "{data: [{title, paragraphs: [{context, qas: [{id, question, answers: [{text, answer_start}]}]}]}]}。"
END = re.compile(r"[。！？!?；;\n]|\.(?=\s|$)")
"""What a sentence ends with."""


def read(path: Path) -> PublicSet:
    """Reads a file; a question that its paragraph does not answer counts as unanswerable.

    Gold is the sentence around each answer; the answer's wordings are the text that must be said.

    Raises:
        SettingsError: the file is not of the format; the message says where.
    """
    documents: dict[str, str] = {}
    names: dict[tuple[str, str], str] = {}
    fresh = Names()
    questions: dict[str, Question] = {}
    for where, title, context, row in _rows(path):
        if (title, context) not in names:
            names[title, context] = fresh.new(title)
        name = names[title, context]
        documents[name] = context if context.startswith(title) else f"{title}\n\n{context}"
        try:
            question = _question(row, context, name)
        except (KeyError, TypeError, ValueError) as error:
            raise wrong(path, where, error, SHAPE) from error
        questions[question.id] = question
    return PublicSet(tuple(questions.values()), documents)


def _rows(path: Path) -> Iterator[tuple[str, str, str, Mapping[str, Any]]]:
    """Where a question stands, title, paragraph and question."""
    raw = read_json(path)
    if isinstance(raw, Sequence):
        for n, row in enumerate(raw, 1):
            try:
                yield f"第 {n} 行", str(row.get("title", "")), str(row["context"]), row
            except (KeyError, AttributeError) as error:
                raise wrong(path, f"第 {n} 行", error, SHAPE) from error
        return
    try:
        for article in raw["data"]:
            title = str(article.get("title", ""))
            for n, paragraph in enumerate(article["paragraphs"], 1):
                for row in paragraph["qas"]:
                    yield f"“{title}”第 {n} 段", title, str(paragraph["context"]), row
    except (KeyError, TypeError, AttributeError) as error:
        raise wrong(path, "", error, SHAPE) from error


def _question(row: Mapping[str, Any], context: str, name: str) -> Question:
    identity, asked = str(row["id"]), str(row["question"])
    answers = [] if row.get("is_impossible") else list(_answers(row["answers"]))
    if not answers:
        return Question(
            identity, asked, "unanswerable", answerable=False, library="squad", notes="near-miss"
        )
    wordings = tuple(dict.fromkeys(text for text, _ in answers))
    quotes = dict.fromkeys(sentence(context, text, start) for text, start in answers)
    return Question(
        identity,
        asked,
        kind_of(wordings[0]),
        library="squad",
        gold=tuple((Gold(name, quote),) for quote in quotes),
        values=(Value("text", items=(wordings,)),),
    )


def _answers(given: Any) -> Iterator[tuple[str, int]]:
    """Text and place of each answer, in both shapes."""
    if isinstance(given, Mapping):
        given = [
            {"text": text, "answer_start": start}
            for text, start in zip(given["text"], given["answer_start"], strict=True)
        ]
    for answer in given:
        if text := str(answer["text"]).strip():
            yield text, int(answer.get("answer_start", -1))


def sentence(context: str, answer: str, start: int) -> str:
    """The sentence that holds an answer; where its place is wrong, the first that does; else nothing,
    which is the whole paragraph."""
    if context[start : start + len(answer)] != answer or start < 0:
        start = context.find(answer)
    if start < 0:
        return ""
    ends = [end.end() for end in END.finditer(context)]
    begin = max((end for end in ends if end <= start), default=0)
    stop = min((end for end in ends if end >= start + len(answer)), default=len(context))
    return context[begin:stop].strip()


def kind_of(answer: str) -> str:
    """What an answer is, for the groups of the report: a date, a number, or open."""
    if any(t.end - t.start == len(answer) for t in find_times(answer)):
        return "date"
    if any(q.end - q.start == len(answer) for q in find_quantities(answer)):
        return "number"
    return "open"
