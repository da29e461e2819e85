"""One question from query to guarded answer: which room answers, is the evidence enough, what is refused."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant import evidence, structured
from assistant.checklist import make_rows, what
from assistant.cite import Citer
from assistant.extractive import Extractive
from assistant.facts_answer import FactAnswers
from assistant.fusion import Fused
from assistant.guard import guarded
from assistant.library import Library
from assistant.question import COMPARE, PAST, History, read_question
from assistant.records import Answer, ChecklistRow, Citation, Query
from assistant.sentences import sentence_at
from assistant.terms import Term, terms
from ingest.records import Chunk, Deadline, Fact, Target

if TYPE_CHECKING:
    from ingest.store.rows import StoredDocument

HELLO = (
    "您好！我根据库里的教育文件回答问题，每句话都标出处。可以问数字（“初中生均公用经费是多少？”）、"
    "时间（“什么时候报名？”）、清单（“9月份有哪些工作？”），也可以在“任务清单”里查看全部指标和时间节点。"
)
EMPTY = "库里还没有文件。请先在“文件”页添加，或运行 python -m ingest add。"
REVIEWS = frozenset({"工作总结", "报告", "政府工作报告"})
"""Kinds of documents that tell what was achieved."""
OLD_VERSION = re.compile(r"试行|旧|原来|以前|原办法|之前的|废止|还有效|失效")
"""Words that ask for a version that is no longer in force."""
FOUND = 8
"""Passages looked at for one answer."""
LISTS = frozenset({"list", "definition", "overview"})


@dataclass(frozen=True, slots=True)
class _Case:
    """One question with the snapshot of the library it is answered from."""

    query: Query
    documents: Mapping[str, StoredDocument]
    today: dt.date
    wanted: tuple[Term, ...]
    found: tuple[tuple[Chunk, Fused], ...]
    citer: Citer


class Answering:
    """Answers from one library; holds nothing between questions."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def answer(
        self, question: str, history: History, today: dt.date, asked: Sequence[str] | None
    ) -> Answer:
        """The guarded answer to one question."""
        scope = self.library.in_scope(asked)
        query = read_question(
            question, history=history, today=today, library=self.library.known(scope.values())
        )
        if query.kind == "greeting":
            return Answer(HELLO, "extractive", suggestions=self.examples())
        if not scope:
            return Answer(EMPTY, "refused")
        documents = self._narrowed(query, scope)
        case = self._case(query, documents, today)
        answer = self._absent(case) or self._structured(case) or self._from_words(case)
        if answer.mode == "refused":
            self.library.store.log_unanswered(question, answer.text.split("\n")[0])
            return answer
        answer = guarded(answer, self._cited_words)
        return replace(
            answer,
            notes=(*answer.notes, *self._version_notes(answer, documents)),
            suggestions=self._suggestions(query, answer),
        )

    # --- the case ---

    def _narrowed(
        self, query: Query, scope: dict[str, StoredDocument]
    ) -> dict[str, StoredDocument]:
        """Documents of the title, number or place that the question names."""
        if query.documents:
            named = {i: d for i, d in scope.items() if i in query.documents}
            current = {
                i: d for i, d in named.items() if d.metadata.status not in ("被替代", "废止")
            }
            return named if OLD_VERSION.search(query.text) else (current or named)
        if query.places:
            placed = {
                i: d for i, d in scope.items()
                if any(p in d.metadata.place or p in d.metadata.title or p in d.metadata.issuer for p in query.places)
            }  # fmt: skip
            scope = placed or scope
        if PAST.search(query.text) and not COMPARE.search(query.text):
            told = {
                i: d for i, d in scope.items()
                if d.metadata.kind in REVIEWS and (not query.years or d.metadata.plan_year in query.years)
            }  # fmt: skip
            return told or scope
        return scope

    def _case(self, query: Query, documents: Mapping[str, StoredDocument], today: dt.date) -> _Case:
        found = self.library.search(query.text, documents=set(documents), k=FOUND)
        words = self._without_held_years(query, documents)
        return _Case(
            query, documents, today, terms(words, self.library.vocabulary),
            tuple(self._in_force_first(found, documents)), Citer(self.library, documents),
        )  # fmt: skip

    @staticmethod
    def _without_held_years(query: Query, documents: Mapping[str, StoredDocument]) -> str:
        """The question without years that documents in scope are of: those are matched as years."""
        held = set(Answering._plan_years(documents))
        held |= {d.metadata.issued.year for d in documents.values() if d.metadata.issued}  # type: ignore[misc]
        years = [str(y) for y in query.years if y in held]
        return re.sub(rf"(?:{'|'.join(years)})\s*年?度?", " ", query.text) if years else query.text

    @staticmethod
    def _in_force_first(
        found: Sequence[tuple[Chunk, Fused]], documents: Mapping[str, StoredDocument]
    ) -> list[tuple[Chunk, Fused]]:
        """Passages of replaced documents stand behind the others, unless nothing else is there."""
        old = {i for i, d in documents.items() if d.metadata.status in ("被替代", "废止")}
        return sorted(found, key=lambda pair: pair[0].document_id in old)

    # --- rooms ---

    def _absent(self, case: _Case) -> Answer | None:
        """What the question names and the library does not hold is refused by name."""
        query = case.query
        if query.missing:
            return self._refused(case, f"库中没有{'、'.join(query.missing)}的文件。")
        if query.article:
            answer = self._extractive(case).article(
                {i: self.library.store.sections(i) for i in self._article_documents(case)}
            )
            if answer is not None and query.kind == "article":
                return answer
            if answer is None and query.kind == "article":
                number = query.article
                return self._refused(case, f"查到的文件里没有第{number}条。")
        if query.years and not self._years_held(case):
            years = "、".join(f"{y}年" for y in query.years)
            held = "、".join(f"{y}年" for y in self._plan_years(case.documents))
            known = f"库中的计划和总结有：{held}。" if held else ""
            return self._refused(case, f"库中没有{years}的内容。{known}")
        return None

    def _article_documents(self, case: _Case) -> list[str]:
        """Where an article is looked up: named documents, else those of the best passages."""
        if case.query.documents:
            return list(case.documents)
        ranked = list(dict.fromkeys(chunk.document_id for chunk, _ in case.found))
        with_articles = [
            i for i in ranked if any(s.kind == "article" for s in self.library.store.sections(i))
        ]
        return with_articles[:1]

    def _years_held(self, case: _Case) -> bool:
        """Some document or fact in scope is of a year the question names."""
        wanted = set(case.query.years)
        for document in case.documents.values():
            m = document.metadata
            if {m.plan_year, m.issued and m.issued.year, m.effective and m.effective.year} & wanted:
                return True
            if any(str(year) in m.title for year in wanted):
                return True
        facts = self.library.facts(set(case.documents))
        if any(
            d and d.year in wanted for f in facts if f.time for d in (f.time.lo, f.time.hi)
        ) or any(not f.time.year_known for f in facts if f.time and (f.time.lo or f.time.hi)):
            return True
        return any(str(year) in chunk.text for year in wanted for chunk, _ in case.found)

    @staticmethod
    def _plan_years(documents: Mapping[str, StoredDocument]) -> list[int]:
        return sorted({d.metadata.plan_year for d in documents.values() if d.metadata.plan_year})

    def _structured(self, case: _Case) -> Answer | None:
        query = case.query
        if query.kind not in ("tasks", "targets", "status", "documents"):
            return None
        if query.kind == "documents":
            return self._documents(case)
        rows = self._rows(case)
        vocabulary = self.library.vocabulary
        if query.kind == "status":
            return structured.status(query, rows, case.citer, case.today)
        if query.kind == "tasks":
            answer = structured.tasks(query, rows, vocabulary, case.citer, case.today)
            if answer is None and query.time is not None:
                return self._refused(case, f"没有查到时间在“{query.time.raw}”的相关任务。")
        else:
            answer = structured.targets(query, rows, vocabulary, case.citer)
        return answer

    def _rows(self, case: _Case) -> list[ChecklistRow]:
        facts = self.library.facts(set(case.documents))
        return make_rows(facts, self.library.store.states(), case.documents, case.today)

    def _documents(self, case: _Case) -> Answer | None:
        """Which documents cover a topic: those of the passages that hold it."""
        good = [
            (chunk, fused) for chunk, fused in case.found
            if evidence.judge(case.query, case.wanted, [(chunk, fused)]).enough
        ]  # fmt: skip
        first = {chunk.document_id: chunk for chunk, _ in reversed(good)}
        if not first:
            return None
        lines = [f"涉及的文件有 {len(first)} 份："]
        for number, (identity, chunk) in enumerate(reversed(list(first.items())), 1):
            span = sentence_at(self.library.document(identity).text, chunk.start)
            title = case.documents[identity].metadata.title
            lines.append(f"{number}. {title}{case.citer.span(identity, span, chunk.section)}")
        return Answer("\n".join(lines), "structured", case.citer.citations)

    def _from_words(self, case: _Case) -> Answer:
        """From a fact or from the documents' sentences, where the evidence is enough."""
        verdict = evidence.judge(case.query, case.wanted, case.found)
        if not verdict.enough:
            about = "、".join(f"“{w}”" for w in verdict.lacking)
            return self._refused(case, f"库中的文件没有写到{about or '这个问题'}。")
        query = case.query
        answer: Answer | None = None
        if query.kind in ("number", "date", "who"):
            answer = self._from_facts(case)
        if answer is None and query.kind in LISTS:
            answer = self._extractive(case).items()
        answer = answer or self._extractive(case).passage()
        return answer or self._refused(case, "库中的文件没有写到这个问题。")

    def _from_facts(self, case: _Case) -> Answer | None:
        facts = self.library.facts(set(case.documents))
        metadata = {i: d.metadata for i, d in case.documents.items()}
        answers = FactAnswers(
            case.query, case.wanted, metadata, self._near(case, facts), case.citer
        )
        if case.query.kind == "number":
            return answers.number(facts)
        if case.query.kind == "date":
            return answers.date(facts)
        return None

    @staticmethod
    def _near(case: _Case, facts: Sequence[Fact]) -> dict[str, float]:
        """How high retrieval ranked the passage of each fact, between 0 and 1."""
        ranges: dict[str, list[tuple[int, int, float]]] = {}
        for rank, (chunk, _) in enumerate(case.found):
            weight = 1 / (1 + rank)
            ranges.setdefault(chunk.document_id, []).append((chunk.start, chunk.end, weight))
        return {
            fact.id: max(
                (w for start, end, w in ranges.get(fact.document_id, ()) if start <= fact.start < end),
                default=0.0,
            )
            for fact in facts
        }  # fmt: skip

    def _extractive(self, case: _Case) -> Extractive:
        return Extractive(self.library, case.query, case.wanted, case.found, case.citer)

    # --- refusal ---

    def _refused(self, case: _Case, reason: str) -> Answer:
        """A refusal that says what was searched and shows the nearest passages."""
        titles = [d.metadata.title or d.source for d in case.documents.values()]
        searched = f"查了 {len(titles)} 份文件"
        if len(titles) <= 3:
            searched += f"（{'、'.join(f'《{t}》' for t in titles)}）"
        citer = Citer(self.library, case.documents)
        nearest = Extractive(self.library, case.query, case.wanted, case.found, citer).nearest(2)
        for identity, span in nearest:
            citer.span(identity, span)
        lines = [f"{reason}{searched}，不能据此回答。"]
        if citer.citations:
            lines.append("最接近的内容：" + "".join(f"[{c.marker}]" for c in citer.citations))
        return Answer("\n".join(lines), "refused", citer.citations, suggestions=self.examples())

    # --- around the answer ---

    def _cited_words(self, citation: Citation) -> str:
        """A citation's quote, its context and its headings."""
        text = self.library.document(citation.document_id).text
        spans = [text[s.start : s.end] for s in citation.context]
        return "\n".join(
            (citation.quote, *spans, *citation.section, f"《{citation.document_title}》")
        )

    @staticmethod
    def _version_notes(answer: Answer, documents: Mapping[str, StoredDocument]) -> tuple[str, ...]:
        notes = []
        for identity in dict.fromkeys(c.document_id for c in answer.citations):
            metadata = documents[identity].metadata
            if metadata.status in ("被替代", "废止"):
                notes.append(
                    f"《{metadata.title}》已{'被新文件替代' if metadata.status == '被替代' else '废止'}，仅供参考。"
                )
        samples = any(documents[c.document_id].sample for c in answer.citations)
        return (*notes, *(("依据的是示例（虚构）文件。",) if samples else ()))

    def _suggestions(self, query: Query, answer: Answer) -> tuple[str, ...]:
        """Two or three questions that the cited documents can answer."""
        cited = {c.document_id for c in answer.citations}
        asked = query.text
        found: list[str] = []
        for fact in self.library.facts(cited):
            words = what(fact)
            if not 4 <= len(words) <= 22 or words in asked or "\t" in words or "\n" in words:
                continue
            near = any(c.section and fact.section[:2] == c.section[:2] for c in answer.citations)
            if near:
                question = (
                    f"{words}是多少？" if isinstance(fact, Target) else f"{words}是什么时候？"
                )
                if question not in found:
                    found.append(question)
            if len(found) == 2:
                break
        return tuple(found)

    def examples(self) -> tuple[str, ...]:
        """Questions drawn from the library's own facts: a number, a month, a date."""
        facts = self.library.facts(set(self.library.in_scope()))
        found: list[str] = []
        named = [f for f in facts if isinstance(f, Target) and f.scope and 4 <= len(what(f)) <= 16]
        if named:
            found.append(f"{what(named[0])}是多少？")
        months = [
            f.time.lo.month for f in facts
            if isinstance(f, Deadline) and f.time.precision == "month" and f.time.lo
        ]  # fmt: skip
        if months:
            found.append(f"{max(set(months), key=months.count)}月份有哪些工作？")
            found.append("下半年要开哪些会？")
        dated = [f for f in facts if isinstance(f, Deadline) and 6 <= len(f.action) <= 18]
        if dated:
            found.append(f"{dated[0].action}是什么时候？")
        return tuple(dict.fromkeys(found))[:4]
