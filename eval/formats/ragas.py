"""Rows as ragas has them: user_input, reference, reference_contexts, retrieved_contexts, response.

``run`` asks our assistant over the contexts; ``score`` takes the rows' own responses as outcomes, so that
another system is measured by the same metrics. What ragas leaves to a judge model is read from the
reference: its numbers and dates, or the reference itself where it is a few words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.formats.public_set import PublicSet, read_json, wrong
from eval.matching import normal
from eval.metrics.whole import RETRIEVAL
from eval.outcomes import Outcome, Passage
from eval.questions import Gold, Question, Value
from ingest.grammar import find_quantities, find_times

SHAPE = "JSON 行：user_input、reference、reference_contexts [文字]、retrieved_contexts [文字]、response。"
SHORT = 20
"""Characters up to which a reference must be said as it stands."""
NO_ANSWER = re.compile(
    r"没有找到|未找到|找不到|无法回答|不能回答|未提及|没有提到|没有提及|未提供|没有相关|不知道|不清楚"
    r"|(?:do(?:es)? not|don't|cannot|can't|unable to) (?:know|answer|find|mention|contain)|no (?:relevant )?information"
)
"""What a response says that gives no answer."""
MARK = re.compile(r"\[(\d{1,3})\]")
ANYWHERE = "contexts"
"""The one source of all passages where only their words are known."""


def read(path: Path) -> PublicSet:
    """The rows as questions over a library of their contexts.

    Raises:
        SettingsError: the file is not of the format; the message names the row.
    """
    documents: dict[str, str] = {}

    def source(context: str) -> Gold:
        name = f"context-{hashlib.sha256(context.encode()).hexdigest()[:12]}.txt"
        documents[name] = context
        return Gold(name)

    questions = []
    for identity, row in _rows(path):
        questions.append(_question(path, identity, row, source))
        for context in _texts(row, "retrieved_contexts"):
            source(context)
    return PublicSet(tuple(questions), documents)


def read_outcomes(path: Path) -> PublicSet:
    """The rows as questions and as what another system answered; a passage is found by its words.

    Raises:
        SettingsError: as ``read``.
    """
    questions, outcomes = [], []
    for identity, row in _rows(path):
        questions.append(_question(path, identity, row, lambda words: Gold(ANYWHERE, words)))
        outcomes.append(_outcome(identity, row))
    return PublicSet(tuple(questions), outcomes=tuple(outcomes))


def _rows(path: Path) -> list[tuple[str, Mapping[str, Any]]]:
    raw = read_json(path)
    if not isinstance(raw, Sequence) or not all(isinstance(row, Mapping) for row in raw):
        raise wrong(path, "", "不是行的列表", SHAPE)
    return [(str(row.get("id") or f"r{n:04}"), row) for n, row in enumerate(raw, 1)]


def _question(
    path: Path, identity: str, row: Mapping[str, Any], gold: Callable[[str], Gold]
) -> Question:
    contexts = _texts(row, "reference_contexts")
    reference, answerable = str(row.get("reference") or ""), row.get("answerable", True)
    if not row.get("user_input"):
        raise wrong(path, identity, KeyError("user_input"), SHAPE)
    if answerable and not (reference or contexts):
        raise wrong(path, identity, "既没有 reference 也没有 reference_contexts", SHAPE)
    values = values_of(reference) if answerable else ()
    kind = str(row.get("kind") or ("open" if values or not answerable else RETRIEVAL))
    group = tuple(gold(words) for words in contexts) if answerable else ()
    return Question(
        identity, str(row["user_input"]), kind, answerable=bool(answerable), library="ragas",
        gold=(group,) if group else (), values=values,
    )  # fmt: skip


def _texts(row: Mapping[str, Any], name: str) -> list[str]:
    return [str(words) for words in row.get(name) or () if str(words).strip()]


def values_of(reference: str) -> tuple[Value, ...]:
    """What of a reference can be checked without a judge: its numbers and dates, or its few words."""
    times = [t for t in find_times(reference) if t.lo is not None or t.hi is not None]
    numbers = [
        q for q in find_quantities(reference)
        if q.value is not None and not any(t.start < q.end and q.start < t.end for t in times)
    ]  # fmt: skip
    if len(normal(reference)) <= SHORT and not (times or numbers):
        return (Value("text", items=((reference,),)),) if normal(reference) else ()
    return (
        *(Value("number", number=q.value, unit=q.unit) for q in numbers),
        *(Value("date", lo=t.lo, hi=t.hi) for t in times),
    )


def _outcome(identity: str, row: Mapping[str, Any]) -> Outcome:
    """A response that says that there is no answer is a refusal; marks [n] cite the n-th context."""
    text = str(row.get("response") or "")
    hits = tuple(
        Passage(ANYWHERE, words, n) for n, words in enumerate(_texts(row, "retrieved_contexts"), 1)
    )
    marks = {int(n) for n in MARK.findall(text)}
    refused = not text.strip() or NO_ANSWER.search(text.lower())
    return Outcome(
        identity, "refused" if refused else "generative", text,
        citations=tuple(hit for hit in hits if hit.marker in marks), hits=hits,
        seconds=float(row.get("seconds") or 0.0),
    )  # fmt: skip
