"""Which document is meant where the question does not say: those that answer it are asked one by one, and
one value is given once, a few are put side by side, for many the question is given back with a choice."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.aim import ENDED, OF_OLD
from assistant.asking_back import OPTIONS, AskingBack
from assistant.case import Case
from assistant.cite import Citer
from assistant.effect import asks_of_itself, tight
from assistant.extractive import Extractive
from assistant.finding import Found, find
from assistant.joined import marked, said, said_marks
from assistant.labels import issued, labels, title
from assistant.library import Library
from assistant.names import bare, short_title
from assistant.near_misses import names_lacking
from assistant.place_names import overlap
from assistant.provinces import NATION, is_national
from assistant.question_words import COMPARE
from assistant.records import Answer
from assistant.rivals import Candidate, Same, as_good, grouped, is_later, newest, values_of
from assistant.terms import coverage, pairs

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

VALUES: frozenset[str] = frozenset({"number", "date", "who", "count", "sum"})
"""Kinds whose answers can be compared."""
WIDE, TRIED, MOST, FAR = 60, 14, 60, 4.5
"""Passages looked at; documents asked, and asked where a name may mean them; how far behind the best passage
(in standard deviations) one may be."""
AS_NEAR, HARDLY_LESS = 1.5, 0.05
"""How far behind the best passage the country's may be, and how much less of the question its answer may hold,
to go before one place's."""
HARDLY_BEHIND, BEHIND_ALIKE, SAYS_SAME = 0.6, 2.0, 0.4
"""How far behind the best sentence the country's best one may weigh; how far where both share this part of the shorter
one's pairs of characters."""
OF_A_SCHOOL = re.compile(
    r"[一-鿿]{2,}(?:大学|学院|中学|小学|幼儿园|学校)[^，。]{0,14}(?:手册|章程|守则|须知|细则|培养方案|教学计划)"
)
"""Titles of what one school sets for itself."""
SAYS_WHO = 0.5
"""Share of the question that an answer itself must hold to tell who."""
SHORTEST = 3
"""Characters of the matter from which answers of several documents are compared: 谁批 says of nothing what."""
SILENT = 5
"""Documents one after another that do not answer, from which no others are asked."""
LONGEST = 200
"""Characters from which an answer is no value that can be put beside others."""
FEW = 3
"""Different answers that are told side by side."""
CITED = 3
"""Documents cited for one and the same value."""
ALIKE = 0.75
"""Share of the score of the documents cited from which a passage of another place is worth a note."""
SIDE_BY_SIDE = "问题没有指明是哪一份文件，库中的说法不同："
"""How an answer begins that tells what several documents say."""
OTHER_PLACES = "问题没有写明地区"
"""How the note begins that says whose document answers."""


class Choosing:
    """Compares what the documents answer that one question does not choose from."""

    def __init__(
        self, library: Library, case: Case,
        ask: Callable[[Case], Answer], again: Callable[[str], Answer],
    ) -> None:  # fmt: skip
        """``ask`` answers from the documents of a case; ``again`` answers a whole question, for the options."""
        self.library = library
        self.case = case
        self.query = case.query
        self.ask = ask
        self.back = AskingBack(case, again)

    def answer(self) -> Answer:
        """The answer of the documents that are meant: of one, or of several, or a question back."""
        if not is_open(self.case):
            return self.ask(self.case)
        if self.query.kind not in VALUES:
            return self._of_the_country(self._of_newer_plan(self.ask(self.case)))
        named = bool(self.query.documents)
        if asks_of_itself(self.query) and not named and (back := self.back.which_document()):
            return back
        plain = self.ask(replace(self.case, citer=Citer(self.library, self.case.scope)))
        matter = sum(len(term.text) for term in self.case.wanted)
        if not named and (plain.mode == "refused" or matter < SHORTEST):
            return plain
        found = self._of_the_name(self._candidates())
        groups = grouped(found)
        if found and self._is_outdated(plain, found):
            plain = found[0].answer
            if len(found) == 1:
                return self._once(plain, groups[0])
        if len(found) < 2:
            return plain
        if len(groups) == 1:
            return self._once(plain, groups[0])
        return self._side_by_side(groups) if len(groups) <= FEW else self.back.which(found) or plain

    def _of_newer_plan(self, plain: Answer) -> Answer:
        """What the plan of a later year says in place of an earlier one of the same place and kind, where no year is
        asked for and it answers about as well."""
        cited = [self.case.scope[c.document_id] for c in plain.citations]
        if plain.mode != "extractive" or self.query.years or OF_OLD.search(self.query.text):
            return plain
        newer = {
            i: d for i, d in self.case.documents.items()
            if cited and all(is_later(d, c) and d.metadata.kind == c.metadata.kind for c in cited)
        }  # fmt: skip
        found = tuple((c, fused) for c, fused in self.case.found if c.document_id in newer)
        if not found or not self._answers_as_well(set(newer)):
            return plain
        citer = Citer(self.library, self.case.scope)
        told = self.ask(replace(self.case, documents=newer, found=found, citer=citer))
        return told if told.mode == "extractive" else plain

    def _is_outdated(self, plain: Answer, found: Sequence[Candidate]) -> bool:
        """Is it all from plans of an earlier year than those of the same place that answer too?"""
        cited = [self.case.scope[c.document_id] for c in plain.citations]
        return bool(cited) and all(any(is_later(o.document, d) for o in found) for d in cited)

    def _of_the_country(self, plain: Answer) -> Answer:
        """The country's rule in place of one place's or one school's, where it answers about as well: it holds for who
        asks."""
        cited = [self.case.scope[c.document_id].metadata for c in plain.citations]
        local = bool(cited) and all(m.place or OF_A_SCHOOL.search(m.title) for m in cited)
        if plain.mode != "extractive" or not local:
            return plain
        found = tuple(
            (chunk, fused) for chunk, fused in self.case.found
            if is_national(self.case.scope[chunk.document_id].metadata)
            and self.case.found[0][1].score - fused.score <= AS_NEAR
        )  # fmt: skip
        if not found or not self._answers_as_well({chunk.document_id for chunk, _ in found}):
            return plain
        documents = {chunk.document_id: self.case.scope[chunk.document_id] for chunk, _ in found}
        citer = Citer(self.library, self.case.scope)
        ruled = self.ask(replace(self.case, documents=documents, found=found, citer=citer))
        as_good = self._held(ruled) >= self._held(plain) - HARDLY_LESS
        return ruled if ruled.mode == "extractive" and as_good else plain

    def _answers_as_well(self, documents: Collection[str]) -> bool:
        """Does the best sentence of these documents answer hardly less than the best one of all, or say much the
        same?"""
        weighed = Extractive(self.library, self.case).weighed
        told = zip(weighed.lines, weighed.scores, weighed.may, strict=True)
        own = next(((li, s) for li, s, may in told if may and li.document_id in documents), None)
        if own is None:
            return False
        line, behind = own[0], weighed.scores[0] - own[1]
        first, other = set(pairs(weighed.lines[0].text)), set(pairs(line.text))
        alike = len(first & other) >= SAYS_SAME * min(len(first), len(other))
        return behind <= HARDLY_BEHIND or (alike and behind <= BEHIND_ALIKE)

    def _held(self, answer: Answer) -> float:
        """The share of the question that an answer holds with its headings and titles."""
        around = " ".join(
            f"{' '.join(c.section)} {c.quote} {c.document_title}" for c in answer.citations
        )
        return coverage(self.case.wanted, f"{answer.text} {around}", self.query.text)

    # --- the documents' answers ---

    def _candidates(self) -> list[Candidate]:
        """Documents that answer, best first, none that a newer one of the same place takes the place of."""
        documents = {**self.case.documents, **alike_named(self.case)}
        if not OF_OLD.search(self.query.text):
            documents = {i: d for i, d in documents.items() if d.metadata.status not in ENDED}
        wide = find(self.library, self.query, documents, WIDE)
        near: dict[str, Found] = {}
        for chunk, fused in wide:
            if wide[0][1].score - fused.score <= FAR:
                near.setdefault(chunk.document_id, []).append((chunk, fused))
        if self.query.documents:  # all that the name may mean, whether or not a passage is near
            near |= {i: [] for i in documents if i not in near}
        asked: list[Candidate] = []
        silent = 0
        for identity, found in list(near.items())[: MOST if self.query.documents else TRIED]:
            one = self._asked(documents[identity], found)
            asked += [one] if one is not None else []
            silent = 0 if one is not None else silent + 1
            if silent == SILENT and not self.query.documents:
                break
            if len(grouped(as_good(asked, self.query.text))) > OPTIONS:
                break  # many enough to ask back
        kept = asked if self.query.documents else as_good(asked, self.query.text)
        return newest(kept, self.query)

    def _of_the_name(self, found: list[Candidate]) -> list[Candidate]:
        """Without answers that lack a name of the question (助学贷款) which the best one holds."""
        lacking = [names_lacking(self.library, self.case, one.answer) for one in found]
        if not found or lacking[0]:
            return found
        return [one for one, lacks in zip(found, lacking, strict=True) if not lacks]

    def _asked(self, document: StoredDocument, found: Found) -> Candidate | None:
        """What one document answers by itself; None where it does not, or says no value."""
        case = replace(
            self.case, documents={document.id: document}, found=tuple(found[:8]),
            citer=Citer(self.library, {**self.case.scope, document.id: document}),
        )  # fmt: skip
        answer = self.ask(case)
        if answer.mode != "extractive" or not answer.citations or len(answer.text) > LONGEST:
            return None
        values = values_of(self.query, answer)
        if not values:
            return None
        own = coverage(self.case.wanted, answer.text, self.query.text)
        if self.query.kind == "who" and own < SAYS_WHO:
            return None
        return Candidate(document, answer, values, self._held(answer), own, self._read(case))

    def _read(self, case: Case) -> float:
        """How surely the reader takes the best sentence of a document to answer."""
        weighed = Extractive(self.library, case).weighed
        rows = zip(weighed.signals, weighed.may, strict=True)
        return next((row.get("read", 0.0) for row, may in rows if may), 0.0)

    # --- saying ---

    def _once(self, plain: Answer, group: Same) -> Answer:
        """One value that all say: once, with two or three of them cited."""
        members = group.members
        citer = self.case.citer
        text = said(plain if plain.mode == "extractive" else members[0].answer, citer)
        cited = {c.document_id for c in citer.citations}
        others = [m for m in members if m.document.id not in cited]
        more = "".join(said_marks(m.answer, citer) for m in others[: max(0, CITED - len(cited))])
        note = f"库中至少 {len(members)} 份文件这样写，这里引了 {CITED} 份。"
        notes = (*plain.notes, *((note,) if len(members) > CITED else ()))
        return Answer(marked(text, more), "extractive", citer.citations, notes=notes)

    def _side_by_side(self, groups: list[Same]) -> Answer:
        """A line per value, with whose it is and of when."""
        names = labels([m.document for g in groups for m in g.members])
        citer = self.case.citer
        lines = [SIDE_BY_SIDE]
        for group in groups:
            first, rest = group.members[0], group.members[1:]
            words = said(first.answer, citer).replace("\n", " ")
            words = words.removeprefix(f"{title(first.document)}：")
            if not rest:
                when = issued(first.document)
                when = "" if when.strip("（）") in words else when
                lines.append(f"{names[first.document.id]}{when}：{words}")
                continue
            whose = "、".join(names[m.document.id] for m in group.members[:CITED])
            more = "等" if len(group.members) > CITED else ""
            marks = "".join(said_marks(m.answer, citer) for m in rest[: CITED - 1])
            lines += [f"{whose}{more} {len(group.members)} 份文件：", marked(words, marks)]
        return Answer("\n".join(lines), "extractive", citer.citations)


# --- does the question choose? ----------------------------------------------------------------


def is_open(case: Case) -> bool:
    """Does the question leave open which document is meant? A place, a document or an article chooses."""
    query = case.query
    if query.article or query.missing or query.follow_up or COMPARE.search(query.text):
        return False
    if query.documents:
        return len(case.documents) > 1 or bool(alike_named(case))
    return len(query.places) != 1 and len(case.documents) > 1


def alike_named(case: Case) -> dict[str, StoredDocument]:
    """Other documents that a title said short may mean as well: 实施意见 of one city and of another."""
    query = case.query
    if not query.documents or query.places:
        return {}
    own = {short_title(d.metadata.title) for i, d in case.scope.items() if i in query.documents}
    names = [tight(n) for n in query.named if bare(n) not in own and len(bare(n)) >= 6]
    return {
        i: d for i, d in case.scope.items()
        if i not in query.documents and any(n in tight(d.metadata.title) for n in names)
    }  # fmt: skip


def place_note(case: Case, answer: Answer) -> tuple[str, ...]:
    """Whose document answers, where the question names no place and passages of others are as near."""
    query = case.query
    said_so = any(OTHER_PLACES in words for words in (answer.text, *answer.notes))
    chosen = query.places or query.documents or query.article or query.missing
    if chosen or answer.mode not in ("extractive", "generative") or said_so:
        return ()
    cited = {case.scope[c.document_id].metadata.place for c in answer.citations}
    here = next(iter(cited), "") if len(cited) == 1 else ""
    documents = {c.document_id for c in answer.citations}
    best = max((f.score for chunk, f in case.found if chunk.document_id in documents), default=0.0)
    near = [
        case.scope[chunk.document_id].metadata.place
        for chunk, fused in case.found[:5]
        if fused.score >= ALIKE * best
    ]
    others = [p for p in dict.fromkeys(near) if p and not (here and overlap(p, here))]
    said = "、".join(others[:3])
    if others and all(is_national(case.scope[c.document_id].metadata) for c in answer.citations):
        return (f"{OTHER_PLACES}，这里是{NATION}的；{said}另有文件，可写明地区再问。",)
    if not here or not others:
        return ()
    return (f"{OTHER_PLACES}，这里是{here}的；{said}的文件也有相近内容，可写明地区再问。",)
