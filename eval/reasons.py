"""Why an answer is wrong, in words: what is missing or should not be there, and at which step it was lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from eval.matching import MARK, answer_words, holds, normal, row_said, value_said
from eval.metrics import chosen, refused
from eval.outcomes import Outcome
from eval.questions import Question, Value

ROWS_SHOWN = 5
"""Missing rows that one reason names."""

WORDS: Mapping[str, tuple[str, str]] = {
    "crashed": ("程序出错：{what}", "crashed: {what}"),
    "ambiguous": (
        "几份文件都符合：既没有反问，也没有分别回答两份",
        "several documents fit: neither asked back nor answered for two",
    ),
    "invented": ("库中没有答案，却回答了", "answered, though the library does not hold it"),
    "refused": ("库中有答案，却拒答了", "refused, though the library holds it"),
    "asked back": ("问题清楚，却反问了", "asked back, though the question is clear"),
    "forbidden": ("说了不该说的：{what}", "says what it must not: {what}"),
    "number": ("没有说出数值 {what}", "does not say the number {what}"),
    "date": ("没有说对日期 {what}", "does not say the date {what}"),
    "text": ("没有说出“{what}”", "does not say “{what}”"),
    "rows": ("缺 {count} 项：{what}", "{count} rows are missing: {what}"),
    "not cited": ("没有引用应当引用的段落", "does not cite the passage it should"),
    "not found": (
        "检索：前 {count} 段里没有应当找到的段落",
        "retrieval: the passage is not among the first {count} hits",
    ),
    "found": (
        "检索找到了（第 {count} 段），答案没有用上",
        "the passage was found (hit {count}) and not used",
    ),
    "cited": (
        "引用了应当引用的段落，答案里的话不对",
        "cites the passage it should, and does not say what it must",
    ),
}
"""Name of a reason → its words in Chinese and English."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that is wrong. ``name`` is of ``WORDS``."""

    name: str
    what: str = ""
    count: int = 0

    def words(self, language: str = "en") -> str:
        """In ``zh`` or ``en``."""
        return WORDS[self.name][language != "zh"].format(what=self.what, count=self.count)


def reasons(
    question: Question, outcome: Outcome, scores: Mapping[str, float | None]
) -> tuple[Reason, ...]:
    """What is wrong with an answer, the gravest first; nothing of one that is right."""
    if outcome.error:
        return (Reason("crashed", outcome.error),)
    if scores["correct"] == 1.0:
        return ()
    found = list(_wrong(question, outcome, scores))
    if question.gold and question.answerable:
        found.append(lost_at(question, outcome, scores))
    return tuple(found)


def _wrong(
    question: Question, outcome: Outcome, scores: Mapping[str, float | None]
) -> Iterator[Reason]:
    if scores["ambiguous_right"] == 0.0:
        yield Reason("ambiguous")
    if scores["refused_right"] == 0.0:
        yield Reason("invented")
    if scores["answered"] == 0.0:
        yield Reason("asked back" if outcome.mode == "clarify" else "refused")
        return
    if scores["nothing_wrong"] == 0.0:
        said = normal(MARK.sub("", outcome.text))
        yield Reason("forbidden", "、".join(w for w in question.must_not_say if normal(w) in said))
    if chosen(question):
        words = answer_words(outcome)
        for value in question.values:
            yield from _missing(value, words)
    if scores["citation_recall"] == 0.0:
        yield Reason("not cited")


def _missing(value: Value, said: str) -> Iterator[Reason]:
    if value_said(value, said) == 1.0:
        return
    if value.type == "list":
        words = normal(said)
        gone = [row[0] for row in value.items if not row_said(row, words)]
        more = " …" if len(gone) > ROWS_SHOWN else ""
        yield Reason("rows", "；".join(gone[:ROWS_SHOWN]) + more, len(gone))
    else:
        yield Reason(value.type, gold_words(value))


def lost_at(question: Question, outcome: Outcome, scores: Mapping[str, float | None]) -> Reason:
    """At which step a right answer was lost: search, choice of the passage, or its words."""
    if scores["citation_recall"] and not refused(outcome):  # a refusal cites what lies nearest
        return Reason("cited")
    quotes = [gold for group in question.gold for gold in group]
    for place, hit in enumerate(outcome.hits, 1):
        if any(holds(hit, gold) for gold in quotes):
            return Reason("found", count=place)
    return Reason("not found", count=len(outcome.hits))


def gold_words(value: Value) -> str:
    """A gold value as a person writes it."""
    if value.type == "number":
        return f"{value.number:f}{value.unit}"
    if value.type == "date":
        if value.lo is None or value.hi is None or value.lo == value.hi:
            sign = "≤ " if value.lo is None else "≥ " if value.hi is None else ""
            return f"{sign}{value.hi or value.lo}"
        return f"{value.lo} – {value.hi}"
    if value.type == "text":
        return "／".join(value.items[0])
    return "；".join(row[0] for row in value.items)


def joined(found: Iterable[Reason], language: str = "en") -> str:
    """All reasons in one line."""
    return ("；" if language == "zh" else "; ").join(reason.words(language) for reason in found)
