"""Question files with words → question files that may be shared: quotes of texts that are not ours become hashes.

Every quote is looked up first in the library it is of; values, which are figures and short key words, stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from eval.gold_check import Texts, piece, problems
from eval.gold_facts.records import Piece
from eval.questions import Gold, Question, load_questions
from ingest.errors import SettingsError

if TYPE_CHECKING:
    from assistant import PolicyAssistant

OURS = "corpus"
"""The library whose quotes stay as they are: its documents are our own."""
SHOWN = 40
"""Errors that one message lists."""
SENTENCE = 16
"""Characters from which accepted wordings that stand in a text are rather a sentence of it."""
WIDTH = 200


def pack(source: Path, target: Path, assistant: PolicyAssistant) -> dict[str, Any]:
    """Writes ``source`` to ``target`` with hashes for quotes; comments at the top of the file stay.

    Returns:
        Numbers of questions and quotes, and the ids whose wordings hold a sentence of a text.

    Raises:
        SettingsError: the file is not of the format, or quotes do not stand in their source; the
            message names question and source, never the words.
    """
    questions = load_questions(source)
    texts = Texts(assistant)
    wrong = [problem for question in questions for problem in problems(question, texts)]
    if wrong:
        shown = "\n".join(wrong[:SHOWN])
        more = f"\n……另有 {len(wrong) - SHOWN} 处" if len(wrong) > SHOWN else ""
        raise SettingsError(
            f"题库 {source} 有 {len(wrong)} 处引文不对：\n{shown}{more}\n", "请改正后重新打包。"
        )
    words = source.read_text(encoding="utf-8")
    rows = yaml.safe_load(words)
    rows = rows["questions"] if isinstance(rows, Mapping) else rows
    packed = [packed_row(row, question) for row, question in zip(rows, questions, strict=True)]
    body = yaml.safe_dump(packed, allow_unicode=True, sort_keys=False, width=WIDTH)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_head(words) + body, encoding="utf-8")
    hidden = sum(
        q.library != OURS and len([g for group in q.gold for g in group]) for q in questions
    )
    return {
        "questions": len(questions),
        "quotes": sum(len(group) for q in questions for group in q.gold),
        "hidden": hidden,
        "sentences": [q.id for q in questions if q.library != OURS and _copies(q, texts)],
    }


def packed_row(row: Mapping[str, Any], question: Question) -> dict[str, Any]:
    """A question as it is stored; one on our own documents keeps its quotes."""
    kept = dict(row)
    if question.library != OURS and question.gold:
        kept["gold"] = [[_hidden(gold) for gold in group] for group in question.gold]
    return kept


def _hidden(gold: Gold) -> dict[str, Any]:
    hidden = piece(gold).hidden()
    return {"source": gold.source, "sha256": hidden.sha256, "length": hidden.length}


def _head(words: str) -> str:
    """The comment lines that a file begins with."""
    lines = words.splitlines(keepends=True)
    end = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    return "".join(lines[:end])


def _copies(question: Question, texts: Texts) -> bool:
    """Does an accepted wording, or a turn before the question, hold a sentence of a text it is about?"""
    rows = (row for value in question.values for row in (*value.items, *value.also))
    said = [*(w for row in rows for w in row), *(text for _, text in question.history)]
    long = [Piece.of(words) for words in said if len("".join(words.split())) >= SENTENCE]
    sources = {gold.source for group in question.gold for gold in group}
    found = [text for source in sources if (text := texts.of(source)) is not None]
    return any(text.hits(words) for words in long for text in found)
