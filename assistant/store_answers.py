"""The one door to answers that the program reads from the store itself: lists, sums, counts, comparisons, versions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from assistant import chosen_rows, structured
from assistant.aim import ENDED, OF_OLD
from assistant.asked_topic import EACH_PLACE, topic_of
from assistant.asked_windows import asked_window
from assistant.case import Case
from assistant.compare_answer import Comparison
from assistant.counts import count
from assistant.documents_answer import documents
from assistant.documents_in_force import in_force
from assistant.extractive import Extractive
from assistant.goal_lists import GoalLists
from assistant.goals_of_year import goals_of_year
from assistant.headlines import headlines
from assistant.item_rows import with_items
from assistant.library import Library
from assistant.overview import overview
from assistant.owner_items import owner_items
from assistant.owner_names import owns
from assistant.plan_items import plan_items
from assistant.points import with_full_places
from assistant.records import Answer, ChecklistRow, QuestionKind
from assistant.row_lines import item_of
from assistant.section_sums import section_sum
from assistant.structured import Asked
from assistant.sum_parts import sum_of_parts
from assistant.sums import sums
from assistant.terms import Term
from assistant.unknown_office import unknown_office
from assistant.versions_answer import versions
from ingest.records import Fact

KIND_SAID = re.compile(
    r"政府工作报告|工作要点|要点|重点任务|重点工作|分工表|任务清单|责任清单|台账|工作总结|总结(?=里|中|的)|工作计划|行动方案|实施方案"
)
GOALS_WHOLE = re.compile(
    r"经济社会发展|经济社会|经济发展|社会发展|经济|发展|主要|预期|总体|[定设]了?|给"
)
"""Words of a question for all goals there are."""
OF_TARGETS = re.compile(r"指标|目标")
KINDS = {"要点": "工作要点", "总结": "工作总结"}
"""Kinds of documents by the words that questions say for them."""
COMPUTED: frozenset[QuestionKind] = frozenset({"sum", "count", "comparison", "version"})
"""Kinds that are asked as another kind where the store does not tell."""


def from_store(library: Library, case: Case) -> Answer | None:
    """The answer of the room for the question's kind; None where it has none."""
    case = _of_kind_said(case)
    rooms: dict[QuestionKind, Callable[[], Answer | None]] = {
        "tasks": lambda: _tasks(library, case),
        "targets": lambda: _targets(library, case),
        "status": lambda: structured.status(_asked(library, case, whole=True)),
        "documents": lambda: in_force(library, case) or documents(library, case),
        "overview": lambda: overview(library, case),
        "sum": lambda: _added(library, _placed(case), _rows(library, case)),
        "count": lambda: count(
            library, case, _asked(library, case, whole=not OF_TARGETS.search(case.query.text))
        ),
        "comparison": lambda: _compared(library, case),
        "version": lambda: versions(library, case),
    }
    room = rooms.get(case.query.kind)
    return room() if room is not None else None


def _of_kind_said(case: Case) -> Case:
    """The case narrowed to documents of the kind that the question says: 2026年要点里, 政府工作报告中."""
    said = {KINDS.get(word, word) for word in KIND_SAID.findall(case.query.text)}
    found = {
        i: d for i, d in case.documents.items()
        if any(kind == d.metadata.kind or kind in d.metadata.title for kind in said)
    }  # fmt: skip
    return replace(case, documents=found) if found else case


def _tasks(library: Library, case: Case) -> Answer | None:
    if counted := Extractive(library, case).sections().counted():
        return counted
    if chief := headlines(library, case):
        return chief
    asked = _asked(library, case, whole=True)
    answer = structured.tasks(asked)
    if answer and answer.citations and any(map(item_of, asked.rows)):
        return answer
    if (whole := _of_owner(library, case)) and (answer is None or _more(whole, answer)):
        return whole
    if answer and answer.rows:
        return answer
    return plan_items(library, case) or answer or unknown_office(library, case, asked.rows)


def _of_owner(library: Library, case: Case) -> Answer | None:
    """What plans name an office for, whether or not it has a time."""
    rows = _rows(library, case)
    owner = chosen_rows.owner_of(case.query, rows)
    own = [row for row in rows if owns(owner, row.fact.owner)]
    return owner_items(library, case, owner, asked_window(case.query, case.today), own)


def _more(one: Answer, other: Answer) -> bool:
    """Does one list have more items than another?"""
    return one.text.count("\n") > other.text.count("\n")


def _added(library: Library, case: Case, rows: list[ChecklistRow]) -> Answer | None:
    told = sum_of_parts(library, case, rows) or sums(library, case, rows)
    return told or section_sum(library, case, rows)


def _targets(library: Library, case: Case) -> Answer | None:
    if EACH_PLACE.search(case.query.text) and (each := _compared(library, case)):
        return each
    if GOALS_WHOLE.sub("", topic_of(case.query)).strip() == "" and (goals := _goals(library, case)):
        return goals
    if of_year := goals_of_year(library, case, _rows(library, case)):
        return of_year
    return structured.targets(_asked(library, case))


def _goals(library: Library, case: Case) -> Answer | None:
    """The goals that one sentence of the documents meant names, each with its words."""
    return GoalLists(library, case, Extractive(library, case).sections()).led()


def _compared(library: Library, case: Case) -> Answer | None:
    return Comparison(library, _placed(case)).answer()


def _placed(case: Case) -> Case:
    """The case with its documents' places written one way."""
    return replace(case, documents=with_full_places(case.documents))


def _asked(library: Library, case: Case, *, whole: bool = False) -> Asked:
    """The question with its rows; ``whole``: items of plans in place of the facts inside them."""
    titles = [d.metadata.title or d.source for d in case.documents.values()]
    asked = Asked(
        case.query, _rows(library, case), titles, library.vocabulary, case.citer, case.today,
        library.fact_index.fitting,
    )  # fmt: skip
    if not whole:
        return asked
    made = with_items(library, asked.rows, case.query.text, case.today)
    facts = tuple(row.fact for row in made.rows if item_of(row))

    def holding(wanted: tuple[Term, ...], own: float, around: float) -> tuple[Fact, ...]:
        return (*library.fact_index.fitting(wanted, own, around), *facts)

    return replace(asked, rows=made.rows, holding=holding, behind=made.facts_of)


def _rows(library: Library, case: Case) -> list[ChecklistRow]:
    """Rows of the documents in scope; of those no longer in force only where they are asked for."""
    old = case.query.documents or OF_OLD.search(case.query.text)
    scope = {i for i, d in case.documents.items() if old or d.metadata.status not in ENDED}
    return chosen_rows.without_groups(library.rows(scope, case.today))
