"""One question from query to guarded answer: the rooms are asked, their answer is looked at again, guarded and noted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from assistant import vouched
from assistant.also import with_also
from assistant.answer_notes import cited_words, plan_note, version_notes
from assistant.asker_role import of_role
from assistant.bare_sum import with_matter
from assistant.case import Case, make_case
from assistant.choosing import place_note
from assistant.cite import in_order
from assistant.compared_with import whole_comparison
from assistant.counted_rows import counted, in_word_of
from assistant.earlier import user_turns
from assistant.effect import of_titles
from assistant.enrolment import of_enrolment
from assistant.finding import find
from assistant.follow_up import History, last_said
from assistant.greeting import greeted
from assistant.guard import guarded
from assistant.library import Library
from assistant.own_data import own_data
from assistant.pointed import points, with_office
from assistant.pointed_places import with_places
from assistant.question import read_question
from assistant.readings import Reading, plainly
from assistant.records import Answer
from assistant.rooms import Rooms
from assistant.rows_total import with_total
from assistant.same_passage import from_same_passage, says_little, told_by
from assistant.school_numbers import called_short, with_school_numbers
from assistant.second_look import SecondLook
from assistant.topic_change import stands_alone
from assistant.turned_role import with_role
from assistant.whole_library import all_documents
from assistant.window_and_who import without_who

if TYPE_CHECKING:
    from ingest.store.rows import Edit

SCHOOLS_IN = 20
"""Passages in which the name of a school is looked for that a question calls by its number."""
EMPTY = "库里还没有文件。请先在“文件”页添加，或运行 python -m ingest add。"


@dataclass(frozen=True, slots=True)
class Draft:
    """The answer to one question without a model, and what a model needs to write it.

    ``case`` is None where the answer stays as it is: exact, complete, or refused by name. ``finish`` adds
    to an answer of this question what is noted beside it; ``unanswered`` is the question to log if it stays refused.
    """

    answer: Answer
    case: Case | None = None
    finish: Callable[[Answer], Answer] = lambda answer: answer
    unanswered: str = ""


class Answering:
    """Answers from one library; holds nothing between questions."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.rooms = Rooms(library)
        self.look = SecondLook(self.rooms)

    def answer(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None,
        *, silent: bool = False, told: Sequence[str] | None = None,
    ) -> Answer:  # fmt: skip
        """The guarded answer to one question; what is refused is logged unless ``silent``. ``told`` are the documents
        that the question before was answered from, where the caller knows them."""
        draft = self.draft(question, history, today, asked, silent=silent, told=told)
        self.log(draft, draft.answer)
        return draft.answer

    def draft(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None,
        *, silent: bool = False, told: Sequence[str] | None = None,
    ) -> Draft:  # fmt: skip
        """The same, with what a model needs to write it; nothing is logged yet."""
        with self.library.store.standing_still():
            turns = user_turns(history)
            before = history[turns[0]][1] if turns else ""
            question = without_who(whole_comparison(question, before), before)
            question = self._named_office(question, history, today, asked)
            question = self._named_places(question, history, today, asked)
            question = self._named_schools(question, today, asked)
            draft = self._draft(question, history, today, asked, silent, told)
            if draft.answer.mode != "refused" or not stands_alone(question, history):
                return draft
            alone = self._draft(question, (), today, asked, silent, None, history)
            return alone if alone.answer.mode in ("extractive", "structured") else draft

    def _named_office(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None
    ) -> str:
        """The question with the office that it points to by its name, in the role that it asks for."""
        turns = user_turns(history)
        if not turns:
            return question
        question = with_matter(with_role(question, history[turns[0]][1]), history[turns[0]][1])
        if not points(question):
            return question
        earlier, before = history[turns[0]][1], history[: turns[0]]
        said = last_said(history) or self.answer(earlier, before, today, asked, silent=True).text
        return with_office(question, said)

    def _named_places(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None
    ) -> str:
        """The question with the two places that it points to by their names."""

        def places(turn: str) -> tuple[str, ...]:
            known = self.library.known(self.library.in_scope(asked).values())
            read = read_question(turn, today=today, library=known)
            return (*read.places, *read.missing)

        turns = [text for role, text in history if role == "user"]
        return with_places(question, turns, places)

    def _named_schools(self, question: str, today: dt.date, asked: Sequence[str] | None) -> str:
        """The question with the schools that it calls by their number by the names that the passages found give them."""
        if not called_short(question):
            return question
        scope = self.library.in_scope(asked)
        read = read_question(question, today=today, library=self.library.known(scope.values()))
        found = find(self.library, read, scope, SCHOOLS_IN)
        return with_school_numbers(question, [chunk.text for chunk, _ in found])

    def log(self, draft: Draft, answer: Answer) -> None:
        """Keeps a question that stays without an answer."""
        if draft.unanswered and answer.mode == "refused":
            self.library.store.log_unanswered(draft.unanswered, answer.text.split("\n")[0])

    def _draft(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None,
        silent: bool, told: Sequence[str] | None, talk: History = (),
    ) -> Draft:  # fmt: skip
        """``talk`` is the conversation of a question that is asked without it."""
        scope = self.library.in_scope(asked)
        query = Reading(
            self.library, history, today, scope,
            lambda earlier, before: self._answered_from(earlier, before, today, asked), told,
        ).query(question, both=not silent or told is not None)  # fmt: skip
        if query.kind == "greeting":
            return Draft(Answer(greeted(query.text), "extractive"))
        if not scope:
            return Draft(Answer(EMPTY, "refused"))
        case = of_titles(self.library, make_case(self.library, query, scope, today))
        case = of_enrolment(of_role(case))
        titles = [d.metadata.title or d.source for d in scope.values()]
        whole = all_documents(query.text, titles)
        plain = plainly(case)
        answer = (
            whole
            or own_data(self.library, case)
            or self.rooms.computed(case)
            or self.rooms.exact(plain)
        )
        free = answer is None
        if answer is None:
            answer, free = self.rooms.chosen(plain)
        if counting := counted(query.text, answer, partial(self.rooms.asked_for_list, case)):
            answer, free = counting, False
        answer = in_word_of(query.text, answer)
        if query.kind == "number":
            answer = with_total(self.library, query.text, answer)
        if missed := self.look.near_miss(plain, answer, history, history or talk):
            answer, free = missed, True
        if answer.mode == "refused" and query.follow_up:
            answer = self._of_same_passage(plain, history, asked) or answer
        if answer.mode == "refused" and (
            found := self.look.told_of_place(case, history, history or talk)
        ):
            answer, free = found, True
        edits = self.library.store.edits()
        people = vouched.by_place(self.library.facts(scope) if edits else (), edits)
        finish = partial(_noted, case, edits, people)
        if answer.mode == "refused":
            return Draft(answer, plain if free else None, finish, "" if silent else question)
        answer = in_order(
            guarded(
                with_also(self.library, case, answer),
                lambda c: f"{cited_words(self.library, c, case)}\n{vouched.words_for(c, people)}",
            )
        )
        return Draft(finish(answer), plain if free else None, finish)

    def _answered_from(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None
    ) -> tuple[str, ...]:
        """The documents that an earlier question was answered from, in the order of its citations."""
        answer = self.answer(question, history, today, asked, silent=True)
        told = answer.mode not in ("refused", "clarify")
        return tuple(dict.fromkeys(c.document_id for c in answer.citations)) if told else ()

    def _of_same_passage(
        self, case: Case, history: History, asked: Sequence[str] | None
    ) -> Answer | None:
        """What the paragraph that the question before was answered from says of this one."""
        turns = user_turns(history)
        if not turns or not says_little(case.query.question):
            return None
        earlier, before = history[turns[0]][1], history[: turns[0]]
        told = told_by(self.answer(earlier, before, case.today, asked, silent=True))
        return from_same_passage(self.library, case, told)


def _noted(
    case: Case, edits: Mapping[str, Edit], people: Mapping[vouched.Place, list[vouched.Vouched]],
    answer: Answer,
) -> Answer:  # fmt: skip
    """The answer with what is noted beside it: people's edits, ended versions, samples, the place."""
    return replace(
        answer,
        notes=(
            *answer.notes,
            *plan_note(case, answer),
            *vouched.with_notes(answer, people),
            *vouched.rejections(answer, edits.values()),
            *version_notes(answer, case),
            *place_note(case, answer),
        ),
    )
