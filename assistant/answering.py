"""One question from query to guarded answer: which room answers, is the evidence enough, what is refused."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Sequence
from dataclasses import replace

from assistant import asked_topic, evidence, vouched
from assistant.above import from_above, holds, led
from assistant.aim import Documents
from assistant.articles import article
from assistant.case import REVIEWS, Case, make_case
from assistant.choosing import Choosing, place_note
from assistant.cite import in_order
from assistant.definitions import definition
from assistant.each_side import each_side
from assistant.effect import effect, of_titles
from assistant.extractive import Extractive
from assistant.fact_evidence import from_facts
from assistant.follow_up import History, last_user
from assistant.greeting import greeted
from assistant.guard import guarded
from assistant.library import Library
from assistant.list_choice import asks_for_items
from assistant.question import kind_of, read_by_itself, read_question
from assistant.question_words import COMPARE, PAST
from assistant.records import Answer, Citation, Query
from assistant.refusing import absent, absent_places, lacking, no_article, refuse
from assistant.store_answers import COMPUTED, from_store
from assistant.table_answer import TableAnswers
from assistant.terms import terms
from assistant.validity import over, validity
from assistant.whole_library import all_documents
from ingest.records import quoted

EMPTY = "库里还没有文件。请先在“文件”页添加，或运行 python -m ingest add。"
NOT_WRITTEN = "库中的文件没有写到这个问题。"
NOT_SAID = {
    "number": "文件里有相关内容，但没有查到所问的数字。",
    "date": "文件里有相关内容，但没有查到所问的时间。",
}
"""What is said where the matter stands in the documents and its number or date does not."""
LIKELIER = 0.1
"""By how much more probable an answer must be to a follow-up without the words of the question before; a later
question of one message, which seldom needs them, may be so much less."""
FACT_KINDS = frozenset({"number", "date", "who"})
LISTS = frozenset({"list", "procedure", "definition", "overview"})


class Answering:
    """Answers from one library; holds nothing between questions."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def answer(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None,
        *, silent: bool = False, told: Sequence[str] | None = None,
    ) -> Answer:  # fmt: skip
        """The guarded answer to one question; what is refused is logged unless ``silent``. ``told`` are the documents
        that the question before was answered from, where the caller knows them."""
        with self.library.store.standing_still():
            return self._answer(question, history, today, asked, silent, told)

    def _answer(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None,
        silent: bool, told: Sequence[str] | None,
    ) -> Answer:  # fmt: skip
        scope = self.library.in_scope(asked)
        query = self._query(question, history, today, asked, told, silent)
        if query.kind == "greeting":
            return Answer(greeted(query.text), "extractive")
        if not scope:
            return Answer(EMPTY, "refused")
        case = of_titles(self.library, make_case(self.library, query, scope, today))
        titles = [d.metadata.title or d.source for d in scope.values()]
        whole = all_documents(query.text, titles)
        answer = whole or self._computed(case) or self._read(plainly(case))
        if answer.mode == "refused":
            if not silent:
                self.library.store.log_unanswered(question, answer.text.split("\n")[0])
            return answer
        edits = self.library.store.edits()
        people = vouched.by_place(self.library.facts(scope), edits)
        answer = in_order(
            guarded(
                answer, lambda c: f"{self._cited_words(c, case)}\n{vouched.words_for(c, people)}"
            )
        )
        return replace(
            answer,
            notes=(
                *answer.notes,
                *_plan_note(case, answer),
                *vouched.with_notes(answer, people),
                *vouched.rejections(answer, edits.values()),
                *self._version_notes(answer, case),
                *place_note(case, answer),
            ),
        )

    def _query(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None,
        told: Sequence[str] | None, silent: bool,
    ) -> Query:  # fmt: skip
        """What is asked. A follow-up that says enough by itself is read in both ways, with the words of the question
        before and without, and the reading that the documents answer more probably holds."""
        scope = self.library.in_scope(asked)

        @functools.cache
        def answered(earlier: str, before: tuple[tuple[str, str], ...]) -> Sequence[str]:
            if told is not None and earlier == history[last_user(history)][1]:
                return told
            return self._answered_from(earlier, before, today, asked)

        known = self.library.known(scope.values())
        turns = tuple((role, text) for role, text in history)

        def asked_before(earlier: str, before: History) -> Sequence[str]:
            return answered(earlier, tuple(before))

        query = read_question(
            question, history=turns, today=today, library=known, answered=asked_before
        )
        if not query.follow_up or (silent and told is None) or not scope:
            return query
        other = read_by_itself(
            question, history=turns, today=today, library=known, answered=asked_before
        )
        if other is None or other.text == query.text:
            return query
        chances = [self._chance(one, scope, today) for one in (query, other)]
        margin = LIKELIER if other.follow_up and told is None else -LIKELIER
        least = chances[0] + margin
        return other if chances[1] >= least else query

    def _chance(self, query: Query, scope: Documents, today: dt.date) -> float:
        """How probably the documents' sentences answer one reading of a question."""
        case = plainly(make_case(self.library, query, scope, today))
        return (
            0.0
            if absent(self.library, case)
            else Extractive(self.library, case).weighed.probability
        )

    def _answered_from(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None
    ) -> tuple[str, ...]:
        """The documents that an earlier question was answered from, in the order of its citations."""
        answer = self.answer(question, history, today, asked, silent=True)
        told = answer.mode not in ("refused", "clarify")
        return tuple(dict.fromkeys(c.document_id for c in answer.citations)) if told else ()

    # --- rooms ---

    def _from_tables(self, case: Case) -> Answer | None:
        """A cell of a table, unless the question names one of a series that nothing holds."""
        if evidence.absent_ordinals(case.query, case.found):
            return None
        return TableAnswers(self.library, case).answer()

    def _computed(self, case: Case) -> Answer | None:
        """What the store adds, counts or compares; a table of the documents is not asked for it."""
        if case.query.kind not in COMPUTED:
            return None
        if told := self._absent(case) or from_store(self.library, case):
            return told
        two = case.query.kind in ("comparison", "sum")
        return each_side(self.library, case, self._read) if two else None

    def _read(self, case: Case) -> Answer:
        return (
            self._from_tables(case)
            or self._absent(case)
            or from_store(self.library, case)
            or self._chosen(case)
        )

    def _absent(self, case: Case) -> Answer | None:
        """What the question names and the library does not hold is refused by name."""
        query = case.query
        if reason := absent(self.library, case):
            places = absent_places(self.library, case)
            return self._above(case, places) or self._refused(case, reason)
        if query.kind == "article":
            answer = article(self.library, case)
            return answer or self._refused(case, no_article(self.library, case))
        return None

    def _above(self, case: Case, places: Sequence[str]) -> Answer | None:
        """What holds in a place that has no answer of its own: the rule of its province or of the country."""
        for narrower, lead in from_above(self.library, case, places):
            answer = self._from_words(narrower)
            if answer.mode == "extractive" and holds(narrower, answer):
                return led(answer, lead)
        return None

    def _chosen(self, case: Case) -> Answer:
        """From words; where several documents may be meant their answers compared, or the question given back."""

        def again(question: str) -> Answer:
            known = self.library.known(case.scope.values())
            query = read_question(question, today=case.today, library=known)
            narrower = of_titles(
                self.library, make_case(self.library, query, case.scope, case.today)
            )
            return self._absent(narrower) or self._from_words(narrower)

        answer = Choosing(self.library, case, self._from_words, again).answer()
        if answer.mode == "refused" and len(case.query.places) == 1:
            return self._above(case, case.query.places) or answer
        return answer

    def _from_words(self, case: Case) -> Answer:
        """From a fact or from the documents' sentences, where the evidence is enough."""
        dated = validity(self.library, case) or effect(self.library, case)
        if dated is not None:
            return dated
        extractive = Extractive(self.library, case)
        if case.query.kind == "targets":
            if not asked_topic.topic_of(case.query) and (goals := extractive.goals()):
                return goals
            case = self._without_words_of_goals(case)
            extractive = Extractive(self.library, case)
        kind = case.query.kind
        weighed = extractive.weighed
        answer = self._of_facts(case, extractive) if kind in FACT_KINDS else None
        if answer is None and not weighed.enough:
            return self._refused(case, lacking(weighed), extractive)
        if answer is None and (kind in LISTS or asks_for_items(case.query)):
            answer = definition(self.library, case) or extractive.items()
        answer = answer or extractive.passage()
        return answer or self._refused(case, NOT_SAID.get(kind, NOT_WRITTEN), extractive)

    def _of_facts(self, case: Case, extractive: Extractive) -> Answer | None:
        return from_facts(self.library, case, extractive.weighed, extractive.signals)

    def _without_words_of_goals(self, case: Case) -> Case:
        """目标 and 指标 ask for a kind of answer; a text on the topic need not say them."""
        words = asked_topic.topic_of(case.query)
        return replace(case, wanted=terms(words, self.library.vocabulary)) if words else case

    # --- refusal ---

    def _refused(self, case: Case, reason: str, weighed: Extractive | None = None) -> Answer:
        """A refusal that says what was searched and shows the nearest passages."""
        return refuse(self.library, case, reason, weighed)

    # --- around the answer ---

    def _cited_words(self, citation: Citation, case: Case) -> str:
        """A citation's quote, its context and its headings, and what its document says of itself."""
        text = self.library.document(citation.document_id).text
        spans = [text[s.start : s.end] for s in citation.context]
        stored = case.scope.get(citation.document_id)
        own = stored.metadata if stored else self.library.store.metadata(citation.document_id)
        days = (f"{d.year}年{d.month}月{d.day}日" for d in (own.issued, own.effective) if d)
        about = (
            quoted(citation.document_title),
            own.place,
            own.issuer,
            own.number,
            str(own.plan_year),
            *days,
        )
        return "\n".join((citation.quote, *spans, *citation.section, *about))

    @staticmethod
    def _version_notes(answer: Answer, case: Case) -> tuple[str, ...]:
        notes, documents = [], case.scope
        cited = dict.fromkeys(c.document_id for c in answer.citations)
        for identity in (i for i in cited if i in documents):
            metadata = documents[identity].metadata
            if metadata.status in ("被替代", "废止"):
                notes.append(
                    f"{quoted(metadata.title)}已{'被新文件替代' if metadata.status == '被替代' else '废止'}，仅供参考。"
                )
            elif (last := over(metadata, case.today)) is not None:
                day = f"{last.year}年{last.month}月{last.day}日"
                notes.append(f"{quoted(metadata.title)}的有效期到{day}为止，现已失效，仅供参考。")
        samples = any(documents[i].sample for i in cited if i in documents)
        return (*notes, *(("依据的是示例（虚构）文件。",) if samples else ()))


def plainly(case: Case) -> Case:
    """The case with the kind that its question has where nothing can be computed."""
    if case.query.kind not in COMPUTED:
        return case
    kind = kind_of(case.query.text, computing=False)
    if case.query.kind == "count" and kind in ("tasks", "targets", "list"):
        kind = "number"  # nothing of the store to count: the number stands in a text
    return replace(case, query=replace(case.query, kind=kind))


def _plan_note(case: Case, answer: Answer) -> tuple[str, ...]:
    """What was achieved is asked for and only plans answer: said so that a goal is not taken for a result."""
    asked = PAST.search(case.query.text) and not COMPARE.search(case.query.text)
    if not asked or answer.mode != "extractive" or case.query.kind != "number":
        return ()
    if any(case.scope[c.document_id].metadata.kind in REVIEWS for c in answer.citations):
        return ()
    return ("库中没有查到完成情况，这里是计划或规定的数字。",)
