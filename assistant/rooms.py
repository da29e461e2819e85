"""The rooms that answer one question: what is computed or looked up first, then the documents' own words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from assistant import evidence
from assistant.above import from_above, holds_around, led
from assistant.absent_part import absent_part
from assistant.articles import article
from assistant.banded_rows import banded
from assistant.beside import beside_each_other, of_all_places
from assistant.blamed_rows import blamed
from assistant.by_reference import by_reference
from assistant.case import Case, make_case
from assistant.choosing import Choosing
from assistant.each_side import each_side
from assistant.effect import of_titles
from assistant.from_words import from_words
from assistant.header_words import in_header_words
from assistant.library import Library
from assistant.like_statements import like_statements, plans_of_both_years
from assistant.named_paragraph import named_paragraph
from assistant.near_misses import names_lacking
from assistant.numbered_item import numbered_item
from assistant.outweighed import outweighed
from assistant.prose_regions import prose_regions
from assistant.question import read_question
from assistant.readings import plainly
from assistant.records import Answer
from assistant.refusing import absent, absent_places, no_article, refuse
from assistant.roster_answer import on_roster
from assistant.score_bands import points_for
from assistant.side_question import lists_things
from assistant.sides_apart import added_apart, compared_apart
from assistant.store_answers import COMPUTED, from_store
from assistant.table_answer import TableAnswers
from assistant.table_compare import compared
from assistant.table_reading import TableReading
from assistant.topic_in_plan import topic_in_plan
from assistant.whole_table import WholeTable

TIME_LIKE = re.compile(
    r"\d\s*[年月日号周时点:：．./—-]|[周旬初底末]|星期|学期|[春秋寒暑][季假]|[一二三四五六七八九十]月|节"
)
"""What a cell that tells when must hold in some form."""


class Rooms:
    """Answers cases from one library, each from the room that nobody can say better; holds nothing between them."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def computed(self, case: Case) -> Answer | None:
        """What the store adds, counts or compares; a table of the documents is not asked for it."""
        computing = case.query.kind in COMPUTED
        if told := self._on_roster(case) or banded(self.library, case):
            return told
        rows = beside_each_other(self.library, case) if computing else None
        if told := rows or compared_apart(self.library, case, self.read):
            return told
        if not computing:
            return None
        listed = case.query.kind == "version" and lists_things(case.query.text)
        if listed and (told := each_side(self.library, case, self.read)):
            return told
        rows = compared(self.library, case) if case.query.kind == "comparison" else None
        rows = rows or TableReading(self.library, case).answer()
        rows = rows or WholeTable(self.library, case).answer()
        rows = rows or prose_regions(self.library, case)
        if rows is None and plans_of_both_years(case):
            rows = like_statements(self.library, case)
        summed = case.query.kind == "sum"
        whole = bool(rows and of_all_places(case, rows))
        if summed and not whole and (sides := added_apart(self.library, case, self.read)):
            return sides
        told = rows or self._absent(case) or self._no_part(case) or from_store(self.library, case)
        if told and summed and not of_all_places(case, told):
            return each_side(self.library, case, self.read) or told
        if told := told or like_statements(self.library, case):
            return told
        two = case.query.kind in ("comparison", "sum", "version")
        return each_side(self.library, case, self.read) if two else None

    def exact(self, case: Case) -> Answer | None:
        """A cell, a refusal by name, or rows of the store: what nobody can say better."""
        told = numbered_item(self.library, case) or self._no_part(case)
        told = told or points_for(self.library, case) or topic_in_plan(self.library, case)
        told = told or self._from_tables(case) or self._by_headers(case) or self._absent(case)
        return told or named_paragraph(self.library, case) or from_store(self.library, case)

    def chosen(self, case: Case) -> tuple[Answer, bool]:
        """From words; where several documents may be meant their answers compared, or the question given back. And
        whether it may be written in other words: not what holds from above."""

        def again(question: str) -> Answer:
            known = self.library.known(case.scope.values())
            query = read_question(question, today=case.today, library=known)
            narrower = of_titles(
                self.library, make_case(self.library, query, case.scope, case.today)
            )
            return self._absent(narrower) or self._from_words(narrower)

        answer = Choosing(self.library, case, self._from_words, again).answer()
        if answer.mode == "refused" and (told := by_reference(self.library, case, again)):
            return told, True
        if answer.mode == "refused" and len(case.query.places) == 1:
            above = self.above(case, case.query.places)
            return above or answer, above is None
        return answer, True

    def read(self, case: Case) -> Answer:
        """What is exact, else the documents' words; refused where there is neither."""
        return self.exact(case) or self.chosen(case)[0]

    def asked_for_list(self, case: Case, question: str) -> Answer:
        """The answer to a question of the same documents that asks for what this one counts."""
        known = self.library.known(case.scope.values())
        query = read_question(question, today=case.today, library=known)
        query = replace(query, documents=query.documents or case.query.documents)
        case = make_case(self.library, query, case.scope, case.today)
        return self.computed(case) or self.read(plainly(case))

    def above(self, case: Case, places: Sequence[str]) -> Answer | None:
        """What holds in a place that has no answer of its own: the rule of its province or of the country."""
        for narrower, lead in from_above(self.library, case, places):
            answer = self._from_words(narrower)
            missed = answer.mode != "extractive" or not holds_around(
                self.library, narrower, answer, places[0]
            )
            if not missed and not names_lacking(self.library, narrower, answer):
                return led(answer, lead)
        return None

    def _from_tables(self, case: Case) -> Answer | None:
        """A cell of a table, unless the question names one of a series that nothing holds."""
        if evidence.absent_ordinals(case.query, case.found):
            return None
        if told := compared(self.library, case):
            return told
        if told := blamed(self.library, case):
            return told
        store = partial(from_store, self.library, case)
        if told := WholeTable(self.library, case).answer(store):
            return told
        reading = TableReading(self.library, case)
        cell = reading.of_several() or TableAnswers(self.library, case).answer() or reading.answer()
        if cell and case.query.kind == "date" and not TIME_LIKE.search(cell.text):
            return None
        return None if cell and outweighed(self.library, case, cell) else cell

    def _by_headers(self, case: Case) -> Answer | None:
        """A cell of a column that the question names in everyday words."""
        meant = in_header_words(self.library, case)
        return self._from_tables(meant) if meant is not None else None

    def _absent(self, case: Case) -> Answer | None:
        """What the question names and the library does not hold is refused by name."""
        query = case.query
        if reason := absent(self.library, case):
            places = absent_places(self.library, case)
            return self.above(case, places) or self.refused(case, reason)
        if query.kind == "article":
            answer = article(self.library, case)
            return answer or self.refused(case, no_article(self.library, case))
        return None

    def _no_part(self, case: Case) -> Answer | None:
        """A refusal where the part of a plan that is asked for stands in that of another year alone."""
        reason = absent_part(self.library, case)
        return self.refused(case, reason) if reason else None

    def _on_roster(self, case: Case) -> Answer | None:
        """Names on a list, unless the question is of a place or year that nothing is held of."""
        told = on_roster(self.library, case)
        if told is None or not absent(self.library, case):
            return told
        names = case.query.missing
        return told if names and all(name in told.text for name in names) else None

    def _from_words(self, case: Case) -> Answer:
        return from_words(self.library, case)

    def refused(self, case: Case, reason: str) -> Answer:
        """A refusal that says what was searched and shows the nearest passages."""
        return refuse(self.library, case, reason)
