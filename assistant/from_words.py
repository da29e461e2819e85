"""Answers from the documents' words: a day told of a document, goals, a fact, a definition, a list, or sentences."""

from __future__ import annotations

from dataclasses import replace

from assistant.asked_topic import topic_of
from assistant.case import Case
from assistant.contact_lines import contact
from assistant.definitions import definition
from assistant.document_question import asked_itself
from assistant.effect import effect
from assistant.evidence import absent_ordinals
from assistant.extractive import Extractive
from assistant.fact_evidence import from_facts, lacks_kind
from assistant.library import Library
from assistant.list_form import asks_for_list
from assistant.parts_sum import with_sum
from assistant.records import Answer
from assistant.refusing import lacking, not_said, refuse
from assistant.remedies import remedies
from assistant.role_lists import role_held
from assistant.sets_named import asks_for_kinds
from assistant.steps_of_clause import told_steps
from assistant.terms import terms
from assistant.validity import validity

FACT_KINDS = frozenset({"number", "date", "who"})
"""Kinds of questions that one value of the facts may answer."""


def from_words(library: Library, case: Case) -> Answer:
    """The answer of the documents' own words, refused where the evidence is not enough."""
    if dated := validity(library, case) or effect(library, case):
        return dated
    extractive = Extractive(library, case)
    if case.query.kind == "targets":
        if not topic_of(case.query) and (goals := extractive.goals()):
            return goals
        case = _without_words_of_goals(library, case)
        extractive = Extractive(library, case)
    return extractive.goals_asked_for() or _told(library, case, extractive)


def _without_words_of_goals(library: Library, case: Case) -> Case:
    """目标 and 指标 ask for a kind of answer; a text on the topic need not say them."""
    words = topic_of(case.query)
    return replace(case, wanted=terms(words, library.vocabulary)) if words else case


def _told(library: Library, case: Case, extractive: Extractive) -> Answer:
    """What needs no sentence to be enough, else sentences; refused where these do not answer, or with nothing of the
    kind asked for."""
    weighed = extractive.weighed
    lists = asks_for_list(case.query)
    answer = _pointed(library, case, extractive, lists)
    if answer is None and not weighed.enough:
        if own := asked_itself(library, case):
            return own
        return refuse(library, case, lacking(weighed), extractive)
    answer = answer or extractive.passage()
    if answer is None or lacks_kind(library, case, answer):
        return refuse(library, case, not_said(case.query.kind), extractive)
    return answer if lists else with_sum(answer, case.query.text)


def _pointed(library: Library, case: Case, extractive: Extractive, lists: bool) -> Answer | None:
    """A fact, a definition or a list: each may answer where no sentence alone is enough."""
    weighed, kind = extractive.weighed, case.query.kind
    of_another = absent_ordinals(case.query, case.found)  # 第二届 of the first one's members
    if not of_another and (told := role_held(library, case) or contact(library, case)):
        return told
    if told := remedies(library, case, extractive) or told_steps(library, case):
        return told
    of_facts = kind in FACT_KINDS and not (lists and kind == "number")
    answer = from_facts(library, case, weighed, extractive.signals) if of_facts else None
    answer = answer or (None if weighed.absent else extractive.sections().of_name())
    if answer is None and not weighed.absent and (lists or asks_for_kinds(case.query.text)):
        answer = extractive.all_of_a_kind()
    answer = answer or (None if weighed.absent else definition(library, case))
    return answer or (extractive.items() if lists else None)
