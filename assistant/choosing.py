"""Which document is meant where the question does not say: those that answer it are asked one by one, and
one value is given once, a few are put side by side, for many the question is given back with a choice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.aim import ENDED, OF_OLD
from assistant.case import Case
from assistant.cite import Citer
from assistant.effect import asks_of_itself, tight
from assistant.finding import Found, find
from assistant.follow_up import History
from assistant.joined import marked, said, said_marks
from assistant.library import Library
from assistant.names import bare, short_title
from assistant.places import lies_in
from assistant.provinces import NATION, is_national
from assistant.question_words import COMPARE
from assistant.records import Answer
from assistant.regions import PROVINCES
from assistant.rivals import Candidate, Same, as_good, grouped, newest, values_of
from assistant.terms import coverage
from ingest.grammar import parse_numeral
from ingest.records import quoted

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

VALUES: frozenset[str] = frozenset({"number", "date", "who", "count", "sum"})
"""Kinds whose answers can be compared."""
WIDE, TRIED, MOST, FAR = 60, 20, 60, 4.5
"""Passages looked at; documents asked, and asked where a name may mean them; how far behind the best passage
(in standard deviations) one may be."""
SILENT = 5
"""Documents one after another that do not answer, from which no others are asked."""
LONGEST = 200
"""Characters from which an answer is no value that can be put beside others."""
FEW = 3
"""Different answers that are told side by side."""
CITED = 3
"""Documents cited for one and the same value."""
OPTIONS = 6
"""Questions offered where the answers are many."""
IN_TITLE = re.compile(rf"(?:{'|'.join(sorted(PROVINCES))})(?:省|市|(?:壮族|回族|维吾尔)?自治区)")
"""A province in a title, where the document's place is not known."""
CHOOSE = "请选择或写明"
"""How a question is given back."""
GIVEN_BACK = re.compile(rf"{CHOOSE}|请说明是哪一份")
PICK = re.compile(r"(?:第|选)?\s*([1-6一二三四五六])\s*(?:个|项|条|号)?[。.！!]?")
"""An answer to it by number alone."""
OFFERED = re.compile(r"^(\d)\. (.+)$", re.M)
POLITE = re.compile(r"^(?:请问一下|请问|想问一下|问一下|我想知道|想知道|麻烦问下)[，, ]?")
"""What goes before the place in a question."""
AGAIN = re.compile(r"^(?:各|我|全|本)?[省市区县](?=[政人教的内里])")
"""A rank before the matter, which a place takes the place of: 省政府工作报告, 本市的学校."""
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
        self.again = again

    def answer(self) -> Answer:
        """The answer of the documents that are meant: of one, or of several, or a question back."""
        if self.query.kind not in VALUES or not is_open(self.case):
            return self.ask(self.case)
        named = bool(self.query.documents)
        if asks_of_itself(self.query) and not named and (back := self._which_document()):
            return back
        plain = self.ask(replace(self.case, citer=Citer(self.library, self.case.scope)))
        if plain.mode == "refused" and not named:
            return plain
        found = self._candidates()
        groups = grouped(found)
        if len(found) < 2:
            return plain
        if len(groups) == 1:
            return self._once(plain, groups[0])
        return self._side_by_side(groups) if len(groups) <= FEW else self._which(found) or plain

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
            if len(grouped(as_good(asked))) > OPTIONS:
                break  # many enough to ask back
        kept = asked if self.query.documents else as_good(asked)
        return newest(kept, self.query)

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
        headings = " ".join(f"{' '.join(c.section)} {c.quote}" for c in answer.citations)
        around = f"{answer.text} {headings} {document.metadata.title}"
        wanted, text = self.case.wanted, self.query.text
        return Candidate(
            document, answer, values, coverage(wanted, around, text),
            coverage(wanted, answer.text, text),
        )  # fmt: skip

    # --- saying ---

    def _once(self, plain: Answer, group: Same) -> Answer:
        """One value that all say: once, with two or three of them cited."""
        members = group.members
        citer = self.case.citer
        text = said(plain if plain.mode == "extractive" else members[0].answer, citer)
        cited = {c.document_id for c in citer.citations}
        others = [m for m in members if m.document.id not in cited]
        more = "".join(said_marks(m.answer, citer) for m in others[: max(0, CITED - len(cited))])
        note = f"库中有 {len(members)} 份文件这样写，这里引了 {CITED} 份。"
        notes = (*plain.notes, *((note,) if len(members) > CITED else ()))
        return Answer(marked(text, more), "extractive", citer.citations, notes=notes)

    def _side_by_side(self, groups: list[Same]) -> Answer:
        """A line per value, with whose it is and of when."""
        names = self._labels([m for g in groups for m in g.members])
        citer = self.case.citer
        lines = ["问题没有指明是哪一份文件，库中的说法不同："]
        for group in groups:
            first, rest = group.members[0], group.members[1:]
            words = said(first.answer, citer).replace("\n", " ")
            words = words.removeprefix(f"{_title(first.document)}：")
            if not rest:
                lines.append(f"{names[first.document.id]}{_issued(first.document)}：{words}")
                continue
            whose = "、".join(names[m.document.id] for m in group.members[:CITED])
            more = "等" if len(group.members) > CITED else ""
            marks = "".join(said_marks(m.answer, citer) for m in rest[: CITED - 1])
            lines += [f"{whose}{more} {len(group.members)} 份文件：", marked(words, marks)]
        return Answer("\n".join(lines), "extractive", citer.citations)

    def _which(self, found: list[Candidate]) -> Answer | None:
        """The nation's answer where there is one, and a choice of the others; each choice is known to be answered."""
        country = next((c for c in found if is_national(c.document.metadata)), None)
        others = [c for c in found if c is not country]
        names = self._labels(others)
        options = self._options(others, names)
        if len(options) < 2:
            return None
        missing, held = self._missing(others, names)
        lines = [f"{missing}，库中几份文件答得不同（{held}），{CHOOSE}："]
        lines += [f"{number}. {option}" for number, option in enumerate(options, 1)]
        if country is None:
            return Answer("\n".join(lines), "clarify", options=options)
        words = said(country.answer, self.case.citer)
        words = words.removeprefix(f"{_title(country.document)}：")
        lead = f"按{NATION}的{quoted(country.document.metadata.title)}：\n{words}"
        return Answer(
            "\n".join((lead, *lines)), "extractive", self.case.citer.citations, options=options
        )

    def _which_document(self) -> Answer | None:
        """A date of the document itself is asked for and none is named: the newest are offered."""
        dated = [
            d for d in self.case.documents.values() if d.metadata.issued or d.metadata.effective
        ]
        dated.sort(key=lambda d: str(d.metadata.issued or d.metadata.effective), reverse=True)
        options = tuple(f"{_title(d)}{self.query.text}" for d in dated[:OPTIONS])
        if len(dated) < 2:
            return None
        lines = [f"问题没有写明是哪一份文件，库中有 {len(self.case.documents)} 份，{CHOOSE}："]
        lines += [f"{number}. {option}" for number, option in enumerate(options, 1)]
        return Answer("\n".join(lines), "clarify", options=options)

    def _missing(self, others: list[Candidate], names: dict[str, str]) -> tuple[str, str]:
        """What the question does not say, and some of what there is to choose from."""
        places = {place for c in others if (place := place_name(c.document))}
        slot = "地区" if len(places) > len(others) / 2 else "文件"
        shown = [names[c.document.id] for c in others]
        more = "等" if len(shown) > FEW else ""
        return f"问题没有写明{slot}", "、".join(shown[:FEW]) + more

    def _labels(self, found: list[Candidate]) -> dict[str, str]:
        """How each document is called beside the others: by its place, else by its title."""
        places = [place_name(c.document) for c in found]
        return {
            c.document.id: place if place and places.count(place) == 1 else _title(c.document)
            for c, place in zip(found, places, strict=True)
        }

    def _options(self, found: list[Candidate], names: dict[str, str]) -> tuple[str, ...]:
        """Whole questions with a place or title put in, of those that are answered."""
        options: list[str] = []
        words = AGAIN.sub("", POLITE.sub("", self.query.text.strip()))
        for one in found:
            label = names[one.document.id]
            forms = [f"{label}{words}", f"{_title(one.document)}：{words}"]
            option = next((f for f in dict.fromkeys(forms) if self._answers(f, label, one)), None)
            if option is not None and option not in options:
                options.append(option)
            if len(options) == OPTIONS:
                break
        return tuple(options)

    def _answers(self, option: str, label: str, one: Candidate) -> bool:
        """Is the option answered from its document? A place with this one document chooses it for sure."""
        if option.startswith(label) and label == one.document.metadata.place:
            here = [d for d in self.case.scope.values() if lies_in(label, d.metadata)]
            if len(here) == 1:
                return True
        answer = self.again(option)
        return answer.mode in ("extractive", "structured") and any(
            c.document_id == one.document.id for c in answer.citations
        )


def picked(message: str, history: History) -> str:
    """The question that a bare number picks of those given back right before; else the message as it is."""
    number = PICK.fullmatch(message.strip())
    if number is None or not history or history[-1][0] != "assistant":
        return message
    value = parse_numeral(number.group(1))
    said_last = history[-1][1]
    offered: dict[str, str] = (
        dict(OFFERED.findall(said_last)) if GIVEN_BACK.search(said_last) else {}
    )
    return offered.get(str(value), message)


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
    if chosen or answer.mode != "extractive" or said_so:
        return ()
    cited = {case.scope[c.document_id].metadata.place for c in answer.citations}
    here = next(iter(cited), "") if len(cited) == 1 else ""
    near = [case.scope[chunk.document_id].metadata.place for chunk, _ in case.found[:5]]
    others = [p for p in dict.fromkeys(near) if p and not p.startswith(here)]
    if not here or not others:
        return ()
    said = "、".join(others[:3])
    return (f"{OTHER_PLACES}，这里是{here}的；{said}的文件也有相近内容，可写明地区再问。",)


# --- words ---------------------------------------------------------------------------------


def place_name(document: StoredDocument) -> str:
    """The place of a document as it is said beside others; 全国 for the country, empty where it has none."""
    m = document.metadata
    said = IN_TITLE.search(m.title)
    return m.place or (NATION if is_national(m) else said.group() if said else "")


def _title(document: StoredDocument) -> str:
    return quoted(document.metadata.title or document.source)


def _issued(document: StoredDocument) -> str:
    """When a document was issued, in brackets; empty where that is not known."""
    day = document.metadata.issued
    if day is None or day.year is None:
        return ""
    parts = (
        f"{day.year}年",
        f"{day.month}月" if day.month else "",
        f"{day.day}日" if day.day else "",
    )
    return f"（{''.join(parts)}）"
