"""How a question is read in its conversation: a follow-up with and without the words of the question before."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.aim import OLD_VERSION, Documents
from assistant.case import Case, make_case
from assistant.earlier import documents_of, until, user_turns
from assistant.evidence import NOTHING, Weighed
from assistant.extractive import Extractive
from assistant.follow_up import History, last_said
from assistant.follow_up_text import (
    LONG,
    SHORT,
    matter_of,
    names_office,
    other_office,
    own_words,
    subject,
)
from assistant.follow_up_words import CONDITION, PRONOUN
from assistant.library import Library
from assistant.names import Known
from assistant.question import read_by_itself, read_question
from assistant.question_kind import kind_of
from assistant.records import Query, QuestionKind
from assistant.refusing import absent
from assistant.set_beside import set_beside
from assistant.signals import Signals
from assistant.slot_swap import named_instead, swaps
from assistant.store_answers import COMPUTED
from assistant.sufficiency import weights
from assistant.table_answer import TableAnswers
from assistant.table_reading import TableReading
from assistant.told_row import told_row
from assistant.turned_scope import turned
from ingest.embedding import bundled

LIKELIER = 0.1
"""By how much more probable an answer must be to a follow-up without the words of the question before; a later
question of one message, which seldom needs them, may be so much less."""
INSTEAD = -0.05
"""The same for the question before with something named instead, which says less that is beside the point."""
SAME_MATTER, IN_FEW_WORDS = 0.2, 0.35
"""By how much less probable an answer from the documents talked about may be than one from all, also where the
question says little."""
OWN_SHARE = 0.5
"""How much of what a question tells its answer must hold where it was found by the matter talked about."""
ASKS_BEHIND = re.compile(r"呢[，,]\s*([^，。]*(?:多少|几|谁|什么|啥|哪|怎|咋)[^，。]*)$")
"""What a question asks behind the row that it names: 占多少人 of 二等的呢，占多少人."""
WAYS = 2
"""Ways in which what a question names may take the place of words of the one before."""
TALKED_ABOUT = 3
"""Documents of one answer that a conversation is about at most; a list over many is about none."""
OF_ALL: frozenset[QuestionKind] = frozenset(
    {*COMPUTED, "tasks", "status", "documents", "overview", "targets", "greeting", "article"}
)
"""Kinds of questions that are asked of the whole library unless they say otherwise."""


@dataclass(frozen=True)
class Reading:
    """Reads the questions of one conversation. ``answered`` gives the documents that an earlier question was answered
    from; ``told`` are those of the question before, where the caller knows them."""

    library: Library
    history: History
    today: dt.date
    scope: Documents
    answered: Callable[[str, History], Sequence[str]]
    told: Sequence[str] | None = None

    def query(self, question: str, *, both: bool) -> Query:
        """What is asked. With ``both`` a question is read in several ways, with the words of the questions before and
        without, of the documents talked about and of all, and the first that the documents answer probably enough
        holds."""
        own = self._read(question, ())
        turns = user_turns(self.history)
        if not turns or own.kind == "greeting":
            return own
        if both_sides := set_beside(question, own, self._read_fully(turns[0])):
            return self._read(both_sides, ())
        before = self._leaning_on(own, turns)
        query = self._read(question, before)
        if not both or not self.scope:
            return query
        row = self._of_its_row(own, before)
        if row is not None and self._table_tells(row):
            return row
        if query.follow_up and self._turns(own, before):
            return query
        if query.follow_up:
            return self._likeliest(query, own, before)
        return self._of_same_matter(own, before)

    # --- ways to read ---

    def _read_fully(self, turn: int) -> Query:
        """An earlier question with what it took from those before it."""
        return self._read(self.history[turn][1], self.history[:turn])

    def _leaning_on(self, own: Query, turns: Sequence[int]) -> History:
        """The conversation up to the turn that a question leans on: 10月呢 on the last that was asked of a time."""
        if own.time and not own_words(own) and not own.documents:
            for turn in turns:
                alone = self._read(self.history[turn][1], ())
                if alone.time or names_office(alone):
                    return until(self.history, turn)
        return self.history

    def _likeliest(self, query: Query, own: Query, before: History) -> Query:
        """Of a follow-up read on from the question before it, by itself, or, where the documents answer neither, in
        other ways."""
        other = self._by_itself(own.question, before)
        query = self._of_its_documents(query, own, before)
        chance = self._chance(query)
        if other is not None and other.text != query.text:
            margin = LIKELIER if other.follow_up and self.told is None else -LIKELIER
            if (likely := self._chance(other)) >= chance + margin:
                query, chance = other, likely
        for way, margin in self._fuller(own, before):
            if (likely := self._chance(way)) >= chance + margin:
                query, chance = way, likely
        if chance >= weights().threshold or query.kind in OF_ALL:
            return query
        held = (q for q in self._other_ways(own, before) if self._chance(q) >= weights().threshold)
        return next(held, query)

    def _fuller(self, own: Query, before: History) -> Iterator[tuple[Query, float]]:
        """A follow-up that names something instead as the question before asked of that; one that asks something else
        behind the matter talked about; each with how much more probable it must be."""
        if instead := self._instead(own, before):
            yield from ((way, INSTEAD) for way in instead)
        if own.kind == "open":
            if len(own_words(own)) >= LONG:  # a case told at length is found by its own words
                about = tuple(self._about(before)) or own.documents
                yield replace(own, documents=about, follow_up=True), LIKELIER
            return
        _, matter = self._of_matter(own, before)
        if matter is not None and not CONDITION.match(own.question):
            yield matter, LIKELIER

    def _turns(self, own: Query, before: History) -> bool:
        """Does it turn round whom the question before was of, or name another office, so that no other reading can be
        meant?"""
        turn = user_turns(before)[0]
        earlier = self._read(before[turn][1], before[:turn])
        return bool(turned(own.question, earlier.text) or other_office(own, earlier))

    def _instead(self, own: Query, before: History) -> list[Query]:
        """The question before with what this one names in place of its like, of all documents and, where a place is
        named, of those talked about."""
        new = "" if own.documents or own.time or own.article else named_instead(own.question)
        if not new:
            return []
        turn = user_turns(before)[0]
        earlier = self._read(before[turn][1], before[:turn])
        if own.scope == new and earlier.scope:
            return []  # it takes the place of the scope, as the question is read on
        cut = bundled().words(earlier.text)
        texts = swaps(new, earlier.text, cut, self.library.meaning, WAYS)
        read = [
            replace(self._read(text, ()), question=own.question, follow_up=True) for text in texts
        ]
        if own.places or own.missing:
            about = tuple(self._about(before))
            there = [replace(q, documents=about, places=(), missing=()) for q in read[:1] if about]
            return [q for q in there if self._names(q, new)]
        named = tuple(i for i, d in self.scope.items() if new in d.metadata.title)
        there = [replace(q, documents=named, places=(), missing=()) for q in read[:1]]
        return [*read, *(there if 0 < len(named) <= TALKED_ABOUT else ())]

    def _names(self, query: Query, name: str) -> bool:
        """Does the best passage for a question hold a name?"""
        best = self._weighed(query).lines[:1]
        return any(name in f"{line.headings} {line.chunk.text}" for line in best)

    def _of_its_documents(self, query: Query, own: Query, before: History) -> Query:
        """A follow-up asked of the documents talked about, where they answer it nearly as probably as all."""
        named = query.documents or own.years or _names_its_own(own)
        if named or query.kind in OF_ALL or OLD_VERSION.search(own.question):
            return query
        about = tuple(self._about(before))
        there = replace(query, documents=about)
        few = 0 < len(about) <= TALKED_ABOUT
        return there if few and self._holds(there, self._chance(query) - SAME_MATTER) else query

    def _other_ways(self, own: Query, before: History) -> Iterator[Query]:
        """A follow-up of the matter of the question before without all else that it said, read on from earlier
        questions, and where it says enough alone."""
        there, matter = self._of_matter(own, before)
        little = matter is not None and not own_words(own)  # 几月申请 is of what was talked about
        if matter is not None and little and self._says(matter, own):
            yield matter
        if there is not None and not little:
            yield there
        if matter is not None and not little and self._says(matter, own):
            yield matter
        for turn in user_turns(before)[1 : 1 + TALKED_ABOUT]:
            earlier = self._read(own.question, until(before, turn))
            if earlier.follow_up:
                yield earlier
        if own.kind != "open" and len(own_words(own)) >= LONG:
            yield own

    def _of_same_matter(self, own: Query, before: History) -> Query:
        """A whole question that names no document is asked of those that the conversation is about, also with the
        matter of the question before, where they answer it nearly as probably as all."""
        if own.kind in OF_ALL or _names_its_own(own):
            return own
        chance = self._chance(own)
        row = self._of_its_row(own, before)
        if row is not None and self._holds(row, chance):
            return row
        there, matter = self._of_matter(own, before)
        less = IN_FEW_WORDS if len(own_words(own)) <= SHORT else SAME_MATTER
        if there is not None and self._holds(there, chance - less):
            own, chance = there, max(chance, self._chance(there) + SAME_MATTER)
        if matter is not None and self._holds(matter, chance) and self._says(matter, own):
            return matter
        unsure = chance < weights().threshold
        if unsure and there is not None and matter is not None and self._agree(matter, there):
            return matter
        return own

    def _agree(self, query: Query, other: Query) -> bool:
        """Do the documents answer one reading, by the sentence that is the best for the other too?"""
        best, same = (self._weighed(q).lines[:1] for q in (query, other))
        return self._holds(query, 0.0) and [c.span for c in best] == [c.span for c in same]

    def _holds(self, query: Query, least: float) -> bool:
        """Do the documents answer it probably enough, and as probably as this?"""
        return self._chance(query) >= max(least, weights().threshold)

    def _says(self, query: Query, own: Query) -> bool:
        """Does the best sentence for a question behind the matter talked about say what it asks itself?"""
        best = self._weighed(query).lines[:1]
        soft = Signals(self.library, own, ()).soft
        held = soft.held([f"{line.headings} {line.led}" for line in best])
        return not soft.words or all(soft.share(row) >= OWN_SHARE for row in held)

    def _of_matter(self, own: Query, before: History) -> tuple[Query | None, Query | None]:
        """The question asked of the documents talked about: as it is, and behind the matter of the one before where
        it says little."""
        about = tuple(self._about(before))
        if not 0 < len(about) <= TALKED_ABOUT or _names_its_own(own):
            return None, None
        said = PRONOUN.sub("", own.question).strip() or own.question
        there = replace(own, text=said, documents=about, follow_up=True)
        turn = user_turns(before)[0]
        matter = matter_of(own, self._read(before[turn][1], before[:turn]))
        behind = replace(there, text=f"{matter} {said}", topic=f"{matter} {own.topic}".strip())
        little = bool(matter) and matter not in said and len(own_words(own)) <= LONG
        alone = there if own.kind != "open" or own_words(own) else None
        return alone, behind if little else None

    def _of_its_row(self, own: Query, before: History) -> Query | None:
        """A later question asked of the row of a table that the one before was answered from: 哪天考 behind
        教师资格考试（笔试）."""
        alone = own.time or own.kind in OF_ALL or own.documents or own.article or own.issuers
        if alone or len(own_words(own)) > LONG:
            return None
        turn = user_turns(before)[0]
        tables = self._in_tables(self._read(before[turn][1], before[:turn]))
        about = tuple(self._about(before))
        if other := tables.swapped(own.question):
            if asks := ASKS_BEHIND.search(own.question):
                about_row = subject(replace(self._read(other, ()), named=()))
                other = f"{about_row} {asks.group(1)}" if about_row else other
            return replace(
                self._read(other, ()), documents=about, places=(), missing=(), follow_up=True
            )
        named = tables.row_name() or told_row(last_said(before))
        said = PRONOUN.sub("", own.question).strip() or own.question
        if not named or named in said:
            return None
        topic = f"{named} {own.topic}".strip()
        row = replace(own, text=f"{named} {said}", topic=topic, documents=about, follow_up=True)
        if self._in_tables(row).answer():
            return row
        matter = subject(replace(self._read(before[turn][1], before[:turn]), named=()))
        whole = f"{matter} {said}"
        return replace(row, text=whole, topic=f"{matter} {own.topic}") if matter else row

    def _table_tells(self, row: Query) -> bool:
        """Does a table answer it, by a row that is named or by one cell?"""
        if self._in_tables(row).answer():
            return True
        case = plainly(make_case(self.library, row, self.scope, self.today))
        return TableAnswers(self.library, case).answer() is not None

    def _in_tables(self, query: Query) -> TableReading:
        return TableReading(
            self.library, plainly(make_case(self.library, query, self.scope, self.today))
        )

    # --- what was said ---

    def _read(self, question: str, history: History) -> Query:
        return read_question(
            question,
            history=tuple(history),
            today=self.today,
            library=self._known,
            answered=self._from,
        )

    def _by_itself(self, question: str, history: History) -> Query | None:
        return read_by_itself(
            question,
            history=tuple(history),
            today=self.today,
            library=self._known,
            answered=self._from,
        )

    @functools.cached_property
    def _known(self) -> Sequence[Known]:
        return self.library.known(self.scope.values())

    @functools.cached_property
    def _asked_before(self) -> dict[tuple[str, int], Sequence[str]]:
        return {}

    def _from(self, earlier: str, turns: History) -> Sequence[str]:
        """The documents that an earlier question was answered from: as the caller knows them, by the words of the
        answer, or by asking it again."""
        at = len(turns)
        if self.told is not None and at == user_turns(self.history)[0]:
            return self.told
        key = (earlier, at)
        if key not in self._asked_before:
            said = "\n".join(t for role, t in until(self.history, at)[at:] if role == "assistant")
            found = documents_of(self.library, self.scope, said)
            self._asked_before[key] = found or self.answered(earlier, tuple(turns))
        return self._asked_before[key]

    def _about(self, before: History) -> Sequence[str]:
        """The documents that the last answer was taken from."""
        turn = user_turns(before)[0]
        return self._from(before[turn][1], before[:turn])

    def _chance(self, query: Query) -> float:
        """How probably the documents' sentences answer one reading of a question."""
        return self._weighed(query).probability

    def _weighed(self, query: Query) -> Weighed:
        if query not in self._known_weighed:
            case = plainly(make_case(self.library, query, self.scope, self.today))
            gone = absent(self.library, case)
            self._known_weighed[query] = NOTHING if gone else Extractive(self.library, case).weighed
        return self._known_weighed[query]

    @functools.cached_property
    def _known_weighed(self) -> dict[Query, Weighed]:
        return {}


def _names_its_own(own: Query) -> bool:
    return bool(own.places or own.documents or own.missing or own.issuers or own.article)


def plainly(case: Case) -> Case:
    """The case with the kind that its question has where nothing can be computed."""
    if case.query.kind not in COMPUTED:
        return case
    kind = kind_of(case.query.text, computing=False)
    if case.query.kind == "count" and kind in ("tasks", "targets", "list"):
        kind = "number"  # nothing of the store to count: the number stands in a text
    return replace(case, query=replace(case.query, kind=kind))
