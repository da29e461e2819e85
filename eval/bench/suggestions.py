"""Are the questions that follow an answer answered, with the fact they were made of? On the answers of a question set.

What is asked of each suggestion: it is neither refused nor given back, and it cites a fact whose name its
own words hold, or the article, or the day of effect, of the document it names. Time is that between the last word of an answer and its suggestions.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from eval.questions import Question

if TYPE_CHECKING:
    from assistant import Answer, ChecklistRow, PolicyAssistant
    from ingest.settings import Settings

EFFECT = re.compile(r"施行|执行|实施|生效")
"""Words of the day from which a document holds."""


def run(settings: Settings, questions: Iterable[Question]) -> dict[str, Any]:
    """Figures over one library: counts, shares, seconds; ``failed`` lists what was not answered."""
    from assistant import PolicyAssistant

    with PolicyAssistant.open(settings) as assistant:
        assistant.library.warm()
        rows = assistant.checklist()
        examples = assistant.examples()
        told, seconds = [], []
        for question in questions:
            answer, behind = _asked(assistant, question)
            told.append(answer)
            seconds.append(behind)
        suggested = [s for answer in told for s in answer.suggestions]
        given = {s: assistant.ask(s) for s in dict.fromkeys((*suggested, *examples))}
    good = {s for s, answer in given.items() if answer.mode not in ("refused", "clarify")}
    factual = {s for s in good if _rests_on_its_fact(s, given[s], rows)}
    return {
        "answers": len(told),
        "suggestions": len(suggested),
        "with_two_or_more": sum(len(a.suggestions) >= 2 for a in told),
        "answered": _share(suggested, good),
        "with_their_fact": _share(suggested, factual),
        "of_a_cited_document": _near(told, given),
        "examples": list(examples),
        "examples_with_their_fact": _share(examples, factual),
        "seconds_behind_p50": round(statistics.median(seconds), 3),
        "failed": sorted(set(suggested) - factual),
    }


def _near(told: Iterable[Answer], given: Mapping[str, Answer]) -> float | None:
    """How many suggestions of real answers lead back to a document that the answer cites."""
    near = [
        bool({c.document_id for c in answer.citations} & {c.document_id for c in given[s].citations})
        for answer in told if answer.mode != "refused" for s in answer.suggestions
    ]  # fmt: skip
    return round(sum(near) / len(near), 3) if near else None


def _asked(assistant: PolicyAssistant, question: Question) -> tuple[Answer, float]:
    """An answer, and how long its suggestions took after its last word."""
    heard = time.perf_counter()
    for piece in assistant.stream(question.question, history=list(question.history)):
        if not isinstance(piece, str):
            return piece, time.perf_counter() - heard
        heard = time.perf_counter()
    raise AssertionError("a stream ends with its answer")


def _rests_on_its_fact(question: str, answer: Answer, rows: Iterable[ChecklistRow]) -> bool:
    if answer.mode == "structured" and answer.citations:
        return True
    if article := re.search(r"第[一二三四五六七八九十百零]+条", question):
        return any(c.quote.startswith(article.group()) for c in answer.citations)
    named = any(c.document_title in question and EFFECT.search(c.quote) for c in answer.citations)
    return named or any(_named(question, row) and _cited(answer, row) for row in rows)


def _named(question: str, row: ChecklistRow) -> bool:
    fact = row.fact
    name = fact.indicator if fact.kind == "target" else fact.action.lstrip("，,").partition("：")[0]
    return bool(name) and name in question


def _cited(answer: Answer, row: ChecklistRow) -> bool:
    fact = row.fact
    return any(
        c.document_id == fact.document_id and start <= fact.span.start and fact.span.end <= end
        for c in answer.citations
        for start, end in ((c.start, c.end), *((s.start, s.end) for s in c.context))
    )


def _share(asked: Iterable[str], right: set[str]) -> float | None:
    asked = list(asked)
    return round(sum(s in right for s in asked) / len(asked), 3) if asked else None
