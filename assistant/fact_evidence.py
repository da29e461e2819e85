"""Answers from one fact where the sentences that hold it are good evidence, or where it says nearly all by itself."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.candidates import Candidate
from assistant.case import Case
from assistant.evidence import Weighed, near_miss
from assistant.fact_match import ENOUGH, OWN
from assistant.facts_answer import FactAnswers
from assistant.focus import kind_held
from assistant.library import Library
from assistant.parallel_values import named_by, of_another
from assistant.records import Answer
from assistant.schedule_named import TITLE as CALENDAR
from assistant.sentences import sentence_at
from assistant.signals import Signals
from assistant.unheaded_parts import asked_above
from ingest.records import Deadline, Fact, Target

FEW_BEST, FAR_BEHIND = 5, 2.0
"""Sentences whose facts may answer, and how far behind the best they may stand."""

LIKELY, MANY = 0.7, 40
"""How probable it must be that the best sentences answer for facts of others to be left out; sentences looked at."""
HARDLY_BEHIND = 1.2
"""How far behind it a sentence answers about as well as the best one."""
READ = 40
"""Facts whose sentences are read, the best of those that fit."""


def from_facts(library: Library, case: Case, weighed: Weighed, signals: Signals) -> Answer | None:
    """From a fact of the best sentences, where these are enough; from any that says nearly all. None where a name
    of the question is held nowhere, no fact fits, or the best is of something else."""
    if weighed.absent:
        return None
    fitting = library.facts_holding(case.documents, case.wanted, OWN, ENOUGH)
    facts = [fact for fact in fitting if not _holds(weighed.strays, fact)]
    if case.query.kind == "date":
        facts = [fact for fact in facts if signals.asked.has_value(fact.quote)]
    facts = _as_good_as_best(weighed, facts)
    facts = _of_the_notice(case, weighed, facts)
    metadata = {i: d.metadata for i, d in case.documents.items()}
    answers = FactAnswers(case.query, case.wanted, metadata, _near(case, facts), case.citer)
    if len(facts) > READ:
        facts = [match.fact for match in answers.matcher.ranked(facts)[:READ]]
    facts = [fact for fact in facts if not _of_series(library, signals, fact)]
    if not answers.matcher.sure(facts):
        if not weighed.enough:
            return None
        best = weighed.best(FEW_BEST, FAR_BEHIND)
        facts = [fact for fact in facts if _holds(best, fact)]
    if weighed.enough and any(
        _says_more(line, fact) for line in weighed.best(1, 0.0) for fact in facts
    ):
        return None  # the sentence or row is told whole
    by_kind = {"number": answers.number, "date": answers.date, "who": answers.who}
    answer = by_kind[case.query.kind](facts)
    if answer is None or lacks_kind(library, case, answer):
        return None
    return None if near_miss(signals, all_words(library, answer)) else answer


def _as_good_as_best(weighed: Weighed, facts: Sequence[Fact]) -> list[Fact]:
    """The facts without those whose own sentence answers much less than the best one does: 报名登记 and not
    将招生情况报教育局, asked when to register. In the best one's document hardly less is enough, where it holds a fact
    that fits or answers for sure."""
    near = weighed.best(FEW_BEST, HARDLY_BEHIND)
    likely = weighed.probability >= LIKELY
    if near and (likely or any(_holds(near[:1], fact) for fact in facts)):
        facts = [f for f in facts if f.document_id != near[0].document_id or _holds(near, f)]
    if not likely:
        return list(facts)
    good = weighed.best(MANY, FAR_BEHIND)
    return [fact for fact in facts if _holds(good, fact)]


def _of_the_notice(case: Case, weighed: Weighed, facts: Sequence[Fact]) -> list[Fact]:
    """The facts without those that a calendar of work names in passing, where the best sentence is of a document on the
    matter itself."""
    best = weighed.best(1, 0.0) if weighed.enough else ()
    if not best or _is_calendar(case, best[0].document_id):
        return list(facts)
    return [f for f in facts if not _is_calendar(case, f.document_id)]


def _is_calendar(case: Case, identity: str) -> bool:
    known = case.documents.get(identity)
    return known is not None and bool(CALENDAR.search(known.metadata.title))


def _of_series(library: Library, signals: Signals, fact: Fact) -> bool:
    """Is a number one of several side by side of which the question does not choose it: 小班不超过25人，中班不超过30人?"""
    if not isinstance(fact, Target) or "\t" in fact.quote or signals.query.kind != "number":
        return False
    text = library.document(fact.document_id).text
    whole = sentence_at(text, fact.span.start)
    at = fact.span.start - whole.start
    words = text[whole.start : whole.end]
    return of_another(words, at, *named_by(signals.query), signals.asked.has_value)


def lacks_kind(library: Library, case: Case, answer: Answer) -> bool:
    """Does the question ask for a kind of name (a telephone, a person) that the answer and its citations do not hold?"""
    return kind_held(case.query.text, f"{answer.text}\n{all_words(library, answer)}") < 0


def all_words(library: Library, answer: Answer) -> str:
    """An answer with all that its citations say and stand under."""
    words = [answer.text]
    for cited in answer.citations:
        text = library.document(cited.document_id).text
        words += [cited.document_title, *cited.section, asked_above(text, cited.start), cited.quote]
        words += [text[span.start : span.end] for span in cited.context]
    return " ".join(words)


def _holds(lines: Sequence[Candidate], fact: Fact) -> bool:
    """Does one of these sentences hold some of a fact?"""
    return any(
        line.document_id == fact.document_id
        and line.span.start < fact.end
        and fact.start < line.span.end
        for line in lines
    )


def _says_more(line: Candidate, fact: Fact) -> bool:
    """Does the best sentence hold a fact that says little without it: a row of a table, or a time whose action is only
    结束 and borrows the document's title?"""
    borrowed = isinstance(fact, Deadline) and fact.action.strip("，,") not in fact.quote
    return (bool(line.row.worded) or borrowed) and _holds((line,), fact)


def _near(case: Case, facts: Sequence[Fact]) -> dict[str, float]:
    """How high retrieval ranked the passage of each fact, between 0 and 1."""
    ranges: dict[str, list[tuple[int, int, float]]] = {}
    for rank, (chunk, _) in enumerate(case.found):
        ranges.setdefault(chunk.document_id, []).append((chunk.start, chunk.end, 1 / (1 + rank)))
    return {
        fact.id: max(
            (w for start, end, w in ranges.get(fact.document_id, ()) if start <= fact.start < end),
            default=0.0,
        )
        for fact in facts
    }
