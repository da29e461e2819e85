"""One message → one answer: English read by its terms, slips put right, several questions answered in turn."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering import Answering, Draft
from assistant.asking_back import picked
from assistant.emergencies import as_rules_say
from assistant.english import Translated, in_english, is_english, sentences, translated
from assistant.everyday import plainly_said
from assistant.exam_steps import of_whole_exam
from assistant.follow_up import History
from assistant.follow_up_text import own_words
from assistant.goals_of_year import with_goal_year
from assistant.own_office import with_own_office
from assistant.question import read_question
from assistant.question_kind import kind_of
from assistant.question_words import GREETING
from assistant.records import Answer
from assistant.several import MOST, joined, parted
from assistant.short_parts import head_of, lacks_papers, matter_of, on_matter
from assistant.slot_swap import named_instead
from assistant.told_today import told_today
from assistant.topic_change import without_old_topic
from assistant.typos import Corrected, corrected

OF_VALUES = frozenset({"number", "date", "who"})
"""Kinds of later parts whose answers are held to the value asked for: 哪天考 may be told of the same row."""
NOT_OF_MATTER = "库中的文件没有写到这个问题。"
LEANS_ON_NOTHING = "前一问没有查到，这一问也就无从查起。"
"""What is said of a question that says nothing by itself behind such as were refused."""
SAYS_SOMETHING = 3
"""Characters of its own from which a question says something."""
ANSWERED = frozenset({"extractive", "structured"})
LEANS = "那"
"""Put before the later questions of a message: each leans on the one before it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message: as it is repeated above its answer, and the answer without a model."""

    asked: str
    draft: Draft


@dataclass(frozen=True, slots=True)
class Reply:
    """The drafts of a message's questions; ``english`` where it was asked in English."""

    parts: tuple[Part, ...]
    notes: tuple[str, ...] = ()
    english: Translated | None = None

    def whole(self, answers: Sequence[Answer]) -> Answer:
        """The one answer made of the answers to its parts."""
        asked = [part.asked for part in self.parts]
        one = answers[0] if len(answers) == 1 else joined(asked, answers)
        answer = replace(one, notes=(*self.notes, *one.notes)) if self.notes else one
        return in_english(answer, self.english) if self.english else answer


class Replying:
    """Answers messages; holds nothing between them."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering

    def reply(
        self, message: str, history: History, today: dt.date, documents: Sequence[str] | None
    ) -> Answer:
        """The guarded answer to a message, without a model. Later questions lean on earlier ones; one that is
        refused loses no other. What was refused is logged."""
        read = self.read(message, history, today, documents)
        answers = [part.draft.answer for part in read.parts]
        self.log(read, answers)
        return read.whole(answers)

    def log(self, reply: Reply, answers: Sequence[Answer]) -> None:
        """Keeps the questions that stay without an answer."""
        for part, answer in zip(reply.parts, answers, strict=True):
            self.answering.log(part.draft, answer)

    def read(
        self, message: str, history: History, today: dt.date, documents: Sequence[str] | None
    ) -> Reply:
        """The same as drafts; nothing is logged."""
        message, history = without_old_topic(picked(message, history), history)
        message, today = told_today(message, today)
        places = self._places(documents)
        before = _one_by_one([(r, _as_read(r, text, places)) for r, text in history])
        if GREETING.match(message) or not is_english(message):
            return self._chinese(message, before, today, documents)
        read = translated(message, places)
        reply = self._chinese(read.text, before, today, documents, sentences(message))
        return replace(reply, english=read)

    def _chinese(
        self, message: str, before: History, today: dt.date, documents: Sequence[str] | None,
        shown: Sequence[str] = (),
    ) -> Reply:  # fmt: skip
        """A message in Chinese; its questions are repeated as ``shown`` where these are as many."""
        plain = as_rules_say(of_whole_exam(with_own_office(plainly_said(message))))
        put = self._put_right(plain, today, documents)
        notes = tuple(f"按“{meant}”理解“{typed}”。" for typed, meant in put.changes)
        parts = parted(put.text)
        if len(parts.questions) == 1:
            draft = self.answering.draft(put.text, before, today, documents)
            apart = parted(put.text, whole=False) if draft.answer.mode == "refused" else parts
            if len(apart.questions) == 1:
                return Reply((Part(put.text, draft),), notes)
            parts = apart  # nothing adds up or compares what it asks: each in turn
        drafts = self._in_turn(parts.questions, before, today, documents)
        if parts.left_out:
            notes = (*notes, f"一次最多回答 {MOST} 个问题，其余 {parts.left_out} 个请分开问。")
        repeated = shown if len(shown) == len(drafts) else parts.questions
        return Reply(tuple(map(Part, repeated, drafts)), notes)

    def _in_turn(
        self, questions: Sequence[str], before: History, today: dt.date,
        documents: Sequence[str] | None,
    ) -> list[Draft]:  # fmt: skip
        """The questions of one message, each read on from those before it that were answered."""
        drafts: list[Draft] = []
        history = before
        for one in questions:
            question = with_goal_year(one, questions[0])
            told = _documents(drafts[-1].answer) if drafts else None
            refused = bool(drafts) and all(d.answer.mode == "refused" for d in drafts)
            short = bool(drafts) and self._says_nothing(question, today, documents)
            matter = matter_of(questions[0]) if short else ""
            if refused and short:
                drafts.append(Draft(Answer(LEANS_ON_NOTHING, "refused"), unanswered=question))
                continue
            draft = self._part(question, before, today, documents, told)
            if matter and self._is_beside(question, draft, matter):
                draft = self._of_matter(question, matter, draft, history, today, documents)
            drafts.append(
                drafts[-1] if drafts and _told_already(question, draft, drafts[-1]) else draft
            )
            if len(drafts) == 1 or drafts[-1].answer.mode != "refused":  # it leads nowhere else
                asked = _leaning(question, len(drafts) > 1)
                before = (*before, ("user", asked), ("assistant", drafts[-1].answer.text))
        return self._asked_there(questions, drafts, today, documents)

    def _part(
        self, question: str, before: History, today: dt.date, documents: Sequence[str] | None,
        told: Sequence[str] | None,
    ) -> Draft:  # fmt: skip
        """A later question is read on from the one before, and where that finds nothing, alone; ``told`` are the
        documents that one was answered from, None for the first question."""
        if told is not None:
            leaning = _leaning(question, True)
            draft = self.answering.draft(leaning, before, today, documents, silent=True, told=told)
            if draft.answer.mode != "refused":
                return draft
        return self.answering.draft(question, before, today, documents)

    def _is_beside(self, question: str, draft: Draft, matter: str) -> bool:
        """Is a short later part answered with words that are not of the message's matter?"""
        told = draft.answer.mode == "extractive" and kind_of(question) not in OF_VALUES
        return told and not on_matter(self.answering.library, draft.answer, matter, question)

    def _of_matter(
        self, question: str, matter: str, told: Draft, before: History, today: dt.date,
        documents: Sequence[str] | None,
    ) -> Draft:  # fmt: skip
        """A short later part asked as a whole question of the message's matter. Where that finds nothing, what was
        ``told``; refused where that holds nothing of the kind asked for."""
        draft = self.answering.draft(f"{matter}{question}", before, today, documents, silent=True)
        answered = draft.answer.mode in ("extractive", "structured")
        if answered and on_matter(self.answering.library, draft.answer, matter, question):
            return draft
        if lacks_papers(question, told.answer):
            return Draft(Answer(NOT_OF_MATTER, "refused"), unanswered=question)
        return told

    def _asked_there(
        self, questions: Sequence[str], drafts: Sequence[Draft], today: dt.date,
        documents: Sequence[str] | None,
    ) -> list[Draft]:  # fmt: skip
        """What was refused asked once more as a later question of the document that answers most of the others: the
        questions of a message are of one matter."""
        told = Counter(d for draft in drafts for d in _documents(draft.answer))
        found = list(drafts)
        if not told:
            return found
        head = head_of(questions[0])
        for n in range(1, len(drafts)) if head else ():
            if found[n].answer.mode == "refused" and head not in questions[n]:
                whole = f"{head}，{questions[n]}"
                again = self.answering.draft(whole, (), today, documents, silent=True)
                found[n] = again if again.answer.mode in ANSWERED else found[n]
        there = told.most_common(1)[0][0]
        other = next(n for n, d in enumerate(drafts) if there in _documents(d.answer))
        before = (("user", questions[other]), ("assistant", drafts[other].answer.text))
        for n, draft in enumerate(drafts):
            if (
                draft.answer.mode == "refused"
                and draft.answer.text != LEANS_ON_NOTHING
                and n < other
            ):
                again = self.answering.draft(
                    questions[n], before, today, documents, silent=True, told=(there,)
                )
                found[n] = again if again.answer.mode == "extractive" else draft
        return found

    def _says_nothing(self, question: str, today: dt.date, documents: Sequence[str] | None) -> bool:
        """Does a later question say nothing of what it asks about: 拘几天, 去哪儿补?"""
        known = self.answering.library.known(self.answering.library.in_scope(documents).values())
        own = read_question(question, today=today, library=known)
        named = own.scope or own.article or own.time or own.documents or own.places
        return not named and len(own_words(own)) < SAYS_SOMETHING

    def _places(self, documents: Sequence[str] | None) -> tuple[str, ...]:
        """The places that the documents in scope are of."""
        scope = self.answering.library.in_scope(documents)
        return tuple(dict.fromkeys(d.metadata.place for d in scope.values() if d.metadata.place))

    def _put_right(
        self, message: str, today: dt.date, documents: Sequence[str] | None
    ) -> Corrected:
        library = self.answering.library
        scope = library.in_scope(documents)
        query = read_question(message, today=today, library=library.known(scope.values()))
        return corrected(message, library.vocabulary, (*query.named, *query.missing))


def _told_already(question: str, draft: Draft, last: Draft) -> bool:
    """线上的呢 is refused, and the answer before told of it too."""
    name = named_instead(question) if draft.answer.mode == "refused" else ""
    return bool(name) and last.answer.mode == "extractive" and name in last.answer.text


def _documents(answer: Answer) -> tuple[str, ...]:
    """The documents of an answer, in the order of its citations; none of one that was not given."""
    given = answer.mode not in ("refused", "clarify")
    return tuple(dict.fromkeys(c.document_id for c in answer.citations)) if given else ()


def _as_read(role: str, text: str, places: Sequence[str]) -> str:
    """A turn before as it was read when it was asked."""
    read = translated(text, places).text if is_english(text) else text
    return plainly_said(read) if role == "user" else read


def _leaning(question: str, leans: bool) -> str:
    return f"{LEANS}{question}" if leans and not question.startswith(LEANS) else question


def _one_by_one(history: History) -> History:
    """The conversation with each message of several questions as that many turns."""
    turns: list[tuple[str, str]] = []
    for role, text in history:
        if role == "user":
            first, *later = parted(text).questions
            turns += [("user", first), *(("user", _leaning(q, True)) for q in later)]
        else:
            turns.append((role, text))
    return tuple(turns)
